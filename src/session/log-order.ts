import type { LoggedInput, SessionLog } from '../../sim/lesson/index.ts';

/** What was put in, but for the sizes of terminals, which are told anew with each page. */
const typedIn = ({ inputs }: SessionLog): readonly LoggedInput[] =>
  inputs.filter(({ input }) => input.type !== 'resize');

/** Logs that go on from one another have the very same inputs; those that were read have copies. */
const isSame = (a: LoggedInput, b: LoggedInput | undefined): boolean =>
  a.atMs === b?.atMs &&
  (a.input === b.input || JSON.stringify(a.input) === JSON.stringify(b.input));

/** How many inputs of `part` there are, when they are the first of `whole`; undefined if not. */
function sharedCount(whole: SessionLog, part: SessionLog): number | undefined {
  const [all, first] = [typedIn(whole), typedIn(part)];
  if (whole.seed !== part.seed || whole.lesson !== part.lesson) return undefined;
  if (first.length > all.length) return undefined;
  return first.every((item, at) => isSame(item, all[at])) ? first.length : undefined;
}

/** Whether `whole` has all that was put in by `part`, whenever that ended. */
export const hasInputsOf = (whole: SessionLog, part: SessionLog): boolean =>
  sharedCount(whole, part) !== undefined;

/** Whether `whole` has all that was put in by `part`, and something more. */
export const continues = (whole: SessionLog, part: SessionLog): boolean =>
  hasInputsOf(whole, part) && typedIn(whole).length > typedIn(part).length;

/** Whether the session of `whole` has been where that of `part` ends: nothing of it is lost. */
export function wentThrough(whole: SessionLog, part: SessionLog): boolean {
  const count = sharedCount(whole, part);
  if (count === undefined) return false;
  return part.endedAtMs <= (typedIn(whole)[count]?.atMs ?? whole.endedAtMs);
}
