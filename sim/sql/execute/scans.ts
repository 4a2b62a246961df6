import type { TableRef } from '../ast.ts';
import type { Plan } from '../bind/context.ts';
import { bindExpression } from '../bind/expressions.ts';
import { createScope, type ScopeColumn } from '../bind/scope.ts';
import { frameOf } from '../bound.ts';
import type { Env } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import { compareForOrder } from '../operate/compare.ts';
import type { Key, Table, View } from '../storage/model.ts';
import { latest } from '../storage/rows.ts';
import { clusteredKey, columnIndex } from '../storage/table.ts';
import { INTEGER, type Value } from '../values.ts';
import { type FromContext, type FromPlan, NOTHING_HIDDEN, ROW_ID } from './from-plan.ts';
import { namedOf, visibleRows } from './tables.ts';

type Row = readonly Value[];

const columnsOf = (table: Table, alias: string): ScopeColumn[] =>
  table.definition.columns.map(({ name, type, isNullable }) => ({
    name,
    type,
    isNullable,
    origin: { schema: table.schema, table: table.definition.name, alias, name },
  }));

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

/** A table, a view or a common table; what is written to has the place of each row too. */
export function planTable(
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

/** A query in brackets, or a common table, under its alias. */
export function planOf(plan: Plan, alias: string, schema: string, offset: number): FromPlan {
  const columns = plan.columns.map(({ name, type, isNullable }) => ({
    name,
    type,
    isNullable,
    origin: { schema, table: alias, alias, name },
  }));
  const source = { schema, alias, columns, offset, hidden: NOTHING_HIDDEN };
  return { sources: [source], tables: [], rows: (outer) => plan.rows(outer) };
}

/** A function that gives rows. */
export function planFunction(
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
