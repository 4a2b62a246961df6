import { fillWords, type Words } from '../../sim/lesson/index.ts';
import { splitCommands } from '../prose/split-commands.ts';
import type { LessonData } from './lesson-data.ts';

const SOLUTIONS = import.meta.glob<string>('../../lessons/*/*/solution.sh', {
  query: '?raw',
  import: 'default',
});

/** The commands of the lesson's solution, in the words of the learner's variant. */
export async function loadSolution(data: LessonData, words: Words): Promise<readonly string[]> {
  const load = SOLUTIONS[`../../lessons/${data.module}/solution.sh`];
  return load === undefined ? [] : splitCommands(fillWords(await load(), words));
}
