const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
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

const DAY_MS = 86_400_000;
const two = (value: number): string => String(value).padStart(2, '0');

function isoWeek(date: Date): { year: number; week: number } {
  const day = date.getUTCDay() === 0 ? 7 : date.getUTCDay();
  const thursday = new Date(date.getTime() + (4 - day) * DAY_MS);
  const year = thursday.getUTCFullYear();
  const first = Date.UTC(year, 0, 1);
  return { year, week: Math.floor((thursday.getTime() - first) / DAY_MS / 7) + 1 };
}

/** `%z` with so many colons before the letter. */
const ZONES: Readonly<Record<number, string>> = { 1: '+00:00', 2: '+00:00:00', 3: '+00' };

/** A field with a width of its own. */
function widened(text: string, letter: string, flag: string, size: number): string {
  if (flag === '-') return text;
  const isNumber = /^[ \d]\d*$/.test(text);
  const usual = isNumber && !/[ekl]/.test(letter) ? '0' : ' ';
  const fill = flag === '_' ? ' ' : flag === '0' ? '0' : usual;
  return (isNumber ? text.replace(/^[0 ]+(?=\d)/, '') : text).padStart(size, fill);
}

/** strftime in UTC and the C locale, with GNU's flags `-`, `_`, `0`, `^`, `#`. */
export function formatDate(format: string, epochMs: number): string {
  const date = new Date(epochMs);
  const year = date.getUTCFullYear();
  const dayOfYear = Math.floor((epochMs - Date.UTC(year, 0, 1)) / DAY_MS) + 1;
  const weekday = date.getUTCDay();
  const hour12 = date.getUTCHours() % 12 === 0 ? 12 : date.getUTCHours() % 12;
  const nanoseconds = String((((epochMs % 1000) + 1000) % 1000) * 1_000_000).padStart(9, '0');
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
    D: () => formatDate('%m/%d/%y', epochMs),
    x: () => formatDate('%m/%d/%y', epochMs),
    F: () => formatDate('%Y-%m-%d', epochMs),
    T: () => formatDate('%H:%M:%S', epochMs),
    X: () => formatDate('%H:%M:%S', epochMs),
    R: () => formatDate('%H:%M', epochMs),
    r: () => formatDate('%I:%M:%S %p', epochMs),
    c: () => formatDate('%a %b %e %H:%M:%S %Y', epochMs),
    Z: () => 'UTC',
    z: () => '+0000',
    n: () => '\n',
    t: () => '\t',
    '%': () => '%',
  };
  const one = (letter: string, flag: string): string =>
    Object.hasOwn(fields, letter) ? (fields[letter]?.(flag) ?? '') : `%${flag}${letter}`;
  return format.replace(
    /%(:*)([-_0^#]?)(\d*)([A-Za-z%])/g,
    (whole, colons: string, flag: string, size: string, letter: string) => {
      if (colons !== '') return letter === 'z' ? (ZONES[colons.length] ?? whole) : whole;
      let text = one(letter, flag);
      if (letter === 'N' && size !== '') text = text.slice(0, Number(size));
      else if (size !== '') text = widened(text, letter, flag, Number(size));
      if (flag === '#') return /[Zp]/.test(letter) ? text.toLowerCase() : text.toUpperCase();
      return flag === '^' ? text.toUpperCase() : text;
    },
  );
}

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
  epochMs: number;
  hasTime: boolean;
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

type Rule = readonly [RegExp, (match: RegExpExecArray, state: Parsing) => boolean];

const dayStart = (epochMs: number): number => Math.floor(epochMs / DAY_MS) * DAY_MS;

function setDate(state: Parsing, year: number, month: number, day: number): boolean {
  const time = state.hasTime ? state.epochMs - dayStart(state.epochMs) : 0;
  const at = Date.UTC(year, month, day);
  if (month < 0 || month > 11 || new Date(at).getUTCDate() !== day) return false;
  state.epochMs = at + time;
  state.hasDate = true;
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
};

const UNIT = '(sec(?:ond)?s?|min(?:ute)?s?|hours?|days?|weeks?|fortnights?|months?|years?)';

const RULES: readonly Rule[] = [
  [
    /^@(-?\d+(?:\.\d+)?)/,
    (m, s) => {
      s.epochMs = Math.floor(Number(m[1]) * 1000);
      s.hasTime = true;
      s.hasDate = true;
      return true;
    },
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
    /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:\s*(am|pm))?/i,
    (m, s) => {
      let hour = Number(m[1]);
      if (m[4] !== undefined) hour = (hour % 12) + (m[4].toLowerCase() === 'pm' ? 12 : 0);
      if (hour > 23 || Number(m[2]) > 59 || Number(m[3] ?? 0) > 60) return false;
      s.epochMs =
        dayStart(s.epochMs) + (hour * 3600 + Number(m[2]) * 60 + Number(m[3] ?? 0)) * 1000;
      s.hasTime = true;
      return true;
    },
  ],
  [/^(?:Z|UTC|GMT)(?![A-Za-z])/i, () => true],
  [
    /^(EST|EDT|CST|CDT|MST|MDT|PST|PDT|CET|CEST|JST)(?![A-Za-z])/i,
    (m, s) => {
      s.offsetMs -= (ZONE_HOURS[(m[1] ?? '').toUpperCase()] ?? 0) * 3_600_000;
      return true;
    },
  ],
  [
    /^([+-])(\d{2}):?(\d{2})(?!\d)/,
    (m, s) => {
      s.offsetMs -= (m[1] === '-' ? -1 : 1) * (Number(m[2]) * 60 + Number(m[3])) * 60_000;
      return s.hasTime;
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
    /^(next|last|this)\s+(sun|mon|tue|wed|thu|fri|sat)[a-z]*/i,
    (m, s) => {
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

/** What `date -d TEXT` means, in UTC; undefined when it means nothing. */
export function parseDate(text: string, nowEpochMs: number): number | undefined {
  const state: Parsing = {
    epochMs: nowEpochMs,
    hasTime: false,
    offsetMs: 0,
    hasDate: false,
  };
  let rest = text.trim();
  while (rest !== '') {
    let taken = false;
    for (const [pattern, apply] of RULES) {
      const match = pattern.exec(rest);
      if (match === null) continue;
      if (!apply(match, state)) return undefined;
      rest = rest.slice(match[0].length).replace(/^[\s,]+/, '');
      taken = true;
      break;
    }
    if (!taken) return undefined;
  }
  if (text.trim() === '') state.epochMs = dayStart(nowEpochMs);
  return state.epochMs + state.offsetMs;
}
