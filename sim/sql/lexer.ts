import type { Dialect } from './dialect.ts';
import { SqlFailure } from './errors.ts';
import { lookup } from './lookup.ts';
import type { Token, TokenType } from './token.ts';

const OPERATORS = [
  ...['<=>', '->>', '!~*', '::', ':=', '<<', '>>', '<=', '>=', '<>', '!=', '||', '&&', '->', '!~'],
  ...['~*', '@>', '<@'],
];
const ESCAPES = lookup({
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  '0': '\0',
  Z: '\x1a',
  // Kept for LIKE.
  '%': '\\%',
  _: '\\_',
});
const isWordStart = (c: string): boolean => /[A-Za-z_\u0080-\uffff]/.test(c);
const WORD = /[\w$\u0080-\uffff]*/y;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const HEXADECIMAL = /0x[0-9a-fA-F]+|0b[01]+(?![\w$])/y;
const QUOTED_BYTES = /[xX]'(?:[0-9a-fA-F]{2})*'|[bB]'[01]*'/y;
const VARIABLE = /@@(?:(?:global|session|local|persist)\.)?[\w$.]+/iy;
const USER_VARIABLE = /@[\w$.]*/y;
const DOLLAR_TAG = /\$(?:[A-Za-z_]\w*)?\$/y;

const matchAt = (pattern: RegExp, text: string, at: number): string => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
};

const ANY = /[\s\S]?/y;
const WITHIN: Readonly<Record<string, RegExp>> = {
  "'": /[^']*/y,
  '"': /[^"]*/y,
  '`': /[^`]*/y,
};
const WITHOUT_ESCAPES: Readonly<Record<string, RegExp>> = {
  "'": /[^'\\]*/y,
  '"': /[^"\\]*/y,
  '`': /[^`\\]*/y,
};

/** Reads what stands in quotes from `start`; two quotes stand for one. */
function quoted(
  text: string,
  start: number,
  quote: string,
  hasBackslash: boolean,
): { value: string; end: number } | undefined {
  const plain = (hasBackslash ? WITHOUT_ESCAPES : WITHIN)[quote] ?? ANY;
  let value = '';
  for (let at = start + 1; ; ) {
    const run = matchAt(plain, text, at);
    value += run;
    at += run.length;
    const c = text.charAt(at);
    const next = text.charAt(at + 1);
    if (c === quote && next !== quote) return { value, end: at + 1 };
    if (c === quote) value += quote;
    else if (c === '') return undefined;
    else value += ESCAPES.get(next) ?? next;
    at += 2;
  }
}

/** Where blanks and comments that start at `at` end. */
function skipBlanks(dialect: Dialect, text: string, from: number): number {
  let at = from;
  for (;;) {
    const c = text.charAt(at);
    if (c === '') return at;
    if (c === ' ') {
      at++;
      continue;
    }
    if (/[^\s#\-/*]/.test(c)) return at;
    if (/\s/.test(c)) at++;
    else if (c === '#' && dialect.lexis.hashComments) at = lineEnd(text, at);
    else if (text.startsWith('--', at)) {
      const isComment = !dialect.lexis.dashNeedsBlank || /^(\s|$)/.test(text.charAt(at + 2));
      if (!isComment) return at;
      at = lineEnd(text, at);
    } else if (text.startsWith('/*', at)) {
      const version = dialect.lexis.versionedComments
        ? /^\/\*M?!(\d{5,6})?/.exec(text.slice(at, at + 12))
        : null;
      if (version !== null && !version[0].startsWith('/*M')) {
        at += version[0].length;
        continue;
      }
      const end = text.indexOf('*/', at + 2);
      at = end < 0 ? text.length : end + 2;
    } else if (text.startsWith('*/', at) && dialect.lexis.versionedComments) at += 2;
    else return at;
  }
}

const lineEnd = (text: string, at: number): number => {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
};

interface Lexed {
  readonly type: TokenType;
  readonly value: string;
  readonly end: number;
}

function quotedToken(dialect: Dialect, text: string, at: number): Lexed | undefined {
  const { lexis } = dialect;
  const c = text.charAt(at);
  const isEscaped = lexis.escapeStrings && (c === 'e' || c === 'E') && text.charAt(at + 1) === "'";
  if (c === lexis.nameQuote) {
    const found = quoted(text, at, c, false);
    return found && { type: 'name', ...found };
  }
  if (c === "'" || (c === '"' && lexis.doubleQuotedStrings) || isEscaped) {
    const start = isEscaped ? at + 1 : at;
    const found = quoted(text, start, text.charAt(start), lexis.backslashEscapes || isEscaped);
    return found && { type: 'string', ...found };
  }
  if (c === '$' && lexis.dollarQuotes) {
    const tag = matchAt(DOLLAR_TAG, text, at);
    const close = tag === '' ? -1 : text.indexOf(tag, at + tag.length);
    if (close >= 0) {
      return { type: 'string', value: text.slice(at + tag.length, close), end: close + tag.length };
    }
  }
  return undefined;
}

function variableToken(text: string, at: number): Lexed {
  const system = matchAt(VARIABLE, text, at);
  if (system !== '') return { type: 'variable', value: system.slice(2), end: at + system.length };
  const user = matchAt(USER_VARIABLE, text, at);
  const quote = text.charAt(at + 1);
  if (user === '@' && /['"`]/.test(quote)) {
    const found = quoted(text, at + 1, quote, false);
    if (found !== undefined) return { type: 'user variable', ...found };
  }
  return { type: 'user variable', value: user.slice(1), end: at + Math.max(1, user.length) };
}

function lexAt(dialect: Dialect, text: string, at: number): Lexed {
  const c = text.charAt(at);
  if (c === ',' || c === '(' || c === ')') return { type: 'operator', value: c, end: at + 1 };
  const inQuotes = quotedToken(dialect, text, at);
  if (inQuotes !== undefined) return inQuotes;
  if (c === "'" || c === dialect.lexis.nameQuote || c === '"') {
    throw new SqlFailure(dialect.errors.syntax(text, at, text.slice(at)));
  }
  if (c === '@' && dialect.lexis.variables) return variableToken(text, at);
  if (/\d/.test(c) || (c === '.' && /\d/.test(text.charAt(at + 1)))) {
    const hex = c === '0' ? matchAt(HEXADECIMAL, text, at) : '';
    const value = hex === '' ? matchAt(NUMBER, text, at) : hex;
    const behind = text.charAt(at + value.length);
    if (behind === ',' || behind === ')') return { type: 'number', value, end: at + value.length };
    const after = matchAt(WORD, text, at + value.length);
    // `1st` is a name in MySQL; a number is never glued to a word.
    if (after !== '' && hex === '' && /^\d+$/.test(value) && /^[A-Za-z_]/.test(after)) {
      const word = value + after;
      return { type: 'word', value: word, end: at + word.length };
    }
    return { type: 'number', value, end: at + value.length };
  }
  if (isWordStart(c)) {
    const bytes = dialect.lexis.doubleQuotedStrings ? matchAt(QUOTED_BYTES, text, at) : '';
    if (bytes !== '') return { type: 'number', value: bytes, end: at + bytes.length };
    const value = matchAt(WORD, text, at);
    return { type: 'word', value, end: at + value.length };
  }
  if (c === '?' && !dialect.lexis.dollarQuotes)
    return { type: 'parameter', value: '?', end: at + 1 };
  const dollar = dialect.lexis.dollarQuotes ? /^\$\d+/.exec(text.slice(at, at + 8)) : null;
  if (dollar !== null) {
    return { type: 'parameter', value: dollar[0], end: at + dollar[0].length };
  }
  const operator = OPERATORS.find((each) => text.startsWith(each, at)) ?? c;
  return { type: 'operator', value: operator, end: at + operator.length };
}

/** Takes a statement apart. Fails with the dialect's syntax error for quotes that do not end. */
export function lex(dialect: Dialect, text: string): Token[] {
  const tokens: Token[] = [];
  let at = skipBlanks(dialect, text, 0);
  while (at < text.length) {
    const { type, value, end } = lexAt(dialect, text, at);
    const word = type === 'word' ? value.toLowerCase() : type === 'operator' ? value : '';
    tokens.push({ type, value, word, start: at, end });
    at = skipBlanks(dialect, text, end);
  }
  tokens.push({ type: 'end', value: '', word: '', start: text.length, end: text.length });
  return tokens;
}
