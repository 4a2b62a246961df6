import type { Json } from '../../api/index.ts';
import { resolvePlain, TIMESTAMP } from './scalar.ts';
import { type Format, writeShaped } from './shaped.ts';
import { createTextCache } from './text-cache.ts';

const SIMPLE_KEY = /^[A-Za-z0-9_]([\w./-]*[A-Za-z0-9_])?$/;
/** What some reader of YAML takes for a truth or for nothing. */
const AMBIGUOUS_WORD = /^(y|n|t|f|yes|no|on|off|true|false|null)$/i;
/** Floats that only Go reads. */
const GO_FLOAT = /^(inf|infinity|nan|0x[0-9a-f]*\.?[0-9a-f]*p[-+]?[0-9]+)$/i;

/** Whether Go reads a key as a number; underlines within do not count. */
function isNumber(key: string): boolean {
  const bare = key.replaceAll('_', '');
  return GO_FLOAT.test(bare) || Number.isFinite(resolvePlain(bare));
}

const isPlainKey = (key: string): boolean =>
  SIMPLE_KEY.test(key) && !AMBIGUOUS_WORD.test(key) && !isNumber(key) && !TIMESTAMP.test(key);

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
  // A space that a line begins with would be taken for its indentation.
  const lineText = (line: string): string => escaped(line).replace(/^ /, '\\ ');
  const body = lines.map((line) => `${indent}   ${lineText(line)}\\n\\\n`).join('');
  const rest = last === '' ? '' : `${indent}   ${lineText(last)}\\\n`;
  return `"\\\n${body}${rest}${indent}  "`;
}

const keyText = (key: string): string => (isPlainKey(key) ? key : `"${escaped(key)}"`);

/** Where a value stands: what is written before and after it, and the indent of its last line. */
interface Layout {
  readonly start: string;
  readonly end: string;
  readonly indent: string;
}

const FORMAT: Format<Layout> = {
  ordered: (keys) => [...keys].sort(),
  valueAt({ indent }, key) {
    const inner = `${indent}  `;
    return { start: `${inner}${keyText(key)}: `, end: ',\n', indent: inner };
  },
  itemAt({ indent }, _, areAll) {
    const inner = `${indent}  `;
    return areAll ? { start: '', end: '', indent } : { start: inner, end: ',\n', indent: inner };
  },
  between: (areAll) => (areAll ? ', ' : ''),
  scalar: (value, { start, end, indent }) => start + scalarText(value, indent) + end,
  open: ({ start }, isList, areAll) => start + (isList ? (areAll ? '[' : '[\n') : '{\n'),
  close: ({ indent, end }, isList, areAll) => `${areAll ? '' : indent}${isList ? ']' : '}'}${end}`,
};

function scalarText(value: Json, indent: string): string {
  if (typeof value === 'string') return stringText(value, indent);
  if (Array.isArray(value)) return '[]';
  return typeof value === 'object' && value !== null ? '{}' : String(value);
}

/** What a verb made has the order of its type. */
const TYPED_FORMAT: Format<Layout> = { ...FORMAT, ordered: (keys) => keys };

/** The texts of the objects of a list. */
const ITEMS = createTextCache();
const TYPED_ITEMS = createTextCache();
const MARGIN: Layout = { start: '', end: '', indent: '' };

/** A value as KYAML, the stricter YAML with braces. Models sigs.k8s.io/yaml/kyaml. */
export const toKyaml = (value: Json): string => kyamlPieces(value).join('');

/** The same in the pieces in which it is written. */
export const kyamlPieces = (value: Json): readonly string[] => [
  '---\n',
  ...writeShaped(FORMAT, MARGIN, value, ITEMS),
  '\n',
];

/** The same with the fields in the order that they have. */
export const typedKyamlPieces = (value: Json): readonly string[] => [
  '---\n',
  ...writeShaped(TYPED_FORMAT, MARGIN, value, TYPED_ITEMS),
  '\n',
];
