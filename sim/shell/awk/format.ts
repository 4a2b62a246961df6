import { formatFloat } from '../format.ts';
import { toNumber, toText, type Value } from './values.ts';

const DIRECTIVE = /%(?:(%)|([-+ #0]*)(\*|\d+)?(?:\.(\*|\d*))?[hlL]*([\s\S]?))/g;

/** Stands for what cannot be shown; no byte of a text is like it. */
const SHORT = '\ufffe';

const pad = (text: string, flags: string, size: number): string =>
  flags.includes('-') ? text.padEnd(size) : text.padStart(size);

function integerText(value: number, kind: string, flags: string, precision: number): string {
  const isSigned = kind === 'd' || kind === 'i';
  // mawk keeps to 32 bits.
  const limit = isSigned ? 2 ** 31 - 1 : 2 ** 32 - 1;
  const least = isSigned ? -(2 ** 31 - 1) : 0;
  const inRange = Number.isNaN(value) ? least : Math.max(least, Math.min(limit, value));
  const whole = BigInt(Math.trunc(inRange));
  const unsigned = isSigned ? whole : BigInt.asUintN(64, whole);
  const magnitude = unsigned < 0n ? -unsigned : unsigned;
  const base = kind === 'o' ? 8 : kind === 'x' || kind === 'X' ? 16 : 10;
  let digits = magnitude.toString(base).padStart(precision, '0');
  if (flags.includes('#') && magnitude !== 0n) {
    digits = (kind === 'o' ? '0' : base === 16 ? '0x' : '') + digits;
  }
  if (kind === 'X') digits = digits.toUpperCase();
  const plus = flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  return (unsigned < 0n ? '-' : isSigned ? plus : '') + digits;
}

/** One number by a directive of C's printf. */
function formatNumber(
  value: number,
  kind: string,
  flags: string,
  size: number,
  precision: number | undefined,
): string {
  if (/[eEfFgG]/.test(kind)) return formatFloat(value, kind, flags, size, precision ?? 6);
  const text = integerText(value, kind, flags, precision ?? 1);
  if (!flags.includes('0') || flags.includes('-') || precision !== undefined) {
    return pad(text, flags, size);
  }
  const sign = /^[-+ ]?(?:0x)?/i.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(size - sign.length, '0');
}

/** What a format makes of its values. */
export interface Formatted {
  /** Up to the first directive without a value or a meaning, if there is one. */
  readonly text: string;
  readonly isShort: boolean;
  /** Which directive, counted from 1, is none; undefined where all are. */
  readonly badConversion: number | undefined;
}

/** `sprintf`. A character is a byte. */
export function formatValues(
  format: string,
  args: readonly Value[],
  numberFormat: string,
): Formatted {
  let at = 0;
  let isShort = false;
  let conversions = 0;
  let badConversion: number | undefined;
  const next = (): Value => {
    const value = args[at++];
    if (value === undefined) isShort = true;
    return value ?? '';
  };
  const shown = format.replace(
    DIRECTIVE,
    (_, percent, flags: string, width?: string, places?: string, kind = '') => {
      if (percent !== undefined) return '%';
      if (badConversion !== undefined) return '';
      conversions++;
      if (at >= args.length) {
        isShort = true;
        return SHORT;
      }
      let given = flags;
      let size = width === '*' ? Math.trunc(toNumber(next())) : Number(width ?? 0);
      if (size < 0) {
        given += '-';
        size = -size;
      }
      const precision =
        places === undefined ? undefined : Number(places === '*' ? toNumber(next()) : places);
      if (kind === 's') {
        const value = toText(next(), numberFormat);
        return pad(precision === undefined ? value : value.slice(0, precision), given, size);
      }
      if (kind === 'c') {
        const value = next();
        const isText = typeof value === 'string';
        const byte = String.fromCharCode(Math.trunc(toNumber(value)) & 255);
        return pad(isText ? value.charAt(0) || '\0' : byte, given, size);
      }
      if (!/[diouxXeEfFgG]/.test(kind)) {
        badConversion = conversions;
        return SHORT;
      }
      return formatNumber(toNumber(next()), kind, given, size, precision);
    },
  );
  const end = shown.indexOf(SHORT);
  return { text: end < 0 ? shown : shown.slice(0, end), isShort, badConversion };
}
