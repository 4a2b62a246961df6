import type { Expr, Statement, TableName, TableRef } from '../ast.ts';
import { bindExpression } from '../bind/expressions.ts';
import { truthOf } from '../bind/logic.ts';
import { frameOf } from '../bound.ts';
import type { Env } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import type { Table, View } from '../storage/model.ts';
import type { Value } from '../values.ts';
import { columnContext } from './generated.ts';
import { lookUp } from './tables.ts';

type Insert = Extract<Statement, { kind: 'insert' }>;
type Update = Extract<Statement, { kind: 'update' }>;
type Delete = Extract<Statement, { kind: 'delete' }>;

/** What a view shows of one table. */
interface Window {
  readonly view: View;
  readonly schema: string;
  readonly table: TableName;
  readonly where: Expr | undefined;
}

/** A statement that writes the table behind a view, and what has to be true of what it wrote. */
export interface Through<T> {
  readonly statement: T;
  verify(table: Table, written: readonly (readonly Value[])[]): void;
}

/**
 * The table behind a view of plain columns; undefined for a table. A view that joins, groups or
 * calculates is not written through.
 */
function windowOf(env: Env, name: TableName): Window | undefined {
  const named = lookUp(env, name);
  if (named?.kind !== 'view' || env.dialect.lexis.foldsNames) return undefined;
  const { view, schema } = named;
  const { first, others, limit } = view.query;
  if (first.kind !== 'select' || others.length > 0 || limit !== undefined) return undefined;
  const { from, where, isDistinct, groupBy, having, items } = first;
  const isPlain = from?.kind === 'table' && !isDistinct && groupBy.length === 0 && !having;
  if (!isPlain) return undefined;
  const isRenamed = view.columns.some((column, i) => column !== view.selected[i]);
  const areColumns = items.every(
    (item) =>
      item.kind === 'star' ||
      (item.expr.kind === 'column' && (item.alias === '' || item.alias === item.expr.name)),
  );
  if (isRenamed || !areColumns) {
    throw new SqlFailure(env.dialect.errors.notSupported('writing through a view that calculates'));
  }
  const table = { ...from.table, schema: from.table.schema === '' ? schema : from.table.schema };
  return { view, schema, table, where };
}

const both = (a: Expr | undefined, b: Expr | undefined): Expr | undefined =>
  a === undefined || b === undefined
    ? (a ?? b)
    : { kind: 'binary', operator: 'and', left: a, right: b, start: a.start, end: b.end };

const verifying =
  (env: Env, { view, schema, where }: Window): Through<never>['verify'] =>
  (table, written) => {
    if (view.check === 'NONE' || where === undefined) return;
    const context = columnContext(env, table.schema, table.definition);
    const isShown = bindExpression(context, where);
    for (const row of written) {
      if (truthOf(env, isShown.eval(frameOf(row, undefined))) === true) continue;
      throw new SqlFailure(env.dialect.errors.viewCheckFailed(schema, view.name));
    }
  };

const unseen = (env: Env, { view }: Window, names: readonly string[]): void => {
  const has = (name: string): boolean =>
    view.columns.some((column) => column.toLowerCase() === name.toLowerCase());
  const other = names.find((name) => !has(name));
  if (other === undefined) return;
  throw new SqlFailure(env.dialect.errors.unknownTargetColumn(other, view.name));
};

const unchanged = <T>(statement: T): Through<T> => ({ statement, verify: () => undefined });

/** An INSERT into a view as one into its table. */
export function insertThrough(env: Env, statement: Insert): Through<Insert> {
  const window = windowOf(env, statement.table);
  if (window === undefined) return unchanged(statement);
  const columns = statement.columns ?? window.view.columns;
  unseen(env, window, columns);
  const into = { ...statement, table: window.table, columns };
  return { statement: into, verify: verifying(env, window) };
}

/** An UPDATE of a view as one of its table. */
export function updateThrough(env: Env, statement: Update): Through<Update> {
  const { from } = statement;
  const window = from.kind === 'table' ? windowOf(env, from.table) : undefined;
  if (window === undefined || from.kind !== 'table') return unchanged(statement);
  unseen(
    env,
    window,
    statement.assignments.map(({ column }) => column),
  );
  const own: TableRef = { kind: 'table', table: window.table, alias: from.alias };
  const where = both(window.where, statement.where);
  return { statement: { ...statement, from: own, where }, verify: verifying(env, window) };
}

/** A DELETE from a view as one from its table. */
export function deleteThrough(env: Env, statement: Delete): Delete {
  const window = statement.using === undefined ? windowOf(env, statement.table) : undefined;
  if (window === undefined) return statement;
  return { ...statement, table: window.table, where: both(window.where, statement.where) };
}
