import { SqlFailure, type Statement } from '../../../sql/index.ts';
import { PG_DIALECT } from '../sql/dialect.ts';
import { pgError } from '../sql/errors.ts';
import type { PgReply } from '../wire.ts';
import { addDatabase, type PgDatabase, type PgServer, saveDatabase, saveGlobal } from './server.ts';

/** Who makes or drops a database, and from where. */
export interface DatabaseContext {
  readonly server: PgServer;
  readonly database: PgDatabase;
  readonly user: string;
  /** Within a transaction neither is allowed. */
  readonly isInTransaction: boolean;
  notice(message: string): void;
}

const fail = (state: string, message: string, detail = ''): never => {
  throw new SqlFailure(pgError(state, message, { detail }));
};

function create({ server, user }: DatabaseContext, name: string): PgReply {
  if (server.databases.has(name)) throw new SqlFailure(PG_DIALECT.errors.databaseExists(name));
  const made = addDatabase(server, name, user);
  saveDatabase(server, made);
  saveGlobal(server);
  return { type: 'done', tag: 'CREATE DATABASE' };
}

function drop(
  { server, database, user, notice }: DatabaseContext,
  { name, ifExists }: Extract<Statement, { kind: 'drop database' }>,
): PgReply {
  const known = server.databases.get(name);
  if (known === undefined) {
    const error = PG_DIALECT.errors.cannotDropDatabase(name);
    if (!ifExists) throw new SqlFailure(error);
    notice(`${error.message}, skipping`);
    return { type: 'done', tag: 'DROP DATABASE' };
  }
  if (known.owner !== user && !server.roles.get(user)?.isSuper) {
    fail('42501', `must be owner of database ${name}`);
  }
  if (known === database) fail('55006', 'cannot drop the currently open database');
  const { clients } = known;
  if (clients > 0) {
    const many = clients === 1 ? 'is 1 other session' : `are ${clients} other sessions`;
    const detail = `There ${many} using the database.`;
    fail('55006', `database "${name}" is being accessed by other users`, detail);
  }
  server.databases.delete(name);
  saveGlobal(server);
  return { type: 'done', tag: 'DROP DATABASE' };
}

/** Makes or drops a database; undefined for other statements. Models dbcommands.c. */
export function changeDatabases(
  context: DatabaseContext,
  statement: { readonly kind: string },
): PgReply | undefined {
  const asked = statement as Statement;
  if (asked.kind !== 'create database' && asked.kind !== 'drop database') return undefined;
  const { server, user, isInTransaction } = context;
  const isCreating = asked.kind === 'create database';
  const role = server.roles.get(user);
  if (isCreating && !role?.isSuper && !role?.canCreateDatabase) {
    fail('42501', 'permission denied to create database');
  }
  if (isInTransaction) {
    const what = isCreating ? 'CREATE DATABASE' : 'DROP DATABASE';
    fail('25001', `${what} cannot run inside a transaction block`);
  }
  return isCreating ? create(context, asked.name) : drop(context, asked);
}
