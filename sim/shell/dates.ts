import { UTC, type Zone } from './zones.ts';

export const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

export const DAY_MS = 86_400_000;
const two = (value: number): string => String(value).padStart(2, '0');

function isoWeek(date: Date): { year: number; week: number } {
  const day = date.getUTCDay() === 0 ? 7 : date.getUTCDay();
  const thursday = new Date(date.getTime() + (4 - day) * DAY_MS);
  const year = thursday.getUTCFullYear();
  const first = Date.UTC(year, 0, 1);
  return { year, week: Math.floor((thursday.getTime() - first) / DAY_MS / 7) + 1 };
}

/** `%z` with so many colons before the letter. */
function zoneText(ms: number, colons: number): string {
  const sign = ms < 0 ? '-' : '+';
  const [hours, minutes] = [Math.trunc(Math.abs(ms) / 3_600_000), (Math.abs(ms) / 60_000) % 60];
  if (colons === 0) return sign + two(hours) + two(minutes);
  if (colons === 3) return sign + two(hours) + (minutes === 0 ? '' : `:${two(minutes)}`);
  return `${sign}${two(hours)}:${two(minutes)}${colons === 2 ? ':00' : ''}`;
}

/** A field with a width of its own. */
function widened(text: string, letter: string, flag: string, size: number): string {
  if (flag === '-') return text;
  const isNumber = /^[ \d]\d*$/.test(text);
  const usual = isNumber && !/[ekl]/.test(letter) ? '0' : ' ';
  const fill = flag === '_' ? ' ' : flag === '0' ? '0' : usual;
  return (isNumber ? text.replace(/^[0 ]+(?=\d)/, '') : text).padStart(size, fill);
}

/** strftime in the C locale, with GNU's flags `-`, `_`, `0`, `^`, `#`. */
export function formatDate(format: string, epochMs: number, zone: Zone = UTC): string {
  const offset = zone(epochMs);
  const date = new Date(epochMs + offset.ms);
  const year = date.getUTCFullYear();
  const dayOfYear = Math.floor((date.getTime() - Date.UTC(year, 0, 1)) / DAY_MS) + 1;
  const weekday = date.getUTCDay();
  const hour12 = date.getUTCHours() % 12 === 0 ? 12 : date.getUTCHours() % 12;
  const nanoseconds = String(Math.round((((epochMs % 1000) + 1000) % 1000) * 1000) * 1000).padStart(
    9,
    '0',
  );
  const number = (value: number, width: number, flag: string, usual = '0'): string => {
    const fill = flag === '-' ? '' : flag === '_' ? ' ' : flag === '0' ? '0' : usual;
    return fill === '' ? String(value) : String(value).padStart(width, fill);
  };
  const fields: Readonly<Record<string, (flag: string) => string>> = {
    Y: () => String(year),
    C: () => two(Math.floor(year / 100)),
    y: (flag) => number(year % 100, 2, flag),
    m: (flag) => number(date.getUTCMonth() + 1, 2, flag),
    d: (flag) => number(date.getUTCDate(), 2, flag),
    e: (flag) => number(date.getUTCDate(), 2, flag, ' '),
    H: (flag) => number(date.getUTCHours(), 2, flag),
    k: (flag) => number(date.getUTCHours(), 2, flag, ' '),
    I: (flag) => number(hour12, 2, flag),
    l: (flag) => number(hour12, 2, flag, ' '),
    M: (flag) => number(date.getUTCMinutes(), 2, flag),
    S: (flag) => number(date.getUTCSeconds(), 2, flag),
    N: () => nanoseconds,
    s: () => String(Math.floor(epochMs / 1000)),
    p: () => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
    P: () => (date.getUTCHours() < 12 ? 'am' : 'pm'),
    a: () => (DAYS[weekday] ?? '').slice(0, 3),
    A: () => DAYS[weekday] ?? '',
    b: () => (MONTHS[date.getUTCMonth()] ?? '').slice(0, 3),
    h: () => (MONTHS[date.getUTCMonth()] ?? '').slice(0, 3),
    B: () => MONTHS[date.getUTCMonth()] ?? '',
    j: (flag) => number(dayOfYear, 3, flag),
    u: () => String(weekday === 0 ? 7 : weekday),
    w: () => String(weekday),
    U: (flag) => number(Math.floor((dayOfYear + 6 - weekday) / 7), 2, flag),
    W: (flag) => number(Math.floor((dayOfYear + 6 - ((weekday + 6) % 7)) / 7), 2, flag),
    V: (flag) => number(isoWeek(date).week, 2, flag),
    G: () => String(isoWeek(date).year),
    g: (flag) => number(isoWeek(date).year % 100, 2, flag),
    q: () => String(Math.floor(date.getUTCMonth() / 3) + 1),
    D: () => formatDate('%m/%d/%y', epochMs, zone),
    x: () => formatDate('%m/%d/%y', epochMs, zone),
    F: () => formatDate('%Y-%m-%d', epochMs, zone),
    T: () => formatDate('%H:%M:%S', epochMs, zone),
    X: () => formatDate('%H:%M:%S', epochMs, zone),
    R: () => formatDate('%H:%M', epochMs, zone),
    r: () => formatDate('%I:%M:%S %p', epochMs, zone),
    c: () => formatDate('%a %b %e %H:%M:%S %Y', epochMs, zone),
    Z: () => offset.name,
    z: () => zoneText(offset.ms, 0),
    n: () => '\n',
    t: () => '\t',
    '%': () => '%',
  };
  const one = (letter: string, flag: string): string =>
    Object.hasOwn(fields, letter) ? (fields[letter]?.(flag) ?? '') : `%${flag}${letter}`;
  return format.replace(
    /%(:*)([-_0^#+]?)(\d*)(?:E(?=[cCxXyY])|O(?=[deHImMSuUVwWy]))?([A-Za-z%])/g,
    (whole, colons: string, flag: string, size: string, letter: string) => {
      if (colons !== '') return letter === 'z' ? zoneText(offset.ms, colons.length) : whole;
      let text = one(letter, flag);
      if (letter === 'N' && size !== '') text = text.slice(0, Number(size));
      else if (size !== '') text = widened(text, letter, flag, Number(size));
      if (flag === '#') return /[Zp]/.test(letter) ? text.toLowerCase() : text.toUpperCase();
      return flag === '^' ? text.toUpperCase() : text;
    },
  );
}
