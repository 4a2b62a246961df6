import {
  type FunctionSpec,
  isTemporalValue,
  parseDatetime,
  SqlFailure,
  type SqlType,
  scalar,
  temporal,
  text,
  textOf,
  typeOf,
} from '../../../sql/index.ts';
import { pgError } from './errors.ts';
import { typeText } from './types.ts';

const DAY_MS = 86_400_000;
const UNITS_MS: ReadonlyMap<string, number> = new Map([
  ['microsecond', 1],
  ['millisecond', 1],
  ['second', 1_000],
  ['minute', 60_000],
  ['hour', 3_600_000],
  ['day', DAY_MS],
]);

/** The start of the unit that holds an instant; undefined for a unit that is none. */
function startOf(unit: string, ms: number): number | undefined {
  const length = UNITS_MS.get(unit);
  if (length !== undefined) return Math.floor(ms / length) * length;
  const date = new Date(ms);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (unit) {
    case 'week': {
      const day = Math.floor(ms / DAY_MS);
      return (day - ((date.getUTCDay() + 6) % 7)) * DAY_MS;
    }
    case 'month':
      return Date.UTC(year, month);
    case 'quarter':
      return Date.UTC(year, month - (month % 3));
    case 'year':
      return Date.UTC(year, 0);
    case 'decade':
      return Date.UTC(year - (year % 10), 0);
    case 'century':
      return Date.UTC(Math.floor((year - 1) / 100) * 100 + 1, 0);
    case 'millennium':
      return Date.UTC(Math.floor((year - 1) / 1000) * 1000 + 1, 0);
    default:
      return undefined;
  }
}

/** The instant of a text; fails for one that is none. */
export function parsedTime(text: string): number {
  const ms = Date.parse(`${text.trim().replace(' ', 'T')}${/\d:\d/.test(text) ? 'Z' : ''}`);
  if (!Number.isNaN(ms)) return ms;
  const found = parseDatetime(text.replace(/\s*(\+00(:?00)?|z|utc)$/i, ''));
  if (found !== undefined) return found.ms;
  const message = `invalid input syntax for type timestamp with time zone: "${text}"`;
  throw new SqlFailure(pgError('22007', message));
}

const zoned = typeOf('datetime', 'timestamptz', { scale: 6 });
const zoneless = typeOf('datetime', 'timestamp', { scale: 6 });
const typeOfTruncated = ([, type]: readonly SqlType[]): SqlType =>
  type?.family === 'datetime' && type.name !== 'timestamptz' ? zoneless : zoned;

/** `date_trunc(unit, time)`. Models timestamp_trunc and timestamptz_trunc. */
export const dateTrunc: FunctionSpec = scalar(
  { least: 2, most: 2, nulls: 'as arguments', type: typeOfTruncated },
  ([unit = '', value = ''], env, types) => {
    const ms = isTemporalValue(value) ? value.ms : parsedTime(textOf(value));
    const name = text(env, unit).toLowerCase();
    const start = startOf(name, ms) ?? startOf(name.replace(/s$/, ''), ms);
    if (start !== undefined) return temporal('datetime', start, 3);
    const type = typeText(typeOfTruncated(types));
    throw new SqlFailure(pgError('22023', `unit "${name}" not recognized for type ${type}`));
  },
);
