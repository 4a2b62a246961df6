import type { Expr, TableRef } from '../ast.ts';
import { truthOf } from '../bind/logic.ts';
import type { Source } from '../bind/scope.ts';
import { type Bound, type Frame, frameOf } from '../bound.ts';
import type { Env } from '../dialect.ts';
import type { Table } from '../storage/model.ts';
import type { Value } from '../values.ts';
import type { FromPlan } from './from-plan.ts';

type Row = readonly Value[];

/** How many columns the rows of a plan have. */
export const widthOf = (plan: FromPlan): number =>
  plan.sources.reduce((sum, { columns }) => sum + columns.length, 0);

type Join = Extract<TableRef, { kind: 'join' }>;

/** The columns that NATURAL or USING join by. */
export function sharedNames(join: Join, left: FromPlan, right: FromPlan): string[] {
  if (!join.isNatural) return [...join.using];
  const names = new Set(
    right.sources.flatMap(({ columns }) => columns.map(({ name }) => name.toLowerCase())),
  );
  return left.sources
    .flatMap(({ columns, hidden }) =>
      columns.map(({ name }) => name).filter((name) => !hidden.has(name.toLowerCase())),
    )
    .filter((name) => names.has(name.toLowerCase()));
}

/** Whether a side of a join has a column. */
export const hasColumn = ({ sources }: FromPlan, name: string): boolean =>
  sources.some(({ columns }) =>
    columns.some((column) => column.name.toLowerCase() === name.toLowerCase()),
  );

const columnNamed = (name: string, table: string): Expr => ({
  kind: 'column',
  schema: '',
  table,
  name,
  start: 0,
  end: 0,
});

/** The condition that USING stands for. */
export function usingCondition(
  names: readonly string[],
  left: FromPlan,
  right: FromPlan,
): Expr | undefined {
  const aliasOf = (plan: FromPlan, name: string): string =>
    plan.sources.find(
      ({ columns, hidden }) =>
        !hidden.has(name.toLowerCase()) &&
        columns.some((column) => column.name.toLowerCase() === name.toLowerCase()),
    )?.alias ?? '';
  const equalities = names.map(
    (name): Expr => ({
      kind: 'binary',
      operator: '=',
      left: columnNamed(name, aliasOf(left, name)),
      right: columnNamed(name, aliasOf(right, name)),
      start: 0,
      end: 0,
    }),
  );
  return equalities.reduce<Expr | undefined>(
    (all, one) =>
      all === undefined
        ? one
        : { kind: 'binary', operator: 'and', left: all, right: one, start: 0, end: 0 },
    undefined,
  );
}

const emptyRow = (plan: FromPlan): Row => Array<Value>(widthOf(plan)).fill(null);

/** Sources any of whose columns may be null: the side of an outer join that may be missing. */
export const nullable = (sources: readonly Source[]): Source[] =>
  sources.map((source) => ({
    ...source,
    columns: source.columns.map((column) => ({ ...column, isNullable: true })),
  }));

/** Columns of USING are there once: those of the other side answer to their full name only. */
export const hideMerged = (source: Source, merged: ReadonlySet<string>): Source =>
  merged.size === 0 ? source : { ...source, hidden: new Set([...source.hidden, ...merged]) };

/** Where the columns of `*` stand in the row. */
const starOf = (plan: FromPlan): readonly number[] =>
  plan.star ??
  plan.sources.flatMap(({ columns, offset }) => columns.map((_column, i) => offset + i));

/** The columns that both sides have come first, then the others of each side. */
export function starOfJoin(
  env: Env,
  given: readonly string[],
  [kept, left, right]: readonly [kept: FromPlan, left: FromPlan, right: FromPlan],
): readonly number[] | undefined {
  if (given.length === 0 && left.star === undefined && right.star === undefined) return undefined;
  const find = (plan: FromPlan, name: string): number => {
    for (const { columns, offset, hidden } of plan.sources) {
      const at = columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase());
      if (at >= 0 && !hidden.has(name.toLowerCase())) return offset + at;
    }
    return -1;
  };
  // PostgreSQL has them in the order of USING, MySQL in that of the table.
  const names = env.dialect.lexis.foldsNames
    ? given
    : [...given].sort((a, b) => find(kept, a) - find(kept, b));
  const [inLeft, inRight] = [left, right].map(
    (plan) => new Set(names.map((name) => find(plan, name))),
  );
  return [
    ...names.map((name) => find(kept, name)),
    ...starOf(left).filter((at) => inLeft?.has(at) !== true),
    ...starOf(right).filter((at) => inRight?.has(at) !== true),
  ];
}

/**
 * Pairs the rows. When the left side is found by its whole key, and the right side is not, the
 * right one leads, as a server chooses that looks rows up by key.
 */
export function joinRows(
  env: Env,
  join: Join,
  left: FromPlan,
  right: FromPlan,
  test: Bound | undefined,
  outer: Frame | undefined,
): Row[] {
  const [leftRows, rightRows] = [left.rows(outer), right.rows(outer)];
  const matches = (row: Row): boolean =>
    test === undefined || truthOf(env, test.eval(frameOf(row, outer))) === true;
  const rows: Row[] = [];
  if (join.how === 'inner' && leadsRight(join, left, right)) {
    for (const b of rightRows)
      for (const a of leftRows) {
        const row = [...a, ...b];
        if (matches(row)) rows.push(row);
      }
    return rows;
  }
  const [noLeft, noRight] = [emptyRow(left), emptyRow(right)];
  const used = new Set<Row>();
  if (join.how === 'right') {
    for (const b of rightRows) {
      const before = rows.length;
      for (const a of leftRows) {
        const row = [...a, ...b];
        if (matches(row)) rows.push(row);
      }
      if (rows.length === before) rows.push([...noLeft, ...b]);
    }
    return rows;
  }
  for (const a of leftRows) {
    const before = rows.length;
    for (const b of rightRows) {
      const row = [...a, ...b];
      if (!matches(row)) continue;
      rows.push(row);
      if (join.how === 'full') used.add(b);
    }
    if (rows.length === before && join.how !== 'inner') rows.push([...a, ...noRight]);
  }
  if (join.how === 'full') {
    for (const b of rightRows) if (!used.has(b)) rows.push([...noLeft, ...b]);
  }
  return rows;
}

function leadsRight(join: Join, left: FromPlan, right: FromPlan): boolean {
  const { on } = join;
  const [a, b] = [left.tables[0], right.tables[0]];
  if (a === undefined || b === undefined || left.tables.length !== 1 || right.tables.length !== 1)
    return false;
  if (on?.kind !== 'binary' || on.operator !== '=') return false;
  if (on.left.kind !== 'column' || on.right.kind !== 'column') return false;
  const isKeyOf = (table: Table, alias: string, expr: Extract<Expr, { kind: 'column' }>): boolean =>
    expr.table.toLowerCase() === alias.toLowerCase() &&
    table.definition.keys.some(
      (key) =>
        (key.kind === 'primary' || key.kind === 'unique') &&
        key.columns.length === 1 &&
        key.columns[0]?.name.toLowerCase() === expr.name.toLowerCase(),
    );
  const [aliasA = '', aliasB = ''] = [left.sources[0]?.alias, right.sources[0]?.alias];
  const [one, other] = [on.left, on.right];
  const leftByKey = isKeyOf(a, aliasA, one) || isKeyOf(a, aliasA, other);
  const rightByKey = isKeyOf(b, aliasB, one) || isKeyOf(b, aliasB, other);
  return leftByKey && !rightByKey;
}
