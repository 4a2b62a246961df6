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
export function rcsScript(b: readonly string[], changes: readonly Change[]): string {
  return changes
    .map(({ a0, a1, b0, b1 }) => {
      const deleted = a1 > a0 ? `d${a0 + 1} ${a1 - a0}\n` : '';
      const lines = b.slice(b0, b1).map((line) => `${line}\n`);
      return deleted + (b1 > b0 ? `a${a1} ${b1 - b0}\n${lines.join('')}` : '');
    })
    .join('');
}
