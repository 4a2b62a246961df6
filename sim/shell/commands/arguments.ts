/** What an option of a tool looks like: a letter, a long name, and whether it takes a value. */
export interface Flag {
  readonly short: string;
  readonly long: string;
  readonly value: 'none' | 'required' | 'optional';
}

/** Options as they were given, in order. */
export interface ParsedArguments {
  readonly has: (name: string) => boolean;
  /** The last value of an option. */
  readonly value: (name: string) => string | undefined;
  readonly all: readonly { readonly name: string; readonly value: string | undefined }[];
  readonly operands: readonly string[];
}

export type ParseResult =
  | { readonly ok: true; readonly parsed: ParsedArguments }
  | { readonly ok: false; readonly message: string };

/**
 * Flags from a compact table: `n|lines:` is -n and --lines with a value, `i|in-place::` takes an
 * optional
 * one, `v` has no long name, `|color::` no letter.
 */
export function flags(table: string): Flag[] {
  return table
    .split(' ')
    .filter((entry) => entry !== '')
    .map((entry) => {
      const [, short = '', long = '', colons = ''] = /^([^|:]*)\|?([^:]*)(:*)$/.exec(entry) ?? [];
      const value = colons === '' ? 'none' : colons === ':' ? 'required' : 'optional';
      return { short, long, value };
    });
}

interface Given {
  readonly name: string;
  readonly value: string | undefined;
}

/** What one argument gave: options, a complaint, and whether the next argument is its value. */
type Taken =
  | { readonly ok: true; readonly given: readonly Given[]; readonly usesNext: boolean }
  | { readonly ok: false; readonly message: string };

const nameOf = (flag: Flag): string => (flag.short === '' ? flag.long : flag.short);
const refuse = (message: string): Taken => ({ ok: false, message });

function readLong(known: readonly Flag[], arg: string, next: string | undefined): Taken {
  const [text = '', inline] = splitOnce(arg.slice(2));
  const close = known.filter((flag) => flag.long.startsWith(text));
  const flag =
    known.find((one) => one.long === text) ?? (close.length === 1 ? close[0] : undefined);
  if (flag === undefined) {
    if (close.length === 0) return refuse(`unrecognized option '${arg}'`);
    const list = close.map((one) => ` '--${one.long}'`).join('');
    return refuse(`option '${arg}' is ambiguous; possibilities:${list}`);
  }
  const name = nameOf(flag);
  if (flag.value === 'none' && inline !== undefined) {
    return refuse(`option '--${flag.long}' doesn't allow an argument`);
  }
  const usesNext = flag.value === 'required' && inline === undefined;
  if (usesNext && next === undefined) return refuse(`option '--${flag.long}' requires an argument`);
  return { ok: true, given: [{ name, value: usesNext ? next : inline }], usesNext };
}

function readShort(known: readonly Flag[], arg: string, next: string | undefined): Taken {
  const letters = [...arg.slice(1)];
  const given: Given[] = [];
  for (const [i, letter] of letters.entries()) {
    const flag = known.find((one) => one.short === letter);
    if (flag === undefined) return refuse(`invalid option -- '${letter}'`);
    if (flag.value === 'none') {
      given.push({ name: letter, value: undefined });
      continue;
    }
    const inline = letters.slice(i + 1).join('');
    const usesNext = inline === '' && flag.value === 'required';
    if (usesNext && next === undefined) return refuse(`option requires an argument -- '${letter}'`);
    given.push({ name: letter, value: usesNext ? next : inline === '' ? undefined : inline });
    return { ok: true, given, usesNext };
  }
  return { ok: true, given, usesNext: false };
}

/** getopt_long's rules and words. A flag is known by its letter, else by its long name. */
export function parseArguments(
  known: readonly Flag[],
  args: readonly string[],
  stopsAtOperand = false,
): ParseResult {
  const all: Given[] = [];
  const operands: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--') {
      operands.push(...args.slice(at + 1));
      break;
    }
    if (!arg.startsWith('-') || arg === '-') {
      operands.push(arg);
      if (!stopsAtOperand) continue;
      operands.push(...args.slice(at + 1));
      break;
    }
    const read = arg.startsWith('--') ? readLong : readShort;
    const taken = read(known, arg, args[at + 1]);
    if (!taken.ok) return taken;
    all.push(...taken.given);
    if (taken.usesNext) at++;
  }
  return {
    ok: true,
    parsed: {
      all,
      operands,
      has: (name) => all.some((one) => one.name === name),
      value: (name) => all.findLast((one) => one.name === name)?.value,
    },
  };
}

function splitOnce(text: string): [string, string | undefined] {
  const at = text.indexOf('=');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
