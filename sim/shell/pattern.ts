import { ownAt } from '../kernel/index.ts';

const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'a-zA-Z\\u00c0-\\u024f',
  digit: '0-9',
  alnum: 'a-zA-Z0-9\\u00c0-\\u024f',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
  print: ' -~\\u00a0-\\uffff',
  graph: '!-~\\u00a1-\\uffff',
  cntrl: '\\x00-\\x1f\\x7f',
  xdigit: '0-9A-Fa-f',
  word: '\\w',
};

/** The inside of a regular expression's class for the inside of a POSIX bracket expression. */
export const namedClass = (name: string): string | undefined => ownAt(CLASSES, name);

const escapeOne = (character: string): string =>
  /[\\^$.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;

/** `text` as a regular expression that matches it alone. */
export const escapeRegExp = (text: string): string => [...text].map(escapeOne).join('');

const escapeInClass = (character: string): string =>
  /[\\\]^[-]/.test(character) ? `\\${character}` : character;

/**
 * Reads a bracket expression that opens at `at`. Returns the class for a regular expression and
 * where
 * it ends, or undefined when it is not closed. With `escapes`, a backslash quotes the next
 * character.
 */
export function readBracket(
  text: string,
  at: number,
  escapes: boolean,
): { source: string; end: number } | undefined {
  let i = at + 1;
  let source = '';
  const isNegated = text[i] === '^' || (escapes && text[i] === '!');
  if (isNegated) i++;
  for (let isFirst = true; ; isFirst = false) {
    const character = text[i];
    if (character === undefined) return undefined;
    if (character === ']' && !isFirst) break;
    const named = /^\[([:.=])(.+?)\1\]/.exec(text.slice(i));
    if (named !== null) {
      const [whole, kind = '', name = ''] = named;
      source += kind === ':' ? (namedClass(name) ?? '') : escapeInClass(name);
      i += whole.length;
      continue;
    }
    if (character === '\\' && escapes && i + 1 < text.length) i++;
    const low = String.fromCodePoint(text.codePointAt(i) ?? 0);
    i += low.length;
    if (text[i] === '-' && text[i + 1] !== ']' && text[i + 1] !== undefined) {
      let at2 = i + 1;
      if (text[at2] === '\\' && escapes) at2++;
      const high = String.fromCodePoint(text.codePointAt(at2) ?? 0);
      i = at2 + high.length;
      if (low <= high) source += `${escapeInClass(low)}-${escapeInClass(high)}`;
      continue;
    }
    source += escapeInClass(low);
  }
  const empty = isNegated ? '[^]' : '[]';
  return { source: source === '' ? empty : `[${isNegated ? '^' : ''}${source}]`, end: i + 1 };
}

function closingParenthesis(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth === 0) return i;
  }
  return -1;
}

function splitAlternatives(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '(') depth++;
    else if (text[i] === ')') depth--;
    else if (text[i] === '|' && depth === 0) {
      parts.push(text.slice(from, i));
      from = i + 1;
    }
  }
  return [...parts, text.slice(from)];
}

/**
 * The regular expression source of a shell pattern, in which a backslash quotes a character; an
 * extended one knows `@(a|b)` and its like.
 */
export function patternSource(
  pattern: string,
  isExtended: boolean,
  isLazy = false,
  /** What makes the names of its groups its own. */
  scope = '',
): string {
  let out = '';
  for (let i = 0; i < pattern.length; ) {
    const character = String.fromCodePoint(pattern.codePointAt(i) ?? 0);
    if (isExtended && /[?*+@!]/.test(character) && pattern[i + 1] === '(') {
      const close = closingParenthesis(pattern, i + 1);
      if (close > 0) {
        const inner = splitAlternatives(pattern.slice(i + 2, close))
          .map((part, n) => patternSource(part, true, false, `${scope}p${i}n${n}`))
          .join('|');
        const rest = patternSource(pattern.slice(close + 1), true, isLazy, `${scope}r`);
        if (character === '!') {
          // What lies between here and there is none of these: looking back from there, they do
          // not lead to where so much text was left as here.
          if (inner.includes('(?<!')) return `${out}(?!(?:${inner})${rest}$)[^]*?${rest}`;
          const here = `left${scope}`;
          const many = isLazy ? '[^]*?' : '[^]*';
          return `${out}(?=(?<${here}>[^]*))${many}(?<!(?=\\k<${here}>$)(?:${inner}))${rest}`;
        }
        const suffix = character === '@' ? '' : character;
        out += `(?:${inner})${suffix}`;
        i = close + 1;
        continue;
      }
    }
    if (character === '*') {
      while (pattern[i + 1] === '*') i++;
      out += isLazy ? '[^]*?' : '[^]*';
    } else if (character === '?') out += '[^]';
    else if (character === '[') {
      const bracket = readBracket(pattern, i, true);
      if (bracket !== undefined) {
        out += bracket.source;
        i = bracket.end;
        continue;
      }
      out += '\\[';
    } else if (character === '\\' && i + 1 < pattern.length) {
      const quoted = String.fromCodePoint(pattern.codePointAt(i + 1) ?? 0);
      out += escapeOne(quoted);
      i += quoted.length;
    } else out += escapeOne(character);
    i += character.length;
  }
  return out;
}

/** Whether all of `text` matches a shell pattern. */
export function matchesPattern(
  pattern: string,
  text: string,
  ignoreCase = false,
  isExtended = false,
): boolean {
  const source = patternSource(pattern, isExtended);
  return new RegExp(`^(?:${source})$`, ignoreCase ? 'iu' : 'u').test(text);
}

/** Quotes what is special in a shell pattern. */
export const quotePattern = (text: string): string => text.replace(/[\\*?[\]()|+@!^-]/g, '\\$&');

/** Whether a pattern has anything that is not quoted and matches more than itself. */
export function isPattern(pattern: string, isExtended: boolean): boolean {
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i] ?? '';
    if (character === '\\') i++;
    else if (character === '*' || character === '?') return true;
    else if (character === '[' && readBracket(pattern, i, true) !== undefined) return true;
    else if (isExtended && /[+@!]/.test(character) && pattern[i + 1] === '(') return true;
  }
  return false;
}

/** A pattern that matches only itself, without its quoting backslashes. */
export const unquotePattern = (pattern: string): string => pattern.replace(/\\([\s\S])/g, '$1');
