import type { Expr, Query } from '../ast.ts';
import { type Bound, bound, constant, type Frame } from '../bound.ts';
import { SqlFailure } from '../errors.ts';
import type { Value } from '../values.ts';
import { comparison } from './comparison.ts';
import type { Bind, BindContext, Plan } from './context.ts';
import { logical, truthOf } from './logic.ts';

/** A subquery that does not look outside runs once a statement. */
export function cached(plan: Plan): Plan {
  if (plan.usesOuter) return plan;
  let rows: (readonly Value[])[] | undefined;
  return {
    ...plan,
    rows(outer) {
      rows ??= plan.rows(outer);
      return rows;
    },
  };
}

/** A subquery that stands for a value. */
export function bindSubquery(context: BindContext, query: Query): Bound {
  const { errors } = context.env.dialect;
  const plan = cached(context.bindQuery(query, context.scope));
  const [column] = plan.columns;
  if (column === undefined || plan.columns.length !== 1)
    throw new SqlFailure(errors.operandColumns(1));
  return bound(column.type, true, (frame) => {
    const rows = plan.rows(frame);
    if (rows.length > 1) throw new SqlFailure(errors.subqueryRows());
    return rows[0]?.[0] ?? null;
  });
}

/** ALL and ANY of the rows of a query. */
export function bindQuantified(
  bind: Bind,
  context: BindContext,
  expr: Extract<Expr, { kind: 'quantified' }>,
): Bound {
  const left = bind(context, expr.left);
  const plan = cached(context.bindQuery(expr.query, context.scope));
  const decide = (frame: Frame): boolean | undefined => {
    const value = left.eval(frame);
    const results = plan.rows(frame).map((row) => {
      const one = comparison(
        context,
        expr.operator,
        constant(value, left.type),
        constant(row[0] ?? null, left.type),
      );
      return truthOf(context.env, one.eval(frame));
    });
    const decisive = !expr.isAll;
    if (results.includes(decisive)) return decisive;
    return results.includes(undefined) ? undefined : !decisive;
  };
  return logical(context, decide, true);
}
