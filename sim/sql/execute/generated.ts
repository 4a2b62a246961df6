import { bindExpression } from '../bind/expressions.ts';
import { createScope } from '../bind/scope.ts';
import { frameOf } from '../bound.ts';
import type { Env } from '../dialect.ts';
import { type SqlError, SqlFailure } from '../errors.ts';
import type { Column, Table, TableDefinition } from '../storage/model.ts';
import type { Value } from '../values.ts';
import { createQueryBinder } from './queries.ts';

type Row = readonly Value[];
type Named = Pick<TableDefinition, 'name' | 'columns'>;

/** A context in which an expression sees the columns of one table. */
export function columnContext(env: Env, schema: string, { name, columns }: Named) {
  const named = columns.map((column) => ({ ...column, origin: undefined }));
  const hidden = new Set<string>();
  const source = { schema, alias: name, columns: named, offset: 0, hidden };
  return createQueryBinder(env).expressions(createScope([source], undefined), 'where');
}

/** Refuses an expression of a definition that does not bind, with `refusal` for a wrong name. */
export function verifyNames(
  env: Env,
  schema: string,
  table: Named,
  expr: Parameters<typeof bindExpression>[1],
  refusal: (name: string) => SqlError,
): void {
  try {
    bindExpression(columnContext(env, schema, table), expr);
  } catch (error) {
    const name = error instanceof SqlFailure && /column '?"?([^'" ]+)/i.exec(error.message)?.[1];
    if (typeof name !== 'string') throw error;
    throw new SqlFailure(refusal(name));
  }
}

/** The row with the values of the columns that are worked out from others, in their order. */
export function withGenerated(env: Env, table: Table, values: Row, row: number): Row {
  const { columns, name } = table.definition;
  const { store } = env.dialect.semantics;
  if (!columns.some(({ generated }) => generated !== undefined)) return values;
  const context = columnContext(env, table.schema, table.definition);
  const next = [...values];
  columns.forEach((column, i) => {
    if (column.generated === undefined) return;
    const value = bindExpression(context, column.generated.expr).eval(frameOf(next, undefined));
    next[i] = value === null ? null : store(value, column, row, env.warn, name);
  });
  return next;
}

/** Fails when a statement gives a value for a column that works out its own. */
export function refuseGenerated(env: Env, table: Table, column: Column | undefined): void {
  if (column?.generated === undefined) return;
  const { name } = table.definition;
  throw new SqlFailure(env.dialect.errors.generatedValue(column.name, name));
}
