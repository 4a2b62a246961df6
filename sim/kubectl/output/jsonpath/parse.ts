import type { Filter, IndexRange, Part, Step } from './nodes.ts';

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: string };

/** Stops the parser; it never leaves this file. */
class SyntaxFailure extends Error {}

const refuse = (text: string): never => {
  throw new SyntaxFailure(text);
};

function attempt<T>(parse: () => T): Parsed<T> {
  try {
    return { ok: true, value: parse() };
  } catch (error) {
    if (error instanceof SyntaxFailure) return { ok: false, error: error.message };
    throw error;
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/** The text of a quoted string, its escapes resolved. */
function unquoted(quoted: string): string {
  const wrong = (): never => refuse(`unquote string ${quoted} error invalid syntax`);
  return quoted
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-7]{3})|(.))/gs, (_, u, x, octal, c) => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      const hex = u ?? x;
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      return ESCAPES[c] ?? wrong();
    });
}

/** Reads the inside of one action, from left to right. */
interface Cursor {
  readonly text: string;
  at: number;
  readonly steps: Step[];
}

/** Where a quoted string that begins at `at` ends; a backslash before the quote keeps it open. */
function endOfQuote(text: string, at: number): number {
  const quote = text.charAt(at);
  for (let i = at + 1; i < text.length && text.charAt(i) !== '\n'; i++) {
    if (text.charAt(i) === quote && text.charAt(i - 1) !== '\\') return i + 1;
  }
  return refuse('unterminated quoted string');
}

/** Where the filter that begins at `at` closes: at a `)` outside the first pair of quotes. */
function endOfFilter(text: string, at: number): number {
  let quote = '';
  let isClosed = false;
  for (let i = at; i < text.length && text.charAt(i) !== '\n'; i++) {
    const character = text.charAt(i);
    if (character === '"' || character === "'") {
      if (quote === '') quote = character;
      else if (character === quote && text.charAt(i - 1) !== '\\') isClosed = true;
    } else if (character === ')' && (quote === '') === !isClosed) return i;
  }
  return refuse('unterminated filter');
}

const FILTER = /^([^!<>=]+)([!<>=]+)(.+?)$/;

function parseFilter(cursor: Cursor): void {
  const start = cursor.at + '[?('.length;
  const end = endOfFilter(cursor.text, start);
  if (cursor.text.charAt(end + 1) !== ']') refuse('unclosed array expect ]');
  cursor.at = end + 2;
  const text = cursor.text.slice(start, end);
  const [, left, operator = '', right = ''] = FILTER.exec(text) ?? [];
  const filter: Filter =
    left === undefined
      ? { left: parseInner(text), operator: 'exists', right: [] }
      : { left: parseInner(left), operator, right: parseInner(right) };
  cursor.steps.push({ type: 'filter', filter });
}

const INDEX = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/;

const numberOf = (text: string | undefined): number | undefined =>
  text === undefined || text === '' || text === ':' ? undefined : Number(text.replace(':', ''));

function indexRange(text: string): IndexRange {
  const parts = INDEX.exec(text);
  if (parts === null) return refuse(`invalid array index ${text}`);
  const [, from, to, step] = parts;
  return {
    from: numberOf(from),
    to: numberOf(to),
    step: numberOf(step),
    isSingle: to === undefined && step === undefined,
  };
}

function parseArray(cursor: Cursor): void {
  const end = cursor.text.indexOf(']', cursor.at);
  if (end < 0) refuse('unterminated array');
  const inner = cursor.text.slice(cursor.at + 1, end);
  cursor.at = end + 1;
  const items = inner.split(',');
  if (items.length > 1) {
    const paths = items.map((item) => parseInner(`[${item.trim()}]`));
    cursor.steps.push({ type: 'union', paths });
    return;
  }
  // A quoted key is a path of its own: ['metadata.name'] goes two steps down.
  const key = /^'([^']*)'$/.exec(inner)?.[1];
  if (key !== undefined) cursor.steps.push(...parseInner(`.${key}`));
  else cursor.steps.push({ type: 'index', range: indexRange(inner === '*' ? ':' : inner) });
}

const TERMINATOR = /[\s.,[\]$@{}]/;

function parseField(cursor: Cursor): void {
  const start = cursor.at;
  const { text } = cursor;
  while (cursor.at < text.length && !TERMINATOR.test(text.charAt(cursor.at))) {
    cursor.at += text.charAt(cursor.at) === '\\' ? 2 : 1;
  }
  const name = text.slice(start, cursor.at);
  cursor.steps.push(
    name === '*' ? { type: 'wildcard' } : { type: 'field', name: name.replaceAll('\\', '') },
  );
}

function parseRecursive(cursor: Cursor): void {
  if (cursor.steps.at(-1)?.type === 'recursive') refuse('invalid multiple recursive descent');
  cursor.at += 2;
  cursor.steps.push({ type: 'recursive' });
  if (/[\p{L}\p{N}_]/u.test(cursor.text.charAt(cursor.at))) parseField(cursor);
}

function parseNumber(cursor: Cursor): void {
  const number = /^[-+]?[\d.]*/.exec(cursor.text.slice(cursor.at))?.[0] ?? '';
  cursor.at += number.length;
  if (!/\d/.test(number) || Number.isNaN(Number(number))) refuse(`cannot parse number ${number}`);
  cursor.steps.push({ type: 'number', value: Number(number) });
}

function parseWord(cursor: Cursor): void {
  const start = cursor.at;
  while (cursor.at < cursor.text.length && !TERMINATOR.test(cursor.text.charAt(cursor.at))) {
    cursor.at++;
  }
  const word = cursor.text.slice(start, cursor.at);
  cursor.steps.push(
    word === 'true' || word === 'false'
      ? { type: 'boolean', value: word === 'true' }
      : { type: 'word', word },
  );
}

/** Parses one step; whether the action is closed. */
function parseStep(cursor: Cursor): boolean {
  const { text, at } = cursor;
  if (text.startsWith('}', at)) {
    cursor.at++;
    return true;
  }
  const character = text.charAt(at);
  if (text.startsWith('[?(', at)) parseFilter(cursor);
  else if (text.startsWith('..', at)) parseRecursive(cursor);
  else if (character === '' || character === '\n') refuse('unclosed action');
  else if (character === ' ' || character === '@' || character === '$') cursor.at++;
  else if (character === '[') parseArray(cursor);
  else if (character === '"' || character === "'") {
    cursor.at = endOfQuote(text, at);
    cursor.steps.push({ type: 'text', text: unquoted(text.slice(at, cursor.at)) });
  } else if (character === '.') {
    cursor.at++;
    parseField(cursor);
  } else if (/[-+\d]/.test(character)) parseNumber(cursor);
  else if (/[\p{L}_]/u.test(character)) parseWord(cursor);
  else {
    const code = text.codePointAt(at) as number;
    const hex = code.toString(16).toUpperCase().padStart(4, '0');
    refuse(`unrecognized character in action: U+${hex} '${String.fromCodePoint(code)}'`);
  }
  return false;
}

/** The action that begins at `at`, after its brace, and where it ends. */
function parseAction(text: string, at: number): { steps: Step[]; end: number } {
  const cursor: Cursor = { text, at, steps: [] };
  while (!parseStep(cursor));
  return { steps: cursor.steps, end: cursor.at };
}

/** The steps of a path inside another one. */
const parseInner = (text: string): Step[] => parseAction(`${text}}`, 0).steps;

function parseParts(template: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  while (at < template.length) {
    const open = template.indexOf('{', at);
    const end = open < 0 ? template.length : open;
    if (end > at) parts.push({ type: 'text', text: template.slice(at, end) });
    if (open < 0) break;
    const action = parseAction(template, open + 1);
    parts.push({ type: 'action', steps: action.steps });
    at = action.end;
  }
  return parts;
}

/**
 * Parses a whole template: `{range .items[*]}{.metadata.name}{"\n"}{end}`. Models the parser of
 * client-go/util/jsonpath.
 */
export const parseTemplate = (template: string): Parsed<Part[]> =>
  attempt(() => parseParts(template));

/** A path of a column or of sorting, which may lack its braces and leading dot, with both. */
export function relaxedPath(expression: string): Parsed<string> {
  if (expression === '') return { ok: true, value: '' };
  const [, braced, bare] = /^(?:\{\.?([^{}]+)\}|\.?([^{}]+))$/.exec(expression) ?? [];
  const inner = braced ?? bare;
  if (inner !== undefined) return { ok: true, value: `{.${inner}}` };
  const forms = "'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'";
  return { ok: false, error: `unexpected path string, expected a ${forms}` };
}

/** Parses such a path. */
export function parseRelaxed(expression: string): Parsed<{ parts: Part[]; text: string }> {
  const text = relaxedPath(expression);
  if (!text.ok) return text;
  const parsed = parseTemplate(text.value);
  return parsed.ok ? { ok: true, value: { parts: parsed.value, text: text.value } } : parsed;
}
