import type { Expr, Query } from '../ast.ts';
import type { Cursor, Dialect, Warn } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import { lex } from '../lexer.ts';
import type { Token } from '../token.ts';

/** A comma-separated list of at least one. */
export function listOf<T>(cursor: Cursor, item: () => T): T[] {
  const items = [item()];
  while (cursor.accept(',')) items.push(item());
  return items;
}

/** A list in brackets. */
export function bracketed<T>(cursor: Cursor, item: () => T): T[] {
  cursor.expect('(');
  const items = listOf(cursor, item);
  cursor.expect(')');
  return items;
}

const isNameToken = (dialect: Dialect, token: Token): boolean =>
  token.type === 'name' || (token.type === 'word' && !dialect.lexis.reserved.has(token.word));

/** How queries are read; handed in, since they hold expressions and expressions hold them. */
export interface QueryParser {
  starts(cursor: Cursor): boolean;
  parse(cursor: Cursor): Query;
  expression(cursor: Cursor): Expr;
}

/** A cursor at the first token of a statement. */
export function createCursor(
  dialect: Dialect,
  text: string,
  queries: QueryParser,
  warn: Warn,
): Cursor {
  const tokens = lex(dialect, text);
  const last = tokens.length - 1;
  let at = 0;
  let parameters = 0;

  const peek = (ahead = 0): Token => tokens[Math.min(at + ahead, last)] as Token;
  const next = (): Token => {
    const token = peek();
    if (at < last) at++;
    return token;
  };
  const fail = (token: Token = peek()): never => {
    throw new SqlFailure(
      dialect.errors.syntax(text, token.start, text.slice(token.start, token.end)),
    );
  };
  const is = (...words: readonly string[]): boolean => {
    for (let i = 0; i < words.length; i++) {
      const token = tokens[at + i];
      if (token === undefined || token.word !== words[i] || token.type === 'end') return false;
    }
    return true;
  };
  const accept = (...words: readonly string[]): boolean => {
    if (!is(...words)) return false;
    at += words.length;
    return true;
  };
  const name = (): string => {
    const token = peek();
    if (!isNameToken(dialect, token)) return fail();
    next();
    return token.type === 'word' && dialect.lexis.foldsNames ? token.word : token.value;
  };
  const nameBehindDot = (): string => {
    const token = peek();
    if (token.type !== 'word') return name();
    next();
    return dialect.lexis.foldsNames ? token.word : token.value;
  };
  const cursor: Cursor = {
    dialect,
    text,
    peek,
    next,
    is,
    accept,
    acceptAny(...words) {
      const { word, type } = peek();
      if (type === 'end' || word === '' || !words.includes(word)) return undefined;
      next();
      return word;
    },
    expect(...words) {
      for (const word of words) if (!accept(word)) fail();
    },
    name,
    nameBehindDot,
    isName: () => isNameToken(dialect, peek()),
    tableName() {
      const { start } = peek();
      const first = name();
      if (!accept('.'))
        return { schema: '', name: first, start, end: (tokens[at - 1] as Token).end };
      const second = nameBehindDot();
      return { schema: first, name: second, start, end: (tokens[at - 1] as Token).end };
    },
    string() {
      return peek().type === 'string' ? next().value : fail();
    },
    integer() {
      const token = peek();
      if (token.type !== 'number' || !/^\d+$/.test(token.value)) return fail();
      return Number(next().value);
    },
    word() {
      return peek().type === 'word' ? next().word : fail();
    },
    isEnd: () => peek().type === 'end' || (peek().word === ';' && peek(1).type === 'end'),
    lastEnd: () => (at === 0 ? 0 : (tokens[at - 1] as Token).end),
    span: (start) => ({ start, end: at === 0 ? 0 : (tokens[at - 1] as Token).end }),
    mark: () => at,
    reset: (mark) => {
      at = mark;
    },
    fail,
    startsQuery: () => queries.starts(cursor),
    query: () => queries.parse(cursor),
    expression: () => queries.expression(cursor),
    parameter: () => parameters++,
    deprecate(what) {
      const told = dialect.deprecations.get(what);
      if (told !== undefined) warn('Warning', told.code, told.message);
    },
  };
  return cursor;
}

/** Takes one of some words, and warns of it where it is one that is leaving. */
export function acceptWarned(cursor: Cursor, words: readonly string[]): boolean {
  const word = cursor.acceptAny(...words);
  if (word !== undefined) cursor.deprecate(word);
  return word !== undefined;
}
