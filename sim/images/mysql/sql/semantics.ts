import {
  DOUBLE,
  decimalType,
  INTEGER,
  parseDatetime,
  type Semantics,
  type Temporal,
  temporal,
  textOf,
  ZERO_DATE_MS,
} from '../../../sql/index.ts';
import { cast } from './casts.ts';
import { compareText, textKey, textRules } from './collated-text.ts';
import {
  LONGEST_TIME_MS,
  NUMBER_AT_START,
  numberOfTemporal,
  numberOfText,
  parseTemporal,
  wholeOfBytes,
} from './conversions.ts';
import { fail } from './errors.ts';
import { BOOLEAN } from './json-values.ts';
import { instead, store } from './stored-values.ts';

/** `0000-00-00`, with or without a time. */
const ZERO_DATE = /^0000-00-00(?: 00:00:00(?:\.0+)?)?$/;

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
