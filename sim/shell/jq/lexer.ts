import { JqSyntaxError } from './syntax.ts';
import { repaired } from './utf8.ts';

export type TokenType =
  | 'number'
  /** A string with what is interpolated into it. */
  | 'string'
  | 'field'
  | 'variable'
  | 'format'
  | 'name'
  | 'keyword'
  | 'operator'
  /** A bracket that closes nothing. */
  | 'invalid'
  | 'end';

export interface Token {
  readonly type: TokenType;
  readonly text: string;
  readonly parts: readonly (string | readonly Token[])[];
  readonly at: number;
}

const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'def if then elif else end as reduce foreach try catch label import include and or ' + '__loc__'
  ).split(' '),
);

const PATTERN = new RegExp(
  [
    '(?<space>[ \\t\\r\\n]+|#[^\\n]*)',
    '(?<number>(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?)',
    '\\.(?<field>[A-Za-z_]\\w*)',
    '\\$(?<variable>(?:[A-Za-z_]\\w*::)*[A-Za-z_]\\w*)',
    '(?<format>@\\w+)',
    '(?<name>(?:[A-Za-z_]\\w*::)*[A-Za-z_]\\w*)',
    '(?<operator>\\?//|//=|\\|=|\\+=|-=|\\*=|/=|%=|==|!=|<=|>=|//|\\.\\.|[-+*/%=<>|,.:;()[\\]{}?$])',
  ].join('|'),
  'y',
);

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  '"': '"',
  '\\': '\\',
  '/': '/',
};

const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const CLOSING: ReadonlySet<string> = new Set(Object.values(CLOSERS));

interface Scanned {
  readonly tokens: Token[];
  readonly end: number;
}

/** A string's parts; `from` is behind the opening quote. */
function scanString(source: string, from: number): { parts: Token['parts']; end: number } {
  const parts: (string | readonly Token[])[] = [];
  let text = '';
  for (let i = from; i < source.length; ) {
    const c = source.charAt(i);
    if (c === '"') return { parts: [...parts, repaired(text)], end: i + 1 };
    if (c !== '\\') {
      text += c;
      i++;
      continue;
    }
    const escaped = source.charAt(i + 1);
    if (escaped === '(') {
      const inner = scan(source, i + 2, true);
      parts.push(text, inner.tokens);
      text = '';
      i = inner.end;
    } else if (escaped === 'u') {
      const digits = /^[0-9a-fA-F]*/.exec(source.slice(i + 2, i + 6))?.[0] ?? '';
      if (digits.length < 4) {
        const shown = `"\\u${digits}"`;
        const at = `line 1, column ${shown.length}`;
        const words = `Invalid \\uXXXX escape at ${at} (while parsing '${shown}')`;
        throw new JqSyntaxError(words, i);
      }
      text += String.fromCharCode(Number.parseInt(source.slice(i + 2, i + 6), 16));
      i += 6;
    } else {
      const plain = ESCAPES[escaped];
      if (plain === undefined) {
        const words = `Invalid escape at line 1, column 4 (while parsing '"\\${escaped}"')`;
        throw new JqSyntaxError(words, i);
      }
      text += plain;
      i += 2;
    }
  }
  throw new JqSyntaxError(
    'syntax error, unexpected $end, expecting QQSTRING_TEXT or QQSTRING_INTERP_START or QQSTRING_END',
    from,
  );
}

/** Tokens from `from` on, up to the end or to the parenthesis that closes an interpolation. */
function scan(source: string, from: number, isInner: boolean): Scanned {
  const tokens: Token[] = [];
  const add = (type: TokenType, text: string, at: number, parts: Token['parts'] = []): void => {
    tokens.push({ type, text, parts, at });
  };
  const open: string[] = [];
  for (let at = from; at < source.length; ) {
    if (source.charAt(at) === '"') {
      const { parts, end } = scanString(source, at + 1);
      add('string', '', at, parts);
      at = end;
      continue;
    }
    PATTERN.lastIndex = at;
    const found = PATTERN.exec(source);
    if (found === null) {
      add('invalid', source.charAt(at), at++);
      continue;
    }
    const [whole] = found;
    const [type = 'operator', text = ''] =
      Object.entries(found.groups ?? {}).find(([, value]) => value !== undefined) ?? [];
    if (isInner && whole === ')' && open.length === 0) {
      add('end', '', at);
      return { tokens, end: at + 1 };
    }
    const closer = CLOSERS[whole];
    if (closer !== undefined) open.push(closer);
    const isStray = CLOSING.has(whole) && open.at(-1) !== whole;
    if (CLOSING.has(whole) && !isStray) open.pop();
    if (type === 'name' && KEYWORDS.has(text)) add('keyword', text, at);
    else if (isStray) add('invalid', whole, at);
    else if (type !== 'space') add(type as TokenType, text, at);
    at += whole.length;
  }
  // An error at the end is shown at the last piece: blanks, a name after its `$`, a closing quote.
  const blanks = /\s+$/.exec(source);
  if (blanks !== null && tokens.length > 0) {
    add('end', '', blanks.index);
    return { tokens, end: source.length };
  }
  const last = tokens.at(-1);
  const lastAt = last?.type === 'variable' ? last.at + 1 : (last?.at ?? 0);
  add('end', '', last?.type === 'string' ? source.trimEnd().length - 1 : lastAt);
  return { tokens, end: source.length };
}

/** Splits a jq program into tokens; the last is `end`. */
export const tokenize = (source: string): readonly Token[] => scan(source, 0, false).tokens;
