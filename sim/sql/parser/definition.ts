import type {
  AlterAction,
  CheckSpec,
  ColumnPlace,
  ColumnSpec,
  CreateTable,
  ForeignKeySpec,
  KeySpec,
  Statement,
} from '../ast.ts';
import type { Cursor } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import {
  parseColumn,
  parseKey,
  parseTableOptions,
  parseTablePart,
  type TablePart,
} from './columns.ts';
import { bracketed, listOf } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import { parseQuery, startsQuery } from './select.ts';

const parseIfExists = (cursor: Cursor): boolean => cursor.accept('if', 'exists');
const parseIfNotExists = (cursor: Cursor): boolean => cursor.accept('if', 'not', 'exists');

interface Parts {
  readonly columns: ColumnSpec[];
  readonly keys: KeySpec[];
  readonly foreignKeys: ForeignKeySpec[];
  readonly checks: CheckSpec[];
}

function add(parts: Parts, part: TablePart): void {
  if (part.kind === 'key') parts.keys.push(part.key);
  else if (part.kind === 'check') parts.checks.push(part.check);
  else parts.foreignKeys.push(part.foreignKey);
}

function parseCreateTable(cursor: Cursor, isTemporary: boolean): CreateTable {
  const ifNotExists = parseIfNotExists(cursor);
  const table = cursor.tableName();
  const parts: Parts = { columns: [], keys: [], foreignKeys: [], checks: [] };
  const base = { kind: 'create table' as const, table, ifNotExists, isTemporary, ...parts };
  const none = { like: undefined, query: undefined, options: {} };
  if (cursor.accept('like')) return { ...base, ...none, like: cursor.tableName() };
  if (cursor.is('(', 'like')) {
    cursor.expect('(', 'like');
    const like = cursor.tableName();
    cursor.expect(')');
    return { ...base, ...none, like };
  }
  if (cursor.is('(') && !startsQuery(cursor)) {
    bracketed(cursor, () => {
      const part = parseTablePart(cursor);
      if (part === undefined) parts.columns.push(parseColumn(cursor));
      else add(parts, part);
    });
  }
  const options = parseTableOptions(cursor);
  if (cursor.is('partition', 'by')) {
    throw new SqlFailure(cursor.dialect.errors.notSupported('PARTITION BY'));
  }
  const hasQuery = cursor.accept('as') || startsQuery(cursor);
  return { ...base, like: undefined, options, query: hasQuery ? parseQuery(cursor) : undefined };
}

function parseCreateDatabase(cursor: Cursor): Statement {
  const ifNotExists = parseIfNotExists(cursor);
  const name = cursor.name();
  cursor.accept('with');
  return { kind: 'create database', name, ifNotExists, options: parseDatabaseOptions(cursor) };
}

/** What a database is to have, up to the end of the statement. */
export function parseDatabaseOptions(cursor: Cursor): Record<string, string> {
  const options: Record<string, string> = {};
  while (!cursor.isEnd()) {
    cursor.accept('default');
    const first = cursor.word();
    if (first === 'character') cursor.expect('set');
    const option = first === 'character' ? 'charset' : first;
    if (!DATABASE_OPTIONS.has(option)) {
      cursor.reset(cursor.mark() - 1);
      cursor.fail();
    }
    cursor.accept('=');
    options[option] = cursor.next().value;
  }
  return options;
}

const DATABASE_OPTIONS: ReadonlySet<string> = new Set([
  ...['charset', 'collate', 'encryption', 'owner', 'template', 'lc_collate', 'lc_ctype'],
  'tablespace',
]);

function parseCreateIndex(cursor: Cursor, kind: KeySpec['kind']): Statement {
  if (cursor.dialect.lexis.foldsNames) cursor.accept('concurrently');
  const ifNotExists = parseIfNotExists(cursor);
  const name = cursor.is('on') ? '' : cursor.name();
  if (cursor.accept('using')) cursor.next();
  cursor.expect('on');
  const table = cursor.tableName();
  if (cursor.accept('using')) cursor.next();
  const key = parseKey(cursor, kind, name);
  return { kind: 'create index', table, key: { ...key, name }, ifNotExists };
}

/** What stands before VIEW in a definition of MySQL; undefined when none follows. */
function parseViewHead(cursor: Cursor): ViewHead | undefined {
  let [algorithm, definer, security] = ['UNDEFINED', '', 'DEFINER'];
  if (!cursor.dialect.lexis.foldsNames) {
    if (cursor.accept('algorithm', '=')) algorithm = cursor.word().toUpperCase();
    if (cursor.accept('definer', '=')) {
      const { start } = cursor.peek();
      while (!cursor.isEnd() && !cursor.is('view') && !cursor.is('sql')) cursor.next();
      definer = cursor.text.slice(start, cursor.lastEnd()).replace(/['`"]/g, '');
      if (/^current_user/i.test(definer)) definer = '';
    }
    if (cursor.accept('sql', 'security')) security = cursor.word().toUpperCase();
  }
  return cursor.accept('view') ? { algorithm, definer, security } : undefined;
}

type ViewHead = Pick<
  Extract<Statement, { kind: 'create view' }>,
  'algorithm' | 'definer' | 'security'
>;

function parseCreateView(
  cursor: Cursor,
  head: ViewHead,
  orReplace: boolean,
  isAlter: boolean,
): Statement {
  const table = cursor.tableName();
  const columns = cursor.is('(') ? bracketed(cursor, () => cursor.name()) : [];
  cursor.expect('as');
  const { start } = cursor.peek();
  const query = parseQuery(cursor);
  const text = cursor.text.slice(start, cursor.lastEnd());
  let check: 'NONE' | 'CASCADED' | 'LOCAL' = 'NONE';
  if (cursor.accept('with')) {
    check = cursor.acceptAny('cascaded', 'local') === 'local' ? 'LOCAL' : 'CASCADED';
    cursor.expect('check', 'option');
  }
  const base = { kind: 'create view' as const, table, columns, query, text, check, isAlter };
  return { ...base, ...head, orReplace };
}

/** Where schemas are parts of databases, they are the dialect's own to read. */
const acceptDatabase = (cursor: Cursor): boolean =>
  cursor.accept('database') || (!cursor.dialect.lexis.foldsNames && cursor.accept('schema'));

/** `create …` of what all dialects have; undefined for the rest. */
export function parseCreate(cursor: Cursor): Statement | undefined {
  const mark = cursor.mark();
  cursor.expect('create');
  const orReplace = cursor.accept('or', 'replace');
  const head = parseViewHead(cursor);
  if (head !== undefined) return parseCreateView(cursor, head, orReplace, false);
  const isTemporary = cursor.acceptAny('temporary', 'temp') !== undefined;
  if (cursor.accept('table')) return parseCreateTable(cursor, isTemporary);
  if (acceptDatabase(cursor)) return parseCreateDatabase(cursor);
  if (cursor.accept('index')) return parseCreateIndex(cursor, 'index');
  if (cursor.accept('unique', 'index')) return parseCreateIndex(cursor, 'unique');
  if (cursor.accept('fulltext', 'index')) return parseCreateIndex(cursor, 'fulltext');
  cursor.reset(mark);
  return undefined;
}

/** `drop …`, likewise. */
export function parseDrop(cursor: Cursor): Statement | undefined {
  const mark = cursor.mark();
  cursor.expect('drop');
  cursor.accept('temporary');
  const what = cursor.acceptAny('table', 'tables', 'view');
  if (what !== undefined) {
    const ifExists = parseIfExists(cursor);
    const tables = listOf(cursor, () => cursor.tableName());
    const isCascading = cursor.acceptAny('restrict', 'cascade') === 'cascade';
    const kind = what === 'view' ? 'view' : 'table';
    return { kind: 'drop table', tables, ifExists, isCascading, what: kind };
  }
  if (acceptDatabase(cursor)) {
    const ifExists = parseIfExists(cursor);
    const name = cursor.name();
    if (cursor.accept('with')) bracketed(cursor, () => cursor.word());
    return { kind: 'drop database', name, ifExists };
  }
  if (cursor.accept('index')) {
    const ifExists = parseIfExists(cursor);
    const name = cursor.name();
    const table = cursor.accept('on') ? cursor.tableName() : undefined;
    return { kind: 'drop index', table, name, ifExists };
  }
  cursor.reset(mark);
  return undefined;
}

function parsePlace(cursor: Cursor): ColumnPlace {
  if (cursor.accept('first')) return { kind: 'first' };
  return cursor.accept('after') ? { kind: 'after', name: cursor.name() } : { kind: 'last' };
}

function parseAdd(cursor: Cursor): AlterAction[] {
  const part = cursor.is('column') ? undefined : parseTablePart(cursor);
  if (part !== undefined) {
    if (part.kind === 'key') return [{ kind: 'add key', key: part.key }];
    if (part.kind === 'check') return [{ kind: 'add check', check: part.check }];
    return [{ kind: 'add foreign key', foreignKey: part.foreignKey }];
  }
  cursor.accept('column');
  const isThere = cursor.dialect.altersIfExists && parseIfNotExists(cursor);
  const place = { kind: 'last' } as const;
  if (cursor.is('(')) {
    const columns = bracketed(cursor, () => parseColumn(cursor));
    return columns.map((column) => ({ kind: 'add column', column, place, ifNotExists: false }));
  }
  const column = parseColumn(cursor);
  return [{ kind: 'add column', column, place: parsePlace(cursor), ifNotExists: isThere }];
}

function parseAlterDrop(cursor: Cursor): AlterAction {
  if (cursor.accept('primary', 'key')) return { kind: 'drop primary key' };
  if (cursor.accept('foreign', 'key')) return { kind: 'drop foreign key', name: cursor.name() };
  const what = cursor.acceptAny('constraint', 'check');
  if (what !== undefined) {
    parseIfExists(cursor);
    const name = cursor.name();
    cursor.acceptAny('cascade', 'restrict');
    return { kind: 'drop constraint', name, what: what === 'check' ? 'check' : 'constraint' };
  }
  if (cursor.acceptAny('key', 'index') !== undefined) {
    return { kind: 'drop key', name: cursor.name() };
  }
  cursor.accept('column');
  const ifExists = cursor.dialect.altersIfExists && parseIfExists(cursor);
  const name = cursor.name();
  cursor.acceptAny('cascade', 'restrict');
  return { kind: 'drop column', name, ifExists };
}

function parseAlterColumn(cursor: Cursor): AlterAction {
  if (cursor.acceptAny('check', 'constraint') !== undefined) {
    const name = cursor.name();
    const isEnforced = !cursor.accept('not');
    cursor.expect('enforced');
    return { kind: 'enforce check', name, isEnforced };
  }
  if (cursor.acceptAny('index') !== undefined) {
    cursor.name();
    if (cursor.acceptAny('visible', 'invisible') === undefined) cursor.fail();
    return { kind: 'option', name: 'visible', value: '' };
  }
  cursor.accept('column');
  const name = cursor.name();
  if (cursor.accept('set', 'default')) {
    return { kind: 'set default', name, value: parseExpression(cursor) };
  }
  if (cursor.accept('drop', 'default')) return { kind: 'set default', name, value: undefined };
  if (cursor.accept('set', 'not', 'null')) return { kind: 'set null', name, isNullable: false };
  if (cursor.accept('drop', 'not', 'null')) return { kind: 'set null', name, isNullable: true };
  if (!cursor.accept('set', 'data')) cursor.accept('set');
  cursor.expect('type');
  return { kind: 'set type', name, type: cursor.dialect.parseType(cursor, 'column') };
}

function parseRename(cursor: Cursor): AlterAction {
  if (cursor.acceptAny('index', 'key') !== undefined) {
    const name = cursor.name();
    cursor.expect('to');
    return { kind: 'rename key', name, to: cursor.name() };
  }
  if (cursor.acceptAny('column') !== undefined) {
    const name = cursor.name();
    cursor.expect('to');
    return { kind: 'rename column', name, to: cursor.name() };
  }
  if (cursor.acceptAny('to', 'as') === undefined && cursor.peek(1).word === 'to') {
    const name = cursor.name();
    cursor.expect('to');
    return { kind: 'rename column', name, to: cursor.name() };
  }
  return { kind: 'rename table', table: cursor.tableName() };
}

function parseAction(cursor: Cursor): AlterAction[] {
  if (cursor.accept('add')) return parseAdd(cursor);
  if (cursor.accept('drop')) return [parseAlterDrop(cursor)];
  if (cursor.accept('modify')) {
    cursor.accept('column');
    const column = parseColumn(cursor);
    return [{ kind: 'change column', name: column.name, column, place: parsePlace(cursor) }];
  }
  if (cursor.accept('change')) {
    cursor.accept('column');
    const name = cursor.name();
    const column = parseColumn(cursor);
    return [{ kind: 'change column', name, column, place: parsePlace(cursor) }];
  }
  if (cursor.accept('alter')) return [parseAlterColumn(cursor)];
  if (cursor.accept('rename')) return [parseRename(cursor)];
  // Indexes are always kept up to date here; dumps of MySQL ask for this around their rows.
  if (cursor.accept('disable', 'keys') || cursor.accept('enable', 'keys')) return [];
  if (cursor.accept('force')) return [{ kind: 'rebuild', why: 'force', charset: '', collate: '' }];
  if (cursor.accept('order', 'by')) {
    listOf(cursor, () => {
      cursor.name();
      cursor.acceptAny('asc', 'desc');
    });
    return [{ kind: 'rebuild', why: 'order', charset: '', collate: '' }];
  }
  if (cursor.accept('convert', 'to')) {
    if (!cursor.accept('character', 'set')) cursor.expect('charset');
    const charset = cursor.next().value;
    const collate = cursor.accept('collate') ? cursor.next().value : '';
    return [
      { kind: 'option', name: 'charset', value: charset },
      { kind: 'option', name: 'collate', value: collate },
      { kind: 'rebuild', why: 'convert', charset, collate },
    ];
  }
  if (cursor.acceptAny('algorithm', 'lock') !== undefined) {
    cursor.accept('=');
    cursor.word();
    return [];
  }
  const options = parseTableOptions(cursor);
  if (Object.keys(options).length === 0) cursor.fail();
  return Object.entries(options).map(([name, value]) => ({ kind: 'option', name, value }));
}

/** `alter table …`; undefined for what else can be altered. */
export function parseAlter(cursor: Cursor): Statement | undefined {
  if (!cursor.dialect.lexis.foldsNames) {
    const mark = cursor.mark();
    cursor.next();
    const head = parseViewHead(cursor);
    if (head !== undefined) return parseCreateView(cursor, head, false, true);
    cursor.reset(mark);
  }
  if (!cursor.accept('alter', 'table')) return undefined;
  const ifExists = parseIfExists(cursor);
  cursor.accept('only');
  const table = cursor.tableName();
  const isBare = cursor.isEnd() && !cursor.dialect.lexis.foldsNames;
  const actions = isBare ? [] : listOf(cursor, () => parseAction(cursor)).flat();
  return { kind: 'alter table', table, ifExists, actions };
}
