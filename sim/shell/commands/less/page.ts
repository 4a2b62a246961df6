import { displayWidth } from '../../../kernel/index.ts';
import { inverse } from '../screen.ts';

/** How lines become rows of a screen. */
export interface Layout {
  readonly columns: number;
  /** Whether long lines are cut off at the edge instead of wrapped. */
  readonly isChopped: boolean;
  /** Columns that are scrolled away to the left, when lines are cut off. */
  readonly shift: number;
  readonly showsNumbers: boolean;
  /** Whether colours go through; all other control characters are shown. */
  readonly keepsColours: boolean;
}

/** A place in the text: a row of a line. */
export interface Place {
  readonly line: number;
  readonly row: number;
}

const TAB = 8;

interface Cell {
  readonly text: string;
  readonly cells: number;
  /** Where it came from in the line; -1 for what is not of the line. */
  readonly at: number;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what must not reach the screen as it is
const PIECES = /\x1b\[[\d;]*m|\x1b\[K|[\s\S]/gu;

/** A line as the cells that a terminal shows: tabs as spaces, control characters as `^X`. */
function cellsOf(line: string, keepsColours: boolean): Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  const put = (text: string, width: number, at: number): void => {
    cells.push({ text, cells: width, at });
    column += width;
  };
  const shown = (text: string, at: number): void => {
    for (const one of text) put(inverse(one), 1, at);
  };
  for (const { 0: piece, index } of line.matchAll(PIECES)) {
    if (piece.length > 1 && piece.startsWith('\x1b')) {
      if (keepsColours) put(piece, 0, index);
      else {
        shown('ESC', index);
        for (const one of piece.slice(1)) put(one, 1, index);
      }
    } else if (piece === '\t') {
      for (let left = TAB - (column % TAB); left > 0; left--) put(' ', 1, index);
    } else if (piece === '\x1b') shown('ESC', index);
    else if (piece < ' ') shown(`^${String.fromCharCode(piece.charCodeAt(0) + 64)}`, index);
    else if (piece === '\x7f') shown('^?', index);
    else put(piece, displayWidth(piece), index);
  }
  return cells;
}

const NUMBER_WIDTH = 7;

/** The rows of a line; what `pattern` matches in it is highlighted. */
export function rowsOf(
  line: string,
  number: number,
  layout: Layout,
  pattern: RegExp | undefined,
): string[] {
  const head = layout.showsNumbers ? `${String(number).padStart(NUMBER_WIDTH)} ` : '';
  const width = Math.max(2, layout.columns - head.length);
  const found = pattern === undefined ? [] : [...line.matchAll(pattern)];
  const isFound = (at: number): boolean =>
    found.some(({ 0: text, index }) => at >= index && at < index + text.length);
  const rows: string[] = [];
  let row = '';
  let column = 0;
  const shift = layout.isChopped ? layout.shift : 0;
  let passed = 0;
  for (const { text, cells, at } of cellsOf(line, layout.keepsColours)) {
    if (passed < shift) {
      passed += cells;
      continue;
    }
    if (column + cells > width) {
      if (layout.isChopped) {
        row = `${row.slice(0, -1)}${inverse('>')}`;
        break;
      }
      rows.push(row);
      [row, column] = ['', 0];
    }
    row += isFound(at) && cells > 0 ? inverse(text) : text;
    column += cells;
  }
  rows.push(row);
  return rows.map((one, i) => (i === 0 ? head : ' '.repeat(head.length)) + one);
}
