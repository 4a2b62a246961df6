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

/** A word of an action. A last one may be what is wrong there. */
export interface Token {
  readonly text: string;
  readonly at: number;
  /** Whether a space comes before it. */
  readonly isSpaced: boolean;
  /** Why nothing can be read from here on; '' for a good word. */
  readonly error: string;
}

/** Text, or the tokens of one action and where it begins. */
export type Piece =
  | { readonly text: string }
  | { readonly action: readonly Token[]; readonly at: number };

const matchAt = (pattern: RegExp, text: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
};

const SPACE = /\s*/y;
const CLOSE = /\s*?(?:\s-)?\}\}/y;
const NAME = /[$.]?[\p{L}\p{Nd}_]*/uy;
const TERMINATOR = /[\s.,|:()]|\}\}|$/y;
const NUMBER =
  /[+-]?(?:0[xX][\da-fA-F_]*|0[oO][0-7_]*|0[bB][01_]*|[\d_]*)(?:\.[\d_]*)?(?:[eE][+-]?[\d_]*)?i?/y;
const WORD_CHARACTER = /[\p{L}\p{Nd}_]/uy;

const QUOTED: ReadonlyMap<string, { readonly pattern: RegExp; readonly error: string }> = new Map([
  ['"', { pattern: /"(?:\\[^\n]|[^"\\\n])*"/y, error: 'unterminated quoted string' }],
  ['`', { pattern: /`[^`]*`/y, error: 'unterminated raw quoted string' }],
  ["'", { pattern: /'(?:\\[^\n]|[^'\\\n])*'/y, error: 'unterminated character constant' }],
]);

/** A character as Go shows it with `%#U`. */
const shownCharacter = (character: string): string => {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `U+${code} '${character}'`;
};

const characterAt = (text: string, at: number): string =>
  String.fromCodePoint(text.codePointAt(at) ?? 0);

/** A name, a field or a variable; a mistake when something else follows it at once. */
function readName(source: string, at: number): Pick<Token, 'text' | 'error'> {
  const text = matchAt(NAME, source, at) ?? '';
  const end = at + text.length;
  if (matchAt(TERMINATOR, source, end) !== undefined) return { text, error: '' };
  return { text, error: `bad character ${shownCharacter(characterAt(source, end))}` };
}

function readNumber(source: string, at: number): Pick<Token, 'text' | 'error'> {
  const text = matchAt(NUMBER, source, at) ?? '';
  const next = matchAt(WORD_CHARACTER, source, at + text.length);
  if (next === undefined) return { text, error: '' };
  return { text, error: `bad number syntax: ${JSON.stringify(text + next)}` };
}

/** What stands at a place of an action that is neither space nor its end. */
function readWord(source: string, at: number): Pick<Token, 'text' | 'error'> {
  const character = characterAt(source, at);
  const quoted = QUOTED.get(character);
  if (quoted !== undefined) {
    const text = matchAt(quoted.pattern, source, at);
    return text === undefined ? { text: '', error: quoted.error } : { text, error: '' };
  }
  if (character === ':') {
    const isDeclaration = source.startsWith(':=', at);
    return isDeclaration ? { text: ':=', error: '' } : { text: '', error: 'expected :=' };
  }
  if (/[\d+-]/.test(character) || /^\.\d/.test(source.slice(at, at + 2))) {
    return readNumber(source, at);
  }
  if (/[$.\p{L}_]/u.test(character)) return readName(source, at);
  if (/[ -~]/.test(character)) return { text: character, error: '' };
  const text = `unrecognized character in action: ${shownCharacter(character)}`;
  return { text: '', error: text };
}

/** The words of an action up to its end, or up to what is wrong in it. */
function tokenize(source: string, from: number): { tokens: Token[]; end: number; close: string } {
  const tokens: Token[] = [];
  let at = from;
  let depth = 0;
  for (;;) {
    const close = matchAt(CLOSE, source, at);
    const space = matchAt(SPACE, source, at) ?? '';
    const isSpaced = space !== '';
    if (close !== undefined && depth === 0) return { tokens, end: at + close.length, close };
    at += close === undefined ? space.length : 0;
    const fail = (error: string): { tokens: Token[]; end: number; close: string } => {
      tokens.push({ text: '\0', at, isSpaced, error });
      return { tokens, end: source.length, close: '' };
    };
    if (close !== undefined) return fail('unclosed left paren');
    if (at >= source.length) return fail('unclosed action');
    const { text, error } = readWord(source, at);
    if (error !== '') return fail(error);
    if (text === '(') depth++;
    if (text === ')' && depth-- === 0) return fail('unexpected right paren');
    tokens.push({ text, at, isSpaced, error: '' });
    at += text.length;
  }
}

const COMMENT = /^\{\{(?:-\s)?\/\*.*?\*\/(?:\s-)?\}\}/s;

/** Text and actions; `{{-` and `-}}` trim the text beside them. Models text/template/parse. */
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
    const lead = /^\{\{-\s/.test(template.slice(open, open + 4)) ? 1 : 0;
    text(template.slice(at, open), lead > 0);
    const comment = COMMENT.exec(template.slice(open, template.length))?.[0];
    if (comment === undefined && template.startsWith('/*', open + 2 + lead)) {
      const error = 'unclosed comment';
      const token = { text: '\0', at: open + 2 + lead, isSpaced: false, error };
      out.push({ action: [token], at: open + 2 });
      at = template.length;
    } else if (comment === undefined) {
      const from = open + 2 + lead;
      const { tokens, end, close } = tokenize(template, from);
      out.push({ action: tokens, at: from });
      isTrimmed = close.length > 2 && close.endsWith('-}}');
      at = end;
    } else {
      isTrimmed = comment.endsWith('-}}');
      at = open + comment.length;
    }
  }
  text(template.slice(at), false);
  return out;
}
