const MAX = 9223372036854775807n;
const MIN = -9223372036854775808n;

/** A 64-bit integer as Redis reads one: no spaces, no plus, no leading zeros. */
export function parseInteger(text: string): bigint | undefined {
  if (!/^(0|-?[1-9]\d*)$/.test(text)) return undefined;
  const value = BigInt(text);
  return isInRange(value) ? value : undefined;
}

export const isInRange = (value: bigint): boolean => value >= MIN && value <= MAX;

/** An integer that is an index, a count or a time. */
export function parseNumber(text: string | undefined): number | undefined {
  const value = text === undefined ? undefined : parseInteger(text);
  return value === undefined ? undefined : Number(value);
}

/** A floating-point number; `inf` and `-inf` too. */
export function parseFloating(text: string | undefined): number | undefined {
  if (text === undefined || text === '' || /^\s|\s$/.test(text)) return undefined;
  const infinite = /^([+-]?)inf(inity)?$/i.exec(text);
  if (infinite !== null) {
    return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return undefined;
  return Number(text);
}

/** `3`, `0.5`, `inf`: how scores and sums are written. */
export function floatText(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return 'inf';
  if (value === Number.NEGATIVE_INFINITY) return '-inf';
  return Object.is(value, -0) ? '-0' : String(value);
}

/** `1.05M`: sizes in INFO. Models bytesToHuman. */
export function humanBytes(bytes: number): string {
  const units = ['B', 'K', 'M', 'G', 'T'];
  let value = bytes;
  let at = 0;
  while (value >= 1024 && at < units.length - 1) {
    value /= 1024;
    at++;
  }
  return at === 0 ? `${bytes}B` : `${value.toFixed(2)}${units[at]}`;
}

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1000,
  kb: 1024,
  m: 1_000_000,
  mb: 1024 ** 2,
  g: 1_000_000_000,
  gb: 1024 ** 3,
};

/** `100mb` in bytes; undefined when it is no size. */
export function parseBytes(text: string): number | undefined {
  const match = /^(\d+)([a-z]*)$/i.exec(text);
  const unit = UNITS[(match?.[2] ?? '').toLowerCase()];
  return match === null || unit === undefined ? undefined : Number(match[1]) * unit;
}
