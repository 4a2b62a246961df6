import { type Cell, endOf, graphemesOf } from '../../machines/index.ts';

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

/** Columns from one tab stop to the next. */
const TAB = 8;

/**
 * A line as it is drawn behind `before`: quoted control characters stand in it as their keys, `^C`,
 * and tabs as spaces up to the next stop. Models readline's display.c.
 */
export function readable(before: string, text: string, columns: number): string {
  let drawn = '';
  for (const part of text.split(/(\t)/)) {
    if (part === '\t') drawn += ' '.repeat(TAB - (endOf(before + drawn, columns).column % TAB));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is not to be drawn
    else drawn += part.replace(/[\x00-\x08\x0b-\x1f\x7f]/g, keyOf);
  }
  return drawn;
}

const keyOf = (control: string): string => `^${String.fromCharCode(control.charCodeAt(0) ^ 64)}`;

export const NOTHING_DRAWN: Drawing = { prefix: '', prompt: '', text: '', cursor: 0 };

/** Where the cursor of a drawing is, from where the drawing begins. */
const cursorOf = (drawing: Drawing, columns: number): Cell =>
  endOf(drawing.prefix + drawing.prompt + drawing.text.slice(0, drawing.cursor), columns);

const down = (rows: number): string =>
  rows === 0 ? '' : rows > 0 ? `\x1b[${rows}B` : `\x1b[${-rows}A`;
const rightTo = (column: number): string => `\r${column > 0 ? `\x1b[${column}C` : ''}`;

/** The sequence that moves the cursor from one place of a drawing to another. */
const move = (from: Cell, to: Cell): string =>
  from.row === to.row && from.column === to.column
    ? ''
    : down(to.row - from.row) + rightTo(to.column);

const wholeOf = ({ prefix, prompt, text }: Drawing): string => prefix + prompt + text;

/** Whether the end of a drawing fills its row: the next row is begun then. */
function fillsRow(whole: string, end: Cell): boolean {
  return end.column === 0 && end.row > 0 && !whole.endsWith('\n');
}

/**
 * The sequence that clears a drawing from a place in it on, and leaves the cursor there. It clears
 * the rows of the drawing and no others: a terminal draws what was cleared again.
 */
function clear(from: Cell, end: Cell): string {
  const rows = Math.max(0, end.row - from.row);
  const below = '\x1b[B\r\x1b[K'.repeat(rows);
  return `\x1b[K${below}${rows === 0 ? '' : move({ row: end.row, column: 0 }, from)}`;
}

/** The sequence that removes a drawing, and leaves the cursor where it began. */
export function erase(drawing: Drawing, columns: number): string {
  const end = endOf(wholeOf(drawing), columns);
  return `${down(-cursorOf(drawing, columns).row)}\r${clear({ row: 0, column: 0 }, end)}`;
}

/** What is written behind the last character, which leaves the cursor in the line. */
function finish(drawing: Drawing, columns: number): string {
  const whole = wholeOf(drawing);
  const end = endOf(whole, columns);
  // A line that fills its row leaves the cursor behind the edge. A character more takes it to the
  // next row, as a part of the same line for whoever copies it.
  const wrap = fillsRow(whole, end) ? ' \r' : '';
  return wrap + move(end, cursorOf(drawing, columns));
}

/** The sequence that draws, from where a drawing begins, and leaves the cursor in the line. */
export const draw = (drawing: Drawing, columns: number): string =>
  wholeOf(drawing) + finish(drawing, columns);

/**
 * The start of a text that another one shares with it, when something was put in or taken out in
 * one place: in whole characters, as they are seen.
 */
function sharedStart(before: string, after: string): number {
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before[start] === after[start]) start++;
  let end = 0;
  while (end < shortest && before.at(-1 - end) === after.at(-1 - end)) end++;
  if (start + end < shortest) return 0;
  let shared = 0;
  const others = graphemesOf(before);
  for (const [at, grapheme] of graphemesOf(after).entries()) {
    if (others[at] !== grapheme || shared + grapheme.length > start) break;
    shared += grapheme.length;
  }
  return shared;
}

/**
 * The sequence that makes one drawing of another. Of a line that goes on as it was only the rest is
 * written: a screen reader says what is written.
 */
export function redraw(drawn: Drawing, next: Drawing, columns: number): string {
  const isSameStart = drawn.prefix === next.prefix && drawn.prompt === next.prompt;
  if (!isSameStart) return erase(drawn, columns) + draw(next, columns);
  const cursor = cursorOf(drawn, columns);
  if (drawn.text === next.text) return move(cursor, cursorOf(next, columns));
  const shared = sharedStart(drawn.text, next.text);
  const from = endOf(drawn.prefix + drawn.prompt + drawn.text.slice(0, shared), columns);
  const end = endOf(wholeOf(drawn), columns);
  const removal = shared < drawn.text.length ? clear(from, end) : '';
  const added = next.text.slice(shared);
  const rest = added === '' ? move(from, cursorOf(next, columns)) : finish(next, columns);
  return move(cursor, from) + removal + added + rest;
}

/**
 * How an output goes on that begins with what is drawn, which stays as it is then. Undefined when
 * it begins with something else.
 */
export function goOn(drawn: Drawing, output: string, columns: number): string | undefined {
  const whole = wholeOf(drawn);
  const end = endOf(whole, columns);
  if (whole === '' || !output.startsWith(whole) || fillsRow(whole, end)) return undefined;
  return move(cursorOf(drawn, columns), end) + output.slice(whole.length);
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
