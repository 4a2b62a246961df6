import { lookup } from '../../../sql/index.ts';

const DAY_MS = 86_400_000;

/** The days of a week, in English. */
export const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** The months of a year, in English. */
export const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'],
  ...['October', 'November', 'December'],
];

/** The number of a day in its year, from 1. */
export const dayOfYear = (date: Date): number =>
  Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY_MS) + 1;

/**
 * A week with its year, by one of MySQL's eight modes: whether weeks begin on Monday (1), whether
 * they are counted from 1 to 53 (2), and whether the first one has a first day (4), in place of
 * four days; for Sundays the last is the other way round. Models WEEK() of MySQL's manual.
 */
export function yearWeekOf(
  date: Date,
  mode: number,
): { readonly year: number; readonly week: number } {
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
export const weekOf = (date: Date, mode: number): number => yearWeekOf(date, mode).week;

/** What EXTRACT gives, by unit. */
export const EXTRACTS = lookup<(date: Date) => number>({
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
