import type { Applet } from './applets.ts';

/** What getopt says of the options of a command line ('' for nothing), and its words. */
interface Found {
  readonly text: string;
  readonly operands: number;
}

/** What glibc's getopt says of a wrong option, and musl's. */
const WORDS = {
  glibc: {
    unrecognized: (arg: string) => `unrecognized option '${arg}'`,
    invalid: (letter: string) => `invalid option -- '${letter}'`,
    lacking: (letter: string) => `option requires an argument -- '${letter}'`,
    lackingLong: (name: string) => `option '--${name}' requires an argument`,
    surplus: (name: string) => `option '--${name}' doesn't allow an argument`,
  },
  musl: {
    unrecognized: (arg: string) => `unrecognized option: ${arg.slice(2)}`,
    invalid: (letter: string) => `unrecognized option: ${letter}`,
    lacking: (letter: string) => `option requires an argument: ${letter}`,
    lackingLong: (name: string) => `option requires an argument: ${name}`,
    surplus: (name: string) => `option does not take an argument: ${name}`,
  },
} as const;
type Words = (typeof WORDS)['glibc' | 'musl'];

/** What an argument is: a complaint, or whether the next one is its value. */
type Read = { readonly text: string } | { readonly usesNext: boolean };

function readLong(applet: Applet, arg: string, isLast: boolean, words: Words): Read {
  const [name = '', inline] = arg.slice(2).split(/=(.*)/s);
  const close = [...applet.longs.keys()].filter((long) => long.startsWith(name));
  const long = applet.longs.has(name) ? name : close.length === 1 ? close[0] : undefined;
  if (long === undefined) return { text: words.unrecognized(arg) };
  const takes = applet.longs.get(long) ?? '';
  if (takes === '' && inline !== undefined) return { text: words.surplus(long) };
  const usesNext = takes === ':' && inline === undefined;
  return usesNext && isLast ? { text: words.lackingLong(long) } : { usesNext };
}

function readShort(applet: Applet, arg: string, isLast: boolean, words: Words): Read {
  const letters = [...arg.slice(1)];
  for (const [i, letter] of letters.entries()) {
    const takes = applet.shorts.get(letter);
    if (takes === undefined) return { text: words.invalid(letter) };
    if (takes === '?') return { usesNext: false };
    if (takes !== ':') continue;
    const usesNext = i === letters.length - 1;
    return usesNext && isLast ? { text: words.lacking(letter) } : { usesNext };
  }
  return { usesNext: false };
}

/** Reads a command line as `getopt32` does before an applet works. */
export function optionProblem(applet: Applet, args: readonly string[], isMusl: boolean): Found {
  if (!applet.isChecked) return { text: '', operands: args.length };
  const words = isMusl ? WORDS.musl : WORDS.glibc;
  let operands = 0;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--') return { text: '', operands: operands + args.length - at - 1 };
    if (!arg.startsWith('-') || arg === '-') {
      if (applet.stopsAtOperand) return { text: '', operands: operands + args.length - at };
      operands++;
      continue;
    }
    const read = arg.startsWith('--') ? readLong : readShort;
    const result = read(applet, arg, at === args.length - 1, words);
    if ('text' in result) return { text: result.text, operands };
    if (result.usesNext) at++;
  }
  return { text: '', operands };
}
