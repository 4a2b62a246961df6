/** What is wrong with a text that dash or ash cannot read. */
export type SyntaxMessage =
  | readonly [code: 'unexpected', token: string, expected?: string | undefined]
  | readonly [code: 'openQuote' | 'openBackquote' | 'badVariable']
  | readonly [code: 'missing', closer: string];

/** A text that dash or ash cannot read, and where that is. */
export class SyntaxMistake {
  readonly at: number;
  readonly message: SyntaxMessage;
  constructor(at: number, ...message: SyntaxMessage) {
    this.at = at;
    this.message = message;
  }
}

/** How a shell words those mistakes. */
export interface SyntaxWords {
  readonly head: string;
  readonly openQuote: string;
  readonly openBackquote: string;
  readonly badVariable: string;
  missing(closer: string): string;
  unexpected(token: string): string;
}

/** A mistake in the words of a shell. */
export function syntaxText(words: SyntaxWords, message: SyntaxMessage): string {
  const [code, token = '', expected] = message;
  if (code === 'missing') return words.head + words.missing(token);
  if (code !== 'unexpected') return words.head + words[code];
  const wanted = expected === undefined ? '' : ` (expecting "${expected}")`;
  return `${words.head}${words.unexpected(token)}${wanted}`;
}

/**
 * The end of what starts at `at` with a quote or an expansion. Throws a SyntaxMistake where that
 * is not closed.
 */
export function quotedEnd(source: string, at: number): number {
  const c = source.charAt(at);
  const eof = source.length;
  if (c === '\\') return at + 2;
  if (c === "'") {
    const close = source.indexOf("'", at + 1);
    if (close < 0) throw new SyntaxMistake(eof, 'openQuote');
    return close + 1;
  }
  if (c === '`') {
    const close = /(?:\\[\s\S]|[^`\\])*`/y;
    close.lastIndex = at + 1;
    if (!close.test(source)) throw new SyntaxMistake(eof, 'openBackquote');
    return close.lastIndex;
  }
  if (c === '"') {
    for (let i = at + 1; i < eof; ) {
      if (source[i] === '"') return i + 1;
      i = /[\\`$]/.test(source.charAt(i)) ? quotedEnd(source, i) : i + 1;
    }
    throw new SyntaxMistake(eof, 'openQuote');
  }
  const open = source.charAt(at + 1);
  if (open !== '(' && open !== '{') return at + 1;
  return bracedEnd(source, at + 2, open);
}

/** The end of `$(…)` or `${…}` whose inside starts at `from`. */
function bracedEnd(source: string, from: number, open: '(' | '{'): number {
  const close = open === '(' ? ')' : '}';
  const opened: string[] = [open];
  for (let i = from; i < source.length; ) {
    const c = source.charAt(i);
    const isWord = !/\w/.test(source.charAt(i - 1));
    const word = isWord ? /^(?:case|esac)(?!\w)/.exec(source.slice(i, i + 5))?.[0] : undefined;
    if (word === 'case' && open === '(') opened.push(word);
    else if (word === 'esac' && opened.at(-1) === 'case') opened.pop();
    else if (c === open) opened.push(c);
    // Within `case` it ends a pattern.
    else if (c === close && opened.at(-1) !== 'case') opened.pop();
    if (opened.length === 0) return i + 1;
    i = /["'\\`$]/.test(c) ? quotedEnd(source, i) : i + 1;
  }
  const end = source.length;
  if (open === '{') throw new SyntaxMistake(end, 'missing', '}');
  if (source.charAt(from) === '(') throw new SyntaxMistake(end, 'missing', '))');
  throw new SyntaxMistake(end, 'unexpected', 'end of file', ')');
}
