import { dayMs, lookup, type Temporal, temporal } from '../../../sql/index.ts';
import { DAYS, dayOfYear, MONTHS, weekOf, yearWeekOf } from './date-parts.ts';

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

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

/** DATE_FORMAT and TIME_FORMAT. */
export const formatted = ({ ms }: Temporal, format: string): string => {
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

/** STR_TO_DATE; undefined where the text is not as the format has it. */
export function parsedBy(given: string, format: string): Temporal | undefined {
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
