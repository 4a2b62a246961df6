import type { TableName } from '../ast.ts';
import type { Env } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import type { Schema, StoredRow, Table, View, VirtualTable } from '../storage/model.ts';
import { visible } from '../storage/rows.ts';
import type { Value } from '../values.ts';

/** What a table's name can mean. */
export type Named =
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'virtual'; readonly schema: string; readonly table: VirtualTable }
  | { readonly kind: 'view'; readonly schema: string; readonly view: View };

export const schemaName = (env: Env, { schema }: TableName): string => {
  const name = schema === '' ? env.session.schema() : schema;
  if (name === '') throw new SqlFailure(env.dialect.errors.noDatabase());
  return name;
};

export function schemaOf(env: Env, name: string): Schema {
  const schema = env.catalog.schemas.get(name);
  if (schema === undefined) throw new SqlFailure(env.dialect.errors.unknownDatabase(name));
  return schema;
}

/** Finds a table, a view or a system table; undefined when there is none. */
export function lookUp(env: Env, table: TableName): Named | undefined {
  const schema = schemaName(env, table);
  const virtual = env.catalog.virtualTable(schema, table.name);
  if (virtual !== undefined) return { kind: 'virtual', schema, table: virtual };
  if (env.catalog.isVirtual(schema)) return undefined;
  const found = schemaOf(env, schema);
  const own = found.tables.get(table.name);
  if (own !== undefined) return { kind: 'table', table: own };
  const view = found.views.get(table.name);
  return view && { kind: 'view', schema, view };
}

const unknown = (env: Env, table: TableName): never => {
  const { errors } = env.dialect;
  throw new SqlFailure(errors.unknownTable(schemaName(env, table), table.name, table.start));
};

export const namedOf = (env: Env, table: TableName): Named =>
  lookUp(env, table) ?? unknown(env, table);

/** A table that can be written. */
export function baseTable(env: Env, name: TableName, what: string): Table {
  const named = namedOf(env, name);
  if (named.kind === 'table') return named.table;
  throw new SqlFailure(env.dialect.errors.readOnlyTable(name.name, what));
}

/** The rows that a transaction sees, with where they are kept. */
export function visibleRows(
  env: Env,
  table: Table,
): { row: StoredRow; values: readonly Value[] }[] {
  env.catalog.transactions.look(env.transaction);
  const found: { row: StoredRow; values: readonly Value[] }[] = [];
  for (const row of table.rows) {
    const values = visible(row, env.transaction);
    if (values !== undefined) found.push({ row, values });
  }
  return found;
}
