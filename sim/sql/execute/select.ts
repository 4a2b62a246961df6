import type { Expr, Query, Select } from '../ast.ts';
import type { AggregateSlot, BindContext, Plan, WindowSlot } from '../bind/context.ts';
import { bindExpression } from '../bind/expressions.ts';
import { truthOf } from '../bind/logic.ts';
import { namesOf, walk } from '../bind/names.ts';
import { createScope, type Scope } from '../bind/scope.ts';
import { type Bound, type Frame, frameOf } from '../bound.ts';
import type { Env } from '../dialect.ts';
import type { Clause } from '../errors.ts';
import { primaryKey } from '../storage/table.ts';
import type { Value } from '../values.ts';
import { type Binding, contextOf, NO_ALIASES, type Seen } from './binding.ts';
import { planFrom } from './from.ts';
import type { FromContext, FromPlan } from './from-plan.ts';
import { group } from './grouping.ts';
import { checkGroups, groupingOrder } from './groups.ts';
import { lockRows } from './locked-rows.ts';
import { bindGroups, bindOrder } from './order-keys.ts';
import { rowKey, sortRows } from './ordering.ts';
import { bindLimits } from './row-limits.ts';
import { bindItems, columnOf, type SelectedItem, withDeclaredNames } from './select-items.ts';
import { createTotals, type Totals } from './totals.ts';
import { withWindows } from './windows.ts';

/** Whether a WHERE asks for the primary key, which then is what is read. */
function asksForKey(env: Env, { from, where }: Select): boolean {
  if (where === undefined || from?.kind !== 'table') return from?.kind !== 'table';
  const schema = from.table.schema === '' ? env.session.schema() : from.table.schema;
  const table = env.catalog.schemas.get(schema)?.tables.get(from.table.name);
  const key = table && primaryKey(table);
  const names = new Set(key?.columns.map(({ name }) => name.toLowerCase()));
  let isAsked = false;
  walk(where, (expr) => {
    if (expr.kind === 'column' && names.has(expr.name.toLowerCase())) isAsked = true;
  });
  return isAsked;
}

/** What a FROM is bound in, of which all columns may be asked for in any order. */
export const fromContextOf = (binding: Binding, outer: Scope | undefined): FromContext => ({
  env: binding.env,
  outer,
  common: binding.common,
  bindQuery: (query, scope) => binding.bindQuery(query, scope, binding.common),
  expressions: (scope, clause) => contextOf(binding, scope, clause),
  used: undefined,
  mayUseKeyOrder: false,
  isForWriting: false,
});

const ONE_ROW: FromPlan = { sources: [], tables: [], rows: () => [[]] };

function planSelectFrom(
  binding: Binding,
  select: Select,
  outer: Scope | undefined,
  used: ReadonlySet<string> | undefined,
): FromPlan {
  if (select.from === undefined) return ONE_ROW;
  const { env } = binding;
  const mayUseKeyOrder = !env.dialect.lexis.foldsNames && !asksForKey(env, select);
  return planFrom({ ...fromContextOf(binding, outer), used, mayUseKeyOrder }, select.from);
}

/** Names of the select list that stand for an expression. */
const aliasesOf = (items: readonly SelectedItem[]): ReadonlyMap<string, Bound> =>
  new Map(
    items
      .filter(({ expr }) => expr !== undefined)
      .map((item) => [item.name.toLowerCase(), item.bound]),
  );

/** The clauses of a select, bound. */
interface Clauses {
  readonly from: FromPlan;
  readonly where: Bound | undefined;
  readonly groups: readonly Bound[];
  readonly having: Bound | undefined;
  readonly items: readonly SelectedItem[];
  readonly keys: ReturnType<typeof bindOrder>;
  readonly aggregates: readonly AggregateSlot[];
  readonly windows: readonly WindowSlot[];
  readonly totals: Totals;
}

/** Binds the clauses of a select in the order in which a server complains of them. */
function bindClauses(
  binding: Binding,
  select: Select,
  orderBy: Query['orderBy'],
  from: FromPlan,
  scope: Scope,
): Clauses {
  const { env } = binding;
  const aggregates: AggregateSlot[] = [];
  const windows: WindowSlot[] = [];
  const totals = createTotals(env, select, from);
  const { grouping } = totals;
  const within = (clause: Clause, seen?: Seen): BindContext =>
    contextOf(binding, scope, clause, seen);
  const boundIn =
    (context: BindContext) =>
    (expr: Expr): Bound =>
      bindExpression(context, expr);
  const computed = { aggregates, windows, namedWindows: select.windows, grouping };
  const items = withDeclaredNames(env, bindItems(within('list', computed), select.items, from));
  const listed = items.map((item) => item.bound);
  const aliases = aliasesOf(items);
  const where = select.where && bindExpression(within('where'), select.where);
  const groups = bindGroups(env, select.groupBy, boundIn(within('group', { aliases })), listed);
  const usable = env.dialect.semantics.usesAliases ? aliases : NO_ALIASES;
  const filtering = within('having', { aggregates, aliases: usable, aliasesFirst: true, grouping });
  const having = select.having && bindExpression(filtering, select.having);
  const ordering = within('order', { ...computed, aliases, aliasesFirst: true });
  const keys = bindOrder(env, orderBy, items.map(columnOf), boundIn(ordering), listed);
  return { from, where, groups, having, items, keys, aggregates, windows, totals };
}

/** Answers the rows of FROM that WHERE leaves, locked, and in groups where there are any. */
function createCollector(
  env: Env,
  select: Select,
  { from, where, groups, aggregates, totals }: Clauses,
  isGrouped: boolean,
): (outer: Frame | undefined) => Frame[] {
  const keyOrder = select.withRollup ? undefined : groupingOrder(env, from, groups);
  return (outer) => {
    const all = from.rows(outer).map((row) => frameOf(row, outer));
    const found =
      where === undefined ? all : all.filter((each) => truthOf(env, where.eval(each)) === true);
    const locked = select.lock === 'none' ? found : lockRows(env, from, found, select.onLocked);
    if (!isGrouped) return locked;
    if (select.withRollup) return totals.rolledUp(locked, groups, aggregates, outer);
    return group(env, keyOrder?.(locked) ?? locked, groups, aggregates, outer);
  };
}

interface Output {
  readonly output: readonly Value[];
  readonly sort: readonly Value[];
}

/** The first of each equal rows. */
function distinctOutputs(
  env: Env,
  rows: readonly Output[],
  types: readonly Bound['type'][],
): Output[] {
  const seen = new Set<string>();
  return rows.filter(({ output }) => {
    const key = rowKey(env, output, types);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

/** Binds one SELECT with the ORDER BY and LIMIT behind it. */
export function bindSelect(
  binding: Binding,
  select: Select,
  tail: Pick<Query, 'orderBy' | 'limit' | 'offset'>,
  outer: Scope | undefined,
): Plan {
  const { env } = binding;
  const ordered = tail.orderBy.map(({ expr }) => expr);
  const from = planSelectFrom(binding, select, outer, namesOf(select, ordered));
  const scope = createScope(from.sources, outer);
  const clauses = bindClauses(binding, select, tail.orderBy, from, scope);
  const { groups, having, items, keys, aggregates, windows, totals } = clauses;
  const isGrouped = groups.length > 0 || aggregates.length > windows.length;
  if (isGrouped) checkGroups(env, select, items, from);
  const limits = bindLimits(binding, tail, scope);
  const collect = createCollector(env, select, clauses, isGrouped);
  const types = items.map(({ bound }) => bound.type);
  return {
    columns: items
      .map(columnOf)
      .map((column) => ({ ...column, isNullable: column.isNullable || select.withRollup })),
    usesOuter: scope.usesOuter,
    rows(outerFrame) {
      const found = collect(outerFrame).filter(
        (frame) => having === undefined || truthOf(env, having.eval(frame)) === true,
      );
      const frames = windows.length === 0 ? found : withWindows(env, found, windows);
      const all = frames.map((frame) => ({
        output: items.map(({ bound }) => totals.valueOf(bound, frame)),
        sort: keys.map(({ key }) => totals.valueOf(key, frame)),
      }));
      const kept = select.isDistinct ? distinctOutputs(env, all, types) : all;
      const sorted = sortRows(env, kept, keys, ({ sort }) => sort);
      if (select.countsAll) env.session.setFact('all_rows', BigInt(sorted.length));
      return limits(sorted, outerFrame).map(({ output }) => output);
    },
  };
}
