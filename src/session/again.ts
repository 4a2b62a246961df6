import type { LessonSource } from '../../sim/index.ts';
import type { Session, SessionLog } from '../../sim/lesson/index.ts';
import type { PartLoader } from './parts.ts';
import { planOnce } from './plan-solution.ts';
import { playAgain } from './play-again.ts';
import { type Missing, type PlayedOut, playOut } from './play-out.ts';

/** Asks again, in another copy of the session, until every part that the answer needs is there. */
async function inCopy<T extends { readonly type: string }>(
  source: LessonSource,
  log: SessionLog,
  loader: PartLoader,
  ask: (copy: Session) => T | Missing,
): Promise<T> {
  for (;;) {
    const answer = ask(await playAgain(source, log, loader));
    if (answer.type !== 'missing') return answer as T;
    await loader.load((answer as Missing).part);
  }
}

/**
 * Plays a prediction out in a copy of the cluster. Undefined when the cluster is not where the
 * question is about.
 */
export async function playOutAgain(
  source: LessonSource,
  log: SessionLog,
  id: string,
  loader: PartLoader,
): Promise<PlayedOut | undefined> {
  const played = await inCopy(source, log, loader, (copy) => playOut(source, copy, id));
  return played.type === 'whole' ? played : undefined;
}

/** Lets the page draw between two pieces of work. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/**
 * The commands of the solution that meet a task from where the learner is: as few as possible,
 * tried in copies of the cluster. Undefined when none of them lead there.
 */
export async function planSolution(
  source: LessonSource,
  log: SessionLog,
  wanted: { readonly task: string; readonly terminal: string; readonly steps: readonly string[] },
  loader: PartLoader,
): Promise<readonly string[] | undefined> {
  for (let from = wanted.steps.length - 1; from >= 0; from--) {
    await breathe();
    const steps = wanted.steps.slice(from);
    const plan = await inCopy(source, log, loader, (copy) => planOnce(copy, { ...wanted, steps }));
    if (plan.type === 'met') return steps.slice(0, plan.count);
  }
  return undefined;
}
