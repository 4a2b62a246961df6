import { decodeUtf8, encodeUtf8 } from '../../kernel/index.ts';
import type { Json, JsonObject } from './json-value.ts';
import { JqFailure } from './syntax.ts';

export type { Json, JsonObject } from './json-value.ts';

export type Kind = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';

export const isArray = (value: Json): value is readonly Json[] => Array.isArray(value);
export const isObject = (value: Json): value is JsonObject => value instanceof Map;

export function kindOf(value: Json): Kind {
  if (value === null) return 'null';
  if (isArray(value)) return 'array';
  if (isObject(value)) return 'object';
  return typeof value as Kind;
}

export const isTrue = (value: Json): boolean => value !== null && value !== false;

const rank = (value: Json): number =>
  value === null
    ? 0
    : value === false
      ? 1
      : value === true
        ? 2
        : typeof value === 'number'
          ? 3
          : typeof value === 'string'
            ? 4
            : isArray(value)
              ? 5
              : 6;

/** By code points, as bytes of UTF-8 compare. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const [a, b] = [left.charCodeAt(i), right.charCodeAt(i)];
    if (a === b) continue;
    const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;
    return isHigh(a) === isHigh(b) ? a - b : isHigh(a) ? 1 : -1;
  }
  return left.length - right.length;
}

export const sortedKeys = (value: JsonObject): string[] => [...value.keys()].sort(compareText);

/** The order of all values: null, false, true, numbers, strings, arrays, objects. */
export function compare(left: Json, right: Json): number {
  const order = rank(left) - rank(right);
  if (order !== 0) return order;
  if (typeof left === 'number' && typeof right === 'number') {
    // NaN is less than any number, itself included.
    return left < right || Number.isNaN(left) ? -1 : left === right ? 0 : 1;
  }
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  if (isArray(left) && isArray(right)) {
    for (let i = 0; i < Math.min(left.length, right.length); i++) {
      const part = compare(left[i] ?? null, right[i] ?? null);
      if (part !== 0) return part;
    }
    return left.length - right.length;
  }
  if (isObject(left) && isObject(right)) {
    const keys = sortedKeys(left);
    const byKeys = compare(keys, sortedKeys(right));
    if (byKeys !== 0) return byKeys;
    for (const key of keys) {
      const part = compare(left.get(key) ?? null, right.get(key) ?? null);
      if (part !== 0) return part;
    }
  }
  return 0;
}

/** How jq writes a number. */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return 'null';
  const finite = Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value));
  if (finite === 0) return Object.is(finite, -0) ? '-0' : '0';
  const [mantissa = '', exponentText = '0'] = Math.abs(finite).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  const sign = finite < 0 ? '-' : '';
  const point = Number(exponentText) + 1;
  if (point <= -4 || point > digits.length + 15) {
    const exponent = String(Math.abs(point - 1)).padStart(2, '0');
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
    return `${sign}${digits.charAt(0)}${fraction}e${point - 1 < 0 ? '-' : '+'}${exponent}`;
  }
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (digits.length <= point) return sign + digits.padEnd(point, '0');
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '\b': '\\b',
  '\f': '\\f',
};

const unicodeEscape = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;

export function quote(text: string, isAscii = false): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what JSON escapes
  const escaped = text.replace(/["\\\x00-\x1f\x7f]/g, (c) => {
    return ESCAPES[c] ?? unicodeEscape(c.charCodeAt(0));
  });
  if (!isAscii) return `"${escaped}"`;
  return `"${escaped.replace(/[\u0080-\uffff]/g, (c) => unicodeEscape(c.charCodeAt(0)))}"`;
}

/** A value on one line. */
export function toJson(value: Json): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number') return numberText(value);
  if (isArray(value)) return `[${value.map(toJson).join(',')}]`;
  if (isObject(value)) {
    return `{${[...value].map(([key, one]) => `${quote(key)}:${toJson(one)}`).join(',')}}`;
  }
  return String(value);
}

/** How many bytes an error shows of a value that is longer, before three dots. */
const SHOWN = 11;

/** A value with its type as errors name it. */
export function describe(value: Json): string {
  const text = toJson(value);
  const bytes = encodeUtf8(text);
  const isLong = bytes.length > SHOWN + 3;
  const shown = isLong ? `${decodeUtf8(bytes.slice(0, SHOWN))}...` : text;
  return `${kindOf(value)} (${shown})`;
}

export function fail(text: string): never {
  throw new JqFailure(text);
}
