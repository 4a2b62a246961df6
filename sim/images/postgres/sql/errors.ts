import {
  type ForeignKeyClash,
  type SqlError,
  type SqlErrors,
  SqlFailure,
  type Transaction,
} from '../../../sql/index.ts';

/** An error of the server. */
export const pgError = (
  state: string,
  message: string,
  rest: { readonly detail?: string; readonly hint?: string; readonly at?: number } = {},
): SqlError => ({
  code: 0,
  state,
  message,
  detail: rest.detail ?? '',
  hint: rest.hint ?? '',
  at: rest.at ?? -1,
});

/** Fails in a transaction that may only read. Models PreventCommandIfReadOnly of utility.c. */
export function refuseInReadOnly(transaction: Transaction | undefined, what: string): void {
  if (transaction?.isReadOnly !== true) return;
  throw new SqlFailure(pgError('25006', `cannot execute ${what} in a read-only transaction`));
}

/** How something of another kind is dropped. Models dropErrorMsgWrongType. */
export const removalHint = (is: 'table' | 'view' | 'index' | 'sequence'): string =>
  `Use DROP ${is.toUpperCase()} to remove ${is === 'index' ? 'an' : 'a'} ${is}.`;

const rowText = (row: readonly unknown[], show: (value: unknown) => string): string =>
  `Failing row contains (${row.map((value) => (value === null ? 'null' : show(value))).join(', ')}).`;

const keyText = (columns: readonly string[], values: readonly string[]): string =>
  `Key (${columns.join(', ')})=(${values.join(', ')})`;

const ARGUMENT_TYPES: Readonly<Record<string, string>> = {
  bigint: 'integer',
  int: 'integer',
  varchar: 'unknown',
  null: 'unknown',
};
const argumentType = (name: string): string => ARGUMENT_TYPES[name] ?? name;

const fkey = ({ columns, values }: ForeignKeyClash): string => keyText(columns, values);

/** What it says of views, and of what MySQL alone refuses. */
const VIEW_ERRORS = {
  readsItsTarget: () => undefined,
  brokenView: () => undefined,
  viewCheckFailed: (_schema, name) =>
    pgError('44000', `new row violates check option for view "${name}"`),
  viewColumns: () => pgError('42601', 'CREATE VIEW specifies more column names than columns'),
  recursionWithoutUnion: () => undefined,
} satisfies Partial<SqlErrors>;

/**
 * What PostgreSQL says about what every database has to refuse. Models the messages of
 * src/backend/parser and src/backend/executor; `show` writes a value as text.
 */
export const pgErrors = (show: (value: unknown) => string): SqlErrors => ({
  ...VIEW_ERRORS,
  syntax(_text, at, token) {
    const isEnd = token === '';
    const message = isEnd ? 'syntax error at end of input' : `syntax error at or near "${token}"`;
    return pgError('42601', message, { at });
  },
  unknownDatabase: (name) => pgError('3F000', `schema "${name}" does not exist`),
  databaseExists: (name) => pgError('42P04', `database "${name}" already exists`),
  noDatabase: () => pgError('3F000', 'no schema has been selected to create in'),
  unknownTable: (schema, name, at) =>
    pgError(
      '42P01',
      `relation "${schema === 'public' ? '' : `${schema}.`}${name}" does not exist`,
      {
        at,
      },
    ),
  tableExists: (name) => pgError('42P07', `relation "${name}" already exists`),
  cannotDropTables: ([first = ''], what) =>
    pgError('42P01', `${what} "${first.replace(/^.*\./, '')}" does not exist`),
  skippedTable: (name, what) =>
    pgError('00000', `${what} "${name.replace(/^.*\./, '')}" does not exist, skipping`),
  wrongKind(name, is) {
    const wanted = is === 'table' ? 'view' : 'table';
    return pgError('42809', `"${name}" is not a ${wanted}`, { hint: removalHint(is) });
  },
  cascades(names) {
    const lines = names.map((name) => `drop cascades to ${name}`);
    if (lines.length === 1) return pgError('00000', lines[0] ?? '');
    const message = `drop cascades to ${lines.length} other objects`;
    return pgError('00000', message, { detail: lines.join('\n') });
  },
  unknownColumn(name, clause, at) {
    if (clause === 'from') {
      const how = 'specified in USING clause does not exist in left table';
      return pgError('42703', `column "${name}" ${how}`, { at });
    }
    const shown = name.includes('.') ? name : `"${name}"`;
    return pgError('42703', `column ${shown} does not exist`, { at });
  },
  unknownTargetColumn: (name, table) =>
    pgError('42703', `column "${name}" of relation "${table}" does not exist`),
  ambiguousColumn: (name, _clause, at) =>
    pgError('42702', `column reference "${name}" is ambiguous`, { at }),
  noTables: () => pgError('42601', 'SELECT * with no tables specified is not valid'),
  unnamedQuery: () => pgError('42601', 'subquery in FROM must have an alias'),
  unknownStar: (table, at) =>
    pgError('42P01', `missing FROM-clause entry for table "${table}"`, { at }),
  duplicateColumn: (name) => pgError('42701', `column "${name}" specified more than once`),
  columnTwice: (name) => pgError('42701', `column "${name}" specified more than once`),
  unknownKeyColumn: (name) => pgError('42703', `column "${name}" named in key does not exist`),
  duplicateAlias: (name) => pgError('42712', `table name "${name}" specified more than once`),
  unknownFunction: (name, _schema, at, types) =>
    pgError('42883', `function ${name}(${types.map(argumentType).join(', ')}) does not exist`, {
      at,
    }),
  argumentCount: (name) => pgError('42883', `function ${name}() does not exist`),
  notInGrouping: () =>
    pgError(
      '42803',
      'arguments to GROUPING must be grouping expressions of the associated query level',
    ),
  misplacedAggregate: (at) =>
    pgError('42803', 'aggregate functions are not allowed in WHERE', { at }),
  misplacedWindow: (_name, clause, at) =>
    pgError('42P20', `window functions are not allowed in ${clause.toUpperCase()}`, { at }),
  unknownWindow: (name) => pgError('42704', `window "${name}" does not exist`),
  notGrouped(_index, { alias, name }, _hasGroupBy, at) {
    const what = 'must appear in the GROUP BY clause or be used in an aggregate function';
    return pgError('42803', `column "${alias}.${name}" ${what}`, { at });
  },
  columnCount: (_row, hasMore) =>
    pgError(
      '42601',
      hasMore === false
        ? 'INSERT has more target columns than expressions'
        : 'INSERT has more expressions than target columns',
    ),
  operandColumns: () => pgError('42601', 'subquery must return only one column'),
  subqueryRows: () =>
    pgError('21000', 'more than one row returned by a subquery used as an expression'),
  unionColumns: () => pgError('42601', 'each UNION query must have the same number of columns'),
  notNull: (column, table, row) =>
    pgError(
      '23502',
      `null value in column "${column}" of relation "${table}" violates not-null constraint`,
      { detail: rowText(row, show) },
    ),
  noDefault: (column) => pgError('23502', `null value in column "${column}"`),
  duplicateKey: ({ key, columns, values }) =>
    pgError('23505', `duplicate key value violates unique constraint "${key}"`, {
      detail: `${keyText(columns, values)} already exists.`,
    }),
  noParent: (clash) =>
    pgError(
      '23503',
      `insert or update on table "${clash.table}" violates foreign key constraint "${clash.name}"`,
      { detail: `${fkey(clash)} is not present in table "${clash.parent}".` },
    ),
  hasChildren: (clash) =>
    pgError(
      '23503',
      `update or delete on table "${clash.parent}" violates foreign key constraint ` +
        `"${clash.name}" on table "${clash.table}"`,
      {
        detail: `${keyText(clash.parentColumns, clash.values)} is still referenced from table "${clash.table}".`,
      },
    ),
  truncateReferenced: ({ table, parent }) =>
    pgError('0A000', 'cannot truncate a table referenced in a foreign key constraint', {
      detail: `Table "${table}" references "${parent}".`,
    }),
  dropReferenced: ({ parent, name, table }) =>
    pgError('2BP01', `cannot drop table ${parent} because other objects depend on it`, {
      detail: `constraint ${name} on table ${table} depends on table ${parent}`,
    }),
  checkFailed: (name, table, _schema, row) =>
    pgError('23514', `new row for relation "${table}" violates check constraint "${name}"`, {
      detail: rowText(row, show),
    }),
  cannotDrop: (name, table) =>
    pgError('42703', `column "${name}" of relation "${table}" does not exist`),
  unknownTableColumn: (name, table) =>
    pgError('42703', `column "${name}" of relation "${table}" does not exist`),
  unknownConstraint: (name, table) =>
    pgError('42704', `constraint "${name}" of relation "${table}" does not exist`),
  duplicateCheck: (name) => pgError('42710', `constraint "${name}" already exists`),
  unknownCheckColumn: (name) => pgError('42703', `column "${name}" does not exist`),
  unknownGeneratedColumn: (name) => pgError('42703', `column "${name}" does not exist`),
  generatedValue: (column) =>
    pgError('428C9', `cannot insert a non-DEFAULT value into column "${column}"`, {
      detail: `Column "${column}" is a generated column.`,
    }),
  generatedFrom: (column) =>
    pgError('2BP01', `cannot drop column ${column} because other objects depend on it`),
  neededIndex: () => undefined,
  neededColumn: () => undefined,
  neededByCheck: () => undefined,
  unknownKey: (name) => pgError('42704', `index "${name}" does not exist`),
  cannotDropDatabase: (name) => pgError('3D000', `database "${name}" does not exist`),
  lastColumn: () => pgError('42601', 'cannot drop the last column'),
  noColumns: () => pgError('42601', 'a table must have columns'),
  nullInColumn: (column, table) =>
    pgError('23502', `column "${column}" of relation "${table}" contains null values`),
  unknownIndex: (name) => pgError('42704', `index "${name}" does not exist`),
  parentWithoutKey: (_constraint, parent) =>
    pgError(
      '42830',
      `there is no unique constraint matching given keys for referenced table "${parent}"`,
    ),
  nullablePrimaryKey: () => undefined,
  multiplePrimaryKeys: (table) =>
    pgError('42P16', `multiple primary keys for table "${table}" are not allowed`),
  duplicateKeyName: (name) => pgError('42P07', `relation "${name}" already exists`),
  noSuchKeyTable: (table) => pgError('42P01', `relation "${table}" does not exist`),
  readOnlyTable: (name, what) => pgError('55000', `cannot ${what.toLowerCase()} view "${name}"`),
  lockedRow: () => pgError('55P03', 'could not obtain lock on row in relation'),
  tooDeep: () => pgError('54001', 'stack depth limit exceeded'),
  notSupported: (what) => pgError('0A000', `${what} is not supported`),
});
