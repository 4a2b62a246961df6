import type { SessionLog } from '../../session/index.ts';

/** A session that was left for a branch. */
export interface Branch {
  /** Counted from 1, in the order in which they were left. */
  readonly number: number;
  readonly log: SessionLog;
}

/** Branches that are remembered; the oldest goes first. */
const MOST_BRANCHES = 20;
/** Undone commands that can be done again. */
const MOST_UNDONE = 100;

/** What was left behind while the learner went back in time; lasts as long as the page. */
export interface Trail {
  branches(): readonly Branch[];
  leave(log: SessionLog): void;
  /** The session before the last undo. */
  undone(): SessionLog | undefined;
  pushUndone(log: SessionLog): void;
  popUndone(): SessionLog | undefined;
}

export function createTrail(): Trail {
  let branches: readonly Branch[] = [];
  let undone: readonly SessionLog[] = [];
  return {
    branches: () => branches,
    leave(log) {
      const number = (branches.at(-1)?.number ?? 0) + 1;
      branches = [...branches, { number, log }].slice(-MOST_BRANCHES);
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
