import type { Json } from '../../../api/index.ts';
import { decodeBase64, decodeUtf8, encodeUtf8, ownAt } from '../../../kernel/index.ts';
import { printf } from './printf.ts';
import { goText, goType, isTrue, type Value, WholeFloat } from './values.ts';

/** What a function refuses; its caller says where. */
export class CallFailure extends Error {}

const refuse = (text: string): never => {
  throw new CallFailure(text);
};

type Basic = 'bool' | 'int' | 'float64' | 'string';

const BASIC: Readonly<Record<string, Basic>> = {
  ...{ bool: 'bool', int: 'int', int64: 'int', float64: 'float64', string: 'string' },
};

const basicKind = (value: Value): Basic =>
  BASIC[goType(value)] ?? refuse('invalid type for comparison');

const incompatible = (left: Value, right: Value): never =>
  refuse(`incompatible types for comparison: ${goType(left)} and ${goType(right)}`);

function isSame(left: Value, right: Value): boolean {
  if (left === undefined || left === null || right === undefined || right === null) {
    return (left ?? null) === (right ?? null);
  }
  const [a, b] = [goType(left), goType(right)];
  const isHeld = BASIC[a] === undefined && BASIC[b] === undefined;
  if (isHeld && a === b) refuse(`non-comparable type ${goText(right)}: ${b}`);
  if (isHeld) refuse(`non-comparable types ${goText(left)}: ${a}, ${b}: ${goText(right)}`);
  if (BASIC[a] === undefined || BASIC[a] !== BASIC[b]) incompatible(left, right);
  if (BASIC[a] === 'float64') return Number(left) === Number(right);
  // biome-ignore lint/suspicious/noDoubleEquals: whole numbers of two types are compared by value
  return BASIC[a] === 'int' ? left == right : left === right;
}

function isLess(left: Value, right: Value): boolean {
  const [a, b] = [basicKind(left), basicKind(right)];
  if (a !== b) incompatible(left, right);
  if (a === 'bool') refuse('invalid type for comparison');
  return (left as string) < (right as string);
}

function compare(name: string, [left, ...others]: readonly Value[]): boolean {
  if (name === 'eq') {
    if (others.length === 0) refuse('missing argument for comparison');
    return others.some((other) => isSame(left, other));
  }
  const [right] = others;
  switch (name) {
    case 'ne':
      return !isSame(left, right);
    case 'lt':
      return isLess(left, right);
    case 'le':
      return isLess(left, right) || isSame(left, right);
    case 'gt':
      return !isLess(left, right) && !isSame(left, right);
    default:
      return !isLess(left, right);
  }
}

function lengthOf(value: Value): bigint {
  if (typeof value === 'string') return BigInt(encodeUtf8(value).length);
  if (typeof value === 'object' && value !== null && !(value instanceof WholeFloat)) {
    return BigInt(Object.keys(value).length);
  }
  if (value === undefined) refuse('reflect: call of reflect.Value.Type on zero Value');
  return refuse(value === null ? 'len of nil pointer' : `len of type ${goType(value)}`);
}

function positionOf(key: Value, length: number, type: 'slice' | 'string'): number {
  const position =
    typeof key === 'bigint' || typeof key === 'number'
      ? Number(key)
      : refuse(`cannot index slice/array with type ${goType(key)}`);
  // The end itself is only found out by what is asked for it.
  if (position === length) refuse(`reflect: ${type} index out of range`);
  if (position < 0 || position > length) refuse(`index out of range: ${position}`);
  return position;
}

function indexed(start: Value, keys: readonly Value[]): Value {
  let value = start;
  if (start === undefined) refuse('index of untyped nil');
  for (const key of keys) {
    if (value === undefined || value === null) return refuse('index of nil pointer');
    if (typeof value === 'string') {
      const bytes = encodeUtf8(value);
      value = BigInt(bytes[positionOf(key, bytes.length, 'string')] as number);
    } else if (Array.isArray(value)) value = value[positionOf(key, value.length, 'slice')];
    else if (typeof value === 'object' && !(value instanceof WholeFloat)) {
      if (typeof key !== 'string') refuse(`value has type ${goType(key)}; should be string`);
      value = ownAt(value, key as string);
    } else return refuse(`can't index item of type ${goType(value)}`);
  }
  return value;
}

function sliced(value: Value, bounds: readonly Value[]): Value {
  if (value === null || value === undefined) return refuse('slice of untyped nil');
  if (typeof value !== 'string' && !Array.isArray(value)) {
    return refuse(`can't slice item of type ${goType(value)}`);
  }
  const [from = 0, to = value.length] = bounds.map((bound) => {
    const at = Number(bound);
    if (at < 0 || at > value.length) refuse(`index out of range: ${at}`);
    return at;
  });
  if (from > to) refuse(`invalid slice index: ${from} > ${to}`);
  return value.slice(from, to);
}

/** Values one after the other, with a space where neither of two neighbours is text. */
function sprint(values: readonly Value[]): string {
  let text = '';
  for (const [i, value] of values.entries()) {
    const isSpaced = i > 0 && typeof value !== 'string' && typeof values[i - 1] !== 'string';
    text += `${isSpaced ? ' ' : ''}${goText(value)}`;
  }
  return text;
}

/** Values for a function that escapes: what is not there has words. */
const printable = (values: readonly Value[]): Value[] =>
  values.map((value) => value ?? '<no value>');

const HTML: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};

const escapedJs = (text: string): string =>
  text.replace(/[\\'"<>&=]|\p{Cc}/gu, (c) => {
    if (/[\\'"]/.test(c)) return `\\${c}`;
    const code = (c.codePointAt(0) as number).toString(16).toUpperCase();
    return `\\u${code.padStart(4, '0')}`;
  });

function exists(start: Value, keys: readonly Value[]): boolean {
  let value = start;
  for (const key of keys) {
    if (typeof value !== 'object' || value === null) return false;
    value = (value as Record<string, Json>)[String(key)];
  }
  return value !== undefined;
}

function decoded(value: Value): string {
  const bytes = decodeBase64(String(value));
  if (bytes.ok) return decodeUtf8(bytes.bytes);
  return refuse(`base64 decode failed: illegal base64 data at input byte ${bytes.offset}`);
}

/** How many arguments the functions with a certain number of them take. */
const EXACT_ARGUMENTS: Readonly<Record<string, number>> = {
  ...{ not: 1, len: 1, base64decode: 1, ne: 2, lt: 2, le: 2, gt: 2, ge: 2 },
};
/** How many the others take at least. */
const LEAST_ARGUMENTS: Readonly<Record<string, number>> = {
  ...{ and: 1, or: 1, index: 1, slice: 1, call: 1, printf: 1, eq: 1, exists: 1 },
};

/** What is said when a function is given too few or too many arguments; '' when it is not. */
export function wrongCount(name: string, given: number): string {
  const exact = EXACT_ARGUMENTS[name];
  const wanted = exact ?? LEAST_ARGUMENTS[name] ?? 0;
  if (exact === undefined ? given >= wanted : given === wanted) return '';
  const least = exact === undefined ? 'at least ' : '';
  return `wrong number of args for ${name}: want ${least}${wanted} got ${given}`;
}

/** Calls one of a template's functions; `source` is its first argument as it is written. */
export function callFunction(name: string, values: readonly Value[], source: string): Value {
  const [first, ...rest] = values;
  switch (name) {
    case 'and':
      return values.find((value) => !isTrue(value)) ?? values.at(-1);
    case 'or':
      return values.find(isTrue) ?? values.at(-1);
    case 'not':
      return !isTrue(first);
    case 'len':
      return lengthOf(first);
    case 'index':
      return indexed(first, rest);
    case 'slice':
      return sliced(first, rest);
    case 'call':
      return refuse(
        first === undefined || first === null
          ? 'call of nil'
          : `non-function ${source} of type ${goType(first)}`,
      );
    case 'print':
      return sprint(values);
    case 'println':
      return `${values.map(goText).join(' ')}\n`;
    case 'printf':
      return printf(String(first), rest);
    case 'html':
      return sprint(printable(values)).replace(/[&<>"']/g, (c) => HTML[c] ?? c);
    case 'js':
      return escapedJs(sprint(printable(values)));
    case 'urlquery':
      return encodeURIComponent(sprint(printable(values))).replaceAll('%20', '+');
    case 'exists':
      return exists(first, rest);
    case 'base64decode':
      return decoded(first);
    default:
      return compare(name, values);
  }
}
