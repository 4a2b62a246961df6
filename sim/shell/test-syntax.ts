import type { ParseError, Statement } from 'unbash';
import { type Chunk, lineOf, type SyntaxLine, syntaxError, tokenAt } from './syntax-error.ts';
import type { Unit } from './types.ts';

/** What a test is made of: words, operators of the shell, its end, and the end of the text. */
interface Token {
  readonly kind: 'word' | 'operator' | 'number' | 'end' | 'eof' | 'open';
  readonly text: string;
  readonly pos: number;
  readonly end: number;
}

/** How a word is read: behind `=~` and `==` parentheses are part of one. */
type Reading = 'plain' | 'pattern' | 'regexp';

/** A test that bash does not take. */
interface Mistake {
  /** What is told, and where; a position behind the end is the line behind the last one. */
  readonly lines: readonly { readonly at: number; readonly text: string }[];
  /** Whether the text ended before the test did. */
  readonly isCut: boolean;
  /** Whether more text could mend it. */
  readonly isIncomplete: boolean;
}

const UNARY = /^-[abcdefghknoprstuvwxzGLONRS]$/;
const BINARY = /^(?:=|==|!=|=~|[<>]|-(?:nt|ot|lt|gt|eq|ef|ne|ge|le))$/;

/** Where the part of a word at `at` ends: a character, a quote, an expansion; NaN for never. */
function partEnd(source: string, at: number): number {
  const c = source.charAt(at);
  const two = source.slice(at, at + 2);
  if (c === '\\') return at + 2;
  if (c === "'") return closing(source, at + 1, "'", false);
  if (two === "$'") return closing(source, at + 2, "'", true);
  if (c === '"') return closing(source, at + 1, '"', true);
  if (c === '`') return closing(source, at + 1, '`', true);
  if (two === '${') return closing(source, at + 2, '}', true);
  if (/^[$<>]\($/.test(two)) return closing(source, at + 2, ')', true);
  return at + 1;
}

/** Where what ends in a character ends, with quotes and parentheses in it. */
function closing(source: string, from: number, closer: string, hasParts: boolean): number {
  for (let i = from; i < source.length; ) {
    const c = source.charAt(i);
    if (c === closer) return i + 1;
    if (!hasParts) i++;
    else if (closer === ')' && c === '(') i = closing(source, i + 1, ')', true);
    else if (closer === '"' || closer === "'") i = /[\\$`]/.test(c) ? partEnd(source, i) : i + 1;
    else i = partEnd(source, i);
    if (Number.isNaN(i)) return Number.NaN;
  }
  return Number.NaN;
}

/** Where the word at `from` ends; NaN when something in it is not closed. */
function wordEnd(source: string, from: number, reading: Reading): number {
  let at = from;
  while (at < source.length) {
    const c = source.charAt(at);
    const isGroup =
      reading === 'regexp' ? c === '(' : c !== '' && /^[@?*+!]\($/.test(source.slice(at, at + 2));
    if (isGroup) at = closing(source, source.indexOf('(', at) + 1, ')', true);
    else if (reading === 'regexp' && c === '|') at++;
    else if (/^[<>]\(/.test(source.slice(at, at + 2))) at = partEnd(source, at);
    else if (/[\s;&|()<>]/.test(c)) break;
    else at = partEnd(source, at);
    if (Number.isNaN(at)) return at;
  }
  return at;
}

function nextToken(source: string, from: number, reading: Reading = 'plain'): Token {
  const blanks = /^(?:[ \t]|\\\n)*(?:#[^\n]*)?/.exec(source.slice(from))?.[0] ?? '';
  const pos = from + blanks.length;
  if (pos > source.length || (pos === source.length && source.endsWith('\n'))) {
    return { kind: 'eof', text: 'EOF', pos: source.length + 1, end: pos };
  }
  const end = wordEnd(source, pos, reading);
  if (Number.isNaN(end)) return { kind: 'open', text: '', pos, end: source.length };
  const text = source.slice(pos, end);
  if (text === '') {
    const operator = tokenAt(source, pos);
    return {
      kind: 'operator',
      text: operator,
      pos,
      end: pos + (operator === 'newline' ? 1 : operator.length),
    };
  }
  if (text === ']]') return { kind: 'end', text, pos, end };
  const isNumber = /^\d+$/.test(text) && /[<>]/.test(source.charAt(end));
  return { kind: isNumber ? 'number' : 'word', text, pos, end };
}

/** bash's grammar of tests, read from behind `[[`; what is wrong with it first. */
function readTest(source: string, open: number): Mistake | undefined {
  let token = nextToken(source, open + 2);
  const skipLines = (): void => {
    while (token.text === 'newline' && token.kind === 'operator')
      token = nextToken(source, token.end);
  };
  const advance = (): void => {
    token = nextToken(source, token.end);
    skipLines();
  };
  const wrong = (at: number, text: string): Mistake => {
    const isCut = token.kind === 'eof' || source.slice(token.pos).trim() === '';
    return { lines: [{ at, text }], isCut, isIncomplete: token.kind === 'eof' };
  };
  /** A token that cannot stand where it does, in the words for its place. */
  const unexpected = (at: number, place: 'command' | 'unary' | 'binary' | 'operator'): Mistake => {
    const isNamed = token.kind === 'operator' || token.kind === 'end' || token.kind === 'eof';
    const name = isNamed ? ` \`${token.text}'` : '';
    if (token.kind === 'open') {
      const eof = "unexpected EOF while looking for matching `)'";
      const text = `unexpected argument to conditional ${place} operator`;
      const lines = [
        { at: token.pos, text: eof },
        { at: source.length + 1, text },
      ];
      return { lines, isCut: true, isIncomplete: true };
    }
    if (place === 'command') {
      const shown = token.kind === 'number' ? ' 284' : name;
      return wrong(at, `unexpected token${shown} in conditional command`);
    }
    if (place !== 'operator') {
      return wrong(token.pos, `unexpected argument${name} to conditional ${place} operator`);
    }
    const expected = 'conditional binary operator expected';
    return wrong(at, isNamed ? `unexpected token${name}, ${expected}` : expected);
  };
  const term = (): Mistake | undefined => {
    skipLines();
    const at = token.pos;
    if (token.kind === 'end') return { lines: [], isCut: false, isIncomplete: false };
    if (token.kind === 'operator' && token.text === '(') {
      token = nextToken(source, token.end);
      const inner = either();
      if (inner !== undefined) {
        return { ...inner, lines: [...inner.lines, { at, text: "expected `)'" }] };
      }
      if (token.kind !== 'operator' || token.text !== ')') {
        const isNamed = token.kind === 'operator' || token.kind === 'end' || token.kind === 'eof';
        return wrong(at, `${isNamed ? `unexpected token \`${token.text}', ` : ''}expected \`)'`);
      }
      advance();
      return undefined;
    }
    if (token.kind !== 'word') return unexpected(at, 'command');
    if (token.text === '!') {
      token = nextToken(source, token.end);
      return term();
    }
    if (UNARY.test(token.text)) {
      token = nextToken(source, token.end);
      if (token.kind !== 'word') return unexpected(at, 'unary');
      advance();
      return undefined;
    }
    return comparison(at);
  };
  const comparison = (at: number): Mistake | undefined => {
    token = nextToken(source, token.end);
    const { kind, text } = token;
    if (kind === 'end' || (kind === 'operator' && /^(?:&&|\|\||\))$/.test(text))) return undefined;
    if ((kind !== 'word' && kind !== 'operator') || !BINARY.test(text)) {
      return unexpected(at, 'operator');
    }
    const isPattern = /^(?:=|==|!=)$/.test(text);
    token = nextToken(
      source,
      token.end,
      text === '=~' ? 'regexp' : isPattern ? 'pattern' : 'plain',
    );
    if (token.kind !== 'word') return unexpected(at, 'binary');
    advance();
    return undefined;
  };
  const chain = (operator: string, part: () => Mistake | undefined): Mistake | undefined => {
    const first = part();
    if (first !== undefined || token.kind !== 'operator' || token.text !== operator) return first;
    token = nextToken(source, token.end);
    return chain(operator, part);
  };
  const both = (): Mistake | undefined => chain('&&', term);
  const either = (): Mistake | undefined => chain('||', both);
  const inside = either();
  if (inside !== undefined || token.kind === 'end') return inside;
  if (token.kind === 'eof') return wrong(open, "unexpected EOF while looking for `]]'");
  const name = token.kind === 'operator' ? `: unexpected token \`${token.text}'` : '';
  return wrong(open, `syntax error in conditional expression${name}`);
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Where the tests in a tree begin. */
function* testsIn(node: unknown): Generator<number> {
  if (!isObject(node)) return;
  if ('type' in node && node.type === 'TestCommand') yield (node as { pos?: number }).pos ?? -1;
  else for (const child of Array.isArray(node) ? node : Object.values(node)) yield* testsIn(child);
}

type TestFault = ParseError & { readonly open: number };

/** The first test that the parser lets pass and bash does not. */
export function wrongTest(source: string, commands: readonly Statement[]): TestFault | undefined {
  if (!source.includes('[[')) return undefined;
  for (const open of testsIn(commands)) {
    const isTest = open >= 0 && source.startsWith('[[', open);
    if (isTest && readTest(source, open) !== undefined) {
      return { message: 'wrong test', pos: open, open };
    }
  }
  return undefined;
}

/** The last `[[` that could open a test in front of a position; -1 for none. */
function testBefore(source: string, at: number): number {
  const opened = [...source.matchAll(/(?:^|[\s;&|(!{])\[\[(?=\s|$)/g)].map(
    ({ index, 0: { length } }) => index + length - 2,
  );
  return opened.findLast((open) => open <= at) ?? -1;
}

/**
 * Errors inside `[[ … ]]`, which end the script with the status that was there, or with 2 when its
 * first line ends within the test.
 */
export function conditional(unit: Unit, error: ParseError, isWhole: boolean): Chunk | undefined {
  const { source } = unit;
  const open = 'open' in error ? Number(error.open) : testBefore(source, error.pos);
  if (open < 0) {
    return source.startsWith(']]', error.pos) ? syntaxError(unit, error.pos, ']]') : undefined;
  }
  const mistake = readTest(source, open);
  if (mistake === undefined) return undefined;
  const last = lineOf(unit, source.length) + (source.endsWith('\n') ? 0 : 1);
  const lines = mistake.lines.map(
    ({ at, text }): SyntaxLine => ({ line: at > source.length ? last : lineOf(unit, at), text }),
  );
  const isFirst = isWhole && mistake.isCut && !source.slice(0, open).includes('\n');
  const status = isFirst ? 2 : undefined;
  return { type: 'error', lines, status, isIncomplete: mistake.isIncomplete };
}
