import { logBefore } from '../../../sim/index.ts';
import type { Session, SessionLog } from '../../../sim/lesson/index.ts';

/** The log without the last command and its consequences; undefined when nothing was run. */
export function undoLast(session: Session): SessionLog | undefined {
  const last = session.commands().at(-1);
  return last === undefined ? undefined : logBefore(session.log(), last);
}

/**
 * Whether `undone` is this session and something more: what was undone can then be done again.
 * Once something else was typed, it cannot.
 */
export function isContinuedBy(session: Session, undone: SessionLog): boolean {
  const { inputs, seed } = session.log();
  if (seed !== undone.seed || undone.inputs.length <= inputs.length) return false;
  const at = inputs.length - 1;
  const isResize = ({ input }: (typeof inputs)[number]): boolean => input.type === 'resize';
  const [mine, theirs] = [inputs, undone.inputs].map((list) =>
    list.filter((item) => !isResize(item)).slice(0, at + 1),
  );
  const known = mine ?? [];
  return known.every(
    ({ atMs, input }, i) =>
      theirs?.[i]?.atMs === atMs && JSON.stringify(theirs[i]?.input) === JSON.stringify(input),
  );
}
