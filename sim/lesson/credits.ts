import { allOf } from './checks.ts';
import type { Credit, CreditState, Task, TaskState, WrongTurn } from './lesson.ts';

/** Points that were earned, of those that can be. */
export interface Points {
  readonly earned: number;
  readonly of: number;
}

/** A task that is met when each of its parts is; a part that is met earns its points alone. */
export const scored = (
  id: string,
  credits: readonly Credit[],
  wrongTurns: readonly WrongTurn[],
): Task => ({
  id,
  check: (world) =>
    allOf(
      world,
      credits.map(({ check }) => check),
    ),
  wrongTurns,
  credits,
});

const sum = (credits: readonly CreditState[]): number =>
  credits.reduce((total, { points }) => total + points, 0);

/** What tasks have earned together; of 0 when none of them has points. */
export const pointsOf = (states: readonly Pick<TaskState, 'credits'>[]): Points => {
  const credits = states.flatMap((state) => state.credits);
  return { earned: sum(credits.filter(({ ok }) => ok)), of: sum(credits) };
};
