import type { Expr, Query, TableName, TableRef } from '../ast.ts';
import { queryOf, walk } from '../bind/names.ts';
import type { Env } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';

type Names = (table: TableName) => boolean;

/** Whether a FROM reads the table itself; a query in it is worked out before. */
function reads(ref: TableRef | undefined, isTarget: Names): boolean {
  if (ref === undefined) return false;
  if (ref.kind === 'join') return reads(ref.left, isTarget) || reads(ref.right, isTarget);
  return ref.kind === 'table' && isTarget(ref.table);
}

function queryReads({ first, others }: Query, isTarget: Names): boolean {
  return [first, ...others.map(({ select }) => select)].some((part) => {
    if (part.kind === 'compound') return queryReads(part, isTarget);
    if (part.kind !== 'select') return false;
    return reads(part.from, isTarget) || (part.where !== undefined && holds(part.where, isTarget));
  });
}

function holds(expr: Expr, isTarget: Names): boolean {
  let isFound = false;
  walk(expr, (each) => {
    const query = queryOf(each);
    if (query !== undefined && queryReads(query, isTarget)) isFound = true;
  });
  return isFound;
}

/** Refuses a statement that changes a table and asks it in a subquery, where the server does. */
export function refuseOwnReads(
  env: Env,
  table: TableName,
  exprs: readonly (Expr | undefined)[],
): void {
  const error = env.dialect.errors.readsItsTarget(table.name);
  if (error === undefined) return;
  const schemaOf = ({ schema }: TableName): string =>
    schema === '' ? env.session.schema() : schema;
  const isTarget: Names = (other) =>
    other.name === table.name && schemaOf(other) === schemaOf(table);
  if (exprs.some((expr) => expr !== undefined && holds(expr, isTarget))) {
    throw new SqlFailure(error);
  }
}
