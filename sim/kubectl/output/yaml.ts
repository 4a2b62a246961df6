import type { Json } from '../../api/index.ts';
import { needsQuotes, resolvePlain } from './scalar.ts';
import { type Format, writeShaped } from './shaped.ts';
import { createTextCache } from './text-cache.ts';

const isLetter = (character: string): boolean => /\p{L}/u.test(character);
const isDigit = (character: string | undefined): boolean => /\d/.test(character ?? '');

/** How the digits at `at` compare: the number, then where its digits end. */
function numberAt(text: readonly string[], at: number, lead: number): [number, number] {
  let value = lead;
  let end = at;
  for (; isDigit(text[end]); end++) value = value * 10 + Number(text[end]);
  return [value, end];
}

const isAsciiLetter = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);

/**
 * The order of keys in a printed document: numbers inside keys by value, letters after the rest.
 */
export function compareKeys(a: string, b: string): number {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  const [x, y] = [a.charCodeAt(same), b.charCodeAt(same)];
  return isAsciiLetter(x) && isAsciiLetter(y) ? x - y : compareAnyKeys(a, b);
}

function compareAnyKeys(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  for (let i = 0; i < left.length && i < right.length; i++) {
    const [x, y] = [left[i] as string, right[i] as string];
    if (x === y) continue;
    const [xLetter, yLetter] = [isLetter(x), isLetter(y)];
    if (xLetter && yLetter) return x < y ? -1 : 1;
    if (xLetter || yLetter) return yLetter ? -1 : 1;
    const isZero = x === '0' || y === '0';
    let lead = 0;
    for (let j = i - 1; isZero && j >= 0 && isDigit(left[j]); j--) {
      if (left[j] !== '0') lead = 1;
    }
    const [xNumber, xEnd] = numberAt(left, i, lead);
    const [yNumber, yEnd] = numberAt(right, i, lead);
    if (xNumber !== yNumber) return xNumber - yNumber;
    if (xEnd !== yEnd) return xEnd - yEnd;
    return x < y ? -1 : 1;
  }
  return left.length - right.length;
}

const isPrintable = (code: number): boolean =>
  code === 0x0a ||
  (code >= 0x20 && code <= 0x7e) ||
  code === 0x85 ||
  (code >= 0xa0 && code !== 0xfeff && !(code >= 0xd800 && code <= 0xdfff));

const isSpecial = (text: string): boolean =>
  /[^\n -~]/.test(text) &&
  [...text].some((character) => !isPrintable(character.codePointAt(0) as number));

const PLAIN_START = /^([#,[\]{}&*!|>'"%@`]|[-?:]([\s]|$)|---|\.\.\.)/;

const canBePlain = (text: string): boolean =>
  !PLAIN_START.test(text) && !/(:(\s|$))|\s#/.test(text) && !/^\s|\s$/.test(text);

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\x85': '\\N',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

function escapedCharacter(character: string): string {
  const code = character.codePointAt(0) as number;
  const known = ESCAPES[character];
  if (known !== undefined) return known;
  if (isPrintable(code)) return character;
  if (code <= 0xff) return `\\x${code.toString(16).toUpperCase().padStart(2, '0')}`;
  if (code <= 0xffff) return `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return `\\U${code.toString(16).toUpperCase().padStart(8, '0')}`;
}

/** Text in which nothing is escaped. */
const UNESCAPED = /^[ !#-[\]-~]*$/;

const doubleQuoted = (text: string): string =>
  UNESCAPED.test(text) ? `"${text}"` : `"${[...text].map(escapedCharacter).join('')}"`;

/** Names, images, paths: most strings, and never in need of quotes by their form. */
const WORD = /^[A-Za-z][\w./-]*(:[\w./-]+)*$/;

/** The column after which the next space becomes a line break. */
const BEST_WIDTH = 80;

/**
 * Breaks a scalar, as it would stand on one line from `column` on, at spaces beyond the best width.
 * Models the emitter of go-yaml.
 */
function folded(text: string, line: string, column: number, indent: string): string {
  if (column + line.length <= BEST_WIDTH || !text.includes(' ')) return line;
  const isQuoted = line.length > text.length;
  const isDouble = isQuoted && line.startsWith('"');
  const characters = [...text];
  let out = isQuoted ? line.charAt(0) : '';
  let at = column + out.length;
  for (const [i, character] of characters.entries()) {
    const isInner = !isQuoted || (i > 0 && i < characters.length - 1);
    const isAlone = characters[i - 1] !== ' ' && (isDouble || characters[i + 1] !== ' ');
    if (character === ' ' && at > BEST_WIDTH && isInner && isAlone) {
      out += `\n${indent}${isDouble && characters[i + 1] === ' ' ? '\\' : ''}`;
      at = indent.length;
      continue;
    }
    const shown = isDouble ? escapedCharacter(character) : character;
    const written = isQuoted && !isDouble && character === "'" ? "''" : shown;
    out += written;
    at += written.length;
  }
  return isQuoted ? out + line.charAt(0) : out;
}

/** The longest word that stands for a value: `false`. */
const LONGEST_NAME = 5;

/** A string as one line: bare where it may be, else quoted. */
function inlineString(text: string): string {
  if (WORD.test(text) && (text.length > LONGEST_NAME || resolvePlain(text) === text)) return text;
  if (text.includes('\n') || isSpecial(text) || needsQuotes(text)) return doubleQuoted(text);
  return canBePlain(text) ? text : `'${text.replaceAll("'", "''")}'`;
}

const canBeBlock = (text: string): boolean =>
  text.includes('\n') && !isSpecial(text) && !/ (\n|$)/.test(text);

/** A string of several lines, with `|` and its indicators; `indent` is that of its lines. */
function blockString(text: string, indent: string): string {
  const hint = /^[ \n]/.test(text) ? '2' : '';
  const chomp = !text.endsWith('\n') ? '-' : text.endsWith('\n\n') || text === '\n' ? '+' : '';
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  const lines = body.split('\n').map((line) => (line === '' ? '' : indent + line));
  return `|${hint}${chomp}\n${lines.join('\n')}`;
}

function numberText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return String(value);
  return String(value).replace(/e([-+])(\d)$/, 'e$10$2');
}

/** Where a value stands in the lines of a document. */
interface Layout {
  /** What the line of a value begins with: the indent, dashes, the key. */
  readonly lead: string;
  /** What stands before a value on that line, or before a list or mapping that begins below it. */
  readonly start: string;
  /** Of the first line of a mapping or list here, and of its others. */
  readonly first: string;
  readonly indent: string;
  /** The same of the first dash of a list, and of its others. */
  readonly firstDash: string;
  readonly dash: string;
}

const MARGIN: Layout = { lead: '', start: '', first: '', indent: '', firstDash: '', dash: '' };

/** Writes the values of one document; what a string looks like is worked out once. */
function createFormat(): Format<Layout> {
  const known = new Map<string, string>();
  const inline = (text: string): string => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const shown = inlineString(text);
    known.set(text, shown);
    return shown;
  };
  const scalar = (value: Json, { lead, indent }: Layout): string => {
    if (value === null) return 'null';
    if (typeof value === 'object') return Array.isArray(value) ? '[]' : '{}';
    if (typeof value === 'number') return numberText(value);
    if (typeof value === 'boolean') return String(value);
    if (canBeBlock(value)) return blockString(value, indent);
    return folded(value, inline(value), lead.length, indent);
  };
  return {
    ordered: (keys) => [...keys].sort(compareKeys),
    valueAt({ first, indent }, key, index) {
      const name = inline(key);
      const start = `${index === 0 ? first : indent}${name}:`;
      const inner = `${indent}  `;
      const lead = `${indent}${name}: `;
      return {
        lead,
        start: `${start} `,
        first: inner,
        indent: inner,
        firstDash: indent,
        dash: indent,
      };
    },
    itemAt({ firstDash, dash }, isFirst) {
      const start = `${isFirst ? firstDash : dash}- `;
      const inner = `${dash}  `;
      return { lead: inner, start, first: start, indent: inner, firstDash: start, dash: inner };
    },
    between: () => '',
    scalar: (value, layout) => `${layout.start}${scalar(value, layout)}\n`,
    open: ({ start, first }) => (start === first ? '' : `${start.slice(0, -1)}\n`),
    close: () => '',
  };
}

/** The texts of the objects of a list. */
const ITEMS = createTextCache();

/**
 * A value as the real tool writes YAML: sorted keys, lists not indented, one newline at the end.
 */
export const toYaml = (value: Json): string => yamlPieces(value).join('');

/** The same in the pieces in which it is written. */
export const yamlPieces = (value: Json): readonly string[] =>
  writeShaped(createFormat(), MARGIN, value, ITEMS);
