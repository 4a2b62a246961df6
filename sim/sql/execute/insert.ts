import type { Assignment, Expr, Statement } from '../ast.ts';
import type { Plan } from '../bind/context.ts';
import { bindExpression } from '../bind/expressions.ts';
import { createScope } from '../bind/scope.ts';
import { type Bound, constant, frameOf } from '../bound.ts';
import type { Env } from '../dialect.ts';
import { type SqlError, SqlFailure } from '../errors.ts';
import { compareForOrder } from '../operate/compare.ts';
import type { Column, StoredRow, Table } from '../storage/model.ts';
import { changeRow, current, insertRow } from '../storage/rows.ts';
import { columnIndex } from '../storage/table.ts';
import { encodeData, INTEGER, type Value } from '../values.ts';
import {
  clashError,
  findClash,
  followChildren,
  verifyChecks,
  verifyParents,
} from './constraints.ts';
import { refuseGenerated, withGenerated } from './generated.ts';
import { done, type Outcome } from './outcome.ts';
import { createQueryBinder, type QueryBinder } from './select.ts';
import { baseTable, schemaName } from './tables.ts';
import { insertThrough } from './views.ts';

type Row = readonly Value[];
type Insert = Extract<Statement, { kind: 'insert' }>;

/** Stands for a value that the statement leaves to the column. */
const DEFAULT = { kind: 'default' } as const;

/** Stands for the next number, which is taken when everything else of the row is well. */
const NUMBERED = { kind: 'numbered' } as const;

const isNumbered = (cell: Value | typeof NUMBERED): cell is typeof NUMBERED => cell === NUMBERED;

/** What is given for a column: a value, or its default. */
type Given = Value | typeof DEFAULT;
const isDefault = (given: Given): given is typeof DEFAULT => given === DEFAULT;

/** The default of a column; undefined when it has none. */
export function defaultOf(binder: QueryBinder, column: Column): Value | undefined {
  if (column.defaultValue === undefined) return undefined;
  const context = binder.expressions(createScope([], undefined), 'list');
  return bindExpression(context, column.defaultValue).eval(frameOf([], undefined));
}

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

interface Writer {
  readonly env: Env;
  readonly binder: QueryBinder;
  readonly table: Table;
  /** What does not fit is changed until it does. */
  readonly isLoose: boolean;
  /** So are nulls. */
  readonly isLooseWithNulls: boolean;
  insertId: bigint;
  /** Rows that the statement is known to write; 0 for those of a query. */
  readonly expectedRows: number;
  /** Numbers that were set aside for it, and how often that was. */
  next: bigint;
  left: number;
  reservations: number;
}

/**
 * The next number. They are set aside in one piece for VALUES, and 1, 2, 4 … at a time for a query,
 * and stay used when the rows fail. Models handler::update_auto_increment.
 */
function automatic(writer: Writer): Value {
  const { table } = writer;
  if (writer.left === 0) {
    const isFirst = writer.reservations === 0 && writer.expectedRows > 0;
    const count = isFirst
      ? writer.expectedRows
      : 2 ** Math.min(writer.reservations, MOST_DOUBLINGS);
    writer.next = table.nextAuto;
    writer.left = writer.env.dialect.semantics.ordersByKey ? count : 1;
    writer.reservations++;
    table.nextAuto += BigInt(writer.left);
  }
  const value = writer.next;
  writer.next += 1n;
  writer.left--;
  if (writer.insertId === 0n) writer.insertId = value;
  return value;
}

const MOST_DOUBLINGS = 16;

function cellOf(
  writer: Writer,
  column: Column,
  given: Given,
  row: number,
  isGiven: boolean,
): Value | typeof NUMBERED {
  const { env, binder } = writer;
  const { name: table } = writer.table.definition;
  const { semantics, errors } = env.dialect;
  const isOpen = !isGiven || given === null || given === 0n || isDefault(given);
  if (column.isAutoIncrement && isOpen) {
    return semantics.ordersByKey ? NUMBERED : automatic(writer);
  }
  if (column.generated !== undefined) {
    if (!isDefault(given)) refuseGenerated(env, writer.table, column);
    return null;
  }
  if (!isDefault(given)) {
    if (given !== null) return storeValue(env, given, column, row, writer.isLoose, table);
    if (column.isNullable || !writer.isLooseWithNulls) return null;
    return emptied(env, column, errors.notNull(column.name, '', []));
  }
  const value = defaultOf(binder, column);
  if (value !== undefined)
    return value === null ? null : storeValue(env, value, column, row, writer.isLoose, table);
  if (column.isNullable || !semantics.requiresDefaults) return null;
  const error = errors.noDefault(column.name);
  if (!writer.isLoose) throw new SqlFailure(error);
  return emptied(env, column, error);
}

/** What a column has that may not be null and has no value. */
export function emptied(env: Env, column: Column, error: SqlError): Value {
  env.warn('Warning', error.code, error.message);
  return env.dialect.emptyValue(column);
}

/** Brings a value to what a column keeps; where it is loose, with a warning for a failure. */
export function storeValue(
  env: Env,
  value: Exclude<Value, null>,
  column: Column,
  row: number,
  isLoose: boolean,
  table: string,
): Value {
  const { semantics } = env.dialect;
  if (!isLoose) return semantics.store(value, column, row, env.warn, table);
  try {
    return semantics.store(value, column, row, env.warn, table);
  } catch (failure) {
    if (!(failure instanceof SqlFailure)) throw failure;
    return semantics.instead(failure.error, value, column, row, env.warn);
  }
}

/** Keeps the counter ahead of values that were given. */
export function raiseAuto(table: Table, values: Row): void {
  table.definition.columns.forEach((column, i) => {
    const value = values[i];
    if (column.isAutoIncrement && typeof value === 'bigint' && value >= table.nextAuto) {
      table.nextAuto = value + 1n;
    }
  });
}

export function verifyNulls(env: Env, table: Table, values: Row): void {
  const { columns, name } = table.definition;
  columns.forEach((column, i) => {
    if (values[i] === null && !column.isNullable) {
      throw new SqlFailure(env.dialect.errors.notNull(column.name, name, values));
    }
  });
}

function rowOf(
  writer: Writer,
  targets: readonly number[],
  given: readonly Given[],
  row: number,
): Row {
  const { table, env } = writer;
  const cells = table.definition.columns.map((column, i) => {
    const at = targets.indexOf(i);
    const isGiven = at >= 0 && given.length > 0;
    return cellOf(writer, column, isGiven ? (given[at] as Given) : DEFAULT, row, isGiven);
  });
  const known = cells.map((cell): Value => (isNumbered(cell) ? 0n : cell));
  const plain = withGenerated(env, table, known, row);
  verifyNulls(env, table, plain);
  verifyChecks(env, table, plain);
  return plain.map((value, i) => (cells[i] === NUMBERED ? automatic(writer) : value));
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
