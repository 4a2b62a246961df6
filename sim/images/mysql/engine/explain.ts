import {
  type Expr,
  INTEGER,
  type Query,
  SqlFailure,
  type Statement,
  type Table,
  type TableRef,
  textType,
  type Value,
} from '../../../sql/index.ts';
import { MYSQL_ERRORS, mysqlError } from '../sql/errors.ts';
import { MARIADB_ERRORS } from '../sql/mariadb-errors.ts';
import type { Client, Server } from './model.ts';
import type { Shown } from './shown.ts';

const COLUMNS = [
  ...['#id', 'select_type', 'table', 'partitions', 'type', 'possible_keys', 'key', 'key_len'],
  ...['ref', '#rows', '#filtered', 'Extra'],
];

function tablesOf(ref: TableRef | undefined): Extract<TableRef, { kind: 'table' }>[] {
  if (ref === undefined || ref.kind === 'query' || ref.kind === 'function') return [];
  if (ref.kind === 'table') return [ref];
  return [...tablesOf(ref.left), ...tablesOf(ref.right)];
}

/** `column = value` conditions of a WHERE that are joined by AND. */
function equalities(where: Expr | undefined): string[] {
  if (where?.kind !== 'binary') return [];
  if (where.operator === 'and') return [...equalities(where.left), ...equalities(where.right)];
  const isEqual =
    where.operator === '=' && where.left.kind === 'column' && where.right.kind === 'literal';
  return isEqual && where.left.kind === 'column' ? [where.left.name.toLowerCase()] : [];
}

function accessOf(table: Table | undefined, where: Expr | undefined): Value[] {
  const count = BigInt(Math.max(1, table?.rows.length ?? 1));
  const wanted = new Set(equalities(where));
  const key = table?.definition.keys.find(({ columns }) =>
    wanted.has(columns[0]?.name.toLowerCase() ?? ''),
  );
  const filter = where === undefined ? null : 'Using where';
  if (key === undefined) return ['ALL', null, null, null, null, count, '100.00', filter];
  const isUnique = key.kind !== 'index' && key.columns.length === 1;
  const column = table?.definition.columns.find(({ name }) => name === key.columns[0]?.name);
  const width =
    column?.type.family === 'text'
      ? column.type.length * 4 + 2
      : column?.type.name === 'bigint'
        ? 8
        : 4;
  const length = String(width + (column?.isNullable === true ? 1 : 0));
  return [isUnique ? 'const' : 'ref', key.name, key.name, length, 'const', 1n, '100.00', null];
}

/** What MariaDB leaves out unless EXTENDED is asked for. */
const ONLY_MYSQL: ReadonlySet<string> = new Set(['partitions', '#filtered']);
const EXTRA = COLUMNS.length - 1;

/** The rows as one of the two servers shows them. */
function shownBy(isMariaDb: boolean, rows: readonly Value[][]): Shown {
  const columns = COLUMNS.filter((word) => !(isMariaDb && ONLY_MYSQL.has(word)));
  const cells = rows.map((row) =>
    COLUMNS.flatMap((word, at) => {
      if (isMariaDb && ONLY_MYSQL.has(word)) return [];
      const value = row[at] ?? null;
      return [isMariaDb && at === EXTRA ? (value ?? '') : value];
    }),
  );
  return {
    columns: columns.map((word) => ({
      name: word.replace('#', ''),
      type: word.startsWith('#') ? INTEGER : textType(64),
      isNullable: isMariaDb || word !== '#id',
    })),
    rows: cells,
    filter: { like: undefined, where: undefined },
  };
}

/** Refuses what is not modelled, and formats that no server has. */
function checkFormat(isMariaDb: boolean, format: string, isAnalyze: boolean): void {
  if (!isAnalyze && (format === '' || format === 'traditional')) return;
  const isKnown = format === 'json' || (format === 'tree' && !isMariaDb);
  if (!(isAnalyze || isKnown)) {
    const name = isMariaDb ? 'EXPLAIN/ANALYZE' : 'EXPLAIN';
    throw new SqlFailure(mysqlError(1791, 'HY000', `Unknown ${name} format name: '${format}'`));
  }
  const what = isAnalyze ? 'EXPLAIN ANALYZE' : `EXPLAIN FORMAT=${format.toUpperCase()}`;
  throw new SqlFailure((isMariaDb ? MARIADB_ERRORS : MYSQL_ERRORS).notSupported(what));
}

/** A simple EXPLAIN: how each table of the statement is read. */
export function explainRows(
  server: Server,
  client: Client,
  { statement, format, isAnalyze }: Extract<Statement, { kind: 'explain' }>,
): Shown {
  const isMariaDb = server.host.kind === 'mariadb';
  checkFormat(isMariaDb, format, isAnalyze);
  const kind = statement.kind === 'query' ? 'SIMPLE' : statement.kind.toUpperCase();
  const query: Query | undefined = statement.kind === 'query' ? statement.query : undefined;
  const select = query?.first.kind === 'select' ? query.first : undefined;
  const from =
    statement.kind === 'update'
      ? statement.from
      : statement.kind === 'delete' || statement.kind === 'insert'
        ? ({ kind: 'table', table: statement.table, alias: statement.table.name } as const)
        : select?.from;
  const where =
    statement.kind === 'update' || statement.kind === 'delete' ? statement.where : select?.where;
  const rows = tablesOf(from).map(({ table, alias }): Value[] => {
    const schema = table.schema === '' ? client.schema : table.schema;
    const found = server.catalog.schemas.get(schema)?.tables.get(table.name);
    const [type = null, ...rest] = accessOf(found, where);
    return [1n, kind, alias, null, type, ...rest];
  });
  const none: Value[] = [1n, kind, ...Array<Value>(9).fill(null), 'No tables used'];
  return shownBy(isMariaDb, rows.length === 0 ? [none] : rows);
}
