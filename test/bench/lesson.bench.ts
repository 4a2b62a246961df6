import { ALL_PARTS } from '../../sim/all-parts.ts';
import { createSession } from '../../sim/index.ts';
import { fillWords } from '../../sim/lesson/index.ts';
import { type LessonFolder, readFolder, readLessons } from '../../src/cli/lesson-source.ts';
import { splitCommands } from '../../src/prose/split-commands.ts';
import { startLesson, typeLine } from '../walk.ts';
import { timeOf } from './measure.ts';

/** How long a lesson takes, and which one takes longest. */
export interface LessonTimes {
  readonly opening: { readonly lesson: string; readonly ms: number };
  /** A command with what its tasks say at each turn of it. */
  readonly command: { readonly lesson: string; readonly ms: number };
  /** What the tasks and predictions take at one turn, in the middle over all lessons. */
  readonly judgingMs: number;
}

function timesOf({ source, directory }: LessonFolder) {
  const opening = timeOf(() => createSession(source, 1, ALL_PARTS));
  const session = startLesson(source, 1);
  let judging = 0;
  let turns = 0;
  session.onTurn(() => {
    turns++;
    judging += timeOf(() => [session.tasks(), session.predictions()]);
  });
  const script = fillWords(readFolder(directory)['solution.sh'] ?? '', session.words);
  const commands = splitCommands(script).map((line) => timeOf(() => typeLine(session, line)));
  return { lesson: source.lesson.id, opening, judging, turns, command: Math.max(0, ...commands) };
}

/** Opens every lesson and plays its solution, once to warm up. */
export async function measureLessons(): Promise<LessonTimes> {
  const folders = await readLessons();
  for (const folder of folders) timesOf(folder);
  const all = folders.map(timesOf);
  const most = (key: 'opening' | 'command') => {
    const [worst] = [...all].sort((a, b) => b[key] - a[key]);
    return { lesson: worst?.lesson ?? '', ms: worst?.[key] ?? 0 };
  };
  const turns = all.reduce((sum, times) => sum + times.turns, 0);
  const judging = all.reduce((sum, times) => sum + times.judging, 0);
  return { opening: most('opening'), command: most('command'), judgingMs: judging / turns };
}
