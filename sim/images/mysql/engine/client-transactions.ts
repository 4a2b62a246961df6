import { sleep } from '../../../kernel/index.ts';
import { SqlFailure, type Statement, type Transaction } from '../../../sql/index.ts';
import { mysqlError } from '../sql/errors.ts';
import type { MysqlReply } from '../wire.ts';
import { appendBinlog } from './binlog.ts';
import { flush, tableWithoutRoom } from './files.ts';
import type { Client, Server } from './model.ts';
import { okReply, replyOf } from './replies.ts';
import { beginsReadOnly } from './transaction-rules.ts';

/** How the transactions of a client end, and what is written then. */
export interface ClientTransactions {
  /**
   * Ends a transaction and writes what it changed, to the log of changes and to the files. A disk
   * without room is a failure, and takes the changes back.
   */
  commit(transaction: Transaction, isDictionaryChanged: boolean): void;
  commitOpen(): void;
  rollback(transaction: Transaction): void;
  /** What SET TRANSACTION said of the next one only is over. */
  forgetNext(): void;
  /** The reply to a statement that begins, ends or marks a transaction; none to another one. */
  control(statement: Statement): MysqlReply | undefined;
}

const noSavepoint = (name: string): MysqlReply =>
  replyOf(1305, '42000', `SAVEPOINT ${name} does not exist`);

/** Creates what begins and ends the transactions of a client. */
export function createClientTransactions(server: Server, client: Client): ClientTransactions {
  const { catalog, host } = server;
  const { transactions } = catalog;
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

  /** Ends what is open; the transaction that AND CHAIN begins is of the same kind. */
  const finish = (andChain: boolean, end: () => void): MysqlReply => {
    const { transaction, nextIsolation } = client;
    end();
    if (andChain) {
      client.nextIsolation = nextIsolation;
      client.transaction = transactions.begin();
      client.transaction.isReadOnly = transaction?.isReadOnly ?? beginsReadOnly(server, client);
    }
    return okReply(client);
  };

  const control = (statement: Statement): MysqlReply | undefined => {
    switch (statement.kind) {
      case 'begin':
        commitOpen();
        client.transaction = transactions.begin();
        client.transaction.isReadOnly = statement.isReadOnly || beginsReadOnly(server, client);
        if (statement.withSnapshot) transactions.look(client.transaction);
        return okReply(client);
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
        return okReply(client);
      }
      case 'savepoint': {
        const open = client.transaction;
        open?.savepoints.push({ name: statement.name, length: open.undo.length });
        return okReply(client);
      }
      case 'release': {
        const open = client.transaction;
        const at = open?.savepoints.findLastIndex(({ name }) => name === statement.name) ?? -1;
        if (open === undefined || at < 0) return noSavepoint(statement.name);
        open.savepoints.length = at;
        return okReply(client);
      }
      default:
        return undefined;
    }
  };

  return { commit, commitOpen, rollback, forgetNext, control };
}
