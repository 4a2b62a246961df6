import { crc32, encodeUtf8 } from '../../../kernel/index.ts';
import {
  type Env,
  encodeData,
  latest,
  lex,
  parseStatement,
  SqlFailure,
  textOf,
  textType,
  type Value,
} from '../../../sql/index.ts';
import { mysqlError } from '../sql/errors.ts';
import type { ReplicationStatement } from '../sql/replication-statements.ts';
import type { OwnStatement } from '../sql/statements.ts';
import { runAccountStatement, setPassword } from './accounts.ts';
import { alterDatabase } from './alter-database.ts';
import { purgeBinlog, resetBinlog, rotateBinlog } from './binlog.ts';
import type { Client, Server } from './model.ts';
import { requireGlobal, requireSchema } from './privileges.ts';
import { changeSource, resetReplica, startReplica, stopReplica } from './replication.ts';
import { runRoleStatement } from './roles.ts';
import { showColumns, showRows } from './show.ts';
import { type Shown, shown, tableOf } from './shown.ts';
import { isSystemSchema } from './system-schemas.ts';
import { findUser } from './users.ts';
import { setVariable } from './variables.ts';

const fail = (code: number, state: string, message: string): never => {
  throw new SqlFailure(mysqlError(code, state, message));
};

/** Makes a database the current one. */
export function useSchema(server: Server, client: Client, name: string): void {
  requireSchema(client, name);
  if (!isSystemSchema(name) && !server.catalog.schemas.has(name)) {
    fail(1049, '42000', `Unknown database '${name}'`);
  }
  client.schema = name;
}

/** What the session itself has to do for a statement of its own kind. */
export interface OwnContext {
  readonly server: Server;
  readonly client: Client;
  readonly env: Env;
  evaluate(expr: Extract<OwnStatement, { kind: 'do' }>['exprs'][number]): Value;
  commit(): void;
}

/** What such a statement comes to. */
export type OwnOutcome =
  | { readonly kind: 'ok'; readonly isDictionaryChanged: boolean; readonly isReplicated: boolean }
  | { readonly kind: 'shown'; readonly shown: Shown }
  | { readonly kind: 'execute'; readonly text: string; readonly parameters: readonly Value[] };

const OK: OwnOutcome = { kind: 'ok', isDictionaryChanged: false, isReplicated: false };
const CHANGED: OwnOutcome = { kind: 'ok', isDictionaryChanged: true, isReplicated: true };
const CHANGED_HERE: OwnOutcome = { kind: 'ok', isDictionaryChanged: true, isReplicated: false };

function runSet(
  context: OwnContext,
  { settings }: Extract<OwnStatement, { kind: 'set' }>,
): OwnOutcome {
  const { server, client, evaluate } = context;
  for (const { scope, name, value } of settings) {
    const result = typeof value === 'string' ? value : evaluate(value);
    if (scope === 'user') client.userVariables.set(name, result);
    else {
      if (scope === 'global') requireGlobal(client, 'SUPER', 'SYSTEM_VARIABLES_ADMIN');
      setVariable(server, client, context.env, scope, name, result);
      if (name === 'autocommit' && client.variables.get(name) === 'ON') context.commit();
    }
  }
  return OK;
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

const MAINTAIN_COLUMNS = ['Table', 'Op', 'Msg_type', 'Msg_text'];

function runMaintain(
  context: OwnContext,
  { what, tables }: Extract<OwnStatement, { kind: 'maintain' }>,
): OwnOutcome {
  const { server, client } = context;
  const rows = tables.flatMap((name) => {
    const { schema, definition } = tableOf(server, client, name);
    const table = `${schema}.${definition.name}`;
    const note = 'Table does not support optimize, doing recreate + analyze instead';
    const notes = what === 'optimize' ? [[table, what, 'note', note]] : [];
    return [...notes, [table, what, 'status', 'OK']];
  });
  const columns = MAINTAIN_COLUMNS.map((name) => ({
    name,
    type: textType(64),
    isNullable: true,
  }));
  return { kind: 'shown', shown: { columns, rows, filter: { like: undefined, where: undefined } } };
}

function runChecksum(
  context: OwnContext,
  { tables }: Extract<OwnStatement, { kind: 'checksum' }>,
): OwnOutcome {
  const { server, client } = context;
  const rows = tables.map((name): Value[] => {
    const { schema, definition, rows: own } = tableOf(server, client, name);
    const bytes = own
      .map((row) => encodeData(latest(row, context.env.transaction) ?? null))
      .join('');
    return [
      `${schema}.${definition.name}`,
      BigInt(own.length === 0 ? 0 : crc32(encodeUtf8(bytes))),
    ];
  });
  return { kind: 'shown', shown: shown(['Table!', '#Checksum'], rows) };
}

function runPrepared(
  context: OwnContext,
  statement: Extract<OwnStatement, { kind: 'prepare' | 'execute' | 'deallocate' }>,
): OwnOutcome {
  const { client, evaluate } = context;
  if (statement.kind === 'prepare') {
    const text = evaluate(statement.text);
    const given = text === null ? '' : textOf(text);
    // What is no statement is refused here, not when it is executed.
    parseStatement(context.env.dialect, given);
    client.prepared.set(statement.name, given);
    return OK;
  }
  const text = client.prepared.get(statement.name);
  if (text === undefined) {
    return fail(
      1243,
      'HY000',
      `Unknown prepared statement handler (${statement.name}) given to ${statement.kind.toUpperCase()}${statement.kind === 'deallocate' ? ' PREPARE' : ''}`,
    );
  }
  if (statement.kind === 'deallocate') {
    client.prepared.delete(statement.name);
    return OK;
  }
  const places = lex(context.env.dialect, text).filter(({ type }) => type === 'parameter');
  if (places.length !== statement.using.length)
    fail(1210, 'HY000', 'Incorrect arguments to EXECUTE');
  const parameters = statement.using.map((name) => client.userVariables.get(name) ?? null);
  return { kind: 'execute', text, parameters };
}

/** The place of the first file that a PURGE leaves. */
function firstKept(
  { server, evaluate }: OwnContext,
  { to, before }: Extract<ReplicationStatement, { kind: 'purge binary logs' }>,
): number {
  const { files, events } = server.binlog;
  if (before === undefined) {
    const at = files.findIndex(({ name }) => name === to);
    if (at < 0) fail(1373, 'HY000', 'Target log not found in binlog index');
    return at;
  }
  const value = evaluate(before);
  const untilMs = Date.parse(`${value === null ? '' : textOf(value).replace(' ', 'T')}Z`);
  const isOlder = (name: string): boolean =>
    events.every(({ file, atEpochMs }) => file !== name || atEpochMs < untilMs);
  const at = files.findIndex(({ name }) => !isOlder(name));
  return at < 0 ? files.length - 1 : at;
}

function runReplication(context: OwnContext, statement: ReplicationStatement): OwnOutcome {
  const { server, client, env } = context;
  if (statement.kind === 'flush binary logs') {
    requireGlobal(client, 'RELOAD');
    rotateBinlog(server);
    return OK;
  }
  requireGlobal(client, 'SUPER', 'REPLICATION_SLAVE_ADMIN');
  switch (statement.kind) {
    case 'change source':
      changeSource(server, env.warn, statement.options);
      break;
    case 'start replica':
      startReplica(server, env.warn, statement.threads);
      break;
    case 'stop replica':
      stopReplica(server, env.warn, statement.threads);
      break;
    case 'reset replica':
      resetReplica(server, statement.isAll);
      break;
    case 'reset binary logs':
      resetBinlog(server);
      break;
    case 'purge binary logs':
      purgeBinlog(server, firstKept(context, statement));
      break;
  }
  return CHANGED_HERE;
}

const NO_CHANGE_WITHIN =
  "Transaction characteristics can't be changed while a transaction is in progress";

function runIsolation(
  { server, client, env }: OwnContext,
  { scope, level, isReadOnly }: Extract<OwnStatement, { kind: 'set isolation' }>,
): OwnOutcome {
  if (scope === 'global') requireGlobal(client, 'SUPER', 'SYSTEM_VARIABLES_ADMIN');
  if (scope !== 'next') {
    if (level !== '') setVariable(server, client, env, scope, 'transaction_isolation', level);
    if (isReadOnly !== undefined) {
      const value = isReadOnly ? 'ON' : 'OFF';
      setVariable(server, client, env, scope, 'transaction_read_only', value);
    }
    return OK;
  }
  if (client.transaction !== undefined) return fail(1568, '25001', NO_CHANGE_WITHIN);
  if (level !== '') client.nextIsolation = level;
  if (isReadOnly !== undefined) client.isNextReadOnly = isReadOnly;
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
