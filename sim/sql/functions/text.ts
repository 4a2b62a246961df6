import { encodeUtf8, utf8Length } from '../../kernel/index.ts';
import { bound } from '../bound.ts';
import type { Env, FunctionSpec } from '../dialect.ts';
import { type SqlType, textType, type Value } from '../values.ts';
import { ANY_COUNT, type Argument, INT, scalar, special, text, VARCHAR, whole } from './helpers.ts';

const sum = (types: readonly SqlType[]): SqlType =>
  textType(types.reduce((length, type) => length + Math.max(1, type.length), 0));
const first = ([type]: readonly SqlType[]): SqlType => textType(type?.length ?? 0);

/** A function of text that is null with its arguments; MySQL says it may always be. */
const ofText = (
  least: number,
  most: number,
  compute: (args: readonly Argument[], env: Env) => Value,
  type: SqlType | ((types: readonly SqlType[]) => SqlType) = first,
): FunctionSpec => scalar({ least, most, nulls: 'always', type }, compute);
const toNumber = (
  least: number,
  most: number,
  compute: (args: readonly Argument[], env: Env) => Value,
): FunctionSpec => scalar({ least, most, nulls: 'as arguments', type: INT }, compute);

const characters = (value: string): string[] => [...value];

function substring(given: string, from: number, length: number | undefined): string {
  const all = characters(given);
  if (from === 0) return '';
  const start = from > 0 ? from - 1 : all.length + from;
  if (start < 0) return '';
  return all.slice(start, length === undefined ? undefined : start + Math.max(0, length)).join('');
}

function padded(given: string, width: number, fill: string, isLeft: boolean): string | null {
  const all = characters(given);
  if (width < 0) return null;
  if (all.length >= width) return all.slice(0, width).join('');
  if (fill === '') return '';
  const missing = characters(fill.repeat(Math.ceil((width - all.length) / fill.length)))
    .slice(0, width - all.length)
    .join('');
  return isLeft ? missing + given : given + missing;
}

function trimmed(given: string, side: string, what: string): string {
  let value = given;
  if (what === '') return value;
  while (side !== 'trailing' && value.startsWith(what)) value = value.slice(what.length);
  while (side !== 'leading' && value.endsWith(what)) value = value.slice(0, -what.length);
  return value;
}

const position = (env: Env, haystack: string, needle: string, from: number): bigint => {
  const fold = env.dialect.semantics.textKey;
  const all = characters(haystack);
  const start = all.slice(0, from - 1).join('').length;
  const at = fold(haystack).indexOf(fold(needle), start);
  return at < 0 ? 0n : BigInt(characters(haystack.slice(0, at)).length + 1);
};

const hexOf = (env: Env, value: Argument): string => {
  if (typeof value === 'bigint') return BigInt.asUintN(64, value).toString(16).toUpperCase();
  const bytes = [...encodeUtf8(text(env, value))];
  return bytes
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
};

function substringIndex(given: string, separator: string, count: number): string {
  if (separator === '' || count === 0) return '';
  const parts = given.split(separator);
  return (count > 0 ? parts.slice(0, count) : parts.slice(count)).join(separator);
}

const SUBSTRING = ofText(2, 3, (args, env) => {
  const [value, from, length] = args as [Argument, Argument, Argument | undefined];
  const count = length === undefined ? undefined : whole(env, length);
  return substring(text(env, value), whole(env, from), count);
});

/** Functions of text that dialects share. */
export const TEXT_FUNCTIONS: Readonly<Record<string, FunctionSpec>> = {
  concat: ofText(1, ANY_COUNT, (args, env) => args.map((arg) => text(env, arg)).join(''), sum),
  concat_ws: special(2, ANY_COUNT, (args, env) =>
    bound(sum(args.map(({ type }) => type)), true, (frame) => {
      const [separator, ...values] = args.map((arg) => arg.eval(frame));
      if (separator === null || separator === undefined) return null;
      const texts = values.flatMap((value) => (value === null ? [] : [text(env, value)]));
      return texts.join(text(env, separator));
    }),
  ),
  upper: ofText(1, 1, ([a], env) => text(env, a as Argument).toUpperCase()),
  ucase: ofText(1, 1, ([a], env) => text(env, a as Argument).toUpperCase()),
  lower: ofText(1, 1, ([a], env) => text(env, a as Argument).toLowerCase()),
  lcase: ofText(1, 1, ([a], env) => text(env, a as Argument).toLowerCase()),
  length: toNumber(1, 1, ([a], env) => BigInt(utf8Length(text(env, a as Argument)))),
  octet_length: toNumber(1, 1, ([a], env) => BigInt(utf8Length(text(env, a as Argument)))),
  bit_length: toNumber(1, 1, ([a], env) => BigInt(8 * utf8Length(text(env, a as Argument)))),
  char_length: toNumber(1, 1, ([a], env) => BigInt(characters(text(env, a as Argument)).length)),
  character_length: toNumber(1, 1, ([a], env) =>
    BigInt(characters(text(env, a as Argument)).length),
  ),
  substr: SUBSTRING,
  mid: SUBSTRING,
  substring: SUBSTRING,
  left: ofText(2, 2, (args, env) => {
    const [value, count] = args as [Argument, Argument];
    return characters(text(env, value))
      .slice(0, Math.max(0, whole(env, count)))
      .join('');
  }),
  right: ofText(2, 2, (args, env) => {
    const [value, count] = args as [Argument, Argument];
    const width = Math.max(0, whole(env, count));
    return width === 0 ? '' : characters(text(env, value)).slice(-width).join('');
  }),
  lpad: ofText(
    2,
    3,
    (args, env) => {
      const [value, width, fill = ' '] = args as [Argument, Argument, Argument | undefined];
      const count = whole(env, width);
      if (count > MOST_TEXT) return env.dialect.semantics.textTooLong('lpad', env.warn);
      return padded(text(env, value), count, text(env, fill), true);
    },
    VARCHAR,
  ),
  rpad: ofText(
    2,
    3,
    (args, env) => {
      const [value, width, fill = ' '] = args as [Argument, Argument, Argument | undefined];
      const count = whole(env, width);
      if (count > MOST_TEXT) return env.dialect.semantics.textTooLong('rpad', env.warn);
      return padded(text(env, value), count, text(env, fill), false);
    },
    VARCHAR,
  ),
  trim: ofText(1, 3, (args, env) => {
    const [value, side = 'both', what = ' '] = args as [
      Argument,
      Argument | undefined,
      Argument | undefined,
    ];
    return trimmed(text(env, value), text(env, side), text(env, what));
  }),
  ltrim: ofText(1, 2, (args, env) => {
    const [value, what = ' '] = args as [Argument, Argument | undefined];
    return trimmed(text(env, value), 'leading', text(env, what));
  }),
  rtrim: ofText(1, 2, (args, env) => {
    const [value, what = ' '] = args as [Argument, Argument | undefined];
    return trimmed(text(env, value), 'trailing', text(env, what));
  }),
  replace: ofText(
    3,
    3,
    (args, env) => {
      const [value, from, to] = args.map((arg) => text(env, arg)) as [string, string, string];
      return from === '' ? value : value.replaceAll(from, () => to);
    },
    VARCHAR,
  ),
  reverse: ofText(1, 1, ([a], env) =>
    characters(text(env, a as Argument))
      .reverse()
      .join(''),
  ),
  repeat: ofText(
    2,
    2,
    (args, env) => {
      const [value, count] = args as [Argument, Argument];
      const times = Math.max(0, whole(env, count));
      const given = text(env, value);
      if (given === '') return '';
      if (given.length * times <= MOST_TEXT) return given.repeat(times);
      return env.dialect.semantics.textTooLong('repeat', env.warn);
    },
    VARCHAR,
  ),
  space: ofText(
    1,
    1,
    ([a], env) => {
      const count = Math.max(0, whole(env, a as Argument));
      if (count <= MOST_TEXT) return ' '.repeat(count);
      return env.dialect.semantics.textTooLong('space', env.warn);
    },
    VARCHAR,
  ),
  instr: toNumber(2, 2, (args, env) => {
    const [value, what] = args.map((arg) => text(env, arg)) as [string, string];
    return position(env, value, what, 1);
  }),
  locate: toNumber(2, 3, (args, env) => {
    const [what, value, from] = args as [Argument, Argument, Argument | undefined];
    return position(
      env,
      text(env, value),
      text(env, what),
      from === undefined ? 1 : whole(env, from),
    );
  }),
  position: toNumber(2, 2, (args, env) => {
    const [what, value] = args.map((arg) => text(env, arg)) as [string, string];
    return position(env, value, what, 1);
  }),
  ascii: toNumber(1, 1, ([a], env) => BigInt(encodeUtf8(text(env, a as Argument))[0] ?? 0)),
  substring_index: ofText(3, 3, (args, env) => {
    const [value, separator, count] = args as [Argument, Argument, Argument];
    return substringIndex(text(env, value), text(env, separator), whole(env, count));
  }),
  hex: ofText(1, 1, ([a], env) => hexOf(env, a as Argument), VARCHAR),
  strcmp: toNumber(2, 2, (args, env) => {
    const [a, b] = args.map((arg) => text(env, arg)) as [string, string];
    return BigInt(Math.sign(env.dialect.semantics.compareText(a, b)));
  }),
  field: toNumber(2, ANY_COUNT, (args, env) => {
    const [wanted, ...rest] = args.map((arg) => env.dialect.semantics.textKey(text(env, arg)));
    return BigInt(rest.indexOf(wanted ?? '') + 1);
  }),
  elt: ofText(
    2,
    ANY_COUNT,
    ([index, ...rest], env) => {
      const value = rest[whole(env, index as Argument) - 1];
      return value === undefined ? null : text(env, value);
    },
    sum,
  ),
  find_in_set: toNumber(2, 2, (args, env) => {
    const [wanted, set] = args.map((arg) => text(env, arg)) as [string, string];
    return BigInt(set === '' ? 0 : set.split(',').indexOf(wanted) + 1);
  }),
};

/** Longer texts do not fit into a packet. */
const MOST_TEXT = 16_777_216;
