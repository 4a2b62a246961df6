import {
  changed,
  cut,
  goTo,
  graphemesOf,
  insert,
  kill,
  type Line,
  replaceFrom,
  wordLeft,
  wordRight,
} from '../../../machines/index.ts';
import type { Edit, Editing } from './editing.ts';
import { SHELL_WORDS, shellLeft, shellRight } from './shell-words.ts';

const onLine =
  (change: (line: Line, count: number) => Line): Edit =>
  (now, count) => ({ ...now, line: change(now.line, count) });

const repeat = (count: number, line: Line, step: (line: Line) => number): number => {
  let { cursor } = line;
  for (let i = 0; i < count; i++) cursor = step({ ...line, cursor });
  return cursor;
};

/** Changes the letters of the words behind the cursor, or of so many before it. */
const recase = (change: (word: string) => string): Edit =>
  onLine((line, count) => {
    const { text, cursor } = line;
    const from = count < 0 ? repeat(-count, line, wordLeft) : cursor;
    const to = count < 0 ? cursor : repeat(count, line, wordRight);
    const recased = text.slice(0, from) + change(text.slice(from, to)) + text.slice(to);
    return changed(line, recased, to, to);
  });

/** In capitals, as far as each letter has one of its own. */
export const upper = (text: string): string =>
  text.replace(/\p{Ll}/gu, (letter) => {
    const capital = letter.toUpperCase();
    return capital.length === letter.length ? capital : letter;
  });

const capitalized = (text: string): string =>
  text.replace(/[\p{L}\p{N}]+/gu, (word) => {
    const [first = '', ...rest] = word;
    return upper(first) + rest.join('').toLowerCase();
  });

/** Takes the character before the cursor on over the next ones; at the end, the last over one. */
function transpose(line: Line, count: number): Line {
  const all = graphemesOf(line.text);
  const before = graphemesOf(line.text.slice(0, line.cursor)).length;
  const isAtEnd = before === all.length;
  const at = isAtEnd ? before - 1 : before;
  if (at < 1) return line;
  const taken = all.splice(at - 1, 1);
  const to = Math.min(all.length, at - 1 + (isAtEnd ? 1 : Math.max(0, count)));
  all.splice(to, 0, ...taken);
  return changed(line, all.join(''), all.slice(0, to + 1).join('').length);
}

/**
 * Swaps the word that ends so many words behind the cursor with the one as many before it; the
 * cursor goes behind both. Models `rl_transpose_words` of readline 8.2.
 */
const transposeWords =
  (right: (line: Line) => number, left: (line: Line) => number) =>
  (line: Line, count: number): Line => {
    const forth = count < 0 ? left : right;
    const back = count < 0 ? right : left;
    const end = repeat(Math.abs(count), line, forth);
    const second = left({ ...line, cursor: end });
    const first = repeat(Math.abs(count), { ...line, cursor: second }, back);
    const firstEnd = right({ ...line, cursor: first });
    if (first === second || second < firstEnd) return line;
    const parts = [
      line.text.slice(0, first),
      line.text.slice(second, end),
      line.text.slice(firstEnd, second),
      line.text.slice(first, firstEnd),
    ];
    return changed(line, parts.join('') + line.text.slice(end), end);
  };

function deleteSpace(line: Line): Line {
  const before = line.text.slice(0, line.cursor);
  const from = line.cursor - (/[ \t]*$/.exec(before)?.[0].length ?? 0);
  const to = line.cursor + (/^[ \t]*/.exec(line.text.slice(line.cursor))?.[0].length ?? 0);
  return cut(line, from, to);
}

const revert: Edit = (now) => {
  const first = now.line.past[0];
  if (first !== undefined) return { ...now, line: { ...now.line, ...first, past: [] } };
  const { at, edits, lines } = now.history;
  const original = at === -1 ? undefined : lines[lines.length - 1 - at];
  if (original === undefined || original === now.line.text) return now;
  const { [at]: _, ...others } = edits;
  const line = changed(now.line, original, original.length);
  return { line, history: { ...now.history, edits: others } };
};

const wordsOf = (text: string): string[] =>
  text.match(/(?:'[^']*'|"(?:[^"\\]|\\.)*"|\\.|[^\s'"\\<>()|&;])+|[<>()|&;]+/g) ?? [];

/** The word of a line that a numeric argument means; the last one without any. */
function wordAt(text: string, count: number, isGiven: boolean): string {
  const words = wordsOf(text);
  const at = !isGiven ? words.length - 1 : count < 0 ? words.length - 1 + count : count;
  return words[at] ?? '';
}

/** The commands that remember something from one key to the next. */
function remembering(): Readonly<Record<string, Edit>> {
  let mark = 0;
  let brought: { back: number; from: number; count: number; isGiven: boolean; line: Line };
  brought = { back: -1, from: 0, count: 1, isGiven: false, line: {} as Line };

  const lastArgument: Edit = (now, count, isGiven) => {
    const isAgain = brought.line === now.line;
    const { line, history } = now;
    const back = isAgain ? brought.back + 1 : Math.max(0, history.at + 1);
    const how = isAgain && !isGiven ? brought : { count, isGiven };
    const text = history.lines[history.lines.length - 1 - back];
    // Past the oldest line what was brought before is taken away.
    if (text === undefined) {
      if (!isAgain) return now;
      brought = { ...brought, line: replaceFrom(line, brought.from, '') };
      return { ...now, line: brought.line };
    }
    const from = isAgain ? brought.from : line.cursor;
    const made = replaceFrom(line, from, wordAt(text, how.count, how.isGiven));
    brought = { back, from, count: how.count, isGiven: how.isGiven, line: made };
    return { ...now, line: made };
  };
  const nthArgument: Edit = (now, count) => {
    const text = now.history.lines[now.history.lines.length - 2 - now.history.at];
    if (text === undefined) return now;
    return { ...now, line: insert(now.line, wordAt(text, count, true)) };
  };
  const setMark: Edit = (now) => {
    mark = now.line.cursor;
    return now;
  };
  const exchange: Edit = (now) => {
    const cursor = Math.min(mark, now.line.text.length);
    mark = now.line.cursor;
    return { ...now, line: { ...now.line, cursor, last: { type: 'other' } } };
  };
  const region = ({ line }: Editing): [number, number] => {
    const other = Math.min(mark, line.text.length);
    return [Math.min(line.cursor, other), Math.max(line.cursor, other)];
  };
  const killRegion: Edit = (now) => ({ ...now, line: kill(now.line, ...region(now)) });
  const copyRegion: Edit = (now) => {
    const { kills } = kill(now.line, ...region(now));
    return { ...now, line: { ...now.line, kills, last: { type: 'other' } } };
  };
  return {
    'kill-region': killRegion,
    'copy-region-as-kill': copyRegion,
    '\x1b.': lastArgument,
    '\x1b_': lastArgument,
    '\x1b\x19': nthArgument,
    '\0': setMark,
    '\x1b ': setMark,
    '\x18\x18': exchange,
  };
}

/** Moves to a character: the `count`th one behind the cursor, or before it. */
export function findCharacter(line: Line, character: string, count: number): Line {
  const step = Math.sign(count);
  let { cursor } = line;
  for (let left = Math.abs(count); left > 0; left--) {
    cursor += step;
    while (cursor >= 0 && cursor < line.text.length && line.text[cursor] !== character)
      cursor += step;
  }
  return line.text[cursor] === character ? { ...line, cursor, last: { type: 'other' } } : line;
}

/** The rare commands of readline's emacs keys: what they make of the line, by their keys. */
export const createEdits = (): Readonly<Record<string, Edit>> => ({
  '\x14': onLine(transpose),
  '\x1bt': onLine(transposeWords(wordRight, wordLeft)),
  '\x1b\x14': onLine(transposeWords(shellRight, shellLeft)),
  ...SHELL_WORDS,
  '\x1bu': recase(upper),
  '\x1bl': recase((text) => text.toLowerCase()),
  '\x1bc': recase(capitalized),
  '\x1b\\': onLine(deleteSpace),
  '\x1br': revert,
  '\x1b\x12': revert,
  ...remembering(),
});

/** Goes on with the line of the history that stands at `index` from the oldest; C-o needs it. */
export function lineAtIndex(now: Editing, index: number): Editing {
  const { history, line } = now;
  const moved = goTo(history, history.lines.length - 1 - index, line.text);
  if (moved === undefined || index < 0) return now;
  const { text } = moved;
  return { history: moved.history, line: { ...line, text, cursor: text.length, past: [] } };
}
