import { logBefore } from '../../../sim/index.ts';
import type { Session, SessionLog } from '../../../sim/lesson/index.ts';

/** The log without the last command and its consequences; undefined when nothing was run. */
export function undoLast(session: Session): SessionLog | undefined {
  const last = session.commands().at(-1);
  return last === undefined ? undefined : logBefore(session.log(), last);
}

/** What was put in, but for the sizes of terminals, which are told anew with each page. */
const typedIn = ({ inputs }: SessionLog): SessionLog['inputs'] =>
  inputs.filter(({ input }) => input.type !== 'resize');

/**
 * Whether `undone` is this session and something more: what was undone can then be done again.
 * Once something else was typed, it cannot.
 */
export function isContinuedBy(session: Session, undone: SessionLog): boolean {
  const log = session.log();
  const [mine, theirs] = [typedIn(log), typedIn(undone)];
  return (
    log.seed === undone.seed &&
    mine.length < theirs.length &&
    mine.every((item, i) => JSON.stringify(item) === JSON.stringify(theirs[i]))
  );
}
