import { DAY_MS, DAYS, MONTHS } from './dates.ts';
import { instantOf, UTC, type Zone, zoneOf } from './zones.ts';

const UNITS: Readonly<Record<string, number>> = {
  sec: 1000,
  second: 1000,
  min: 60_000,
  minute: 60_000,
  hour: 3_600_000,
  day: DAY_MS,
  week: 7 * DAY_MS,
  fortnight: 14 * DAY_MS,
};

interface Parsing {
  /** In local time, until the text names a zone. */
  epochMs: number;
  /** Whether the text says itself how far it is from UTC. */
  hasZone: boolean;
  hasTime: boolean;
  /** Whether what was just read is a time of day. */
  isBehindTime: boolean;
  offsetMs: number;
  hasDate: boolean;
}

function addMonths(epochMs: number, months: number): number {
  const date = new Date(epochMs);
  return Date.UTC(
    date.getUTCFullYear(),
    date.getUTCMonth() + months,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  );
}

const monthOf = (text: string): number =>
  MONTHS.findIndex((month) => month.toLowerCase().startsWith(text.slice(0, 3).toLowerCase()));

/** Undefined where the rule does not apply here after all. */
type Rule = readonly [RegExp, (match: RegExpExecArray, state: Parsing) => boolean | undefined];

const dayStart = (epochMs: number): number => Math.floor(epochMs / DAY_MS) * DAY_MS;

function setDate(state: Parsing, year: number, month: number, day: number): boolean {
  const time = state.hasTime ? state.epochMs - dayStart(state.epochMs) : 0;
  const at = Date.UTC(year, month, day);
  if (month < 0 || month > 11 || new Date(at).getUTCDate() !== day) return false;
  state.epochMs = at + time;
  state.hasDate = true;
  return true;
}

/** A year of two digits. */
const century = (year: number): number => year + (year < 69 ? 2000 : 1900);

function setTime(
  state: Parsing,
  hour: number,
  minutes = '0',
  seconds = '0',
  fraction = '0',
): boolean {
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 60) return false;
  const wholeMs = (hour * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  const partMs = Math.floor(Number(`0.${fraction}`) * 1000);
  state.epochMs = dayStart(state.epochMs) + wholeMs + partMs;
  state.hasTime = true;
  return true;
}

const relative = (state: Parsing, count: number, unit: string): boolean => {
  const singular = unit.toLowerCase().replace(/s$/, '');
  const size = UNITS[singular];
  if (size !== undefined) state.offsetMs += count * size;
  else state.epochMs = addMonths(state.epochMs, singular === 'month' ? count : 12 * count);
  return true;
};

const shiftDays = (state: Parsing, days: number): boolean => {
  state.hasTime = true;
  return relative(state, days, 'day');
};

/** Words that count. */
const ORDINALS: Readonly<Record<string, number>> = {
  last: -1,
  this: 0,
  next: 1,
  first: 1,
  third: 3,
  twelfth: 12,
  eleventh: 11,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  a: 1,
  an: 1,
};
const ordinal = (word: string | undefined): number => ORDINALS[(word ?? '').toLowerCase()] ?? 1;

const dayOf = (text: string | undefined): number =>
  DAYS.findIndex((day) => day.slice(0, 3).toLowerCase() === (text ?? '').toLowerCase());

/** Hours that zones are ahead of UTC. */
const ZONE_HOURS: Readonly<Record<string, number>> = {
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
  CET: 1,
  CEST: 2,
  JST: 9,
  BST: 1,
  WET: 0,
  WEST: 1,
  EET: 2,
  EEST: 3,
  MSK: 3,
};

const UNIT = '(sec(?:ond)?s?|min(?:ute)?s?|hours?|days?|weeks?|fortnights?|months?|years?)';

const RULES: readonly Rule[] = [
  [
    /^@(-?\d+(?:\.\d+)?)(?!\s*\S)/,
    (m, s) => {
      s.epochMs = Math.floor(Number(m[1]) * 1000);
      s.hasTime = true;
      s.hasDate = true;
      s.hasZone = true;
      return true;
    },
  ],
  [
    /^(\d{4})\/(\d{1,2})\/(\d{1,2})(?![\d/])/,
    (m, s) => setDate(s, Number(m[1]), Number(m[2]) - 1, Number(m[3])),
  ],
  [
    /^(\d{4})-(\d{1,2})-(\d{1,2})(?=$|[\sT])T?/i,
    (m, s) => setDate(s, Number(m[1]), Number(m[2]) - 1, Number(m[3])),
  ],
  [
    /^(\d{1,2})\/(\d{1,2})\/(\d{4})/,
    (m, s) => setDate(s, Number(m[3]), Number(m[1]) - 1, Number(m[2])),
  ],
  [
    /^(\d{1,2})\/(\d{1,2})(?:\/(\d{2}))?(?![\d/])/,
    (m, s) => {
      const short = Number(m[3]);
      const year = m[3] === undefined ? new Date(s.epochMs).getUTCFullYear() : century(short);
      return setDate(s, year, Number(m[1]) - 1, Number(m[2]));
    },
  ],
  [
    /^(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4})/,
    (m, s) => setDate(s, Number(m[3]), monthOf(m[2] ?? ''), Number(m[1])),
  ],
  [
    /^([A-Za-z]{3,9})\s+(\d{1,2}),?\s+(\d{4})/,
    (m, s) => setDate(s, Number(m[3]), monthOf(m[1] ?? ''), Number(m[2])),
  ],
  [
    /^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\s+(\d{1,2})(?![\d:])/i,
    (m, s) => setDate(s, new Date(s.epochMs).getUTCFullYear(), monthOf(m[1] ?? ''), Number(m[2])),
  ],
  [
    /^(\d{1,2})\s+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*/i,
    (m, s) => setDate(s, new Date(s.epochMs).getUTCFullYear(), monthOf(m[2] ?? ''), Number(m[1])),
  ],
  [
    /^(\d{8})(?!\d)/,
    (m, s) => {
      const text = m[1] ?? '';
      return setDate(
        s,
        Number(text.slice(0, 4)),
        Number(text.slice(4, 6)) - 1,
        Number(text.slice(6)),
      );
    },
  ],
  [
    /^(\d{1,2})(?::(\d{2}))?(?::(\d{2})(?:[.,](\d+))?)?\s*([ap])\.?m\.?(?![A-Za-z])/i,
    (m, s) => {
      const hour = Number(m[1]);
      if (hour < 1 || hour > 12) return false;
      const isAfter = (m[5] ?? '').toLowerCase() === 'p';
      return setTime(s, (hour % 12) + (isAfter ? 12 : 0), m[2], m[3], m[4]);
    },
  ],
  [
    /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?/,
    (m, s) => setTime(s, Number(m[1]), m[2], m[3], m[4]),
  ],
  [
    /^(?:Z|UTC|GMT)(?![A-Za-z])/i,
    (_, s) => {
      s.hasZone = true;
      return true;
    },
  ],
  [
    new RegExp(`^(${Object.keys(ZONE_HOURS).join('|')})(?![A-Za-z])`, 'i'),
    (m, s) => {
      s.hasZone = true;
      s.offsetMs -= (ZONE_HOURS[(m[1] ?? '').toUpperCase()] ?? 0) * 3_600_000;
      return true;
    },
  ],
  [
    // Behind a time a number with a sign is a zone, whatever comes next.
    /^([+-])(\d{1,2})(?::?(\d{2}))?(?!\d)/,
    (m, s) => {
      if (!s.isBehindTime) return undefined;
      s.hasZone = true;
      const minutes = Number(m[2]) * 60 + Number(m[3] ?? 0);
      s.offsetMs -= (m[1] === '-' ? -1 : 1) * minutes * 60_000;
      return true;
    },
  ],
  [
    new RegExp(`^([+-]?)\\s*(\\d+)\\s*${UNIT}(\\s+ago)?(?![A-Za-z])`, 'i'),
    (m, s) =>
      relative(
        s,
        Number(m[2]) * (m[1] === '-' ? -1 : 1) * (m[4] === undefined ? 1 : -1),
        m[3] ?? '',
      ),
  ],
  [
    new RegExp(`^(${Object.keys(ORDINALS).join('|')})\\s+${UNIT}(\\s+ago)?(?![A-Za-z])`, 'i'),
    (m, s) => relative(s, ordinal(m[1]) * (m[3] === undefined ? 1 : -1), m[2] ?? ''),
  ],
  [
    new RegExp(`^(${Object.keys(ORDINALS).join('|')})\\s+(sun|mon|tue|wed|thu|fri|sat)[a-z]*`, 'i'),
    (m, s) => {
      if (s.hasDate) return true;
      const today = new Date(s.epochMs).getUTCDay();
      const ahead = (dayOf(m[2]) - today + 7) % 7;
      const count = ordinal(m[1]);
      const weeks = count > 0 && ahead !== 0 ? count - 1 : count;
      s.epochMs = dayStart(s.epochMs) + (ahead + weeks * 7) * DAY_MS;
      s.hasDate = true;
      return true;
    },
  ],
  [
    new RegExp(`^${UNIT}(\\s+ago)?(?![A-Za-z])`, 'i'),
    (m, s) => relative(s, m[2] === undefined ? 1 : -1, m[1] ?? ''),
  ],
  [
    /^(now|today)(?![A-Za-z])/i,
    (_, s) => {
      s.hasTime = true;
      return true;
    },
  ],
  [/^yesterday(?![A-Za-z])/i, (_, s) => shiftDays(s, -1)],
  [/^tomorrow(?![A-Za-z])/i, (_, s) => shiftDays(s, 1)],
  [
    /^(sun|mon|tue|wed|thu|fri|sat)[a-z]*/i,
    (m, s) => {
      const wanted = dayOf(m[1]);
      if (s.hasDate) return true;
      const today = new Date(s.epochMs).getUTCDay();
      s.epochMs = dayStart(s.epochMs) + ((wanted - today + 7) % 7) * DAY_MS;
      s.hasDate = true;
      return true;
    },
  ],
];

/** What `date -d TEXT` means; undefined when it means nothing. */
export function parseDate(text: string, nowEpochMs: number, local: Zone = UTC): number | undefined {
  const named = /^\s*TZ="([^"]*)"\s*/.exec(text);
  const zone = named === null ? local : zoneOf(named[1]);
  const state: Parsing = {
    epochMs: nowEpochMs + zone(nowEpochMs).ms,
    hasZone: false,
    hasTime: false,
    isBehindTime: false,
    offsetMs: 0,
    hasDate: false,
  };
  let rest = text.slice(named?.[0].length ?? 0).trim();
  const isEmpty = rest === '';
  while (rest !== '') {
    let taken = false;
    for (const [pattern, apply] of RULES) {
      const match = pattern.exec(rest);
      if (match === null) continue;
      const isRight = apply(match, state);
      if (isRight === undefined) continue;
      if (!isRight) return undefined;
      state.isBehindTime = /^\d{1,2}:\d/.test(match[0]) || /^\d.*[ap]\.?m/i.test(match[0]);
      rest = rest.slice(match[0].length).replace(/^[\s,]+/, '');
      taken = true;
      break;
    }
    if (!taken) return undefined;
  }
  if (isEmpty) state.epochMs = dayStart(state.epochMs);
  const at = state.epochMs + state.offsetMs;
  return state.hasZone ? at : instantOf(zone, at);
}
