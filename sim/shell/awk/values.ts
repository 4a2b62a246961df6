import { decodeUtf8, encodeUtf8 } from '../../kernel/index.ts';
import { formatFloat } from '../format.ts';

/**
 * Text in here is a string of bytes, one a character, because mawk knows no characters: it counts,
 * cuts and pads bytes.
 */
export interface Input {
  readonly text: string;
  readonly number: number;
}

/** A number, a string, or input that looks like a number and compares as one. */
export type Value = number | string | Input;

/** What was never assigned: the empty string and zero. */
export const NOTHING: Input = { text: '', number: 0 };

const ASCII = /^[\0-\x7f]*$/;

/** The bytes of text. */
export function toBytes(text: string): string {
  if (ASCII.test(text)) return text;
  let out = '';
  for (const byte of encodeUtf8(text)) out += String.fromCharCode(byte);
  return out;
}

/** The text of bytes. */
export function fromBytes(bytes: string): string {
  if (ASCII.test(bytes)) return bytes;
  return decodeUtf8(Uint8Array.from(bytes, (c) => c.charCodeAt(0)));
}

// The C library's reader of numbers takes hexadecimal ones too, and what is no finite number.
const PREFIX =
  /^[ \t\n\r\f\v]*([-+]?(?:0[xX][\da-fA-F]+|\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[-+]?(?:inf|nan))/i;
const NUMERIC = /^[ \t\n\r\f\v]*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?[ \t\n\r\f\v]*$/;

/** What text from outside is: a number too, if it looks like one. */
export const inputValue = (text: string): Value =>
  NUMERIC.test(text) ? { text, number: Number(text) } : text;

export function toNumber(value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return value.number;
  const found = PREFIX.exec(value)?.[1];
  if (found === undefined) return 0;
  const name = /^([-+]?)([in])/i.exec(found);
  if (name !== null) {
    const isInfinite = name[2]?.toLowerCase() === 'i';
    return isInfinite ? (name[1] === '-' ? -1 : 1) * Number.POSITIVE_INFINITY : Number.NaN;
  }
  const hexadecimal = /^([-+]?)(0[xX].*)$/.exec(found);
  if (hexadecimal === null) return Number(found);
  return Number(hexadecimal[2]) * (hexadecimal[1] === '-' ? -1 : 1);
}

/** What mawk takes for an integer has 31 bits; larger numbers are written by the format. */
const INTEGER_LIMIT = 2 ** 31 - 1;

/** How a number is written: an integer as one, anything else as `format` (such as `%.6g`) says. */
export function numberText(value: number, format: string): string {
  if (Number.isInteger(value) && Math.abs(value) <= INTEGER_LIMIT) {
    return String(value === 0 ? 0 : value);
  }
  if (Number.isNaN(value)) return '-nan';
  const found = /^%([-+ #0]*)(\d*)(?:\.(\d+))?([efgEFG])$/.exec(format);
  if (found === null) return formatFloat(value, 'g', '', 0, 6);
  const [, flags = '', size = '', precision = '6', kind = 'g'] = found;
  return formatFloat(value, kind, flags, Number(size), Number(precision));
}

export function toText(value: Value, format: string): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? numberText(value, format) : value.text;
}

export function isTrue(value: Value): boolean {
  if (typeof value === 'number') return value !== 0;
  return typeof value === 'string' ? value !== '' : value.number !== 0;
}

/** Below zero, zero or above: as numbers if both are (or look like) numbers, else byte by byte. */
export function compareValues(left: Value, right: Value, format: string): number {
  if (typeof left !== 'string' && typeof right !== 'string') {
    // What is no number is as large as any.
    const [x, y] = [toNumber(left), toNumber(right)];
    return x < y ? -1 : x > y ? 1 : 0;
  }
  const [a, b] = [toText(left, format), toText(right, format)];
  return a < b ? -1 : a > b ? 1 : 0;
}
