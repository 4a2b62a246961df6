/** The last word of a line, in a designator; `-1` stands for the one before it. */
const LAST = Number.POSITIVE_INFINITY;

const OPERATOR = /^(?:<<-|<<<|<<|>>|;;|&&|\|\||[<>]&\d*-?|&>|>\||[<>;&|])/;
const BREAK = /[\s;&()|<>]/;
const QUOTE = /["'`]/;

/** Where the word ends that begins at `from`: quotes and `$(…)` may hold what ends others. */
function wordEnd(line: string, from: number): number {
  let quote = '';
  let depth = 0;
  for (let i = from; i < line.length; i++) {
    const c = line.charAt(i);
    const isPlain = quote === "'" || (quote === '"' && !/[\\`$"\n]/.test(line.charAt(i + 1)));
    if (c === '\\' && !isPlain) i++;
    else if (depth > 0) depth += c === '(' ? 1 : c === ')' ? -1 : 0;
    else if (quote !== '') quote = c === quote ? '' : quote;
    else if (/[<>$!@?+*]/.test(c) && line.charAt(i + 1) === '(') {
      depth = 1;
      i++;
    } else if (BREAK.test(c)) return i;
    else if (QUOTE.test(c)) quote = c;
  }
  return line.length;
}

/** Where the token ends that begins at `from`: a word, an operator or a bracket. */
function tokenEnd(line: string, from: number): number {
  const rest = line.slice(from);
  if (/^[()]/.test(rest)) return from + 1;
  const digits = /^\d+(?=[<>])/.exec(rest)?.[0].length ?? 0;
  const operator = /^[<>]\(/.test(rest) ? null : OPERATOR.exec(rest.slice(digits));
  return operator === null ? wordEnd(line, from) : from + digits + operator[0].length;
}

/** The words of a line, as history expansion counts them; operators are words. */
export function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  for (let at = 0; ; ) {
    at += /^[ \t\n]*/.exec(line.slice(at))?.[0].length ?? 0;
    if (at >= line.length) return words;
    const end = tokenEnd(line, at);
    words.push(line.slice(at, end));
    at = end;
  }
}

/** The word of a line that a position is in. */
export const wordAt = (line: string, position: number): string => {
  const before = wordsOf(line.slice(0, position));
  const isInside = position > 0 && !BREAK.test(line.charAt(position - 1));
  return wordsOf(line)[before.length - (isInside ? 1 : 0)] ?? '';
};

/** What chooses words of a line, and its length. */
export interface Designator {
  readonly length: number;
  /** Undefined for `%`, the word that was searched for. */
  readonly range: { readonly first: number; readonly last: number } | undefined;
  /** `*` is content with no words. */
  readonly mayBeEmpty: boolean;
}

const place = (text: string): number => (text === '^' ? 1 : text === '$' ? LAST : Number(text));

/** Reads `:2`, `^`, `$`, `*`, `%`, `:1-3`, `:2*` or `-2` at the start of a text. */
export function readDesignator(text: string): Designator | undefined {
  const simple = /^:?([%*$])/.exec(text);
  if (simple !== null) {
    const length = simple[0].length;
    const range =
      simple[1] === '%' ? undefined : { first: simple[1] === '*' ? 1 : LAST, last: LAST };
    return { length, range, mayBeEmpty: simple[1] === '*' };
  }
  const match = /^(?::(\d+)|:?(\^)|:?(?=-))(?:([\^*])|(-)(\d+|[$^])?)?/.exec(text);
  if (match === null) return undefined;
  const [whole, number, mark, star, dash, to] = match;
  const first = place(number ?? mark ?? '0');
  const last = star === '*' ? LAST : dash === undefined ? place(star ?? String(first)) : -1;
  const range = { first, last: to === undefined ? last : place(to) };
  return { length: whole.length, range, mayBeEmpty: false };
}

/** The words of a line in a range; undefined when there are none. */
export function chooseWords(
  line: string,
  { first, last }: { readonly first: number; readonly last: number },
): string | undefined {
  const words = wordsOf(line);
  const end = last === LAST ? words.length - 1 : last < 0 ? words.length - 2 : last;
  const start = first === LAST ? words.length - 1 : first;
  if (start >= words.length || end >= words.length || start > end) return undefined;
  return words.slice(start, end + 1).join(' ');
}
