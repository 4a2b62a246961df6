import { complain, print } from '../exec/report.ts';
import type { Shell } from '../types.ts';
import { type Builtin, invalidOption } from './usage.ts';

/** A limit of `ulimit`: what it is of, in which unit, and what it is at first. */
interface Limit {
  readonly letter: string;
  readonly what: string;
  readonly unit: string;
  readonly usual: string;
}

const limit = (letter: string, what: string, unit: string, usual: string): Limit => ({
  letter,
  what,
  unit,
  usual,
});

const NONE = 'unlimited';

/** What is meant when no limit is named. */
const FILE_SIZE = limit('f', 'file size', 'blocks', NONE);

/** In the order of `ulimit -a`; the values are those of a small Debian. */
const KNOWN: readonly Limit[] = [
  limit('R', 'real-time non-blocking time ', 'microseconds', NONE),
  limit('c', 'core file size', 'blocks', '0'),
  limit('d', 'data seg size', 'kbytes', NONE),
  limit('e', 'scheduling priority', '', '0'),
  FILE_SIZE,
  limit('i', 'pending signals', '', '15439'),
  limit('l', 'max locked memory', 'kbytes', '498612'),
  limit('m', 'max memory size', 'kbytes', NONE),
  limit('n', 'open files', '', '1024'),
  limit('p', 'pipe size', '512 bytes', '8'),
  limit('q', 'POSIX message queues', 'bytes', '819200'),
  limit('r', 'real-time priority', '', '0'),
  limit('s', 'stack size', 'kbytes', '8192'),
  limit('t', 'cpu time', 'seconds', NONE),
  limit('u', 'max user processes', '', '15439'),
  limit('v', 'virtual memory', 'kbytes', NONE),
  limit('x', 'file locks', '', NONE),
];

const HARD: Readonly<Record<string, string>> = { n: '1048576', s: NONE, c: NONE };

const limitOf = (shell: Shell, { letter, usual }: Limit, isHard: boolean): string =>
  shell.limits.get(`${isHard ? 'H' : 'S'}${letter}`) ?? (isHard ? (HARD[letter] ?? usual) : usual);

function described({ letter, what, unit }: Limit, value: string): string {
  const place = `(${unit === '' ? '' : `${unit}, `}-${letter}) `;
  return `${what.padEnd(20)} ${place.padStart(20)}${value}\n`;
}

/** `ulimit`: shows and sets limits, which nothing here ever meets. */
export const ulimit: Builtin = function* (shell, args) {
  let isAll = false;
  const modes = new Set<string>();
  const wanted: { readonly one: Limit; text: string | undefined }[] = [];
  for (const arg of args) {
    if (!/^-./.test(arg)) {
      if (wanted.length === 0) wanted.push({ one: FILE_SIZE, text: undefined });
      const last = wanted.at(-1);
      if (last !== undefined) last.text = arg;
      continue;
    }
    for (const letter of arg.slice(1)) {
      const one = KNOWN.find((known) => known.letter === letter);
      if (letter === 'a') isAll = true;
      else if (letter === 'S' || letter === 'H') modes.add(letter);
      else if (one !== undefined) wanted.push({ one, text: undefined });
      else return yield* invalidOption(shell, 'ulimit', `-${letter}`);
    }
  }
  const showsHard = modes.has('H') && !modes.has('S');
  if (isAll) {
    for (const one of KNOWN) yield* print(shell, described(one, limitOf(shell, one, showsHard)));
    return 0;
  }
  if (wanted.length === 0) wanted.push({ one: FILE_SIZE, text: undefined });
  for (const { one, text } of wanted) {
    if (text === undefined) {
      const value = limitOf(shell, one, showsHard);
      yield* print(shell, wanted.length > 1 ? described(one, value) : `${value}\n`);
      continue;
    }
    const named = text === 'hard' || text === 'soft';
    if (!named && text !== NONE && !/^\d+$/.test(text)) {
      yield* complain(shell, ['badLimit', text]);
      return 1;
    }
    const value = named ? limitOf(shell, one, text === 'hard') : text;
    for (const mode of modes.size === 0 ? ['S', 'H'] : modes) {
      shell.limits.set(`${mode}${one.letter}`, value);
    }
  }
  return 0;
};
