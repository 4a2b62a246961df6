/** One row: a line of each side; undefined where a side has none. */
interface Row {
  readonly left: string | undefined;
  readonly right: string | undefined;
}

/** Texts with more lines are shown line against line, without looking for the best alignment. */
const MOST_LINES_ALIGNED = 1000;

/** Lengths of the longest common subsequences of the tails from each pair of lines on. */
const commonTails = (left: readonly string[], right: readonly string[]): Uint16Array[] => {
  const table = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
  const at = (i: number, j: number): number => table[i]?.[j] ?? 0;
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      (table[i] as Uint16Array)[j] =
        left[i] === right[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  return table;
};

const align = (left: readonly string[], right: readonly string[]): Row[] => {
  const rows: Row[] = [];
  if (Math.max(left.length, right.length) > MOST_LINES_ALIGNED) {
    const length = Math.max(left.length, right.length);
    return Array.from({ length }, (_, i) => ({ left: left[i], right: right[i] }));
  }
  const table = commonTails(left, right);
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    const isEqual = i < left.length && j < right.length && left[i] === right[j];
    const skipLeft = table[i + 1]?.[j] ?? -1;
    const skipRight = j < right.length ? (table[i]?.[j + 1] ?? -1) : -1;
    if (isEqual) rows.push({ left: left[i++], right: right[j++] });
    else if (i < left.length && skipLeft >= skipRight)
      rows.push({ left: left[i++], right: undefined });
    else rows.push({ left: undefined, right: right[j++] });
  }
  return rows;
};

/** Puts a line that is only on the left beside one that is only on the right, where they meet. */
const pairUp = (rows: readonly Row[]): Row[] => {
  const out: Row[] = [];
  for (const row of rows) {
    const open = out.findLastIndex(({ right }) => right !== undefined) + 1;
    const waiting = out[open];
    if (row.left === undefined && waiting?.right === undefined && waiting?.left !== undefined) {
      out[open] = { left: waiting.left, right: row.right };
    } else out.push(row);
  }
  return out;
};

const markOf = ({ left, right }: Row): string => {
  if (left === right) return ' ';
  return left === undefined ? '>' : right === undefined ? '<' : '|';
};

const visible = (line: string): string => line.replaceAll('\t', '→').replaceAll('\x1b', '␛');

/** Two texts beside each other, as `diff -y` shows them; long lines are folded. */
export function sideBySide(left: string, right: string, width: number): string {
  const column = Math.max(10, Math.floor((width - 3) / 2));
  const rows = pairUp(align(left.split('\n'), right.split('\n')));
  return rows
    .flatMap((row) => {
      const [a, b] = [visible(row.left ?? ''), visible(row.right ?? '')];
      const folds = Math.max(1, Math.ceil(Math.max(a.length, b.length) / column));
      return Array.from({ length: folds }, (_, fold) => {
        const part = (text: string): string => text.slice(fold * column, (fold + 1) * column);
        return `${part(a).padEnd(column)} ${markOf(row)} ${part(b)}`.trimEnd();
      });
    })
    .join('\n');
}
