import type { Expr, SelectItem } from '../ast.ts';
import type { BindContext, PlanColumn } from '../bind/context.ts';
import { bindExpression } from '../bind/expressions.ts';
import { type Bound, bound } from '../bound.ts';
import type { Env } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import { type FromPlan, ROW_ID } from './from-plan.ts';
import { headerOf } from './headers.ts';

/** One column of a select list. */
export interface SelectedItem {
  /** Undefined for a column that `*` stands for. */
  readonly expr: Expr | undefined;
  readonly name: string;
  readonly bound: Bound;
}

/** The columns that `*` or `table.*` stands for, each with its place in a row. */
function starred(
  env: Env,
  { table, start }: Extract<SelectItem, { kind: 'star' }>,
  from: FromPlan,
) {
  const wanted = table.toLowerCase();
  const sources = from.sources.filter(
    ({ alias }) => wanted === '' || alias.toLowerCase() === wanted,
  );
  if (sources.length === 0) {
    const { errors } = env.dialect;
    throw new SqlFailure(wanted === '' ? errors.noTables() : errors.unknownStar(table, start));
  }
  const listed = sources.flatMap(({ columns, offset }) =>
    columns.map((column, i) => ({ ...column, at: offset + i })),
  );
  const order = wanted === '' ? from.star : undefined;
  return order === undefined
    ? listed
    : order.flatMap((place) => listed.filter(({ at }) => at === place));
}

/** A column of a select list, before its expression is bound. */
interface Expanded {
  readonly expr: Expr | undefined;
  readonly name: string;
  readonly bound: Bound | undefined;
}

function expand(env: Env, item: SelectItem, from: FromPlan): Expanded[] {
  if (item.kind === 'expr') {
    return [{ expr: item.expr, name: headerOf(env, item), bound: undefined }];
  }
  return starred(env, item, from).flatMap(({ name, type, isNullable, origin, at }) => {
    if (name === ROW_ID) return [];
    const value = bound(type, isNullable, ({ row }) => row[at] ?? null);
    return [{ expr: undefined, name, bound: { ...value, origin } }];
  });
}

/** The header of a column of a system view that insists on its own. */
function declaredName(env: Env, { expr, name }: SelectedItem, { origin }: Bound): string {
  if (expr?.kind !== 'column' || origin === undefined) return name;
  const isWritten = name === expr.name;
  return isWritten && env.dialect.keepsDeclaredNames(origin.schema, origin.table)
    ? origin.name
    : name;
}

/** Binds a select list, with the columns that `*` stands for. */
export const bindItems = (
  context: BindContext,
  items: readonly SelectItem[],
  from: FromPlan,
): SelectedItem[] =>
  items
    .flatMap((item) => expand(context.env, item, from))
    .map((item) => ({ ...item, bound: item.bound ?? bindExpression(context, item.expr as Expr) }));

/** The names under which a result shows its columns. */
export const withDeclaredNames = (env: Env, items: readonly SelectedItem[]): SelectedItem[] =>
  items.map((item) => ({ ...item, name: declaredName(env, item, item.bound) }));

export const columnOf = ({
  name,
  bound: { type, isNullable, origin },
}: SelectedItem): PlanColumn => ({
  name,
  type,
  isNullable,
  origin,
});
