import { compareDecimals, type Decimal, decimal, decimalOfDouble, doubleOf } from '../decimal.ts';
import type { Semantics, Warn } from '../dialect.ts';
import type { Temporal } from '../temporal.ts';
import { isDecimal, isTemporalValue, textOf, typeOf, type Value } from '../values.ts';

type Number_ = bigint | number | Decimal;

const isNumber = (value: Value): value is Number_ =>
  typeof value === 'bigint' || typeof value === 'number' || isDecimal(value);

export const asDecimal = (value: Number_): Decimal =>
  typeof value === 'bigint'
    ? decimal(value, 0)
    : typeof value === 'number'
      ? decimalOfDouble(value)
      : value;

export const asDouble = (value: Number_): number =>
  typeof value === 'bigint' ? Number(value) : typeof value === 'number' ? value : doubleOf(value);

function compareNumbers(a: Number_, b: Number_): number {
  if (typeof a === 'bigint' && typeof b === 'bigint') return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === 'number' || typeof b === 'number') return asDouble(a) - asDouble(b);
  return compareDecimals(asDecimal(a), asDecimal(b));
}

const silent: Warn = () => undefined;

/** A value as a number, as arithmetic and comparison take it. */
export function numberOf(semantics: Semantics, value: Exclude<Value, null>, warn: Warn): Number_ {
  if (isNumber(value)) return value;
  if (typeof value === 'boolean') return value ? 1n : 0n;
  const number =
    typeof value === 'string'
      ? semantics.numberOfText(value, warn)
      : semantics.numberOfTemporal(value);
  return isNumber(number) ? number : 0n;
}

/** Compares two values that are not null, after the rules of the dialect. */
export function compare(
  semantics: Semantics,
  a: Exclude<Value, null>,
  b: Exclude<Value, null>,
  warn: Warn = silent,
): number {
  if (typeof a === 'string' && typeof b === 'string') return semantics.compareText(a, b);
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (isTemporalValue(a) && isTemporalValue(b)) return a.ms - b.ms;
  if (isTemporalValue(a) && typeof b === 'string') return compareWithText(semantics, a, b, warn);
  if (isTemporalValue(b) && typeof a === 'string') return -compareWithText(semantics, b, a, warn);
  return compareNumbers(numberOf(semantics, a, warn), numberOf(semantics, b, warn));
}

function compareWithText(semantics: Semantics, time: Temporal, text: string, warn: Warn): number {
  const value = semantics.temporalOfText(text, typeOf(time.kind, time.kind), warn);
  if (value !== undefined && isTemporalValue(value)) return time.ms - value.ms;
  return semantics.compareText(textOf(time), text);
}

/** Orders any two values, nulls first. */
export function compareForOrder(semantics: Semantics, a: Value, b: Value): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  return compare(semantics, a, b);
}

/** Values with the same key are equal, for groups, sets and keys of tables. */
export function keyOf(semantics: Semantics, value: Value): string {
  if (value === null) return 'n';
  if (typeof value === 'string') return `s${semantics.textKey(value)}`;
  if (typeof value === 'boolean') return value ? 'i1' : 'i0';
  if (isTemporalValue(value)) return `t${value.ms}`;
  if (typeof value === 'bigint') return `i${value}`;
  const decimalValue = isDecimal(value) ? value : decimalOfDouble(value);
  const text = textOf(decimalValue);
  return `i${text.includes('.') ? text.replace(/\.?0+$/, '') : text}`;
}

/** Whether a comparison holds, by its operator; `order` is below, at or above 0. */
export const ORDER_TESTS: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};
