import { graphemesOf } from './cells.ts';
import type { KeyName } from './keys.ts';

/** A line being typed. `cursor` is an index into `text`; `killed` is what Ctrl-Y brings back. */
export interface Line {
  readonly text: string;
  readonly cursor: number;
  readonly killed: string;
}

export const EMPTY_LINE: Line = { text: '', cursor: 0, killed: '' };

/** A line with this text and the cursor at its end. */
export const lineOf = (text: string, killed = ''): Line => ({ text, cursor: text.length, killed });

const before = (line: Line): string => line.text.slice(0, line.cursor);
const after = (line: Line): string => line.text.slice(line.cursor);

/** Puts text in at the cursor. */
export const insert = (line: Line, text: string): Line => ({
  ...line,
  text: before(line) + text + after(line),
  cursor: line.cursor + text.length,
});

/** Replaces the text from `from` to the cursor. */
export const replaceFrom = (line: Line, from: number, text: string): Line =>
  insert({ ...line, text: line.text.slice(0, from) + after(line), cursor: from }, text);

const left = (line: Line): number => line.cursor - (graphemesOf(before(line)).at(-1)?.length ?? 0);
const right = (line: Line): number => line.cursor + (graphemesOf(after(line))[0]?.length ?? 0);
const wordLeft = (line: Line): number =>
  line.cursor - (/[\p{L}\p{N}_]*[^\p{L}\p{N}_]*$/u.exec(before(line))?.[0].length ?? 0);
const wordRight = (line: Line): number =>
  line.cursor + (/^[^\p{L}\p{N}_]*[\p{L}\p{N}_]*/u.exec(after(line))?.[0].length ?? 0);
const spaceWordLeft = (line: Line): number =>
  line.cursor - (/\S*\s*$/.exec(before(line))?.[0].length ?? 0);

const cut = (line: Line, from: number, to: number): Line => ({
  ...line,
  text: line.text.slice(0, from) + line.text.slice(to),
  cursor: from,
});
const kill = (line: Line, from: number, to: number): Line => {
  if (from === to) return line;
  return { ...cut(line, from, to), killed: line.text.slice(from, to) };
};

function transpose(line: Line): Line {
  const all = graphemesOf(line.text);
  const at = Math.min(graphemesOf(before(line)).length, all.length - 1);
  const [first, second] = [all[at - 1], all[at]];
  if (first === undefined || second === undefined) return line;
  const head = all.slice(0, at - 1).join('') + second + first;
  return { ...line, text: head + all.slice(at + 1).join(''), cursor: head.length };
}

/** What each editing key does to a line; the other keys are not about one line. */
const EDITS: Partial<Record<KeyName, (line: Line) => Line>> = {
  left: (line) => ({ ...line, cursor: left(line) }),
  right: (line) => ({ ...line, cursor: right(line) }),
  home: (line) => ({ ...line, cursor: 0 }),
  end: (line) => ({ ...line, cursor: line.text.length }),
  'word-left': (line) => ({ ...line, cursor: wordLeft(line) }),
  'word-right': (line) => ({ ...line, cursor: wordRight(line) }),
  backspace: (line) => cut(line, left(line), line.cursor),
  delete: (line) => cut(line, line.cursor, right(line)),
  'kill-to-end': (line) => kill(line, line.cursor, line.text.length),
  'kill-to-start': (line) => kill(line, 0, line.cursor),
  'kill-word-back': (line) => kill(line, wordLeft(line), line.cursor),
  'kill-word-forward': (line) => kill(line, line.cursor, wordRight(line)),
  'kill-space-word-back': (line) => kill(line, spaceWordLeft(line), line.cursor),
  yank: (line) => insert(line, line.killed),
  transpose,
};

/** The line after an editing key; undefined when the key is not one. */
export const edit = (line: Line, key: KeyName): Line | undefined => EDITS[key]?.(line);
