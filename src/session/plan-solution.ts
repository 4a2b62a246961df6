import { type LessonSource, replaySession } from '../../sim/index.ts';
import type { SessionLog } from '../../sim/lesson/index.ts';
import { type Missing, runLine } from './play-out.ts';

/** A command of a solution ends within this virtual time, and its effect shows within the other. */
const COMMAND_LIMIT_MS = 10 * 60_000;
const EFFECT_LIMIT_MS = 4 * 60_000;
/** Between two commands the cluster goes on for a while, as when somebody reads. */
const BETWEEN_MS = 3000;

/** Whether some commands meet a task, and after how many of them. */
export type SolutionPlan =
  | { readonly type: 'met'; readonly count: number }
  | { readonly type: 'open' };

/** Plays `log` in a world of its own and there the steps, until the task is met. */
export function planOnce(
  source: LessonSource,
  log: SessionLog,
  wanted: { readonly task: string; readonly terminal: string; readonly steps: readonly string[] },
  parts: ReadonlyMap<string, unknown>,
): SolutionPlan | Missing {
  const replay = replaySession(source, log, parts);
  if (replay.type === 'missing') return replay;
  const { session } = replay;
  const { task, terminal, steps } = wanted;
  const isMet = (): boolean => session.tasks().some(({ id, ok }) => id === task && ok);
  const isOver = (): boolean => session.missingPart() !== undefined || isMet();
  for (const [at, step] of steps.entries()) {
    runLine(session, terminal, step, COMMAND_LIMIT_MS);
    session.advanceUntil(isOver, at === steps.length - 1 ? EFFECT_LIMIT_MS : BETWEEN_MS);
    const part = session.missingPart();
    if (part !== undefined) return { type: 'missing', part };
    if (isMet()) return { type: 'met', count: at + 1 };
  }
  return { type: 'open' };
}
