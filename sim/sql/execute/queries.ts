import { LIMITS } from '../../limits.ts';
import type { CommonTable, Query, SelectItem, TableRef } from '../ast.ts';
import type { BindContext, Plan, PlanColumn } from '../bind/context.ts';
import { createScope, type Scope } from '../bind/scope.ts';
import type { Bound } from '../bound.ts';
import type { Env } from '../dialect.ts';
import { type Clause, SqlFailure } from '../errors.ts';
import { type Binding, type CommonTables, contextOf } from './binding.ts';
import { bindCompound } from './compound.ts';
import { planFrom } from './from.ts';
import type { FromPlan } from './from-plan.ts';
import { bindRecursive } from './recursion.ts';
import { bindSelect, fromContextOf } from './select.ts';
import { bindItems, columnOf } from './select-items.ts';

/** Binds whole queries for one statement. */
export interface QueryBinder {
  bind(query: Query, outer: Scope | undefined): Plan;
  /** A context for expressions of a statement that is no query. */
  expressions(scope: Scope, clause: Clause): BindContext;
  /** The tables of a statement that writes. */
  tablesToWrite(from: TableRef): FromPlan;
  /** Expands and binds a list of columns, for RETURNING. */
  list(items: readonly SelectItem[], from: FromPlan): { columns: PlanColumn[]; values: Bound[] };
}

const NO_COMMON: CommonTables = new Map();

/** A table of WITH under its own names. */
function bindCommon(
  binding: Binding,
  table: CommonTable,
  isRecursive: boolean,
  outer: Scope | undefined,
): Plan {
  const plan = isRecursive
    ? bindRecursive(binding, table, outer)
    : binding.bindQuery(table.query, outer, binding.common);
  const columns = plan.columns.map((column, i) => ({
    ...column,
    name: table.columns[i] ?? column.name,
  }));
  return { ...plan, columns };
}

/** Creates the binder of one statement. */
export function createQueryBinder(env: Env): QueryBinder {
  let depth = 0;
  const bindQuery = (query: Query, outer: Scope | undefined, common: CommonTables): Plan => {
    if (++depth > LIMITS.sqlDepth) throw new SqlFailure(env.dialect.errors.tooDeep());
    const known = new Map(common);
    const binding: Binding = { env, common: known, bindQuery };
    for (const table of query.with) {
      const plan = bindCommon(binding, table, query.isRecursive, outer);
      known.set(table.name.toLowerCase(), plan);
    }
    const plan =
      query.others.length === 0 && query.first.kind === 'select'
        ? bindSelect(binding, query.first, query, outer)
        : bindCompound(binding, query, outer);
    depth--;
    return plan;
  };

  const top: Binding = { env, common: NO_COMMON, bindQuery };
  return {
    bind: (query, outer) => bindQuery(query, outer, NO_COMMON),
    expressions: (scope, clause) => contextOf(top, scope, clause),
    tablesToWrite: (from) =>
      planFrom({ ...fromContextOf(top, undefined), isForWriting: true }, from),
    list(items, from) {
      const context = contextOf(top, createScope(from.sources, undefined), 'list');
      const listed = bindItems(context, items, from);
      return { columns: listed.map(columnOf), values: listed.map(({ bound }) => bound) };
    },
  };
}
