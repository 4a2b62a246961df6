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
  const declared = letters === '' ? name : `declare -${letters} ${name}`;
  const text = element ?? (whole?.kind === 'scalar' ? whole.text : undefined);
  if (value === undefined || (whole ?? text) === undefined) {
    return letter === 'A' && letters !== '' ? declared : '';
  }
  if (letter === 'A') {
    if (whole !== undefined && whole.kind !== 'scalar') return `${declared}=${arrayLiteral(whole)}`;
    return `${declared}=${quoteSingle(text ?? '')}`;
  }
  if (whole === undefined || whole.kind === 'scalar') return quoteSingle(text ?? '');
  const items = itemsOf(whole);
  const isAssociative = whole.kind === 'associative';
  const pairs = keysOf(whole).map((key, i) => {
    if (letter === 'k') return `${key} ${items[i] ?? ''}`;
    const shown = isAssociative ? quoteKey(key) : key;
    return `${shown} ${quoteDouble(items[i] ?? '')}${isAssociative ? ' ' : ''}`;
  });
  return pairs.join(isAssociative && letter === 'K' ? '' : ' ');
}

/** How patterns are read. */
export interface PatternRules {
  readonly ignoreCase: boolean;
  /** Whether `@(a|b)` and its like are patterns. */
  readonly isExtended: boolean;
}

const PLAIN: PatternRules = { ignoreCase: false, isExtended: false };

/** Whether a pattern has alternatives: of those bash takes the longest, not the first. */
const hasAlternatives = (pattern: string, { isExtended }: PatternRules): boolean =>
  isExtended && /[?*+@!]\(/.test(pattern);

function removed(operator: string, text: string, pattern: string, rules: PatternRules): string {
  const { isExtended } = rules;
  const whole = new RegExp(`^(?:${patternSource(pattern, isExtended)})$`, 'u');
  const ends = Array.from({ length: text.length + 1 }, (_, i) => i);
  if (operator.startsWith('#')) {
    if (hasAlternatives(pattern, rules)) {
      if (operator === '##') ends.reverse();
      const end = ends.find((one) => whole.test(text.slice(0, one)));
      return end === undefined ? text : text.slice(end);
    }
    const source = patternSource(pattern, isExtended, operator === '#');
    return text.replace(new RegExp(`^(?:${source})`, 'u'), '');
  }
  // The shortest suffix starts last, the longest first: try each start.
  if (operator === '%') ends.reverse();
  for (const start of ends) {
    if (whole.test(text.slice(start))) return text.slice(0, start);
  }
  return text;
}

/** Where a match lies. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** Finds the first match at or after an offset, the longest that starts there. */
function finderOf(
  operator: string,
  text: string,
  pattern: string,
  rules: PatternRules,
): (from: number) => Span | undefined {
  const source = patternSource(pattern, rules.isExtended);
  const flags = rules.ignoreCase ? 'iu' : 'u';
  const whole = new RegExp(`^(?:${source})$`, flags);
  if (operator === '/%') {
    return () => {
      for (let start = 0; start <= text.length; start++) {
        if (whole.test(text.slice(start))) return { start, end: text.length };
      }
      return undefined;
    };
  }
  if (hasAlternatives(pattern, rules)) {
    return (from) => {
      const last = operator === '/#' ? from : text.length;
      for (let start = from; start <= last; start++) {
        for (let end = text.length; end >= start; end--) {
          if (whole.test(text.slice(start, end))) return { start, end };
        }
      }
      return undefined;
    };
  }
  const expression = new RegExp(source, `${operator === '/#' ? 'y' : 'g'}${flags}`);
  return (from) => {
    expression.lastIndex = from;
    const found = expression.exec(text);
    if (found === null) return undefined;
    return { start: found.index, end: found.index + found[0].length };
  };
}

function replaced(
  operator: string,
  text: string,
  pattern: string,
  pieces: readonly Piece[],
  rules: PatternRules,
): string {
  const replacement = (match: string): string =>
    pieces
      .map((piece) =>
        piece.quoted
          ? piece.text
          : piece.text.replace(/\\([&\\])|&/g, (c, escaped) => escaped ?? (c === '&' ? match : c)),
      )
      .join('');
  if (pattern === '') {
    if (operator === '/#') return replacement('') + text;
    return operator === '/%' ? text + replacement('') : text;
  }
  const find = finderOf(operator, text, pattern, rules);
  if (text === '') return find(0) === undefined ? '' : replacement('');
  let out = '';
  let at = 0;
  while (at < text.length) {
    const found = find(at);
    if (found === undefined) break;
    out += text.slice(at, found.start) + replacement(text.slice(found.start, found.end));
    at = found.end;
    if (operator !== '//') break;
    if (found.end > found.start) continue;
    // Behind an empty match one character is passed over.
    const next = String.fromCodePoint(text.codePointAt(at) ?? 0);
    if (at < text.length) out += next;
    at += next.length;
  }
  return out + text.slice(at);
}

function recased(
  operator: string,
  text: string,
  pattern: string,
  { isExtended }: PatternRules,
): string {
  const expression =
    pattern === '' ? undefined : new RegExp(`^(?:${patternSource(pattern, isExtended)})$`, 'u');
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
  rules: PatternRules = PLAIN,
): string {
  switch (operator) {
    case '#':
    case '##':
    case '%':
    case '%%':
      return removed(operator, text, pattern, rules);
    case '/':
    case '//':
    case '/#':
    case '/%':
      return replaced(operator, text, pattern, replacement, rules);
    case '^':
    case '^^':
    case ',':
    case ',,':
    case '~':
    case '~~':
      return recased(operator, text, pattern, rules);
    case 'Q':
      return quoteSingle(text);
    case 'U':
      return text.toUpperCase();
    case 'u':
      return recased('^', text, '', rules);
    case 'L':
      return text.toLowerCase();
    case 'E':
      return unescapeAnsi(text, 'ansi').text;
    default:
      return text;
  }
}
