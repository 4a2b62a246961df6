/** Lines round a change that are shown with it. */
const CONTEXT = 3;

interface Edit {
  readonly mark: ' ' | '-' | '+';
  readonly line: string;
}

/** How long the longest common subsequence of `a` from i on and `b` from j on is. */
const commonLengths = (a: readonly string[], b: readonly string[]): number[][] => {
  const lengths = Array.from({ length: a.length + 1 }, () =>
    new Array<number>(b.length + 1).fill(0),
  );
  for (let i = a.length - 1; i >= 0; i--) {
    const row = lengths[i] as number[];
    const below = lengths[i + 1] as number[];
    for (let j = b.length - 1; j >= 0; j--) {
      row[j] =
        a[i] === b[j]
          ? (below[j + 1] as number) + 1
          : Math.max(below[j] as number, row[j + 1] as number);
    }
  }
  return lengths;
};

const edits = (a: readonly string[], b: readonly string[]): Edit[] => {
  const lengths = commonLengths(a, b);
  const out: Edit[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      out.push({ mark: ' ', line: a[i] as string });
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && lengths[i + 1]?.[j] === lengths[i]?.[j])) {
      out.push({ mark: '-', line: a[i++] as string });
    } else out.push({ mark: '+', line: b[j++] as string });
  }
  return out;
};

const range = (start: number, length: number): string => {
  if (length === 1) return String(start + 1);
  return `${length === 0 ? start : start + 1},${length}`;
};

/** The stretches of edits that belong in one hunk each: changes less than two contexts apart. */
const hunks = (all: readonly Edit[]): [number, number][] => {
  const found: [number, number][] = [];
  for (const [i, { mark }] of all.entries()) {
    if (mark === ' ') continue;
    const last = found.at(-1);
    const from = Math.max(0, i - CONTEXT);
    const to = Math.min(all.length, i + CONTEXT + 1);
    if (last !== undefined && from <= last[1]) last[1] = to;
    else found.push([from, to]);
  }
  return found;
};

/** A unified diff without file names, '' for equal texts. Models difflib's unified format. */
export function unifiedDiff(a: string, b: string): string {
  const all = edits(a.split('\n'), b.split('\n'));
  const count = (edit: readonly Edit[], mark: '-' | '+'): number =>
    edit.filter((one) => one.mark === ' ' || one.mark === mark).length;
  return hunks(all)
    .map(([from, to]) => {
      const before = all.slice(0, from);
      const inside = all.slice(from, to);
      const left = range(count(before, '-'), count(inside, '-'));
      const right = range(count(before, '+'), count(inside, '+'));
      const lines = inside.map(({ mark, line }) => `${mark}${line}\n`).join('');
      return `@@ -${left} +${right} @@\n${lines}`;
    })
    .join('');
}
