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
  lookup,
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
import { mysqlError } from './errors.ts';
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
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'],
  ...['October', 'November', 'December'],
];
const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

/** A moment from what was given; undefined, with a warning, for what is none. */
function momentOf(env: Env, value: Argument): Temporal | undefined {
  if (isTemporalValue(value)) {
    return value.kind === 'time'
      ? temporal('datetime', midnight(env) + value.ms, value.digits)
      : value;
  }
  const found = parseDatetime(text(env, value));
  if (found === undefined) {
    env.warn('Warning', 1292, `Incorrect datetime value: '${text(env, value)}'`);
  }
  return found;
}

const midnight = (env: Env): number => Math.floor(env.nowEpochMs / DAY_MS) * DAY_MS;
const seconds = (ms: number): number => Math.floor(ms / 1000) * 1000;

function spanOf(env: Env, value: Argument): Temporal | undefined {
  if (isTemporalValue(value)) {
    return value.kind === 'time'
      ? value
      : temporal('time', ((value.ms % DAY_MS) + DAY_MS) % DAY_MS, value.digits);
  }
  const given = text(env, value);
  const moment = parseDatetime(given);
  return (
    parseTime(given) ??
    (moment && temporal('time', ((moment.ms % DAY_MS) + DAY_MS) % DAY_MS, moment.digits))
  );
}

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

const dayOfYear = (date: Date): number =>
  Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY_MS) + 1;

/**
 * A week with its year, by one of MySQL's eight modes: whether weeks begin on Monday (1), whether
 * they are counted from 1 to 53 (2), and whether the first one has a first day (4), in place of
 * four days; for Sundays the last is the other way round. Models WEEK() of MySQL's manual.
 */
function yearWeekOf(date: Date, mode: number): { readonly year: number; readonly week: number } {
  const beginsOnMonday = (mode & 1) !== 0;
  const isCounted = (mode & 2) !== 0;
  const byFirstDay = ((mode & 4) !== 0) === beginsOnMonday;
  const year = date.getUTCFullYear();
  const dayOf = (of: number): number =>
    (new Date(Date.UTC(of, 0, 1)).getUTCDay() - (beginsOnMonday ? 1 : 0) + 7) % 7;
  /** Days from the first of January to the first day of week 1; below 0 when that is before. */
  const startOf = (of: number): number => {
    const day = dayOf(of);
    if (byFirstDay) return day === 0 ? 0 : 7 - day;
    return day <= 3 ? -day : 7 - day;
  };
  const days = dayOfYear(date) - 1;
  if (days < startOf(year)) {
    return isCounted ? yearWeekOf(new Date(Date.UTC(year - 1, 11, 31)), mode) : { year, week: 0 };
  }
  const length = dayOfYear(new Date(Date.UTC(year, 11, 31)));
  if (isCounted && days >= length + startOf(year + 1)) return { year: year + 1, week: 1 };
  return { year, week: Math.floor((days - startOf(year)) / 7) + 1 };
}

/** The week of a year, by mode. */
const weekOf = (date: Date, mode: number): number => yearWeekOf(date, mode).week;

const suffix = (day: number): string =>
  day % 10 === 1 && day !== 11
    ? 'st'
    : day % 10 === 2 && day !== 12
      ? 'nd'
      : day % 10 === 3 && day !== 13
        ? 'rd'
        : 'th';

const FORMATS = lookup<(date: Date, ms: number) => string>({
  Y: (d) => pad(d.getUTCFullYear(), 4),
  y: (d) => pad(d.getUTCFullYear() % 100),
  m: (d) => pad(d.getUTCMonth() + 1),
  c: (d) => String(d.getUTCMonth() + 1),
  d: (d) => pad(d.getUTCDate()),
  e: (d) => String(d.getUTCDate()),
  D: (d) => `${d.getUTCDate()}${suffix(d.getUTCDate())}`,
  H: (d) => pad(d.getUTCHours()),
  k: (d) => String(d.getUTCHours()),
  h: (d) => pad(d.getUTCHours() % 12 || 12),
  I: (d) => pad(d.getUTCHours() % 12 || 12),
  l: (d) => String(d.getUTCHours() % 12 || 12),
  i: (d) => pad(d.getUTCMinutes()),
  s: (d) => pad(d.getUTCSeconds()),
  S: (d) => pad(d.getUTCSeconds()),
  f: (_d, ms) => pad(Math.round((ms % 1000) * 1000), 6),
  p: (d) => (d.getUTCHours() < 12 ? 'AM' : 'PM'),
  W: (d) => DAYS[d.getUTCDay()] ?? '',
  a: (d) => (DAYS[d.getUTCDay()] ?? '').slice(0, 3),
  w: (d) => String(d.getUTCDay()),
  M: (d) => MONTHS[d.getUTCMonth()] ?? '',
  b: (d) => (MONTHS[d.getUTCMonth()] ?? '').slice(0, 3),
  j: (d) => pad(dayOfYear(d), 3),
  U: (d) => pad(weekOf(d, 0)),
  u: (d) => pad(weekOf(d, 1)),
  V: (d) => pad(weekOf(d, 2)),
  v: (d) => pad(weekOf(d, 3)),
  X: (d) => pad(yearWeekOf(d, 2).year, 4),
  x: (d) => pad(yearWeekOf(d, 3).year, 4),
  T: (d) => [d.getUTCHours(), d.getUTCMinutes(), d.getUTCSeconds()].map((n) => pad(n)).join(':'),
  r: (d) => {
    const time = [d.getUTCHours() % 12 || 12, d.getUTCMinutes(), d.getUTCSeconds()];
    return `${time.map((n) => pad(n)).join(':')} ${d.getUTCHours() < 12 ? 'AM' : 'PM'}`;
  },
});

const formatted = ({ ms }: Temporal, format: string): string => {
  const date = new Date(ms);
  return format.replace(
    /%(.)/gs,
    (_all, letter: string) => FORMATS.get(letter)?.(date, ms) ?? letter,
  );
};

const PATTERNS = lookup<readonly [pattern: string, field: string]>({
  Y: ['(\\d{4})', 'year'],
  m: ['(\\d{1,2})', 'month'],
  c: ['(\\d{1,2})', 'month'],
  d: ['(\\d{1,2})', 'day'],
  e: ['(\\d{1,2})', 'day'],
  H: ['(\\d{1,2})', 'hour'],
  k: ['(\\d{1,2})', 'hour'],
  i: ['(\\d{1,2})', 'minute'],
  s: ['(\\d{1,2})', 'second'],
  S: ['(\\d{1,2})', 'second'],
});

function parsedBy(given: string, format: string): Temporal | undefined {
  const fields: string[] = [];
  const pattern = format.replace(/%(.)|[\\^$.*+?()[\]{}|]/gs, (all, letter?: string) => {
    const known = letter === undefined ? undefined : PATTERNS.get(letter);
    if (known === undefined) return letter ?? `\\${all}`;
    fields.push(known[1]);
    return known[0];
  });
  const match = new RegExp(`^${pattern}`).exec(given);
  if (match === null) return undefined;
  const of = (name: string): number => {
    const at = fields.indexOf(name);
    return at < 0 ? 0 : Number(match[at + 1] ?? 0);
  };
  const day = dayMs(of('year'), of('month'), of('day'));
  const span = ((of('hour') * 60 + of('minute')) * 60 + of('second')) * 1000;
  if (!fields.includes('year')) return temporal('time', span);
  if (day === undefined) return undefined;
  return fields.includes('hour') ? temporal('datetime', day + span) : temporal('date', day);
}

const EXTRACTS = lookup<(date: Date) => number>({
  YEAR: (d) => d.getUTCFullYear(),
  QUARTER: (d) => Math.floor(d.getUTCMonth() / 3) + 1,
  MONTH: (d) => d.getUTCMonth() + 1,
  WEEK: (d) => weekOf(d, 0),
  DAY: (d) => d.getUTCDate(),
  HOUR: (d) => d.getUTCHours(),
  MINUTE: (d) => d.getUTCMinutes(),
  SECOND: (d) => d.getUTCSeconds(),
  MICROSECOND: (d) => d.getUTCMilliseconds() * 1000,
  YEAR_MONTH: (d) => d.getUTCFullYear() * 100 + d.getUTCMonth() + 1,
});

/** Whole units between two moments. */
function difference(unit: string, from: Temporal, to: Temporal): bigint {
  const sizes = lookup({
    MICROSECOND: 0.001,
    SECOND: 1000,
    MINUTE: 60_000,
    HOUR: 3_600_000,
    DAY: DAY_MS,
    WEEK: 7 * DAY_MS,
  });
  const size = sizes.get(unit);
  if (size !== undefined) return BigInt(Math.trunc((to.ms - from.ms) / size));
  const [a, b] = [new Date(from.ms), new Date(to.ms)];
  let months = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
  const moved = addInterval(from, months, 'MONTH')?.ms ?? 0;
  if (months > 0 && moved > to.ms) months--;
  if (months < 0 && moved < to.ms) months++;
  const per = unit === 'YEAR' ? 12 : unit === 'QUARTER' ? 3 : 1;
  return BigInt(Math.trunc(months / per));
}

/** ADDTIME and SUBTIME: a moment or a time, moved by a time; what was text stays text. */
const moved = (sign: 1 | -1): FunctionSpec =>
  scalar({ least: 2, most: 2, nulls: 'always', type: VARCHAR }, ([a, b], env) => {
    const by = spanOf(env, b as Argument);
    const given = a as Argument;
    const from = isTemporalValue(given)
      ? given
      : (parseTime(text(env, given)) ?? parseDatetime(text(env, given)));
    if (by === undefined || from === undefined) return null;
    return temporalText(temporal(from.kind, from.ms + sign * by.ms, from.digits));
  });

/** Whether a text is a day without a time. */
const isDayOnly = (env: Env, value: Argument): boolean =>
  !isTemporalValue(value) && !text(env, value).includes(':');

/** ADDDATE and SUBDATE with a number of days. */
const daysLater = (sign: 1 | -1): FunctionSpec =>
  scalar({ least: 2, most: 2, nulls: 'always', type: VARCHAR }, ([a, days], env) => {
    const moment = momentOf(env, a as Argument);
    if (moment === undefined) return null;
    const later = moment.ms + sign * whole(env, days as Argument) * DAY_MS;
    const kind = isDayOnly(env, a as Argument) ? 'date' : moment.kind;
    const { withinCalendar } = env.dialect.semantics;
    const kept = withinCalendar(temporal(kind, later, moment.digits), env.warn);
    return kept && temporalText(kept);
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
