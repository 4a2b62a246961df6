import { type Program, sleep } from '../../../kernel/index.ts';
import {
  type AnyStatement,
  type DataStatement,
  type Dialect,
  EMPTY_QUERY,
  EMPTY_SELECT,
  type Expr,
  executeStatement,
  LockWait,
  type Notice,
  parseStatement,
  SqlFailure,
  type Transaction,
  textOf,
  type Value,
  type Warn,
} from '../../../sql/index.ts';
import { mysqlDialect } from '../sql/dialect.ts';
import { mysqlError } from '../sql/errors.ts';
import type { OwnStatement } from '../sql/statements.ts';
import type { MysqlFailure, MysqlReply } from '../wire.ts';
import { createClientEnv } from './client-env.ts';
import { createClientTransactions } from './client-transactions.ts';
import { explainRows } from './explain.ts';
import type { Client, Server } from './model.ts';
import type { OwnOutcome } from './own-outcome.ts';
import {
  DEFINES,
  infoOf,
  okReply,
  refuseSystem,
  replyOf,
  rowsReply,
  verifyDefinition,
  WRITES,
} from './replies.ts';
import { runOwn } from './run-own.ts';
import { refuseUnsafe, refuseWrites } from './safety.ts';
import { beginsReadOnly, isDeadlock } from './transaction-rules.ts';
import { isOn, isolationOf } from './variables.ts';

type Parsed = AnyStatement<OwnStatement>;

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
  const envs = createClientEnv(server, client, dialect);
  const { commit, commitOpen, rollback, forgetNext, control } = createClientTransactions(
    server,
    client,
  );
  const isAutocommit = (): boolean => isOn(server, client, 'autocommit');

  const ownReply = (
    statement: OwnStatement,
    transaction: Transaction,
    text: string,
  ): MysqlReply | Extract<OwnOutcome, { kind: 'execute' }> => {
    const env = envs.of(transaction, text, []);
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
    if (outcome.kind === 'shown')
      return rowsReply(envs.filtered(outcome.shown, env), client.warnings.length);
    if (outcome.isDictionaryChanged) {
      if (outcome.isReplicated) client.written.push({ schema: client.schema, text });
      commitOpen();
      commit(transaction, true);
    }
    return okReply(client, statement.kind === 'prepare' ? { info: 'Statement prepared' } : {});
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
    const env = envs.of(transaction, text, parameters);
    if (statement.kind === 'create database' || statement.kind === 'drop database') {
      refuseSystem(statement);
    }
    refuseUnsafe(env, statement, isOn(server, client, 'sql_safe_updates'));
    const outcome = executeStatement(env, statement);
    if (outcome.kind === 'rows') {
      client.facts.set('found_rows', client.facts.get('all_rows') ?? BigInt(outcome.rows.length));
      client.facts.delete('all_rows');
      client.facts.set('row_count', -1n);
      return rowsReply(outcome, client.warnings.length);
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
    return okReply(client, {
      affected: outcome.affected,
      info: infoOf(statement, outcome, client.warnings.length),
    });
  };

  /** One try of a statement: its reply, or the transaction that it has to wait for. */
  const attempt = (
    statement: Parsed,
    text: string,
    parameters: readonly Value[],
  ): MysqlReply | LockWait | Extract<OwnOutcome, { kind: 'execute' }> => {
    if (statement.kind !== 'own') {
      const reply = control(statement);
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
        const reply = rowsReply(
          envs.filtered(shown, envs.of(transaction, text, [])),
          client.warnings.length,
        );
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
