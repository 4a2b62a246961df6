import { ALL_PARTS } from '../../sim/all-parts.ts';
import { createSession } from '../../sim/index.ts';
import { type LessonPage, lessonBehaviour, lessonFiles, lessonStart } from './lesson-list.ts';

const TERMINAL = '1';
/** Each visit has a seed of its own; where a lesson begins must not depend on it. */
const SEEDS = [1, 2];

const prompts = new Map<string, string>();

/** Plays the start of a lesson, opens a terminal, and reads what stands there. */
function promptWith(page: LessonPage, course: readonly LessonPage[], seed: number): string {
  const source = {
    lesson: lessonBehaviour(page),
    files: lessonFiles(page),
    start: lessonStart(page, course),
  };
  const session = createSession(source, seed, ALL_PARTS);
  session.input({ type: 'open', terminal: TERMINAL });
  const state = session.terminalState(TERMINAL);
  if (state.type !== 'line' || session.output(TERMINAL) !== '') {
    throw new Error(`${page.id} does not begin at a prompt`);
  }
  return state.request.prompt;
}

/**
 * The prompt at which a lesson begins, as the simulator gives it: its page shows it before the
 * simulator is there. `course` are the course's lessons in order. Throws for a lesson that begins
 * otherwise, or not with every seed alike.
 */
export function firstPrompt(page: LessonPage, course: readonly LessonPage[]): string {
  const known = prompts.get(page.id);
  if (known !== undefined) return known;
  const [prompt = '', ...others] = SEEDS.map((seed) => promptWith(page, course, seed));
  if (others.some((other) => other !== prompt)) {
    throw new Error(`${page.id} begins at another prompt with another seed`);
  }
  prompts.set(page.id, prompt);
  return prompt;
}
