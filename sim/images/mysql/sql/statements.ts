import {
  type Cursor,
  type Expr,
  lookup,
  type Options,
  parseDatabaseOptions,
  SqlFailure,
  type TableName,
} from '../../../sql/index.ts';
import { CHARSETS, charsetName } from '../engine/collations.ts';
import { type AccountStatement, parseAccountStatement } from './account-statements.ts';
import { type Account, parseAccount } from './accounts.ts';
import type { Maker } from './maker.ts';
import { parseReplication, type ReplicationStatement } from './replication-statements.ts';
import { parseSetRole } from './role-statements.ts';
import { parseShow, type Show } from './show-statements.ts';
import { verifyCharset } from './table-rules.ts';

/** One `name = value` of SET. */
export interface Setting {
  readonly scope: 'user' | 'session' | 'global' | 'default';
  readonly name: string;
  /** A bare word (`ON`) stands for its own text. */
  readonly value: Expr | string;
}

/** What only MySQL has. */
export type OwnStatement =
  | { readonly kind: 'use'; readonly name: string }
  | { readonly kind: 'set'; readonly settings: readonly Setting[] }
  | {
      readonly kind: 'set password';
      readonly account: Account | undefined;
      readonly password: string;
    }
  /** `next` is for the next transaction only. */
  | {
      readonly kind: 'set isolation';
      readonly level: string;
      readonly scope: 'next' | 'session' | 'global';
      /** Undefined: as before. */
      readonly isReadOnly: boolean | undefined;
    }
  | { readonly kind: 'show'; readonly show: Show }
  | { readonly kind: 'describe'; readonly table: TableName; readonly column: string }
  | { readonly kind: 'kill'; readonly id: number; readonly isQuery: boolean }
  | {
      readonly kind: 'lock tables';
      readonly tables: readonly { readonly name: TableName; readonly isWrite: boolean }[];
    }
  | { readonly kind: 'call'; readonly name: TableName }
  | {
      readonly kind: 'drop stored';
      readonly what: 'procedure' | 'function' | 'trigger' | 'event';
      readonly name: TableName;
      readonly ifExists: boolean;
    }
  /** `''`: the current one. */
  | { readonly kind: 'alter database'; readonly name: string; readonly options: Options }
  | { readonly kind: 'unlock tables' }
  | { readonly kind: 'shutdown' }
  | { readonly kind: 'prepare'; readonly name: string; readonly text: Expr }
  | { readonly kind: 'execute'; readonly name: string; readonly using: readonly string[] }
  | { readonly kind: 'deallocate'; readonly name: string }
  | { readonly kind: 'do'; readonly exprs: readonly Expr[] }
  | {
      readonly kind: 'maintain';
      readonly what: 'analyze' | 'check' | 'optimize' | 'repair';
      readonly tables: readonly TableName[];
    }
  | { readonly kind: 'checksum'; readonly tables: readonly TableName[] }
  /** Accepted, and without an effect in the simulator: FLUSH, and the like. */
  | { readonly kind: 'nothing'; readonly what: string }
  | AccountStatement
  | ReplicationStatement;

const bareWord = (cursor: Cursor): string | undefined => {
  const token = cursor.peek();
  const after = cursor.peek(1);
  const isAlone = after.type === 'end' || after.word === ',' || after.word === ';';
  return token.type === 'word' && isAlone ? cursor.next().value : undefined;
};

function parseSetting(cursor: Cursor): Setting {
  const token = cursor.peek();
  let scope: Setting['scope'] = 'default';
  let name: string;
  if (token.type === 'user variable') {
    cursor.next();
    scope = 'user';
    name = token.value.toLowerCase();
  } else if (token.type === 'variable') {
    cursor.next();
    const parts = /^(?:(global|session|local|persist)\.)?(.*)$/i.exec(token.value);
    if (parts?.[1] !== undefined) scope = /global|persist/i.test(parts[1]) ? 'global' : 'session';
    name = (parts?.[2] ?? '').toLowerCase();
  } else {
    const word = cursor.acceptAny('global', 'session', 'local', 'persist', 'persist_only');
    if (word !== undefined) scope = /global|persist/.test(word) ? 'global' : 'session';
    name = cursor.name().toLowerCase();
    if (cursor.accept('.')) name = `${name}.${cursor.name().toLowerCase()}`;
  }
  if (cursor.acceptAny('=', ':=') === undefined) cursor.fail();
  const word = scope === 'user' ? undefined : bareWord(cursor);
  return { scope, name, value: word ?? cursor.expression() };
}

function parseLevel(cursor: Cursor): string {
  cursor.expect('isolation', 'level');
  const first = cursor.acceptAny('read', 'repeatable', 'serializable');
  if (first === undefined) return cursor.fail();
  if (first === 'serializable') return 'SERIALIZABLE';
  const second = cursor.acceptAny(...(first === 'read' ? ['committed', 'uncommitted'] : ['read']));
  return second === undefined ? cursor.fail() : `${first}-${second}`.toUpperCase();
}

function parseIsolation(cursor: Cursor, scope: 'next' | 'session' | 'global'): OwnStatement {
  let level = '';
  let isReadOnly: boolean | undefined;
  do {
    if (level === '' && cursor.is('isolation')) level = parseLevel(cursor);
    else if (isReadOnly === undefined && cursor.accept('read', 'only')) isReadOnly = true;
    else if (isReadOnly === undefined && cursor.accept('read', 'write')) isReadOnly = false;
    else cursor.fail();
  } while (cursor.accept(','));
  return { kind: 'set isolation', level, scope, isReadOnly };
}

function parseSet(cursor: Cursor): OwnStatement {
  cursor.expect('set');
  if (cursor.accept('names') || cursor.accept('charset') || cursor.accept('character', 'set')) {
    const given = cursor.next().value;
    const collate = cursor.accept('collate') ? cursor.next().value.toLowerCase() : '';
    verifyCharset(given, collate);
    cursor.deprecate(given.toLowerCase());
    const charset = charsetName(/^default$/i.test(given) ? 'latin1' : given);
    const usual = CHARSETS.find(({ name }) => name === charset)?.collation ?? '';
    const names = ['client', 'connection', 'results'].map((what) => `character_set_${what}`);
    const values = [...names.map((name) => [name, charset] as const)];
    values.push(['collation_connection', collate === '' ? usual : collate]);
    return {
      kind: 'set',
      settings: values.map(([name, value]) => ({ scope: 'session', name, value })),
    };
  }
  if (cursor.accept('password')) {
    const account = cursor.accept('for') ? parseAccount(cursor) : undefined;
    cursor.expect('=');
    return { kind: 'set password', account, password: cursor.string() };
  }
  if (cursor.is('role') || cursor.is('default', 'role')) return parseSetRole(cursor);
  const mark = cursor.mark();
  const scope = cursor.acceptAny('global', 'session', 'local');
  if (cursor.accept('transaction')) {
    const where = scope === 'global' ? 'global' : scope === undefined ? 'next' : 'session';
    return parseIsolation(cursor, where);
  }
  cursor.reset(mark);
  const settings = [parseSetting(cursor)];
  while (cursor.accept(',')) settings.push(parseSetting(cursor));
  return { kind: 'set', settings };
}

function parseDescribe(cursor: Cursor): OwnStatement {
  cursor.next();
  const table = cursor.tableName();
  const isColumn = cursor.isName() || cursor.peek().type === 'string';
  return { kind: 'describe', table, column: isColumn ? cursor.next().value : '' };
}

function tableNames(cursor: Cursor): TableName[] {
  const tables = [cursor.tableName()];
  while (cursor.accept(',')) tables.push(cursor.tableName());
  return tables;
}

function parseLock(cursor: Cursor): OwnStatement | undefined {
  cursor.expect('lock');
  if (cursor.acceptAny('tables', 'table') === undefined) {
    if (!cursor.accept('instance', 'for', 'backup')) cursor.fail();
    return { kind: 'nothing', what: 'LOCK INSTANCE' };
  }
  const tables: { name: TableName; isWrite: boolean }[] = [];
  do {
    const name = cursor.tableName();
    if (cursor.accept('as') || cursor.isName()) cursor.name();
    const how = cursor.acceptAny('read', 'write');
    if (how === undefined) cursor.fail();
    tables.push({ name, isWrite: how === 'write' });
    cursor.accept('local');
  } while (cursor.accept(','));
  return { kind: 'lock tables', tables };
}

function parsePrepared(cursor: Cursor): OwnStatement {
  const what = cursor.next().word;
  if (what === 'prepare') {
    const name = cursor.name();
    cursor.expect('from');
    return { kind: 'prepare', name, text: cursor.expression() };
  }
  if (what !== 'execute') {
    cursor.expect('prepare');
    return { kind: 'deallocate', name: cursor.name() };
  }
  const name = cursor.name();
  const using: string[] = [];
  if (cursor.accept('using')) {
    do {
      if (cursor.peek().type !== 'user variable') cursor.fail();
      using.push(cursor.next().value.toLowerCase());
    } while (cursor.accept(','));
  }
  return { kind: 'execute', name, using };
}

function parseDo(cursor: Cursor): OwnStatement {
  cursor.expect('do');
  const exprs = [cursor.expression()];
  while (cursor.accept(',')) exprs.push(cursor.expression());
  return { kind: 'do', exprs };
}

const maintain =
  (what: 'analyze' | 'check' | 'optimize' | 'repair') =>
  (cursor: Cursor): OwnStatement => {
    cursor.next();
    cursor.acceptAny('local', 'no_write_to_binlog');
    if (cursor.acceptAny('table', 'tables') === undefined) cursor.fail();
    return { kind: 'maintain', what, tables: tableNames(cursor) };
  };

const FLUSHED = ['privileges', 'tables', 'table', 'logs', 'status', 'hosts', 'binary'];

function parseFlush(cursor: Cursor): OwnStatement {
  cursor.expect('flush');
  const mark = cursor.mark();
  cursor.acceptAny('local', 'no_write_to_binlog');
  if (cursor.accept('logs') || cursor.accept('binary', 'logs')) {
    return { kind: 'flush binary logs' };
  }
  cursor.reset(mark);
  cursor.acceptAny('local', 'no_write_to_binlog');
  const what = cursor.acceptAny(...FLUSHED, 'engine', 'error', 'slow', 'general', 'relay');
  if (what === undefined) return cursor.fail();
  while (!cursor.isEnd()) cursor.next();
  return { kind: 'nothing', what: `FLUSH ${what === 'table' ? 'TABLES' : what.toUpperCase()}` };
}

function parseAlterOther(cursor: Cursor): OwnStatement | undefined {
  if (cursor.is('alter', 'user')) return parseAccountStatement(cursor);
  if (!cursor.accept('alter', 'database') && !cursor.accept('alter', 'schema')) return undefined;
  const name = DATABASE_OPTIONS.has(cursor.peek().word) ? '' : cursor.name();
  if (cursor.is('read', 'only')) refuse(cursor, 'READ ONLY of a database');
  if (cursor.isEnd()) cursor.fail();
  return { kind: 'alter database', name, options: parseDatabaseOptions(cursor) };
}

const DATABASE_OPTIONS: ReadonlySet<string> = new Set([
  ...['default', 'character', 'charset', 'collate', 'encryption', 'read'],
]);

const UNSUPPORTED = ['procedure', 'function', 'trigger', 'event', 'definer', 'server'];

/** What MySQL has and this one does not: it says so. */
function refuse(cursor: Cursor, what: string): never {
  throw new SqlFailure(cursor.dialect.errors.notSupported(what));
}

/** DROP of a routine, a trigger or an event. */
function parseDropStored(cursor: Cursor): OwnStatement | undefined {
  const mark = cursor.mark();
  cursor.expect('drop');
  const what = cursor.acceptAny('procedure', 'function', 'trigger', 'event');
  if (what === undefined) {
    cursor.reset(mark);
    return undefined;
  }
  const ifExists = cursor.accept('if', 'exists');
  return { kind: 'drop stored', what: what as 'event', name: cursor.tableName(), ifExists };
}

/** CREATE, DROP and ALTER of what is not modelled. */
function refuseObject(cursor: Cursor): undefined {
  const verb = cursor.peek().word;
  const object = cursor.peek(1).word;
  if (UNSUPPORTED.includes(object)) refuse(cursor, `${verb} ${object}`.toUpperCase());
  return undefined;
}

const refused = (what: string) => (cursor: Cursor) => refuse(cursor, what);

const STARTS = lookup<(cursor: Cursor, maker: Maker) => OwnStatement | undefined>({
  use: (cursor) => {
    cursor.next();
    return { kind: 'use', name: cursor.name() };
  },
  set: parseSet,
  show: (cursor, maker) => ({ kind: 'show', show: parseShow(cursor, maker) }),
  describe: parseDescribe,
  desc: parseDescribe,
  explain: parseDescribe,
  kill: (cursor) => {
    cursor.next();
    const what = cursor.acceptAny('connection', 'query');
    return { kind: 'kill', id: cursor.integer(), isQuery: what === 'query' };
  },
  lock: parseLock,
  unlock: (cursor) => {
    cursor.next();
    if (cursor.acceptAny('tables', 'table', 'instance') === undefined) cursor.fail();
    return { kind: 'unlock tables' };
  },
  shutdown: (cursor) => {
    cursor.next();
    return { kind: 'shutdown' };
  },
  prepare: parsePrepared,
  execute: parsePrepared,
  deallocate: parsePrepared,
  do: parseDo,
  analyze: maintain('analyze'),
  check: maintain('check'),
  optimize: maintain('optimize'),
  repair: maintain('repair'),
  flush: parseFlush,
  create: (cursor) =>
    cursor.is('create', 'user') || cursor.is('create', 'role')
      ? parseAccountStatement(cursor)
      : refuseObject(cursor),
  drop: (cursor) =>
    cursor.is('drop', 'user') || cursor.is('drop', 'role')
      ? parseAccountStatement(cursor)
      : (parseDropStored(cursor) ?? refuseObject(cursor)),
  call: (cursor) => {
    cursor.next();
    const name = cursor.tableName();
    while (!cursor.isEnd()) cursor.next();
    return { kind: 'call', name };
  },
  handler: refused('HANDLER'),
  load: refused('LOAD DATA'),
  checksum: (cursor) => {
    cursor.next();
    if (cursor.acceptAny('table', 'tables') === undefined) cursor.fail();
    return { kind: 'checksum', tables: tableNames(cursor) };
  },
  rename: (cursor) => (cursor.is('rename', 'user') ? parseAccountStatement(cursor) : undefined),
  alter: parseAlterOther,
  grant: parseAccountStatement,
  revoke: parseAccountStatement,
  change: parseReplication,
  start: parseReplication,
  stop: parseReplication,
  reset: parseReplication,
  purge: parseReplication,
});

/** Reads a statement that only MySQL has; undefined when none begins here. */
export function parseOwn(cursor: Cursor, maker: Maker): OwnStatement | undefined {
  const { type, word } = cursor.peek();
  return type === 'word' ? STARTS.get(word)?.(cursor, maker) : undefined;
}
