import {
  type Argument,
  type Env,
  isTemporalValue,
  parseDatetime,
  parseTime,
  type Temporal,
  temporal,
  text,
} from '../../../sql/index.ts';

const DAY_MS = 86_400_000;

/** A moment from what was given; undefined, with a warning, for what is none. */
export function momentOf(env: Env, value: Argument): Temporal | undefined {
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

/** The start of today. */
export const midnight = (env: Env): number => Math.floor(env.nowEpochMs / DAY_MS) * DAY_MS;

/** Milliseconds, cut to whole seconds. */
export const seconds = (ms: number): number => Math.floor(ms / 1000) * 1000;

/** A time from what was given; undefined where it is none. */
export function spanOf(env: Env, value: Argument): Temporal | undefined {
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
