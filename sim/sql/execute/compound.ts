import type { Query } from '../ast.ts';
import type { Plan, PlanColumn } from '../bind/context.ts';
import { bindExpression } from '../bind/expressions.ts';
import { createScope, type Scope, type Source } from '../bind/scope.ts';
import { frameOf } from '../bound.ts';
import type { Env } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import { commonType, convert } from '../operate/convert.ts';
import { type Binding, contextOf, type Row } from './binding.ts';
import { bindOperand } from './operand.ts';
import { bindOrder } from './order-keys.ts';
import { distinct, rowKey, sortRows } from './ordering.ts';
import { bindLimits } from './row-limits.ts';

type SetOperation = Query['others'][number];

/** The rows of both sides, as the operation puts them together. */
function combine(
  env: Env,
  { how, isAll }: SetOperation,
  rows: readonly Row[],
  next: readonly Row[],
  columns: readonly PlanColumn[],
): readonly Row[] {
  if (how === 'union') {
    const both = [...rows, ...next];
    return isAll ? both : distinct(env, both, columns);
  }
  const types = columns.map(({ type }) => type);
  const keys = new Set(next.map((row) => rowKey(env, row, types)));
  const kept = rows.filter((row) => keys.has(rowKey(env, row, types)) === (how === 'intersect'));
  return isAll ? kept : distinct(env, kept, columns);
}

/** The columns of all sides: the names of the first, a type that all of them fit in. */
function columnsOf(env: Env, [first, ...others]: readonly [Plan, ...Plan[]]): PlanColumn[] {
  if (others.some(({ columns }) => columns.length !== first.columns.length)) {
    throw new SqlFailure(env.dialect.errors.unionColumns());
  }
  return first.columns.map((column, i) => {
    const all = [column, ...others.map((plan) => plan.columns[i] as PlanColumn)];
    return {
      name: column.name,
      type: commonType(all.map(({ type }) => type)),
      isNullable: all.some(({ isNullable }) => isNullable),
      origin: undefined,
    };
  });
}

/** Binds UNION, EXCEPT and INTERSECT, with the ORDER BY and LIMIT of the whole. */
export function bindCompound(binding: Binding, query: Query, outer: Scope | undefined): Plan {
  const { env } = binding;
  const first = bindOperand(binding, query.first, outer);
  const others = query.others.map((operation) => ({
    operation,
    plan: bindOperand(binding, operation.select, outer),
  }));
  const columns = columnsOf(env, [first, ...others.map(({ plan }) => plan)]);
  const source: Source = { schema: '', alias: '', columns, offset: 0, hidden: new Set() };
  const scope = createScope([source], outer);
  const ordering = contextOf(binding, scope, 'order');
  const keys = bindOrder(env, query.orderBy, columns, (expr) => bindExpression(ordering, expr), []);
  const limits = bindLimits(binding, query, scope);
  const types = columns.map(({ type }) => type);
  const typed = (rows: readonly Row[]): readonly Row[] =>
    rows.map((row) => row.map((value, i) => convert(env, value, types[i] as PlanColumn['type'])));
  return {
    columns,
    usesOuter: scope.usesOuter || first.usesOuter || others.some(({ plan }) => plan.usesOuter),
    rows(frame) {
      const rows = others.reduce(
        (before, { operation, plan }) =>
          combine(env, operation, before, typed(plan.rows(frame)), columns),
        typed(first.rows(frame)),
      );
      const sorted = sortRows(env, [...rows], keys, (row) =>
        keys.map(({ key }) => key.eval(frameOf(row, frame))),
      );
      return limits(sorted, frame);
    },
  };
}
