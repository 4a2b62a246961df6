import type { Program } from '../../../kernel/index.ts';
import { untilOr } from '../../../kernel/index.ts';
import {
  type AnyStatement,
  type DataStatement,
  type Env,
  executeStatement,
  LockWait,
  type Outcome,
  parseStatement,
  rememberDefinitions,
  type SessionFacts,
  type SqlError,
  SqlFailure,
  type SqlType,
  type Transaction,
  typeOf,
  undoDefinitions,
  type Value,
} from '../../../sql/index.ts';
import { splitStatements } from '../split.ts';
import { type OwnStatement, PG_DIALECT } from '../sql/dialect.ts';
import { pgError } from '../sql/errors.ts';
import { display } from '../sql/semantics.ts';
import { UnknownType } from '../sql/types.ts';
import type { PgReply, PgReport, PgTable } from '../wire.ts';
import { explained } from './explain.ts';
import { runOwn } from './own.ts';
import { placed } from './places.ts';
import { addDatabase, type PgDatabase, type PgServer, saveDatabase, saveGlobal } from './server.ts';

type Parsed = AnyStatement<OwnStatement>;

/** `abort` is another word for `rollback`. */
const plain = (statement: Parsed | undefined): Parsed | undefined =>
  statement?.kind === 'own' && statement.own.words[0] === 'abort'
    ? { kind: 'rollback', to: undefined }
    : statement;

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
  /** Runs a text of statements; `send` gets each reply as it comes. */
  query(text: string, send: (reply: PgReply) => void): Program<void>;
  state(): 'idle' | 'open' | 'failed';
  /** Undoes what is open. */
  end(): void;
}

const LOCK_POLL_MS = 10;
const LOCK_LIMIT_MS = 24 * 3_600_000;

export const reportOf = (error: SqlError, severity: PgReport['severity'] = 'ERROR'): PgReport => ({
  severity,
  state: error.state,
  message: error.message,
  detail: error.detail,
  hint: hintOf(error),
  at: error.at,
});

const HINTS: Readonly<Record<string, string>> = {
  '2BP01': 'Use DROP ... CASCADE to drop the dependent objects too.',
  '42804': 'You will need to rewrite or cast the expression.',
  '53100': 'Check free disk space.',
};

function hintOf({ state, detail, hint }: SqlError): string {
  if (hint !== '') return hint;
  const referring = /^Table "(.*?)" references/.exec(detail)?.[1];
  if (referring !== undefined) {
    return `Truncate table "${referring}" at the same time, or use TRUNCATE ... CASCADE.`;
  }
  if (state === '42883') {
    return (
      'No function matches the given name and argument types. You might need to add explicit ' +
      'type casts.'
    );
  }
  return HINTS[state] ?? '';
}

const isRight = ({ family }: SqlType): boolean =>
  family === 'integer' || family === 'decimal' || family === 'double';

/** A time with its zone, which is always that of the world. */
const cellText = (value: Value, type: SqlType): string | null => {
  if (value === null) return null;
  const text = display(value);
  if (type.family !== 'datetime') return text;
  return `${text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')}${type.name === 'timestamptz' ? '+00' : ''}`;
};

const tableOf = (outcome: Extract<Outcome, { kind: 'rows' }>): PgTable => ({
  columns: outcome.columns.map(({ name, type }) => ({ name, isRight: isRight(type) })),
  rows: outcome.rows.map((row) =>
    row.map((value, i) => cellText(value, outcome.columns[i]?.type as SqlType)),
  ),
});

function tagOf(statement: DataStatement, outcome: Extract<Outcome, { kind: 'done' }>): string {
  switch (statement.kind) {
    case 'insert':
      return `INSERT 0 ${outcome.affected}`;
    case 'update':
      return `UPDATE ${outcome.counts.matched}`;
    case 'delete':
      return `DELETE ${outcome.affected}`;
    case 'create table':
      return statement.query === undefined ? 'CREATE TABLE' : `SELECT ${outcome.affected}`;
    case 'truncate':
      return 'TRUNCATE TABLE';
    case 'rename table':
      return 'ALTER TABLE';
    case 'drop table':
      return statement.what === 'view' ? 'DROP VIEW' : 'DROP TABLE';
    default:
      return statement.kind.toUpperCase();
  }
}

const DEFINES: ReadonlySet<string> = new Set([
  ...['create table', 'drop table', 'truncate', 'alter table', 'rename table', 'create index'],
  ...['drop index', 'create view'],
]);

/** Whether a statement changes what is kept besides rows, so that its transaction undoes it. */
function defines(statement: Parsed): boolean {
  if (statement.kind !== 'own') return DEFINES.has(statement.kind);
  const [verb = '', what = ''] = statement.own.words;
  return ['create', 'alter', 'drop'].includes(verb) && ['schema', 'sequence'].includes(what);
}

const aborted = (): SqlError =>
  pgError(
    '25P02',
    'current transaction is aborted, commands ignored until end of transaction block',
  );

export function createSession(server: PgServer, database: PgDatabase, user: string): PgSession {
  const { catalog } = database;
  const { transactions } = catalog;
  const settings = new Map<string, string>();
  /** What functions of this session have to remember: the last values of sequences. */
  const learned = new Map<string, Value>();
  let usedSequence = false;
  let open: Transaction | undefined;
  let isFailed = false;
  let notices: PgReport[] = [];

  const facts: Readonly<Record<string, () => Value>> = {
    version: () =>
      `PostgreSQL ${server.version} on x86_64-pc-linux-gnu, compiled by gcc (Debian 12.2.0-14) ` +
      '12.2.0, 64-bit',
    database: () => database.name,
    user: () => user,
    schema: () => 'public',
    address: () => server.address,
    client: () => null,
  };
  const session: SessionFacts = {
    schema: () => 'public',
    variable: (_scope, name) => ({
      value: settings.get(name) ?? null,
      type: typeOf('text', 'text'),
    }),
    assign: () => undefined,
    check: () => undefined,
    fact: (name) => facts[name]?.() ?? learned.get(name) ?? null,
    setFact(name, value) {
      learned.set(name, value);
      usedSequence = true;
    },
  };
  const envOf = (transaction: Transaction, text: string): Env => ({
    dialect: PG_DIALECT,
    catalog,
    transaction,
    session,
    nowEpochMs: server.clock.epochMs(),
    prng: server.prng,
    warn: (level, _code, message, detail = '') => {
      const severity = level === 'Note' ? 'NOTICE' : 'WARNING';
      const skipped = message.replace(/" already exists$/, '" already exists, skipping');
      notices.push(reportOf(pgError('00000', skipped, { detail }), severity));
    },
    parameters: [],
    text,
  });
  const save = (): void => {
    const full = saveDatabase(server, database);
    if (full === undefined) return;
    throw new SqlFailure(
      pgError('53100', `could not extend file "${full}": No space left on device`),
    );
  };
  const commit = (transaction: Transaction): void => {
    transactions.commit(transaction);
    save();
  };
  const control = (statement: Parsed): PgReply | undefined => {
    switch (statement.kind) {
      case 'begin':
        if (open !== undefined) {
          warn('25001', 'there is already a transaction in progress');
        } else open = transactions.begin();
        return { type: 'done', tag: 'BEGIN' };
      case 'commit': {
        if (open === undefined) warn('25P01', 'there is no transaction in progress');
        else if (isFailed) transactions.rollback(open);
        else commit(open);
        const tag = isFailed ? 'ROLLBACK' : 'COMMIT';
        open = undefined;
        isFailed = false;
        return { type: 'done', tag };
      }
      case 'rollback':
        if (statement.to !== undefined) return backTo(statement.to);
        if (open === undefined) warn('25P01', 'there is no transaction in progress');
        else transactions.rollback(open);
        open = undefined;
        isFailed = false;
        return { type: 'done', tag: 'ROLLBACK' };
      case 'savepoint':
        if (open === undefined) {
          throw new SqlFailure(
            pgError('25P01', 'SAVEPOINT can only be used in transaction blocks'),
          );
        }
        open.savepoints.push({ name: statement.name, length: open.undo.length });
        return { type: 'done', tag: 'SAVEPOINT' };
      case 'release':
        return { type: 'done', tag: 'RELEASE' };
      default:
        return undefined;
    }
  };
  const warn = (state: string, message: string): void => {
    notices.push(reportOf(pgError(state, message), 'WARNING'));
  };
  const notice = (message: string, detail = ''): void => {
    notices.push(reportOf(pgError('00000', message, { detail }), 'NOTICE'));
  };
  const backTo = (name: string): PgReply => {
    const point = open?.savepoints.findLast((each) => each.name === name);
    if (open === undefined || point === undefined) {
      throw new SqlFailure(pgError('3B001', `savepoint "${name}" does not exist`));
    }
    transactions.undoTo(open, point.length);
    isFailed = false;
    return { type: 'done', tag: 'ROLLBACK' };
  };
  const databases = (statement: Parsed): PgReply | undefined => {
    if (statement.kind !== 'create database' && statement.kind !== 'drop database')
      return undefined;
    const { name } = statement;
    const isCreating = statement.kind === 'create database';
    const role = server.roles.get(user);
    if (isCreating && !role?.isSuper && !role?.canCreateDatabase) {
      throw new SqlFailure(pgError('42501', 'permission denied to create database'));
    }
    if (open !== undefined) {
      const what = isCreating ? 'CREATE DATABASE' : 'DROP DATABASE';
      throw new SqlFailure(pgError('25001', `${what} cannot run inside a transaction block`));
    }
    const known = server.databases.get(name);
    if (isCreating) {
      if (known) throw new SqlFailure(PG_DIALECT.errors.databaseExists(name));
      const made = addDatabase(server, name, user);
      saveDatabase(server, made);
      saveGlobal(server);
      return { type: 'done', tag: 'CREATE DATABASE' };
    }
    if (known === undefined) {
      const error = PG_DIALECT.errors.cannotDropDatabase(name);
      if (!statement.ifExists) throw new SqlFailure(error);
      notices.push(reportOf({ ...error, message: `${error.message}, skipping` }, 'NOTICE'));
      return { type: 'done', tag: 'DROP DATABASE' };
    }
    if (known === database) {
      throw new SqlFailure(pgError('55006', 'cannot drop the currently open database'));
    }
    if (known.clients > 0) {
      const many =
        known.clients === 1 ? 'is 1 other session' : `are ${known.clients} other sessions`;
      throw new SqlFailure(
        pgError('55006', `database "${name}" is being accessed by other users`, {
          detail: `There ${many} using the database.`,
        }),
      );
    }
    server.databases.delete(name);
    saveGlobal(server);
    return { type: 'done', tag: 'DROP DATABASE' };
  };
  const data = (
    statement: DataStatement,
    text: string,
    transaction: Transaction,
  ): readonly PgReply[] => {
    const outcome = executeStatement(envOf(transaction, text), statement);
    if (outcome.kind === 'rows') {
      return [{ type: 'rows', table: tableOf(outcome), tag: `SELECT ${outcome.rows.length}` }];
    }
    const tag = tagOf(statement, outcome);
    const { returned } = outcome;
    return returned === undefined
      ? [{ type: 'done', tag }]
      : [{ type: 'rows', table: tableOf(returned), tag }];
  };
  const explain = (asked: Extract<Parsed, { kind: 'explain' }>, text: string): PgReply => {
    const { statement, isAnalyze } = asked;
    if (isAnalyze || statement.kind !== 'query') {
      const message = 'ordinal: EXPLAIN is modelled for queries, without ANALYZE';
      throw new SqlFailure(pgError('0A000', message));
    }
    const transaction = transactions.begin();
    try {
      // What the query refuses is refused here as well.
      executeStatement(envOf(transaction, text), statement);
    } catch (error) {
      if (!(error instanceof LockWait)) throw error;
      const message = 'ordinal: EXPLAIN of a query that waits for a lock is not modelled';
      throw new SqlFailure(pgError('0A000', message));
    } finally {
      transactions.rollback(transaction);
    }
    const tableOf = (schema: string, name: string) =>
      catalog.schemas.get(schema || 'public')?.tables.get(name);
    return explained(statement.query, tableOf);
  };
  /** Runs one statement: its replies, or whom it has to wait for. */
  const attempt = (statement: Parsed, text: string): readonly PgReply[] | LockWait => {
    if (isFailed && !['commit', 'rollback'].includes(statement.kind)) {
      throw new SqlFailure(aborted());
    }
    const simple = control(statement) ?? databases(statement);
    if (simple !== undefined) return [simple];
    const own = { server, database, user, settings, notice };
    const isDefinition = defines(statement);
    if (statement.kind === 'own' && !isDefinition) return runOwn(own, statement.own);
    if (statement.kind === 'explain') return [explain(statement, text)];
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
      const replies =
        statement.kind === 'own'
          ? runOwn(own, statement.own)
          : data(named(statement as DataStatement), text, transaction);
      keepUndo();
      const isChange = statement.kind !== 'query';
      if (open === undefined && (isChange || usedSequence)) commit(transaction);
      else if (open === undefined) transactions.rollback(transaction);
      return replies;
    } catch (error) {
      if (transaction.state === 'active') keepUndo();
      if (open === undefined && transaction.state === 'active') transactions.rollback(transaction);
      else transactions.undoTo(transaction, length);
      if (error instanceof LockWait) return error;
      throw error;
    }
  };
  function* run(statement: Parsed, text: string): Program<readonly PgReply[]> {
    for (;;) {
      const result = attempt(statement, text);
      if (!(result instanceof LockWait)) return result;
      const { holder } = result;
      yield* untilOr(() => holder.state !== 'active', LOCK_LIMIT_MS);
      yield { delayMs: LOCK_POLL_MS };
    }
  }
  const widthOf = (table: string): number =>
    catalog.schemas.get('public')?.tables.get(table)?.definition.columns.length ?? 0;
  const failure = (
    error: unknown,
    statement: Parsed | undefined,
    piece: string,
    start: number,
    whole: string,
  ): PgReport => {
    if (error instanceof UnknownType) {
      const at = error.at + start;
      return reportOf(pgError('42704', `type "${error.typeName}" does not exist`, { at }));
    }
    if (!(error instanceof SqlFailure)) throw error;
    const found = placed(error.error, statement, piece, widthOf);
    const at = found.at < 0 ? -1 : found.at + start;
    const isAtEnd = found.message === 'syntax error at end of input' && whole.charAt(at) === ';';
    const message = isAtEnd ? 'syntax error at or near ";"' : found.message;
    return reportOf({ ...found, message, at });
  };
  return {
    database,
    user,
    *query(text, send) {
      for (const { text: piece, start, hasText } of splitStatements(text)) {
        if (!hasText) continue;
        notices = [];
        let replies: readonly PgReply[] = [];
        let statement: Parsed | undefined;
        try {
          statement = plain(parseStatement(PG_DIALECT, piece));
          if (statement !== undefined) replies = yield* run(statement, piece);
        } catch (error) {
          for (const report of notices) send({ type: 'report', report });
          if (open !== undefined) isFailed = true;
          send({ type: 'report', report: failure(error, statement, piece, start, text) });
          return;
        }
        for (const report of notices) send({ type: 'report', report });
        for (const reply of replies) send(reply);
      }
    },
    state: () => (open === undefined ? 'idle' : isFailed ? 'failed' : 'open'),
    end() {
      if (open !== undefined) transactions.rollback(open);
      open = undefined;
    },
  };
}
