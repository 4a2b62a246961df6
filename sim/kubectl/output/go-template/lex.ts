/** Stops the parser; it never leaves this folder. */
export class SyntaxFailure extends Error {
  readonly at: number;
  constructor(text: string, at: number) {
    super(text);
    this.at = at;
  }
}

export const refuse = (text: string, at: number): never => {
  throw new SyntaxFailure(text, at);
};

export interface Token {
  readonly text: string;
  readonly at: number;
}

/** Text, or the tokens of one action. */
export type Piece = { readonly text: string } | { readonly action: readonly Token[]; at: number };

const TOKEN =
  /\s*("(?:\\.|[^"\\])*"|`[^`]*`|'(?:\\.|[^'\\])*'|:=|=|\||\(|\)|,|\$\w*|\.\w+|\.|[-+]?0[xX][0-9a-fA-F]+|[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|\w+)/gy;

function tokenize(source: string, from: number): Token[] {
  const tokens: Token[] = [];
  const end = source.trimEnd().length;
  for (let at = 0; at < end; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(source);
    const text = match?.[1];
    if (text === undefined) {
      const next = source.slice(at).trimStart();
      if (/^["'`]/.test(next)) return refuse('unterminated quoted string', from + at);
      return refuse(`unexpected "${next.charAt(0)}" in command`, from + at);
    }
    tokens.push({ text, at: from + TOKEN.lastIndex - text.length });
  }
  return tokens;
}

/** Where the action that begins at `from` closes; braces inside quotes do not count. */
function endOfAction(template: string, from: number): number {
  for (let i = from; i < template.length; i++) {
    const character = template.charAt(i);
    if (template.startsWith('}}', i)) return i;
    if (!/["'`]/.test(character)) continue;
    let end = i + 1;
    while (end < template.length && template.charAt(end) !== character) {
      end += template.charAt(end) === '\\' && character !== '`' ? 2 : 1;
    }
    i = end;
  }
  const startLine = template.slice(0, from).split('\n').length;
  const isOneLine = !template.slice(from).includes('\n');
  const start = isOneLine ? '' : ` started at output:${startLine}`;
  return refuse(`unclosed action${start}`, template.length);
}

const COMMENT = /^\{\{(?:-\s)?\/\*.*?\*\/(?:\s-)?\}\}/s;

/** Text and actions; `{{-` and `-}}` trim the text beside them. */
export function piecesOf(template: string): Piece[] {
  const out: Piece[] = [];
  let at = 0;
  let isTrimmed = false;
  const text = (raw: string, isTrimmedAfter: boolean): void => {
    const left = isTrimmed ? raw.trimStart() : raw;
    const shown = isTrimmedAfter ? left.trimEnd() : left;
    if (shown !== '') out.push({ text: shown });
  };
  for (let open = template.indexOf('{{'); open >= 0; open = template.indexOf('{{', at)) {
    const comment = COMMENT.exec(template.slice(open))?.[0];
    const start = open + 2;
    const close = comment === undefined ? endOfAction(template, start) : open + comment.length - 2;
    const inner = template.slice(start, close);
    const lead = /^-\s/.test(inner) ? 1 : 0;
    text(template.slice(at, open), lead > 0);
    isTrimmed = /\s-$/.test(inner);
    const source = inner.slice(lead).replace(/\s-$/, ' ');
    if (comment === undefined) {
      out.push({ action: tokenize(source, start + lead), at: start + lead });
    }
    at = close + 2;
  }
  text(template.slice(at), false);
  return out;
}
