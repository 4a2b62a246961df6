import {
  asDecimal,
  asDouble,
  type Column,
  compareDecimals,
  decimal,
  isDecimal,
  isTemporalValue,
  parseDecimal,
  parseTime,
  rescale,
  type SqlError,
  SqlFailure,
  type SqlType,
  type Temporal,
  temporal,
  textOf,
  type Value,
  type Warn,
  wholeOf,
  ZERO_DATE_MS,
} from '../../../sql/index.ts';
import { textKey } from './collated-text.ts';
import {
  asTemporal,
  LONGEST_TIME_MS,
  NUMBER_AT_START,
  numberOfTemporal,
  numberOfText,
  rounded,
  wholeOfBytes,
} from './conversions.ts';
import { fail } from './errors.ts';
import { storeJson } from './json-store.ts';
import { rangeOf } from './types.ts';

const incorrect = (what: string, value: Value, { name }: Column, row: number): string =>
  `Incorrect ${what} value: '${value === null ? 'NULL' : textOf(value)}' for column '${name}' at row ${row}`;
const outOfRange = (column: Column, row: number): never =>
  fail(1264, '22003', `Out of range value for column '${column.name}' at row ${row}`);

function storeInteger(value: Exclude<Value, null>, column: Column, row: number): bigint {
  const { type } = column;
  let number = value;
  if (typeof value === 'string' && type.name === 'bit') number = wholeOfBytes(value);
  else if (typeof value === 'string') {
    const match = NUMBER_AT_START.exec(value);
    if (match === null) fail(1366, 'HY000', incorrect('integer', value, column, row));
    if (match?.[3] !== '')
      fail(1265, '01000', `Data truncated for column '${column.name}' at row ${row}`);
    number = parseDecimal(match?.[1] ?? '') ?? Number(match?.[1]);
  }
  if (isTemporalValue(number)) number = numberOfTemporal(number) ?? 0n;
  const whole =
    typeof number === 'bigint'
      ? number
      : typeof number === 'number'
        ? BigInt(Math.round(number))
        : typeof number === 'boolean'
          ? BigInt(number)
          : isDecimal(number)
            ? wholeOf(number, 'round')
            : 0n;
  if (type.name === 'year') return yearOf(whole, column, row);
  if (type.name === 'bit' && whole >= 2n ** BigInt(type.length)) {
    fail(1406, '22001', `Data too long for column '${column.name}' at row ${row}`);
  }
  const [least, most] = rangeOf(type);
  if (whole < least || whole > most) outOfRange(column, row);
  return whole;
}

function yearOf(whole: bigint, column: Column, row: number): bigint {
  if (whole > 0n && whole < 100n) return whole + (whole < 70n ? 2000n : 1900n);
  if (whole !== 0n && (whole < 1901n || whole > 2155n)) outOfRange(column, row);
  return whole;
}

function storeDecimal(value: Exclude<Value, null>, column: Column, row: number, warn: Warn): Value {
  const { length, scale, isUnsigned } = column.type;
  let number = value;
  if (typeof value === 'string') {
    const match = NUMBER_AT_START.exec(value);
    if (match === null) fail(1366, 'HY000', incorrect('decimal', value, column, row));
    if (match?.[3] !== '') fail(1366, 'HY000', incorrect('decimal', value, column, row));
    number = parseDecimal(match?.[1] ?? '') ?? Number(match?.[1]);
  }
  if (isTemporalValue(number)) number = numberOfTemporal(number) ?? 0n;
  if (typeof number === 'string' || typeof number === 'boolean' || isTemporalValue(number))
    return null;
  const exact = asDecimal(number);
  const result = rescale(exact, scale);
  if (compareDecimals(exact, result) !== 0) {
    warn('Note', 1265, `Data truncated for column '${column.name}' at row ${row}`);
  }
  const digits = (result.unscaled < 0n ? -result.unscaled : result.unscaled).toString().length;
  if (digits > length || (isUnsigned && result.unscaled < 0n)) outOfRange(column, row);
  return result;
}

function storeDouble(value: Exclude<Value, null>, column: Column, row: number): number {
  let number: number;
  if (typeof value === 'string') {
    const match = NUMBER_AT_START.exec(value);
    if (match === null || match[3] !== '') {
      fail(1265, '01000', `Data truncated for column '${column.name}' at row ${row}`);
    }
    number = Number(match?.[1]);
  } else if (isTemporalValue(value)) number = Number(textOf(numberOfTemporal(value) ?? 0n));
  else number = typeof value === 'boolean' ? Number(value) : asDouble(value);
  const { type } = column;
  if (type.isUnsigned && number < 0) outOfRange(column, row);
  const digits = type.choices.length === 0 && type.scale > 0 ? type.scale : undefined;
  if (digits !== undefined) {
    number = Number(number.toFixed(digits));
    if (Math.abs(number) >= 10 ** (type.length - digits)) outOfRange(column, row);
  }
  if (type.name !== 'float') return number;
  const kept = Math.fround(number);
  if (!Number.isFinite(kept)) outOfRange(column, row);
  return kept;
}

function storeText(value: Exclude<Value, null>, column: Column, row: number): string {
  const { type, name } = column;
  const text = textOf(value);
  if (type.name === 'enum' || type.name === 'set') {
    const wanted = type.name === 'set' ? text.split(',').filter((part) => part !== '') : [text];
    const found = wanted.map((part) =>
      type.choices.find((choice) => textKey(choice) === textKey(part)),
    );
    const byNumber = /^\d+$/.test(text) ? type.choices[Number(text) - 1] : undefined;
    if (found.every((choice) => choice !== undefined)) return found.join(',');
    if (byNumber !== undefined && type.name === 'enum') return byNumber;
    fail(1265, '01000', `Data truncated for column '${name}' at row ${row}`);
  }
  const kept = type.name === 'char' ? text.replace(/ +$/, '') : text;
  const length = kept.length <= type.length ? kept.length : [...kept].length;
  if (length > type.length) {
    const cut = [...kept].slice(type.length).join('');
    if (cut.trim() !== '' || type.family === 'binary') {
      fail(1406, '22001', `Data too long for column '${name}' at row ${row}`);
    }
    return [...kept].slice(0, type.length).join('');
  }
  return kept;
}

function storeTemporal(value: Exclude<Value, null>, column: Column, row: number): Temporal {
  const { family, scale } = column.type;
  const found = asTemporal(value, family, 0);
  const isTooLong = family === 'time' && Math.abs(found?.ms ?? 0) > LONGEST_TIME_MS;
  if (found === undefined || isTooLong) {
    const what = family === 'datetime' ? 'datetime' : family;
    return fail(1292, '22007', incorrect(what, value, column, row));
  }
  return family === 'date' ? found : rounded(found, scale);
}

/** What a number, text or time has instead of a value that does not fit. */
export function instead(
  error: SqlError,
  value: Value,
  column: Column,
  row: number,
  warn: Warn,
): Value {
  const { type, name } = column;
  const text = value === null ? '' : textOf(value);
  const truncated = `Data truncated for column '${name}' at row ${row}`;
  const tell = (code: number, message: string): void => warn('Warning', code, message);
  if (error.code === 1264) {
    tell(error.code, error.message);
    return clipped(
      numberOfText(text, () => undefined),
      type,
    );
  }
  if (error.code === 1406) {
    tell(1265, truncated);
    return type.family === 'integer'
      ? 2n ** BigInt(type.length) - 1n
      : [...text].slice(0, type.length).join('');
  }
  switch (type.family) {
    case 'integer':
    case 'decimal':
    case 'double': {
      tell(error.code, error.message);
      const number = numberOfText(text, () => undefined);
      if (type.family === 'double') return number;
      const exact = parseDecimal(/^\s*([+-]?[\d.]+)/.exec(text)?.[1] ?? '0') ?? decimal(0n, 0);
      return type.family === 'integer' ? wholeOf(exact, 'round') : rescale(exact, type.scale);
    }
    case 'date':
    case 'datetime':
      tell(1265, truncated);
      return temporal(type.family, ZERO_DATE_MS, type.scale);
    case 'time': {
      const time = parseTime(text);
      tell(
        time === undefined ? 1265 : 1264,
        time === undefined ? truncated : `Out of range value for column '${name}' at row ${row}`,
      );
      return temporal(
        'time',
        time === undefined ? 0 : Math.sign(time.ms) * LONGEST_TIME_MS,
        type.scale,
      );
    }
    case 'text':
    case 'binary':
      tell(error.code, error.message);
      return type.name === 'set'
        ? text
            .split(',')
            .filter((part) => type.choices.includes(part))
            .join(',')
        : '';
    default:
      throw new SqlFailure(error);
  }
}

function clipped(value: Value, type: SqlType): Value {
  const number = typeof value === 'number' ? value : 0;
  if (type.family === 'integer') {
    const [least, most] = rangeOf(type);
    return type.name === 'year' ? 0n : number < 0 ? least : most;
  }
  if (type.family !== 'decimal') return type.isUnsigned && number < 0 ? 0 : number;
  const most = 10n ** BigInt(type.length) - 1n;
  const least = type.isUnsigned ? 0n : -most;
  return decimal(number < 0 ? least : most, type.scale);
}

/** A value as a column stores it; what it has no room for fails or is cut and told. */
export function store(value: Value, column: Column, row: number, warn: Warn, table: string): Value {
  if (value === null) return null;
  switch (column.type.family) {
    case 'integer':
      return storeInteger(value, column, row);
    case 'decimal':
      return storeDecimal(value, column, row, warn);
    case 'double':
      return storeDouble(value, column, row);
    case 'date':
    case 'time':
    case 'datetime':
      return storeTemporal(value, column, row);
    case 'json':
      return storeJson(value, column, table);
    default:
      return storeText(value, column, row);
  }
}
