import { kill, type Line } from '../../../machines/index.ts';
import type { Edit } from './editing.ts';

// A word of the shell: quotes and all, up to a space or an operator.
const WORD = /(?:'[^']*'?|"(?:[^"\\]|\\.)*"?|\\.|[^\s'"\\<>()|&;])+/g;

/** Where the words of the shell in a line begin and end. */
const wordsIn = (text: string): readonly (readonly [number, number])[] =>
  [...text.matchAll(WORD)].map((match) => [match.index, match.index + match[0].length]);

export const shellRight = ({ text, cursor }: Line): number =>
  wordsIn(text).find(([, end]) => end > cursor)?.[1] ?? text.length;
export const shellLeft = ({ text, cursor }: Line): number =>
  wordsIn(text).findLast(([start]) => start < cursor)?.[0] ?? 0;

const times = (line: Line, count: number, step: (line: Line) => number): number => {
  let { cursor } = line;
  for (let left = Math.abs(count); left > 0; left--) cursor = step({ ...line, cursor });
  return cursor;
};
const moving =
  (forth: (line: Line) => number, back: (line: Line) => number): Edit =>
  (now, count) => {
    const cursor = times(now.line, count, count < 0 ? back : forth);
    return { ...now, line: { ...now.line, cursor, last: { type: 'other' } } };
  };
const killing =
  (forth: (line: Line) => number, back: (line: Line) => number): Edit =>
  (now, count) => {
    const end = times(now.line, count, count < 0 ? back : forth);
    const { cursor } = now.line;
    return { ...now, line: kill(now.line, Math.min(cursor, end), Math.max(cursor, end)) };
  };

/** The start of the name before the cursor, behind a space or a slash. */
const nameLeft = ({ text, cursor }: Line): number =>
  cursor - (/[^\s/]*[\s/]*$/.exec(text.slice(0, cursor))?.[0].length ?? 0);

/** The functions of readline that know the words of the shell. */
export const SHELL_WORDS: Readonly<Record<string, Edit>> = {
  '\x1b\x06': moving(shellRight, shellLeft),
  '\x1b\x02': moving(shellLeft, shellRight),
  '\x1b\x04': killing(shellRight, shellLeft),
  'shell-backward-kill-word': killing(shellLeft, shellRight),
  'unix-filename-rubout': killing(nameLeft, nameLeft),
  'kill-whole-line': (now) => ({ ...now, line: kill(now.line, 0, now.line.text.length) }),
};
