import {
  dateOf,
  decimal,
  isTemporalValue,
  parseDatetime,
  parseDecimal,
  parseTime,
  type SqlType,
  type Temporal,
  temporal,
  textOf,
  type Value,
  type Warn,
} from '../../../sql/index.ts';

/** A number at the start of a text. */
export const NUMBER_AT_START = /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(\s*)(.*)$/s;

/** The number that a text begins with, and 0 where it begins with none. */
export function numberOfText(text: string, warn: Warn): Value {
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
export function numberOfTemporal(value: Value): Value {
  if (!isTemporalValue(value)) return 0n;
  const digits = textOf(value).replace(/[-: ]/g, '');
  const parsed = parseDecimal(digits) ?? decimal(0n, 0);
  const signed =
    value.kind === 'time' && value.ms < 0 ? decimal(-parsed.unscaled, parsed.scale) : parsed;
  return signed.scale === 0 ? signed.unscaled : signed;
}

/** A time with no more digits of seconds than its type has. */
export function rounded({ kind, ms }: Temporal, digits: number): Temporal {
  const unit = 1000 / 10 ** digits;
  return temporal(kind, Math.round(ms / unit) * unit, digits);
}

/** A day, a time or both from a text; undefined where it is none. */
export function parseTemporal(text: string, family: SqlType['family']): Temporal | undefined {
  if (family === 'time') return parseTime(text) ?? timeOfDatetime(parseDatetime(text));
  const found = parseDatetime(text);
  return found === undefined || family === 'datetime' ? found : dateOf(found);
}

const DAY_MS = 86_400_000;
const timeOfDatetime = (value: Temporal | undefined): Temporal | undefined =>
  value && temporal('time', ((value.ms % DAY_MS) + DAY_MS) % DAY_MS, value.digits);

/** What was given as a day or a time of some kind; undefined where it is none. */
export function asTemporal(
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

/** What a text is as bits: `b'101'` is read as the text of that byte. */
export const wholeOfBytes = (text: string): bigint =>
  [...text].reduce((whole, c) => whole * 256n + BigInt(c.charCodeAt(0) & 255), 0n);

/** 838:59:59 */
export const LONGEST_TIME_MS = 3_020_399_000;
