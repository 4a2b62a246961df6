import { encodeSortedJson, type Json, type JsonObject, quote, sortKeys } from '../../api/index.ts';
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

/** The texts of the objects of a list, indented as they stand in it. */
const ITEMS = createTextCache();
const ITEM_INDENT = '        ';

const itemText = (item: Json): string =>
  ITEM_INDENT + encoded(sortKeys(item)).replaceAll('\n', `\n${ITEM_INDENT}`);

/** The same with the keys of every object in order. */
export function toSortedJson(value: JsonObject): string {
  const { items, ...rest } = value;
  if (!Array.isArray(items) || items.length === 0) return toJson(sortKeys(value));
  const texts = items.map((item) =>
    typeof item === 'object' && item !== null
      ? ITEMS.of(item, () => itemText(item))
      : itemText(item),
  );
  let text = '';
  for (const key of Object.keys(value).sort()) {
    text += `${text === '' ? '{' : ','}\n    ${JSON.stringify(key)}: `;
    if (key !== 'items') {
      text += encoded(sortKeys(rest[key] as Json)).replaceAll('\n', '\n    ');
      continue;
    }
    // Many long texts: putting them together makes fewer copies of them than joining.
    for (const [i, item] of texts.entries()) text += `${i === 0 ? '[' : ','}\n${item}`;
    text += '\n    ]';
  }
  return `${text}\n}\n`;
}

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
