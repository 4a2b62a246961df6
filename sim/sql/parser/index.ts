import type { Statement } from '../ast.ts';
import type { Cursor, Dialect, Warn } from '../dialect.ts';
import { lookup } from '../lookup.ts';
import { createCursor, listOf } from './cursor.ts';
import { parseAlter, parseCreate, parseDrop } from './definition.ts';
import { parseExpression } from './expressions.ts';
import { parseQuery, startsQuery } from './select.ts';
import { parseDelete, parseInsert, parseUpdate } from './write.ts';

const QUERIES = { starts: startsQuery, parse: parseQuery, expression: parseExpression };

/** A statement of the core, or one that only its dialect knows. */
export type AnyStatement<Own> = Statement | { readonly kind: 'own'; readonly own: Own };

function parseBegin(cursor: Cursor): Statement {
  if (!cursor.accept('begin')) cursor.expect('start', 'transaction');
  cursor.acceptAny('work', 'transaction');
  let isReadOnly = false;
  let withSnapshot = false;
  while (!cursor.isEnd()) {
    if (cursor.accept('read', 'only')) isReadOnly = true;
    else if (cursor.accept('with', 'consistent', 'snapshot')) withSnapshot = true;
    else if (cursor.accept('isolation', 'level')) {
      while (cursor.peek().type === 'word') cursor.next();
    } else {
      if (!cursor.accept('read', 'write')) cursor.fail();
    }
    cursor.accept(',');
  }
  return { kind: 'begin', isReadOnly, withSnapshot };
}

function parseEnd(cursor: Cursor): Statement {
  const word = cursor.next().word;
  cursor.acceptAny('work', 'transaction');
  if (word === 'rollback' && cursor.accept('to')) {
    cursor.accept('savepoint');
    return { kind: 'rollback', to: cursor.name(), andChain: false };
  }
  const andChain = cursor.accept('and', 'chain');
  if (!andChain) cursor.accept('and', 'no', 'chain');
  if (!cursor.dialect.lexis.foldsNames && !cursor.accept('no', 'release') && !andChain) {
    cursor.accept('release');
  }
  return word === 'rollback'
    ? { kind: 'rollback', to: undefined, andChain }
    : { kind: 'commit', andChain };
}

function parseExplain(cursor: Cursor): Statement | undefined {
  const mark = cursor.mark();
  cursor.next();
  const isAnalyze = cursor.accept('analyze');
  const hasFormat = cursor.accept('format');
  if (hasFormat) cursor.expect('=');
  const format = hasFormat ? cursor.next().value : '';
  const start = cursor.peek().word;
  if (!startsQuery(cursor) && !['insert', 'update', 'delete', 'replace'].includes(start)) {
    cursor.reset(mark);
    return undefined;
  }
  const statement = parseCommon(cursor);
  if (statement === undefined) return cursor.fail();
  return { kind: 'explain', statement, format: format.toLowerCase(), isAnalyze };
}

function parseTruncate(cursor: Cursor): Statement {
  cursor.expect('truncate');
  cursor.accept('table');
  const isPlain = !cursor.dialect.lexis.foldsNames;
  if (!isPlain) cursor.accept('only');
  const tables = listOf(cursor, () => cursor.tableName());
  if (isPlain) return { kind: 'truncate', tables, isCascading: false, restarts: true };
  const restarts = cursor.accept('restart', 'identity');
  if (!restarts) cursor.accept('continue', 'identity');
  const isCascading = cursor.acceptAny('cascade', 'restrict') === 'cascade';
  return { kind: 'truncate', tables, isCascading, restarts };
}

function parseRename(cursor: Cursor): Statement {
  cursor.expect('rename', 'table');
  const pairs = listOf(cursor, () => {
    const from = cursor.tableName();
    cursor.expect('to');
    return { from, to: cursor.tableName() };
  });
  return { kind: 'rename table', pairs };
}

function parseSavepoint(cursor: Cursor): Statement {
  cursor.expect('savepoint');
  return { kind: 'savepoint', name: cursor.name() };
}

function parseRelease(cursor: Cursor): Statement {
  cursor.expect('release');
  cursor.accept('savepoint');
  return { kind: 'release', name: cursor.name() };
}

const STARTS = lookup<(cursor: Cursor) => Statement | undefined>({
  insert: parseInsert,
  replace: parseInsert,
  update: parseUpdate,
  delete: parseDelete,
  create: parseCreate,
  drop: parseDrop,
  alter: parseAlter,
  truncate: parseTruncate,
  rename: (cursor) => (cursor.is('rename', 'table') ? parseRename(cursor) : undefined),
  begin: parseBegin,
  start: (cursor) => (cursor.is('start', 'transaction') ? parseBegin(cursor) : undefined),
  commit: parseEnd,
  end: (cursor) => (cursor.dialect.lexis.foldsNames ? parseEnd(cursor) : undefined),
  rollback: parseEnd,
  savepoint: parseSavepoint,
  release: parseRelease,
  explain: parseExplain,
  describe: parseExplain,
  desc: parseExplain,
});

function parseCommon(cursor: Cursor): Statement | undefined {
  if (startsQuery(cursor)) return { kind: 'query', query: parseQuery(cursor) };
  const { type, word } = cursor.peek();
  return type === 'word' ? STARTS.get(word)?.(cursor) : undefined;
}

/** Reads one whole statement; anything behind it is a syntax error. Undefined for an empty one. */
export function parseStatement<Own>(
  dialect: Dialect<Own>,
  text: string,
  warn: Warn = () => undefined,
): AnyStatement<Own> | undefined {
  const cursor = createCursor(dialect, text, QUERIES, warn);
  if (cursor.isEnd()) return undefined;
  // PostgreSQL has forms of its own of statements that everybody has.
  const own = dialect.lexis.foldsNames ? dialect.parseOwn(cursor) : undefined;
  const statement = own ?? parseCommon(cursor) ?? dialect.parseOwn(cursor);
  if (statement === undefined || !cursor.isEnd()) return cursor.fail();
  return statement;
}
