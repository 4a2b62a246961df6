/** A stretch of lines that differs: `a[a0..a1)` became `b[b0..b1)`. */
export interface Change {
  readonly a0: number;
  readonly a1: number;
  readonly b0: number;
  readonly b1: number;
}

const range = (from: number, to: number): string =>
  to - from <= 1 ? String(from + 1) : `${from + 1},${to}`;

/** The commands for `ed`, last change first, so that line numbers stay right. */
export function edScript(b: readonly string[], changes: readonly Change[]): string {
  return [...changes]
    .reverse()
    .map(({ a0, a1, b0, b1 }) => {
      if (b0 === b1) return `${range(a0, a1)}d\n`;
      const lines = b.slice(b0, b1).map((line) => `${line}\n`);
      const head = a0 === a1 ? `${a0}a` : `${range(a0, a1)}c`;
      return `${head}\n${lines.join('')}.\n`;
    })
    .join('');
}

/** The form that RCS keeps: deletions and additions with their counts. */
export function rcsScript(
  b: readonly string[],
  changes: readonly Change[],
  isEnded: boolean,
): string {
  return changes
    .map(({ a0, a1, b0, b1 }) => {
      const deleted = a1 > a0 ? `d${a0 + 1} ${a1 - a0}\n` : '';
      const lines = b
        .slice(b0, b1)
        .map((line, i) => (b0 + i === b.length - 1 && !isEnded ? line : `${line}\n`));
      return deleted + (b1 > b0 ? `a${a1} ${b1 - b0}\n${lines.join('')}` : '');
    })
    .join('');
}

/** Like a script for `ed`, but first change first, as `-f` writes it. */
export function forwardScript(b: readonly string[], changes: readonly Change[]): string {
  return changes
    .map(({ a0, a1, b0, b1 }) => {
      const place = a1 - a0 <= 1 ? String(a0 + 1) : `${a0 + 1} ${a1}`;
      if (b0 === b1) return `d${place}\n`;
      const lines = b.slice(b0, b1).map((line) => `${line}\n`);
      return `${a0 === a1 ? `a${a0}` : `c${place}`}\n${lines.join('')}.\n`;
    })
    .join('');
}
