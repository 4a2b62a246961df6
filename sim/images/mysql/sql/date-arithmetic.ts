import {
  type Argument,
  addInterval,
  type Env,
  type FunctionSpec,
  isTemporalValue,
  parseDatetime,
  parseTime,
  scalar,
  type Temporal,
  temporal,
  temporalText,
  text,
  UNITS_MS,
  VARCHAR,
  whole,
} from '../../../sql/index.ts';
import { momentOf, spanOf } from './moments.ts';

const DAY_MS = 86_400_000;

/** Whole units between two moments. */
export function difference(unit: string, from: Temporal, to: Temporal): bigint {
  const size = UNITS_MS.get(unit);
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
export const moved = (sign: 1 | -1): FunctionSpec =>
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
export const isDayOnly = (env: Env, value: Argument): boolean =>
  !isTemporalValue(value) && !text(env, value).includes(':');

/** ADDDATE and SUBDATE with a number of days. */
export const daysLater = (sign: 1 | -1): FunctionSpec =>
  scalar({ least: 2, most: 2, nulls: 'always', type: VARCHAR }, ([a, days], env) => {
    const moment = momentOf(env, a as Argument);
    if (moment === undefined) return null;
    const later = moment.ms + sign * whole(env, days as Argument) * DAY_MS;
    const kind = isDayOnly(env, a as Argument) ? 'date' : moment.kind;
    const { withinCalendar } = env.dialect.semantics;
    const kept = withinCalendar(temporal(kind, later, moment.digits), env.warn);
    return kept && temporalText(kept);
  });
