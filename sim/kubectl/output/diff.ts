type Edit = { readonly mark: ' ' | '-' | '+'; readonly text: string };

/** Lines of context around a change. */
const CONTEXT = 3;

/** The shortest edits from one list of lines to another, by longest common subsequence. */
function edits(a: readonly string[], b: readonly string[]): Edit[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Int32Array(b.length + 1));
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    const row = rows[i] as Int32Array;
    for (let j = b.length - 1; j >= 0; j--) {
      row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const out: Edit[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      out.push({ mark: ' ', text: a[i] as string });
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      out.push({ mark: '-', text: a[i++] as string });
    } else out.push({ mark: '+', text: b[j++] as string });
  }
  return out;
}

const rangeOf = (start: number, count: number): string =>
  count === 1 ? String(start + 1) : `${count === 0 ? start : start + 1},${count}`;

function hunkText(all: readonly Edit[], from: number, to: number): string {
  const before = all.slice(0, from);
  const hunk = all.slice(from, to);
  const count = (list: readonly Edit[], mark: '-' | '+'): number =>
    list.filter((edit) => edit.mark === ' ' || edit.mark === mark).length;
  const left = rangeOf(count(before, '-'), count(hunk, '-'));
  const right = rangeOf(count(before, '+'), count(hunk, '+'));
  const lines = hunk.map(({ mark, text }) => `${mark}${text}\n`);
  return `@@ -${left} +${right} @@\n${lines.join('')}`;
}

const linesOf = (text: string): string[] =>
  text === '' ? [] : text.replace(/\n$/, '').split('\n');

/** The hunks of a unified diff; '' when nothing differs. */
export function unifiedHunks(left: string, right: string): string {
  const all = edits(linesOf(left), linesOf(right));
  const changed = all.flatMap((edit, i) => (edit.mark === ' ' ? [] : [i]));
  let text = '';
  for (let i = 0; i < changed.length; ) {
    const from = Math.max(0, (changed[i] as number) - CONTEXT);
    let last = changed[i] as number;
    while (i < changed.length && (changed[i] as number) - last <= 2 * CONTEXT)
      last = changed[i++] as number;
    text += hunkText(all, from, Math.min(all.length, last + CONTEXT + 1));
  }
  return text;
}
