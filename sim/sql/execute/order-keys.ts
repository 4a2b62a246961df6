import type { Expr, OrderItem } from '../ast.ts';
import type { PlanColumn } from '../bind/context.ts';
import { type Bound, bound, type Frame } from '../bound.ts';
import type { Env } from '../dialect.ts';
import { type Clause, SqlFailure } from '../errors.ts';
import type { SortKey } from './ordering.ts';

/** The number of the column that a whole number in ORDER BY or GROUP BY names, from 0. */
function placeNamed(expr: Expr): number | undefined {
  const isNumber = expr.kind === 'literal' && typeof expr.value === 'bigint';
  return isNumber ? Number(expr.value) - 1 : undefined;
}

function refusePlace(env: Env, expr: Expr, place: number, clause: Clause): never {
  throw new SqlFailure(env.dialect.errors.unknownColumn(String(place + 1), clause, expr.start));
}

/** Binds ORDER BY: a whole number names one of the `columns`, else `bind` knows the expression. */
export const bindOrder = (
  env: Env,
  items: readonly OrderItem[],
  columns: readonly PlanColumn[],
  bind: (expr: Expr) => Bound,
  listed: readonly Bound[],
): SortKey[] =>
  items.map(({ expr, isDescending, nulls }) => {
    const place = placeNamed(expr);
    if (place === undefined) return { key: bind(expr), isDescending, nulls };
    const column = columns[place];
    if (column === undefined) return refusePlace(env, expr, place, 'order');
    const key = listed[place] ?? bound(column.type, true, ({ row }: Frame) => row[place] ?? null);
    return { key, isDescending, nulls };
  });

/** Binds GROUP BY in the same way. */
export const bindGroups = (
  env: Env,
  exprs: readonly Expr[],
  bind: (expr: Expr) => Bound,
  listed: readonly Bound[],
): Bound[] =>
  exprs.map((expr) => {
    const place = placeNamed(expr);
    if (place === undefined) return bind(expr);
    return listed[place] ?? refusePlace(env, expr, place, 'group');
  });
