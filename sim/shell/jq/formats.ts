import { decodeBase64, decodeUtf8, encodeBase64, encodeUtf8, ownAt } from '../../kernel/index.ts';
import { repaired } from './utf8.ts';
import { describe, fail, isArray, type Json, numberText, toJson } from './values.ts';

const textOf = (value: Json): string => (typeof value === 'string' ? value : toJson(value));

const HTML: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  "'": '&apos;',
  '"': '&quot;',
};

const TSV: Readonly<Record<string, string>> = {
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\\': '\\\\',
};

function row(value: Json, name: string, separator: string, text: (one: string) => string): string {
  if (!isArray(value)) {
    return fail(`${describe(value)} cannot be ${name}-formatted, only array`);
  }
  return value
    .map((one) => {
      if (typeof one === 'string') return text(one);
      if (typeof one === 'number') return numberText(one);
      if (typeof one === 'boolean') return String(one);
      return one === null ? '' : fail(`${describe(one)} is not valid in a csv row`);
    })
    .join(separator);
}

const shellWord = (value: Json): string => {
  if (typeof value === 'string') return `'${value.replaceAll("'", "'\\''")}'`;
  if (value !== null && typeof value === 'object') {
    return fail(`${describe(value)} can not be escaped for shell`);
  }
  return toJson(value);
};

const uri = (text: string): string =>
  [...encodeUtf8(text)]
    .map((byte) => {
      const c = String.fromCharCode(byte);
      if (/[A-Za-z0-9_.!~*'()-]/.test(c)) return c;
      return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');

function fromBase64(value: Json): string {
  const [text = ''] = textOf(value).split('=', 1);
  const named = describe(textOf(value));
  if (/[^A-Za-z0-9+/]/.test(text)) return fail(`${named} is not valid base64 data`);
  if (text.length % 4 === 1) return fail(`${named} trailing base64 byte found`);
  const decoded = decodeBase64(text.padEnd(Math.ceil(text.length / 4) * 4, '='));
  if (!decoded.ok) return fail(`${named} is not valid base64 data`);
  return repaired(decodeUtf8(decoded.bytes));
}

const FORMATS: Readonly<Record<string, (value: Json) => string>> = {
  text: textOf,
  json: toJson,
  csv: (value) => row(value, 'csv', ',', (one) => `"${one.replaceAll('"', '""')}"`),
  tsv: (value) => row(value, 'tsv', '\t', (one) => one.replace(/[\t\n\r\\]/g, (c) => TSV[c] ?? c)),
  html: (value) => textOf(value).replace(/[<>&'"]/g, (c) => HTML[c] ?? c),
  uri: (value) => uri(textOf(value)),
  sh: (value) => (isArray(value) ? value.map(shellWord).join(' ') : shellWord(value)),
  base64: (value) => encodeBase64(encodeUtf8(textOf(value))),
  base64d: fromBase64,
};

/** `@name` of a value. */
export function formatValue(name: string, value: Json): string {
  const format = ownAt(FORMATS, name);
  return format === undefined ? fail(`${name} is not a valid format`) : format(value);
}
