/** A decimal number: `digits` with the last `scale` of them behind the point. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

export const ZERO: Decimal = { digits: 0n, scale: 0 };
export const ONE: Decimal = { digits: 1n, scale: 0 };

const power10 = (exponent: number): bigint => 10n ** BigInt(exponent);
const magnitudeOf = (value: bigint): bigint => (value < 0n ? -value : value);

/** A number with another scale; what does not fit is cut off. */
export const rescale = ({ digits, scale }: Decimal, wanted: number): Decimal => ({
  digits: wanted >= scale ? digits * power10(wanted - scale) : digits / power10(scale - wanted),
  scale: wanted,
});

function aligned(a: Decimal, b: Decimal): [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale);
  return [rescale(a, scale).digits, rescale(b, scale).digits, scale];
}

export function add(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = aligned(a, b);
  return { digits: x + y, scale };
}

export const negate = ({ digits, scale }: Decimal): Decimal => ({ digits: -digits, scale });

export function compare(a: Decimal, b: Decimal): number {
  const [x, y] = aligned(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

export function multiply(a: Decimal, b: Decimal, scale: number): Decimal {
  const full = a.scale + b.scale;
  const wanted = Math.min(full, Math.max(scale, a.scale, b.scale));
  return rescale({ digits: a.digits * b.digits, scale: full }, wanted);
}

/** A quotient that is cut off; the divisor is not zero. */
export const divide = (a: Decimal, b: Decimal, scale: number): Decimal => ({
  digits: (a.digits * power10(scale + b.scale)) / (b.digits * power10(a.scale)),
  scale,
});

/** What the quotient of that scale leaves. */
export function remainder(a: Decimal, b: Decimal, scale: number): Decimal {
  const quotient = divide(a, b, scale);
  const product = {
    digits: quotient.digits * b.digits,
    scale: quotient.scale + b.scale,
  };
  return rescale(add(a, negate(product)), Math.max(scale + b.scale, a.scale));
}

/** A power with a whole exponent. */
export function raise(a: Decimal, exponent: number, scale: number): Decimal {
  const times = Math.abs(exponent);
  const full = { digits: a.digits ** BigInt(times), scale: a.scale * times };
  if (exponent < 0) return divide(ONE, full, scale);
  return rescale(full, Math.min(full.scale, Math.max(scale, a.scale)));
}

/** The root of what is not below zero. Newton's method on whole numbers. */
export function squareRoot(a: Decimal, scale: number): Decimal {
  const wanted = Math.max(scale, a.scale);
  const { digits } = rescale(a, wanted * 2);
  if (digits < 2n) return { digits, scale: wanted };
  let root = 1n << BigInt(Math.ceil(digits.toString(2).length / 2));
  for (let next = (root + digits / root) >> 1n; next < root; ) {
    root = next;
    next = (root + digits / root) >> 1n;
  }
  return { digits: root, scale: wanted };
}

/** How many digits a number has, without zeros in front. */
export const lengthOf = ({ digits, scale }: Decimal): number =>
  Math.max(magnitudeOf(digits).toString().length, scale);

/** A number as it is written in a base, of which an upper-case letter may be a digit. */
export function readDecimal(text: string, base: number): Decimal {
  const [whole = '', fraction = ''] = text.split('.');
  const digitOf = (c: string): bigint => {
    const value = Number.parseInt(c, 36);
    return BigInt(text.length > 1 ? Math.min(value, base - 1) : value);
  };
  const read = (part: string): bigint =>
    [...part].reduce((sum, c) => sum * BigInt(base) + digitOf(c), 0n);
  const places = fraction.length;
  const part = (read(fraction) * power10(places)) / BigInt(base) ** BigInt(places);
  return { digits: read(whole) * power10(places) + part, scale: places };
}

/** A number in a base: `.5` and not `0.5`, and lines of 68 digits. */
export function showDecimal({ digits, scale }: Decimal, base: number): string {
  if (digits === 0n) return '0';
  const magnitude = magnitudeOf(digits);
  const whole = magnitude / power10(scale);
  let rest = magnitude % power10(scale);
  let fraction = base === 10 && scale > 0 ? rest.toString().padStart(scale, '0') : '';
  for (let weight = 1n; base !== 10 && weight < power10(scale); weight *= BigInt(base)) {
    rest *= BigInt(base);
    fraction += (rest / power10(scale)).toString(base).toUpperCase();
    rest %= power10(scale);
  }
  const shown = whole === 0n && scale > 0 ? '' : whole.toString(base).toUpperCase();
  const text = `${digits < 0n ? '-' : ''}${shown}${fraction === '' ? '' : `.${fraction}`}`;
  return text.replace(/.{68}(?=..)/g, '$&\\\n');
}
