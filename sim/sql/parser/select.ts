import type { CommonTable, Expr, Query, Select, SelectItem, TableRef, Values } from '../ast.ts';
import type { Cursor } from '../dialect.ts';
import { EMPTY_SELECT } from '../empty-query.ts';
import { type SqlError, SqlFailure } from '../errors.ts';
import { parseOrderItems, parseWindow } from './calls.ts';
import { bracketed, listOf } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import { withSeries } from './series.ts';

/** Whether a query starts here, perhaps behind brackets. */
export function startsQuery(cursor: Cursor): boolean {
  let ahead = 0;
  while (cursor.peek(ahead).word === '(') ahead++;
  const { word, type } = cursor.peek(ahead);
  return (
    (type === 'word' &&
      (word === 'select' ||
        word === 'with' ||
        (word === 'values' && cursor.peek(ahead + 1).word !== '('))) ||
    (type === 'word' &&
      word === 'values' &&
      ahead <= 1 &&
      cursor.peek(ahead + 1).word === '(' &&
      cursor.dialect.lexis.pipesConcat) ||
    (type === 'word' && word === 'table' && cursor.peek(ahead + 1).type !== 'end')
  );
}

/** Reads a whole query: `[with …] select … [union …] [order by …] [limit …]`. */
export function parseQuery(cursor: Cursor): Query {
  const isWith = cursor.accept('with');
  const isRecursive = isWith && cursor.accept('recursive');
  const tables = isWith ? listOf(cursor, () => parseCommonTable(cursor)) : [];
  const first = parseOperand(cursor);
  const others: Query['others'][number][] = [];
  for (;;) {
    const how = cursor.acceptAny('union', 'except', 'intersect');
    if (how === undefined) break;
    const isAll = cursor.acceptAny('all', 'distinct') === 'all';
    const select = parseOperand(cursor);
    others.push({ how: how as 'union' | 'except' | 'intersect', isAll, select });
  }
  const orderBy = cursor.accept('order', 'by') ? parseOrderItems(cursor) : [];
  const { limit, offset } = parseLimit(cursor);
  const read = parseLock(cursor);
  const locked = first.kind === 'select' && read.lock !== 'none' ? { ...first, ...read } : first;
  if (cursor.is('into') && !cursor.dialect.lexis.foldsNames) {
    throw new SqlFailure(cursor.dialect.errors.notSupported('SELECT ... INTO'));
  }
  const rest = { orderBy, limit, offset };
  return { kind: 'compound', with: tables, isRecursive, first: locked, others, ...rest };
}

function parseCommonTable(cursor: Cursor): CommonTable {
  const name = cursor.name();
  const columns = cursor.is('(') ? bracketed(cursor, () => cursor.name()) : [];
  cursor.expect('as');
  cursor.acceptAny('materialized');
  cursor.expect('(');
  const query = parseQuery(cursor);
  cursor.expect(')');
  return { name, columns, query };
}

export function parseLimit(cursor: Cursor): Pick<Query, 'limit' | 'offset'> {
  let limit: Query['limit'];
  let offset: Query['offset'];
  if (cursor.accept('limit') && !cursor.accept('all')) {
    limit = parseCount(cursor);
    if (cursor.accept(',')) {
      offset = limit;
      limit = parseCount(cursor);
    }
  }
  if (cursor.accept('offset')) {
    offset = parseCount(cursor);
    cursor.acceptAny('rows', 'row');
  }
  if (cursor.accept('fetch')) {
    cursor.acceptAny('first', 'next');
    limit = parseExpression(cursor);
    cursor.acceptAny('rows', 'row');
    cursor.expect('only');
  }
  return { limit, offset };
}

/** A number of rows; MySQL takes only a number, a parameter or a variable of a routine here. */
function parseCount(cursor: Cursor): Expr {
  const { type } = cursor.peek();
  const isCount = type === 'number' || type === 'parameter' || cursor.dialect.lexis.foldsNames;
  return isCount ? parseExpression(cursor) : cursor.fail();
}

function parseLock(cursor: Cursor): Pick<Select, 'lock' | 'onLocked'> {
  if (cursor.accept('for')) {
    const how = cursor.acceptAny('update', 'share');
    if (how === undefined) cursor.fail();
    const wait = cursor.acceptAny('nowait', 'skip');
    if (wait === 'skip') cursor.expect('locked');
    return { lock: how as 'update' | 'share', onLocked: (wait as 'nowait' | 'skip') ?? 'wait' };
  }
  const isShared = cursor.accept('lock', 'in', 'share', 'mode');
  return { lock: isShared ? 'share' : 'none', onLocked: 'wait' };
}

function parseOperand(cursor: Cursor): Select | Query | Values {
  if (cursor.accept('(')) {
    const query = parseQuery(cursor);
    cursor.expect(')');
    return query;
  }
  if (cursor.accept('values')) {
    const rows = listOf(cursor, () => {
      cursor.accept('row');
      return bracketed(cursor, () => parseExpression(cursor));
    });
    return { kind: 'values', rows };
  }
  if (cursor.is('table')) {
    cursor.next();
    const table = cursor.tableName();
    const star: SelectItem = { kind: 'star', schema: '', table: '', start: 0, end: 0 };
    return { ...EMPTY_SELECT, items: [star], from: { kind: 'table', table, alias: table.name } };
  }
  return parseSelect(cursor);
}

const MODIFIERS = ['all', 'distinct', 'distinctrow', 'sql_no_cache', 'sql_calc_found_rows'];

function parseSelect(cursor: Cursor): Select {
  cursor.expect('select');
  let isDistinct = false;
  let countsAll = false;
  for (;;) {
    const modifier = cursor.acceptAny(...MODIFIERS, 'straight_join', 'high_priority');
    if (modifier === undefined) break;
    if (modifier === 'sql_calc_found_rows') cursor.deprecate(modifier);
    isDistinct ||= modifier.startsWith('distinct');
    countsAll ||= modifier === 'sql_calc_found_rows';
  }
  const items = listOf(cursor, () => parseItem(cursor));
  const late = items.findIndex((item, i) => item.kind === 'star' && item.table === '' && i > 0);
  if (late > 0 && !cursor.dialect.lexis.foldsNames)
    throw new SqlFailure(lateStar(cursor, items[late]));
  const isDual = cursor.is('from', 'dual');
  if (isDual) cursor.expect('from', 'dual');
  const from = !isDual && cursor.accept('from') ? parseFrom(cursor) : undefined;
  const where = cursor.accept('where') ? parseExpression(cursor) : undefined;
  const isGrouped = cursor.accept('group', 'by');
  const groupBy = isGrouped ? listOf(cursor, () => parseGroup(cursor)) : [];
  const withRollup = isGrouped && cursor.accept('with', 'rollup');
  const having = cursor.accept('having') ? parseExpression(cursor) : undefined;
  const windows = cursor.accept('window') ? listOf(cursor, () => parseNamedWindow(cursor)) : [];
  return withSeries(cursor, {
    kind: 'select',
    isDistinct,
    countsAll,
    items,
    from,
    where,
    groupBy,
    withRollup,
    having,
    windows,
    lock: 'none',
    onLocked: 'wait',
  });
}

/** `*` alone comes first in a list of MySQL. */
const lateStar = ({ dialect, text }: Cursor, item: SelectItem | undefined): SqlError =>
  dialect.errors.syntax(text, item?.start ?? 0, '*');

function parseNamedWindow(cursor: Cursor): Select['windows'][number] {
  const name = cursor.name();
  cursor.expect('as');
  return { name, spec: parseWindow(cursor) };
}

function parseGroup(cursor: Cursor): Select['groupBy'][number] {
  const expr = parseExpression(cursor);
  cursor.acceptAny('asc', 'desc');
  return expr;
}

/** One item of a select list, or of RETURNING. */
export function parseItem(cursor: Cursor): SelectItem {
  const { start } = cursor.peek();
  if (cursor.accept('*')) return { kind: 'star', schema: '', table: '', ...cursor.span(start) };
  const mark = cursor.mark();
  if (cursor.isName() && cursor.peek(1).word === '.') {
    const first = cursor.name();
    cursor.next();
    if (cursor.accept('*')) {
      return { kind: 'star', schema: '', table: first, ...cursor.span(start) };
    }
    if (cursor.peek(1).word === '.' && cursor.peek(2).word === '*') {
      const table = cursor.name();
      cursor.expect('.', '*');
      return { kind: 'star', schema: first, table, ...cursor.span(start) };
    }
    cursor.reset(mark);
  }
  const expr = parseExpression(cursor);
  const span = cursor.span(start);
  return { kind: 'expr', expr, alias: parseAlias(cursor), ...span };
}

/** `[as] name`; '' without one. */
export function parseAlias(cursor: Cursor): string {
  if (cursor.accept('as')) {
    const token = cursor.peek();
    if (token.type === 'string') return cursor.string();
    // After AS PostgreSQL takes every word.
    if (token.type === 'word' && cursor.dialect.lexis.foldsNames) return cursor.word();
    return cursor.name();
  }
  if (cursor.peek().type === 'string' && cursor.dialect.lexis.doubleQuotedStrings) {
    return cursor.string();
  }
  return cursor.isName() ? cursor.name() : '';
}

/** A list of tables and joins. */
export function parseFrom(cursor: Cursor): TableRef {
  let left = parseJoins(cursor);
  while (cursor.accept(',')) left = joined(left, parseJoins(cursor), 'inner');
  return left;
}

const joined = (
  left: TableRef,
  right: TableRef,
  how: 'inner' | 'left' | 'right' | 'full',
): Extract<TableRef, { kind: 'join' }> => ({
  kind: 'join',
  how,
  left,
  right,
  on: undefined,
  using: [],
  isNatural: false,
});

function parseJoins(cursor: Cursor): TableRef {
  let left = parseTable(cursor);
  for (;;) {
    const isNatural = cursor.accept('natural');
    const how = parseJoinKind(cursor);
    if (how === undefined) {
      if (isNatural) cursor.fail();
      return left;
    }
    const right = parseTable(cursor);
    const on = !isNatural && cursor.accept('on') ? parseExpression(cursor) : undefined;
    const using =
      on === undefined && cursor.accept('using') ? bracketed(cursor, () => cursor.name()) : [];
    if (how !== 'inner' && on === undefined && using.length === 0 && !isNatural) cursor.fail();
    left = { ...joined(left, right, how), on, using, isNatural };
  }
}

function parseJoinKind(cursor: Cursor): 'inner' | 'left' | 'right' | 'full' | undefined {
  if (cursor.accept('join') || cursor.accept('straight_join')) return 'inner';
  if (cursor.is('inner') || cursor.is('cross')) {
    cursor.next();
    cursor.expect('join');
    return 'inner';
  }
  const side = cursor.is('full', 'join') || cursor.is('full', 'outer') ? 'full' : undefined;
  const outer = cursor.acceptAny('left', 'right') ?? (side && cursor.acceptAny('full'));
  if (outer === undefined) return undefined;
  cursor.accept('outer');
  cursor.expect('join');
  return outer as 'left' | 'right' | 'full';
}

function parseTable(cursor: Cursor): TableRef {
  if (cursor.is('(') || cursor.accept('lateral')) {
    if (startsQuery(cursor)) {
      cursor.expect('(');
      const query = parseQuery(cursor);
      cursor.expect(')');
      const alias = parseAlias(cursor);
      if (alias === '') throw new SqlFailure(cursor.dialect.errors.unnamedQuery());
      const columns = alias !== '' && cursor.is('(') ? bracketed(cursor, () => cursor.name()) : [];
      return { kind: 'query', query, alias, columns };
    }
    cursor.expect('(');
    const inner = parseFrom(cursor);
    cursor.expect(')');
    return inner;
  }
  const { errors, lexis } = cursor.dialect;
  if (cursor.is('json_table', '(') && !lexis.foldsNames) {
    throw new SqlFailure(errors.notSupported('JSON_TABLE'));
  }
  const table = cursor.tableName();
  if (cursor.is('(') && cursor.dialect.tableFunctions.has(table.name)) {
    const args = bracketed(cursor, () => parseExpression(cursor));
    const alias = parseAlias(cursor);
    const columns = alias !== '' && cursor.is('(') ? bracketed(cursor, () => cursor.name()) : [];
    return { kind: 'function', name: table.name, args, alias: alias || table.name, columns };
  }
  const alias = parseAlias(cursor);
  while (cursor.acceptAny('use', 'force', 'ignore') !== undefined) {
    cursor.acceptAny('index', 'key');
    bracketed(cursor, () => cursor.name());
  }
  return { kind: 'table', table, alias: alias === '' ? table.name : alias };
}
