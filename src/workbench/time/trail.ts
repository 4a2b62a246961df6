import { addBranch, type Branch, type SessionLog } from '../../session/index.ts';

/** Undone commands that can be done again. */
const MOST_UNDONE = 100;

/** What was left behind while the learner went back in time. */
export interface Trail {
  branches(): readonly Branch[];
  leave(log: SessionLog): void;
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
    leave(log) {
      branches = addBranch(branches, log);
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
