import { displayWidth } from '../../kernel/index.ts';

/** How names are laid out: below each other first, row by row, or in one list with commas. */
export interface Grid {
  /** Columns of the screen; infinite for one line. */
  readonly width: number;
  /** Where tabs stop; 0 for none. */
  readonly tabSize: number;
  readonly isByRow: boolean;
}

const GAP = 2;
/** The narrowest column: a name of one character and the gap. */
const NARROWEST = 3;

/** Blanks from one column of the screen to another, with tabs where one reaches farther. */
function indent(from: number, to: number, tabSize: number): string {
  let out = '';
  let at = from;
  while (at < to) {
    const usesTab = tabSize !== 0 && Math.floor(to / tabSize) > Math.floor((at + 1) / tabSize);
    out += usesTab ? '\t' : ' ';
    at += usesTab ? tabSize - (at % tabSize) : 1;
  }
  return out;
}

/** The widths of as many columns as fit. */
function widthsOf(sizes: readonly number[], { width, isByRow }: Grid): number[] {
  const most = Math.min(sizes.length, Math.max(1, Math.floor(Math.min(width, 1e6) / NARROWEST)));
  for (let count = most; count > 1; count--) {
    const rows = Math.ceil(sizes.length / count);
    const widths: number[] = new Array(count).fill(NARROWEST);
    for (const [i, size] of sizes.entries()) {
      const column = isByRow ? i % count : Math.floor(i / rows);
      const full = size + (column === count - 1 ? 0 : GAP);
      widths[column] = Math.max(widths[column] ?? 0, full);
    }
    const total = widths.reduce((sum, one) => sum + one, 0);
    if (total < width) return widths;
  }
  return [Math.max(0, ...sizes)];
}

/** Names in columns, as `ls -C` and `ls -x` print them; `plain` is a name without its colours. */
export function inColumns(names: readonly string[], plain: readonly string[], grid: Grid): string {
  const sizes = plain.map(displayWidth);
  const widths = widthsOf(sizes, grid);
  const count = widths.length;
  const rows = Math.ceil(names.length / count);
  const starts = widths.map((_, i) => widths.slice(0, i).reduce((sum, one) => sum + one, 0));
  let out = '';
  for (let row = 0; row < rows; row++) {
    let at = 0;
    for (let column = 0; column < count; column++) {
      const i = grid.isByRow ? row * count + column : column * rows + row;
      const name = names[i];
      if (name === undefined) break;
      const start = starts[column] ?? 0;
      out += indent(at, start, grid.tabSize) + name;
      at = start + (sizes[i] ?? 0);
    }
    out += '\n';
  }
  return out;
}

/** Names with commas between them, in lines of up to `width`, as `ls -m` prints them. */
export function inList(names: readonly string[], width: number): string {
  let out = '';
  let at = 0;
  for (const [i, name] of names.entries()) {
    const size = displayWidth(name);
    if (i > 0) {
      const fits = width === Number.POSITIVE_INFINITY || at + size + GAP < width;
      out += fits ? ', ' : ',\n';
      at = fits ? at + GAP : 0;
    }
    out += name;
    at += size;
  }
  return `${out}\n`;
}
