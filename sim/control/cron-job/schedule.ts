import { offsetMs } from './time-zone.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** A schedule that has no time within this has none. Models robfig/cron's five years. */
const HORIZON_MS = 5 * 366 * DAY_MS;

const DESCRIPTORS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const DAYS = 'sun mon tue wed thu fri sat'.split(' ');
const UNITS_MS: Readonly<Record<string, number>> = { h: 3_600_000, m: MINUTE_MS, s: 1000, ms: 1 };

interface Field {
  readonly values: ReadonlySet<number>;
  readonly isAny: boolean;
}

/** When something is due: at times of the calendar, or every so often. */
export type Schedule =
  | { readonly everyMs: number }
  | {
      readonly minute: Field;
      readonly hour: Field;
      readonly day: Field;
      readonly month: Field;
      readonly weekday: Field;
    };

function parseField(text: string, min: number, max: number, names: readonly string[]): Field {
  const values = new Set<number>();
  let isAny = false;
  const numberOf = (word: string): number => {
    const named = names.indexOf(word.toLowerCase());
    return named < 0 ? Number(word) : named + min;
  };
  for (const part of text.split(',')) {
    const [span = '', step] = part.split('/');
    const [low = '', high] = span.split('-');
    const isStar = low === '*' || low === '?';
    isAny ||= isStar && (step === undefined || step === '1');
    const from = isStar ? min : numberOf(low);
    const open = isStar || step !== undefined ? max : from;
    const to = high === undefined ? open : numberOf(high);
    for (let value = from; value <= to; value += Number(step ?? 1)) values.add(value);
  }
  return { values, isAny };
}

/** `1h30m` in milliseconds. */
function durationMs(text: string): number {
  let total = 0;
  for (const [, count = '0', unit = 's'] of text.matchAll(/([\d.]+)(h|ms|m|s)/g)) {
    total += Number(count) * (UNITS_MS[unit] ?? 0);
  }
  return Math.max(1000, Math.floor(total / 1000) * 1000);
}

/** Reads a schedule that the API server has accepted. Models robfig/cron's ParseStandard. */
export function parseSchedule(text: string): Schedule {
  if (text.startsWith('@every ')) return { everyMs: durationMs(text.slice('@every '.length)) };
  const [minute = '*', hour = '*', day = '*', month = '*', weekday = '*'] = (
    DESCRIPTORS[text] ?? text
  )
    .trim()
    .split(/\s+/);
  return {
    minute: parseField(minute, 0, 59, []),
    hour: parseField(hour, 0, 23, []),
    day: parseField(day, 1, 31, []),
    month: parseField(month, 1, 12, MONTHS),
    weekday: parseField(weekday, 0, 6, DAYS),
  };
}

/**
 * The first time of a schedule after an instant, in milliseconds since 1970; undefined when there
 * is none for years. Models SpecSchedule.Next.
 */
export function nextMs(
  schedule: Schedule,
  afterMs: number,
  timeZone: string | undefined,
): number | undefined {
  if ('everyMs' in schedule) {
    return Math.floor(afterMs / 1000) * 1000 + schedule.everyMs;
  }
  const { minute, hour, day, month, weekday } = schedule;
  const isDay = (local: Date): boolean => {
    if (!month.values.has(local.getUTCMonth() + 1)) return false;
    const byDate = day.values.has(local.getUTCDate());
    const byWeekday = weekday.values.has(local.getUTCDay());
    return day.isAny || weekday.isAny ? byDate && byWeekday : byDate || byWeekday;
  };
  let atMs = (Math.floor(afterMs / MINUTE_MS) + 1) * MINUTE_MS;
  while (atMs < afterMs + HORIZON_MS) {
    const local = new Date(atMs + offsetMs(timeZone, atMs));
    const minuteOfDay = local.getUTCHours() * 60 + local.getUTCMinutes();
    if (!isDay(local)) atMs += DAY_MS - minuteOfDay * MINUTE_MS;
    else if (!hour.values.has(local.getUTCHours())) {
      atMs += (60 - local.getUTCMinutes()) * MINUTE_MS;
    } else if (!minute.values.has(local.getUTCMinutes())) atMs += MINUTE_MS;
    else return atMs;
  }
  return undefined;
}
