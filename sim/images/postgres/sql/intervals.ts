import {
  bound,
  type FunctionSpec,
  isTemporalValue,
  ORDER_TESTS,
  SqlFailure,
  type SqlType,
  special,
  type Temporal,
  temporal,
  textOf,
  typeOf,
  type Value,
} from '../../../sql/index.ts';
import { pgError } from './errors.ts';
import { parsedTime } from './times.ts';

/** Spans of time are kept as the text that shows them. */
export const INTERVAL = typeOf('text', 'interval');
export const isInterval = ({ name }: SqlType): boolean => name === 'interval';

/** A span: months, days and time are counted apart. */
export interface Span {
  readonly months: number;
  readonly days: number;
  readonly ms: number;
}

const DAY_MS = 86_400_000;
const SECOND = ['ms', 1000] as const;
const UNITS: ReadonlyMap<string, readonly [part: keyof Span, factor: number]> = new Map(
  Object.entries({
    year: ['months', 12],
    yr: ['months', 12],
    y: ['months', 12],
    month: ['months', 1],
    mon: ['months', 1],
    week: ['days', 7],
    w: ['days', 7],
    day: ['days', 1],
    d: ['days', 1],
    hour: ['ms', 3_600_000],
    hr: ['ms', 3_600_000],
    h: ['ms', 3_600_000],
    minute: ['ms', 60_000],
    min: ['ms', 60_000],
    m: ['ms', 60_000],
    second: SECOND,
    sec: SECOND,
    s: SECOND,
    millisecond: ['ms', 1],
    decade: ['months', 120],
    century: ['months', 1200],
  } as const),
);

const CLOCK = /^([+-]?)(\d+):(\d+)(?::(\d+(?:\.\d+)?))?$/;

/** Reads a span; undefined for what is none. Models interval_in. */
export function parseSpan(text: string): Span | undefined {
  const sum = { months: 0, days: 0, ms: 0 };
  const words = text
    .trim()
    .toLowerCase()
    .replace(/([\d.])(?=[a-z])/g, '$1 ')
    .split(/\s+/);
  const isAgo = words.at(-1) === 'ago';
  if (isAgo) words.pop();
  if (words[0] === '@') words.shift();
  if (words.length === 0 || words[0] === '') return undefined;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    const clock = CLOCK.exec(word);
    if (clock !== null) {
      const [, sign, hours, minutes, seconds = '0'] = clock;
      const ms = (Number(hours) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1000;
      sum.ms += sign === '-' ? -ms : ms;
      continue;
    }
    const amount = Number(word);
    if (Number.isNaN(amount)) return undefined;
    const unit = words[++i];
    const known =
      unit === undefined ? SECOND : (UNITS.get(unit.replace(/s$/, '')) ?? UNITS.get(unit));
    if (known === undefined) return undefined;
    const [part, factor] = known;
    const value = amount * factor;
    const whole = part === 'ms' ? value : Math.trunc(value);
    sum[part] += whole;
    // What is left of a day is time, what is left of a month are days.
    if (part === 'days') sum.ms += Math.round((value - whole) * DAY_MS);
    if (part === 'months') sum.days += Math.trunc((value - whole) * 30);
  }
  return isAgo ? negated(sum) : sum;
}

const negated = ({ months, days, ms }: Span): Span => ({
  months: months === 0 ? 0 : -months,
  days: days === 0 ? 0 : -days,
  ms: ms === 0 ? 0 : -ms,
});

const two = (value: number): string => String(value).padStart(2, '0');
const counted = (value: number, unit: string): string =>
  `${value} ${unit}${value === 1 ? '' : 's'}`;

/** A span as the server shows it. Models EncodeInterval of the style `postgres`. */
export function spanText({ months, days, ms }: Span): string {
  const years = Math.trunc(months / 12);
  const rest = months % 12;
  const parts: string[] = [];
  if (years !== 0) parts.push(counted(years, 'year'));
  if (rest !== 0) parts.push(counted(rest, 'mon'));
  if (days !== 0) parts.push(counted(days, 'day'));
  if (ms !== 0 || parts.length === 0) {
    const span = Math.abs(ms);
    const seconds = Math.floor(span / 1000);
    const fraction = span % 1000 === 0 ? '' : `.${String(span % 1000).padStart(3, '0')}`;
    const shown = fraction.replace(/0+$/, '');
    const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}`;
    parts.push(`${ms < 0 ? '-' : ''}${clock}:${two(seconds % 60)}${shown}`);
  }
  return parts.join(' ');
}

/** A text as a span, or the server's error. */
export function spanOf(value: Exclude<Value, null>): Span {
  const text = textOf(value);
  const found = parseSpan(text);
  if (found !== undefined) return found;
  throw new SqlFailure(pgError('22007', `invalid input syntax for type interval: "${text}"`));
}

const plus = (a: Span, b: Span, sign: 1 | -1): Span => ({
  months: a.months + sign * b.months,
  days: a.days + sign * b.days,
  ms: a.ms + sign * b.ms,
});

/** An instant moved by a span: months first, with the last day of a shorter month. */
function moved(ms: number, { months, days, ms: time }: Span, sign: 1 | -1): number {
  const date = new Date(ms);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + sign * months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime() + sign * (days * DAY_MS + time);
}

/** How long a span is for comparisons: months have 30 days. */
const lengthOf = ({ months, days, ms }: Span): number => (months * 30 + days) * DAY_MS + ms;

/** Between two instants: whole days and what is left. */
const between = (ms: number): Span => ({
  months: 0,
  days: Math.trunc(ms / DAY_MS),
  ms: ms % DAY_MS,
});

const temporalOf = (value: Exclude<Value, null>): Temporal =>
  isTemporalValue(value) ? value : temporal('datetime', parsedTime(textOf(value)), 0);

type Present = Exclude<Value, null>;

/** An operator that is null when an operand is. */
const operation = (type: SqlType, compute: (a: Present, b: Present) => Value): FunctionSpec =>
  special(2, 2, ([a, b]) =>
    bound(type, true, (frame) => {
      const [left, right] = [a?.eval(frame) ?? null, b?.eval(frame) ?? null];
      return left === null || right === null ? null : compute(left, right);
    }),
  );

const timeType = ({ family, name }: SqlType): SqlType =>
  family === 'date'
    ? typeOf('datetime', 'timestamp', { scale: 6 })
    : typeOf(family, name, { scale: 6 });

function movedTime(value: Present, span: Span, sign: 1 | -1): Value {
  const { kind, ms } = temporalOf(value);
  if (kind === 'time') {
    return temporal('time', (((ms + sign * span.ms) % DAY_MS) + DAY_MS) % DAY_MS, 0);
  }
  const next = moved(ms, span, sign);
  return temporal('datetime', next, next % 1000 === 0 ? 0 : 3);
}

const BOOLEAN = typeOf('boolean', 'boolean');
const isTime = ({ family }: SqlType): boolean =>
  family === 'date' || family === 'datetime' || family === 'time';

/** Operators between times and spans; undefined for those that everybody has. */
export function intervalOperator(
  operator: string,
  a: SqlType,
  b: SqlType,
): FunctionSpec | undefined {
  const sign = operator === '-' ? -1 : 1;
  const isSum = operator === '+' || operator === '-';
  if (isTime(a) && isInterval(b) && isSum) {
    return operation(timeType(a), (time, span) => movedTime(time, spanOf(span), sign));
  }
  if (isInterval(a) && isTime(b) && operator === '+') {
    return operation(timeType(b), (span, time) => movedTime(time, spanOf(span), 1));
  }
  if (a.family === 'datetime' && isTime(b) && operator === '-') {
    return operation(INTERVAL, (left, right) =>
      spanText(between(temporalOf(left).ms - temporalOf(right).ms)),
    );
  }
  if (!isInterval(a) && !isInterval(b)) return undefined;
  if (isSum) {
    return operation(INTERVAL, (left, right) => spanText(plus(spanOf(left), spanOf(right), sign)));
  }
  if (operator === '*' || operator === '/') {
    return operation(INTERVAL, (left, right) => {
      const [span, by] = isInterval(a) ? [left, right] : [right, left];
      const factor = operator === '/' ? 1 / Number(textOf(by)) : Number(textOf(by));
      const { months, days, ms } = spanOf(span);
      const parts = [`${months * factor} mon`, `${days * factor} day`, `${(ms * factor) / 1000} s`];
      return spanText(parseSpan(parts.join(' ')) ?? { months: 0, days: 0, ms: 0 });
    });
  }
  const test = ORDER_TESTS[operator];
  if (test === undefined) return undefined;
  return operation(BOOLEAN, (left, right) =>
    test(Math.sign(lengthOf(spanOf(left)) - lengthOf(spanOf(right)))),
  );
}

/** `age(later, earlier)`: years, months and days as a person counts them. Models timestamp_age. */
function ageOf(later: number, earlier: number): Span {
  if (later < earlier) return negated(ageOf(earlier, later));
  const [a, b] = [new Date(later), new Date(earlier)];
  let months = (a.getUTCFullYear() - b.getUTCFullYear()) * 12 + a.getUTCMonth() - b.getUTCMonth();
  let days = a.getUTCDate() - b.getUTCDate();
  let ms = (later % DAY_MS) - (earlier % DAY_MS);
  if (ms < 0) {
    ms += DAY_MS;
    days--;
  }
  if (days < 0) {
    days += new Date(Date.UTC(b.getUTCFullYear(), b.getUTCMonth() + 1, 0)).getUTCDate();
    months--;
  }
  return { months, days, ms };
}

/** Functions on spans. */
export const INTERVAL_FUNCTIONS: readonly (readonly [string, FunctionSpec])[] = [
  [
    'age',
    special(1, 2, ([a, b], env) =>
      bound(INTERVAL, true, (frame) => {
        const today = Math.floor(env.nowEpochMs / DAY_MS) * DAY_MS;
        const first = a?.eval(frame) ?? null;
        if (first === null) return null;
        const ms = temporalOf(first).ms;
        if (b === undefined) return spanText(ageOf(today, ms));
        const second = b.eval(frame);
        return second === null ? null : spanText(ageOf(ms, temporalOf(second).ms));
      }),
    ),
  ],
  [
    'justify_hours',
    special(1, 1, ([a]) =>
      bound(INTERVAL, true, (frame) => {
        const value = a?.eval(frame) ?? null;
        if (value === null) return null;
        const { months, days, ms } = spanOf(value);
        return spanText({ months, days: days + Math.trunc(ms / DAY_MS), ms: ms % DAY_MS });
      }),
    ),
  ],
  [
    'justify_days',
    special(1, 1, ([a]) =>
      bound(INTERVAL, true, (frame) => {
        const value = a?.eval(frame) ?? null;
        if (value === null) return null;
        const { months, days, ms } = spanOf(value);
        return spanText({ months: months + Math.trunc(days / 30), days: days % 30, ms });
      }),
    ),
  ],
];
