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
  | { readonly ok: false; readonly message: string };

const unknownText = (flavour: Flavour, program: string, option: string): string =>
  flavour.kind === 'oracle'
    ? `${program}: [ERROR] unknown option '${option}'.`
    : `${program}: unknown option '${option}'`;

function findLong(specs: readonly OptionSpec[], name: string): OptionSpec | undefined {
  const exact = specs.find((spec) => spec.name === name);
  if (exact !== undefined) return exact;
  const close = specs.filter((spec) => spec.name.startsWith(name));
  return close.length === 1 ? close[0] : undefined;
}

type Taken =
  | { readonly ok: true; readonly given: readonly Given[]; readonly usesNext: boolean }
  | { readonly ok: false; readonly message: string };

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
    return { ok: false, message: unknownText(flavour, program, `--${raw}`) };
  }
  if (own === undefined)
    return {
      ok: true,
      given: [{ name: spec.name, value: undefined, isOn: false }],
      usesNext: false,
    };
  const usesNext = spec.value === 'required' && inline === undefined;
  if (usesNext && next === undefined) {
    const message =
      flavour.kind === 'oracle'
        ? `${program}: [ERROR] ${program}: option '--${raw}' requires an argument.`
        : `${program}: option '--${raw}' requires an argument`;
    return { ok: false, message };
  }
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
      return { ok: false, message: unknownText(flavour, program, `-${letter}`) };
    const rest = arg.slice(at + 1);
    if (spec.value === 'none') given.push({ name: spec.name, value: undefined, isOn: true });
    else {
      const usesNext = rest === '' && spec.value === 'required';
      if (usesNext && next === undefined) {
        const message =
          flavour.kind === 'oracle'
            ? `${program}: [ERROR] ${program}: option '-${letter}' requires an argument.`
            : `${program}: option '-${letter}' requires an argument`;
        return { ok: false, message };
      }
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
    if (!taken.ok) return taken;
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
