import type { Expr, Query, TableRef } from '../ast.ts';
import type { BindContext, Plan } from '../bind/context.ts';
import { bindExpression } from '../bind/expressions.ts';
import { truthOf } from '../bind/logic.ts';
import { createScope, type Scope, type ScopeColumn, type Source } from '../bind/scope.ts';
import { type Bound, type Frame, frameOf } from '../bound.ts';
import type { Env } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import { compareForOrder } from '../operate/compare.ts';
import type { Key, Table, View } from '../storage/model.ts';
import { latest } from '../storage/rows.ts';
import { clusteredKey, columnIndex } from '../storage/table.ts';
import { INTEGER, type Value } from '../values.ts';
import { namedOf, visibleRows } from './tables.ts';

type Row = readonly Value[];

/** A bound FROM. */
export interface FromPlan {
  readonly sources: readonly Source[];
  /** Where the columns of `*` stand, when that is not all of them in order. */
  readonly star?: readonly number[] | undefined;
  /** The tables that it reads, in order, for locks. */
  readonly tables: readonly Table[];
  rows(outer: Frame | undefined): Row[];
}

/** What binding a FROM asks of the query around it. */
export interface FromContext {
  readonly env: Env;
  readonly outer: Scope | undefined;
  /** Names of WITH. */
  readonly common: ReadonlyMap<string, Plan>;
  bindQuery(query: Query, outer: Scope | undefined): Plan;
  expressions(scope: Scope, clause: 'on'): BindContext;
  /** The columns that the query mentions; undefined for all. */
  readonly used: ReadonlySet<string> | undefined;
  /** Whether rows come in the order of a smaller key that holds all that is asked for. */
  readonly mayUseKeyOrder: boolean;
  /**
   * For writing: rows are the newest ones, and each table has one more column, `ROW_ID`, which says
   * where its row is kept.
   */
  readonly isForWriting: boolean;
}

/** The name of the hidden column; no name in a statement can be this. */
export const ROW_ID = '\0row';

const columnsOf = (table: Table, alias: string): ScopeColumn[] =>
  table.definition.columns.map(({ name, type, isNullable }) => ({
    name,
    type,
    isNullable,
    origin: { schema: table.schema, table: table.definition.name, alias, name },
  }));

const NOTHING_HIDDEN: ReadonlySet<string> = new Set();

/**
 * The key that a scan without conditions reads: the shortest that holds all columns asked for.
 * Models MySQL's find_shortest_key; undefined stands for the table's own order.
 */
function scannedKey(table: Table, used: ReadonlySet<string> | undefined): Key | undefined {
  const clustered = clusteredKey(table);
  if (clustered === undefined) return undefined;
  const { columns, keys } = table.definition;
  const mentioned = columns.filter(({ name }) => used?.has(name.toLowerCase()) ?? true);
  const lengthOf = (key: Key): number =>
    key.columns.reduce((sum, { name }) => {
      const column = columns[columnIndex(table, name)];
      const isText = column?.type.family === 'text';
      const bytes = isText ? (column?.type.length ?? 0) * 4 + 2 : 4;
      return sum + bytes + (column?.isNullable ? 1 : 0);
    }, 0);
  const covering = keys
    .filter(({ kind }) => kind === 'unique' || kind === 'index')
    .filter((key) => {
      const held = new Set([...key.columns, ...clustered.columns].map(({ name }) => name));
      return key !== clustered && mentioned.every(({ name }) => held.has(name));
    })
    .sort((a, b) => lengthOf(a) - lengthOf(b));
  const [best] = covering;
  return best !== undefined && best.columns.length < columns.length ? best : undefined;
}

function sortedByKey(env: Env, table: Table, key: Key, rows: Row[]): Row[] {
  const indexes = key.columns.map(({ name }) => columnIndex(table, name));
  const { semantics } = env.dialect;
  return [...rows].sort((a, b) => {
    for (const index of indexes) {
      const order = compareForOrder(semantics, a[index] as Value, b[index] as Value);
      if (order !== 0) return order;
    }
    return 0;
  });
}

function planTable(
  context: FromContext,
  ref: Extract<TableRef, { kind: 'table' }>,
  offset: number,
): FromPlan {
  const { env, common } = context;
  const { alias } = ref;
  const known = ref.table.schema === '' ? common.get(ref.table.name.toLowerCase()) : undefined;
  if (known !== undefined) return planOf(known, alias, '', offset);
  const schema = ref.table.schema === '' ? env.session.schema() : ref.table.schema;
  if (schema !== '') env.session.check('SELECT', schema, ref.table.name);
  const named = namedOf(env, ref.table);
  if (named.kind === 'view') {
    const plan = bindView(context, named.schema, named.view);
    const renamed = plan.columns.map((column, i) => ({
      ...column,
      name: named.view.columns[i] ?? column.name,
    }));
    return planOf({ ...plan, columns: renamed }, alias, schema, offset);
  }
  if (named.kind === 'virtual') {
    const columns = named.table.columns.map((column) => ({
      ...column,
      origin: { schema, table: named.table.name, alias, name: column.name },
    }));
    const source = { schema, alias, columns, offset, hidden: NOTHING_HIDDEN };
    return { sources: [source], tables: [], rows: () => [...named.table.rows()] };
  }
  const { table } = named;
  if (context.isForWriting) return planForWriting(env, table, alias, offset);
  const columns = columnsOf(table, alias);
  const source = { schema: table.schema, alias, columns, offset, hidden: NOTHING_HIDDEN };
  const key = context.mayUseKeyOrder ? scannedKey(table, context.used) : undefined;
  return {
    sources: [source],
    tables: [table],
    rows() {
      const rows = visibleRows(env, table).map(({ values }) => values);
      return key === undefined ? rows : sortedByKey(env, table, key, rows);
    },
  };
}

/** The query of a view, whose tables may be gone. */
function bindView({ env, bindQuery }: FromContext, schema: string, view: View): Plan {
  try {
    return bindQuery(view.query, undefined);
  } catch (error) {
    if (!(error instanceof SqlFailure)) throw error;
    const broken = env.dialect.errors.brokenView(schema, view.name, error.error);
    throw broken === undefined ? error : new SqlFailure(broken);
  }
}

function planForWriting(env: Env, table: Table, alias: string, offset: number): FromPlan {
  const id = { name: ROW_ID, type: INTEGER, isNullable: false, origin: undefined };
  const columns = [...columnsOf(table, alias), id];
  const source = { schema: table.schema, alias, columns, offset, hidden: NOTHING_HIDDEN };
  return {
    sources: [source],
    tables: [table],
    rows: () =>
      table.rows.flatMap((row) => {
        const values = latest(row, env.transaction);
        return values === undefined ? [] : [[...values, BigInt(row.id)]];
      }),
  };
}

function planOf(plan: Plan, alias: string, schema: string, offset: number): FromPlan {
  const columns = plan.columns.map(({ name, type, isNullable }) => ({
    name,
    type,
    isNullable,
    origin: { schema, table: alias, alias, name },
  }));
  const source = { schema, alias, columns, offset, hidden: NOTHING_HIDDEN };
  return { sources: [source], tables: [], rows: (outer) => plan.rows(outer) };
}

const widthOf = (plan: FromPlan): number =>
  plan.sources.reduce((sum, { columns }) => sum + columns.length, 0);

/** Binds a FROM; its columns begin at `offset` of the row. */
export function planFrom(context: FromContext, ref: TableRef, offset = 0): FromPlan {
  if (ref.kind === 'table') return planTable(context, ref, offset);
  if (ref.kind === 'query') {
    const plan = context.bindQuery(ref.query, context.outer);
    const columns = plan.columns.map((column, i) => ({
      ...column,
      name: ref.columns[i] ?? column.name,
    }));
    return planOf({ ...plan, columns }, ref.alias, '', offset);
  }
  if (ref.kind === 'function') return planFunction(context, ref, offset);
  return planJoin(context, ref, offset);
}

function planFunction(
  context: FromContext,
  { name, args, alias, columns }: Extract<TableRef, { kind: 'function' }>,
  offset: number,
): FromPlan {
  const { env, outer } = context;
  const { errors, tableFunctions } = env.dialect;
  const scope = createScope([], outer);
  const given = args.map((arg) => bindExpression(context.expressions(scope, 'on'), arg));
  const spec = tableFunctions.get(name);
  if (spec === undefined || given.length < spec.least || given.length > spec.most) {
    const types = given.map(({ type }) => type.name);
    throw new SqlFailure(errors.unknownFunction(name, '', args[0]?.start ?? -1, types));
  }
  const { column, rows } = spec.bind(given);
  const named = { ...column, name: columns[0] ?? alias };
  const source = { schema: '', alias, columns: [named], offset, hidden: NOTHING_HIDDEN };
  return {
    sources: [source],
    tables: [],
    rows: (frame) => rows(frameOf([], frame)).map((value) => [value]),
  };
}

type Join = Extract<TableRef, { kind: 'join' }>;

function sharedNames(join: Join, left: FromPlan, right: FromPlan): string[] {
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

const hasColumn = ({ sources }: FromPlan, name: string): boolean =>
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

function usingCondition(
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

const nullable = (sources: readonly Source[]): Source[] =>
  sources.map((source) => ({
    ...source,
    columns: source.columns.map((column) => ({ ...column, isNullable: true })),
  }));

function planJoin(context: FromContext, join: Join, offset: number): FromPlan {
  const { env } = context;
  const plain = { ...context, mayUseKeyOrder: false };
  const left = planFrom(plain, join.left, offset);
  const right = planFrom(plain, join.right, offset + widthOf(left));
  const aliases = new Set(left.sources.map(({ alias }) => alias.toLowerCase()));
  const twice = right.sources.find(({ alias }) => alias !== '' && aliases.has(alias.toLowerCase()));
  if (twice !== undefined) throw new SqlFailure(env.dialect.errors.duplicateAlias(twice.alias));
  const names = sharedNames(join, left, right);
  const merged = new Set(names.map((name) => name.toLowerCase()));
  const both = [...left.sources, ...right.sources];
  const missing = names.find((name) => !hasColumn(left, name) || !hasColumn(right, name));
  if (missing !== undefined) {
    throw new SqlFailure(env.dialect.errors.unknownColumn(missing, 'from', -1));
  }
  const condition = join.on ?? usingCondition(names, left, right);
  const scope = createScope(both, context.outer);
  const test =
    condition === undefined
      ? undefined
      : bindExpression(context.expressions(scope, 'on'), condition);
  const leftSources =
    join.how === 'right' || join.how === 'full' ? nullable(left.sources) : left.sources;
  const rightSources =
    join.how === 'left' || join.how === 'full' ? nullable(right.sources) : right.sources;
  const isRight = join.how === 'right';
  const hide = (source: Source): Source => hideMerged(source, merged);
  return {
    sources: isRight
      ? [...leftSources.map(hide), ...rightSources]
      : [...leftSources, ...rightSources.map(hide)],
    star:
      isRight && !env.dialect.lexis.foldsNames
        ? starOfJoin(env, names, [right, right, left])
        : starOfJoin(env, names, [isRight ? right : left, left, right]),
    tables: [...left.tables, ...right.tables],
    rows: (outer) => joinRows(env, join, left, right, test, outer),
  };
}

/** Columns of USING are there once: those of the other side answer to their full name only. */
const hideMerged = (source: Source, merged: ReadonlySet<string>): Source =>
  merged.size === 0 ? source : { ...source, hidden: new Set([...source.hidden, ...merged]) };

/** Where the columns of `*` stand in the row. */
const starOf = (plan: FromPlan): readonly number[] =>
  plan.star ??
  plan.sources.flatMap(({ columns, offset }) => columns.map((_column, i) => offset + i));

/** The columns that both sides have come first, then the others of each side. */
function starOfJoin(
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
function joinRows(
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
