import type { Clock } from '../kernel/index.ts';
import type { Printed } from '../lesson/index.ts';
import { LIMITS } from '../limits.ts';

/** What a terminal or a script has printed. */
export interface Output {
  text(): string;
  /** Of all text, with what is no longer kept. */
  length(): number;
  since(from: number): Printed;
  until(atMs: number): string;
  add(text: string): void;
}

/**
 * Text that keeps its newest part when it grows past the bound, and when it was printed. It is kept
 * in the pieces that were written: to make one of them, or to cut it, copies all of it.
 */
export function createOutput(clock: Clock): Output {
  let pieces: string[] = [];
  let kept = 0;
  let dropped = 0;
  /** The length of all text at the end of each instant that printed some. */
  let marks: { readonly atMs: number; readonly length: number }[] = [];
  const mark = (): void => {
    if (marks.at(-1)?.atMs === clock.nowMs()) marks.pop();
    marks.push({ atMs: clock.nowMs(), length: dropped + kept });
  };
  // Added up, and not joined: whoever does not read it has nothing copied.
  const text = (): string => pieces.reduce((all, piece) => all + piece, '');
  /** The last so many characters, which are often the last pieces. */
  const last = (count: number): string => {
    let at = pieces.length;
    let length = 0;
    while (at > 0 && length < count) length += (pieces[--at] as string).length;
    const found = at === pieces.length - 1 ? (pieces[at] as string) : pieces.slice(at).join('');
    return found.slice(length - count);
  };
  const drop = (count: number): void => {
    let at = 0;
    let rest = count;
    while (rest > 0 && (pieces[at] as string).length <= rest)
      rest -= (pieces[at++] as string).length;
    pieces = pieces.slice(at);
    if (rest > 0) pieces[0] = (pieces[0] as string).slice(rest);
    kept -= count;
    dropped += count;
    marks = marks.filter(({ length }) => length > dropped);
  };
  return {
    text,
    length: () => dropped + kept,
    since(from) {
      const start = Math.max(from, dropped);
      return { start, text: last(Math.max(0, dropped + kept - start)) };
    },
    until(atMs) {
      const end = marks.findLast((one) => one.atMs <= atMs);
      return text().slice(0, Math.max(0, (end?.length ?? 0) - dropped));
    },
    add(more) {
      if (more !== '') pieces.push(more);
      kept += more.length;
      mark();
      const excess = kept - LIMITS.scrollbackCharacters;
      // Not at each write: what is cut is copied.
      if (excess > LIMITS.scrollbackCharacters / 4) drop(excess);
    },
  };
}
