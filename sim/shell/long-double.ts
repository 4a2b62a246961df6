import { padNumber } from './padding.ts';

/** What stands behind the percent sign of a format. */
export interface Directive {
  readonly flags: string;
  readonly size: number;
  readonly precision: number | undefined;
  readonly kind: string;
}

/** A number whose exponent is larger than that is printed from its double. */
const LARGEST_POWER = 4000;

/** The mantissa of a long double, 64 bits with the first one set, and the exponent of its last. */
function longDouble(
  numerator: bigint,
  denominator: bigint,
): { mantissa: bigint; exponent: number } {
  let shift = 64;
  const scaled = (): bigint =>
    shift >= 0
      ? (numerator << BigInt(shift)) / denominator
      : numerator / (denominator << BigInt(-shift));
  while (scaled() >= 1n << 64n) shift--;
  while (scaled() < 1n << 63n) shift++;
  const [top, bottom] =
    shift >= 0
      ? [numerator << BigInt(shift), denominator]
      : [numerator, denominator << BigInt(-shift)];
  const rest = (top % bottom) * 2n;
  const mantissa = top / bottom;
  const isUp = rest > bottom || (rest === bottom && mantissa % 2n === 1n);
  return { mantissa: isUp ? mantissa + 1n : mantissa, exponent: -shift };
}

/** The sign of a number, or what its flags put there. */
export const signOf = (value: number, flags: string): string =>
  value < 0 || Object.is(value, -0)
    ? '-'
    : flags.includes('+')
      ? '+'
      : flags.includes(' ')
        ? ' '
        : '';

/** `%a`: a long double in base 16, its first digit holding four bits, as glibc prints it. */
function formatHex(value: number, text: string, directive: Directive): string | undefined {
  const { flags, size, precision, kind } = directive;
  const sign = signOf(value, flags);
  const exact = nearest(value, text);
  if (exact === undefined) return undefined;
  const { mantissa, exponent } =
    exact.numerator === 0n
      ? { mantissa: 0n, exponent: -60 }
      : longDouble(exact.numerator, exact.denominator);
  let isCarried = false;
  let hex = mantissa.toString(16).padStart(16, '0');
  if (precision !== undefined && precision < 15) {
    const unit = 1n << BigInt(4 * (15 - precision));
    const rest = (mantissa % unit) * 2n;
    let rounded = mantissa / unit;
    if (rest > unit || (rest === unit && rounded % 2n === 1n)) rounded++;
    hex = rounded.toString(16).padStart(precision + 1, '0');
    // A carry out of the first digit: the number is printed with a first digit of one bit.
    isCarried = hex.length > precision + 1;
    if (isCarried) hex = hex.slice(0, -1);
  }
  const tail = precision === undefined ? hex.slice(1).replace(/0+$/, '') : hex.slice(1);
  const last = exponent + (isCarried ? 64 : 60);
  const point = tail === '' && !flags.includes('#') ? '' : '.';
  const body = `${hex.charAt(0)}${point}${tail}p${last < 0 ? '-' : '+'}${Math.abs(last)}`;
  const isUpper = kind === 'A';
  const prefix = `${sign}${isUpper ? '0X' : '0x'}`;
  return padNumber(isUpper ? body.toUpperCase() : body, prefix, flags, size);
}

interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** The long double next to a decimal text, or the value of another one, as a fraction. */
function nearest(value: number, text: string): Fraction | undefined {
  const decimal = /^\s*[+-]?(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text);
  const power = Number(decimal?.[3] ?? 0);
  if (decimal === null || Math.abs(power) > LARGEST_POWER) {
    return Number.isInteger(value)
      ? { numerator: BigInt(Math.abs(value)), denominator: 1n }
      : undefined;
  }
  const [, whole = '', fraction = ''] = decimal;
  const digits = BigInt(`${whole}${fraction}` || '0');
  if (digits === 0n) return { numerator: 0n, denominator: 1n };
  const scale = power - fraction.length;
  const { mantissa, exponent } = longDouble(
    digits * 10n ** BigInt(Math.max(0, scale)),
    10n ** BigInt(Math.max(0, -scale)),
  );
  return exponent >= 0
    ? { numerator: mantissa << BigInt(exponent), denominator: 1n }
    : { numerator: mantissa, denominator: 1n << BigInt(-exponent) };
}

/** `fraction` times 10 to the power of `places`, rounded half to even. */
function scaled({ numerator, denominator }: Fraction, places: number): bigint {
  const top = places >= 0 ? numerator * 10n ** BigInt(places) : numerator;
  const bottom = places >= 0 ? denominator : denominator * 10n ** BigInt(-places);
  const quotient = top / bottom;
  const rest = (top % bottom) * 2n;
  const isUp = rest > bottom || (rest === bottom && quotient % 2n === 1n);
  return isUp ? quotient + 1n : quotient;
}

function fixedDigits(fraction: Fraction, places: number, hasPoint: boolean): string {
  const digits = scaled(fraction, places)
    .toString()
    .padStart(places + 1, '0');
  if (places === 0) return hasPoint ? `${digits}.` : digits;
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** The digits of `%e` with so many places, and its exponent. */
function exponential(fraction: Fraction, places: number): { digits: string; exponent: number } {
  if (fraction.numerator === 0n) return { digits: '0'.repeat(places + 1), exponent: 0 };
  const size = (value: bigint): number => value.toString().length;
  let exponent = size(fraction.numerator) - size(fraction.denominator);
  const { numerator, denominator } = fraction;
  const isBelow =
    exponent >= 0
      ? numerator < denominator * 10n ** BigInt(exponent)
      : numerator * 10n ** BigInt(-exponent) < denominator;
  if (isBelow) exponent--;
  let digits = scaled(fraction, places - exponent).toString();
  if (digits.length > places + 1) {
    exponent++;
    digits = scaled(fraction, places - exponent).toString();
  }
  return { digits, exponent };
}

function shownExponential(digits: string, exponent: number, hasPoint: boolean): string {
  const tail = digits.slice(1);
  const point = tail === '' && !hasPoint ? '' : '.';
  const sign = exponent < 0 ? '-' : '+';
  return `${digits.charAt(0)}${point}${tail}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function generalDigits(fraction: Fraction, precision: number, isKept: boolean): string {
  const places = Math.max(1, precision);
  const { digits, exponent } = exponential(fraction, places - 1);
  const trimmed = (text: string): string =>
    isKept || !text.includes('.') ? text : text.replace(/\.?0+$/, '');
  if (exponent < -4 || exponent >= places) {
    const kept = isKept ? digits : digits.charAt(0) + digits.slice(1).replace(/0+$/, '');
    return shownExponential(kept, exponent, isKept);
  }
  return trimmed(fixedDigits(fraction, places - 1 - exponent, isKept));
}

/** A number as printf prints a long double; undefined for what is no finite number. */
export function formatLongDouble(
  value: number,
  text: string,
  directive: Directive,
): string | undefined {
  const { flags, size, kind, precision = 6 } = directive;
  if (!Number.isFinite(value)) return undefined;
  const lower = kind.toLowerCase();
  if (lower === 'a') return formatHex(value, text, directive);
  const fraction = nearest(value, text);
  if (fraction === undefined) return undefined;
  const sign = signOf(value, flags);
  const hasPoint = flags.includes('#');
  let digits: string;
  if (lower === 'f') digits = fixedDigits(fraction, precision, hasPoint);
  else if (lower === 'g') digits = generalDigits(fraction, precision, hasPoint);
  else {
    const parts = exponential(fraction, precision);
    digits = shownExponential(parts.digits, parts.exponent, hasPoint);
  }
  return padNumber(kind === lower ? digits : digits.toUpperCase(), sign, flags, size);
}
