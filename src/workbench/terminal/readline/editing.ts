import type { History, Line } from '../../../machines/index.ts';

/** A line, and the place in the history that it comes from. */
export interface Editing {
  readonly line: Line;
  readonly history: History;
}

/** A command of readline; `count` is 1 when no numeric argument was given. */
export type Edit = (now: Editing, count: number, isGiven: boolean) => Editing;
