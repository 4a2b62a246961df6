import { escapeRegExp, namedClass, readBracket } from './pattern.ts';

export type RegExpResult =
  | { readonly ok: true; readonly source: string; readonly groups: number }
  | { readonly ok: false; readonly message: string };

/** POSIX's RE_DUP_MAX, as glibc has it. */
const MAX_REPEAT = 32_767;

/** Whether a repetition that repeats nothing is an error, as POSIX has it. */
const isStrictDialect = (dialect: Dialect): boolean => dialect === 'posix' || dialect === 'sed';

/** Basic, or extended: as grep -E reads it, as POSIX has it, and as sed -E reads it. */
export type Dialect = 'basic' | 'grep' | 'posix' | 'sed';

const fail = (message: string): RegExpResult => ({ ok: false, message });

const WORDS: Readonly<Record<string, string>> = {
  w: '[\\p{L}\\p{N}_]',
  W: '[^\\p{L}\\p{N}_]',
  s: '\\s',
  S: '\\S',
  b: '\\b',
  B: '\\B',
  '<': '\\b(?=[\\p{L}\\p{N}_])',
  '>': '\\b(?<=[\\p{L}\\p{N}_])',
  '`': '(?<![^])',
  "'": '(?![^])',
};

type Interval =
  | { readonly type: 'repeat'; readonly source: string; readonly length: number }
  | { readonly type: 'text' }
  | { readonly type: 'error'; readonly message: string };

/** What follows an opening brace: a number of repetitions, or plain text. */
function readInterval(rest: string, dialect: Dialect, isRepeatable: boolean): Interval {
  const isExtended = dialect !== 'basic';
  const match = /^(\d*)(,?)(\d*)(\\?)\}/.exec(rest);
  const isClosed = match !== null && (match[4] === '\\') !== isExtended;
  const bad = (message: string): Interval => ({ type: 'error', message });
  if (isRepeatable && match !== null && isClosed) {
    const [whole, least = '', comma = '', most = ''] = match;
    if (most !== '' && Number(most) < Number(least)) return bad('Invalid content of \\{\\}');
    if (Number(least) > MAX_REPEAT || Number(most) > MAX_REPEAT) {
      return bad('Regular expression too big');
    }
    const source = `{${least === '' ? '0' : least}${comma}${most}}`;
    return { type: 'repeat', source, length: whole.length };
  }
  // grep takes one that repeats nothing for nothing.
  const isNothing = match !== null && isClosed && !isRepeatable;
  if (dialect === 'grep' && isNothing) {
    return { type: 'repeat', source: '', length: match[0].length };
  }
  if (dialect === 'grep') return { type: 'text' };
  if (isExtended) {
    if (!isRepeatable) return bad('Invalid preceding regular expression');
    return bad(rest.includes('}') ? 'Invalid content of \\{\\}' : 'Unmatched \\{');
  }
  if (!rest.includes('\\}')) return bad('Unmatched \\{');
  return bad(isRepeatable ? 'Invalid content of \\{\\}' : 'Invalid preceding regular expression');
}

/** What is wrong with the bracket expression from `start` to `end`, undefined when it is open. */
function bracketProblem(text: string, start: number, end: number | undefined): string | undefined {
  if (end === undefined) {
    return text.length === start + 1
      ? 'Invalid regular expression'
      : 'Unmatched [, [^, [:, [., or [=';
  }
  const classes = text.slice(start, end).match(/\[:([a-z]+):\]/g) ?? [];
  const isUnknown = classes.some((one) => namedClass(one.slice(2, -2)) === undefined);
  if (isUnknown) return 'Invalid character class name';
  const inside = text.slice(start + 1, end - 1).replace(/^\^/, '');
  if (/\[:[a-z]+:\]-[^\]]/.test(inside)) return 'Invalid range end';
  const plain = inside.replace(/\[([:.=]).*?\1\]/g, '').replace(/^[\]-]/, '');
  for (const [, low = '', high = ''] of plain.matchAll(/([^-])-([^-])/gu)) {
    if (low > high) return 'Invalid range end';
  }
  return /\[\.[^\]]{2,}\.\]/.test(inside) ? 'Invalid collation character' : undefined;
}

/** `source` with an operator behind it. A repetition of a repetition means the outer of both. */
function repeated(source: string, operator: string): string {
  const last = /(?:[*+?]|\{\d*,?\d*\})$/.exec(source);
  const isTwice = last !== null && /[^\\](?:[*+?]|\{[\d,]*\})$/.test(source);
  return isTwice ? `${source.slice(0, last.index)}*` : source + operator;
}

/** The bracket expression that begins at `start`, or GNU's message about it. */
function bracketAt(text: string, start: number): { source: string; end: number } | string {
  const bracket = readBracket(text, start, false);
  return bracketProblem(text, start, bracket?.end) ?? bracket ?? '';
}

/** What a character, perhaps one behind a backslash, matches, and whether it may be repeated. */
function characterSource(symbol: string, isEscaped: boolean): readonly [string, boolean] {
  const word = isEscaped ? WORDS[symbol] : undefined;
  if (word !== undefined) return [word, !/[bB<>`']/.test(symbol)];
  return [isEscaped && symbol === 'n' ? '\\n' : escapeRegExp(symbol), true];
}

const PLAIN = String.raw`(?:[^()[\]\\*+?{}.^$|]|\\[^\w\s])+`;
const CHOICES = String.raw`${PLAIN}(?:\|${PLAIN})+`;
const PLAIN_ONLY = new RegExp(`^${PLAIN}$`);
const ALL_CHOICES = new RegExp(`^${CHOICES}$`);
const GROUPED_CHOICES = new RegExp(String.raw`(?<!\\)(\((?:\?:)?)(${CHOICES})\)`, 'g');

/** Alternatives that are plain texts, the longest first: RegExp takes the first that matches. */
export const longestFirst = (alternatives: readonly string[]): readonly string[] =>
  alternatives.every((one) => PLAIN_ONLY.test(one))
    ? alternatives.toSorted((a, b) => b.length - a.length)
    : alternatives;

const choices = (source: string): string => longestFirst(source.split('|')).join('|');

/** Models POSIX's rule of the longest match, as far as the alternatives are plain texts. */
export const withLongest = (source: string): string =>
  ALL_CHOICES.test(source)
    ? choices(source)
    : source.replace(
        GROUPED_CHOICES,
        (_, open: string, inner: string) => `${open}${choices(inner)})`,
      );

/**
 * A POSIX regular expression, with GNU's extensions, as the source of one for RegExp (flag `u`).
 * The message of a failure is GNU's. Alternatives that are no plain texts are tried in order.
 */
export function translateRegExp(text: string, dialect: Dialect): RegExpResult {
  const isExtended = dialect !== 'basic';
  const isStrict = isStrictDialect(dialect);
  let out = '';
  let groups = 0;
  const open: number[] = [];
  /** Whether a repetition may follow: something was matched that it can repeat. */
  let isRepeatable = false;
  const add = (source: string, repeatable: boolean): void => {
    out += source;
    isRepeatable = repeatable;
  };
  const isStart = (): boolean => out === '' || /[(|^]$/.test(out);
  const repeat = (operator: string): void => {
    out = isRepeatable ? repeated(out, operator) : out + operator;
  };
  for (let i = 0; i < text.length; ) {
    const c = String.fromCodePoint(text.codePointAt(i) ?? 0);
    const rest = text.slice(i + 1);
    const isEscaped = c === '\\';
    const symbol = isEscaped ? rest.charAt(0) : c;
    const isOperator = isEscaped !== isExtended;
    const width = isEscaped ? 2 : c.length;
    if (isEscaped && rest === '') return fail('Trailing backslash');
    if (isOperator && symbol === '(') {
      open.push(++groups);
      add('(', false);
    } else if (isOperator && symbol === ')') {
      const isOpen = open.pop() !== undefined;
      if (!isOpen && (!isExtended || dialect === 'sed')) return fail('Unmatched ) or \\)');
      add(isOpen ? ')' : '\\)', true);
    } else if (isOperator && symbol === '|') add('|', false);
    else if (isOperator && symbol === '{') {
      const interval = readInterval(text.slice(i + width), dialect, isRepeatable);
      if (interval.type === 'error') return fail(interval.message);
      if (interval.type === 'text') add('\\{', true);
      else repeat(interval.source);
      if (interval.type === 'repeat') i += interval.length;
    } else if (isOperator && (symbol === '+' || symbol === '?')) {
      if (isRepeatable) repeat(symbol);
      else if (isStrict) return fail('Invalid preceding regular expression');
      else add(isExtended && out === '' ? '' : `\\${symbol}`, !(isExtended && out === ''));
    } else if (!isEscaped && c === '*') {
      if (isRepeatable) repeat('*');
      else if (!isExtended) add('\\*', true);
      else if (isStrict) return fail('Invalid preceding regular expression');
      else if (!isStart()) add('\\*', true);
    } else if (!isEscaped && c === '^') {
      const isAnchor = isExtended || i === 0 || /\\[(|]$|\n$/.test(text.slice(0, i));
      // grep repeats an anchor too, which RegExp does in a group only.
      if (dialect === 'grep') add('(?:(?<![^]))', true);
      else add(isAnchor ? '(?<![^])' : '\\^', !isAnchor);
    } else if (!isEscaped && c === '$') {
      const isAnchor = isExtended || rest === '' || /^\\[)|]|^\n/.test(rest);
      add(isAnchor ? '(?:(?![^]))' : '\\$', isExtended || !isAnchor);
    } else if (!isEscaped && c === '.') add('[^\\0]', true);
    else if (!isEscaped && c === '[') {
      const bracket = bracketAt(text, i);
      if (typeof bracket === 'string') return fail(bracket);
      add(bracket.source, true);
      i = bracket.end;
      continue;
    } else if (isEscaped && /[1-9]/.test(symbol)) {
      if (Number(symbol) > groups) return fail('Invalid back reference');
      add(`(?:\\${symbol})`, true);
    } else add(...characterSource(symbol, isEscaped));
    i += width;
  }
  if (open.length > 0) return fail('Unmatched ( or \\(');
  return { ok: true, source: withLongest(out), groups };
}
