import type { Json } from '../../../api/index.ts';
import { decodeBase64, decodeUtf8, encodeUtf8 } from '../../../kernel/index.ts';
import { printf } from './printf.ts';
import { goText, goType, isTrue, type Value } from './values.ts';

/** What a function refuses; its caller says where. */
export class CallFailure extends Error {}

const refuse = (text: string): never => {
  throw new CallFailure(text);
};

type Basic = 'bool' | 'int' | 'float64' | 'string';

function basicKind(value: Value): Basic {
  const type = goType(value);
  if (type === 'bool' || type === 'int' || type === 'float64' || type === 'string') return type;
  return refuse('invalid type for comparison');
}

function isSame(left: Value, right: Value): boolean {
  if (left === undefined || left === null || right === undefined || right === null) {
    return (left ?? null) === (right ?? null);
  }
  const [a, b] = [basicKind(left), basicKind(right)];
  if (a !== b) refuse(`incompatible types for comparison: ${a} and ${b}`);
  return left === right;
}

function isLess(left: Value, right: Value): boolean {
  const [a, b] = [basicKind(left), basicKind(right)];
  if (a !== b) refuse(`incompatible types for comparison: ${a} and ${b}`);
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
  if (typeof value === 'object' && value !== null) return BigInt(Object.keys(value).length);
  return refuse(
    value === undefined || value === null ? 'len of nil pointer' : `len of type ${goType(value)}`,
  );
}

function positionOf(key: Value, length: number): number {
  const position =
    typeof key === 'bigint' || typeof key === 'number'
      ? Number(key)
      : refuse(`cannot index slice/array with type ${goType(key)}`);
  if (position < 0 || position >= length) refuse(`index out of range: ${position}`);
  return position;
}

function indexed(start: Value, keys: readonly Value[]): Value {
  let value = start;
  for (const key of keys) {
    if (value === undefined || value === null) return refuse('index of nil pointer');
    if (Array.isArray(value)) value = value[positionOf(key, value.length)];
    else if (typeof value === 'object') {
      if (typeof key !== 'string') refuse(`value has type ${goType(key)}; should be string`);
      value = value[key as string];
    } else return refuse(`can't index item of type ${goType(value)}`);
  }
  return value;
}

function sliced(value: Value, bounds: readonly Value[]): Value {
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

/** Calls one of a template's functions. */
export function callFunction(name: string, values: readonly Value[]): Value {
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
          : `non-function of type ${goType(first)}`,
      );
    case 'print':
      return sprint(values);
    case 'println':
      return `${values.map(goText).join(' ')}\n`;
    case 'printf':
      return printf(String(first), rest);
    case 'html':
      return sprint(values).replace(/[&<>"']/g, (c) => HTML[c] ?? c);
    case 'js':
      return escapedJs(sprint(values));
    case 'urlquery':
      return encodeURIComponent(sprint(values)).replaceAll('%20', '+');
    case 'exists':
      return exists(first, rest);
    case 'base64decode':
      return decoded(first);
    default:
      return compare(name, values);
  }
}
