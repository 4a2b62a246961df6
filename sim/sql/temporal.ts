import { lookup } from './lookup.ts';

/** A day, a time of day (or a span), or both; without a time zone. */
export interface Temporal {
  readonly kind: 'date' | 'time' | 'datetime';
  /** Since 1970 as if in UTC; for a time, since midnight, and it may be negative. */
  readonly ms: number;
  /** Digits behind the second that are shown. */
  readonly digits: number;
}

export const temporal = (kind: Temporal['kind'], ms: number, digits = 0): Temporal => ({
  kind,
  ms,
  digits,
});

/** `0000-00-00`, which is no day: what comes out when month 0 and day 0 are counted back. */
export const ZERO_DATE_MS = new Date(0).setUTCFullYear(-1, 10, 30);

const DAY_MS = 86_400_000;
const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

function fraction(ms: number, digits: number): string {
  if (digits === 0) return '';
  const micros = Math.round((((ms % 1000) + 1000) % 1000) * 1000);
  return `.${pad(micros, 6).slice(0, digits)}`;
}

function timeText({ ms, digits }: Temporal): string {
  const span = Math.abs(ms);
  const seconds = Math.floor(span / 1000);
  const sign = ms < 0 ? '-' : '';
  const minutes = Math.floor(seconds / 60);
  const clock = `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}:${pad(seconds % 60)}`;
  return `${sign}${clock}${fraction(span, digits)}`;
}

/** `2026-11-25`, `10:00:00` or `2026-11-25 10:00:00`. */
export function temporalText(value: Temporal): string {
  if (value.kind === 'time') return timeText(value);
  if (value.ms === ZERO_DATE_MS) {
    const clock = value.kind === 'date' ? '' : ` 00:00:00${fraction(0, value.digits)}`;
    return `0000-00-00${clock}`;
  }
  const date = new Date(value.ms);
  const year = pad(date.getUTCFullYear(), 4);
  const day = `${year}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;
  if (value.kind === 'date') return day;
  const clock = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map((n) => pad(n));
  return `${day} ${clock.join(':')}${fraction(value.ms, value.digits)}`;
}

/** Midnight of a day; undefined for a day that does not exist. */
export function dayMs(year: number, month: number, day: number): number | undefined {
  const ms = new Date(0).setUTCFullYear(year, month - 1, day);
  const date = new Date(ms);
  const isSame = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isSame && month >= 1 && day >= 1 ? ms : undefined;
}

function clockMs(text: string): number | undefined {
  const match = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,9}))?)?$/.exec(text);
  if (match === null) return undefined;
  const [, hours = '0', minutes = '0', seconds = '0', part = ''] = match;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return whole * 1000 + Math.round(Number(`0.${part || '0'}`) * 1e6) / 1000;
}

const digitsOf = (text: string): number => Math.min(6, /\.(\d+)$/.exec(text)?.[1]?.length ?? 0);

/** Reads `2026-11-25`, with a time behind it or without; undefined for anything else. */
export function parseDatetime(text: string): Temporal | undefined {
  const trimmed = text.trim();
  const compact = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?$/.exec(trimmed);
  const usual = compact
    ? [
        `${compact[1]}-${compact[2]}-${compact[3]}`,
        compact[4] === undefined ? '' : ` ${compact[4]}:${compact[5]}:${compact[6]}`,
      ].join('')
    : trimmed;
  const match =
    /^(\d{2,4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\s*(.*?))?(?:Z|[+]00(?::?00)?)?$/.exec(usual);
  if (match === null) return undefined;
  const [, year = '', month = '', day = '', clock = ''] = match;
  const full = year.length === 2 ? Number(year) + (Number(year) < 70 ? 2000 : 1900) : Number(year);
  const midnight = dayMs(full, Number(month), Number(day));
  const time = clock === '' ? 0 : clockMs(clock);
  if (midnight === undefined || time === undefined) return undefined;
  return temporal('datetime', midnight + time, digitsOf(clock));
}

/** Reads `[-][days ]hours:minutes[:seconds]`; undefined for anything else. */
export function parseTime(text: string): Temporal | undefined {
  const match = /^(-?)(?:(\d+) )?(\d{1,3}):(\d{1,2})(?::(\d{1,2})(\.\d{1,6})?)?$/.exec(text.trim());
  if (match === null) return undefined;
  const [, sign = '', days = '0', hours = '0', minutes = '0', seconds = '0', part = ''] = match;
  if (Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const whole = (Number(days) * 24 + Number(hours)) * 3600 + Number(minutes) * 60 + Number(seconds);
  const ms = whole * 1000 + Number(`0${part || '.0'}`) * 1000;
  return temporal('time', sign === '-' ? -ms : ms, digitsOf(part));
}

/** The midnight before. */
export const dateOf = ({ ms }: Temporal): Temporal =>
  temporal('date', Math.floor(ms / DAY_MS) * DAY_MS);

/** More are in no calendar. */
const MOST_YEARS = 250_000;
const MONTHS = lookup({ MONTH: 1, QUARTER: 3, YEAR: 12 });
/** How long the units are that are always as long, in milliseconds. */
export const UNITS_MS = lookup({
  MICROSECOND: 0.001,
  SECOND: 1000,
  MINUTE: 60_000,
  HOUR: 3_600_000,
  DAY: DAY_MS,
  WEEK: 7 * DAY_MS,
});

/** Whether JavaScript has the moment: some 270,000 years before and after 1970. */
export const isMoment = (ms: number): boolean => Math.abs(ms) <= 8.64e15;

/** Adds an interval; a day that the new month lacks becomes its last. */
export function addInterval(value: Temporal, amount: number, unit: string): Temporal | undefined {
  const months = MONTHS.get(unit);
  if (months === undefined) {
    const size = UNITS_MS.get(unit);
    if (size === undefined) return undefined;
    const isClock = value.kind === 'date' && size < DAY_MS;
    return temporal(isClock ? 'datetime' : value.kind, value.ms + amount * size, value.digits);
  }
  const date = new Date(value.ms);
  const years = Math.abs(amount * months) / 12;
  if (years > MOST_YEARS) return temporal(value.kind, Number.POSITIVE_INFINITY, value.digits);
  const month = date.getUTCMonth() + Math.round(amount) * months;
  const last = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const day = Math.min(date.getUTCDate(), last);
  const moved =
    Date.UTC(date.getUTCFullYear(), month, day) + (((value.ms % DAY_MS) + DAY_MS) % DAY_MS);
  return temporal(value.kind, moved, value.digits);
}
