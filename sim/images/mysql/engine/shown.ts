import {
  INTEGER,
  type Table,
  type TableName,
  textType,
  type Value,
  type VirtualColumn,
} from '../../../sql/index.ts';
import { fail } from '../sql/errors.ts';
import type { Filter } from '../sql/show-statements.ts';
import type { Client, Server } from './model.ts';
import { requireSchema, seesTable } from './privileges.ts';
import { isSystemSchema } from './system-schemas.ts';

/** The rows of a SHOW, before its LIKE or WHERE. */
export interface Shown {
  readonly columns: readonly VirtualColumn[];
  readonly rows: readonly (readonly Value[])[];
  readonly filter: Filter;
}

const NO_FILTER: Filter = { like: undefined, where: undefined };

/** Columns from `name`, `name!` (never null), `#name` (a number), with `_` kept as it is. */
const columns = (...names: readonly string[]): VirtualColumn[] =>
  names.map((word) => {
    const isNumber = word.startsWith('#');
    const isNullable = !word.endsWith('!');
    const name = word.replace(/^#/, '').replace(/!$/, '');
    return { name, type: isNumber ? INTEGER : textType(64), isNullable };
  });

/** The answer of a SHOW; `#` in front of a header stands for a number, `!` behind for not null. */
export const shown = (
  names: readonly string[],
  rows: readonly (readonly Value[])[],
  filter: Filter = NO_FILTER,
): Shown => ({ columns: columns(...names), rows, filter });

export function schemaOf(server: Server, client: Client, given: string): string {
  const name = given === '' ? client.schema : given;
  if (name === '') return fail(1046, '3D000', 'No database selected');
  requireSchema(client, name);
  if (!isSystemSchema(name) && !server.catalog.schemas.has(name)) {
    return fail(1049, '42000', `Unknown database '${name}'`);
  }
  return name;
}

export function tableOf(server: Server, client: Client, name: TableName): Table {
  const schema = schemaOf(server, client, name.schema);
  const table = server.catalog.schemas.get(schema)?.tables.get(name.name);
  if (table !== undefined) {
    if (seesTable(client.account, schema, name.name)) return table;
    const who = `'${client.user}'@'${client.address}'`;
    return fail(1142, '42000', `SELECT command denied to user ${who} for table '${name.name}'`);
  }
  return fail(1146, '42S02', `Table '${schema}.${name.name}' doesn't exist`);
}
