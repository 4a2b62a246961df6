/** How a quantity was written, and so how a computed one is printed. */
export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

/**
 * An amount of a resource. Models apimachinery/pkg/api/resource: exact, in thousand-millionths,
 * which are also the smallest amount there is.
 */
export interface Quantity {
  readonly nanos: bigint;
  readonly format: QuantityFormat;
  /** The canonical form, as the API server answers it. */
  readonly text: string;
}

export type QuantityResult =
  | { readonly ok: true; readonly value: Quantity }
  | { readonly ok: false; readonly error: string };

const WRONG_FORMAT =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const WRONG_SUFFIX = "unable to parse quantity's suffix";
const WRONG_NUMBER = 'unable to parse numeric part of quantity';

const NANOS = 1_000_000_000n;
const MAX_BINARY = (2n ** 63n - 1n) * NANOS;
/** An exponent beyond this is refused, so that no number takes long to compute with. */
const MAX_EXPONENT = 1_000;
/** How many digits the API server keeps as they were written. */
const FAST_DIGITS = 18;

const DECIMAL_SUFFIXES = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const BINARY_SUFFIXES = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

interface Suffix {
  readonly base: 10 | 2;
  readonly exponent: number;
  readonly format: QuantityFormat;
}

function suffixOf(text: string): Suffix | undefined {
  const decimal = DECIMAL_SUFFIXES.indexOf(text);
  if (decimal >= 0) return { base: 10, exponent: (decimal - 3) * 3, format: 'DecimalSI' };
  const binary = BINARY_SUFFIXES.indexOf(text);
  if (binary > 0) return { base: 2, exponent: binary * 10, format: 'BinarySI' };
  if (!/^[eE][-+]?[0-9]+$/.test(text)) return undefined;
  const exponent = Number(text.slice(1));
  if (Math.abs(exponent) > MAX_EXPONENT) return undefined;
  return { base: 10, exponent, format: 'DecimalExponent' };
}

/** `value * 10^exponent`, rounded away from zero. */
function scaleUp(value: bigint, exponent: number): bigint {
  if (exponent >= 0) return value * 10n ** BigInt(exponent);
  const divisor = 10n ** BigInt(-exponent);
  const whole = value / divisor;
  if (whole * divisor === value) return whole;
  return whole + (value < 0n ? -1n : 1n);
}

function formatDecimal(nanos: bigint, isExponent: boolean): string {
  let [amount, exponent] = [nanos, -9];
  while (amount % 1000n === 0n) [amount, exponent] = [amount / 1000n, exponent + 3];
  const suffix = isExponent ? undefined : DECIMAL_SUFFIXES[exponent / 3 + 3];
  return `${amount}${suffix ?? (exponent === 0 ? '' : `e${exponent}`)}`;
}

/** The canonical form of an amount in thousand-millionths. */
export function formatQuantity(nanos: bigint, style: QuantityFormat): string {
  if (nanos === 0n) return '0';
  const isSmall = nanos > -1024n * NANOS && nanos < 1024n * NANOS;
  if (style !== 'BinarySI') return formatDecimal(nanos, style === 'DecimalExponent');
  if (isSmall || nanos % NANOS !== 0n) return formatDecimal(nanos, false);
  let [amount, power] = [nanos / NANOS, 0];
  while (amount % 1024n === 0n && power < BINARY_SUFFIXES.length - 1) {
    [amount, power] = [amount / 1024n, power + 1];
  }
  return `${amount}${BINARY_SUFFIXES[power]}`;
}

/** Whether the API server keeps a text instead of computing the canonical one. */
function isKept(whole: string, fraction: string, suffix: Suffix): boolean {
  const digits = whole + fraction;
  if (suffix.format === 'BinarySI') {
    const precision = 14 - whole.length - Math.trunc((suffix.exponent * 3) / 10);
    return fraction === '' && precision >= 0 && (BigInt(whole) & 7n) !== 0n;
  }
  const scale = suffix.exponent - fraction.length;
  const isExact = digits.length <= FAST_DIGITS && scale >= -9;
  return isExact && scale % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0');
}

/** The quantity that `text` stands for, or the API server's words for why it is none. */
export function parseQuantity(text: string): QuantityResult {
  const match = /^([+-]?)([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*[-+]?[0-9]*)$/.exec(text);
  if (match === null || text === '') return { ok: false, error: WRONG_FORMAT };
  const [, sign = '', integer = '', fraction = '', unit = ''] = match;
  const suffix = suffixOf(unit);
  if (suffix === undefined) return { ok: false, error: WRONG_SUFFIX };
  // A point alone is taken for nothing.
  if (integer === '' && fraction === '' && !text.includes('.'))
    return { ok: false, error: WRONG_NUMBER };
  const whole = integer.replace(/^0+/, '') || '0';
  const digits = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`);
  const scaled = suffix.base === 2 ? digits * 2n ** BigInt(suffix.exponent) : digits;
  const exponent = suffix.base === 2 ? 0 : suffix.exponent;
  let nanos = scaleUp(scaled, exponent - fraction.length + 9);
  if (suffix.base === 2 && nanos > MAX_BINARY) nanos = MAX_BINARY;
  const isTiny = suffix.base === 2 && nanos > 0n && nanos < NANOS;
  const style = isTiny ? 'DecimalSI' : suffix.format;
  const isAsWritten = nanos !== 0n && isKept(whole, fraction, suffix);
  return {
    ok: true,
    value: { nanos, format: style, text: isAsWritten ? text : formatQuantity(nanos, style) },
  };
}

/** How many thousandths the units of most quantities stand for. */
const MILLI: Readonly<Record<string, number>> = {
  '': 1e3,
  m: 1,
  k: 1e6,
  M: 1e9,
  G: 1e12,
  Ki: 2 ** 10 * 1e3,
  Mi: 2 ** 20 * 1e3,
  Gi: 2 ** 30 * 1e3,
};

/**
 * The thousandths of a quantity in the form that most have; undefined for other forms, and for
 * more than a number holds exactly.
 */
function plainMilli(text: string): number | undefined {
  const match = /^([0-9]+)(m|k|M|G|Ki|Mi|Gi)?$/.exec(text);
  if (match === null) return undefined;
  const milli = Number(match[1]) * (MILLI[match[2] ?? ''] as number);
  return Number.isSafeInteger(milli) ? milli : undefined;
}

/** The quantity of a text that was validated before. */
export function quantityOf(text: string): Quantity {
  const result = parseQuantity(text);
  if (!result.ok) throw new Error(`not a quantity: ${text}`);
  return result.value;
}

/**
 * Negative, zero or positive, as the first amount is less than, equal to or more than the second.
 */
export function compareQuantities(a: string, b: string): number {
  const [mine, theirs] = [plainMilli(a), plainMilli(b)];
  if (mine !== undefined && theirs !== undefined) return Math.sign(mine - theirs);
  const [left, right] = [quantityOf(a).nanos, quantityOf(b).nanos];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** `a + b`, printed as `a` is, or as `b` when `a` is zero. */
export function addQuantities(a: string, b: string): string {
  const [left, right] = [quantityOf(a), quantityOf(b)];
  const style = left.nanos === 0n ? right.format : left.format;
  return formatQuantity(left.nanos + right.nanos, style);
}

/** `a - b`, printed as `a` is, or as `b` when `a` is zero. */
export function subtractQuantities(a: string, b: string): string {
  const [left, right] = [quantityOf(a), quantityOf(b)];
  const style = left.nanos === 0n ? right.format : left.format;
  return formatQuantity(left.nanos - right.nanos, style);
}

/** The amount in whole units, rounded up. Models Quantity.Value. */
export function wholeValue(text: string): number {
  const milli = plainMilli(text);
  if (milli === undefined) return Number(scaleUp(quantityOf(text).nanos, -9));
  const rest = milli % 1000;
  return (milli - rest) / 1000 + (rest === 0 ? 0 : 1);
}

/** How many of a small unit are a thousandth. */
const PER_MILLI: Readonly<Record<string, number>> = { n: 1e6, u: 1e3 };

/** The thousandths, rounded up, of what is measured in smaller units; undefined for the rest. */
function smallMilli(text: string): number | undefined {
  const match = /^([0-9]+)([nu])$/.exec(text);
  if (match === null) return undefined;
  const [amount, unit] = [Number(match[1]), PER_MILLI[match[2] as string] as number];
  const rest = amount % unit;
  return Number.isSafeInteger(amount) ? (amount - rest) / unit + (rest === 0 ? 0 : 1) : undefined;
}

/** The amount in thousandths, rounded up. Models Quantity.MilliValue. */
export const milliValue = (text: string): number =>
  plainMilli(text) ?? smallMilli(text) ?? Number(scaleUp(quantityOf(text).nanos, -6));
