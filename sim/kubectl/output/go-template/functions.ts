import { formatGoValue, type Json, quote } from '../../../api/index.ts';
import { decodeBase64, decodeUtf8 } from '../../../kernel/index.ts';
import { isTrue, TemplateFailure, type Value } from './values.ts';

const refuse = (text: string): never => {
  throw new TemplateFailure(text);
};

const goText = (value: Value): string =>
  value === undefined || value === null
    ? '<nil>'
    : typeof value === 'object'
      ? formatGoValue(value)
      : String(value);

function compare(name: string, [left, ...others]: readonly Value[]): boolean {
  const right = others[0];
  switch (name) {
    case 'eq':
      return others.some((other) => other === left);
    case 'ne':
      return left !== right;
    default:
      break;
  }
  const [a, b] = [left as number, right as number];
  if (name === 'lt') return a < b;
  if (name === 'le') return a <= b;
  return name === 'gt' ? a > b : a >= b;
}

function lengthOf(value: Value): number {
  if (typeof value === 'string') return value.length;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length;
  return refuse(`error calling len: len of nil pointer`);
}

function indexed(value: Value, keys: readonly Value[]): Value {
  let current = value;
  for (const key of keys) {
    if (Array.isArray(current)) {
      if (typeof key !== 'number' || key < 0 || key >= current.length) {
        return refuse(`error calling index: index out of range: ${goText(key)}`);
      }
      current = current[key];
    } else if (typeof current === 'object' && current !== null) current = current[String(key)];
    else return refuse('error calling index: index of untyped nil');
  }
  return current;
}

/** Text for a format of printf: the verbs s, d, v, q, t, f, x and a width. */
function printf(format: string, values: readonly Value[]): string {
  let next = 0;
  return format.replace(/%(-?)(\d*)(?:\.(\d+))?([sdvqtfx%])/g, (_, minus, width, digits, verb) => {
    if (verb === '%') return '%';
    const value = values[next++];
    let text = verb === 'q' ? quote(String(value)) : goText(value);
    if (verb === 'f') text = Number(value).toFixed(digits === undefined ? 6 : Number(digits));
    if (verb === 'x') text = Number(value).toString(16);
    const size = Number(width);
    return minus === '-' ? text.padEnd(size) : text.padStart(size);
  });
}

const HTML: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};

function exists(value: Value, keys: readonly Value[]): boolean {
  let current = value;
  for (const key of keys) {
    if (typeof current !== 'object' || current === null) return false;
    current = (current as Record<string, Json>)[String(key)];
  }
  return current !== undefined;
}

function decoded(value: Value): string {
  const bytes = decodeBase64(String(value));
  return bytes.ok
    ? decodeUtf8(bytes.bytes)
    : refuse(
        'error calling base64decode: base64 decode failed: illegal base64 data at input byte ' +
          `${bytes.offset}`,
      );
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
      return (first as string | Json[]).slice(Number(rest[0] ?? 0), rest[1] as number | undefined);
    case 'print':
      return values.map(goText).join('');
    case 'println':
      return `${values.map(goText).join(' ')}\n`;
    case 'printf':
      return printf(String(first), rest);
    case 'html':
      return values
        .map(goText)
        .join('')
        .replace(/[&<>"']/g, (c) => HTML[c] ?? c);
    case 'js':
      return JSON.stringify(goText(first)).slice(1, -1);
    case 'urlquery':
      return encodeURIComponent(goText(first)).replaceAll('%20', '+');
    case 'exists':
      return exists(first, rest);
    case 'base64decode':
      return decoded(first);
    default:
      return compare(name, values);
  }
}
