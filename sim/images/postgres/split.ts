/** What a text of SQL stands in at its end. */
export type Inside = '' | "'" | '"' | '(' | '*' | '$';

export interface Piece {
  readonly text: string;
  /** Where it starts in the whole. */
  readonly start: number;
  /** Whether a semicolon ended it. */
  readonly isEnded: boolean;
  /** What is still open at its end. */
  readonly inside: Inside;
  /** Whether there is anything but blanks and comments. */
  readonly hasText: boolean;
}

const BLANK = /\s/;

/** Where what opens at `at` ends, or the end of the text when it does not. */
function skipTo(text: string, at: number, end: string): number {
  const found = text.indexOf(end, at);
  return found < 0 ? text.length : found + end.length;
}

/** Splits SQL at its semicolons; quotes, brackets and comments are looked through. */
export function splitStatements(text: string): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  let depth = 0;
  let hasText = false;
  let inside: Inside = '';
  let at = 0;
  const close = (end: number, isEnded: boolean): void => {
    pieces.push({ text: text.slice(start, end), start, isEnded, inside, hasText });
    start = end + 1;
    depth = 0;
    hasText = false;
  };
  const skip = (from: number, end: string, kind: Inside): void => {
    at = skipTo(text, from, end);
    inside = text.startsWith(end, at - end.length) && at - end.length >= from ? '' : kind;
  };
  while (at < text.length) {
    const c = text.charAt(at);
    const tag = c === '$' ? /^\$(?:[A-Za-z_]\w*)?\$/.exec(text.slice(at))?.[0] : undefined;
    if (c === "'" || c === '"') {
      hasText = true;
      skip(at + 1, c, c);
    } else if (text.startsWith('--', at)) at = skipTo(text, at, '\n');
    else if (text.startsWith('/*', at)) skip(at + 2, '*/', '*');
    else if (tag !== undefined) {
      hasText = true;
      skip(at + tag.length, tag, '$');
    } else if (c === ';' && depth === 0) {
      close(at, true);
      at++;
    } else {
      if (c === '(') depth++;
      if (c === ')') depth = Math.max(0, depth - 1);
      if (!BLANK.test(c)) hasText = true;
      at++;
    }
  }
  if (inside === '' && depth > 0) inside = '(';
  if (start < text.length || pieces.length === 0) close(text.length, false);
  return pieces;
}
