import type { Assignment, Expr, Statement } from '../ast.ts';
import type { Plan } from '../bind/context.ts';
import { bindExpression } from '../bind/expressions.ts';
import { createScope } from '../bind/scope.ts';
import { type Bound, constant, frameOf } from '../bound.ts';
import type { Env } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import { compareForOrder } from '../operate/compare.ts';
import type { StoredRow, Table } from '../storage/model.ts';
import { changeRow, current, insertRow } from '../storage/rows.ts';
import { columnIndex } from '../storage/table.ts';
import { encodeData, INTEGER, type Value } from '../values.ts';
import { clashError, findClash, followChildren, verifyParents } from './constraints.ts';
import { withGenerated } from './generated.ts';
import { DEFAULT, type Given, rowOf, type Writer } from './new-rows.ts';
import { done, type Outcome } from './outcome.ts';
import { createQueryBinder, type QueryBinder } from './queries.ts';
import { raiseAuto, storeValue, verifyNulls } from './stored-values.ts';
import { baseTable, schemaName } from './tables.ts';
import { insertThrough } from './views.ts';

type Row = readonly Value[];
type Insert = Extract<Statement, { kind: 'insert' }>;

function targetColumns(env: Env, table: Table, { columns: names, rows }: Insert): number[] {
  const { errors, semantics } = env.dialect;
  if (names === undefined) {
    const all = table.definition.columns.map((_column, i) => i);
    const given = rows[0]?.length ?? 0;
    return given > 0 && !semantics.requiresAllValues ? all.slice(0, given) : all;
  }
  const indexes = names.map((name) => {
    const index = columnIndex(table, name);
    if (index < 0) throw new SqlFailure(errors.unknownTargetColumn(name, table.definition.name));
    return index;
  });
  const twice = names.find((_name, i) => indexes.indexOf(indexes[i] as number) < i);
  if (twice !== undefined) throw new SqlFailure(errors.columnTwice(twice));
  return indexes;
}

/** Reads the rows that a statement gives: of VALUES, or of a query. */
function givenRows(env: Env, binder: QueryBinder, statement: Insert, width: number): Given[][] {
  const { errors } = env.dialect;
  if (statement.query !== undefined) {
    const plan: Plan = binder.bind(statement.query, undefined);
    if (plan.columns.length !== width) throw new SqlFailure(errors.columnCount(1));
    return plan.rows(undefined).map((row) => [...row]);
  }
  const context = binder.expressions(createScope([], undefined), 'list');
  statement.rows.forEach((row, i) => {
    const isEmpty = row.length === 0 && statement.columns === undefined;
    if (row.length !== width && !isEmpty)
      throw new SqlFailure(errors.columnCount(i + 1, row.length > width));
  });
  const bindCell = (expr: Expr): Bound | typeof DEFAULT =>
    expr.kind === 'default' ? DEFAULT : bindExpression(context, expr);
  const cells = statement.rows.map((row) => row.map(bindCell));
  const frame = frameOf([], undefined);
  return cells.map((row) => row.map((cell) => ('eval' in cell ? cell.eval(frame) : DEFAULT)));
}

/** The assignments that an upsert makes of the row that is there. */
function upserted(
  writer: Writer,
  assignments: readonly Assignment[],
  before: Row,
  proposed: Row,
  rowAlias: string,
  row: number,
): Row {
  const { env, binder, table } = writer;
  const { columns, name } = table.definition;
  const named = columns.map((column) => ({ ...column, origin: undefined }));
  const hidden = new Set<string>();
  const sources = [{ schema: table.schema, alias: name, columns: named, offset: 0, hidden }];
  const proposedAlias = rowAlias === '' ? 'excluded' : rowAlias;
  const proposedSource = { schema: '', alias: proposedAlias, columns: named, hidden };
  const both = [...sources, { ...proposedSource, offset: columns.length }];
  const scope = createScope(both, undefined);
  const next = [...before];
  for (const { column, value } of assignments) {
    const index = columnIndex(table, column);
    const target = columns[index];
    if (target === undefined) {
      throw new SqlFailure(env.dialect.errors.unknownTargetColumn(column, name));
    }
    const own = createScope(sources, undefined);
    const usesProposed = encodeData(value).includes(`"table":"${proposedAlias}"`);
    const context = {
      ...binder.expressions(usesProposed ? scope : own, 'list'),
      inserted: (wanted: string) => {
        const at = columnIndex(table, wanted);
        return constant(proposed[at] ?? null, columns[at]?.type ?? INTEGER);
      },
    };
    const result = bindExpression(context, value).eval(frameOf([...next, ...proposed], undefined));
    next[index] =
      result === null ? null : storeValue(env, result, target, row, writer.isLoose, name);
  }
  const whole = withGenerated(env, table, next, row);
  verifyNulls(env, table, whole);
  return whole;
}

/** Whether nothing changes: of text every byte counts, whatever its collation. */
const sameRow = (env: Env, a: Row, b: Row): boolean => {
  const exact = env.dialect.semantics.collated('binary');
  return a.every((value, i) => compareForOrder(exact, value, b[i] ?? null) === 0);
};

interface Tally {
  affected: number;
  duplicates: number;
  readonly written: Row[];
}

function writeRow(writer: Writer, statement: Insert, values: Row, row: number, tally: Tally): void {
  const { env, table } = writer;
  const { semantics } = env.dialect;
  let clash = findClash(env, table, values, undefined);
  const upsert =
    statement.onDuplicate.length > 0 ? statement.onDuplicate : statement.onConflict?.assignments;
  if (clash !== undefined && (upsert !== undefined || statement.onConflict !== undefined)) {
    if (upsert !== undefined) update(writer, statement, upsert, clash.row, values, row, tally);
    return;
  }
  while (clash !== undefined && statement.isReplace) {
    const before = current(clash.row, env.transaction) as Row;
    followChildren(env, table, before, undefined);
    changeRow(semantics, table, clash.row, undefined, env.transaction);
    tally.affected++;
    tally.duplicates++;
    clash = findClash(env, table, values, undefined);
  }
  if (clash !== undefined) throw clashError(env, table, clash.key, values);
  verifyParents(env, table, values);
  insertRow(semantics, table, values, env.transaction);
  raiseAuto(table, values);
  tally.affected++;
  tally.written.push(values);
}

function update(
  writer: Writer,
  statement: Insert,
  assignments: readonly Assignment[],
  row: StoredRow,
  proposed: Row,
  number: number,
  tally: Tally,
): void {
  const { env, table } = writer;
  const before = current(row, env.transaction) as Row;
  const after = upserted(writer, assignments, before, proposed, statement.rowAlias, number);
  tally.duplicates++;
  if (sameRow(env, before, after) && env.dialect.semantics.assignsInOrder) return;
  const clash = findClash(env, table, after, row);
  if (clash !== undefined) throw clashError(env, table, clash.key, after);
  verifyParents(env, table, after);
  followChildren(env, table, before, after);
  changeRow(env.dialect.semantics, table, row, after, env.transaction);
  tally.affected += env.dialect.semantics.assignsInOrder ? 2 : 1;
  tally.written.push(after);
}

/** `insert` and `replace`. */
export function executeInsert(env: Env, given: Insert): Outcome {
  const { statement, verify } = insertThrough(env, given);
  env.session.check('INSERT', schemaName(env, statement.table), statement.table.name);
  const table = baseTable(env, statement.table, 'INSERT');
  const binder = createQueryBinder(env);
  const targets = targetColumns(env, table, statement);
  const rows = givenRows(env, binder, statement, targets.length);
  const expectedRows = statement.query === undefined ? rows.length : 0;
  const reserved = { expectedRows, next: 0n, left: 0, reservations: 0 };
  const isLax = !env.dialect.semantics.isStrict();
  const isLoose = statement.isIgnore || isLax;
  const isLooseWithNulls = statement.isIgnore || (isLax && rows.length > 1);
  const loose = { isLoose, isLooseWithNulls };
  const writer: Writer = { env, binder, table, insertId: 0n, ...loose, ...reserved };
  const tally: Tally = { affected: 0, duplicates: 0, written: [] };
  const source = {
    schema: table.schema,
    alias: table.definition.name,
    columns: table.definition.columns.map((column) => ({ ...column, origin: undefined })),
    offset: 0,
    hidden: new Set<string>(),
  };
  const from = { sources: [source], tables: [table], rows: () => [] };
  const returning =
    statement.returning.length > 0 ? binder.list(statement.returning, from) : undefined;
  rows.forEach((cells, i) => {
    if (!statement.isIgnore) {
      writeRow(writer, statement, rowOf(writer, targets, cells, i + 1), i + 1, tally);
      return;
    }
    const length = env.transaction.undo.length;
    try {
      writeRow(writer, statement, rowOf(writer, targets, cells, i + 1), i + 1, tally);
    } catch (error) {
      if (!(error instanceof SqlFailure)) throw error;
      env.catalog.transactions.undoTo(env.transaction, length);
      env.warn('Warning', error.error.code, error.message);
      tally.duplicates++;
    }
  });
  const { affected, duplicates, written } = tally;
  verify(table, written);
  const counts = { matched: rows.length, duplicates, insertId: writer.insertId };
  const outcome = done(statement.isReplace ? 'REPLACE' : 'INSERT', affected, counts);
  if (returning === undefined || outcome.kind !== 'done') return outcome;
  const returned = written.map((row) =>
    returning.values.map((value) => value.eval(frameOf(row, undefined))),
  );
  return { ...outcome, returned: { kind: 'rows', columns: returning.columns, rows: returned } };
}
