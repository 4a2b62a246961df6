import type { Statement } from '../ast.ts';
import type { Env } from '../dialect.ts';
import { executeAlterTable, executeIndex, executeRename } from './alter.ts';
import { executeCreateTable } from './create-table.ts';
import { executeCreateView } from './create-view.ts';
import { executeCreateDatabase, executeDropDatabase } from './databases.ts';
import { executeDelete, executeTruncate } from './delete.ts';
import { executeDropTable } from './drop-tables.ts';
import { executeInsert } from './insert.ts';
import type { Outcome } from './outcome.ts';
import { createQueryBinder } from './queries.ts';
import { executeUpdate } from './update.ts';

/** Statements that their session runs: transactions, and EXPLAIN. */
type OfSession = 'begin' | 'commit' | 'rollback' | 'savepoint' | 'release' | 'explain';
export type DataStatement = Exclude<Statement, { kind: OfSession }>;

/**
 * Runs a statement within the transaction of `env`. Throws `SqlFailure` for what is refused, and
 * `LockWait` when another transaction has to end first; what was done until then is the caller's
 * to undo.
 */
export function executeStatement(env: Env, statement: DataStatement): Outcome {
  switch (statement.kind) {
    case 'query': {
      const plan = createQueryBinder(env).bind(statement.query, undefined);
      return { kind: 'rows', columns: plan.columns, rows: plan.rows(undefined) };
    }
    case 'insert':
      return executeInsert(env, statement);
    case 'update':
      return executeUpdate(env, statement);
    case 'delete':
      return executeDelete(env, statement);
    case 'truncate':
      return executeTruncate(env, statement);
    case 'create table':
      return executeCreateTable(env, statement);
    case 'drop table':
      return executeDropTable(env, statement);
    case 'alter table':
      return executeAlterTable(env, statement);
    case 'rename table':
      return executeRename(env, statement);
    case 'create index':
    case 'drop index':
      return executeIndex(env, statement);
    case 'create view':
      return executeCreateView(env, statement);
    case 'create database':
      return executeCreateDatabase(env, statement);
    case 'drop database':
      return executeDropDatabase(env, statement);
  }
}
