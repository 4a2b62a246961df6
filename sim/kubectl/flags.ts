import { type Failure, message, type Outcome } from './failure.ts';

/**
 * A `list`, a `map` and `pairs` are values between commas; their help shows them differently, and
 * what is no pair is refused in other words.
 */
export type FlagType = 'bool' | 'text' | 'int' | 'duration' | 'list' | 'array' | 'map' | 'pairs';

/** One flag of a verb; its line of help is printed from it. */
export interface Flag {
  readonly name: string;
  /** One letter, or ''. */
  readonly short: string;
  readonly type: FlagType;
  /** The value when the flag is absent; '' for none. */
  readonly value: string;
  /** The value when the flag stands alone; undefined when it must have one. */
  readonly bare: string | undefined;
  readonly summary: string;
  /** What is printed after `Flag --x has been deprecated, ` when it is used; '' for nothing. */
  readonly deprecated: string;
  /** Why a text is no value; '' when it is one. */
  wrong(text: string): string;
}

const flag = (name: string, type: FlagType, value: string, summary: string, short = ''): Flag => ({
  name,
  short,
  type,
  value,
  bare: type === 'bool' ? 'true' : undefined,
  summary,
  deprecated: '',
  wrong: (text) => typeError(type, text),
});

/** A flag that is on or off. */
export const boolFlag = (name: string, summary: string, short = '', value = 'false'): Flag =>
  flag(name, 'bool', value, summary, short);
export const textFlag = (name: string, summary: string, short = '', value = ''): Flag =>
  flag(name, 'text', value, summary, short);
export const intFlag = (name: string, summary: string, value = '0'): Flag =>
  flag(name, 'int', value, summary);
/** A whole number of 32 bits. */
export const int32Flag = (name: string, summary: string, value = '0'): Flag => ({
  ...intFlag(name, summary, value),
  wrong: (text) => integerError(text, 32),
});
export const durationFlag = (name: string, summary: string, value = '0s'): Flag =>
  flag(name, 'duration', value, summary);
/** May be given several times, and each time with several values between commas. */
export const listFlag = (name: string, summary: string, short = ''): Flag =>
  flag(name, 'list', '', summary, short);
/** Pairs of `key=value` between commas. */
export const mapFlag = (name: string, summary: string): Flag => flag(name, 'map', '', summary);
/** Pairs of `key=value` between commas, as pflag's stringToString. */
export const pairsFlag = (name: string, summary: string): Flag => flag(name, 'pairs', '', summary);
/** May be given several times, each time with one value. */
export const arrayFlag = (name: string, summary: string, short = ''): Flag =>
  flag(name, 'array', '', summary, short);
/** The flag as one that only warns when it is used, and that no help names. */
export const deprecatedFlag = (own: Flag, deprecated: string): Flag => ({ ...own, deprecated });
/** A text that may stand without its value. */
export const optionFlag = (name: string, summary: string, value: string, bare: string): Flag => ({
  ...flag(name, 'text', value, summary),
  bare,
});

/** The flags of one command line. Reading one that the verb does not define is a bug. */
export interface FlagValues {
  /** Whether the verb has such a flag at all. */
  isDefined(name: string): boolean;
  isSet(name: string): boolean;
  bool(name: string): boolean;
  text(name: string): string;
  int(name: string): number;
  durationMs(name: string): number;
  list(name: string): readonly string[];
  /** The value as pflag writes it: a list in brackets. */
  shown(name: string): string;
  /** The value as a recorded command line has it: a list without brackets. */
  recorded(name: string): string;
  /** The names of those that were given, in order. */
  given(): readonly string[];
}

export interface Arguments {
  readonly flags: FlagValues;
  readonly args: readonly string[];
  /** How many arguments stand before `--`; -1 without one. */
  readonly dashAt: number;
}

const UNIT_MS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** More nanoseconds than 63 bits hold are no duration. */
const MOST_MS = 2 ** 63 / 1e6;

/** A Go duration in milliseconds, or why it is none. Models time.ParseDuration. */
export function parseDuration(
  text: string,
): { ok: true; ms: number } | { ok: false; error: string } {
  const wrong = (what: string) => ({
    ok: false as const,
    error: `time: ${what} duration ${JSON.stringify(text)}`,
  });
  const sign = text.startsWith('-') ? -1 : 1;
  let rest = text.replace(/^[-+]/, '');
  if (rest === '0') return { ok: true, ms: 0 };
  if (rest === '') return wrong('invalid');
  let ms = 0;
  while (rest !== '') {
    const [whole = '', count = '', unit = ''] = /^(\d+\.?\d*|\.\d+)([^\d.]*)/.exec(rest) ?? [];
    if (whole === '') return wrong('invalid');
    if (unit === '') return wrong('missing unit in');
    const unitMs = UNIT_MS[unit];
    if (unitMs === undefined) return wrong(`unknown unit ${JSON.stringify(unit)} in`);
    ms += Number(count) * unitMs;
    if (ms >= MOST_MS) return wrong('invalid');
    rest = rest.slice(whole.length);
  }
  return { ok: true, ms: sign * ms };
}

const TRUE = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

/** What a text says; undefined when it is neither true nor false. Models Go's strconv.ParseBool. */
export const parseBool = (text: string): boolean | undefined =>
  TRUE.has(text) ? true : FALSE.has(text) ? false : undefined;

const INTEGER =
  /^([-+]?)(0x(?:_?[\da-f])+|0b(?:_?[01])+|0o(?:_?[0-7])+|0(?:_?[0-7])*|[1-9](?:_?\d)*)$/i;

/** The number that a text is, in the base that it begins with. Models Go's strconv.ParseInt. */
function parseInteger(text: string): bigint | undefined {
  const [, sign, digits = ''] = INTEGER.exec(text) ?? [];
  if (sign === undefined) return undefined;
  const plain = digits.replaceAll('_', '');
  const size = BigInt(/^0\d/.test(plain) ? `0o${plain}` : plain);
  return sign === '-' ? -size : size;
}

/** Why a text is no whole number of so many bits; '' when it is one. */
function integerError(text: string, bits: number): string {
  const parsing = `strconv.ParseInt: parsing ${JSON.stringify(text)}:`;
  const value = parseInteger(text);
  if (value === undefined) return `${parsing} invalid syntax`;
  return BigInt.asIntN(bits, value) === value ? '' : `${parsing} value out of range`;
}

/** Why a text is not a value of a type; '' when it is. */
function typeError(type: FlagType, text: string): string {
  if (type === 'bool' && parseBool(text) === undefined) {
    return `strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`;
  }
  if (type === 'int') return integerError(text, 64);
  if (type === 'map' && text.split(',').some((pair) => !pair.includes('='))) {
    return 'malformed pair, expect string=string';
  }
  if (type === 'pairs') {
    const lone = text.split(',').find((pair) => !pair.includes('='));
    return lone === undefined ? '' : `${lone} must be formatted as key=value`;
  }
  if (type === 'duration') {
    const parsed = parseDuration(text);
    return parsed.ok ? '' : parsed.error;
  }
  return '';
}

function checked(spec: Flag, text: string): string {
  const error = spec.wrong(text);
  if (error === '') return '';
  const name = spec.short === '' ? `--${spec.name}` : `-${spec.short}, --${spec.name}`;
  return `invalid argument ${JSON.stringify(text)} for "${name}" flag: ${error}`;
}

function valuesOf(
  specs: readonly Flag[],
  given: ReadonlyMap<string, readonly string[]>,
): FlagValues {
  const specOf = (name: string): Flag => {
    const spec = specs.find((candidate) => candidate.name === name);
    if (spec === undefined) throw new Error(`no flag is named ${name}`);
    return spec;
  };
  const text = (name: string): string => given.get(name)?.at(-1) ?? specOf(name).value;
  const isMany = (name: string): boolean => ['list', 'array', 'pairs'].includes(specOf(name).type);
  const recorded = (name: string): string =>
    isMany(name) ? (given.get(name) ?? []).join(',') : text(name);
  return {
    isDefined: (name) => specs.some((spec) => spec.name === name),
    isSet: (name) => given.has(specOf(name).name),
    bool: (name) => parseBool(text(name)) === true,
    text,
    int: (name) => Number(parseInteger(text(name)) ?? 0n),
    durationMs: (name) => {
      const parsed = parseDuration(text(name));
      return parsed.ok ? Math.round(parsed.ms) : 0;
    },
    list: (name) => {
      const { type } = specOf(name);
      const values = given.get(name) ?? [];
      return type === 'list' || type === 'map' || type === 'pairs'
        ? values.flatMap((value) => (value === '' ? [] : value.split(',')))
        : values;
    },
    shown: (name) => (isMany(name) ? `[${recorded(name)}]` : text(name)),
    recorded,
    given: () => [...given.keys()],
  };
}

/** A flag by its name, where `_` stands for `-`. Models component-base's WordSepNormalizeFunc. */
export const flagNamed = (specs: readonly Flag[], name: string): Flag | undefined =>
  specs.find((candidate) => candidate.name === name.replaceAll('_', '-'));

/** Reads a command line as pflag does: flags may stand anywhere before `--`. */
export function parseFlags(specs: readonly Flag[], words: readonly string[]): Outcome<Arguments> {
  const given = new Map<string, string[]>();
  const args: string[] = [];
  let dashAt = -1;
  const refuse = (text: string): { ok: false; failure: Failure } => ({
    ok: false,
    failure: message(text),
  });
  const set = (spec: Flag, value: string): string => {
    given.set(spec.name, [...(given.get(spec.name) ?? []), value]);
    return checked(spec, value);
  };
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    if (word === '--') {
      dashAt = args.length;
      args.push(...words.slice(i + 1));
      break;
    }
    if (word.startsWith('--')) {
      const [, name = '', value] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
      if (name === '' || name.startsWith('-')) return refuse(`bad flag syntax: ${word}`);
      const spec = flagNamed(specs, name);
      if (spec === undefined) return refuse(`unknown flag: --${name}`);
      const next = value ?? spec.bare ?? words[++i];
      if (next === undefined) return refuse(`flag needs an argument: --${name}`);
      const error = set(spec, next);
      if (error !== '') return refuse(error);
      continue;
    }
    if (!word.startsWith('-') || word === '-') {
      args.push(word);
      continue;
    }
    for (let at = 1; at < word.length; at++) {
      const short = word.charAt(at);
      const spec = specs.find((candidate) => candidate.short === short);
      if (spec === undefined)
        return refuse(`unknown shorthand flag: '${short}' in -${word.slice(at)}`);
      const rest = word.slice(at + 1);
      if (rest.length > 1 && rest.startsWith('=')) {
        const error = set(spec, rest.slice(1));
        if (error !== '') return refuse(error);
        break;
      }
      if (spec.bare !== undefined) {
        set(spec, spec.bare);
        continue;
      }
      const next = rest !== '' ? rest : words[++i];
      if (next === undefined) return refuse(`flag needs an argument: '${short}' in ${word}`);
      const error = set(spec, next);
      if (error !== '') return refuse(error);
      break;
    }
  }
  return { ok: true, value: { flags: valuesOf(specs, given), args, dashAt } };
}
