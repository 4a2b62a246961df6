import type { Query } from '../ast.ts';
import type { PlanColumn } from '../bind/context.ts';
import type { Env } from '../dialect.ts';
import { type Column, plainColumn } from '../storage/model.ts';
import type { Value } from '../values.ts';

type Row = readonly Value[];

/** Whether the FROM of a query is, or begins with, a table of the name. */
export function refersTo({ first }: Query, name: string): boolean {
  if (first.kind !== 'select') return false;
  let from = first.from;
  while (from?.kind === 'join') from = from.left;
  return from?.kind === 'table' && from.table.name.toLowerCase() === name.toLowerCase();
}

/** Puts rows of a recursive step into the columns that the first part has declared. */
export function fitting(env: Env, columns: readonly PlanColumn[]): (row: Row) => Row {
  const { semantics } = env.dialect;
  if (!semantics.fitsRecursion) return (row) => row;
  const texts = columns.map(({ type }) => type.family === 'text' && type.length > 0);
  if (!texts.includes(true)) return (row) => row;
  return (row) =>
    row.map((value, i) =>
      texts[i] === true && typeof value === 'string'
        ? semantics.store(value, columnOf(columns[i] as PlanColumn), 1, env.warn, '')
        : value,
    );
}

const columnOf = ({ name, type, isNullable }: PlanColumn): Column => ({
  ...plainColumn(type),
  name,
  isNullable,
});
