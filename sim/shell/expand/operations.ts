import { patternSource } from '../pattern.ts';
import type { Value, Variable } from '../types.ts';
import { itemsOf, keysOf } from '../variables.ts';
import type { Piece } from './fields.ts';
import { quoteDouble, quoteSingle, unescapeAnsi } from './quote.ts';

const ORDER = ['a', 'A', 'i', 'n', 'r', 't', 'x', 'c', 'l', 'u'];

/** The letters that `declare -p` shows for a variable. */
export function attributeLetters(variable: Variable): string {
  const letters = new Set<string>(variable.attributes);
  if (variable.value?.kind === 'indexed') letters.add('a');
  if (variable.value?.kind === 'associative') letters.add('A');
  return ORDER.filter((letter) => letters.has(letter)).join('');
}

const quoteKey = (key: string): string => (/^[\w./:-]+$/.test(key) ? key : quoteDouble(key));

/** Elements as `declare -p` shows them: `([0]="a" [1]="b")`. */
export function arrayLiteral(value: Value): string {
  const keys = keysOf(value);
  const items = itemsOf(value);
  const pairs = keys.map((key, i) => {
    const shown = value.kind === 'indexed' ? key : quoteKey(key);
    return `[${shown}]=${quoteDouble(items[i] ?? '')}`;
  });
  const end = value.kind === 'associative' && pairs.length > 0 ? ' ' : '';
  return `(${pairs.join(' ')}${end})`;
}

/** `${x@A}`, `${x[@]@K}`: a variable as text that makes it again. */
export function arrayText(
  letter: string,
  name: string,
  variable: Variable | undefined,
  whole: Value | undefined,
  element: string | undefined,
): string {
  if (variable === undefined) return '';
  const letters = attributeLetters(variable);
  const { value } = variable;
  if (value === undefined)
    return letter === 'A' && letters !== '' ? `declare -${letters} ${name}` : '';
  if (letter === 'A') {
    if (whole !== undefined && whole.kind !== 'scalar') {
      return `declare -${letters} ${name}=${arrayLiteral(whole)}`;
    }
    const text = quoteSingle(element ?? itemsOf(value)[0] ?? '');
    return letters === '' ? `${name}=${text}` : `declare -${letters} ${name}=${text}`;
  }
  if (whole === undefined || whole.kind === 'scalar') {
    return quoteSingle(element ?? itemsOf(value)[0] ?? '');
  }
  const items = itemsOf(whole);
  const isAssociative = whole.kind === 'associative';
  const pairs = keysOf(whole).map((key, i) => {
    if (letter === 'k') return `${key} ${items[i] ?? ''}`;
    const shown = isAssociative ? quoteKey(key) : key;
    return `${shown} ${quoteDouble(items[i] ?? '')}${isAssociative ? ' ' : ''}`;
  });
  return pairs.join(isAssociative && letter === 'K' ? '' : ' ');
}

/** Whether a pattern has alternatives: of those bash takes the longest, not the first. */
const hasAlternatives = (pattern: string): boolean => /[?*+@!]\(/.test(pattern);

/** Where the longest match from `start` on ends; undefined when there is none. */
function longestEnd(expression: RegExp, text: string, start: number): number | undefined {
  for (let end = text.length; end >= start; end--) {
    if (expression.test(text.slice(start, end))) return end;
  }
  return undefined;
}

/** `${x/…}` for a pattern with alternatives. */
function replacedLongest(
  operator: string,
  text: string,
  expression: RegExp,
  replacement: (match: string) => string,
): string {
  let out = '';
  let at = 0;
  while (at <= text.length) {
    const end = operator === '/%' && !expression.test(text.slice(at)) ? undefined : text.length;
    const found = operator === '/%' ? end : longestEnd(expression, text, at);
    if (found !== undefined && (found > at || text === '')) {
      out += replacement(text.slice(at, found));
      at = found;
      if (operator !== '//' || at >= text.length) return out + text.slice(at);
    } else if (operator === '/#') return text;
    else out += text.charAt(at++);
  }
  return out;
}

function removed(operator: string, text: string, pattern: string): string {
  if (operator.startsWith('#') && hasAlternatives(pattern)) {
    const whole = new RegExp(`^(?:${patternSource(pattern)})$`, 'u');
    const ends = Array.from({ length: text.length + 1 }, (_, i) => i);
    if (operator === '##') ends.reverse();
    const end = ends.find((one) => whole.test(text.slice(0, one)));
    return end === undefined ? text : text.slice(end);
  }
  const source = patternSource(pattern, operator === '#');
  if (operator === '#' || operator === '##') {
    return text.replace(new RegExp(`^(?:${source})`, 'u'), '');
  }
  // The shortest suffix starts last, the longest first: try each start.
  const expression = new RegExp(`^(?:${patternSource(pattern)})$`, 'u');
  const starts = Array.from({ length: text.length + 1 }, (_, i) => i);
  if (operator === '%') starts.reverse();
  for (const start of starts) {
    if (expression.test(text.slice(start))) return text.slice(0, start);
  }
  return text;
}

function replaced(
  operator: string,
  text: string,
  pattern: string,
  pieces: readonly Piece[],
  flags: string,
): string {
  if (pattern === '') {
    if (operator !== '/#' && operator !== '/%') return text;
    const all = pieces.map((piece) => piece.text).join('');
    return operator === '/#' ? all + text : text + all;
  }
  const source = patternSource(pattern);
  const replacement = (match: string): string =>
    pieces
      .map((piece) =>
        piece.quoted ? piece.text : piece.text.replace(/\\?&/g, (c) => (c === '&' ? match : '&')),
      )
      .join('');
  if (hasAlternatives(pattern)) {
    return replacedLongest(operator, text, new RegExp(`^(?:${source})$`, flags), replacement);
  }
  const anchored =
    operator === '/#' ? `^(?:${source})` : operator === '/%' ? `(?:${source})$` : source;
  const expression = new RegExp(anchored, operator === '//' ? `g${flags}` : flags);
  return text.replace(expression, (match) =>
    match === '' && operator === '//' ? '' : replacement(match),
  );
}

function recased(operator: string, text: string, pattern: string): string {
  const expression =
    pattern === '' ? undefined : new RegExp(`^(?:${patternSource(pattern)})$`, 'u');
  const change = (c: string): string => {
    if (expression !== undefined && !expression.test(c)) return c;
    if (operator.startsWith('~') && c !== c.toLowerCase()) return c.toLowerCase();
    return operator.startsWith(',') ? c.toLowerCase() : c.toUpperCase();
  };
  const characters = [...text];
  if (operator.length === 2) return characters.map(change).join('');
  return characters.map((c, i) => (i === 0 ? change(c) : c)).join('');
}

/** Applies an operator of `${x…}` that works on one text. */
export function applyToText(
  operator: string,
  text: string,
  pattern: string,
  replacement: readonly Piece[],
  ignoreCase = false,
): string {
  switch (operator) {
    case '#':
    case '##':
    case '%':
    case '%%':
      return removed(operator, text, pattern);
    case '/':
    case '//':
    case '/#':
    case '/%':
      return replaced(operator, text, pattern, replacement, ignoreCase ? 'iu' : 'u');
    case '^':
    case '^^':
    case ',':
    case ',,':
    case '~':
    case '~~':
      return recased(operator, text, pattern);
    case 'Q':
      return quoteSingle(text);
    case 'U':
      return text.toUpperCase();
    case 'u':
      return recased('^', text, '');
    case 'L':
      return text.toLowerCase();
    case 'E':
      return unescapeAnsi(text, 'ansi').text;
    default:
      return text;
  }
}
