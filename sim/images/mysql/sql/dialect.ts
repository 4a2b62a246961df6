import {
  type AlterAction,
  type Column,
  type Cursor,
  type Dialect,
  type HeaderSource,
  type Key,
  SqlFailure,
  type TableDefinition,
  textOf,
  type Value,
} from '../../../sql/index.ts';
import { MYSQL_ERRORS, mysqlError } from './errors.ts';
import { MYSQL_AGGREGATES, MYSQL_FUNCTIONS } from './functions.ts';
import type { Maker } from './maker.ts';
import { MARIADB_ERRORS } from './mariadb-errors.ts';
import { RESERVED } from './reserved.ts';
import { mysqlSemantics } from './semantics.ts';
import { type OwnStatement, parseOwn } from './statements.ts';
import { parseType } from './types.ts';

const headerOf = (source: HeaderSource, { kind }: Maker): string => {
  if (source.kind === 'column') return source.name;
  if (source.kind !== 'literal') return source.text;
  if (source.value === null) return 'NULL';
  if (kind === 'mariadb' && /^(true|false)$/i.test(source.text)) return source.text.toUpperCase();
  // Of strings side by side the first is the header.
  const piece = /^(['"])((?:(?!\1)[^\\])*)\1\s*['"]/.exec(source.text)?.[2];
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

function verifyColumns(columns: readonly Column[], keys: readonly Key[]): void {
  const automatic = columns.filter(({ isAutoIncrement }) => isAutoIncrement);
  const [first] = automatic;
  if (first === undefined) return;
  const isKeyed = keys.some((key) => key.columns[0]?.name === first.name);
  if (automatic.length > 1 || !isKeyed) {
    const what = 'Incorrect table definition; there can be only one auto column and it must be';
    throw new SqlFailure(mysqlError(1075, '42000', `${what} defined as a key`));
  }
}

function emptyValue({ type }: Column): Value {
  switch (type.family) {
    case 'integer':
      return 0n;
    case 'decimal':
      return { kind: 'decimal', unscaled: 0n, scale: type.scale };
    case 'double':
      return 0;
    default:
      return type.choices[0] ?? '';
  }
}

/** A column whose type changes makes MySQL copy the table; the others are changed in place. */
function countsCopiedRows(actions: readonly AlterAction[], before: TableDefinition): boolean {
  return actions.some((action) => {
    if (action.kind !== 'change column') return false;
    const old = before.columns.find(({ name }) => name.toLowerCase() === action.name.toLowerCase());
    if (old === undefined) return false;
    const isLonger =
      old.type.name === 'varchar' &&
      action.column.type.name === 'varchar' &&
      action.column.type.length >= old.type.length;
    return !isLonger && JSON.stringify(old.type) !== JSON.stringify(action.column.type);
  });
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
  tableFunctions: new Map(),
  keepsDeclaredNames: isDictionaryView,
  headerOf: (source) => headerOf(source, maker),
  keyName,
  keysForeignKeys: true,
  keepsColumnReferences: false,
  verifyColumns,
  emptyValue,
  countsCopiedRows,
  foreignKeyName: (table, _columns, count) => `${table}_ibfk_${count}`,
  checkName: (table, _column, count) =>
    maker.kind === 'mariadb' ? `CONSTRAINT_${count}` : `${table}_chk_${count}`,
});
