import { logBefore } from '../../../sim/index.ts';
import type { Session, SessionLog } from '../../../sim/lesson/index.ts';
import { continues } from '../log-order.ts';

/** The log without the last command and its consequences; undefined when nothing was run. */
export function undoLast(session: Session): SessionLog | undefined {
  const last = session.commands().at(-1);
  return last === undefined ? undefined : logBefore(session.log(), last);
}

/**
 * Whether `undone` is this session and something more: what was undone can then be done again.
 * Once something else was typed, it cannot.
 */
export const isContinuedBy = (session: Session, undone: SessionLog): boolean =>
  continues(undone, session.log());
