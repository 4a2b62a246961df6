import { truthOf } from '../bind/logic.ts';
import { bound } from '../bound.ts';
import { type Decimal, decimal, rescale, truncateDecimal, wholeOf } from '../decimal.ts';
import type { Env, FunctionSpec } from '../dialect.ts';
import { asDecimal, compare, numberOf } from '../operate/compare.ts';
import { commonType, convert, converted } from '../operate/convert.ts';
import { DOUBLE, decimalType, INTEGER, type SqlType, type Value } from '../values.ts';
import { ANY_COUNT, type Argument, double, scalar, special, whole } from './helpers.ts';

const sameOrDouble = ([type]: readonly SqlType[]): SqlType =>
  type?.family === 'integer' || type?.family === 'decimal' ? type : DOUBLE;

/** A function on doubles; outside of its domain it is null. */
const ofDouble = (compute: (...args: number[]) => number, least = 1, most = least): FunctionSpec =>
  scalar({ least, most, nulls: 'always', type: DOUBLE }, (args, env) => {
    const result = compute(...args.map((arg) => double(env, arg)));
    return Number.isFinite(result) ? result : null;
  });

const toWhole = (how: 'floor' | 'ceiling'): FunctionSpec =>
  scalar(
    {
      least: 1,
      most: 1,
      nulls: 'as arguments',
      type: (types) =>
        types[0]?.family === 'integer' || types[0]?.family === 'decimal' ? INTEGER : DOUBLE,
    },
    ([arg], env) => {
      const number = numberOf(env.dialect.semantics, arg as Argument, env.warn);
      if (typeof number === 'bigint') return number;
      if (typeof number === 'number')
        return how === 'floor' ? Math.floor(number) : Math.ceil(number);
      return wholeOf(number, how);
    },
  );

/** Digits before the point of the largest double: nothing is left of a number beyond them. */
const MOST_PLACES = 310;

function doubleTo(value: number, places: number, cut: (value: number) => number): number {
  if (places < -MOST_PLACES) return 0;
  const factor = 10 ** Math.min(places, MOST_PLACES - 2);
  const scaled = value * factor;
  // So many digits are there in no double.
  return Number.isFinite(scaled) ? cut(scaled) / factor || 0 : value;
}

/** Rounds or cuts at a digit, also before the point. */
function roundedTo(
  value: Decimal,
  digits: number,
  cut: (value: Decimal, scale: number) => Decimal,
): Decimal {
  if (digits >= 0) return digits >= value.scale ? value : cut(value, digits);
  if (digits < -MOST_PLACES) return decimal(0n, 0);
  const moved = cut(decimal(value.unscaled, value.scale - digits), 0);
  return decimal(moved.unscaled * 10n ** BigInt(-digits), 0);
}

const rounding = (
  cut: (value: Decimal, scale: number) => Decimal,
  least: number,
): FunctionSpec => ({
  least,
  most: 2,
  bind(args, env) {
    const [arg, digitsArg] = args;
    const given = digitsArg?.eval({ row: [], aggregates: [], outer: undefined }) ?? null;
    const digits = given === null ? 0 : whole(env, given);
    const from = arg?.type ?? INTEGER;
    const scale = Math.max(0, Math.min(digits, from.scale));
    const type =
      from.family === 'integer'
        ? from
        : from.family === 'decimal'
          ? decimalType(from.length - from.scale + scale + 1, scale)
          : DOUBLE;
    const isNullable = args.some((each) => each.isNullable);
    return bound(type, isNullable, (frame) => {
      const value = arg?.eval(frame) ?? null;
      const count = digitsArg === undefined ? 0n : digitsArg.eval(frame);
      if (value === null || count === null) return null;
      const number = numberOf(env.dialect.semantics, value, env.warn);
      const places = whole(env, count);
      if (typeof number === 'number') {
        return doubleTo(number, places, cut === truncateDecimal ? Math.trunc : roundHalfEven);
      }
      const result = roundedTo(asDecimal(number), places, cut);
      return typeof number === 'bigint' ? wholeOf(result, 'round') : result;
    });
  },
});

/** C's rint: halves go to the even neighbour. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

const extreme = (wins: (order: number) => boolean): FunctionSpec =>
  special(2, ANY_COUNT, (args, env) => {
    const type = commonType(args.map((arg) => arg.type));
    return bound(
      type,
      args.some((arg) => arg.isNullable),
      (frame) => {
        let best: Value = null;
        for (const arg of args) {
          const value = convert(env, arg.eval(frame), type);
          if (value === null) return null;
          if (best === null || wins(compare(env.dialect.semantics, value, best))) best = value;
        }
        return best;
      },
    );
  });

const absolute: FunctionSpec = scalar(
  { least: 1, most: 1, nulls: 'as arguments', type: sameOrDouble },
  ([arg], env) => {
    const number = numberOf(env.dialect.semantics, arg as Argument, env.warn);
    if (typeof number === 'bigint') return number < 0n ? -number : number;
    if (typeof number === 'number') return Math.abs(number);
    return { ...number, unscaled: number.unscaled < 0n ? -number.unscaled : number.unscaled };
  },
);

const logarithm = (env: Env, args: readonly Argument[]): Value => {
  const [a, b] = args.map((arg) => double(env, arg));
  const result = b === undefined ? Math.log(a ?? 0) : Math.log(b) / Math.log(a ?? 0);
  return Number.isFinite(result) ? result : null;
};

/** Functions of numbers that dialects share. */
export const NUMBER_FUNCTIONS: Readonly<Record<string, FunctionSpec>> = {
  abs: absolute,
  ceil: toWhole('ceiling'),
  ceiling: toWhole('ceiling'),
  floor: toWhole('floor'),
  round: rounding(rescale, 1),
  truncate: rounding(truncateDecimal, 2),
  sign: scalar({ least: 1, most: 1, nulls: 'as arguments', type: INTEGER }, ([arg], env) =>
    BigInt(Math.sign(double(env, arg as Argument))),
  ),
  sqrt: ofDouble(Math.sqrt),
  exp: ofDouble(Math.exp),
  ln: ofDouble(Math.log),
  log10: ofDouble(Math.log10),
  log2: ofDouble(Math.log2),
  log: scalar({ least: 1, most: 2, nulls: 'always', type: DOUBLE }, (args, env) =>
    logarithm(env, args),
  ),
  pow: ofDouble((a, b = 0) => a ** b, 2),
  power: ofDouble((a, b = 0) => a ** b, 2),
  sin: ofDouble(Math.sin),
  cos: ofDouble(Math.cos),
  tan: ofDouble(Math.tan),
  asin: ofDouble(Math.asin),
  acos: ofDouble(Math.acos),
  atan: ofDouble((a, b) => (b === undefined ? Math.atan(a) : Math.atan2(a, b)), 1, 2),
  atan2: ofDouble((a, b = 0) => Math.atan2(a, b), 2),
  cot: ofDouble((a) => 1 / Math.tan(a)),
  degrees: ofDouble((a) => (a * 180) / Math.PI),
  radians: ofDouble((a) => (a * Math.PI) / 180),
  greatest: extreme((order) => order > 0),
  least: extreme((order) => order < 0),
  coalesce: special(1, ANY_COUNT, (args, env) => {
    const type = commonType(args.map((arg) => arg.type));
    const typed = args.map((arg) => converted(env, arg, type));
    return bound(
      type,
      args.every((arg) => arg.isNullable),
      (frame) => {
        for (const arg of typed) {
          const value = arg.eval(frame);
          if (value !== null) return value;
        }
        return null;
      },
    );
  }),
  nullif: special(2, 2, (args, env) => {
    const [a, b] = args as [(typeof args)[number], (typeof args)[number]];
    return bound(a.type, true, (frame) => {
      const [left, right] = [a.eval(frame), b.eval(frame)];
      if (left === null || right === null) return left;
      return compare(env.dialect.semantics, left, right, env.warn) === 0 ? null : left;
    });
  }),
  if: special(3, 3, (args, env) => {
    const [condition, yes, no] = args as [
      (typeof args)[number],
      (typeof args)[number],
      (typeof args)[number],
    ];
    const type = commonType([yes.type, no.type]);
    const [a, b] = [converted(env, yes, type), converted(env, no, type)];
    return bound(type, yes.isNullable || no.isNullable, (frame) =>
      truthOf(env, condition.eval(frame)) === true ? a.eval(frame) : b.eval(frame),
    );
  }),
};
