import { type DateWord, dateWord, type Span } from './date-words.ts';
import { DAY_MS } from './dates.ts';
import { instantOf, UTC, type Zone, zoneOf } from './zones.ts';

type Token =
  | {
      readonly type: 'number';
      readonly digits: number;
      readonly value: number;
      /** With a sign in front, its value has it. */
      readonly isSigned: boolean;
      readonly fraction: number | undefined;
    }
  | { readonly type: 'mark'; readonly text: string }
  | DateWord;

/** The tokens of a date; undefined when a word means nothing. Models `yylex` of gnulib. */
function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  const skip = (behind: string): string => behind.replace(/^(?:\s+|\([^()]*\))+/, '');
  for (let rest = skip(text); rest !== ''; ) {
    const number = /^([+-]?)\s*(\d+)(?:[.,](\d+))?/.exec(rest);
    const word = /^[A-Za-z][A-Za-z.]*/.exec(rest);
    if (number !== null) {
      const [, sign = '', digits = '', fraction] = number;
      tokens.push({
        type: 'number',
        digits: digits.length,
        value: (sign === '-' ? -1 : 1) * Number(digits),
        isSigned: sign !== '',
        fraction: fraction === undefined ? undefined : Number(`0.${fraction}`),
      });
    } else if (word !== null) {
      const meant = dateWord(word[0]);
      if (meant === undefined) return undefined;
      tokens.push(meant);
    } else if (!/^[+-]/.test(rest)) tokens.push({ type: 'mark', text: rest.charAt(0) });
    rest = skip(rest.slice((number ?? word)?.[0].length ?? 1));
  }
  return tokens;
}

interface Year {
  readonly value: number;
  readonly digits: number;
}

/** What was said so far. */
interface Said {
  date?: { year: Year | undefined; readonly month: number; readonly day: number };
  time?: { readonly hour: number; readonly minute: number; readonly second: number };
  weekday?: { readonly day: number; readonly count: number };
  zoneMinutes?: number;
  /** Undefined until a span is named, be it of nothing. */
  span?: Span;
}

/** How many tokens an item took; undefined when there is none, or it is no date. */
type Taken = number | undefined;

const yearOf = (token: Token | undefined): Year | undefined =>
  token?.type === 'number' ? { value: Math.abs(token.value), digits: token.digits } : undefined;

function setDate(said: Said, taken: number, year: Year | undefined, month: number, day: number) {
  if (said.date !== undefined) return undefined;
  said.date = { year, month, day };
  return taken;
}

function setTime(said: Said, taken: number, hour: number, minute = 0, second = 0): Taken {
  if (said.time !== undefined || hour > 23 || minute > 59 || second >= 60) return undefined;
  said.time = { hour, minute, second };
  return taken;
}

function setZone(said: Said, taken: number, minutes: number): Taken {
  if (said.zoneMinutes !== undefined || Math.abs(minutes) > 24 * 60) return undefined;
  said.zoneMinutes = minutes;
  return taken;
}

function addSpan(said: Said, taken: number, count: number, span: Span): number {
  const { months, days, seconds } = said.span ?? { months: 0, days: 0, seconds: 0 };
  said.span = {
    months: months + count * span.months,
    days: days + count * span.days,
    seconds: seconds + count * span.seconds,
  };
  return taken;
}

/** `+2`, `+0200` or `+02:00` at a place: minutes, and how many tokens they take. */
function offsetAt(tokens: readonly Token[], at: number): { minutes: number; taken: number } {
  const [token, colon, more] = tokens.slice(at, at + 3);
  const isWhole = token?.type === 'number' && token.fraction === undefined;
  if (!isWhole || !token.isSigned) return { minutes: 0, taken: 0 };
  const size = Math.abs(token.value);
  const sign = Object.is(Math.sign(token.value), -1) ? -1 : 1;
  if (colon?.type === 'mark' && colon.text === ':' && more?.type === 'number') {
    return { minutes: sign * (size * 60 + more.value), taken: 3 };
  }
  const minutes = token.digits <= 2 ? size * 60 : Math.floor(size / 100) * 60 + (size % 100);
  return { minutes: sign * minutes, taken: 1 };
}

const isMark = (token: Token | undefined, text: string): boolean =>
  token?.type === 'mark' && token.text === text;

/** `10:20`, `10:20:30.5`, each with `am` or a zone behind it. */
function takeClock(said: Said, tokens: readonly Token[], at: number): Taken {
  const [hour, , minute, colon, second] = tokens.slice(at, at + 5);
  if (hour?.type !== 'number' || minute?.type !== 'number') return undefined;
  const hasSeconds = isMark(colon, ':') && second?.type === 'number';
  const seconds = hasSeconds ? second.value + (second.fraction ?? 0) : 0;
  const taken = hasSeconds ? 5 : 3;
  const next = tokens[at + taken];
  if (next?.type === 'meridian') {
    if (hour.value < 1 || hour.value > 12) return undefined;
    const of24 = (hour.value % 12) + (next.isAfternoon ? 12 : 0);
    return setTime(said, taken + 1, of24, minute.value, seconds);
  }
  const offset = offsetAt(tokens, at + taken);
  if (setTime(said, taken, hour.value, minute.value, seconds) === undefined) return undefined;
  return offset.taken === 0 ? taken : setZone(said, taken + offset.taken, offset.minutes);
}

/** A number by itself: a date, the year of one, or a time. */
function takeBare(said: Said, { value, digits }: { value: number; digits: number }): Taken {
  const isYear = said.date !== undefined && said.date.year === undefined && said.span === undefined;
  if (isYear && said.date !== undefined && (said.time !== undefined || digits > 2)) {
    said.date.year = { value, digits };
    return 1;
  }
  if (digits > 4) {
    const year = { value: Math.floor(value / 10_000), digits: digits - 4 };
    return setDate(said, 1, year, (Math.floor(value / 100) % 100) - 1, value % 100);
  }
  if (digits <= 2) return setTime(said, 1, value);
  return setTime(said, 1, Math.floor(value / 100), value % 100);
}

/** An item that begins with a number. */
function takeNumber(said: Said, tokens: readonly Token[], at: number): Taken {
  const [first, second, third, fourth, fifth] = tokens.slice(at, at + 5);
  if (first?.type !== 'number') return undefined;
  if (second?.type === 'unit') {
    const isAgo = third?.type === 'ago';
    const taken = isAgo || third?.type === 'hence' ? 3 : 2;
    // Only seconds have parts.
    if (first.fraction !== undefined && second.span.seconds !== 1) return undefined;
    const count = first.value + (first.fraction ?? 0);
    return addSpan(said, taken, isAgo ? -count : count, second.span);
  }
  if (first.isSigned) return undefined;
  if (isMark(second, ':')) return takeClock(said, tokens, at);
  if (second?.type === 'meridian') {
    if (first.value < 1 || first.value > 12) return undefined;
    return setTime(said, 2, (first.value % 12) + (second.isAfternoon ? 12 : 0));
  }
  if (isMark(second, '/') && third?.type === 'number') {
    const isWhole = isMark(fourth, '/') && fifth?.type === 'number';
    if (!isWhole) return setDate(said, 3, undefined, first.value - 1, third.value);
    if (first.digits >= 4) {
      return setDate(said, 5, yearOf(first), third.value - 1, fifth.value);
    }
    return setDate(said, 5, yearOf(fifth), first.value - 1, third.value);
  }
  const isIso = second?.type === 'number' && second.value < 0;
  if (isIso && third?.type === 'number' && third.value < 0) {
    return setDate(said, 3, yearOf(first), -second.value - 1, -third.value);
  }
  if (second?.type === 'month') {
    const hasYear = third?.type === 'number' && (third.value < 0 || !third.isSigned);
    const year = hasYear ? yearOf(third) : undefined;
    return setDate(said, hasYear ? 3 : 2, year, second.value, first.value);
  }
  if (second?.type === 'day') return setWeekday(said, 2, second.value, first.value);
  return first.fraction === undefined ? takeBare(said, first) : undefined;
}

function setWeekday(said: Said, taken: number, day: number, count: number): Taken {
  if (said.weekday !== undefined) return undefined;
  said.weekday = { day, count };
  return taken;
}

/** An item that begins with a word. */
function takeWord(said: Said, tokens: readonly Token[], at: number): Taken {
  const [first, second, third, fourth] = tokens.slice(at, at + 4);
  switch (first?.type) {
    case 'month': {
      if (second?.type !== 'number') return undefined;
      const day = Math.abs(second.value);
      if (second.isSigned) {
        return third?.type === 'number'
          ? setDate(said, 3, yearOf(third), first.value, day)
          : undefined;
      }
      const isYear = isMark(third, ',') && fourth?.type === 'number';
      return setDate(said, isYear ? 4 : 2, yearOf(isYear ? fourth : undefined), first.value, day);
    }
    case 'day':
      return setWeekday(said, isMark(second, ',') ? 2 : 1, first.value, 0);
    case 'ordinal': {
      if (second?.type === 'day') return setWeekday(said, 2, second.value, first.value);
      if (second?.type !== 'unit') return undefined;
      const isAgo = third?.type === 'ago';
      return addSpan(said, isAgo ? 3 : 2, isAgo ? -first.value : first.value, second.span);
    }
    case 'unit':
      return second?.type === 'ago'
        ? addSpan(said, 2, -1, first.span)
        : addSpan(said, 1, 1, first.span);
    case 'shift':
      return addSpan(said, 1, first.value, { months: 0, days: 1, seconds: 0 });
    case 'zone': {
      const isSpan = second?.type === 'number' && third?.type === 'unit';
      const offset = isSpan ? { minutes: 0, taken: 0 } : offsetAt(tokens, at + 1);
      return setZone(said, 1 + offset.taken, first.value + offset.minutes);
    }
    case 'T':
      return said.date !== undefined && second?.type === 'number' && isMark(third, ':')
        ? 1
        : undefined;
    default:
      return undefined;
  }
}

/** A year of two digits is of the last or this century. */
const wholeYear = ({ value, digits }: Year): number =>
  digits === 2 ? value + (value < 69 ? 2000 : 1900) : value;

/** The instant that was meant. Models the end of `parse_datetime_body` of gnulib. */
function instant(said: Said, nowLocalMs: number, zone: Zone): number | undefined {
  const now = new Date(nowLocalMs);
  const { date, time, weekday, span } = said;
  const isAsNow = span !== undefined && date === undefined && weekday === undefined;
  const year = date?.year === undefined ? now.getUTCFullYear() : wholeYear(date.year);
  const month = date?.month ?? now.getUTCMonth();
  const day = date?.day ?? now.getUTCDate();
  const midnightMs = Date.UTC(year, month, day);
  if (month < 0 || month > 11 || new Date(midnightMs).getUTCDate() !== day) return undefined;
  const sinceMidnight = nowLocalMs - Math.floor(nowLocalMs / DAY_MS) * DAY_MS;
  const clockMs =
    time === undefined
      ? isAsNow
        ? sinceMidnight
        : 0
      : (time.hour * 3600 + time.minute * 60) * 1000 + time.second * 1000;
  let localMs = midnightMs + clockMs;
  const hasZone = said.zoneMinutes !== undefined;
  // What the clocks skip is no time of day.
  if (!hasZone && time !== undefined) {
    const at = instantOf(zone, localMs);
    if (at + zone(at).ms !== localMs) return undefined;
  }
  if (weekday !== undefined && date === undefined) {
    const today = new Date(localMs).getUTCDay();
    const ahead = (weekday.day - today + 7) % 7;
    const weeks = weekday.count - (weekday.count > 0 && ahead !== 0 ? 1 : 0);
    localMs += (ahead + 7 * weeks) * DAY_MS;
  }
  const { months, days, seconds } = span ?? { months: 0, days: 0, seconds: 0 };
  if (months !== 0) {
    const from = new Date(localMs);
    const [y, m, d] = [from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate()];
    localMs += Date.UTC(y, m + months, d) - Date.UTC(y, m, d);
  }
  localMs += Math.trunc(days) * DAY_MS;
  const at = hasZone ? localMs - (said.zoneMinutes ?? 0) * 60_000 : instantOf(zone, localMs);
  return at + seconds * 1000;
}

/**
 * What `date -d TEXT` means; undefined when it means nothing. Models the grammar of
 * `parse-datetime.y` of gnulib.
 */
export function parseDate(text: string, nowEpochMs: number, local: Zone = UTC): number | undefined {
  const named = /^\s*TZ="([^"]*)"\s*/.exec(text);
  const zone = named === null ? local : zoneOf(named[1]);
  const rest = text.slice(named?.[0].length ?? 0);
  const seconds = /^\s*@\s*([+-]?\d+(?:[.,]\d+)?)\s*$/.exec(rest)?.[1];
  if (seconds !== undefined) return Number(seconds.replace(',', '.')) * 1000;
  const tokens = tokensOf(rest);
  if (tokens === undefined) return undefined;
  const said: Said = {};
  for (let at = 0; at < tokens.length; ) {
    const isNumber = tokens[at]?.type === 'number';
    const taken = isNumber ? takeNumber(said, tokens, at) : takeWord(said, tokens, at);
    if (taken === undefined) return undefined;
    at += taken;
  }
  return instant(said, nowEpochMs + zone(nowEpochMs).ms, zone);
}
