import { DAYS, MONTHS } from './dates.ts';

/** Units of `date -d` in seconds; months and years have none. */
const SECONDS: Readonly<Record<string, number>> = {
  sec: 1,
  second: 1,
  min: 60,
  minute: 60,
  hour: 3600,
};

const DAY_UNITS: Readonly<Record<string, number>> = { day: 1, week: 7, fortnight: 14 };

const MONTH_UNITS: Readonly<Record<string, number>> = { month: 1, year: 12 };

/** Words that count. */
const ORDINALS: Readonly<Record<string, number>> = {
  last: -1,
  this: 0,
  next: 1,
  first: 1,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  eleventh: 11,
  twelfth: 12,
};

/** Days from today. */
const SHIFTS: Readonly<Record<string, number>> = { yesterday: -1, today: 0, now: 0, tomorrow: 1 };

/** Minutes that zones are ahead of UTC. */
const ZONES: Readonly<Record<string, number>> = {
  GMT: 0,
  UT: 0,
  UTC: 0,
  Z: 0,
  WET: 0,
  WEST: 60,
  BST: 60,
  BRT: -180,
  BRST: -120,
  NST: -210,
  AST: -240,
  ADT: -180,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  AKST: -540,
  AKDT: -480,
  HST: -600,
  CET: 60,
  CEST: 120,
  MET: 60,
  MEST: 120,
  CAT: 120,
  SAST: 120,
  EET: 120,
  EEST: 180,
  EAT: 180,
  MSK: 180,
  MSD: 240,
  IST: 330,
  SGT: 480,
  KST: 540,
  JST: 540,
  GST: 600,
  NZST: 720,
  NZDT: 780,
};

/** What a span of time adds: to the calendar's months and days, and to the clock. */
export interface Span {
  readonly months: number;
  readonly days: number;
  readonly seconds: number;
}

/** A word of a date, by what it means. */
export type DateWord =
  | { readonly type: 'month' | 'day' | 'ordinal' | 'shift' | 'zone'; readonly value: number }
  | { readonly type: 'meridian'; readonly isAfternoon: boolean }
  | { readonly type: 'unit'; readonly span: Span }
  | { readonly type: 'ago' | 'hence' | 'T' };

/** The place of a name that is written out, or with its first three letters. */
function placeOf(names: readonly string[], word: string): number {
  const text = word.replace(/\.$/, '');
  return names.findIndex((name) => {
    const lower = name.toLowerCase();
    return text === lower || text === lower.slice(0, 3);
  });
}

const OTHER_DAYS: Readonly<Record<string, number>> = { tues: 2, wednes: 3, thur: 4, thurs: 4 };

function unitOf(word: string): Span | undefined {
  const one = word.length > 3 ? word.replace(/s$/, '') : word;
  const none = { months: 0, days: 0, seconds: 0 };
  if (Object.hasOwn(SECONDS, one)) return { ...none, seconds: SECONDS[one] ?? 0 };
  if (Object.hasOwn(DAY_UNITS, one)) return { ...none, days: DAY_UNITS[one] ?? 0 };
  return Object.hasOwn(MONTH_UNITS, one) ? { ...none, months: MONTH_UNITS[one] ?? 0 } : undefined;
}

/** Minutes of the zones that are letters: east of UTC `a` to `m` without `j`, west `n` to `y`. */
function militaryZone(letter: string): number | undefined {
  const east = letter.length === 1 ? 'abcdefghiklm'.indexOf(letter) + 1 : 0;
  const west = letter.length === 1 ? 'nopqrstuvwxy'.indexOf(letter) + 1 : 0;
  return east > 0 ? east * 60 : west > 0 ? -west * 60 : undefined;
}

/** What a word means in a date; undefined for nothing. */
export function dateWord(text: string): DateWord | undefined {
  const word = text.toLowerCase();
  const bare = word.replaceAll('.', '');
  if (bare === 'am' || bare === 'pm') return { type: 'meridian', isAfternoon: bare === 'pm' };
  const month = word === 'sept' ? 8 : placeOf(MONTHS, word);
  if (month >= 0) return { type: 'month', value: month };
  const day = OTHER_DAYS[word] ?? placeOf(DAYS, word);
  if (day >= 0) return { type: 'day', value: day };
  const span = unitOf(word);
  if (span !== undefined) return { type: 'unit', span };
  if (Object.hasOwn(ORDINALS, word)) return { type: 'ordinal', value: ORDINALS[word] ?? 0 };
  if (Object.hasOwn(SHIFTS, word)) return { type: 'shift', value: SHIFTS[word] ?? 0 };
  if (word === 't') return { type: 'T' };
  if (word === 'ago' || word === 'hence') return { type: word };
  const zone = ZONES[bare.toUpperCase()] ?? militaryZone(bare);
  return zone === undefined ? undefined : { type: 'zone', value: zone };
}
