import { encodeSortedJson, type Json, quote } from '../../api/index.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/** JSON with four spaces a level and a newline, escaped as Go does; the order of keys is kept. */
export const toJson = (value: Json): string =>
  `${JSON.stringify(value, null, 4).replace(/[<>&\u2028\u2029]/g, (c) => ESCAPES[c] ?? c)}\n`;

/** The same with two spaces a level. */
export const toNarrowJson = (value: Json): string =>
  toJson(value).replace(/^( +)/gm, (space) => space.slice(space.length / 2));

/** JSON on one line, keys in order. */
export const toCompactJson = (value: Json): string => encodeSortedJson(value);

/** A value as Go prints it with `%#v`; the real tool shows it where a template failed. */
export function toGoSyntax(value: Json): string {
  if (value === null) return 'interface {}(nil)';
  if (typeof value === 'string') return quote(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map(toGoSyntax).join(', ')}}`;
  const fields = Object.keys(value)
    .sort()
    .map((key) => `${quote(key)}:${toGoSyntax(value[key] as Json)}`);
  return `map[string]interface {}{${fields.join(', ')}}`;
}
