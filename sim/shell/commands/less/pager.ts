import type { Tty } from '../../../kernel/index.ts';
import { translateRegExp } from '../../regexp.ts';
import { CLEAR_SCREEN, inverse } from '../screen.ts';
import { type Layout, type Place, rowsOf } from './page.ts';
import type { Source } from './source.ts';

/** What stands in the last row. */
export type Prompt =
  | { readonly type: 'none' }
  /** Told until the next key. */
  | { readonly type: 'message'; readonly text: string }
  /** A search or another command that is being typed, behind its first character. */
  | { readonly type: 'typing'; readonly kind: '/' | '?' | ':' | '-'; readonly text: string };

export interface PagerOptions {
  isChopped: boolean;
  showsNumbers: boolean;
  keepsColours: boolean;
  ignoresCase: boolean;
  /** -m and -M: how much the prompt says. */
  promptKind: 'short' | 'medium' | 'long';
}

/** A pager over one text. */
export interface Pager {
  readonly source: Source;
  readonly name: string;
  top: Place;
  /** Lines that somebody waits for; reading goes on until they are there. */
  wanted: number;
  prompt: Prompt;
  isFollowing: boolean;
  /** Whether the name still stands in the prompt. */
  isFresh: boolean;
  shift: number;
  pattern: RegExp | undefined;
  direction: 1 | -1;
  readonly marks: Map<string, Place>;
}

const START: Place = { line: 0, row: 0 };

export const createPager = (source: Source, name: string): Pager => ({
  source,
  name,
  top: START,
  wanted: 0,
  prompt: { type: 'none' },
  isFollowing: false,
  isFresh: true,
  shift: 0,
  pattern: undefined,
  direction: 1,
  marks: new Map(),
});

/** A pager and the screen that shows it. */
export interface View {
  readonly pager: Pager;
  readonly options: PagerOptions;
  readonly screen: Tty;
  /** `(file 1 of 2)` behind the name, or ''. */
  readonly position: string;
  /** What comes after this file, or ''. */
  readonly next: string;
}

const layoutOf = ({ pager, options, screen }: View): Layout => ({
  columns: screen.columns(),
  isChopped: options.isChopped,
  shift: pager.shift,
  showsNumbers: options.showsNumbers,
  keepsColours: options.keepsColours,
});

/** Rows for text: all but the last one. */
export const heightOf = ({ screen }: View): number => Math.max(1, screen.rows() - 1);

const rowsAt = (view: View, line: number): string[] =>
  rowsOf(view.pager.source.lines[line] ?? '', line + 1, layoutOf(view), view.pager.pattern);

/** The place `count` rows below; no further than the last row that is there. */
export function below(view: View, from: Place, count: number): Place {
  const { lines } = view.pager.source;
  let { line, row } = from;
  let left = count;
  while (left > 0) {
    const rows = rowsAt(view, line).length;
    if (row + left < rows) return { line, row: row + left };
    if (line + 1 >= lines.length) return { line, row: Math.max(0, rows - 1) };
    left -= rows - row;
    [line, row] = [line + 1, 0];
  }
  return { line, row };
}

/** The place `count` rows above; no further than the beginning. */
export function above(view: View, from: Place, count: number): Place {
  let { line, row } = from;
  let left = count;
  while (left > row) {
    if (line === 0) return START;
    left -= row + 1;
    line--;
    row = rowsAt(view, line).length - 1;
  }
  return { line, row: row - left };
}

/** The place from which the rest of the text fills the screen. */
export function lastPage(view: View): Place {
  const line = Math.max(0, view.pager.source.lines.length - 1);
  return above(view, { line, row: rowsAt(view, line).length - 1 }, heightOf(view) - 1);
}

const isBefore = (a: Place, b: Place): boolean =>
  a.line < b.line || (a.line === b.line && a.row < b.row);

/** Moves the text up by so many rows; at its end it stays. */
export function goDown(view: View, count: number): void {
  const { pager } = view;
  const wanted = below(view, pager.top, count);
  const last = lastPage(view);
  const limit = isBefore(last, pager.top) ? pager.top : last;
  pager.top = isBefore(limit, wanted) ? limit : wanted;
}

/** Whether the end of the text is on the screen. */
export function isAtEnd(view: View): boolean {
  const { source, top } = view.pager;
  return source.isEnded() && !isBefore(top, lastPage(view));
}

/** The expression that somebody typed; a text says why it is none. */
export function compile(text: string, options: PagerOptions): RegExp | string {
  const translated = translateRegExp(text, 'posix');
  if (!translated.ok) return translated.message;
  return new RegExp(translated.source, options.ignoresCase ? 'giu' : 'gu');
}

/** Goes to the next line with a match, `times` over; answers whether there is one. */
export function goToMatch(view: View, by: 1 | -1, times: number, from: number): boolean {
  const { pager } = view;
  const { pattern } = pager;
  if (pattern === undefined) return false;
  let line = from;
  for (let found = 0; line >= 0 && line < pager.source.lines.length; line += by) {
    pattern.lastIndex = 0;
    if (!pattern.test(pager.source.lines[line] ?? '')) continue;
    pattern.lastIndex = 0;
    if (++found === times) break;
  }
  pattern.lastIndex = 0;
  if (line < 0 || line >= pager.source.lines.length) return false;
  pager.top = { line, row: 0 };
  return true;
}

/** `lines 1-23/100 45%`: where the screen stands. */
export function whereText(view: View): string {
  const { pager } = view;
  const bottom = below(view, pager.top, heightOf(view) - 1).line;
  const count = pager.source.lines.length;
  const total = pager.source.isEnded() ? `/${count}` : '';
  const share = pager.source.isEnded() ? ` ${percent(view)}%` : '';
  const end = isAtEnd(view) ? ' (END)' : share;
  return `${nameText(view)}lines ${pager.top.line + 1}-${bottom + 1}${total}${end}`;
}

const nameText = ({ pager, position }: View): string =>
  pager.name === '' ? '' : `${pager.name}${position === '' ? '' : ` ${position}`} `;

function percent(view: View): number {
  const bottom = below(view, view.pager.top, heightOf(view) - 1).line + 1;
  return Math.floor((bottom * 100) / Math.max(1, view.pager.source.lines.length));
}

function promptText(view: View): string {
  const { pager, options, next } = view;
  const { prompt } = pager;
  if (prompt.type === 'typing') return prompt.kind + prompt.text;
  if (prompt.type === 'message') return inverse(prompt.text);
  if (pager.isFollowing || (pager.wanted === Number.POSITIVE_INFINITY && !pager.source.isEnded())) {
    return inverse('Waiting for data... (interrupt to abort)');
  }
  if (options.promptKind === 'long') return inverse(whereText(view));
  const more = next === '' ? '' : ` - Next: ${next}`;
  const end = isAtEnd(view) ? `(END)${more}` : '';
  const name = pager.isFresh ? nameText(view) : '';
  if (name !== '' || end !== '') return inverse(`${name}${end}`.trimEnd());
  return options.promptKind === 'medium' && pager.source.isEnded()
    ? inverse(`${percent(view)}%`)
    : ':';
}

/** The whole screen, with the cursor behind the prompt. */
export function paint(view: View): string {
  const { pager } = view;
  const height = heightOf(view);
  const rows: string[] = [];
  for (let line = pager.top.line; rows.length < height; line++) {
    if (line >= pager.source.lines.length) break;
    rows.push(...rowsAt(view, line).slice(line === pager.top.line ? pager.top.row : 0));
  }
  const filled = rows.slice(0, height);
  while (filled.length < height) filled.push('~');
  const end = view.options.keepsColours ? '\x1b[m' : '';
  return `${CLEAR_SCREEN}${filled.map((row) => `${row}${end}\n`).join('')}${promptText(view)}`;
}
