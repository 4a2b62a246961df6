import type { Assignment, OnConflict, SelectItem, Statement, TableName } from '../ast.ts';
import type { Cursor } from '../dialect.ts';
import { parseOrderItems } from './calls.ts';
import { bracketed, listOf } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import { parseAlias, parseFrom, parseItem, parseLimit, parseQuery, startsQuery } from './select.ts';

function parseAssignments(cursor: Cursor): Assignment[] {
  return listOf(cursor, () => {
    const { start } = cursor.peek();
    const first = cursor.tableName();
    if (!cursor.accept('=') && !cursor.accept(':=')) cursor.fail();
    const value = parseExpression(cursor);
    return { column: first.name, table: first.schema, value, ...cursor.span(start) };
  });
}

const parseReturning = (cursor: Cursor): SelectItem[] =>
  cursor.accept('returning') ? listOf(cursor, () => parseItem(cursor)) : [];

function parseOnConflict(cursor: Cursor): OnConflict | undefined {
  if (!cursor.accept('on', 'conflict')) return undefined;
  const columns = cursor.is('(') ? bracketed(cursor, () => cursor.name()) : [];
  if (cursor.accept('on', 'constraint')) cursor.name();
  cursor.expect('do');
  if (cursor.accept('nothing')) return { columns, assignments: undefined, where: undefined };
  cursor.expect('update', 'set');
  const assignments = parseAssignments(cursor);
  const where = cursor.accept('where') ? parseExpression(cursor) : undefined;
  return { columns, assignments, where };
}

/** `insert …` or `replace …`, from its first word on. */
export function parseInsert(cursor: Cursor): Statement {
  const isReplace = cursor.next().word === 'replace';
  cursor.acceptAny('low_priority', 'high_priority', 'delayed');
  const isIgnore = cursor.accept('ignore');
  cursor.accept('into');
  const table = cursor.tableName();
  if (cursor.dialect.lexis.foldsNames && cursor.accept('as')) cursor.name();
  const base = { kind: 'insert' as const, isReplace, isIgnore, table };
  let columns: string[] | undefined;
  let rows: (readonly ReturnType<typeof parseExpression>[])[] = [];
  let query: ReturnType<typeof parseQuery> | undefined;
  if (cursor.accept('set')) {
    const assignments = parseAssignments(cursor);
    columns = assignments.map(({ column }) => column);
    rows = [assignments.map(({ value }) => value)];
  } else {
    if (cursor.is('(') && !startsQuery(cursor)) {
      cursor.expect('(');
      columns = cursor.is(')') ? [] : listOf(cursor, () => cursor.tableName().name);
      cursor.expect(')');
    }
    if (cursor.accept('default', 'values')) rows = [[]];
    else if (cursor.acceptAny('values', 'value') !== undefined) {
      rows = listOf(cursor, () => {
        cursor.accept('row');
        cursor.expect('(');
        const items = cursor.is(')') ? [] : listOf(cursor, () => parseExpression(cursor));
        cursor.expect(')');
        return items;
      });
    } else if (startsQuery(cursor)) query = parseQuery(cursor);
    else cursor.fail();
  }
  const rowAlias = cursor.accept('as') ? cursor.name() : '';
  const onDuplicate = cursor.accept('on', 'duplicate', 'key', 'update')
    ? parseAssignments(cursor)
    : [];
  const onConflict = parseOnConflict(cursor);
  const returning = parseReturning(cursor);
  return { ...base, columns, rows, query, onDuplicate, onConflict, returning, rowAlias };
}

/** `update …`. */
export function parseUpdate(cursor: Cursor): Statement {
  cursor.expect('update');
  cursor.acceptAny('low_priority');
  cursor.accept('ignore');
  const from = parseFrom(cursor);
  cursor.expect('set');
  const assignments = parseAssignments(cursor);
  const using = cursor.accept('from') ? parseFrom(cursor) : undefined;
  const where = cursor.accept('where') ? parseExpression(cursor) : undefined;
  const orderBy = cursor.accept('order', 'by') ? parseOrderItems(cursor) : [];
  const { limit } = parseLimit(cursor);
  const returning = parseReturning(cursor);
  return { kind: 'update', from, using, assignments, where, orderBy, limit, returning };
}

/** A table of a DELETE over several: `t`, `t.*` or `d.t.*`. */
function parseTarget(cursor: Cursor): TableName {
  const { start } = cursor.peek();
  let [schema, name] = ['', cursor.name()];
  if (cursor.accept('.') && !cursor.accept('*')) {
    [schema, name] = [name, cursor.name()];
    cursor.accept('.', '*');
  }
  return { schema, name, ...cursor.span(start) };
}

/** `delete …`. */
export function parseDelete(cursor: Cursor): Statement {
  cursor.expect('delete');
  cursor.acceptAny('low_priority', 'quick');
  cursor.accept('ignore');
  const isPlain = cursor.accept('from');
  const mark = cursor.mark();
  const [first, ...others] = listOf(cursor, () => parseTarget(cursor));
  if (first !== undefined && cursor.accept(isPlain ? 'using' : 'from') && !isFolding(cursor)) {
    const using = parseFrom(cursor);
    const where = cursor.accept('where') ? parseExpression(cursor) : undefined;
    const rest = { orderBy: [], limit: undefined, returning: [] };
    return { kind: 'delete', table: first, alias: first.name, others, using, where, ...rest };
  }
  cursor.reset(mark);
  if (!isPlain) cursor.fail();
  const table = cursor.tableName();
  const alias = parseAlias(cursor) || table.name;
  const using = cursor.accept('using') ? parseFrom(cursor) : undefined;
  const where = cursor.accept('where') ? parseExpression(cursor) : undefined;
  const orderBy = cursor.accept('order', 'by') ? parseOrderItems(cursor) : [];
  const { limit } = parseLimit(cursor);
  const returning = parseReturning(cursor);
  return { kind: 'delete', table, alias, others: [], using, where, orderBy, limit, returning };
}

/** PostgreSQL deletes from one table, and its USING names others. */
const isFolding = (cursor: Cursor): boolean => cursor.dialect.lexis.foldsNames;
