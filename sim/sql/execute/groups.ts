import type { Expr, Select } from '../ast.ts';
import { childrenOf } from '../bind/names.ts';
import { type Bound, bound, type Frame } from '../bound.ts';
import type { Env } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import { primaryKey } from '../storage/table.ts';
import { INTEGER } from '../values.ts';
import type { FromPlan } from './from-plan.ts';
import { sortRows } from './ordering.ts';
import type { SelectedItem } from './select-items.ts';

interface ColumnId {
  readonly alias: string;
  readonly name: string;
}

function idOf(from: FromPlan, expr: Extract<Expr, { kind: 'column' }>): ColumnId | undefined {
  const name = expr.name.toLowerCase();
  for (const { alias, columns } of from.sources) {
    const isMeant = expr.table === '' || expr.table.toLowerCase() === alias.toLowerCase();
    if (isMeant && columns.some((column) => column.name.toLowerCase() === name)) {
      return { alias: alias.toLowerCase(), name };
    }
  }
  return undefined;
}

const sameText = (a: unknown, b: unknown): boolean =>
  JSON.stringify(a, shape) === JSON.stringify(b, shape);
const shape = (key: string, value: unknown): unknown =>
  key === 'start' || key === 'end'
    ? undefined
    : typeof value === 'bigint'
      ? String(value)
      : typeof value === 'string'
        ? value.toLowerCase()
        : value;

/**
 * Refuses a column of the list that is neither grouped, nor aggregated, nor decided by the columns
 * that are grouped. Models MySQL's ONLY_FULL_GROUP_BY for keys and equal expressions.
 */
export function checkGroups(
  env: Env,
  select: Select,
  items: readonly SelectedItem[],
  from: FromPlan,
): void {
  if (!env.dialect.semantics.checksGroups()) return;
  const { aggregates, errors } = env.dialect;
  const grouped: ColumnId[] = [];
  const groupExprs = select.groupBy.map((expr) => {
    const index =
      expr.kind === 'literal' && typeof expr.value === 'bigint' ? Number(expr.value) : 0;
    const isAlias = expr.kind === 'column' && expr.table === '' && idOf(from, expr) === undefined;
    const byAlias = isAlias
      ? items.find((item) => item.name.toLowerCase() === expr.name.toLowerCase())?.expr
      : undefined;
    return items[index - 1]?.expr ?? byAlias ?? expr;
  });
  for (const expr of groupExprs) {
    const id = expr.kind === 'column' ? idOf(from, expr) : undefined;
    if (id !== undefined) grouped.push(id);
  }
  const has = ({ alias, name }: ColumnId): boolean =>
    grouped.some((each) => each.alias === alias && each.name === name);
  const decided = new Set(
    from.sources
      .filter(({ alias, schema, columns }) => {
        const name = columns[0]?.origin?.table ?? '';
        const table = env.catalog.schemas.get(schema)?.tables.get(name);
        const key = table && primaryKey(table);
        return key?.columns.every((column) =>
          has({ alias: alias.toLowerCase(), name: column.name.toLowerCase() }),
        );
      })
      .map(({ alias }) => alias.toLowerCase()),
  );
  const offender = (expr: Expr): Extract<Expr, { kind: 'column' }> | undefined => {
    if (groupExprs.some((each) => sameText(each, expr))) return undefined;
    if (expr.kind === 'call' && (aggregates.has(expr.name) || expr.name === 'any_value'))
      return undefined;
    if (expr.kind === 'column') {
      const id = idOf(from, expr);
      return id === undefined || has(id) || decided.has(id.alias) ? undefined : expr;
    }
    for (const child of childrenOf(expr)) {
      const found = offender(child);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  items.forEach((item, index) => {
    const starred = item.expr === undefined ? item.bound.origin : undefined;
    const expr: Expr | undefined =
      item.expr ??
      (starred && {
        kind: 'column',
        schema: '',
        table: starred.alias,
        name: starred.name,
        start: 0,
        end: 0,
      });
    const found = expr && offender(expr);
    if (found === undefined) return;
    const id = idOf(from, found);
    const source = from.sources.find(({ alias }) => alias.toLowerCase() === id?.alias);
    const column = source?.columns.find(({ name }) => name.toLowerCase() === id?.name);
    const about = {
      schema: source?.schema ?? '',
      table: column?.origin?.table ?? '',
      alias: source?.alias ?? '',
      name: column?.name ?? found.name,
    };
    const isGrouped = select.groupBy.length > 0;
    throw new SqlFailure(errors.notGrouped(index + 1, about, isGrouped, found.start));
  });
}

/** GROUPING: a bit for each argument that is a total's in the row of a WITH ROLLUP. */
export function groupingOf(
  env: Env,
  select: Select,
  args: readonly Expr[],
  depths: WeakMap<Frame, number>,
): Bound {
  if (!select.withRollup) throw new SqlFailure(env.dialect.errors.misplacedAggregate(-1));
  const places = args.map((arg, i) => {
    const place = select.groupBy.findIndex((each) => sameText(each, arg));
    if (place < 0) throw new SqlFailure(env.dialect.errors.notInGrouping(i));
    return place;
  });
  return bound(INTEGER, false, (frame) => {
    const depth = depths.get(frame) ?? select.groupBy.length;
    return places.reduce((bits, place) => bits * 2n + (place >= depth ? 1n : 0n), 0n);
  });
}

/** Where a grouped column stands in a row; undefined for an expression. */
export function placeOf(from: FromPlan, { origin }: Bound): number | undefined {
  if (origin === undefined) return undefined;
  for (const { alias, columns, offset } of from.sources) {
    if (alias !== origin.alias) continue;
    const index = columns.findIndex(({ name }) => name.replace('\0', '') === origin.name);
    if (index >= 0) return offset + index;
  }
  return undefined;
}

/**
 * Puts rows in the order in which a server reads them that groups along an index: one whose first
 * columns are those that are grouped.
 */
export function groupingOrder(
  env: Env,
  from: FromPlan,
  groups: readonly Bound[],
): ((frames: readonly Frame[]) => Frame[]) | undefined {
  const [table] = from.tables;
  if (!env.dialect.semantics.ordersByKey || table === undefined || from.sources.length !== 1)
    return undefined;
  const names = groups.map(({ origin }) => origin?.name);
  const key = table.definition.keys.find(({ columns }) =>
    names.every((name, i) => name !== undefined && columns[i]?.name === name),
  );
  if (key === undefined || names.length === 0) return undefined;
  const keys = groups.map((each) => ({ key: each, isDescending: false, nulls: undefined }));
  return (frames) =>
    sortRows(env, [...frames], keys, (frame) => groups.map((each) => each.eval(frame)));
}
