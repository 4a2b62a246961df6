import { type Branch, leaveFor, leftBy, type SessionLog } from '../../session/index.ts';

/** Undone commands that can be done again. */
const MOST_UNDONE = 100;

/** What was left behind while the learner went back in time. */
export interface Trail {
  /** All that are kept. */
  branches(): readonly Branch[];
  /** Those that a session with this log can still go to. */
  leftBy(log: SessionLog): readonly Branch[];
  /**
   * Keeps a session that is left, unless a branch has all of it. Answers its branch, if it is new.
   */
  leave(log: SessionLog): Branch | undefined;
  /** Takes the branches of the session that is opened. */
  restore(branches: readonly Branch[]): void;
  /** The session before the last undo; lasts as long as the page. */
  undone(): SessionLog | undefined;
  pushUndone(log: SessionLog): void;
  popUndone(): SessionLog | undefined;
}

export function createTrail(): Trail {
  let branches: readonly Branch[] = [];
  let undone: readonly SessionLog[] = [];
  return {
    branches: () => branches,
    leftBy: (log) => leftBy(branches, log),
    leave(log) {
      branches = leaveFor(branches, log);
      return branches.find((branch) => branch.log === log);
    },
    restore(kept) {
      branches = kept;
    },
    undone: () => undone.at(-1),
    pushUndone(log) {
      undone = [...undone, log].slice(-MOST_UNDONE);
    },
    popUndone() {
      const last = undone.at(-1);
      undone = undone.slice(0, -1);
      return last;
    },
  };
}
