import { LETTER_ESCAPES } from '../escapes.ts';
import { AwkError } from './syntax.ts';

export type TokenType =
  | 'number'
  | 'string'
  | 'regex'
  | 'name'
  /** A name with `(` right behind it. */
  | 'call'
  | 'builtin'
  | 'keyword'
  | 'operator'
  | 'newline'
  | 'end';

export interface Token {
  readonly type: TokenType;
  /** Its text; a string's and a regular expression's content. */
  readonly text: string;
  readonly line: number;
}

const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'BEGIN END function func if else while for do break continue next nextfile exit return ' +
    'delete in getline print printf'
  ).split(' '),
);

export const BUILTIN_NAMES: ReadonlySet<string> = new Set(
  (
    'length substr index split sub gsub match sprintf sin cos atan2 exp log sqrt int rand srand ' +
    'tolower toupper system close fflush systime strftime mktime'
  ).split(' '),
);

const OPERATOR = /\+\+|--|[-+*/%^]=|[=<>!]=|>>|&&|\|\||!~|[-+*/%^=<>!~?:,;(){}[\]$|]/y;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y;
const WORD = /[A-Za-z_]\w*/y;

const ESCAPES: Readonly<Record<string, string>> = { ...LETTER_ESCAPES, '"': '"' };

/** A string's escapes; one that is unknown stays as it is, with its backslash. */
export function unescapeString(text: string): string {
  return text.replace(
    /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|(\n)|([\s\S]))/g,
    (whole, octal, hex, newline, c) => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 255);
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (newline !== undefined) return '';
      return ESCAPES[c] ?? whole;
    },
  );
}

/** Whether a `/` after `token` divides; otherwise it opens a regular expression. */
function endsOperand(token: Token | undefined): boolean {
  if (token === undefined) return false;
  if (['number', 'string', 'regex', 'name'].includes(token.type)) return true;
  return token.type === 'operator' && [')', ']', '$', '++', '--'].includes(token.text);
}

/** Where the regular expression that opens before `from` ends: at a slash outside of brackets. */
function regexEnd(source: string, from: number): number {
  let isInBracket = false;
  for (let i = from; i < source.length; i++) {
    const c = source.charAt(i);
    if (c === '\n') return -1;
    if (c === '\\') i++;
    else if (isInBracket) isInBracket = c !== ']';
    else if (c === '[') {
      isInBracket = true;
      if (source.charAt(i + 1) === '^') i++;
      if (source.charAt(i + 1) === ']') i++;
    } else if (c === '/') return i;
  }
  return -1;
}

function wordToken(source: string, word: string, end: number, line: number): Token {
  if (KEYWORDS.has(word)) return { type: 'keyword', text: word, line };
  if (BUILTIN_NAMES.has(word)) return { type: 'builtin', text: word, line };
  return { type: source.charAt(end) === '(' ? 'call' : 'name', text: word, line };
}

/** Refuses a constant that no number is near to. */
function checkNumber(text: string, line: number): void {
  const value = Number(text);
  if (value === Number.POSITIVE_INFINITY)
    throw new AwkError(`line ${line}: ${text} : decimal overflow`);
  if (value === 0 && /^[0.]*[1-9]/.test(text))
    throw new AwkError(`line ${line}: ${text} : decimal underflow`);
}

/** Splits a program into tokens; the last is always `end`. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  const take = (pattern: RegExp, at: number): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };
  for (let at = 0; at < source.length; ) {
    const c = source.charAt(at);
    const skipped = take(/[ \t\r]+|\\\r?\n|#[^\n]*/y, at);
    if (skipped !== undefined) {
      if (skipped.endsWith('\n')) line++;
      at += skipped.length;
      continue;
    }
    if (c === '\n') {
      tokens.push({ type: 'newline', text: '\n', line: line++ });
      at++;
      continue;
    }
    if (c === '"') {
      const literal = take(/"((?:[^"\\\n]|\\[\s\S])*)"/y, at);
      if (literal === undefined) {
        const rest = take(/"[^\n]{0,10}/y, at) ?? '"';
        throw new AwkError(`line ${line}: runaway string constant ${rest} ...`);
      }
      tokens.push({ type: 'string', text: unescapeString(literal.slice(1, -1)), line });
      at += literal.length;
      continue;
    }
    if (c === '/' && !endsOperand(tokens.at(-1))) {
      const end = regexEnd(source, at + 1);
      if (end < 0) {
        const rest = take(/\/[^\n]{0,10}/y, at) ?? '/';
        throw new AwkError(`line ${line}: runaway regular expression ${rest} ...`);
      }
      tokens.push({ type: 'regex', text: source.slice(at + 1, end), line });
      at = end + 1;
      continue;
    }
    const number = take(NUMBER, at);
    const word = number === undefined ? take(WORD, at) : undefined;
    const operator = number ?? word ?? take(OPERATOR, at);
    if (operator === undefined) throw new AwkError(`${line}: unexpected character '${c}'`);
    at += operator.length;
    if (number !== undefined) checkNumber(number, line);
    if (number !== undefined) tokens.push({ type: 'number', text: number, line });
    else if (word !== undefined) tokens.push(wordToken(source, word, at, line));
    else tokens.push({ type: 'operator', text: operator, line });
  }
  tokens.push({ type: 'end', text: '', line });
  return tokens;
}
