import { type Cell, endOf } from '../../machines/index.ts';

/**
 * What stands in the terminal below the finished output: the line being typed.
 */
export interface Drawing {
  /** The unfinished last line of the output, which the prompt follows. */
  readonly prefix: string;
  readonly prompt: string;
  readonly text: string;
  /** Index into `text`. */
  readonly cursor: number;
}

export const NOTHING_DRAWN: Drawing = { prefix: '', prompt: '', text: '', cursor: 0 };

/** Where the cursor of a drawing is, from where the drawing begins. */
const cursorOf = (drawing: Drawing, columns: number): Cell =>
  endOf(drawing.prefix + drawing.prompt + drawing.text.slice(0, drawing.cursor), columns);

const up = (rows: number): string => (rows > 0 ? `\x1b[${rows}A` : '');
const rightTo = (column: number): string => `\r${column > 0 ? `\x1b[${column}C` : ''}`;

/**
 * The sequence that removes a drawing, and leaves the cursor where it began. It clears the rows of
 * the drawing and no others: a terminal draws what was cleared again.
 */
export function erase(drawing: Drawing, columns: number): string {
  const rows = endOf(drawing.prefix + drawing.prompt + drawing.text, columns).row;
  const begin = `${up(cursorOf(drawing, columns).row)}\r`;
  return `${begin}${'\x1b[K\x1b[B'.repeat(rows)}\x1b[K${up(rows)}`;
}

/** The sequence that draws, from where a drawing begins, and leaves the cursor in the line. */
export function draw(drawing: Drawing, columns: number): string {
  const whole = drawing.prefix + drawing.prompt + drawing.text;
  const end = endOf(whole, columns);
  const cursor = cursorOf(drawing, columns);
  // A line that fills its row leaves the cursor behind the edge; the next row is begun on purpose.
  const isFull = end.column === 0 && end.row > 0 && !whole.endsWith('\n');
  const wrap = isFull ? '\r\n' : '';
  const back = up(end.row - cursor.row);
  return `${whole}${wrap}${back}${rightTo(cursor.column)}`;
}

const OTHER_SCREEN = '\x1b[?1049';

/** Whether a program that takes the whole screen has it at the end of an output. */
export function endsOnOtherScreen(output: string, wasOnOther: boolean): boolean {
  const at = output.lastIndexOf(OTHER_SCREEN);
  return at < 0 ? wasOnOther : output[at + OTHER_SCREEN.length] === 'h';
}

/**
 * The unfinished last line of an output: what a drawing must begin with. A sequence that moves the
 * cursor or clears the screen cannot be repeated, so what is before it does not count; one that
 * clears to the end of the line can.
 */
export function unfinishedLine(output: string): string {
  const last = output.slice(output.lastIndexOf('\n') + 1);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
  return last.replace(/^.*(?:\r|\x1b\[\??[\d;]*[A-HJfhl]|\x1b\[[12]K|\x1bc)/s, '');
}
