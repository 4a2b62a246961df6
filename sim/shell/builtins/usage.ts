import type { Assignment } from 'unbash';
import type { Program } from '../../kernel/index.ts';
import { complain, printError } from '../exec/report.ts';
import type { Outcome, Shell } from '../types.ts';

/**
 * A builtin: returns a status, or where control goes. `nodes` holds array assignments by
 * argument.
 */
export type Builtin = (
  shell: Shell,
  args: readonly string[],
  nodes: readonly (Assignment | undefined)[],
  name: string,
) => Program<number | Outcome>;

/** Tells how a builtin is called, as the shell does where it lacks its words. */
export function* usage(shell: Shell, name: string): Program<number> {
  const { text, isBare, status } = shell.dialect.errors.usage(name);
  if (text !== undefined) yield* isBare ? printError(shell, `${text}\n`) : complain(shell, text);
  return status;
}

/** `-z: invalid option` and the usage. */
export function* invalidOption(shell: Shell, name: string, option: string): Program<number> {
  yield* complain(shell, ['badOption', option]);
  if (!shell.dialect.errors.tellsUsageOfOptions) return 2;
  return yield* usage(shell, name);
}

export interface Options {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
  readonly rest: readonly string[];
  /** The first option that is not known. */
  readonly bad: string | undefined;
  /** The option whose value is missing. */
  readonly lacking: string | undefined;
  /** How many arguments were options. */
  readonly taken: number;
}

/** Complains of an unknown option or a missing value; undefined when all is well. */
export function* refuseOptions(
  shell: Shell,
  name: string,
  options: Options,
): Program<number | undefined> {
  if (options.lacking !== undefined) {
    yield* complain(shell, ['lacksValue', options.lacking]);
    return yield* usage(shell, name);
  }
  if (options.bad === undefined) return undefined;
  return yield* invalidOption(shell, name, options.bad);
}

/** Reads leading options; a letter followed by `:` in `known` takes a value. */
export function readOptions(args: readonly string[], known: string): Options {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  let lacking: string | undefined;
  let at = 0;
  for (; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--') {
      at++;
      break;
    }
    if (!arg.startsWith('-') || arg === '-') break;
    for (let i = 1; i < arg.length; i++) {
      const letter = arg.charAt(i);
      const place = letter === ':' ? -1 : known.indexOf(letter);
      if (place < 0) {
        const bad = `-${letter}`;
        return { flags, values, rest: args.slice(at), bad, lacking: undefined, taken: at };
      }
      if (known.charAt(place + 1) !== ':') {
        flags.add(letter);
        continue;
      }
      flags.add(letter);
      const inline = arg.slice(i + 1);
      if (inline === '' && at + 1 >= args.length) lacking = `-${letter}`;
      values.set(letter, inline === '' ? (args[++at] ?? '') : inline);
      break;
    }
  }
  return { flags, values, rest: args.slice(at), bad: undefined, lacking, taken: at };
}
