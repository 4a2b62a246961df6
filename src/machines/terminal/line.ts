import { graphemesOf } from './cells.ts';
import type { KeyName } from './keys.ts';

/** Kills that are kept, as readline keeps them. */
const MOST_KILLS = 10;
/** Steps that can be undone in one line; nobody types more into a line and wants it all back. */
const MOST_UNDOS = 500;
/** Typed characters that go with one undo, as in readline. */
const UNDO_RUN = 20;

interface Moment {
  readonly text: string;
  readonly cursor: number;
}

/** What the last key did, because kills and yanks in a row belong together. */
export type LastEdit =
  | { readonly type: 'other' }
  | { readonly type: 'typed'; readonly count: number }
  | { readonly type: 'kill' }
  /** `at` is the place in the kill ring, `from` where the text went in. */
  | { readonly type: 'yank'; readonly at: number; readonly from: number };

/** A line being typed. `cursor` is an index into `text`, which may have several lines. */
export interface Line extends Moment {
  /** The kill ring, newest first. */
  readonly kills: readonly string[];
  /** What undo goes back to, newest last. */
  readonly past: readonly Moment[];
  readonly last: LastEdit;
}

const OTHER: LastEdit = { type: 'other' };

export const EMPTY_LINE: Line = { text: '', cursor: 0, kills: [], past: [], last: OTHER };

/** A fresh line with this text and the cursor at its end; the kill ring of `old` goes on. */
export const lineAfter = (old: Line, text: string): Line => ({
  ...EMPTY_LINE,
  text,
  cursor: text.length,
  kills: old.kills,
});

/** The line that is asked for: what it begins with, and what was typed ahead. */
export const started = (line: Line, start: Moment | undefined): Line =>
  start === undefined
    ? line
    : insert({ ...lineAfter(line, start.text), cursor: start.cursor }, line.text);

const before = (line: Line): string => line.text.slice(0, line.cursor);
const after = (line: Line): string => line.text.slice(line.cursor);

/** The line with another text; the step back to the old one, and to `undone` in it, is kept. */
export function changed(
  line: Line,
  text: string,
  cursor: number,
  undone = line.cursor,
  last: LastEdit = OTHER,
): Line {
  const past = [...line.past, { text: line.text, cursor: undone }].slice(-MOST_UNDOS);
  return { ...line, text, cursor, past, last };
}
const moved = (line: Line, cursor: number): Line => ({ ...line, cursor, last: OTHER });

/** Puts text in at the cursor, as one step. */
export const insert = (line: Line, text: string): Line =>
  changed(line, before(line) + text + after(line), line.cursor + text.length);

/** Puts in what was typed; a run of typing is undone together. */
export function typeIn(line: Line, text: string): Line {
  const run = line.last.type === 'typed' ? line.last.count : 0;
  const count = run + text.length;
  const typed = insert(line, text);
  if (run === 0 || count > UNDO_RUN) return { ...typed, last: { type: 'typed', count: 1 } };
  return { ...typed, past: line.past, last: { type: 'typed', count } };
}

/** Replaces the text from `from` to the cursor. */
export const replaceFrom = (line: Line, from: number, text: string): Line =>
  changed(line, line.text.slice(0, from) + text + after(line), from + text.length);

/** One character back, and on. */
export const left = (line: Line): number =>
  line.cursor - (graphemesOf(before(line)).at(-1)?.length ?? 0);
export const right = (line: Line): number =>
  line.cursor + (graphemesOf(after(line))[0]?.length ?? 0);
/** Where the word at or before the cursor begins. */
export const wordLeft = (line: Line): number =>
  line.cursor - (/[\p{L}\p{N}]*[^\p{L}\p{N}]*$/u.exec(before(line))?.[0].length ?? 0);
/** Where the word at or behind the cursor ends. */
export const wordRight = (line: Line): number =>
  line.cursor + (/^[^\p{L}\p{N}]*[\p{L}\p{N}]*/u.exec(after(line))?.[0].length ?? 0);
const spaceWordLeft = (line: Line): number =>
  line.cursor - (/\S*\s*$/.exec(before(line))?.[0].length ?? 0);

/** The line without the text between; an undo leaves the cursor behind it, as in readline. */
export const cut = (line: Line, from: number, to: number, last: LastEdit = OTHER): Line =>
  from === to
    ? { ...line, last }
    : changed(line, line.text.slice(0, from) + line.text.slice(to), from, to, last);

/** Kills the text between; kills in a row are one entry of the ring. */
export function kill(line: Line, from: number, to: number): Line {
  const text = line.text.slice(from, to);
  const shortened = cut(line, from, to, { type: 'kill' });
  if (text === '') return shortened;
  const [newest = '', ...older] = line.kills;
  if (line.last.type !== 'kill')
    return { ...shortened, kills: [text, ...line.kills].slice(0, MOST_KILLS) };
  const joined = from < line.cursor ? text + newest : newest + text;
  return { ...shortened, kills: [joined, ...older] };
}

function yank(line: Line): Line {
  const text = line.kills[0] ?? '';
  if (text === '') return line;
  return { ...insert(line, text), last: { type: 'yank', at: 0, from: line.cursor } };
}

/** Puts the next older kill in place of the one that was just yanked. */
function yankPop(line: Line): Line {
  if (line.last.type !== 'yank' || line.kills.length === 0) return line;
  const { from } = line.last;
  const at = (line.last.at + 1) % line.kills.length;
  const text = line.kills[at] ?? '';
  return { ...insert(cut(line, from, line.cursor), text), last: { type: 'yank', at, from } };
}

function undo(line: Line): Line {
  const moment = line.past.at(-1);
  if (moment === undefined) return line;
  return { ...line, ...moment, past: line.past.slice(0, -1), last: OTHER };
}

/** What each editing key does to a line; the other keys are not about one line. */
const EDITS: Partial<Record<KeyName, (line: Line) => Line>> = {
  left: (line) => moved(line, left(line)),
  right: (line) => moved(line, right(line)),
  home: (line) => moved(line, 0),
  end: (line) => moved(line, line.text.length),
  'word-left': (line) => moved(line, wordLeft(line)),
  'word-right': (line) => moved(line, wordRight(line)),
  backspace: (line) => cut(line, left(line), line.cursor),
  delete: (line) => cut(line, line.cursor, right(line)),
  newline: (line) => insert(line, '\n'),
  'kill-to-end': (line) => kill(line, line.cursor, line.text.length),
  'kill-to-start': (line) => kill(line, 0, line.cursor),
  'kill-word-back': (line) => kill(line, wordLeft(line), line.cursor),
  'kill-word-forward': (line) => kill(line, line.cursor, wordRight(line)),
  'kill-space-word-back': (line) => kill(line, spaceWordLeft(line), line.cursor),
  yank,
  'yank-pop': yankPop,
  undo,
};

/** The line after an editing key; undefined when the key is not one. */
export const edit = (line: Line, key: KeyName): Line | undefined => EDITS[key]?.(line);
