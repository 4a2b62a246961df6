import { LIMITS } from '../../../limits.ts';
import {
  type AlterAction,
  type Column,
  type Cursor,
  type Dialect,
  type Env,
  type HeaderSource,
  type Key,
  type SqlType,
  type TableDefinition,
  temporal,
  textOf,
  type Value,
  ZERO_DATE_MS,
} from '../../../sql/index.ts';
import { collations, tableCollation } from './column-collations.ts';
import { DEPRECATIONS } from './deprecations.ts';
import { MYSQL_ERRORS, mysqlError } from './errors.ts';
import { MYSQL_AGGREGATES, MYSQL_FUNCTIONS } from './functions.ts';
import type { Maker } from './maker.ts';
import { MARIADB_ERRORS } from './mariadb-errors.ts';
import { RESERVED } from './reserved.ts';
import { mysqlSemantics } from './semantics.ts';
import { type OwnStatement, parseOwn } from './statements.ts';
import { verifyForeignKey, verifyTable } from './table-rules.ts';
import { parseType } from './types.ts';

/** How deep a recursive WITH goes, by the maker of the server. */
const RECURSION = { oracle: 'cte_max_recursion_depth', mariadb: 'max_recursive_iterations' };

const headerOf = (source: HeaderSource, { kind }: Maker): string => {
  if (source.kind === 'column') return source.name;
  if (source.kind !== 'literal') return source.text;
  if (source.value === null) return 'NULL';
  if (kind === 'mariadb' && /^(true|false)$/i.test(source.text)) return source.text.toUpperCase();
  // Of strings side by side the first is the header.
  const piece = /^(['"])((?:(?!\1)[^\\])*)\1(?:\s+['"]|(?!\1)['"])/.exec(source.text)?.[2];
  if (piece !== undefined) return piece.trimStart();
  const isQuoted = typeof source.value === 'string' && /^["']/.test(source.text);
  return isQuoted ? textOf(source.value).trimStart() : source.text;
};

function keyName(
  _table: string,
  columns: readonly string[],
  kind: Key['kind'],
  taken: ReadonlySet<string>,
): string {
  if (kind === 'primary') return 'PRIMARY';
  const [first = ''] = columns;
  let name = first;
  for (let i = 2; taken.has(name); i++) name = `${first}_${i}`;
  return name;
}

function emptyValue({ type }: Column): Value {
  switch (type.family) {
    case 'integer':
      return 0n;
    case 'decimal':
      return { kind: 'decimal', unscaled: 0n, scale: type.scale };
    case 'double':
      return 0;
    case 'date':
    case 'datetime':
      return temporal(type.family, ZERO_DATE_MS, type.scale);
    case 'time':
      return temporal('time', 0, type.scale);
    default:
      return type.choices[0] ?? '';
  }
}

/** Whether a type can become another without the rows being written again. */
function isInPlace(old: SqlType, next: SqlType): boolean {
  if (old.collation !== next.collation) return false;
  if (old.name === 'varchar' && next.name === 'varchar') {
    // The length of up to 255 bytes takes one byte, in front of the text.
    const isShort = (type: SqlType): boolean => type.length * 4 <= 255;
    return next.length >= old.length && isShort(old) === isShort(next);
  }
  if (old.choices.length > 0 && old.name === next.name) {
    return old.choices.every((choice, i) => next.choices[i] === choice);
  }
  const plain = (type: SqlType): string => JSON.stringify({ ...type, isCollated: false });
  return plain(old) === plain(next);
}

/** Whether MySQL copies the table for a change; the others are made in place. */
function isCopying(env: Env, action: AlterAction, before: TableDefinition): boolean {
  switch (action.kind) {
    case 'change column': {
      const wanted = action.name.toLowerCase();
      const old = before.columns.find(({ name }) => name.toLowerCase() === wanted);
      if (old === undefined) return false;
      const { type, isAutoIncrement } = action.column;
      return !isInPlace(old.type, type) || old.isAutoIncrement !== isAutoIncrement;
    }
    case 'add foreign key':
      return env.session.fact('foreign_key_checks') !== 0n;
    case 'add check':
      return true;
    case 'add column':
      return action.column.generated?.isStored === true;
    case 'rebuild': {
      const old = before.options.charset ?? 'utf8mb4';
      const wanted = tableCollation(action.charset, action.collate);
      const isConverted = wanted !== tableCollation(old, before.options.collate ?? '');
      return action.why === 'order' || (action.why === 'convert' && isConverted);
    }
    case 'option': {
      if (action.name === 'engine') {
        const old = before.options.engine ?? 'innodb';
        return old.toLowerCase() !== action.value.toLowerCase();
      }
      return false;
    }
    default:
      return false;
  }
}

/** What an engine other than InnoDB copies the table for. */
const REWRITES: ReadonlySet<AlterAction['kind']> = new Set([
  ...(['add column', 'drop column', 'change column', 'add key', 'drop key'] as const),
  ...(['drop primary key', 'rebuild'] as const),
]);

function countsCopiedRows(
  env: Env,
  actions: readonly AlterAction[],
  before: TableDefinition,
): boolean {
  const isInnoDb = (before.options.engine ?? 'innodb').toLowerCase() === 'innodb';
  const losesKey =
    actions.some(({ kind }) => kind === 'drop primary key') &&
    !actions.some((action) => action.kind === 'add key' && action.key.kind === 'primary');
  const isWritten = !isInnoDb && actions.some(({ kind }) => REWRITES.has(kind));
  return isWritten || losesKey || actions.some((action) => isCopying(env, action, before));
}

/** The name with the number behind the greatest that is taken. */
function nextName(base: string, taken: readonly string[]): string {
  const numbers = taken
    .filter((name) => name.toLowerCase().startsWith(base.toLowerCase()))
    .map((name) => Number(name.slice(base.length)))
    .filter((number) => Number.isInteger(number));
  return `${base}${Math.max(0, ...numbers) + 1}`;
}

/** Views over the dictionary name their columns themselves, however a statement writes them. */
const isDictionaryView = (schema: string, table: string): boolean =>
  schema.toLowerCase() === 'information_schema' &&
  !/^(processlist|plugins|optimizer_trace|profiling|innodb_.*)$/i.test(table);

/** The dialect of one server; `sqlMode` is that of the session that runs a statement. */
export const mysqlDialect = (sqlMode: () => string, maker: Maker): Dialect<OwnStatement> => ({
  name: 'mysql',
  lexis: {
    nameQuote: '`',
    doubleQuotedStrings: true,
    backslashEscapes: true,
    escapeStrings: false,
    dollarQuotes: false,
    hashComments: true,
    dashNeedsBlank: true,
    versionedComments: true,
    variables: true,
    foldsNames: false,
    reserved: RESERVED,
    pipesConcat: false,
    callsNeedBracket: false,
  },
  errors: maker.kind === 'mariadb' ? MARIADB_ERRORS : MYSQL_ERRORS,
  semantics: mysqlSemantics(sqlMode),
  parseType,
  parseOwn: (cursor: Cursor) => {
    const own = parseOwn(cursor, maker);
    return own && { kind: 'own', own };
  },
  functions: MYSQL_FUNCTIONS,
  aggregates: MYSQL_AGGREGATES,
  tooManyRounds(rounds, rows, session) {
    const most = session.variable('session', RECURSION[maker.kind]).value;
    if (rows <= LIMITS.sqlRecursion && (typeof most !== 'bigint' || rounds <= most)) {
      return undefined;
    }
    const how = 'Try increasing @@cte_max_recursion_depth to a larger value.';
    return mysqlError(3636, 'HY000', `Recursive query aborted after ${rounds} iterations. ${how}`);
  },
  tableFunctions: new Map(),
  keepsDeclaredNames: isDictionaryView,
  headerOf: (source) => headerOf(source, maker),
  keyName,
  keysForeignKeys: true,
  altersIfExists: maker.kind === 'mariadb',
  defaultsAreExpressions: maker.kind === 'mariadb',
  keepsColumnReferences: false,
  ...collations(maker),
  verifyTable: (table) => verifyTable(mysqlSemantics(sqlMode), table),
  verifyForeignKey,
  deprecations: maker.kind === 'mariadb' ? new Map() : DEPRECATIONS,
  emptyValue,
  operator: () => undefined,
  countsCopiedRows,
  foreignKeyName: (table, _columns, taken) =>
    nextName(
      `${table}_ibfk_`,
      taken.map(({ name }) => name),
    ),
  checkName: (table, _column, taken) =>
    nextName(maker.kind === 'mariadb' ? 'CONSTRAINT_' : `${table}_chk_`, taken),
});
