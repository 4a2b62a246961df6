import type { Program } from '../../../kernel/index.ts';
import { untilOr } from '../../../kernel/index.ts';
import {
  type AnyStatement,
  type DataStatement,
  type Env,
  executeStatement,
  LockWait,
  parseStatement,
  rememberDefinitions,
  SqlFailure,
  type SqlType,
  type Table,
  type Transaction,
  undoDefinitions,
  type View,
} from '../../../sql/index.ts';
import { splitStatements } from '../split.ts';
import { type OwnStatement, PG_DIALECT } from '../sql/dialect.ts';
import { pgError, refuseInReadOnly } from '../sql/errors.ts';
import type { PgReply, PgReport } from '../wire.ts';
import { createBlock } from './block.ts';
import type { PgClient } from './client.ts';
import { copyOf, runCopy } from './copy.ts';
import { changeDatabases } from './databases.ts';
import { dropDependents } from './dependents.ts';
import { explain, explainOf } from './explain.ts';
import { failureOf } from './failures.ts';
import { refuseIdentity } from './identity-columns.ts';
import { runOwn } from './own.ts';
import { altersOwnership } from './ownership.ts';
import { refuseChange, setAccess } from './read-only.ts';
import { reportOf, tableOf, tagOf } from './replies.ts';
import { type PgDatabase, type PgServer, saveDatabase } from './server.ts';
import { factsOf } from './session-facts.ts';
import { lockTables } from './table-locks.ts';

type Parsed = AnyStatement<OwnStatement>;

/** `abort` is another word for `rollback`. */
const plain = (statement: Parsed | undefined): Parsed | undefined =>
  statement?.kind === 'own' && statement.own.words[0] === 'abort'
    ? { kind: 'rollback', to: undefined, andChain: false }
    : statement;

/** Functions of the catalog's schema are those that are known without it. */
const unqualified = (text: string): string =>
  text.replace(/\bpg_catalog\.(?=\w+\s*\()/gi, (prefix) => ' '.repeat(prefix.length));

/** An index without a name is called after its columns, also a unique one. */
function named(statement: DataStatement): DataStatement {
  if (statement.kind !== 'create index' || statement.key.name !== '') return statement;
  const columns = statement.key.columns.map(({ name }) => name).join('_');
  const name = `${statement.table.name}_${columns}_idx`;
  return { ...statement, key: { ...statement.key, name } };
}

/** One client's session. */
export interface PgSession {
  readonly database: PgDatabase;
  readonly user: string;
  /** Runs a text of statements; the client gets each reply as it comes. */
  query(text: string, client: PgClient): Program<void>;
  state(): 'idle' | 'open' | 'failed';
  /** The types of a view's columns; empty when it cannot be read any more. */
  typesOf(view: View): readonly SqlType[];
  /** Undoes what is open. */
  end(): void;
}

const LOCK_POLL_MS = 10;
const LOCK_LIMIT_MS = 24 * 3_600_000;

const DEFINES: ReadonlySet<string> = new Set([
  ...['create table', 'drop table', 'truncate', 'alter table', 'rename table', 'create index'],
  ...['drop index', 'create view'],
]);

/** Whether a statement changes what is kept besides rows, so that its transaction undoes it. */
function defines(statement: Parsed): boolean {
  if (statement.kind !== 'own') return DEFINES.has(statement.kind);
  const [verb = '', what = ''] = statement.own.words;
  if (altersOwnership(statement.own.words)) return true;
  return ['create', 'alter', 'drop'].includes(verb) && ['schema', 'sequence'].includes(what);
}

const aborted = (): SqlFailure =>
  new SqlFailure(
    pgError(
      '25P02',
      'current transaction is aborted, commands ignored until end of transaction block',
    ),
  );

export function createSession(server: PgServer, database: PgDatabase, user: string): PgSession {
  const { catalog } = database;
  const { transactions } = catalog;
  const settings = new Map<string, string>();
  let usedSequence = false;
  let isSaved = true;
  let notices: PgReport[] = [];
  /** Tables that go with the session. */
  const temporary = new Set<Table>();

  const notice = (message: string, detail = ''): void => {
    notices.push(reportOf(pgError('00000', message, { detail }), 'NOTICE'));
  };
  const warn = (state: string, message: string): void => {
    notices.push(reportOf(pgError(state, message), 'WARNING'));
  };
  const session = factsOf(server, database, user, settings, () => {
    usedSequence = true;
  });
  const envOf = (transaction: Transaction, text: string): Env => ({
    dialect: PG_DIALECT,
    catalog,
    transaction,
    session,
    nowEpochMs: server.clock.epochMs(),
    prng: server.prng,
    warn: (level, _code, message, detail = '') => {
      if (level === 'Note') notice(message.replace(/ already exists$/, '$&, skipping'), detail);
      else warn('00000', message);
    },
    parameters: [],
    text,
  });
  const commit = (transaction: Transaction): void => {
    transactions.commit(transaction);
    if (isSaved) return;
    isSaved = true;
    const full = saveDatabase(server, database);
    if (full === undefined) return;
    throw new SqlFailure(
      pgError('53100', `could not extend file "${full}": No space left on device`),
    );
  };
  const block = createBlock(database, { commit, warn });

  const data = (statement: DataStatement, text: string, within: Transaction): PgReply[] => {
    if (statement.kind === 'insert') refuseIdentity(catalog, statement);
    if (statement.kind === 'drop table') dropDependents(catalog, statement, notice);
    const outcome = executeStatement(envOf(within, text), statement);
    if (outcome.kind === 'rows') {
      return [{ type: 'rows', table: tableOf(outcome), tag: `SELECT ${outcome.rows.length}` }];
    }
    if (statement.kind === 'create table' && statement.isTemporary) {
      const { schema, name } = statement.table;
      const made = catalog.schemas.get(schema || 'public')?.tables.get(name);
      if (made?.definition.isTemporary) temporary.add(made);
    }
    const tag = tagOf(statement, outcome);
    const { returned } = outcome;
    return returned === undefined
      ? [{ type: 'done', tag }]
      : [{ type: 'rows', table: tableOf(returned), tag }];
  };
  const own = {
    server,
    database,
    user,
    settings,
    notice,
    isInBlock: () => block.state() !== 'idle',
  };
  /** Runs a statement in the open transaction, or in one of its own. */
  const inTransaction = (
    isChange: boolean,
    isDefinition: boolean,
    work: (transaction: Transaction) => readonly PgReply[],
  ): readonly PgReply[] => {
    const open = block.current();
    const transaction = open ?? transactions.begin();
    transaction.snapshot = undefined;
    const { length } = transaction.undo;
    usedSequence = false;
    const before = isDefinition ? rememberDefinitions(catalog) : undefined;
    const keepUndo = (): void => {
      const undo = before && undoDefinitions(catalog, before);
      if (undo !== undefined) transaction.undo.push(undo);
    };
    try {
      const replies = work(transaction);
      keepUndo();
      if (isChange || usedSequence) isSaved = false;
      if (open === undefined) {
        if (isChange || usedSequence) commit(transaction);
        else transactions.rollback(transaction);
      }
      return replies;
    } catch (error) {
      if (transaction.state === 'active') {
        keepUndo();
        if (open === undefined) transactions.rollback(transaction);
        else transactions.undoTo(transaction, length);
      }
      throw error;
    }
  };
  /** Runs one statement: its replies. */
  const attempt = (statement: Parsed, text: string): readonly PgReply[] => {
    if (block.state() === 'failed' && !['commit', 'rollback'].includes(statement.kind)) {
      throw aborted();
    }
    const isInTransaction = block.current() !== undefined;
    const simple =
      block.control(statement) ??
      changeDatabases({ server, database, user, isInTransaction, notice }, statement);
    if (simple !== undefined) return [simple];
    refuseChange(database, block.current(), statement);
    const isDefinition = defines(statement);
    const explained = explainOf(statement, text);
    if (explained !== undefined) {
      const scratch = transactions.begin();
      try {
        return [explain(envOf(scratch, text), explained)];
      } finally {
        transactions.rollback(scratch);
      }
    }
    const isChange = statement.kind !== 'query' && (statement.kind !== 'own' || isDefinition);
    return inTransaction(isChange, isDefinition, (transaction) => {
      lockTables(database.locks, catalog, transaction, statement);
      if (statement.kind === 'own') setAccess(transaction, statement.own);
      return statement.kind === 'own'
        ? runOwn(own, statement.own)
        : data(named(statement as DataStatement), text, transaction);
    });
  };
  const stopIf = (client: PgClient): void => {
    if (!client.isCancelled()) return;
    throw new SqlFailure(pgError('57014', 'canceling statement due to user request'));
  };
  /** Waits for as long as the statement asked to. */
  function* sleepIt(client: PgClient): Program<void> {
    const seconds = session.fact('sleep');
    if (typeof seconds !== 'number') return;
    session.setFact('sleep', null);
    yield* untilOr(client.isCancelled, seconds * 1000);
    stopIf(client);
  }
  function* run<T>(client: PgClient, once: () => T): Program<T> {
    for (;;) {
      let holder: Transaction;
      try {
        return once();
      } catch (error) {
        if (!(error instanceof LockWait)) throw error;
        holder = error.holder;
      }
      const isFree = (): boolean => holder.state !== 'active' || client.isCancelled();
      yield* untilOr(isFree, LOCK_LIMIT_MS);
      stopIf(client);
      yield { delayMs: LOCK_POLL_MS };
    }
  }
  const copy = (
    statement: Parsed,
    piece: string,
    client: PgClient,
  ): Program<readonly PgReply[]> | undefined => {
    const asked = copyOf(statement, piece);
    if (asked === undefined) return undefined;
    if (block.state() === 'failed') throw aborted();
    const work = (isChange: boolean, run: (env: Env) => readonly PgReply[]) => {
      if (isChange) refuseInReadOnly(block.current(), 'COPY FROM');
      return inTransaction(isChange, false, (transaction) => run(envOf(transaction, '')));
    };
    return runCopy(server, catalog, asked, client, work);
  };
  return {
    database,
    user,
    *query(text, client) {
      const pieces = splitStatements(text).filter(({ hasText }) => hasText);
      if (pieces.length > 1) block.beginText();
      const tell = (): void => {
        for (const report of notices) client.send({ type: 'report', report });
        notices = [];
      };
      for (const [i, { text: piece, start }] of pieces.entries()) {
        let statement: Parsed | undefined;
        try {
          statement = plain(parseStatement(PG_DIALECT, unqualified(piece)));
          if (statement === undefined) continue;
          const asked = statement;
          const replies = yield* copy(asked, piece, client) ??
            run(client, () => attempt(asked, piece));
          yield* sleepIt(client);
          if (i === pieces.length - 1) block.endText();
          tell();
          for (const reply of replies) client.send(reply);
        } catch (error) {
          tell();
          block.fail();
          client.send({
            type: 'report',
            report: failureOf(catalog, error, { statement, piece, start, whole: text }),
          });
          return;
        }
      }
    },
    state: block.state,
    typesOf({ query }) {
      const scratch = transactions.begin();
      try {
        const outcome = executeStatement(envOf(scratch, ''), { kind: 'query', query });
        return outcome.kind === 'rows' ? outcome.columns.map(({ type }) => type) : [];
      } catch (error) {
        if (error instanceof SqlFailure || error instanceof LockWait) return [];
        throw error;
      } finally {
        transactions.rollback(scratch);
      }
    },
    end() {
      block.end();
      for (const table of temporary) {
        const schema = catalog.schemas.get(table.schema);
        const { name } = table.definition;
        if (schema?.tables.get(name) === table) schema.tables.delete(name);
      }
    },
  };
}
