import { isoWeek } from './time-parts.ts';

const DAY_MS = 86_400_000;
const MONTHS =
  'January February March April May June July August September October November December';
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday';
const ROMAN = 'I II III IV V VI VII VIII IX X XI XII';
const nameIn = (names: string, at: number): string => names.split(' ')[at] ?? '';
/** The longest name has nine letters; others are padded to it. */
const NAME_WIDTH = 9;

/** What a pattern of numbers stands for: its value and the digits that it is padded to. */
type Part = (date: Date) => readonly [value: number, digits: number];

const hour12 = (date: Date): number => ((date.getUTCHours() + 11) % 12) + 1;
const dayOfYear = (date: Date): number =>
  Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0)) / DAY_MS) + 1;
const fraction = (digits: number): Part => {
  return (date) => [Math.floor(date.getUTCMilliseconds() * 10 ** (digits - 3)), digits];
};
const year = (digits: number): Part => {
  return (date) => [date.getUTCFullYear() % 10 ** digits, digits];
};
const isoYear = (digits: number): Part => {
  return (date) => [isoWeek(date.getTime()).year % 10 ** digits, digits];
};

const NUMBERS: ReadonlyMap<string, Part> = new Map<string, Part>([
  ['HH24', (date) => [date.getUTCHours(), 2]],
  ['HH12', (date) => [hour12(date), 2]],
  ['HH', (date) => [hour12(date), 2]],
  ['MI', (date) => [date.getUTCMinutes(), 2]],
  ['SSSSS', (date) => [Math.floor((date.getTime() % DAY_MS) / 1000), 1]],
  ['SSSS', (date) => [Math.floor((date.getTime() % DAY_MS) / 1000), 1]],
  ['SS', (date) => [date.getUTCSeconds(), 2]],
  ['MS', fraction(3)],
  ['US', fraction(6)],
  ...[1, 2, 3, 4, 5, 6].map((digits): [string, Part] => [`FF${digits}`, fraction(digits)]),
  ['YYYY', year(4)],
  ['YYY', year(3)],
  ['YY', year(2)],
  ['Y', year(1)],
  ['IYYY', isoYear(4)],
  ['IYY', isoYear(3)],
  ['IY', isoYear(2)],
  ['I', isoYear(1)],
  ['MM', (date) => [date.getUTCMonth() + 1, 2]],
  ['DDD', (date) => [dayOfYear(date), 3]],
  [
    'IDDD',
    (date) => [(isoWeek(date.getTime()).week - 1) * 7 + ((date.getUTCDay() + 6) % 7) + 1, 3],
  ],
  ['DD', (date) => [date.getUTCDate(), 2]],
  ['ID', (date) => [((date.getUTCDay() + 6) % 7) + 1, 1]],
  ['D', (date) => [date.getUTCDay() + 1, 1]],
  ['WW', (date) => [Math.floor((dayOfYear(date) - 1) / 7) + 1, 2]],
  ['W', (date) => [Math.floor((date.getUTCDate() - 1) / 7) + 1, 1]],
  ['IW', (date) => [isoWeek(date.getTime()).week, 2]],
  ['CC', (date) => [Math.floor((date.getUTCFullYear() + 99) / 100), 2]],
  ['Q', (date) => [Math.floor(date.getUTCMonth() / 3) + 1, 1]],
  ['J', (date) => [Math.floor(date.getTime() / DAY_MS) + 2_440_588, 1]],
]);

/** Words, in the letters of the pattern: `MONTH`, `Month` or `month`. */
const WORDS: ReadonlyMap<string, (date: Date) => string> = new Map<string, (date: Date) => string>([
  ['MONTH', (date) => nameIn(MONTHS, date.getUTCMonth()).padEnd(NAME_WIDTH)],
  ['MON', (date) => nameIn(MONTHS, date.getUTCMonth()).slice(0, 3)],
  ['DAY', (date) => nameIn(DAYS, date.getUTCDay()).padEnd(NAME_WIDTH)],
  ['DY', (date) => nameIn(DAYS, date.getUTCDay()).slice(0, 3)],
  ['RM', (date) => nameIn(ROMAN, date.getUTCMonth()).padEnd(4)],
  ['A.M.', (date) => (date.getUTCHours() < 12 ? 'A.M.' : 'P.M.')],
  ['P.M.', (date) => (date.getUTCHours() < 12 ? 'A.M.' : 'P.M.')],
  ['AM', (date) => (date.getUTCHours() < 12 ? 'AM' : 'PM')],
  ['PM', (date) => (date.getUTCHours() < 12 ? 'AM' : 'PM')],
  ['BC', () => 'AD'],
  ['AD', () => 'AD'],
  ['TZH', () => '+00'],
  ['TZM', () => '00'],
  ['TZ', () => 'UTC'],
  ['OF', () => '+00'],
]);

/** `1st`, `2nd`, `11th`. */
function ordinal(digits: string): string {
  if (/1\d$/.test(digits)) return 'th';
  return ['th', 'st', 'nd', 'rd'][Number(digits.at(-1))] ?? 'th';
}

const escaped = (name: string): string => name.replaceAll('.', '\\.');
const names = [...NUMBERS.keys(), ...WORDS.keys()].sort((a, b) => b.length - a.length);
const PATTERN = new RegExp(
  `"(?<quoted>(?:[^"\\\\]|\\\\.)*)"?|(?<fill>FM|FX)?(?<name>Y,YYY|${names.map(escaped).join('|')})(?<suffix>TH)?`,
  'gi',
);

function worded(name: string, date: Date): string {
  const word = WORDS.get(name.toUpperCase())?.(date) ?? '';
  if (name === name.toUpperCase()) return word.toUpperCase();
  if (name === name.toLowerCase()) return word.toLowerCase();
  return word;
}

/** An instant by a pattern: `YYYY-MM-DD HH24:MI:SS`. Models DCH_to_char of formatting.c. */
export function formatTime(ms: number, pattern: string): string {
  const date = new Date(ms);
  return pattern.replace(PATTERN, (...found) => {
    const { quoted, fill, name = '', suffix = '' } = found.at(-1) as Record<string, string>;
    if (quoted !== undefined) return quoted.replace(/\\(.)/g, '$1');
    const isTrimmed = fill?.toUpperCase() === 'FM';
    if (name.toUpperCase() === 'Y,YYY') {
      return String(date.getUTCFullYear()).replace(/(?=\d{3}$)/, ',');
    }
    const number = NUMBERS.get(name.toUpperCase())?.(date);
    if (number === undefined) {
      const word = worded(name, date);
      return (isTrimmed ? word.trimEnd() : word) + suffix;
    }
    const [value, digits] = number;
    const isFraction = /^(?:MS|US|FF.)$/i.test(name);
    const shown = String(value).padStart(isTrimmed && !isFraction ? 1 : digits, '0');
    const th = suffix === '' ? '' : ordinal(shown);
    return shown + (suffix === suffix.toUpperCase() ? th.toUpperCase() : th);
  });
}
