import type { FileSystem } from '../../../kernel/index.ts';
import type { Flavour } from '../part.ts';

/** An option that a client knows. */
export interface OptionSpec {
  readonly name: string;
  readonly short: string;
  readonly value: 'none' | 'required' | 'optional';
}

/** `name` or `name|x`, with `=` for a value and `=?` for one that may be left out. */
export const optionSpecs = (text: string): OptionSpec[] =>
  text
    .trim()
    .split(/\s+/)
    .map((word) => {
      const [, name = '', short = '', value = ''] = /^([\w-]+)(?:\|(.))?(=\??)?$/.exec(word) ?? [];
      return {
        name,
        short,
        value: value === '' ? 'none' : value === '=' ? 'required' : 'optional',
      };
    });

/** Options that all clients have. */
export const COMMON_OPTIONS = optionSpecs(`
  host|h= user|u= password|p=? port|P= socket|S= protocol= connect-timeout= compress|C ssl=? ssl-mode=
  ssl-verify-server-cert default-character-set= version|V help|? verbose|v force|f silent|s
  defaults-file= defaults-extra-file= no-defaults print-defaults bind-address= plugin-dir=
  default-auth= get-server-public-key ssl-ca= ssl-cert= ssl-key= debug-info|T debug-check
  enable-cleartext-plugin max-allowed-packet= login-path= defaults-group-suffix= debug|#=?
  skip-ssl ssl-cipher= tls-version= compression-algorithms=
`);

export interface Given {
  readonly name: string;
  readonly value: string | undefined;
  /** False for `--skip-…`, `--disable-…` and `=0`. */
  readonly isOn: boolean;
}

export type ParsedOptions =
  | { readonly ok: true; readonly given: readonly Given[]; readonly words: readonly string[] }
  | {
      readonly ok: false;
      readonly message: string;
      readonly exitCode: number;
      /** What stood in front of it. */
      readonly given: readonly Given[];
    };

/** Exit codes of include/my_getopt.h. */
const EXIT = { unknown: 2, ambiguous: 3, needsArgument: 5, unknownVariable: 7 } as const;

const unknownText = (flavour: Flavour, program: string, option: string): string =>
  flavour.kind === 'oracle'
    ? `${program}: [ERROR] ${option.startsWith('--') ? '' : `/usr/bin/${program}: `}unknown option '${option}'.`
    : `${program}: unknown option '${option}'`;

const needsArgument = (flavour: Flavour, program: string, option: string): Refused => ({
  ok: false,
  exitCode: EXIT.needsArgument,
  message:
    flavour.kind === 'oracle'
      ? `${program}: [ERROR] /usr/bin/${program}: option '${option}' requires an argument.`
      : `${program}: option '${option}' requires an argument`,
});

function findLong(specs: readonly OptionSpec[], name: string): OptionSpec | undefined {
  const exact = specs.find((spec) => spec.name === name);
  if (exact !== undefined) return exact;
  const close = specs.filter((spec) => spec.name.startsWith(name));
  return close.length === 1 ? close[0] : undefined;
}

interface Refused {
  readonly ok: false;
  readonly message: string;
  readonly exitCode: number;
}
type Taken =
  | { readonly ok: true; readonly given: readonly Given[]; readonly usesNext: boolean }
  | Refused;

/** A long option that is none, or the beginning of several. */
function unknownLong(
  specs: readonly OptionSpec[],
  flavour: Flavour,
  program: string,
  raw: string,
  inline: string | undefined,
): Refused {
  const isOracle = flavour.kind === 'oracle';
  const given = inline === undefined ? raw : `${raw}=${inline}`;
  const close = specs.filter(({ name }) => name.startsWith(raw.replaceAll('_', '-')));
  const [a, b] = close.map(({ name }) => name).sort();
  if (a !== undefined && b !== undefined) {
    const text = `ambiguous option '--${given}' (${a}, ${b})`;
    const message = isOracle ? `${program}: [ERROR] ${text}.` : `${program}: ${text}`;
    return { ok: false, message, exitCode: EXIT.ambiguous };
  }
  if (inline !== undefined) {
    const text = `unknown variable '${given}'`;
    const message = isOracle ? `${program}: [ERROR] ${text}.` : `${program}: ${text}`;
    return { ok: false, message, exitCode: EXIT.unknownVariable };
  }
  return { ok: false, message: unknownText(flavour, program, `--${raw}`), exitCode: EXIT.unknown };
}

function takeLong(
  specs: readonly OptionSpec[],
  flavour: Flavour,
  program: string,
  arg: string,
  next: string | undefined,
): Taken {
  const [raw = '', ...rest] = arg.slice(2).split('=');
  const inline = rest.length > 0 ? rest.join('=') : undefined;
  const name = raw.replaceAll('_', '-');
  const negated = /^(?:skip|disable)-(.+)$/.exec(name)?.[1];
  const own = findLong(specs, name);
  const spec = own ?? (negated === undefined ? undefined : findLong(specs, negated));
  if (spec === undefined) {
    if (/^loose-/.test(name)) return { ok: true, given: [], usesNext: false };
    return unknownLong(specs, flavour, program, raw, inline);
  }
  if (own === undefined)
    return {
      ok: true,
      given: [{ name: spec.name, value: undefined, isOn: false }],
      usesNext: false,
    };
  const usesNext = spec.value === 'required' && inline === undefined;
  if (usesNext && next === undefined) return needsArgument(flavour, program, `--${raw}`);
  const isOn =
    spec.value !== 'none' || !['0', 'off', 'false'].includes((inline ?? '').toLowerCase());
  return {
    ok: true,
    given: [{ name: spec.name, value: usesNext ? next : inline, isOn }],
    usesNext,
  };
}

function takeShort(
  specs: readonly OptionSpec[],
  flavour: Flavour,
  program: string,
  arg: string,
  next: string | undefined,
): Taken {
  const given: Given[] = [];
  for (let at = 1; at < arg.length; at++) {
    const letter = arg.charAt(at);
    const spec = specs.find(({ short }) => short === letter);
    if (spec === undefined)
      return {
        ok: false,
        message: unknownText(flavour, program, `-${letter}`),
        exitCode: EXIT.unknown,
      };
    const rest = arg.slice(at + 1);
    if (spec.value === 'none') given.push({ name: spec.name, value: undefined, isOn: true });
    else {
      const usesNext = rest === '' && spec.value === 'required';
      if (usesNext && next === undefined) return needsArgument(flavour, program, `-${letter}`);
      const value = usesNext ? next : rest === '' ? undefined : rest;
      return { ok: true, given: [...given, { name: spec.name, value, isOn: true }], usesNext };
    }
  }
  return { ok: true, given, usesNext: false };
}

/** Reads a command line as the clients do: options and words may be mixed. */
export function parseOptions(
  specs: readonly OptionSpec[],
  flavour: Flavour,
  program: string,
  args: readonly string[],
): ParsedOptions {
  const given: Given[] = [];
  const words: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as string;
    if (arg === '--') {
      words.push(...args.slice(i + 1));
      break;
    }
    if (!arg.startsWith('-') || arg === '-') {
      words.push(arg);
      continue;
    }
    const take = arg.startsWith('--') ? takeLong : takeShort;
    const taken = take(specs, flavour, program, arg, args[i + 1]);
    if (!taken.ok) return { ...taken, given };
    given.push(...taken.given);
    if (taken.usesNext) i++;
  }
  return { ok: true, given, words };
}

/** The options of configuration files, as if they stood in front of the command line. */
export function defaultArguments(
  files: FileSystem,
  args: readonly string[],
  groups: readonly string[],
  home: string,
): string[] {
  if (args[0] === '--no-defaults') return [];
  const only = /^--defaults-file=(.*)$/.exec(args[0] ?? '')?.[1];
  const extra = /^--defaults-extra-file=(.*)$/.exec(args[0] ?? '')?.[1];
  const paths =
    only !== undefined
      ? [only]
      : [
          '/etc/my.cnf',
          '/etc/mysql/my.cnf',
          ...(extra === undefined ? [] : [extra]),
          `${home}/.my.cnf`,
        ];
  return paths.flatMap((path) => {
    const content = files.read(path);
    return content.ok ? groupOptions(content.value, groups) : [];
  });
}

function groupOptions(text: string, groups: readonly string[]): string[] {
  let isOwn = false;
  return text.split('\n').flatMap((raw) => {
    const line = raw.trim();
    const section = /^\[(.+)\]$/.exec(line)?.[1];
    if (section !== undefined) isOwn = groups.includes(section);
    if (section !== undefined || !isOwn || line === '' || /^[#;!]/.test(line)) return [];
    const [name = '', ...value] = line.split('=');
    const clean = value
      .join('=')
      .trim()
      .replace(/^(["'])(.*)\1$/, '$2');
    return [value.length === 0 ? `--${name.trim()}` : `--${name.trim()}=${clean}`];
  });
}
