import { fill } from '../../i18n/index.ts';
import { isContinuedBy, logUntil, undoLast } from '../../session/engine.ts';
import type { Branch, SessionLog } from '../../session/index.ts';
import { announce } from '../dom.ts';
import type { Play } from '../play.ts';
import { sayClock } from './clock.ts';

/** The ways from the session that is played to another one of its lesson. */
export interface Travel {
  /** Starts a branch at an instant. */
  goOnFrom(atMs: number): void;
  /** Goes on in a branch that was left. */
  enter(branch: Branch): void;
  undo(): void;
  canRedo(): boolean;
  redo(): void;
}

/** Creates the ways. Whatever is left is kept as a branch, and each arrival is announced. */
export function createTravel({ session, trail, keeper, notices, language, goOn }: Play): Travel {
  const t = language.texts.timeline;
  /** Says so when the browser has no room for a branch. */
  const keepBranches = async (): Promise<void> => {
    try {
      await keeper.saveBranches(trail.branches());
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const dismiss = { label: t.close, isPrimary: false, run: () => {} };
      const text = fill(t.branchNotKept, { reason });
      notices.show('branch', { text, preview: '', actions: [dismiss] });
    }
  };
  const leave = (log: SessionLog): Branch | undefined => {
    const left = trail.leave(log);
    if (left !== undefined) void keepBranches();
    return left;
  };
  return {
    goOnFrom(atMs) {
      const log = session.log();
      const said = fill(t.branched, { clock: sayClock(atMs) });
      goOn({
        log: logUntil(log, atMs),
        onMade() {
          leave(log);
          announce(said);
        },
      });
    },
    enter({ number, log }) {
      const current = session.log();
      goOn({
        log,
        onMade() {
          const other = leave(current)?.number;
          const isNew = other !== undefined;
          announce(isNew ? fill(t.enteredFrom, { number, other }) : fill(t.entered, { number }));
        },
      });
    },
    undo() {
      const log = undoLast(session);
      if (log === undefined) return;
      const whole = session.log();
      const said = fill(t.undone, { line: session.commands().at(-1)?.line ?? '' });
      goOn({
        log,
        onMade() {
          trail.pushUndone(whole);
          leave(whole);
          announce(said);
        },
      });
    },
    canRedo() {
      const undone = trail.undone();
      return undone !== undefined && isContinuedBy(session, undone);
    },
    redo() {
      const log = trail.undone();
      if (log === undefined) return;
      goOn({
        log,
        onMade() {
          trail.popUndone();
          announce(t.redone);
        },
      });
    },
  };
}
