import { type Bound, bound } from '../bound.ts';
import {
  addDecimals,
  divideDecimals,
  multiplyDecimals,
  remainderOfDecimals,
  subtractDecimals,
  wholeOf,
} from '../decimal.ts';
import type { Env } from '../dialect.ts';
import { addInterval, temporal } from '../temporal.ts';
import {
  DOUBLE,
  decimalType,
  INTEGER,
  isDecimal,
  isTemporalValue,
  type SqlType,
  textOf,
  typeOf,
  type Value,
} from '../values.ts';
import { asDecimal, asDouble, numberOf } from './compare.ts';

type Sign = '+' | '-' | '*' | '/' | '%' | 'div';

const MOST_SIGNED = 2n ** 63n - 1n;

const isExact = ({ family }: SqlType): boolean =>
  family === 'integer' || family === 'boolean' || family === 'decimal' || family === 'null';

/** The type of `a sign b`. */
function resultType(env: Env, sign: Sign, a: SqlType, b: SqlType): SqlType {
  const { semantics } = env.dialect;
  if (sign === 'div') return INTEGER;
  if (!isExact(a) || !isExact(b)) {
    const isClock = (type: SqlType): boolean => ['date', 'time', 'datetime'].includes(type.family);
    if (![a, b].every((type) => isExact(type) || isClock(type))) return DOUBLE;
  }
  const bothWhole = a.family !== 'decimal' && b.family !== 'decimal';
  if (bothWhole && (sign !== '/' || semantics.dividesIntegers)) return semantics.wholeResult(a, b);
  const whole = Math.max(a.length - a.scale, b.length - b.scale);
  if (sign === '*') return decimalType(a.length + b.length, a.scale + b.scale);
  if (sign === '/') {
    const scale = Math.min(30, a.scale + semantics.divisionDigits);
    return decimalType(a.length + b.scale + semantics.divisionDigits, scale);
  }
  const scale = Math.max(a.scale, b.scale);
  return decimalType(whole + scale + 1, scale);
}

function ofIntegers(env: Env, sign: Sign, type: SqlType, a: bigint, b: bigint): bigint {
  const result =
    sign === '+'
      ? a + b
      : sign === '-'
        ? a - b
        : sign === '*'
          ? a * b
          : sign === '%'
            ? a % b
            : a / b;
  const isUnsigned = type.isUnsigned || a > MOST_SIGNED || b > MOST_SIGNED;
  verifyWhole(env, result, type, isUnsigned, `(${a} ${sign} ${b})`);
  return result;
}

function verifyWhole(
  { dialect: { semantics } }: Env,
  value: bigint,
  type: SqlType,
  isUnsigned: boolean,
  text: string,
): void {
  const { name, least, most } = semantics.wholeLimits(type, isUnsigned);
  if (value < least || value > most) semantics.overflow(name, text);
}

function compute(env: Env, sign: Sign, type: SqlType, left: Value, right: Value): Value {
  if (left === null || right === null) return null;
  const { semantics } = env.dialect;
  const a = numberOf(semantics, left, env.warn);
  const b = numberOf(semantics, right, env.warn);
  const isZero = typeof b === 'bigint' ? b === 0n : asDouble(b) === 0;
  if ((sign === '/' || sign === '%' || sign === 'div') && isZero) {
    return semantics.divisionByZero(env.warn);
  }
  if (typeof a === 'number' || typeof b === 'number' || type.family === 'double') {
    const [x, y] = [asDouble(a), asDouble(b)];
    if (sign === 'div') {
      const quotient = x / y;
      const isWhole = Math.abs(quotient) < 2 ** 63;
      if (!isWhole)
        semantics.overflow('BIGINT', `(${textOf(left)} ${sign.toUpperCase()} ${textOf(right)})`);
      return BigInt(Math.trunc(quotient));
    }
    const result =
      sign === '+'
        ? x + y
        : sign === '-'
          ? x - y
          : sign === '*'
            ? x * y
            : sign === '/'
              ? x / y
              : x % y;
    if (!Number.isFinite(result) && Number.isFinite(x) && Number.isFinite(y)) {
      semantics.overflow('DOUBLE', `(${textOf(left)} ${sign} ${textOf(right)})`);
    }
    return result;
  }
  if (typeof a === 'bigint' && typeof b === 'bigint' && type.family === 'integer') {
    return ofIntegers(env, sign, type, a, b);
  }
  const [x, y] = [asDecimal(a), asDecimal(b)];
  switch (sign) {
    case '+':
      return addDecimals(x, y);
    case '-':
      return subtractDecimals(x, y);
    case '*':
      return multiplyDecimals(x, y);
    case '/':
      return divideDecimals(x, y, type.scale);
    case '%':
      return remainderOfDecimals(x, y);
    default:
      return wholeOf(divideDecimals(x, y, 20), 'truncate');
  }
}

const DAY_MS = 86_400_000n;
const DATE = typeOf('date', 'date');
const DAYS = typeOf('integer', 'int', { length: 11 });

/** A date and a number of days, or two dates; undefined for everything else. */
function ofDays(sign: Sign, a: Bound, b: Bound): Bound | undefined {
  const kinds = `${a.type.family} ${sign} ${b.type.family}`;
  const isNullable = a.isNullable || b.isNullable;
  const daysOf = (value: Value): bigint | undefined =>
    typeof value === 'bigint'
      ? value
      : isTemporalValue(value)
        ? BigInt(value.ms) / DAY_MS
        : undefined;
  if (!DAY_SUMS.has(kinds)) return undefined;
  return bound(kinds === 'date - date' ? DAYS : DATE, isNullable, (frame) => {
    const [x, y] = [daysOf(a.eval(frame)), daysOf(b.eval(frame))];
    if (x === undefined || y === undefined) return null;
    const days = sign === '+' ? x + y : x - y;
    return kinds === 'date - date' ? days : temporal('date', Number(days * DAY_MS));
  });
}

const DAY_SUMS: ReadonlySet<string> = new Set([
  ...['date + integer', 'integer + date', 'date - integer', 'date - date'],
]);

/** `a + b` and the like. */
export function arithmetic(env: Env, sign: Sign, a: Bound, b: Bound): Bound {
  const days = env.dialect.semantics.countsDays ? ofDays(sign, a, b) : undefined;
  if (days !== undefined) return days;
  const type = resultType(env, sign, a.type, b.type);
  const isNullable = a.isNullable || b.isNullable || '/%div'.includes(sign);
  return bound(type, isNullable, (frame) => compute(env, sign, type, a.eval(frame), b.eval(frame)));
}

/** `-a`. */
export function negated(env: Env, a: Bound): Bound {
  const type = isExact(a.type) ? (a.type.family === 'null' ? DOUBLE : a.type) : DOUBLE;
  return bound(type, a.isNullable, (frame) => {
    const value = a.eval(frame);
    if (value === null) return null;
    const number = numberOf(env.dialect.semantics, value, env.warn);
    if (isDecimal(number)) return { ...number, unscaled: -number.unscaled };
    if (typeof number === 'bigint' && env.dialect.lexis.foldsNames && type.family === 'integer') {
      verifyWhole(env, -number, type, false, `-${number}`);
    }
    return -number;
  });
}

/** `a & b` and the like, on 64 bits. */
export function bits(env: Env, sign: '&' | '|' | '^' | '<<' | '>>', a: Bound, b: Bound): Bound {
  const whole = (value: Exclude<Value, null>): bigint => {
    const number = numberOf(env.dialect.semantics, value, env.warn);
    return typeof number === 'bigint' ? number : BigInt(Math.round(asDouble(number)));
  };
  const type = { ...INTEGER, isUnsigned: true };
  return bound(type, a.isNullable || b.isNullable, (frame) => {
    const [left, right] = [a.eval(frame), b.eval(frame)];
    if (left === null || right === null) return null;
    const [x, y] = [BigInt.asUintN(64, whole(left)), BigInt.asUintN(64, whole(right))];
    if (sign === '&') return x & y;
    if (sign === '|') return x | y;
    if (sign === '^') return x ^ y;
    if (y > 63n) return 0n;
    return BigInt.asUintN(64, sign === '<<' ? x << y : x >> y);
  });
}

/** The number of units of an interval: `'1:30' minute_second` is not modelled. */
function amountOf(env: Env, value: Exclude<Value, null>): number {
  return asDouble(numberOf(env.dialect.semantics, value, () => undefined));
}

/** `time ± interval n unit`. */
export function shifted(env: Env, time: Bound, amount: Bound, unit: string, sign: 1 | -1): Bound {
  const isClock = !/DAY|WEEK|MONTH|QUARTER|YEAR/.test(unit);
  const family =
    time.type.family === 'date' && !isClock
      ? 'date'
      : time.type.family === 'date' || time.type.family === 'datetime'
        ? 'datetime'
        : time.type.family === 'time'
          ? 'time'
          : 'text';
  const name = family === 'text' ? 'varchar' : family;
  const type = typeOf(family, name, { length: family === 'text' ? 29 : 0 });
  return bound(type, true, (frame) => {
    const [value, count] = [time.eval(frame), amount.eval(frame)];
    if (value === null || count === null) return null;
    const moment = isTemporalValue(value)
      ? value
      : env.dialect.semantics.temporalOfText(
          env.dialect.semantics.display(value),
          typeOf('datetime', 'datetime'),
          env.warn,
        );
    if (moment === undefined || moment === null || !isTemporalValue(moment)) return null;
    const isDay = typeof value === 'string' && /^\s*\d{2,4}-\d{1,2}-\d{1,2}\s*$/.test(value);
    const start = isDay ? { ...moment, kind: 'date' as const } : moment;
    const moved = addInterval(start, sign * amountOf(env, count), unit);
    const kept = moved && env.dialect.semantics.withinCalendar(moved, env.warn);
    if (kept === undefined || kept === null) return null;
    return family === 'text' ? env.dialect.semantics.display(kept) : kept;
  });
}
