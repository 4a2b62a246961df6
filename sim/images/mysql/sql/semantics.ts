import {
  asDecimal,
  asDouble,
  type Column,
  compareDecimals,
  DOUBLE,
  dateOf,
  decimal,
  decimalType,
  INTEGER,
  isDecimal,
  isTemporalValue,
  parseDatetime,
  parseDecimal,
  parseTime,
  rescale,
  type Semantics,
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
import { compareText, textKey, textRules } from './collated-text.ts';
import { mysqlError } from './errors.ts';
import { castToJson, storeJson } from './json-store.ts';
import { BOOLEAN } from './json-values.ts';
import { rangeOf } from './types.ts';

const fail = (code: number, state: string, message: string): never => {
  throw new SqlFailure(mysqlError(code, state, message));
};

const NUMBER_AT_START = /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(\s*)(.*)$/s;

function numberOfText(text: string, warn: Warn): Value {
  const match = NUMBER_AT_START.exec(text);
  if (match === null || match[3] !== '') {
    warn('Warning', 1292, `Truncated incorrect DOUBLE value: '${text}'`);
  }
  const number = match === null ? 0 : Number(match[1]);
  if (Number.isFinite(number)) return number;
  if (match?.[3] === '') warn('Warning', 1292, `Truncated incorrect DOUBLE value: '${text}'`);
  return number < 0 ? -Number.MAX_VALUE : Number.MAX_VALUE;
}

/** `20261125103000`: what a time is as a number. */
function numberOfTemporal(value: Value): Value {
  if (!isTemporalValue(value)) return 0n;
  const digits = textOf(value).replace(/[-: ]/g, '');
  const parsed = parseDecimal(digits) ?? decimal(0n, 0);
  const signed =
    value.kind === 'time' && value.ms < 0 ? decimal(-parsed.unscaled, parsed.scale) : parsed;
  return signed.scale === 0 ? signed.unscaled : signed;
}

function rounded({ kind, ms }: Temporal, digits: number): Temporal {
  const unit = 1000 / 10 ** digits;
  return temporal(kind, Math.round(ms / unit) * unit, digits);
}

function parseTemporal(text: string, family: SqlType['family']): Temporal | undefined {
  if (family === 'time') return parseTime(text) ?? timeOfDatetime(parseDatetime(text));
  const found = parseDatetime(text);
  return found === undefined || family === 'datetime' ? found : dateOf(found);
}

const DAY_MS = 86_400_000;
const timeOfDatetime = (value: Temporal | undefined): Temporal | undefined =>
  value && temporal('time', ((value.ms % DAY_MS) + DAY_MS) % DAY_MS, value.digits);

function asTemporal(
  value: Exclude<Value, null>,
  family: SqlType['family'],
  nowMs: number,
): Temporal | undefined {
  if (!isTemporalValue(value)) return parseTemporal(textOf(value), family);
  if (family === value.kind) return value;
  if (family === 'time') return timeOfDatetime(value);
  const moment =
    value.kind === 'time' ? temporal('datetime', nowMs + value.ms, value.digits) : value;
  return family === 'date' ? dateOf(moment) : temporal('datetime', moment.ms, moment.digits);
}

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

/** What a text is as bits: `b'101'` is read as the text of that byte. */
const wholeOfBytes = (text: string): bigint =>
  [...text].reduce((whole, c) => whole * 256n + BigInt(c.charCodeAt(0) & 255), 0n);

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

/** 838:59:59 */
const LONGEST_TIME_MS = 3_020_399_000;

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

/** `0000-00-00`, with or without a time. */
const ZERO_DATE = /^0000-00-00(?: 00:00:00(?:\.0+)?)?$/;

/** What a number, text or time has instead of a value that does not fit. */
function instead(error: SqlError, value: Value, column: Column, row: number, warn: Warn): Value {
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

function store(value: Value, column: Column, row: number, warn: Warn, table: string): Value {
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

function castToInteger(value: Exclude<Value, null>, type: SqlType, warn: Warn): bigint {
  let whole: bigint;
  if (typeof value === 'string') {
    const match = /^\s*([+-]?\d+)(.*)$/s.exec(value);
    if (match === null || match[2]?.trim() !== '') {
      warn('Warning', 1292, `Truncated incorrect INTEGER value: '${value}'`);
    }
    whole = BigInt(match?.[1] ?? 0);
  } else if (typeof value === 'bigint') whole = value;
  else if (isDecimal(value)) whole = wholeOf(value, 'round');
  else if (typeof value === 'number') whole = BigInt(Math.round(value));
  else if (isTemporalValue(value))
    whole = BigInt(textOf(numberOfTemporal(value) ?? 0n).split('.')[0] ?? 0);
  else whole = BigInt(value);
  return type.isUnsigned ? BigInt.asUintN(64, whole) : BigInt.asIntN(64, whole);
}

function cast(value: Value, type: SqlType, warn: Warn): Value {
  if (value === null) return null;
  switch (type.family) {
    case 'integer':
      return castToInteger(value, type, warn);
    case 'decimal': {
      const number = typeof value === 'string' ? numberOfText(value, warn) : value;
      const plain = isTemporalValue(number) ? numberOfTemporal(number) : number;
      if (typeof plain === 'bigint' || typeof plain === 'number' || isDecimal(plain)) {
        return rescale(asDecimal(plain), type.scale);
      }
      return null;
    }
    case 'double':
      return typeof value === 'string' ? numberOfText(value, warn) : Number(textOf(value));
    case 'text':
    case 'binary': {
      const text = textOf(value);
      return type.length > 0 ? [...text].slice(0, type.length).join('') : text;
    }
    case 'json':
      return castToJson(value);
    default: {
      const found = asTemporal(value, type.family, 0);
      if (found !== undefined) return type.family === 'date' ? found : rounded(found, type.scale);
      warn('Warning', 1292, `Incorrect ${type.family} value: '${textOf(value)}'`);
      return null;
    }
  }
}

/** The first midnight of the year 0, and the one behind 9999. */
const FIRST_DAY_MS = -62_167_219_200_000;
const END_OF_DAYS_MS = 253_402_300_800_000;

const SIGNED_LIMITS = { name: 'BIGINT', least: -(2n ** 63n), most: 2n ** 63n - 1n };
const UNSIGNED_LIMITS = { name: 'BIGINT UNSIGNED', least: 0n, most: 2n ** 64n - 1n };

/** How MySQL calculates, compares and converts; `sqlMode` as the session has it. */
export function mysqlSemantics(sqlMode: () => string): Semantics {
  const usual = usualSemantics(sqlMode);
  const known = new Map<string, Semantics>([['', usual]]);
  const collated = (collation: string): Semantics => {
    const found = known.get(collation);
    if (found !== undefined) return found;
    const made = { ...usual, collated, ...textRules(collation) };
    known.set(collation, made);
    return made;
  };
  return Object.assign(usual, { collated });
}

const usualSemantics = (sqlMode: () => string): Semantics => ({
  compareText,
  textKey,
  collated: () => usualSemantics(sqlMode),
  numberOfText,
  numberOfTemporal,
  temporalOfText(text, type, warn) {
    const found = parseTemporal(text, type.family);
    if (found === undefined) {
      warn(
        'Warning',
        1292,
        `Incorrect ${type.family === 'datetime' ? 'DATETIME' : type.family.toUpperCase()} value: '${text}'`,
      );
    }
    return type.family === 'datetime' || found === undefined
      ? found
      : { ...found, kind: type.family as Temporal['kind'] };
  },
  comparedWith(text, { name, type }, warn) {
    if (type.family === 'integer' || type.family === 'decimal' || type.family === 'double') {
      if (type.name === 'bit' && !NUMBER_AT_START.test(text)) return wholeOfBytes(text);
      return type.name === 'year' ? text : numberOfText(text, warn);
    }
    if (type.family !== 'date' && type.family !== 'datetime') return text;
    const found = ZERO_DATE.test(text)
      ? temporal(type.family, ZERO_DATE_MS, 0)
      : parseDatetime(text);
    if (found !== undefined) return found;
    const what = type.name === 'date' ? 'DATE' : type.name.toUpperCase();
    warn(
      'Warning',
      1292,
      `Incorrect ${what.toLowerCase()} value: '${text}' for column '${name}' at row 1`,
    );
    return fail(1525, 'HY000', `Incorrect ${what} value: '${text}'`);
  },
  dividesIntegers: false,
  divisionDigits: 4,
  divisionByZero(warn) {
    if (sqlMode().includes('ERROR_FOR_DIVISION_BY_ZERO')) warn('Warning', 1365, 'Division by 0');
    return null;
  },
  countsDays: false,
  wholeLiteral: (value) => ({ ...INTEGER, length: value.toString().replace('-', '').length }),
  wholeResult: (a, b) =>
    a.isUnsigned || b.isUnsigned ? { ...INTEGER, isUnsigned: true } : INTEGER,
  wholeLimits: (_type, isUnsigned) => (isUnsigned ? UNSIGNED_LIMITS : SIGNED_LIMITS),
  overflow: (type, text) => fail(1690, '22003', `${type} value is out of range in '${text}'`),
  withinCalendar(value, warn) {
    const isTime = value.kind === 'time' && Math.abs(value.ms) <= LONGEST_TIME_MS;
    const isDay = value.kind !== 'time' && value.ms >= FIRST_DAY_MS && value.ms < END_OF_DAYS_MS;
    if (isTime || isDay) return value;
    const what = value.kind === 'time' ? 'time' : 'datetime';
    warn('Warning', 1441, `Datetime function: ${what} field overflow`);
    return null;
  },
  textTooLong(name, warn) {
    const limit = 'max_allowed_packet (67108864)';
    warn('Warning', 1301, `Result of ${name}() was larger than ${limit} - truncated`);
    return null;
  },
  nullsFirst: true,
  ordersByKey: true,
  booleanType: BOOLEAN,
  truth: (value) => (value ? 1n : 0n),
  literalOf: (value) => ({ value: value ? 1n : 0n, type: BOOLEAN }),
  sumType(type) {
    if (type.family === 'double' || type.family === 'text') return DOUBLE;
    return decimalType(type.length + 22, type.scale);
  },
  averageType(type) {
    if (type.family === 'double' || type.family === 'text') return DOUBLE;
    return decimalType(type.length + 4, type.scale + 4);
  },
  store(value, column, row, warn, table) {
    const isTime = column.type.family === 'date' || column.type.family === 'datetime';
    const isZero = isTime && typeof value === 'string' && ZERO_DATE.test(value);
    if (isZero && !sqlMode().includes('NO_ZERO_DATE')) {
      return temporal(column.type.family === 'date' ? 'date' : 'datetime', ZERO_DATE_MS, 0);
    }
    return store(value, column, row, warn, table);
  },
  isStrict: () => /STRICT_(TRANS|ALL)_TABLES/.test(sqlMode()),
  instead,
  cast,
  checksGroups: () => sqlMode().includes('ONLY_FULL_GROUP_BY'),
  usesAliases: true,
  assignsInOrder: true,
  fitsRecursion: true,
  requiresAllValues: true,
  requiresDefaults: true,
  display: textOf,
});
