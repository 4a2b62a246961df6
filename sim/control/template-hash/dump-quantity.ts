import type { Json } from '../../api/index.ts';

const QUANTITY = /^([+-]?)(\d*)(?:\.(\d*))?([EPTGMk]i?|Ki|[munk]|[eE][+-]?\d+|)$/;
const DECIMAL: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const BINARY: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };
/** Digits that an int64 holds in any case. */
const MAX_DIGITS = 18;
const MAX_BINARY_DIGITS = 15;
const NANO = 9;
const NO_DECIMAL = '(*inf.Dec)<nil>';

interface Parts {
  readonly isNegative: boolean;
  readonly whole: string;
  readonly fraction: string;
  readonly base: 2 | 10;
  readonly exponent: number;
  readonly format: 'DecimalSI' | 'BinarySI' | 'DecimalExponent';
}

function partsOf(text: string): Parts {
  const [, sign, digits = '', behind = '', suffix = ''] = QUANTITY.exec(text) ?? [];
  const binary = BINARY[suffix];
  const decimal = DECIMAL[suffix];
  return {
    isNegative: sign === '-',
    whole: digits.replace(/^0+/, '') || '0',
    fraction: behind,
    base: binary === undefined ? 10 : 2,
    exponent: binary ?? decimal ?? Number(suffix.slice(1)),
    format:
      binary !== undefined ? 'BinarySI' : decimal === undefined ? 'DecimalExponent' : 'DecimalSI',
  };
}

const write = (value: bigint, scale: number, dec: string, text: string, format: string): string =>
  `{i:(resource.int64Amount){value:(int64)${value} scale:(resource.Scale)${scale}}` +
  ` d:(resource.infDecAmount){Dec:${dec}} s:(string)${text} Format:(resource.Format)${format}}`;

/** Digits that the quick way may have; negative when it cannot be gone. */
function precisionOf({ base, exponent, whole, fraction }: Parts): number {
  if (base === 10) return MAX_DIGITS - whole.length - fraction.length;
  if (fraction !== '') return -1;
  return MAX_BINARY_DIGITS - whole.length - Math.trunc((exponent * 3) / 10) - 1;
}

/** Whether the text is kept with the number, because it is how the number is written anyway. */
function isCanonical({ base, exponent }: Parts, digits: string, scale: number): boolean {
  if (base === 2) return exponent % 10 === 0 && (BigInt(digits) & 7n) !== 0n;
  return scale % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0');
}

/** A number that is no small whole one: as the digits of billionths. */
function writeBig(parts: Parts): string {
  const { isNegative, whole, fraction, base, exponent, format } = parts;
  let unscaled = BigInt(whole + fraction);
  let scale = fraction.length;
  if (base === 2) unscaled <<= BigInt(exponent);
  else scale -= exponent;
  const shift = NANO - scale;
  const divisor = 10n ** BigInt(Math.max(0, -shift));
  const exact = unscaled * 10n ** BigInt(Math.max(0, shift));
  const rounded = (exact + divisor - 1n) / divisor;
  const dec =
    `(*inf.Dec){unscaled:(big.Int){neg:(bool)${isNegative} abs:(big.nat)[${rounded}]}` +
    ` scale:(inf.Scale)${NANO}}`;
  const isSmall = format === 'BinarySI' && rounded < 10n ** BigInt(NANO) && rounded > 0n;
  return write(0n, 0, dec, '', isSmall ? 'DecimalSI' : format);
}

/** A quantity as Go's spew writes its structure after parsing. Models resource.ParseQuantity. */
export function dumpQuantity(value: Json | undefined): string {
  if (value === undefined || value === null) return write(0n, 0, NO_DECIMAL, '', '');
  const text = String(value);
  if (text === '0') return write(0n, 0, NO_DECIMAL, '0', 'DecimalSI');
  const parts = partsOf(text);
  const { whole, fraction, base, exponent, format, isNegative } = parts;
  const scale = (base === 10 ? exponent : 0) - fraction.length;
  if (precisionOf(parts) < 0 || scale < -NANO) return writeBig(parts);
  const digits = whole + fraction;
  const mantissa = base === 2 ? 1n << BigInt(exponent) : 1n;
  const number = BigInt(digits) * mantissa * (isNegative ? -1n : 1n);
  const kept = isCanonical(parts, digits, scale) ? text : '';
  return write(number, scale, NO_DECIMAL, kept, format);
}
