import { lookup, type VirtualTable } from '../../../sql/index.ts';
import { INFORMATION } from './information-schema.ts';
import type { Client, Server } from './model.ts';
import { MYSQL } from './mysql-schema.ts';
import { PERFORMANCE, SYS } from './performance-schema.ts';
import type { Maker } from './system-columns.ts';

const SCHEMAS = lookup<ReadonlyMap<string, Maker>>({
  information_schema: INFORMATION,
  mysql: MYSQL,
  performance_schema: PERFORMANCE,
  sys: SYS,
});

/** A system table as a client sees it. */
export function systemTable(
  server: Server,
  client: Client | undefined,
  schema: string,
  name: string,
): VirtualTable | undefined {
  const maker = SCHEMAS.get(schema.toLowerCase())?.get(name.toLowerCase());
  if (maker === undefined || client === undefined) return undefined;
  return { name, columns: maker.columns, rows: () => maker.rows(server, client) };
}

/** The names of the tables of a system database. */
export const systemTableNames = (schema: string): string[] => {
  const names = [...(SCHEMAS.get(schema.toLowerCase())?.keys() ?? [])].sort();
  return schema === 'information_schema' ? names.map((name) => name.toUpperCase()) : names;
};
