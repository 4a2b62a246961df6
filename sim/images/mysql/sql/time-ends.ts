import {
  type Env,
  largeWhole,
  SqlFailure,
  type Temporal,
  temporal,
  ZERO_DATE_MS,
} from '../../../sql/index.ts';
import { mysqlError } from './errors.ts';

// Where MySQL's days, times and periods end.

const DAY_MS = 86_400_000;
const pad = (value: number): string => String(value).padStart(2, '0');

/** `202405` as a number of months. */
export const monthsOf = (period: number, how: 'add' | 'diff'): number => {
  const [year, month] = [Math.floor(period / 100), period % 100];
  if (period <= 0 || period > Number.MAX_SAFE_INTEGER || month < 1 || month > 12) {
    throw new SqlFailure(mysqlError(1210, 'HY000', `Incorrect arguments to period_${how}`));
  }
  return (year < 100 ? year + (year < 70 ? 2000 : 1900) : year) * 12 + month - 1;
};
/** A number of months as a period. */
export const periodOf = (months: number): bigint => {
  const rest = ((months % 12) + 12) % 12;
  return largeWhole(Math.floor(months / 12) * 100 + rest + 1);
};

/** The days of FROM_DAYS that are none, and those behind the year 9999, are the day 0. */
export const dayOfNumber = (days: number): Temporal =>
  temporal('date', days < 366 || days > 3_652_424 ? ZERO_DATE_MS : (days - 719_528) * DAY_MS);

/** Behind this second of 3001 UNIX times end. */
export const END_OF_EPOCH_S = 32_536_771_200;
/** 838:59:59 */
const LONGEST_TIME_S = 3_020_399;

/** A time of so many seconds; the longest there is, with a warning, where that is too long. */
export function shortTime(env: Env, length: number, shown: string): Temporal {
  if (Math.abs(length) <= LONGEST_TIME_S) return temporal('time', length * 1000);
  env.warn('Warning', 1292, `Truncated incorrect time value: '${shown}'`);
  return temporal('time', Math.sign(length) * LONGEST_TIME_S * 1000);
}

/** MAKETIME; null for minutes or seconds that are none. */
export function madeTime(env: Env, [h = 0, m = 0, s = 0]: readonly number[]): Temporal | null {
  if (m < 0 || m > 59 || s < 0 || s > 59) return null;
  const length = Math.abs(h) * 3600 + m * 60 + s;
  const sign = h < 0 ? '-' : '';
  const shown = `${sign}${pad(Math.abs(h))}:${pad(m)}:${pad(s)}`;
  return shortTime(env, h < 0 ? -length : length, shown);
}
