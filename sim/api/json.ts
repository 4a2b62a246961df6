import type { Json, JsonObject } from './object.ts';

const HTML_ESCAPES: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/**
 * Compact JSON in the order of the keys, with the characters escaped that Go's encoder escapes.
 * Models encoding/json Marshal of a struct.
 */
export const encodeJson = (value: Json): string =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (c) => HTML_ESCAPES[c] ?? c);

/** A copy with the keys of every object in order, as Go writes maps. */
export function sortKeys<T extends Json>(value: T): T {
  if (Array.isArray(value)) return value.map(sortKeys) as T;
  if (typeof value !== 'object' || value === null) return value;
  const sorted: JsonObject = {};
  for (const key of Object.keys(value).sort()) sorted[key] = sortKeys(value[key] as Json);
  return sorted as T;
}

/** Compact JSON with sorted keys. Models encoding/json Marshal of a map. */
export const encodeSortedJson = (value: Json): string => encodeJson(sortKeys(value));

const GO_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '\b': '\\b',
  '\f': '\\f',
  '\v': '\\v',
  '\u0007': '\\a',
};

const isPrintable = (code: number): boolean =>
  code >= 0x20 && !(code >= 0x7f && code <= 0xa0) && ![0xad, 0x2028, 0x2029, 0xfeff].includes(code);

/** A string as Go's `%q` prints it. Models strconv.Quote. */
export function quote(text: string): string {
  let body = '';
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    const known = GO_ESCAPES[character];
    if (known !== undefined) body += known;
    else if (isPrintable(code)) body += character;
    else if (code < 0x80) body += `\\x${code.toString(16).padStart(2, '0')}`;
    else body += `\\u${code.toString(16).padStart(4, '0')}`;
  }
  return `"${body}"`;
}

/**
 * A JSON value as Go's `%v` prints its decoded form: `map[spec:map[replicas:2]]`, `[a b]`, `<nil>`.
 */
export function formatGoValue(value: Json): string {
  if (value === null) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(formatGoValue).join(' ')}]`;
  if (typeof value !== 'object') return String(value);
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${key}:${formatGoValue(value[key] as Json)}`);
  return `map[${entries.join(' ')}]`;
}

/** Whether a JSON value is an object: neither a list nor null. */
export const isObject = (json: Json | undefined): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json);
