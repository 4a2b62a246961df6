import { LIMITS } from '../../limits.ts';
import type {
  CommonTable,
  Expr,
  OrderItem,
  Query,
  Select,
  SelectItem,
  TableRef,
  Values,
} from '../ast.ts';
import type { AggregateSlot, BindContext, Plan, PlanColumn, WindowSlot } from '../bind/context.ts';
import { bindExpression } from '../bind/expressions.ts';
import { truthOf } from '../bind/logic.ts';
import { namesOf, walk } from '../bind/names.ts';
import { createScope, type Scope, type Source } from '../bind/scope.ts';
import { type Bound, bound, type Frame, frameOf } from '../bound.ts';
import type { Env } from '../dialect.ts';
import { type Clause, SqlFailure } from '../errors.ts';
import { commonType, convert } from '../operate/convert.ts';
import { primaryKey } from '../storage/table.ts';
import type { Value } from '../values.ts';
import { planFrom } from './from.ts';
import { type FromPlan, ROW_ID } from './from-plan.ts';
import { group } from './grouping.ts';
import { checkGroups, groupingOf, groupingOrder, placeOf, type SelectedItem } from './groups.ts';
import { headerOf } from './headers.ts';
import { lockRows } from './locked-rows.ts';
import { countOf, distinct, rowKey, type SortKey, sortRows } from './ordering.ts';
import { fitting, refersTo } from './recursion.ts';
import { rollUp } from './rollup.ts';
import { withWindows } from './windows.ts';

type Row = readonly Value[];
type Common = ReadonlyMap<string, Plan>;

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

const NO_ALIASES: ReadonlyMap<string, Bound> = new Map();

/** Creates the binder of one statement. */
export function createQueryBinder(env: Env): QueryBinder {
  let depth = 0;
  const context = (
    scope: Scope,
    clause: Clause,
    common: Common,
    rest: Partial<Omit<BindContext, 'env' | 'scope' | 'clause'>> = {},
  ): BindContext => ({
    env,
    scope,
    clause,
    aggregates: undefined,
    windows: undefined,
    namedWindows: [],
    aliases: NO_ALIASES,
    aliasesFirst: false,
    inserted: undefined,
    grouping: undefined,
    bindQuery: (query, outer) => bindQuery(query, outer, common),
    ...rest,
  });

  const bindQuery = (query: Query, outer: Scope | undefined, common: Common): Plan => {
    if (++depth > LIMITS.sqlDepth) throw new SqlFailure(env.dialect.errors.tooDeep());
    const known = new Map(common);
    for (const table of query.with) {
      const plan = query.isRecursive
        ? recursive(table.query, table, outer, known)
        : bindQuery(table.query, outer, known);
      const columns = plan.columns.map((column, i) => ({
        ...column,
        name: table.columns[i] ?? column.name,
      }));
      known.set(table.name.toLowerCase(), { ...plan, columns });
    }
    const plan =
      query.others.length === 0 && query.first.kind === 'select'
        ? bindSelect(query.first, query, outer, known)
        : bindCompound(query, outer, known);
    depth--;
    return plan;
  };

  const bindOperand = (
    operand: Select | Query | Values,
    outer: Scope | undefined,
    common: Common,
  ): Plan => {
    if (operand.kind === 'compound') return bindQuery(operand, outer, common);
    if (operand.kind === 'values') return bindValues(operand, outer, common);
    const bare = { orderBy: [], limit: undefined, offset: undefined };
    return bindSelect(operand, bare, outer, common);
  };

  const bindValues = ({ rows }: Values, outer: Scope | undefined, common: Common): Plan => {
    const scope = createScope([], outer);
    const table = rows.map((row) =>
      row.map((expr) => bindExpression(context(scope, 'list', common), expr)),
    );
    const first = table[0] ?? [];
    const columns = first.map((cell, i) => ({
      name: env.dialect.lexis.foldsNames ? `column${i + 1}` : `column_${i}`,
      type: commonType(table.map((row) => (row[i] ?? cell).type)),
      isNullable: true,
      origin: undefined,
    }));
    return {
      columns,
      usesOuter: scope.usesOuter,
      rows: (frame) => table.map((row) => row.map((cell) => cell.eval(frameOf([], frame)))),
    };
  };

  /** A recursive WITH: what the second part finds is fed to it again, until it finds nothing. */
  const recursive = (
    query: Query,
    { name, columns: names }: CommonTable,
    outer: Scope | undefined,
    common: Common,
  ): Plan => {
    const [step] = query.others;
    if (step === undefined) {
      const failure = refersTo(query, name)
        ? env.dialect.errors.recursionWithoutUnion(name)
        : undefined;
      if (failure !== undefined) throw new SqlFailure(failure);
      return bindQuery(query, outer, common);
    }
    const given = bindOperand(query.first, outer, common);
    const columns = given.columns.map((column, i) => ({
      ...column,
      name: names[i] ?? column.name,
      isNullable: true,
    }));
    const base: Plan = { ...given, columns };
    let working: Row[] = [];
    const self: Plan = { ...base, usesOuter: true, rows: () => working };
    const known = new Map([...common, [name.toLowerCase(), self]]);
    const next = bindOperand(step.select, outer, known);
    const fitted = fitting(env, columns);
    return {
      ...base,
      rows(frame) {
        let all = base.rows(frame);
        working = all;
        for (let round = 0; working.length > 0; round++) {
          const failure = env.dialect.tooManyRounds(round + 1, all.length, env.session);
          if (failure !== undefined) throw new SqlFailure(failure);
          working = next.rows(frame).map(fitted);
          all = all.concat(working);
        }
        return step.isAll ? all : distinct(env, all, columns);
      },
    };
  };

  const bindCompound = (query: Query, outer: Scope | undefined, common: Common): Plan => {
    const first = bindOperand(query.first, outer, common);
    const others = query.others.map((each) => ({
      ...each,
      plan: bindOperand(each.select, outer, common),
    }));
    const plans = [first, ...others.map(({ plan }) => plan)];
    if (plans.some(({ columns }) => columns.length !== first.columns.length)) {
      throw new SqlFailure(env.dialect.errors.unionColumns());
    }
    const columns: PlanColumn[] = first.columns.map((column, i) => ({
      name: column.name,
      type: commonType(plans.map((plan) => (plan.columns[i] as PlanColumn).type)),
      isNullable: plans.some((plan) => plan.columns[i]?.isNullable),
      origin: undefined,
    }));
    const source: Source = { schema: '', alias: '', columns, offset: 0, hidden: new Set() };
    const scope = createScope([source], outer);
    const keys = bindOrder(query.orderBy, columns, (expr) =>
      bindExpression(context(scope, 'order', common), expr),
    );
    const limits = bindLimits(query, scope, common);
    const usesOuter = scope.usesOuter || plans.some((plan) => plan.usesOuter);
    const typed = (rows: readonly Row[]): Row[] =>
      rows.map((row) =>
        row.map((value, i) => convert(env, value, (columns[i] as PlanColumn).type)),
      );
    return {
      columns,
      usesOuter,
      rows(frame) {
        let rows = typed(first.rows(frame));
        for (const { how, isAll, plan } of others) {
          const next = typed(plan.rows(frame));
          rows = combine(rows, next, how, isAll, columns);
        }
        const sorted = sortRows(env, rows, keys, (row) =>
          keys.map(({ key }) => key.eval(frameOf(row, frame))),
        );
        return limits(sorted, frame);
      },
    };
  };

  const combine = (
    rows: Row[],
    next: Row[],
    how: 'union' | 'except' | 'intersect',
    isAll: boolean,
    columns: readonly PlanColumn[],
  ): Row[] => {
    if (how === 'union')
      return isAll ? [...rows, ...next] : distinct(env, [...rows, ...next], columns);
    const types = columns.map(({ type }) => type);
    const keys = new Set(next.map((row) => rowKey(env, row, types)));
    const kept = rows.filter((row) => keys.has(rowKey(env, row, types)) === (how === 'intersect'));
    return isAll ? kept : distinct(env, kept, columns);
  };

  const bindLimits = (
    { limit, offset }: Pick<Query, 'limit' | 'offset'>,
    scope: Scope,
    common: Common,
  ): (<T>(rows: T[], outer: Frame | undefined) => T[]) => {
    const bindCount = (expr: Expr | undefined): Bound | undefined =>
      expr && bindExpression(context(scope, 'limit', common), expr);
    const [most, skipped] = [bindCount(limit), bindCount(offset)];
    return (rows, outer) => {
      const frame = frameOf([], outer);
      const from = countOf(env, skipped, frame) ?? 0;
      const count = countOf(env, most, frame);
      return from === 0 && count === undefined
        ? rows
        : rows.slice(from, count === undefined ? undefined : from + count);
    };
  };

  /** ORDER BY: a whole number names a column of the list. */
  const bindOrder = (
    items: readonly OrderItem[],
    columns: readonly PlanColumn[],
    bind: (expr: Expr) => Bound,
    listed: readonly Bound[] = [],
  ): SortKey[] =>
    items.map(({ expr, isDescending, nulls }) => {
      if (expr.kind === 'literal' && typeof expr.value === 'bigint') {
        const index = Number(expr.value) - 1;
        const column = columns[index];
        if (column === undefined) {
          const { errors } = env.dialect;
          throw new SqlFailure(errors.unknownColumn(String(expr.value), 'order', expr.start));
        }
        const key =
          listed[index] ?? bound(column.type, true, ({ row }: Frame) => row[index] ?? null);
        return { key, isDescending, nulls };
      }
      return { key: bind(expr), isDescending, nulls };
    });

  const expandItem = (item: SelectItem, from: FromPlan): SelectedItem[] => {
    if (item.kind === 'expr')
      return [{ expr: item.expr, name: headerOf(env, item), bound: undefined }];
    const wanted = item.table.toLowerCase();
    const sources = from.sources.filter(
      ({ alias }) => wanted === '' || alias.toLowerCase() === wanted,
    );
    if (sources.length === 0) {
      const { errors } = env.dialect;
      if (wanted === '') throw new SqlFailure(errors.noTables());
      throw new SqlFailure(errors.unknownStar(item.table, item.start));
    }
    const listed = sources.flatMap(({ columns, offset }) =>
      columns.map((column, i) => ({ ...column, at: offset + i })),
    );
    const star = wanted === '' ? from.star : undefined;
    const ordered =
      star === undefined
        ? listed
        : star.flatMap((place) => listed.filter(({ at }) => at === place));
    return ordered.flatMap(({ name, type, isNullable, origin, at }): SelectedItem[] => {
      if (name === ROW_ID) return [];
      const value = bound(type, isNullable, ({ row }) => row[at] ?? null);
      return [{ expr: undefined, name, bound: { ...value, origin } }];
    });
  };

  const bindSelect = (
    select: Select,
    tail: Pick<Query, 'orderBy' | 'limit' | 'offset'>,
    outer: Scope | undefined,
    common: Common,
  ): Plan => {
    const used = namesOf(
      select,
      tail.orderBy.map(({ expr }) => expr),
    );
    const from = planSelectFrom(select, outer, common, used);
    const scope = createScope(from.sources, outer);
    const aggregates: AggregateSlot[] = [];
    const windows: WindowSlot[] = [];
    const depths = new WeakMap<Frame, number>();
    const grouping = (args: readonly Expr[]): Bound => groupingOf(env, select, args, depths);
    const computed = { aggregates, windows, namedWindows: select.windows, grouping };
    const within = (clause: Clause, rest: Parameters<typeof context>[3] = {}): BindContext =>
      context(scope, clause, common, rest);
    const items = select.items
      .flatMap((item) => expandItem(item, from))
      .map((item) => {
        const own = item.bound ?? bindExpression(within('list', computed), item.expr as Expr);
        return { ...item, name: declaredName(env, item, own), bound: own };
      });
    const listed = items.map((item) => item.bound);
    const aliases = new Map(
      items
        .filter(({ expr }) => expr !== undefined)
        .map((item) => [item.name.toLowerCase(), item.bound]),
    );
    const where = select.where && bindExpression(within('where'), select.where);
    const usable = env.dialect.semantics.usesAliases ? aliases : NO_ALIASES;
    const groups = select.groupBy.map((expr) => {
      const index =
        expr.kind === 'literal' && typeof expr.value === 'bigint' ? Number(expr.value) - 1 : -1;
      if (
        expr.kind === 'literal' &&
        typeof expr.value === 'bigint' &&
        listed[index] === undefined
      ) {
        const { errors } = env.dialect;
        throw new SqlFailure(errors.unknownColumn(String(expr.value), 'group', expr.start));
      }
      return listed[index] ?? bindExpression(within('group', { aliases }), expr);
    });
    const having =
      select.having &&
      bindExpression(
        within('having', { aggregates, aliases: usable, aliasesFirst: true, grouping }),
        select.having,
      );
    const columns = items.map(({ name, bound: { type, isNullable, origin } }) => ({
      name,
      type,
      isNullable: isNullable || select.withRollup,
      origin,
    }));
    const bindKey = (expr: Expr): Bound =>
      bindExpression(within('order', { ...computed, aliases, aliasesFirst: true }), expr);
    const keys = bindOrder(tail.orderBy, columns, bindKey, listed);
    const isGrouped = groups.length > 0 || aggregates.length > windows.length;
    if (isGrouped) checkGroups(env, select, items, from);
    const limits = bindLimits(tail, scope, common);
    /** Totals of WITH ROLLUP, with the grouped expressions that have no value in them. */
    const totals = new WeakMap<Frame, ReadonlySet<Bound>>();
    const rolledUp = (frames: readonly Frame[], outerFrame: Frame | undefined): Frame[] => {
      const places = groups.map((each) => placeOf(from, each));
      const rows = rollUp(env, frames, groups, places, aggregates, outerFrame);
      for (const { frame, depth } of rows) {
        totals.set(frame, new Set(groups.slice(depth)));
        depths.set(frame, depth);
      }
      return rows.map(({ frame }) => frame);
    };
    const outputOf = (item: Bound, frame: Frame): Value =>
      totals.get(frame)?.has(item) === true ? null : item.eval(frame);
    const keyOrder = select.withRollup ? undefined : groupingOrder(env, from, groups);
    const collect = (frame: Frame | undefined): Frame[] => {
      const rows = from.rows(frame);
      const kept = rows.map((row) => frameOf(row, frame));
      const found =
        where === undefined ? kept : kept.filter((each) => truthOf(env, where.eval(each)) === true);
      const filtered = select.lock === 'none' ? found : lockRows(env, from, found, select.onLocked);
      if (!isGrouped) return filtered;
      if (select.withRollup) return rolledUp(filtered, frame);
      return group(env, keyOrder?.(filtered) ?? filtered, groups, aggregates, frame);
    };
    return {
      columns,
      usesOuter: scope.usesOuter,
      rows(outerFrame) {
        const found = collect(outerFrame).filter(
          (frame) => having === undefined || truthOf(env, having.eval(frame)) === true,
        );
        const frames = windows.length === 0 ? found : withWindows(env, found, windows);
        const pairs = frames.map((frame) => ({
          output: listed.map((item) => outputOf(item, frame)),
          sort: keys.map(({ key }) => outputOf(key, frame)),
        }));
        const seen = new Set<string>();
        const types = listed.map(({ type }) => type);
        const kept = select.isDistinct
          ? pairs.filter(({ output }) => {
              const key = rowKey(env, output, types);
              const isNew = !seen.has(key);
              seen.add(key);
              return isNew;
            })
          : pairs;
        const sorted = sortRows(env, kept, keys, ({ sort }) => sort);
        if (select.countsAll) env.session.setFact('all_rows', BigInt(sorted.length));
        return limits(sorted, outerFrame).map(({ output }) => output);
      },
    };
  };

  const planSelectFrom = (
    select: Select,
    outer: Scope | undefined,
    common: Common,
    used: ReadonlySet<string> | undefined,
  ): FromPlan => {
    if (select.from === undefined) return { sources: [], tables: [], rows: () => [[]] };
    return planFrom(
      {
        env,
        outer,
        common,
        bindQuery: (query, scope) => bindQuery(query, scope, common),
        expressions: (scope, clause) => context(scope, clause, common),
        used,
        isForWriting: false,
        mayUseKeyOrder: !env.dialect.lexis.foldsNames && !asksForKey(env, select),
      },
      select.from,
    );
  };

  return {
    bind: (query, outer) => bindQuery(query, outer, NO_COMMON),
    expressions: (scope, clause) => context(scope, clause, NO_COMMON),
    tablesToWrite: (from) =>
      planFrom(
        {
          env,
          outer: undefined,
          common: NO_COMMON,
          bindQuery: (query, scope) => bindQuery(query, scope, NO_COMMON),
          expressions: (scope, clause) => context(scope, clause, NO_COMMON),
          used: undefined,
          mayUseKeyOrder: false,
          isForWriting: true,
        },
        from,
      ),
    list(items, from) {
      const scope = createScope(from.sources, undefined);
      const bindItem = (item: SelectedItem): Bound =>
        item.bound ?? bindExpression(context(scope, 'list', NO_COMMON), item.expr as Expr);
      const expanded = items.flatMap((item) => expandItem(item, from));
      const values = expanded.map(bindItem);
      const columns = expanded.map(({ name }, i) => {
        const { type, isNullable, origin } = values[i] as Bound;
        return { name, type, isNullable, origin };
      });
      return { columns, values };
    },
  };
}

const NO_COMMON: Common = new Map();

/** The header of a column of a system view that insists on its own. */
function declaredName(env: Env, { expr, name }: SelectedItem, { origin }: Bound): string {
  if (expr?.kind !== 'column' || origin === undefined) return name;
  const isWritten = name === expr.name;
  return isWritten && env.dialect.keepsDeclaredNames(origin.schema, origin.table)
    ? origin.name
    : name;
}

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
