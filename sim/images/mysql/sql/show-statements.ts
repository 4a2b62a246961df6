import { type Cursor, type Expr, SqlFailure, type TableName } from '../../../sql/index.ts';
import { type Account, parseAccount } from './accounts.ts';
import { mysqlError } from './errors.ts';
import { knowsBinaryLogStatus, knowsOldWords, type Maker } from './maker.ts';

/** What rows of a SHOW are kept. */
export interface Filter {
  readonly like: string | undefined;
  readonly where: Expr | undefined;
}

export type Show =
  | ({ readonly what: 'databases' } & Filter)
  | ({ readonly what: 'tables'; readonly schema: string; readonly isFull: boolean } & Filter)
  | ({ readonly what: 'table status'; readonly schema: string } & Filter)
  | ({ readonly what: 'columns'; readonly table: TableName; readonly isFull: boolean } & Filter)
  | ({ readonly what: 'index'; readonly table: TableName } & Filter)
  | { readonly what: 'create table'; readonly table: TableName; readonly isView: boolean }
  | { readonly what: 'create database'; readonly name: string; readonly ifNotExists: boolean }
  | { readonly what: 'create user'; readonly account: Account }
  | ({ readonly what: 'variables' | 'status'; readonly isGlobal: boolean } & Filter)
  | ({ readonly what: 'character set' | 'collation' } & Filter)
  | { readonly what: 'processlist'; readonly isFull: boolean }
  | { readonly what: 'warnings' | 'errors'; readonly isCount: boolean }
  | {
      readonly what: 'grants';
      readonly account: Account | undefined;
      /** Roles whose grants are shown with those of the account. */
      readonly using: readonly Account[];
    }
  | { readonly what: 'engines' | 'plugins' | 'binary logs' | 'source status' | 'replicas' }
  | { readonly what: 'replica status'; readonly isOld: boolean }
  | {
      readonly what: 'binlog events';
      /** '' for the oldest. */
      readonly file: string;
      readonly from: number;
      readonly offset: number;
      readonly limit: number | undefined;
    }
  | { readonly what: 'innodb status' }
  | ({ readonly what: 'nothing'; readonly columns: readonly string[] } & Filter);

function parseFilter(cursor: Cursor): Filter {
  if (cursor.accept('like')) return { like: cursor.string(), where: undefined };
  const where = cursor.accept('where') ? cursor.expression() : undefined;
  return { like: undefined, where };
}

const parseFrom = (cursor: Cursor): string =>
  cursor.acceptAny('from', 'in') === undefined ? '' : cursor.name();

function parseTableOf(cursor: Cursor): TableName {
  if (cursor.acceptAny('from', 'in') === undefined) cursor.fail();
  const table = cursor.tableName();
  const schema = parseFrom(cursor);
  return schema === '' ? table : { ...table, schema };
}

/** There is none of what the simulator does not keep. */
function refuseStored(what: string, name: string): never {
  if (what === 'trigger') throw new SqlFailure(mysqlError(1360, 'HY000', 'Trigger does not exist'));
  throw new SqlFailure(
    what === 'event'
      ? mysqlError(1539, 'HY000', `Unknown event '${name}'`)
      : mysqlError(1305, '42000', `${what.toUpperCase()} ${name} does not exist`),
  );
}

function parseCreate(cursor: Cursor): Show {
  const what = cursor.acceptAny('table', 'view');
  if (what !== undefined) {
    return { what: 'create table', table: cursor.tableName(), isView: what === 'view' };
  }
  const stored = cursor.acceptAny('procedure', 'function', 'trigger', 'event');
  if (stored !== undefined) return refuseStored(stored, cursor.tableName().name);
  if (cursor.accept('user')) return { what: 'create user', account: parseAccount(cursor) };
  if (cursor.acceptAny('database', 'schema') === undefined) cursor.fail();
  const ifNotExists = cursor.accept('if', 'not', 'exists');
  return { what: 'create database', name: cursor.name(), ifNotExists };
}

function parseFullShow(cursor: Cursor, isFull: boolean): Show {
  if (cursor.accept('tables')) {
    const schema = parseFrom(cursor);
    return { what: 'tables', schema, isFull, ...parseFilter(cursor) };
  }
  if (cursor.acceptAny('columns', 'fields') !== undefined) {
    const table = parseTableOf(cursor);
    return { what: 'columns', table, isFull, ...parseFilter(cursor) };
  }
  cursor.expect('processlist');
  return { what: 'processlist', isFull };
}

const NOTHING: readonly (readonly [words: readonly string[], columns: readonly string[]])[] = [
  [
    ['triggers'],
    ['Trigger', 'Event', 'Table', 'Statement', 'Timing', 'Created', 'sql_mode', 'Definer'],
  ],
  [['events'], ['Db', 'Name', 'Definer', 'Time zone', 'Type', 'Status']],
  [
    ['procedure', 'status'],
    ['Db', 'Name', 'Type', 'Definer', 'Modified', 'Created'],
  ],
  [
    ['function', 'status'],
    ['Db', 'Name', 'Type', 'Definer', 'Modified', 'Created'],
  ],
  [
    ['open', 'tables'],
    ['Database', 'Table', 'In_use', 'Name_locked'],
  ],
];

function parseBinlogEvents(cursor: Cursor): Show {
  const file = cursor.accept('in') ? cursor.string() : '';
  const from = cursor.accept('from') ? cursor.integer() : 4;
  let offset = 0;
  let limit: number | undefined;
  if (cursor.accept('limit')) {
    limit = cursor.integer();
    if (cursor.accept(',')) {
      offset = limit;
      limit = cursor.integer();
    } else if (cursor.accept('offset')) offset = cursor.integer();
  }
  return { what: 'binlog events', file, from, offset, limit };
}

/** What a SHOW tells of replication; the words depend on the server. */
function parseReplicationShow(cursor: Cursor, maker: Maker): Show | undefined {
  if (cursor.accept('binary', 'logs')) return { what: 'binary logs' };
  if (cursor.accept('binlog', 'events')) return parseBinlogEvents(cursor);
  if (knowsBinaryLogStatus(maker) && cursor.accept('binary', 'log', 'status')) {
    return { what: 'source status' };
  }
  if (maker.kind === 'mariadb' && cursor.accept('binlog', 'status')) {
    return { what: 'source status' };
  }
  const isOld = maker.kind === 'mariadb';
  if (cursor.accept('replica', 'status')) return { what: 'replica status', isOld };
  if (cursor.accept('replicas') || cursor.accept('replica', 'hosts')) return { what: 'replicas' };
  if (!knowsOldWords(maker)) return undefined;
  if (cursor.accept('master', 'logs')) return { what: 'binary logs' };
  if (cursor.accept('master', 'status')) return { what: 'source status' };
  if (cursor.accept('slave', 'status')) return { what: 'replica status', isOld: true };
  return cursor.accept('slave', 'hosts') ? { what: 'replicas' } : undefined;
}

function parseServerShow(cursor: Cursor, maker: Maker): Show | undefined {
  if (cursor.accept('engines') || cursor.accept('storage', 'engines')) return { what: 'engines' };
  if (cursor.accept('engine')) {
    cursor.name();
    cursor.expect('status');
    return { what: 'innodb status' };
  }
  if (cursor.accept('plugins')) return { what: 'plugins' };
  const replication = parseReplicationShow(cursor, maker);
  if (replication !== undefined) return replication;
  for (const [words, columns] of NOTHING) {
    if (!cursor.accept(...words)) continue;
    parseFrom(cursor);
    return { what: 'nothing', columns, ...parseFilter(cursor) };
  }
  return undefined;
}

/** `show …`. */
export function parseShow(cursor: Cursor, maker: Maker): Show {
  cursor.expect('show');
  if (cursor.acceptAny('databases', 'schemas') !== undefined) {
    return { what: 'databases', ...parseFilter(cursor) };
  }
  const isFull = cursor.acceptAny('full', 'extended') !== undefined;
  if (isFull || cursor.is('tables') || cursor.is('processlist'))
    return parseFullShow(cursor, isFull);
  if (cursor.is('columns') || cursor.is('fields')) return parseFullShow(cursor, false);
  if (cursor.accept('table', 'status')) {
    const schema = parseFrom(cursor);
    return { what: 'table status', schema, ...parseFilter(cursor) };
  }
  if (cursor.acceptAny('index', 'indexes', 'keys') !== undefined) {
    const table = parseTableOf(cursor);
    const where = cursor.accept('where') ? cursor.expression() : undefined;
    return { what: 'index', table, like: undefined, where };
  }
  if (cursor.accept('create')) return parseCreate(cursor);
  if (cursor.accept('grants')) {
    const account = cursor.accept('for') ? parseAccount(cursor) : undefined;
    const using = cursor.accept('using') ? [parseAccount(cursor)] : [];
    while (using.length > 0 && cursor.accept(',')) using.push(parseAccount(cursor));
    return { what: 'grants', account, using };
  }
  if (cursor.accept('count', '(', '*', ')')) {
    const what = cursor.acceptAny('warnings', 'errors');
    return what === undefined ? cursor.fail() : { what: what as 'warnings', isCount: true };
  }
  const messages = cursor.acceptAny('warnings', 'errors');
  if (messages !== undefined) {
    if (cursor.accept('limit')) cursor.integer();
    return { what: messages as 'warnings', isCount: false };
  }
  if (cursor.accept('character', 'set') || cursor.accept('charset')) {
    return { what: 'character set', ...parseFilter(cursor) };
  }
  if (cursor.accept('collation')) return { what: 'collation', ...parseFilter(cursor) };
  const scope = cursor.acceptAny('global', 'session', 'local');
  const list = cursor.acceptAny('variables', 'status');
  if (list !== undefined) {
    const isGlobal = scope === 'global';
    return { what: list as 'variables' | 'status', isGlobal, ...parseFilter(cursor) };
  }
  return (scope === undefined ? parseServerShow(cursor, maker) : undefined) ?? cursor.fail();
}
