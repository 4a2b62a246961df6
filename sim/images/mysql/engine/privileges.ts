import { SqlFailure } from '../../../sql/index.ts';
import { mysqlError } from '../sql/errors.ts';
import type { Client, Grant, User } from './model.ts';

/** Databases that everybody may read. */
const OPEN: ReadonlySet<string> = new Set(['information_schema', 'performance_schema']);

const matches = (pattern: string, name: string): boolean =>
  pattern === '*' ||
  pattern === name ||
  (pattern.includes('%') && new RegExp(`^${pattern.replaceAll('%', '.*')}$`).test(name));

/** A privilege on some columns counts as one on the table. */
const gives = ({ privileges }: Grant, privilege: string): boolean =>
  privileges.some(
    (one) => one === 'ALL PRIVILEGES' || one === privilege || one.startsWith(`${privilege} (`),
  );

/** Whether an account has a privilege on a table; table '*' asks for the whole database. */
export function hasPrivilege(
  user: User,
  privilege: string,
  schema: string,
  table: string,
): boolean {
  return user.grants.some(
    (grant) =>
      gives(grant, privilege) &&
      (grant.schema === '*' || matches(grant.schema, schema)) &&
      (grant.table === '*' || grant.table === table),
  );
}

export const hasGlobal = (user: User, ...privileges: readonly string[]): boolean =>
  user.grants.some((grant) => grant.schema === '*' && privileges.some((one) => gives(grant, one)));

/** Whether an account may see that a database is there. */
export const seesSchema = (user: User, schema: string): boolean =>
  OPEN.has(schema) ||
  hasGlobal(user, 'SHOW DATABASES') ||
  user.grants.some(
    (grant) => matches(grant.schema, schema) && grant.privileges.some((one) => one !== 'USAGE'),
  );

export const seesTable = (user: User, schema: string, table: string): boolean =>
  OPEN.has(schema) ||
  user.grants.some(
    (grant) =>
      matches(grant.schema, schema) &&
      (grant.table === '*' || grant.table === table) &&
      grant.privileges.some((one) => one !== 'USAGE'),
  );

export function requireSchema({ account }: Client, schema: string): void {
  if (seesSchema(account, schema)) return;
  const who = `'${account.user}'@'${account.host}'`;
  throw new SqlFailure(
    mysqlError(1044, '42000', `Access denied for user ${who} to database '${schema}'`),
  );
}

/** A privilege on a whole database, as CREATE DATABASE needs it. */
export function requireOnSchema(client: Client, privilege: string, schema: string): void {
  const { account } = client;
  if (hasPrivilege(account, privilege, schema, '*')) return;
  const who = `'${account.user}'@'${account.host}'`;
  throw new SqlFailure(
    mysqlError(1044, '42000', `Access denied for user ${who} to database '${schema}'`),
  );
}

export function requireOnTable(
  client: Client,
  privilege: string,
  schema: string,
  table: string,
): void {
  if (OPEN.has(schema) && privilege === 'SELECT') return;
  if (hasPrivilege(client.account, privilege, schema, table)) return;
  const who = `'${client.user}'@'${client.address}'`;
  const message = `${privilege} command denied to user ${who} for table '${table}'`;
  throw new SqlFailure(mysqlError(1142, '42000', message));
}

export function requireGlobal({ account }: Client, ...privileges: readonly string[]): void {
  if (hasGlobal(account, ...privileges)) return;
  const list = privileges
    .map((one) => (one === 'REPLICATION CLIENT' ? 'SUPER, REPLICATION CLIENT' : one))
    .join(' or ');
  const message = `Access denied; you need (at least one of) the ${list} privilege(s) for this operation`;
  throw new SqlFailure(mysqlError(1227, '42000', message));
}
