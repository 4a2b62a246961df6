import {
  asDecimal,
  asDouble,
  type Column,
  DOUBLE,
  dateOf,
  decimalType,
  INTEGER,
  isDecimal,
  isMoment,
  isTemporalValue,
  parseDatetime,
  parseDecimal,
  parseTime,
  rescale,
  type Semantics,
  SqlFailure,
  type SqlType,
  type Temporal,
  temporal,
  textOf,
  typeOf,
  type Value,
  wholeOf,
} from '../../../sql/index.ts';
import { arrayItems, arrayText } from './arrays.ts';
import { pgError } from './errors.ts';
import { wholeLimits, wholeLiteral, wholeResult } from './integers.ts';
import { spanOf, spanText } from './intervals.ts';
import { typeText } from './types.ts';

const fail = (state: string, message: string): never => {
  throw new SqlFailure(pgError(state, message));
};
const invalid = (type: SqlType, text: string): never =>
  fail('22P02', `invalid input syntax for type ${typeText(type)}: "${text}"`);

export const BOOLEAN = typeOf('boolean', 'boolean');

/** A value as results and messages show it. */
export function display(value: Exclude<Value, null>): string {
  if (typeof value === 'boolean') return value ? 't' : 'f';
  return typeof value === 'number' ? floatText(value) : textOf(value);
}

/** Models float8out with its shortest digits: an exponent has a sign, and two digits at least. */
function floatText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const [digits, exponent] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 15) return textOf(value);
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

function toInteger(value: Exclude<Value, null>, type: SqlType): bigint {
  let whole: bigint;
  if (typeof value === 'bigint') whole = value;
  else if (typeof value === 'boolean') whole = BigInt(value);
  else if (typeof value === 'number') whole = BigInt(Math.round(value));
  else if (isDecimal(value)) whole = wholeOf(value, 'round');
  else {
    const text = textOf(value).trim();
    if (!/^[+-]?\d+$/.test(text)) return invalid(type, textOf(value));
    whole = BigInt(text);
  }
  const { least, most } = wholeLimits(type);
  if (whole < least || whole > most) {
    return typeof value === 'string'
      ? fail('22003', `value "${value}" is out of range for type ${typeText(type)}`)
      : fail('22003', `${typeText(type)} out of range`);
  }
  return whole;
}

function toDecimal(value: Exclude<Value, null>, type: SqlType): Value {
  const exact =
    typeof value === 'string'
      ? (parseDecimal(value.trim()) ?? invalid(type, value))
      : typeof value === 'bigint' || typeof value === 'number' || isDecimal(value)
        ? asDecimal(value)
        : invalid(type, textOf(value));
  if (type.length === 0 || type.length >= 1000) return exact;
  const result = rescale(exact, type.scale);
  const limit = 10n ** BigInt(type.length);
  const size = result.unscaled < 0n ? -result.unscaled : result.unscaled;
  if (size < limit) return result;
  const digits = type.length - type.scale;
  const most = digits === 0 ? '1' : `10^${digits}`;
  const what = `A field with precision ${type.length}, scale ${type.scale}`;
  throw new SqlFailure(
    pgError('22003', 'numeric field overflow', {
      detail: `${what} must round to an absolute value less than ${most}.`,
    }),
  );
}

function toDouble(value: Exclude<Value, null>, type: SqlType): number {
  if (typeof value === 'string') {
    const text = value.trim();
    if (text === '' || Number.isNaN(Number(text))) return invalid(type, value);
    return Number(text);
  }
  if (typeof value === 'bigint' || typeof value === 'number' || isDecimal(value)) {
    return asDouble(value);
  }
  return invalid(type, textOf(value));
}

const TRUE = /^(t|tr|tru|true|y|ye|yes|on|1)$/i;
const FALSE = /^(f|fa|fal|fals|false|n|no|of|off|0)$/i;

function toBoolean(value: Exclude<Value, null>): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return value !== 0n;
  const text = textOf(value).trim();
  if (TRUE.test(text)) return true;
  return FALSE.test(text) ? false : invalid(BOOLEAN, textOf(value));
}

function parseTemporal(text: string, family: SqlType['family']): Temporal | undefined {
  const plain = text
    .trim()
    .replace(/\s*(\+00(:?00)?|z|utc)$/i, '')
    .replace('T', ' ');
  if (family === 'time') return parseTime(plain);
  const found = parseDatetime(plain);
  return found === undefined || family === 'datetime' ? found : dateOf(found);
}

function toTemporal(value: Exclude<Value, null>, type: SqlType): Temporal {
  const { family } = type;
  if (isTemporalValue(value)) {
    if (family === value.kind) return value;
    return family === 'date' ? dateOf(value) : temporal('datetime', value.ms, value.digits);
  }
  const text = textOf(value);
  const found = parseTemporal(text, family);
  if (found !== undefined) return found;
  if (!/^\s*\d{4}-\d{1,2}-\d{1,2}/.test(text)) return invalid(type, text);
  throw new SqlFailure(
    pgError('22008', `date/time field value out of range: "${text}"`, {
      hint: /^\s*\d{4}-(1[3-9]|[2-9]\d)/.test(text)
        ? 'Perhaps you need a different "datestyle" setting.'
        : '',
    }),
  );
}

function toText(value: Exclude<Value, null>, type: SqlType, isCast: boolean): string {
  const text = typeof value === 'boolean' ? String(value) : display(value);
  if (type.name === 'uuid' && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) {
    return invalid(type, text);
  }
  if (type.name === 'interval') return spanText(spanOf(text));
  if (type.name.endsWith('[]')) return arrayText(arrayItems(text));
  const characters = [...text];
  if (type.length > 0 && characters.length > type.length) {
    const rest = characters.slice(type.length).join('');
    if (!isCast && rest.trim() !== '') {
      return fail('22001', `value too long for type ${typeText(type)}`);
    }
    return characters.slice(0, type.length).join('');
  }
  return type.name === 'char' ? text.padEnd(type.length) : text;
}

/** A document as text: jsonb has a blank behind each colon and comma. */
export function jsonText(value: unknown, type: SqlType): string {
  if (type.name !== 'jsonb') return JSON.stringify(value);
  if (Array.isArray(value)) {
    return `[${value.map((each) => jsonText(each, type)).join(', ')}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([key, each]) => `${JSON.stringify(key)}: ${jsonText(each, type)}`,
  );
  return `{${members.join(', ')}}`;
}

function toJson(value: Exclude<Value, null>, type: SqlType): string {
  const text = textOf(value);
  try {
    const parsed: unknown = JSON.parse(text);
    return type.name === 'jsonb' ? jsonText(parsed, type) : text;
  } catch {
    return fail('22P02', 'invalid input syntax for type json');
  }
}

function to(value: Value, type: SqlType, isCast: boolean): Value {
  if (value === null) return null;
  switch (type.family) {
    case 'integer':
      return toInteger(value, type);
    case 'decimal':
      return toDecimal(value, type);
    case 'double':
      return toDouble(value, type);
    case 'boolean':
      return toBoolean(value);
    case 'date':
    case 'time':
    case 'datetime':
      return toTemporal(value, type);
    case 'json':
      return toJson(value, type);
    case 'null':
      return value;
    default:
      return toText(value, type, isCast);
  }
}

function store(value: Value, column: Column): Value {
  if (value === null) return null;
  const isText = column.type.family === 'text' || typeof value === 'string';
  const isOther =
    !isText &&
    ((column.type.family === 'boolean' && typeof value !== 'boolean') ||
      (typeof value === 'boolean' && column.type.family !== 'boolean'));
  if (isOther) {
    const is = typeof value === 'boolean' ? 'boolean' : 'integer';
    fail(
      '42804',
      `column "${column.name}" is of type ${typeText(column.type)} but expression is of type ${is}`,
    );
  }
  return to(value, column.type, false);
}

const NUMERIC = decimalType(1000, 16);

/** How PostgreSQL calculates, compares and converts. */
export const PG_SEMANTICS: Semantics = {
  compareText(a, b) {
    const [x, y] = [a.toLowerCase(), b.toLowerCase()];
    if (x !== y) return x < y ? -1 : 1;
    return a === b ? 0 : a > b ? -1 : 1;
  },
  textKey: (text) => text,
  numberOfText(text) {
    const found = parseDecimal(text.trim());
    if (found !== undefined) return found.scale === 0 ? found.unscaled : found;
    return invalid(typeOf('integer', 'int'), text);
  },
  numberOfTemporal: (value) => (value !== null && isTemporalValue(value) ? BigInt(value.ms) : 0n),
  temporalOfText: (text, type) => parseTemporal(text, type.family) ?? invalid(type, text),
  dividesIntegers: true,
  divisionDigits: 16,
  divisionByZero: () => fail('22012', 'division by zero'),
  countsDays: true,
  wholeLiteral,
  wholeResult,
  wholeLimits,
  overflow: (type) => fail('22003', `${type} out of range`),
  withinCalendar(value) {
    if (value.kind === 'time' || isMoment(value.ms)) return value;
    return fail('22008', `${value.kind === 'date' ? 'date' : 'timestamp'} out of range`);
  },
  textTooLong: () => fail('54000', 'requested length too large'),
  nullsFirst: false,
  ordersByKey: false,
  booleanType: BOOLEAN,
  truth: (value) => value,
  literalOf: (value) => ({ value, type: BOOLEAN }),
  sumType(type) {
    if (type.family === 'double') return DOUBLE;
    if (type.family === 'integer' && type.name !== 'bigint') return INTEGER;
    return decimalType(1000, type.scale);
  },
  averageType: (type) => (type.family === 'double' ? DOUBLE : NUMERIC),
  store,
  isStrict: () => true,
  instead(error) {
    throw new SqlFailure(error);
  },
  comparedWith: (text) => text,
  cast: (value, type) => to(value, type, true),
  checksGroups: () => true,
  usesAliases: false,
  assignsInOrder: false,
  collated: () => PG_SEMANTICS,
  fitsRecursion: false,
  requiresAllValues: false,
  requiresDefaults: false,
  display: (value) => (typeof value === 'boolean' ? String(value) : display(value)),
};
