import { ownAt } from '../../../kernel/index.ts';
import {
  decimalType,
  type FunctionSpec,
  isTemporalValue,
  parseDecimal,
  SqlFailure,
  type SqlType,
  scalar,
  text,
  textOf,
  typeOf,
  type Value,
} from '../../../sql/index.ts';
import { pgError } from './errors.ts';
import { isInterval, type Span, spanOf } from './intervals.ts';
import { parsedTime } from './times.ts';
import { typeText } from './types.ts';

const DAY_MS = 86_400_000;

/** Each name of a unit by the one that is asked for here. Models deltatktbl and datetktbl. */
const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    microseconds: 'us usec usecs usecond useconds microsecon microsecond',
    milliseconds: 'ms msec msecs mseconds millisecon millisecond msecond',
    second: 's sec secs seconds',
    minute: 'm min mins minutes',
    hour: 'h hr hrs hours',
    day: 'd days',
    week: 'w weeks',
    month: 'mon mons months',
    quarter: 'qtr',
    year: 'y yr yrs years',
    decade: 'dec decs decades',
    century: 'c cent centuries',
    millennium: 'mil mils millennia',
    julian: 'j jd',
    timezone_hour: 'timezone_h',
    timezone_minute: 'timezone_m',
    ...{ epoch: '', dow: '', isodow: '', doy: '', isoyear: '', timezone: '' },
  }).flatMap(([unit, others]) => [unit, ...others.split(' ')].map((name) => [name, unit])),
);

const startOfYear = (year: number): number => new Date(0).setUTCFullYear(year, 0, 1);
/** From Monday, 1, to Sunday, 7. */
const isoDay = (ms: number): number => ((new Date(ms).getUTCDay() + 6) % 7) + 1;

/** The ISO year of a day and its week in it: the year that has the Thursday of its week. */
export function isoWeek(ms: number): { year: number; week: number } {
  const thursday = ms + (4 - isoDay(ms)) * DAY_MS;
  const year = new Date(thursday).getUTCFullYear();
  return { year, week: Math.floor((thursday - startOfYear(year)) / DAY_MS / 7) + 1 };
}

/** A count of ms as the decimal of a unit of `unitMs`, with the digits that the server shows. */
const fixed = (ms: number, unitMs: number, digits: number): string => (ms / unitMs).toFixed(digits);
/** Centuries and millennia begin with year 1. */
const eraOf = (year: number, years: number): number => Math.floor((year + years - 1) / years);

const withinDay = (ms: number): number => ((ms % DAY_MS) + DAY_MS) % DAY_MS;

type Parts<Of> = Readonly<Record<string, (of: Of) => number | string>>;

const OF_TIME: Parts<number> = {
  microseconds: (ms) => (ms % 60_000) * 1000,
  milliseconds: (ms) => fixed(ms % 60_000, 1, 3),
  second: (ms) => fixed(ms % 60_000, 1000, 6),
  minute: (ms) => Math.floor(ms / 60_000) % 60,
  hour: (ms) => Math.floor(ms / 3_600_000),
};
const OF_CLOCK: Parts<number> = { ...OF_TIME, epoch: (ms) => fixed(ms, 1000, 6) };
const yearOf = (ms: number): number => new Date(ms).getUTCFullYear();
const OF_DATE: Parts<number> = {
  day: (ms) => new Date(ms).getUTCDate(),
  month: (ms) => new Date(ms).getUTCMonth() + 1,
  quarter: (ms) => Math.floor(new Date(ms).getUTCMonth() / 3) + 1,
  year: yearOf,
  decade: (ms) => Math.floor(yearOf(ms) / 10),
  century: (ms) => eraOf(yearOf(ms), 100),
  millennium: (ms) => eraOf(yearOf(ms), 1000),
  dow: (ms) => new Date(ms).getUTCDay(),
  isodow: isoDay,
  doy: (ms) => Math.floor((ms - startOfYear(yearOf(ms))) / DAY_MS) + 1,
  week: (ms) => isoWeek(ms).week,
  isoyear: (ms) => isoWeek(ms).year,
  epoch: (ms) => Math.floor(ms / 1000),
  julian: (ms) => Math.floor(ms / DAY_MS) + 2_440_588,
};
const OF_TIMESTAMP: Parts<number> = {
  ...OF_DATE,
  ...Object.fromEntries(
    Object.entries(OF_TIME).map(([unit, part]) => [unit, (ms: number) => part(withinDay(ms))]),
  ),
  epoch: (ms) => fixed(ms, 1000, 6),
  julian: (ms) => (ms / DAY_MS + 2_440_587.5 + 0.5).toFixed(20),
};
/** Clocks of this server go by UTC. */
const OF_ZONED: Parts<number> = {
  ...OF_TIMESTAMP,
  ...{ timezone: () => 0, timezone_hour: () => 0, timezone_minute: () => 0 },
};
const yearsOf = ({ months }: Span): number => Math.trunc(months / 12);
const OF_INTERVAL: Parts<Span> = {
  microseconds: ({ ms }) => (ms % 60_000) * 1000,
  milliseconds: ({ ms }) => fixed(ms % 60_000, 1, 3),
  second: ({ ms }) => fixed(ms % 60_000, 1000, 6),
  minute: ({ ms }) => Math.trunc(ms / 60_000) % 60,
  hour: ({ ms }) => Math.trunc(ms / 3_600_000),
  day: ({ days }) => days,
  month: ({ months }) => months % 12,
  quarter: ({ months }) => Math.trunc((months % 12) / 3) + 1,
  year: yearsOf,
  decade: (span) => Math.trunc(yearsOf(span) / 10),
  century: (span) => Math.trunc(yearsOf(span) / 100),
  millennium: (span) => Math.trunc(yearsOf(span) / 1000),
  epoch: (span) =>
    fixed(
      // A year has a quarter of a day more than 365; a month that is left has 30 days.
      (yearsOf(span) * 365.25 + (span.months % 12) * 30 + span.days) * DAY_MS + span.ms,
      1000,
      6,
    ),
};

/** The part of a value under a unit's name, by the type of the value; fails for another name. */
function partOf(name: string, value: Exclude<Value, null>, type: SqlType): number | string {
  const unit = NAMES.get(name.toLowerCase());
  const part = <Of>(parts: Parts<Of>, of: () => Of): number | string => {
    const compute = unit === undefined ? undefined : ownAt(parts, unit);
    if (compute !== undefined) return compute(of());
    const how = unit === undefined ? 'recognized' : 'supported';
    const message = `unit "${name.toLowerCase()}" not ${how} for type ${typeText(type)}`;
    throw new SqlFailure(pgError(unit === undefined ? '22023' : '0A000', message));
  };
  const ms = (): number => (isTemporalValue(value) ? value.ms : parsedTime(textOf(value)));
  if (isInterval(type)) return part(OF_INTERVAL, () => spanOf(value));
  if (type.family === 'time') return part(OF_CLOCK, ms);
  if (type.family === 'date') return part(OF_DATE, ms);
  return part(type.name === 'timestamp' ? OF_TIMESTAMP : OF_ZONED, ms);
}

const TIMESTAMP = typeOf('datetime', 'timestamp', { scale: 6 });
const ZONED = typeOf('datetime', 'timestamptz', { scale: 6 });
/** The type by which a value has its parts: a text is taken for an instant. */
const timeType = (type: SqlType | undefined): SqlType => {
  if (type === undefined) return ZONED;
  if (isInterval(type) || type.family === 'date' || type.family === 'time') return type;
  return type.family === 'datetime' && type.name !== 'timestamptz' ? TIMESTAMP : ZONED;
};

/** `extract(year from …)`. Models timestamp_part_common, extract_date, time_part_common. */
export const extract: FunctionSpec = scalar(
  { least: 2, most: 2, nulls: 'as arguments', type: decimalType(1000, 0) },
  ([unit = '', value = ''], env, [, type]) =>
    parseDecimal(String(partOf(text(env, unit), value, timeType(type)))) ?? null,
);

/** `date_part('year', …)`: a double, and a day is the midnight that begins it. */
export const datePart: FunctionSpec = scalar(
  { least: 2, most: 2, nulls: 'as arguments', type: typeOf('double', 'double precision') },
  ([unit = '', value = ''], env, [, type]) => {
    const of = type?.family === 'date' ? TIMESTAMP : timeType(type);
    return Number(partOf(text(env, unit), value, of));
  },
);
