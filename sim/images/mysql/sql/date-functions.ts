import {
  type Argument,
  addInterval,
  bound,
  dateOf,
  dayMs,
  double,
  type Env,
  type FunctionSpec,
  INT,
  isTemporalValue,
  parseDatetime,
  parseTime,
  SqlFailure,
  type SqlType,
  scalar,
  special,
  type Temporal,
  temporal,
  temporalText,
  text,
  typeOf,
  VARCHAR,
  type Value,
  whole,
} from '../../../sql/index.ts';
import { daysLater, difference, isDayOnly, moved } from './date-arithmetic.ts';
import { formatted, parsedBy } from './date-formats.ts';
import { DAYS, dayOfYear, EXTRACTS, MONTHS, weekOf, yearWeekOf } from './date-parts.ts';
import { mysqlError } from './errors.ts';
import { midnight, momentOf, seconds, spanOf } from './moments.ts';
import {
  dayOfNumber,
  END_OF_EPOCH_S,
  madeTime,
  monthsOf,
  periodOf,
  shortTime,
} from './time-ends.ts';

const DATETIME = typeOf('datetime', 'datetime');
const DATE = typeOf('date', 'date');
const TIME = typeOf('time', 'time');
const DAY_MS = 86_400_000;

const ofMoment = (
  type: SqlType,
  compute: (moment: Temporal, env: Env, rest: readonly Argument[]) => Value,
  most = 1,
  least = 1,
): FunctionSpec =>
  scalar({ least, most, nulls: 'always', type }, ([value, ...rest], env) => {
    const moment = momentOf(env, value as Argument);
    return moment === undefined ? null : compute(moment, env, rest);
  });
const part = (pick: (date: Date) => number): FunctionSpec =>
  ofMoment(INT, ({ ms }) => BigInt(pick(new Date(ms))));
const clock = (pick: (span: Temporal) => number): FunctionSpec =>
  scalar({ least: 1, most: 1, nulls: 'always', type: INT }, ([value], env) => {
    const span = spanOf(env, value as Argument);
    return span === undefined ? null : BigInt(pick(span));
  });

/** Digits behind the second. */
const MOST_DIGITS = 6;

const now = (kind: 'datetime' | 'date' | 'time', name: string): FunctionSpec =>
  special(0, kind === 'date' ? 0 : 1, ([digitsArg], env) => {
    const given = digitsArg?.eval({ row: [], aggregates: [], outer: undefined }) ?? null;
    const digits = given === null ? 0 : Math.max(0, whole(env, given));
    if (digits > MOST_DIGITS) {
      const text = `Too-big precision ${digits} specified for '${name}'. Maximum is 6.`;
      throw new SqlFailure(mysqlError(1426, '42000', text));
    }
    const unit = 1000 / 10 ** digits;
    const ms = Math.floor(env.nowEpochMs / unit) * unit;
    const value =
      kind === 'date'
        ? dateOf(temporal('date', ms))
        : temporal(kind, kind === 'time' ? ms - midnight(env) : ms, digits);
    const type = kind === 'date' ? DATE : { ...(kind === 'time' ? TIME : DATETIME), scale: digits };
    return bound(type, false, () => value);
  });

/** MySQL's functions of days and times. */
export const DATE_FUNCTIONS: Readonly<Record<string, FunctionSpec>> = {
  now: now('datetime', 'now'),
  current_timestamp: now('datetime', 'now'),
  localtime: now('datetime', 'now'),
  localtimestamp: now('datetime', 'now'),
  sysdate: now('datetime', 'sysdate'),
  utc_timestamp: now('datetime', 'utc_timestamp'),
  curdate: now('date', 'curdate'),
  current_date: now('date', 'current_date'),
  utc_date: now('date', 'utc_date'),
  curtime: now('time', 'curtime'),
  current_time: now('time', 'curtime'),
  utc_time: now('time', 'utc_time'),
  date: ofMoment(DATE, dateOf),
  time: scalar(
    { least: 1, most: 1, nulls: 'always', type: TIME },
    ([value], env) => spanOf(env, value as Argument) ?? null,
  ),
  timestamp: ofMoment(DATETIME, ({ ms, digits }) => temporal('datetime', ms, digits)),
  year: part((d) => d.getUTCFullYear()),
  quarter: part((d) => Math.floor(d.getUTCMonth() / 3) + 1),
  month: part((d) => d.getUTCMonth() + 1),
  day: part((d) => d.getUTCDate()),
  dayofmonth: part((d) => d.getUTCDate()),
  dayofweek: part((d) => d.getUTCDay() + 1),
  weekday: part((d) => (d.getUTCDay() + 6) % 7),
  dayofyear: part(dayOfYear),
  week: ofMoment(
    INT,
    ({ ms }, env, [mode]) =>
      BigInt(weekOf(new Date(ms), mode === undefined ? 0 : whole(env, mode))),
    2,
  ),
  yearweek: ofMoment(
    INT,
    ({ ms }, env, [mode]) => {
      const counted = (mode === undefined ? 0 : whole(env, mode)) | 2;
      const { year, week } = yearWeekOf(new Date(ms), counted);
      return BigInt(year * 100 + week);
    },
    2,
  ),
  weekofyear: part((d) => weekOf(d, 3)),
  hour: clock(({ ms }) => Math.floor(Math.abs(ms) / 3_600_000)),
  minute: clock(({ ms }) => Math.floor(Math.abs(ms) / 60_000) % 60),
  second: clock(({ ms }) => Math.floor(Math.abs(ms) / 1000) % 60),
  microsecond: clock(({ ms }) => Math.round((Math.abs(ms) % 1000) * 1000) % 1_000_000),
  dayname: ofMoment(VARCHAR, ({ ms }) => DAYS[new Date(ms).getUTCDay()] ?? null),
  monthname: ofMoment(VARCHAR, ({ ms }) => MONTHS[new Date(ms).getUTCMonth()] ?? null),
  last_day: ofMoment(DATE, ({ ms }) => {
    const date = new Date(ms);
    return temporal('date', Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0));
  }),
  to_seconds: ofMoment(INT, ({ ms }) => BigInt(Math.floor(ms / 1000) + 719_528 * 86_400)),
  to_days: ofMoment(INT, ({ ms }) => BigInt(Math.floor(ms / DAY_MS) + 719_528)),
  from_days: scalar({ least: 1, most: 1, nulls: 'always', type: DATE }, ([days], env) =>
    dayOfNumber(whole(env, days as Argument)),
  ),
  date_format: ofMoment(
    VARCHAR,
    (moment, env, [format]) => formatted(moment, text(env, format as Argument)),
    2,
    2,
  ),
  time_format: scalar(
    { least: 2, most: 2, nulls: 'always', type: VARCHAR },
    ([value, format], env) => {
      const span = spanOf(env, value as Argument);
      return span === undefined ? null : formatted(span, text(env, format as Argument));
    },
  ),
  str_to_date: scalar(
    { least: 2, most: 2, nulls: 'always', type: DATETIME },
    ([value, format], env) =>
      parsedBy(text(env, value as Argument), text(env, format as Argument)) ?? null,
  ),
  datediff: scalar({ least: 2, most: 2, nulls: 'always', type: INT }, ([a, b], env) => {
    const [from, to] = [momentOf(env, b as Argument), momentOf(env, a as Argument)];
    if (from === undefined || to === undefined) return null;
    return BigInt(Math.floor(to.ms / DAY_MS) - Math.floor(from.ms / DAY_MS));
  }),
  timediff: scalar({ least: 2, most: 2, nulls: 'always', type: TIME }, ([a, b]) => {
    const [left, right] = [a, b].map((value) => {
      const given = value as Argument;
      return typeof given === 'string'
        ? (parseTime(given) ?? parseDatetime(given))
        : spanOrMoment(given);
    });
    return left === undefined || right === undefined ? null : temporal('time', left.ms - right.ms);
  }),
  timestampdiff: scalar({ least: 3, most: 3, nulls: 'always', type: INT }, ([unit, a, b], env) => {
    const [from, to] = [momentOf(env, a as Argument), momentOf(env, b as Argument)];
    if (from === undefined || to === undefined) return null;
    return difference(text(env, unit as Argument), from, to);
  }),
  timestampadd: scalar(
    { least: 3, most: 3, nulls: 'always', type: VARCHAR },
    ([unit, count, value], env) => {
      const given = momentOf(env, value as Argument);
      if (given === undefined) return null;
      const moment = isDayOnly(env, value as Argument) ? dateOf(given) : given;
      const by = double(env, count as Argument);
      const later = addInterval(moment, by, text(env, unit as Argument));
      const kept = later && env.dialect.semantics.withinCalendar(later, env.warn);
      return kept ? temporalText(kept) : null;
    },
  ),
  extract: scalar({ least: 2, most: 2, nulls: 'always', type: INT }, ([unit, value], env) => {
    const moment = momentOf(env, value as Argument);
    const pick = EXTRACTS.get(text(env, unit as Argument));
    return moment === undefined || pick === undefined ? null : BigInt(pick(new Date(moment.ms)));
  }),
  unix_timestamp: scalar(
    { least: 0, most: 1, nulls: 'as arguments', type: INT },
    ([value], env) => {
      if (value === undefined) return BigInt(Math.floor(env.nowEpochMs / 1000));
      const moment = momentOf(env, value);
      return moment === undefined ? 0n : BigInt(Math.floor(moment.ms / 1000));
    },
  ),
  from_unixtime: scalar(
    { least: 1, most: 2, nulls: 'always', type: DATETIME },
    ([value, format], env) => {
      const epoch = double(env, value as Argument);
      if (epoch < 0 || epoch >= END_OF_EPOCH_S) return null;
      const moment = temporal('datetime', seconds(epoch * 1000));
      return format === undefined ? moment : formatted(moment, text(env, format));
    },
  ),
  maketime: scalar({ least: 3, most: 3, nulls: 'always', type: TIME }, ([h, m, s], env) =>
    madeTime(
      env,
      [h, m, s].map((part) => whole(env, part as Argument)),
    ),
  ),
  sec_to_time: scalar({ least: 1, most: 1, nulls: 'always', type: TIME }, ([value], env) =>
    shortTime(env, whole(env, value as Argument), text(env, value as Argument)),
  ),
  period_add: scalar({ least: 2, most: 2, nulls: 'always', type: INT }, ([a, months], env) =>
    periodOf(monthsOf(whole(env, a as Argument), 'add') + whole(env, months as Argument)),
  ),
  period_diff: scalar({ least: 2, most: 2, nulls: 'always', type: INT }, ([a, b], env) =>
    BigInt(
      monthsOf(whole(env, a as Argument), 'diff') - monthsOf(whole(env, b as Argument), 'diff'),
    ),
  ),
  makedate: scalar({ least: 2, most: 2, nulls: 'always', type: DATE }, ([year, day], env) => {
    const count = whole(env, day as Argument);
    const given = whole(env, year as Argument);
    if (count < 1 || given < 0 || given > 9999) return null;
    const start = dayMs(given < 100 ? given + (given < 70 ? 2000 : 1900) : given, 1, 1) ?? 0;
    const made = temporal('date', start + (count - 1) * DAY_MS);
    return env.dialect.semantics.withinCalendar(made, () => undefined);
  }),
  addtime: moved(1),
  subtime: moved(-1),
  adddate: daysLater(1),
  subdate: daysLater(-1),
  convert_tz: scalar(
    { least: 3, most: 3, nulls: 'always', type: DATETIME },
    ([a, from, to], env) => {
      const moment = momentOf(env, a as Argument);
      const [before, after] = [from, to].map((zone) => zoneMs(text(env, zone as Argument)));
      if (moment === undefined || before === undefined || after === undefined) return null;
      return temporal('datetime', moment.ms - before + after, moment.digits);
    },
  ),
  time_to_sec: clock(({ ms }) => Math.floor(ms / 1000)),
};

const spanOrMoment = (value: Argument): Temporal | undefined =>
  isTemporalValue(value) ? value : undefined;

/** `+02:00` in milliseconds; undefined for names, which need tables that a server does not have. */
function zoneMs(zone: string): number | undefined {
  const match = /^([+-])(\d{1,2}):(\d\d)$/.exec(zone);
  if (match === null) return /^(utc|system)$/i.test(zone) ? 0 : undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return (match[1] === '-' ? -1 : 1) * minutes * 60_000;
}

/** `2026-11-25 10:00:00` of an instant. */
export const instantText = (epochMs: number): string =>
  temporalText(temporal('datetime', seconds(epochMs)));
