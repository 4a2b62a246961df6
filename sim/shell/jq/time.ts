import { formatDate } from '../dates.ts';
import { describe, fail, isArray, type Json } from './values.ts';

const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';

/** Seconds since 1970 as year, month from 0, day, hour, minute, second, weekday, day of year. */
export function brokenDown(value: Json, name: string): Json {
  if (typeof value !== 'number') return fail(`${name}() requires numeric inputs`);
  const date = new Date(Math.floor(value) * 1000);
  const year = date.getUTCFullYear();
  const seconds = date.getUTCSeconds() + (value - Math.floor(value));
  const dayOfYear = Math.floor((date.getTime() - Date.UTC(year, 0, 1)) / 86_400_000);
  return [
    year,
    date.getUTCMonth(),
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    seconds,
    date.getUTCDay(),
    dayOfYear,
  ];
}

/** Seconds since 1970 of a broken down time. */
export function makeTime(value: Json, name = 'mktime'): number {
  if (!isArray(value)) return fail('mktime requires array inputs');
  const numbers = value.filter((one) => typeof one === 'number');
  if (numbers.length < 6) return fail(`${name} requires parsed datetime inputs`);
  const [year = 0, month = 0, day = 1, hour = 0, minute = 0, second = 0] = numbers;
  return Math.floor(Date.UTC(year, month, day, hour, minute, Math.floor(second)) / 1000);
}

export function formatTime(value: Json, format: Json): string {
  if (typeof format !== 'string') return fail('strftime/1 requires a string format');
  if (typeof value !== 'number' && !isArray(value)) {
    return fail('strftime/1 requires parsed datetime inputs');
  }
  const seconds = typeof value === 'number' ? Math.floor(value) : makeTime(value, 'strftime/1');
  return formatDate(format, seconds * 1000);
}

const FIELDS: Readonly<Record<string, string>> = {
  Y: '(?<Y>[-+]?\\d{1,4})',
  m: '(?<m>\\d{1,2})',
  d: '(?<d>\\d{1,2})',
  e: ' ?(?<d>\\d{1,2})',
  H: '(?<H>\\d{1,2})',
  M: '(?<M>\\d{1,2})',
  S: '(?<S>\\d{1,2})',
  y: '(?<y>\\d{2})',
  b: '(?<b>[A-Za-z]{3})[a-z]*',
  B: '(?<b>[A-Za-z]{3})[a-z]*',
  a: '[A-Za-z]+',
  A: '[A-Za-z]+',
  Z: '[A-Za-z]+',
  z: '(?<z>[-+]\\d{2}:?\\d{2}|Z)',
  j: '\\d{1,3}',
  s: '(?<s>\\d+)',
  n: '\\s*',
  t: '\\s*',
  '%': '%',
};

/** `strptime`: a broken down time. */
export function parseTime(value: Json, format: Json): Json {
  if (typeof value !== 'string') {
    return fail(`strptime/1 requires string inputs and arguments`);
  }
  if (typeof format !== 'string') return fail(`${describe(format)} is not a string`);
  const full = format
    .replaceAll('%T', '%H:%M:%S')
    .replaceAll('%F', '%Y-%m-%d')
    .replaceAll('%D', '%m/%d/%y')
    .replaceAll('%R', '%H:%M');
  const source = full.replace(/%(.)|\s+|[\\^$.*+?()[\]{}|]/g, (whole, letter) => {
    if (letter !== undefined) return FIELDS[letter] ?? '[^]*?';
    return /^\s/.test(whole) ? '\\s*' : `\\${whole}`;
  });
  const found = new RegExp(`^${source}$`).exec(value)?.groups;
  if (found === undefined) return fail(`date "${value}" does not match format "${format}"`);
  if (found.s !== undefined) return brokenDown(Number(found.s), 'gmtime');
  const month =
    found.b === undefined ? Number(found.m ?? 1) - 1 : MONTHS.indexOf(found.b.toLowerCase()) / 3;
  const short = Number(found.y ?? 70);
  const year = found.Y === undefined ? short + (short < 69 ? 2000 : 1900) : Number(found.Y);
  const [day, hour, minute, second] = [found.d ?? 1, found.H ?? 0, found.M ?? 0, found.S ?? 0];
  const atMs = Date.UTC(year, month, Number(day), Number(hour), Number(minute), Number(second));
  return brokenDown(atMs / 1000, 'gmtime');
}
