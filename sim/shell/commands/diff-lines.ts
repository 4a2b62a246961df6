import { markChanges, type Side } from './diff-compare.ts';
import type { Change } from './diff-scripts.ts';

/** Lines as numbers: equal lines have the same. */
function numbered(lists: readonly (readonly string[])[]): Side[] {
  const numbers = new Map<string, number>();
  return lists.map((lines) => {
    const classes = Int32Array.from(lines, (line) => {
      const known = numbers.get(line) ?? numbers.size;
      numbers.set(line, known);
      return known;
    });
    return { classes, changed: new Uint8Array(lines.length) };
  });
}

/**
 * A shortest edit script, as stretches of changed lines. Of equal lines at both ends `horizon` are
 * looked at, as many as there is context.
 */
export function diffLines(a: readonly string[], b: readonly string[], horizon: number): Change[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let tail = 0;
  const most = Math.min(a.length, b.length) - start;
  while (tail < most && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const skipped = Math.max(0, start - horizon);
  const left = Math.max(0, tail - horizon);
  const [one, other] = numbered([
    a.slice(skipped, a.length - left),
    b.slice(skipped, b.length - left),
  ]) as [Side, Side];
  markChanges(one, other);
  const changes: Change[] = [];
  let i = 0;
  let j = 0;
  while (i < one.changed.length || j < other.changed.length) {
    if (one.changed[i] !== 1 && other.changed[j] !== 1) {
      i++;
      j++;
      continue;
    }
    const [i0, j0] = [i, j];
    while (one.changed[i] === 1) i++;
    while (other.changed[j] === 1) j++;
    changes.push({ a0: skipped + i0, a1: skipped + i, b0: skipped + j0, b1: skipped + j });
  }
  return changes;
}
