import { fail } from '../sql/errors.ts';
import type { OwnStatement } from '../sql/statements.ts';
import { runAccountStatement, setPassword } from './accounts.ts';
import { alterDatabase } from './alter-database.ts';
import type { Client, Server } from './model.ts';
import { runChecksum, runMaintain } from './own-maintenance.ts';
import { CHANGED, OK, type OwnContext, type OwnOutcome } from './own-outcome.ts';
import { runPrepared } from './own-prepared.ts';
import { runReplication } from './own-replication.ts';
import { runIsolation, runSet } from './own-settings.ts';
import { requireGlobal, requireSchema } from './privileges.ts';
import { runRoleStatement } from './roles.ts';
import { showRows } from './show.ts';
import { showColumns } from './show-tables.ts';
import { tableOf } from './shown.ts';
import { isSystemSchema } from './system-schemas.ts';
import { findUser } from './users.ts';

/** Makes a database the current one. */
export function useSchema(server: Server, client: Client, name: string): void {
  requireSchema(client, name);
  if (!isSystemSchema(name) && !server.catalog.schemas.has(name)) {
    fail(1049, '42000', `Unknown database '${name}'`);
  }
  client.schema = name;
}

function runKill(
  context: OwnContext,
  { id, isQuery }: Extract<OwnStatement, { kind: 'kill' }>,
): OwnOutcome {
  const { server, client } = context;
  const target = server.clients.get(id);
  if (target === undefined || target.isClosed) fail(1094, 'HY000', `Unknown thread id: ${id}`);
  if (target !== undefined) {
    if (target.user !== client.user) requireGlobal(client, 'SUPER', 'CONNECTION_ADMIN');
    target.isInterrupted = true;
    if (!isQuery) {
      target.isClosed = true;
      target.closed();
    }
  }
  return OK;
}

/** DROP of what the simulator does not keep, and what is therefore never there. */
function runDropStored(
  { client, env }: OwnContext,
  { what, name, ifExists }: Extract<OwnStatement, { kind: 'drop stored' }>,
): OwnOutcome {
  const schema = name.schema === '' ? client.schema : name.schema;
  if (schema === '') return fail(1046, '3D000', 'No database selected');
  const routine = `${what.toUpperCase()} ${schema}.${name.name} does not exist`;
  const [code, state, message] =
    what === 'trigger'
      ? ([1360, 'HY000', 'Trigger does not exist'] as const)
      : what === 'event' && !ifExists
        ? ([1539, 'HY000', `Unknown event '${name.name}'`] as const)
        : ([
            1305,
            '42000',
            what === 'event' ? `Event ${name.name} does not exist` : routine,
          ] as const);
  if (!ifExists) return fail(code, state, message);
  env.warn('Note', code, message);
  return OK;
}

function runLock(
  { server, client }: OwnContext,
  { tables }: Extract<OwnStatement, { kind: 'lock tables' }>,
): OwnOutcome {
  client.locked = new Map(
    tables.map(({ name, isWrite }) => {
      const { schema, definition } = tableOf(server, client, name);
      return [`${schema}.${definition.name}`, isWrite];
    }),
  );
  return OK;
}

function refuseCall(client: Client, { name }: Extract<OwnStatement, { kind: 'call' }>): OwnOutcome {
  const schema = name.schema === '' ? client.schema : name.schema;
  if (schema === '') return fail(1046, '3D000', 'No database selected');
  return fail(1305, '42000', `PROCEDURE ${schema}.${name.name} does not exist`);
}

function runSetPassword(
  { server, client }: OwnContext,
  statement: Extract<OwnStatement, { kind: 'set password' }>,
): OwnOutcome {
  const account = statement.account ?? client.account;
  if (findUser(server, account) === undefined) {
    fail(1133, '42000', "Can't find any matching row in the user table");
  }
  setPassword(server, account, statement.password);
  return CHANGED;
}

function runAlterDatabase(
  context: OwnContext,
  statement: Extract<OwnStatement, { kind: 'alter database' }>,
): OwnOutcome {
  alterDatabase(context, statement);
  return CHANGED;
}

/** Each kind of FLUSH may have a privilege of its own. */
function requireFlush(client: Client, what: string): void {
  const own = ['TABLES', 'STATUS', 'PRIVILEGES'].includes(what) ? [`FLUSH_${what}`] : [];
  requireGlobal(client, 'RELOAD', ...own);
}

/** Runs a statement that only MySQL has. */
export function runOwn(context: OwnContext, statement: OwnStatement): OwnOutcome {
  const { server, client } = context;
  switch (statement.kind) {
    case 'use':
      useSchema(server, client, statement.name);
      return OK;
    case 'set':
      return runSet(context, statement);
    case 'set isolation':
      return runIsolation(context, statement);
    case 'set password':
      return runSetPassword(context, statement);
    case 'show':
      return { kind: 'shown', shown: showRows(server, client, statement.show) };
    case 'describe': {
      const like = statement.column === '' ? undefined : statement.column;
      const filter = { like, where: undefined };
      return { kind: 'shown', shown: showColumns(server, client, statement.table, false, filter) };
    }
    case 'alter database':
      return runAlterDatabase(context, statement);
    case 'drop stored':
      return runDropStored(context, statement);
    case 'kill':
      return runKill(context, statement);
    case 'lock tables':
      return runLock(context, statement);
    case 'shutdown':
      requireGlobal(client, 'SHUTDOWN');
      server.host.terminate();
      return OK;
    case 'prepare':
    case 'execute':
    case 'deallocate':
      return runPrepared(context, statement);
    case 'do':
      for (const expr of statement.exprs) context.evaluate(expr);
      return OK;
    case 'maintain':
      return runMaintain(context, statement);
    case 'call':
      return refuseCall(client, statement);
    case 'checksum':
      return runChecksum(context, statement);
    case 'unlock tables':
      client.locked = undefined;
      return OK;
    case 'nothing':
      if (statement.what.startsWith('FLUSH')) requireFlush(client, statement.what.slice(6));
      return OK;
    case 'change source':
    case 'start replica':
    case 'stop replica':
    case 'reset replica':
    case 'reset binary logs':
    case 'flush binary logs':
    case 'purge binary logs':
      return runReplication(context, statement);
    case 'create role':
    case 'drop role':
    case 'grant roles':
    case 'revoke roles':
    case 'set role':
    case 'set default role':
      return runRoleStatement(server, client, statement) ? CHANGED : OK;
    default:
      runAccountStatement(server, client, context.env.warn, statement);
      return CHANGED;
  }
}
