/** What dash or ash says of a text that it cannot read, and where that is. */
export class SyntaxMistake {
  readonly at: number;
  readonly text: string;
  constructor(at: number, text: string) {
    this.at = at;
    this.text = text;
  }
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
    if (close < 0) throw new SyntaxMistake(eof, 'Unterminated quoted string');
    return close + 1;
  }
  if (c === '`') {
    const close = /(?:\\[\s\S]|[^`\\])*`/y;
    close.lastIndex = at + 1;
    if (!close.test(source)) throw new SyntaxMistake(eof, 'EOF in backquote substitution');
    return close.lastIndex;
  }
  if (c === '"') {
    for (let i = at + 1; i < eof; ) {
      if (source[i] === '"') return i + 1;
      i = /[\\`$]/.test(source.charAt(i)) ? quotedEnd(source, i) : i + 1;
    }
    throw new SyntaxMistake(eof, 'Unterminated quoted string');
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
  const missing =
    open === '{'
      ? "Missing '}'"
      : source.charAt(from) === '('
        ? "Missing '))'"
        : 'end of file unexpected (expecting ")")';
  throw new SyntaxMistake(source.length, missing);
}
