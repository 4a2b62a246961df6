import { bindExpression } from '../bind/expressions.ts';
import { createScope } from '../bind/scope.ts';
import { frameOf } from '../bound.ts';
import type { Env } from '../dialect.ts';
import { type SqlError, SqlFailure } from '../errors.ts';
import type { Column, Table } from '../storage/model.ts';
import type { Value } from '../values.ts';
import type { QueryBinder } from './queries.ts';

type Row = readonly Value[];

/** The default of a column; undefined when it has none. */
export function defaultOf(binder: QueryBinder, column: Column): Value | undefined {
  if (column.defaultValue === undefined) return undefined;
  const context = binder.expressions(createScope([], undefined), 'list');
  return bindExpression(context, column.defaultValue).eval(frameOf([], undefined));
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
