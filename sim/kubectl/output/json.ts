import { encodeSortedJson, type Json, type JsonObject, quote } from '../../api/index.ts';
import { type Format, writeShaped } from './shaped.ts';
import { createTextCache } from './text-cache.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

const encoded = (value: Json): string =>
  JSON.stringify(value, null, 4).replace(/[<>&\u2028\u2029]/g, (c) => ESCAPES[c] ?? c);

/** JSON with four spaces a level and a newline, escaped as Go does; the order of keys is kept. */
export const toJson = (value: Json): string => `${encoded(value)}\n`;

/** Where a value stands: what is written before it, and the indent of its last line. */
interface Layout {
  readonly start: string;
  readonly indent: string;
}

/** Text in which nothing is escaped. */
const UNESCAPED = /^[ !#-%'-;=?-[\]-~]*$/;

const scalarText = (value: Json): string =>
  typeof value === 'string' && UNESCAPED.test(value) ? `"${value}"` : encoded(value);

const below = (indent: string, index: number, name: string): Layout => ({
  start: `${index === 0 ? '' : ','}\n${indent}    ${name}`,
  indent: `${indent}    `,
});

const SORTED: Format<Layout> = {
  ordered: (keys) => [...keys].sort(),
  valueAt: ({ indent }, key, index) => below(indent, index, `${encoded(key)}: `),
  itemAt: ({ indent }) => below(indent, 0, ''),
  between: () => ',',
  scalar: (value, { start }) => start + scalarText(value),
  open: ({ start }, isList) => start + (isList ? '[' : '{'),
  close: ({ indent }, isList) => `\n${indent}${isList ? ']' : '}'}`,
};

/** The texts of the objects of a list. */
const ITEMS = createTextCache();

/** The same with the keys of every object in order, in the pieces in which it is written. */
export const sortedJsonPieces = (value: JsonObject): readonly string[] => [
  ...writeShaped(SORTED, { start: '', indent: '' }, value, ITEMS),
  '\n',
];

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
