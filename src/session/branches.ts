import type { SessionLog } from '../../sim/lesson/index.ts';
import { hasInputsOf, wentThrough } from './log-order.ts';
import { isRecord, isSessionLog } from './log-shape.ts';

/** A session that was left for a branch. */
export interface Branch {
  /** Counted from 1, in the order in which they were left. */
  readonly number: number;
  readonly log: SessionLog;
}

/** Branches of a lesson that are kept; the oldest goes first. */
const MOST_BRANCHES = 40;
/**
 * Characters of all their inputs. A browser gives a site room for some hundred times as much, and
 * each time one more is left all are written.
 */
const MOST_CHARACTERS = 4_000_000;

/** The newest of them that are kept; the last one is, however long it is. */
function withinBounds(branches: readonly Branch[]): readonly Branch[] {
  let characters = 0;
  const fits = ({ log }: Branch, at: number): boolean => {
    characters += JSON.stringify(log.inputs).length;
    return at === 0 || characters <= MOST_CHARACTERS;
  };
  const newest = branches.slice(-MOST_BRANCHES).toReversed();
  const end = newest.findIndex((branch, at) => !fits(branch, at));
  return (end < 0 ? newest : newest.slice(0, end)).toReversed();
}

/** The branches after one more, with a number of its own. */
export const addBranch = (branches: readonly Branch[], log: SessionLog): readonly Branch[] =>
  withinBounds([...branches, { number: (branches.at(-1)?.number ?? 0) + 1, log }]);

/**
 * The branches after a session was left. One that is the beginning of a branch adds nothing, and a
 * branch that it went through to its end is found in it.
 */
export function leaveFor(branches: readonly Branch[], log: SessionLog): readonly Branch[] {
  if (branches.some((branch) => hasInputsOf(branch.log, log))) return branches;
  const all = addBranch(branches, log);
  return all.filter((branch) => branch.log === log || !wentThrough(log, branch.log));
}

/** Those of the branches in which a session with this log has not been to the end. */
export const leftBy = (branches: readonly Branch[], log: SessionLog): readonly Branch[] =>
  branches.filter((branch) => !wentThrough(log, branch.log));

/** All of `mine`, and behind them what only `theirs` have. */
export function mergeBranches(
  mine: readonly Branch[],
  theirs: readonly Branch[],
): readonly Branch[] {
  const known = new Set(mine.map(({ log }) => JSON.stringify(log)));
  const others = theirs.filter(({ log }) => !known.has(JSON.stringify(log)));
  return others.reduce<readonly Branch[]>((all, { log }) => addBranch(all, log), mine);
}

/** Reads branches of a lesson in the form in which they are kept; undefined for something else. */
export function readBranches(value: unknown, lesson: string): readonly Branch[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const isBranch = (one: unknown): one is Branch =>
    isRecord(one) &&
    Number.isSafeInteger(one.number) &&
    isSessionLog(one.log) &&
    one.log.lesson === lesson;
  return value.every(isBranch) ? withinBounds(value) : undefined;
}
