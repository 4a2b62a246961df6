import { type Program, sleep } from '../../../kernel/index.ts';
import {
  type AnyStatement,
  type DataStatement,
  type Dialect,
  EMPTY_QUERY,
  EMPTY_SELECT,
  type Env,
  type Expr,
  executeStatement,
  LockWait,
  type Notice,
  type Outcome,
  parseStatement,
  type SessionFacts,
  SqlFailure,
  type Statement,
  type Transaction,
  textOf,
  type Value,
  type VirtualTable,
  type Warn,
} from '../../../sql/index.ts';
import { mysqlDialect } from '../sql/dialect.ts';
import { mysqlError } from '../sql/errors.ts';
import { LOCKER_OF } from '../sql/lock-functions.ts';
import type { OwnStatement } from '../sql/statements.ts';
import type { MysqlFailure, MysqlReply } from '../wire.ts';
import { appendBinlog } from './binlog.ts';
import { explainRows } from './explain.ts';
import { flush, tableWithoutRoom } from './files.ts';
import type { Client, Server } from './model.ts';
import { lockerOf } from './named-locks.ts';
import { requireOnTable } from './privileges.ts';
import {
  DEFINES,
  infoOf,
  refuseSystem,
  replyOf,
  rowsReply,
  verifyDefinition,
  WRITES,
} from './replies.ts';
import { type OwnOutcome, runOwn } from './run-own.ts';
import { refuseUnsafe, refuseWrites, requireLock } from './safety.ts';
import type { Shown } from './shown.ts';
import { systemTable } from './system-tables.ts';
import { beginsReadOnly, isDeadlock } from './transaction-rules.ts';
import { isOn, isolationOf, readVariable, variableText } from './variables.ts';

type Parsed = AnyStatement<OwnStatement>;
type Ok = Extract<MysqlReply, { type: 'ok' }>;

const SHOWN = '\0shown';
/** What a statement takes: reading, changing rows, changing tables. */
const COST_MS = { read: 0, write: 4, define: 20 };

/** Runs statements for one client. */
export interface Runner {
  /** Runs a statement to its end, waiting for locks; a failure of it is a reply. */
  run(text: string, parameters?: readonly Value[]): Program<MysqlReply>;
  /** Ends an open transaction without committing it. */
  abandon(): void;
}

/** Creates what runs the statements of a client. */
export function createRunner(server: Server, client: Client): Runner {
  const { catalog, host } = server;
  const { transactions } = catalog;
  const sqlMode = (): string =>
    textOf(client.variables.get('sql_mode') ?? server.globals.get('sql_mode') ?? '');
  const dialect: Dialect<OwnStatement> = mysqlDialect(sqlMode, {
    kind: host.kind,
    version: host.dataVersion,
  });
  let overlay: VirtualTable | undefined;
  const ownCatalog = {
    ...catalog,
    virtualTable: (schema: string, name: string): VirtualTable | undefined =>
      name === SHOWN ? overlay : systemTable(server, client, schema, name),
  };
  const session: SessionFacts = {
    schema: () => client.schema,
    variable: (scope, name) => readVariable(server, client, scope, name),
    assign: (name, value) => client.userVariables.set(name, value),
    check(what, schema, table) {
      if (table === SHOWN) return;
      requireOnTable(client, what, schema, table);
      requireLock(client, what, schema, table);
    },
    fact(name) {
      if (name === 'database') return client.schema === '' ? null : client.schema;
      if (name === 'foreign_key_checks') return isOn(server, client, name) ? 1n : 0n;
      if (name === 'character_set_client' || name === 'collation_connection') {
        return variableText(server, client, name, false);
      }
      if (name.startsWith(LOCKER_OF)) return lockerOf(server, name.slice(LOCKER_OF.length));
      return client.facts.get(name) ?? null;
    },
    setFact: (name, value) => client.facts.set(name, value),
  };
  const envOf = (transaction: Transaction, text: string, parameters: readonly Value[]): Env => ({
    dialect,
    catalog: ownCatalog,
    transaction,
    session,
    nowEpochMs: host.nowEpochMs(),
    prng: host.prng,
    warn: (level, code, message) => {
      if (client.warnings.length < 64) client.warnings.push({ level, code, message });
    },
    parameters,
    text,
  });
  const warningCount = (): number => client.warnings.length;

  const persist = (isDictionaryChanged: boolean): void => {
    const isLazy = server.globals.get('innodb_flush_log_at_trx_commit') === 0n;
    if (isLazy && !isDictionaryChanged) {
      if (!server.isDirty) {
        server.isDirty = true;
        host.spawn('innodb flush', function* () {
          yield* sleep(1000);
          if (server.isDirty && !server.isShutDown) flush(server, false);
          return 0;
        });
      }
      return;
    }
    const full = flush(server, isDictionaryChanged);
    if (full !== undefined) refuseFull(full);
  };
  const refuseFull = (table: string): never => {
    const where = `./${client.schema}/${table}.ibd`;
    const why = 'Operating system error number 28. Check that the disk is not full.';
    const what = `Write to file ${where} failed at offset 65536. ${why}`;
    host.log(client.id, 'ERROR', 'MY-012639', 'InnoDB', what);
    host.log(client.id, 'ERROR', 'MY-013132', 'Server', `The table '${table}' is full!`);
    throw new SqlFailure(mysqlError(1114, 'HY000', `The table '${table}' is full`));
  };
  const forgetNext = (): void => {
    client.nextIsolation = '';
    client.isNextReadOnly = undefined;
  };
  const commit = (transaction: Transaction, isDictionaryChanged: boolean): void => {
    const full = tableWithoutRoom(server, transaction);
    if (full !== undefined) {
      rollback(transaction);
      refuseFull(full);
    }
    const changed = transactions.commit(transaction);
    if (client.transaction === transaction) {
      client.transaction = undefined;
      forgetNext();
    }
    const written = client.written.splice(0);
    if (written.length > 0) appendBinlog(server, client, written);
    if (changed.length > 0 || isDictionaryChanged) persist(isDictionaryChanged);
  };
  const commitOpen = (): void => {
    if (client.transaction !== undefined) commit(client.transaction, false);
  };
  const rollback = (transaction: Transaction): void => {
    transactions.rollback(transaction);
    client.written.length = 0;
    if (client.transaction !== transaction) return;
    client.transaction = undefined;
    forgetNext();
  };
  const ok = (rest: Partial<Ok> = {}): MysqlReply => ({
    type: 'ok',
    affected: 0,
    info: '',
    warnings: warningCount(),
    ...rest,
  });
  const isAutocommit = (): boolean => isOn(server, client, 'autocommit');

  /** Ends what is open; the transaction that AND CHAIN begins is of the same kind. */
  const finish = (andChain: boolean, end: () => void): MysqlReply => {
    const { transaction, nextIsolation } = client;
    end();
    if (andChain) {
      client.nextIsolation = nextIsolation;
      client.transaction = transactions.begin();
      client.transaction.isReadOnly = transaction?.isReadOnly ?? beginsReadOnly(server, client);
    }
    return ok();
  };

  const transactional = (statement: Statement): MysqlReply | undefined => {
    switch (statement.kind) {
      case 'begin':
        commitOpen();
        client.transaction = transactions.begin();
        client.transaction.isReadOnly = statement.isReadOnly || beginsReadOnly(server, client);
        if (statement.withSnapshot) transactions.look(client.transaction);
        return ok();
      case 'commit':
        return finish(statement.andChain, commitOpen);
      case 'rollback': {
        const open = client.transaction;
        if (statement.to === undefined) {
          return finish(statement.andChain, () => open && rollback(open));
        }
        const at = open?.savepoints.findLastIndex(({ name }) => name === statement.to) ?? -1;
        const point = open?.savepoints[at];
        if (open === undefined || point === undefined) return noSavepoint(statement.to);
        transactions.undoTo(open, point.length);
        open.savepoints.length = at + 1;
        return ok();
      }
      case 'savepoint': {
        const open = client.transaction;
        open?.savepoints.push({ name: statement.name, length: open.undo.length });
        return ok();
      }
      case 'release': {
        const open = client.transaction;
        const at = open?.savepoints.findLastIndex(({ name }) => name === statement.name) ?? -1;
        if (open === undefined || at < 0) return noSavepoint(statement.name);
        open.savepoints.length = at;
        return ok();
      }
      default:
        return undefined;
    }
  };
  const noSavepoint = (name: string): MysqlReply =>
    replyOf(1305, '42000', `SAVEPOINT ${name} does not exist`);

  /** Keeps the rows of a SHOW that its LIKE or WHERE asks for. */
  const filtered = (
    { columns, rows, filter }: Shown,
    env: Env,
  ): Extract<Outcome, { kind: 'rows' }> => {
    overlay = { name: SHOWN, columns, rows: () => rows };
    const [first] = columns;
    const place = { start: 0, end: 0 };
    const like: Expr | undefined =
      filter.like === undefined || first === undefined
        ? undefined
        : {
            kind: 'like',
            how: 'like',
            arg: { kind: 'column', schema: '', table: '', name: first.name, ...place },
            pattern: { kind: 'literal', value: filter.like, type: first.type, ...place },
            escape: undefined,
            isNegated: false,
            ...place,
          };
    const where = filter.where ?? like;
    const table = { schema: 'information_schema', name: SHOWN, ...place };
    const outcome = executeStatement(env, {
      kind: 'query',
      query: {
        ...EMPTY_QUERY,
        first: {
          ...EMPTY_SELECT,
          items: [{ kind: 'star', schema: '', table: '', ...place }],
          from: { kind: 'table', table, alias: SHOWN },
          where,
        },
      },
    });
    if (outcome.kind !== 'rows') throw new Error('a SHOW gives rows');
    return outcome;
  };

  const ownReply = (
    statement: OwnStatement,
    transaction: Transaction,
    text: string,
  ): MysqlReply | Extract<OwnOutcome, { kind: 'execute' }> => {
    const env = envOf(transaction, text, []);
    const evaluate = (expr: Expr): Value => {
      const place = { start: expr.start, end: expr.end };
      const outcome = executeStatement(env, {
        kind: 'query',
        query: {
          ...EMPTY_QUERY,
          first: { ...EMPTY_SELECT, items: [{ kind: 'expr', expr, alias: 'x', ...place }] },
        },
      });
      return outcome.kind === 'rows' ? (outcome.rows[0]?.[0] ?? null) : null;
    };
    const outcome = runOwn({ server, client, env, evaluate, commit: commitOpen }, statement);
    if (outcome.kind === 'execute') return outcome;
    if (outcome.kind === 'shown') return rowsReply(filtered(outcome.shown, env), warningCount());
    if (outcome.isDictionaryChanged) {
      if (outcome.isReplicated) client.written.push({ schema: client.schema, text });
      commitOpen();
      commit(transaction, true);
    }
    return ok(statement.kind === 'prepare' ? { info: 'Statement prepared' } : {});
  };

  const dataReply = (
    statement: DataStatement,
    transaction: Transaction,
    text: string,
    parameters: readonly Value[],
  ): MysqlReply => {
    const isDefinition = DEFINES.has(statement.kind);
    if (transaction.isReadOnly && (isDefinition || WRITES.has(statement.kind))) {
      const message = 'Cannot execute statement in a READ ONLY transaction.';
      throw new SqlFailure(mysqlError(1792, '25006', message));
    }
    if (isDefinition) verifyDefinition(client, statement);
    if (isDefinition || WRITES.has(statement.kind)) refuseWrites(server, client);
    const env = envOf(transaction, text, parameters);
    if (statement.kind === 'create database' || statement.kind === 'drop database') {
      refuseSystem(statement);
    }
    refuseUnsafe(env, statement, isOn(server, client, 'sql_safe_updates'));
    const outcome = executeStatement(env, statement);
    if (outcome.kind === 'rows') {
      client.facts.set('found_rows', client.facts.get('all_rows') ?? BigInt(outcome.rows.length));
      client.facts.delete('all_rows');
      client.facts.set('row_count', -1n);
      return rowsReply(outcome, warningCount());
    }
    const { insertId } = outcome.counts;
    if (insertId !== 0n) client.facts.set('last_insert_id', insertId);
    client.facts.set('row_count', BigInt(outcome.affected));
    const isChange = isDefinition || outcome.affected > 0;
    if (isChange && isOn(server, client, 'sql_log_bin')) {
      client.written.push({ schema: client.schema, text });
    }
    if (statement.kind === 'drop database' && client.schema === statement.name) client.schema = '';
    if (isDefinition) commit(transaction, true);
    return ok({ affected: outcome.affected, info: infoOf(statement, outcome, warningCount()) });
  };

  /** One try of a statement: its reply, or the transaction that it has to wait for. */
  const attempt = (
    statement: Parsed,
    text: string,
    parameters: readonly Value[],
  ): MysqlReply | LockWait | Extract<OwnOutcome, { kind: 'execute' }> => {
    if (statement.kind !== 'own') {
      const reply = transactional(statement);
      if (reply !== undefined) return reply;
    }
    const isDefinition = DEFINES.has(statement.kind);
    if (isDefinition) commitOpen();
    const isOpen = client.transaction !== undefined;
    const isWrite = WRITES.has(statement.kind) || statement.kind === 'query';
    const transaction = client.transaction ?? transactions.begin();
    if (!isOpen) transaction.isReadOnly = beginsReadOnly(server, client);
    if (!isOpen && !isAutocommit() && isWrite) client.transaction = transaction;
    const level = isolationOf(server, client);
    if (level.startsWith('READ')) transaction.snapshot = undefined;
    if (statement.kind !== 'own' && client.transaction === undefined) forgetNext();
    const isOwnTransaction = client.transaction !== transaction;
    const length = transaction.undo.length;
    const logged = client.written.length;
    try {
      if (statement.kind === 'own') {
        const reply = ownReply(statement.own, transaction, text);
        if (isOwnTransaction && transaction.state === 'active') transactions.rollback(transaction);
        return reply;
      }
      if (statement.kind === 'explain') {
        const shown = explainRows(server, client, statement);
        const reply = rowsReply(filtered(shown, envOf(transaction, text, [])), warningCount());
        if (isOwnTransaction) transactions.rollback(transaction);
        return reply;
      }
      const reply = dataReply(statement as DataStatement, transaction, text, parameters);
      if (isOwnTransaction && transaction.state === 'active') commit(transaction, false);
      return reply;
    } catch (error) {
      transactions.undoTo(transaction, length);
      client.written.length = Math.min(client.written.length, logged);
      if (isOwnTransaction && transaction.state === 'active') transactions.rollback(transaction);
      if (error instanceof LockWait) return error;
      if (!(error instanceof SqlFailure)) throw error;
      const { code, state, message } = error.error;
      client.warnings.push({ level: 'Error', code, message });
      return replyOf(code, state, message);
    }
  };

  const isStopped = (): boolean => client.isInterrupted || client.isClosed || server.isShutDown;
  const lost = (): MysqlReply | undefined => {
    if (client.isClosed || server.isShutDown) return { type: 'lost' };
    if (!client.isInterrupted) return undefined;
    client.isInterrupted = false;
    return replyOf(1317, '70100', 'Query execution was interrupted');
  };

  function* waitForLock({ holder }: LockWait, deadlineMs: number): Program<MysqlReply | undefined> {
    const own = client.transaction;
    if (own !== undefined && isDeadlock(own, holder)) {
      rollback(own);
      return replyOf(
        1213,
        '40001',
        'Deadlock found when trying to get lock; try restarting transaction',
      );
    }
    if (own !== undefined) own.waitsFor = holder;
    const leftMs = deadlineMs - host.nowEpochMs();
    const ready = (): boolean => holder.state !== 'active' || isStopped();
    if (leftMs > 0 && !ready()) yield { ready, delayMs: leftMs };
    if (own !== undefined) own.waitsFor = undefined;
    if (isStopped()) return lost();
    if (holder.state !== 'active') return undefined;
    return replyOf(1205, 'HY000', 'Lock wait timeout exceeded; try restarting transaction');
  }

  function* settle(
    statement: Parsed,
    text: string,
    parameters: readonly Value[],
  ): Program<MysqlReply> {
    const timeout =
      client.variables.get('innodb_lock_wait_timeout') ??
      server.globals.get('innodb_lock_wait_timeout');
    const deadlineMs = host.nowEpochMs() + Number(timeout) * 1000;
    for (;;) {
      client.facts.delete('sleep');
      const reply = attempt(statement, text, parameters);
      if (reply instanceof LockWait) {
        client.state = 'updating';
        const end = yield* waitForLock(reply, deadlineMs);
        if (end !== undefined) return end;
        continue;
      }
      if ('kind' in reply) {
        const prepared = parseStatement(dialect, reply.text);
        if (prepared === undefined) return replyOf(1065, '42000', 'Query was empty');
        return yield* settle(prepared, reply.text, reply.parameters);
      }
      const seconds = client.facts.get('sleep');
      if (typeof seconds === 'number' && seconds > 0) {
        client.state = 'User sleep';
        yield { ready: isStopped, delayMs: Math.round(seconds * 1000) };
        return lost() ?? reply;
      }
      return reply;
    }
  }

  const parse = (text: string, warn: Warn): Parsed | MysqlFailure => {
    try {
      return parseStatement(dialect, text, warn) ?? replyOf(1065, '42000', 'Query was empty');
    } catch (error) {
      if (!(error instanceof SqlFailure)) throw error;
      const { code, state, message } = error.error;
      return replyOf(code, state, message);
    }
  };
  const isDiagnostic = (statement: Parsed): boolean =>
    statement.kind === 'own' &&
    statement.own.kind === 'show' &&
    (statement.own.show.what === 'warnings' || statement.own.show.what === 'errors');

  const isPasswordChange = (statement: Parsed): boolean =>
    statement.kind === 'own' &&
    (statement.own.kind === 'alter user' || statement.own.kind === 'set password');

  return {
    *run(text, parameters = []) {
      const notices: Notice[] = [];
      const statement = parse(text, (level, code, message) => {
        notices.push({ level, code, message });
      });
      if ('type' in statement) {
        client.warnings = [{ level: 'Error', code: statement.code, message: statement.message }];
        return statement;
      }
      if (!isDiagnostic(statement)) client.warnings = notices;
      if (client.account.isExpired && !isPasswordChange(statement)) {
        const how = 'You must reset your password using ALTER USER statement before executing';
        return replyOf(1820, 'HY000', `${how} this statement.`);
      }
      const cost = DEFINES.has(statement.kind)
        ? COST_MS.define
        : WRITES.has(statement.kind)
          ? COST_MS.write
          : COST_MS.read;
      if (cost > 0) yield* sleep(cost);
      const end = lost();
      if (end !== undefined) return end;
      const reply = yield* settle(statement, text, parameters);
      return isDiagnostic(statement) && reply.type === 'rows' ? { ...reply, warnings: 0 } : reply;
    },
    abandon() {
      if (client.transaction !== undefined) rollback(client.transaction);
    },
  };
}
