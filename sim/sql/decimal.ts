/** An exact number: `unscaled` divided by ten to the power of `scale`. */
export interface Decimal {
  readonly kind: 'decimal';
  readonly unscaled: bigint;
  readonly scale: number;
}

const TEN = 10n;

export const decimal = (unscaled: bigint, scale: number): Decimal => ({
  kind: 'decimal',
  unscaled,
  scale,
});

const power = (digits: number): bigint => TEN ** BigInt(digits);

/** Divides and rounds half away from zero. */
function divideRounded(a: bigint, b: bigint): bigint {
  const isNegative = a < 0n !== b < 0n;
  const x = a < 0n ? -a : a;
  const y = b < 0n ? -b : b;
  const rounded = (2n * x + y) / (2n * y);
  return isNegative ? -rounded : rounded;
}

/** With another number of digits behind the point; rounds half away from zero. */
export function rescale(value: Decimal, scale: number): Decimal {
  if (scale === value.scale) return value;
  if (scale > value.scale) {
    return decimal(value.unscaled * power(scale - value.scale), scale);
  }
  return decimal(divideRounded(value.unscaled, power(value.scale - scale)), scale);
}

/** Cuts digits off without rounding. */
export const truncateDecimal = (value: Decimal, scale: number): Decimal =>
  scale >= value.scale ? value : decimal(value.unscaled / power(value.scale - scale), scale);

export function decimalText({ unscaled, scale }: Decimal): string {
  const isNegative = unscaled < 0n;
  const digits = (isNegative ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const cut = digits.length - scale;
  const text = scale === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  return isNegative ? `-${text}` : text;
}

/** `-12.50` as a decimal; undefined when `text` is not a plain number. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text);
  if (match === null || text.length === (match[1] ?? '').length || text === '.') return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  const unscaled = BigInt(`${whole}${fraction}` === '' ? '0' : `${whole}${fraction}`);
  return decimal(sign === '-' ? -unscaled : unscaled, fraction.length);
}

/** A double as the decimal that it prints as. */
export function decimalOfDouble(value: number): Decimal {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const base = parseDecimal(mantissa) ?? decimal(0n, 0);
  const shift = Number(exponent);
  if (shift >= 0) return rescale(decimal(base.unscaled * power(shift), base.scale), base.scale);
  return decimal(base.unscaled, base.scale - shift);
}

export const doubleOf = (value: Decimal): number => Number(decimalText(value));

const aligned = (a: Decimal, b: Decimal): [bigint, bigint, number] => {
  const scale = Math.max(a.scale, b.scale);
  return [rescale(a, scale).unscaled, rescale(b, scale).unscaled, scale];
};

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = aligned(a, b);
  return decimal(x + y, scale);
}

export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = aligned(a, b);
  return decimal(x - y, scale);
}

export const multiplyDecimals = (a: Decimal, b: Decimal): Decimal =>
  decimal(a.unscaled * b.unscaled, a.scale + b.scale);

/** `a / b` with `scale` digits behind the point; `b` is not zero. */
export const divideDecimals = (a: Decimal, b: Decimal, scale: number): Decimal => {
  const [x, y] = aligned(a, b);
  return decimal(divideRounded(x * power(scale), y), scale);
};

export function remainderOfDecimals(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = aligned(a, b);
  return decimal(x % y, scale);
}

export function compareDecimals(a: Decimal, b: Decimal): number {
  const [x, y] = aligned(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** The whole number below, above or nearest. */
export function wholeOf(value: Decimal, how: 'floor' | 'ceiling' | 'round' | 'truncate'): bigint {
  if (how === 'round') return rescale(value, 0).unscaled;
  const unit = power(value.scale);
  const cut = value.unscaled / unit;
  const isExact = cut * unit === value.unscaled;
  if (isExact || how === 'truncate') return cut;
  if (how === 'floor') return value.unscaled < 0n ? cut - 1n : cut;
  return value.unscaled < 0n ? cut : cut + 1n;
}
