import type { Json, JsonObject } from '../../api/index.ts';
import { needsQuotes } from './scalar.ts';

const SIMPLE_KEY = /^[A-Za-z0-9_][\w./-]*$/;

const escaped = (text: string): string =>
  text.replace(/["\\]/g, '\\$&').replace(/(?![\t\n])\p{Cc}/gu, (character) => {
    const code = character.codePointAt(0) as number;
    return character === '\r' ? '\\r' : `\\x${code.toString(16).toUpperCase().padStart(2, '0')}`;
  });

/** A string of several lines is folded into lines of its own, below where it begins. */
function stringText(text: string, indent: string): string {
  if (!text.includes('\n')) return `"${escaped(text)}"`;
  const lines = text.split('\n');
  const last = lines.pop() as string;
  const body = lines.map((line) => `${indent}   ${escaped(line)}\\n\\\n`).join('');
  const rest = last === '' ? '' : `${indent}   ${escaped(last)}\\\n`;
  return `"\\\n${body}${rest}${indent}  "`;
}

const keyText = (key: string): string =>
  SIMPLE_KEY.test(key) && !needsQuotes(key) ? key : `"${escaped(key)}"`;

function objectText(object: JsonObject, indent: string): string {
  const keys = Object.keys(object).sort();
  if (keys.length === 0) return '{}';
  const inner = `${indent}  `;
  const fields = keys.map(
    (key) => `${inner}${keyText(key)}: ${valueText(object[key] as Json, inner)},\n`,
  );
  return `{\n${fields.join('')}${indent}}`;
}

const isCollection = (value: Json): boolean => typeof value === 'object' && value !== null;

function listText(items: readonly Json[], indent: string): string {
  if (items.length === 0) return '[]';
  if (items.every(isCollection)) {
    return `[${items.map((item) => valueText(item, indent)).join(', ')}]`;
  }
  const inner = `${indent}  `;
  return `[\n${items.map((item) => `${inner}${valueText(item, inner)},\n`).join('')}${indent}]`;
}

function valueText(value: Json, indent: string): string {
  if (typeof value === 'string') return stringText(value, indent);
  if (Array.isArray(value)) return listText(value, indent);
  if (typeof value === 'object' && value !== null) return objectText(value, indent);
  return String(value);
}

/** A value as KYAML, the stricter YAML with braces. Models sigs.k8s.io/yaml/kyaml. */
export const toKyaml = (value: Json): string => `---\n${valueText(value, '')}\n`;
