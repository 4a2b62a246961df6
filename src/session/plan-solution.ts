import type { Session } from '../../sim/lesson/index.ts';
import { type Missing, runLine } from './play-out.ts';
import { isReady } from './time/stepping.ts';

/** A command of a solution ends within this virtual time, and its effect shows within the other. */
const COMMAND_LIMIT_MS = 10 * 60_000;
const EFFECT_LIMIT_MS = 4 * 60_000;
/** Between two commands the cluster may come to rest for so long. */
export const SETTLE_LIMIT_MS = 60_000;

/** Whether some commands meet a task, and after how many of them. */
export type SolutionPlan =
  | { readonly type: 'met'; readonly count: number }
  | { readonly type: 'open' };

/** Plays the steps in `session`, a copy of the learner's, until the task is met. */
export function planOnce(
  session: Session,
  wanted: { readonly task: string; readonly terminal: string; readonly steps: readonly string[] },
): SolutionPlan | Missing {
  const { task, terminal, steps } = wanted;
  const isMet = (): boolean => session.tasks().some(({ id, ok }) => id === task && ok);
  const isOver = (): boolean => session.missingPart() !== undefined || isMet();
  const isAtRest = (): boolean => isOver() || isReady(session);
  for (const [at, step] of steps.entries()) {
    runLine(session, terminal, step, COMMAND_LIMIT_MS);
    if (at < steps.length - 1) session.advanceUntil(isAtRest, SETTLE_LIMIT_MS);
    else session.advanceUntil(isOver, EFFECT_LIMIT_MS);
    const part = session.missingPart();
    if (part !== undefined) return { type: 'missing', part };
    if (isMet()) return { type: 'met', count: at + 1 };
  }
  return { type: 'open' };
}
