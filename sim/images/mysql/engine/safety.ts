import {
  type DataStatement,
  type Env,
  SqlFailure,
  type TableName,
  type TableRef,
  walk,
} from '../../../sql/index.ts';
import { mysqlError } from '../sql/errors.ts';
import type { Client, Server } from './model.ts';
import { hasGlobal } from './privileges.ts';

const tableIn = (ref: TableRef): TableName | undefined =>
  ref.kind === 'table' ? ref.table : undefined;

const UNSAFE =
  'You are using safe update mode and you tried to update a table without a WHERE that uses a KEY ' +
  'column. ';

/** Refuses what `sql_safe_updates` forbids: to change rows without a key and without a LIMIT. */
export function refuseUnsafe(env: Env, statement: DataStatement, isSafe: boolean): void {
  if (!isSafe || (statement.kind !== 'update' && statement.kind !== 'delete')) return;
  const { where, limit } = statement;
  const ref = statement.kind === 'delete' ? statement.table : tableIn(statement.from);
  if (limit !== undefined || ref === undefined) return;
  const schema = ref.schema === '' ? env.session.schema() : ref.schema;
  const table = env.catalog.schemas.get(schema)?.tables.get(ref.name);
  const keyed = new Set(
    table?.definition.keys.map(({ columns }) => (columns[0]?.name ?? '').toLowerCase()),
  );
  let usesKey = false;
  if (where !== undefined) {
    walk(where, (expr) => {
      if (expr.kind === 'column' && keyed.has(expr.name.toLowerCase())) usesKey = true;
    });
  }
  if (!usesKey) throw new SqlFailure(mysqlError(1175, 'HY000', UNSAFE));
}

/** Refuses what changes anything on a server that was told to be read only. */
export function refuseWrites({ globals }: Server, { account, facts }: Client): void {
  if (globals.get('read_only') !== 'ON') return;
  const isSuper = hasGlobal(account, 'SUPER', 'CONNECTION_ADMIN');
  const isStrict = globals.get('super_read_only') === 'ON';
  if ((isSuper && !isStrict) || facts.get('replica') === 1n) return;
  const option = isStrict ? '--super-read-only' : '--read-only';
  const message = `The MySQL server is running with the ${option} option so it cannot execute this statement`;
  throw new SqlFailure(mysqlError(1290, 'HY000', message));
}

/** Refuses a table that LOCK TABLES of the same session has left out, or locked for reading. */
export function requireLock(client: Client, what: string, schema: string, table: string): void {
  if (client.locked === undefined) return;
  const mayWrite = client.locked.get(`${schema}.${table}`);
  if (mayWrite === undefined) {
    const message = `Table '${table}' was not locked with LOCK TABLES`;
    throw new SqlFailure(mysqlError(1100, 'HY000', message));
  }
  if (what !== 'SELECT' && !mayWrite) {
    const message = `Table '${table}' was locked with a READ lock and can't be updated`;
    throw new SqlFailure(mysqlError(1099, 'HY000', message));
  }
}
