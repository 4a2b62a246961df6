import { type Column, lookup, type SqlType, type Table, type Value } from '../../../sql/index.ts';
import type { Flavour } from '../part.ts';
import { shownCollation } from '../sql/column-collations.ts';
import { typeText } from '../sql/types.ts';
import {
  CHARSETS,
  charsetName,
  charsetOfCollation,
  collationRows,
  usualCollation,
} from './collations.ts';
import { describeColumn, engineOf } from './create-text.ts';
import { constraintRows, keyRows, referentialRows, tablesOf, usageRows } from './key-tables.ts';
import type { Client, Server } from './model.ts';
import { seesSchema } from './privileges.ts';
import { processRows } from './process-list.ts';
import { engineRows } from './storage-engines.ts';
import { styleOf } from './style.ts';
import { columns, type Maker, moment } from './system-columns.ts';
import { SYSTEM_SCHEMAS } from './system-schemas.ts';
import { isUpdatable, viewText } from './view-text.ts';

type Rows = readonly (readonly Value[])[];

/** All databases that an account sees, in order. */
export function schemaNames(server: Server, client: Client): string[] {
  const names = [...SYSTEM_SCHEMAS, ...server.catalog.schemas.keys()];
  return names.filter((name) => seesSchema(client.account, name)).sort();
}

/** The same in the order in which they were made. */
function schemataOf(server: Server, client: Client): string[] {
  const seen = new Set(schemaNames(server, client));
  const first = ['mysql', 'information_schema', 'performance_schema', 'sys'];
  return [...first, ...server.catalog.schemas.keys()].filter((name) => seen.has(name));
}

const PAGE = 16_384n;

/** Rows and sizes of a table, as statistics have them. */
export function tableFacts({ definition, rows, nextAuto }: Table): {
  rows: bigint;
  average: bigint;
  data: bigint;
  index: bigint;
  auto: Value;
} {
  const count = BigInt(rows.length);
  const data = PAGE * (1n + count / 200n);
  const keys = BigInt(definition.keys.filter(({ kind }) => kind !== 'primary').length);
  const hasAuto = definition.columns.some(({ isAutoIncrement }) => isAutoIncrement);
  return {
    rows: count,
    average: count === 0n ? 0n : data / count,
    data,
    index: keys * PAGE,
    auto: hasAuto ? nextAuto : null,
  };
}

function tableRows(server: Server, client: Client): Rows {
  const base = tablesOf(server, client).map((table): Value[] => {
    const { definition, schema } = table;
    const facts = tableFacts(table);
    const { rows, average, data, index, auto } = facts;
    const sizes: Value[] = [rows, average, data, 0n, index, 0n, auto];
    const times: Value[] = [moment(definition.createdEpochMs), null, null];
    const last: Value[] = [
      styleOf(server.host.kind).collation,
      null,
      '',
      definition.options.comment ?? '',
    ];
    const head: Value[] = ['def', schema, definition.name, 'BASE TABLE'];
    return [...head, engineOf(definition.options), 10n, 'Dynamic', ...sizes, ...times, ...last];
  });
  const views = [...server.catalog.schemas.values()].flatMap(({ name, views: list }) =>
    [...list.keys()].map((view): Value[] => {
      const nulls = Array<Value>(16).fill(null);
      return ['def', name, view, 'VIEW', ...nulls, 'VIEW'];
    }),
  );
  return [...base, ...views];
}

const DIGITS = lookup({ tinyint: 3, smallint: 5, mediumint: 7, int: 10, bigint: 19 });
const digitsOf = ({ name, isUnsigned, length }: SqlType): number =>
  name === 'bigint' && isUnsigned ? 20 : (DIGITS.get(name) ?? length);

function columnRow(table: Table, column: Column, index: number, kind: Flavour['kind']): Value[] {
  const { type, isNullable } = column;
  const { key, defaultText, extra } = describeColumn(table, column, kind);
  const isText = type.family === 'text' || type.family === 'binary';
  const isExact = type.family === 'integer' || type.family === 'decimal';
  const length = isText ? BigInt(type.length) : null;
  const collation = shownCollation(type, kind);
  return [
    ...['def', table.schema, table.definition.name, column.name],
    BigInt(index + 1),
    defaultText,
    isNullable ? 'YES' : 'NO',
    type.name,
    length,
    length === null ? null : length * 4n,
    isExact ? BigInt(type.family === 'integer' ? digitsOf(type) : type.length) : null,
    isExact ? BigInt(type.scale) : null,
    type.family === 'datetime' || type.family === 'time' ? BigInt(type.scale) : null,
    collation === null ? null : (charsetOfCollation(collation) ?? null),
    collation,
    typeText(type, kind),
    key,
    extra,
    'select,insert,update,references',
    column.comment,
  ];
}

const viewRows = ({ catalog: { schemas } }: Server): Rows =>
  [...schemas.values()].flatMap(({ name: schema, views }) =>
    [...views.values()].map((view) => [
      ...['def', schema, view.name, viewText({ schemas, schema, isQualified: true }, view)],
      ...[view.check, isUpdatable(view) ? 'YES' : 'NO', view.definer, view.security],
      ...[view.charset, view.collation],
    ]),
  );

/** The tables of information_schema. */
export const INFORMATION = lookup<Maker>({
  schemata: {
    columns: columns(
      `CATALOG_NAME SCHEMA_NAME DEFAULT_CHARACTER_SET_NAME DEFAULT_COLLATION_NAME #SQL_PATH
       DEFAULT_ENCRYPTION`,
    ),
    rows: (server, client) =>
      schemataOf(server, client).map((name) => {
        const options = server.catalog.schemas.get(name)?.options;
        const usual = name === 'information_schema' ? 'utf8mb3' : 'utf8mb4';
        const charset = charsetName(options?.charset ?? usual);
        const own = charset === 'utf8mb4' ? styleOf(server.host.kind).collation : undefined;
        const collation = options?.collate ?? own ?? usualCollation(charset);
        return ['def', name, charset, collation, null, 'NO'];
      }),
  },
  tables: {
    columns: columns(
      `TABLE_CATALOG TABLE_SCHEMA TABLE_NAME TABLE_TYPE ENGINE #VERSION ROW_FORMAT #TABLE_ROWS
       #AVG_ROW_LENGTH #DATA_LENGTH #MAX_DATA_LENGTH #INDEX_LENGTH #DATA_FREE #AUTO_INCREMENT
       @CREATE_TIME @UPDATE_TIME @CHECK_TIME TABLE_COLLATION #CHECKSUM CREATE_OPTIONS
       TABLE_COMMENT`,
    ),
    rows: tableRows,
  },
  columns: {
    columns: columns(
      `TABLE_CATALOG TABLE_SCHEMA TABLE_NAME COLUMN_NAME #ORDINAL_POSITION COLUMN_DEFAULT
       IS_NULLABLE DATA_TYPE #CHARACTER_MAXIMUM_LENGTH #CHARACTER_OCTET_LENGTH
       #NUMERIC_PRECISION #NUMERIC_SCALE #DATETIME_PRECISION CHARACTER_SET_NAME COLLATION_NAME
       COLUMN_TYPE COLUMN_KEY EXTRA PRIVILEGES COLUMN_COMMENT`,
    ),
    rows: (server, client) =>
      tablesOf(server, client).flatMap((table) =>
        table.definition.columns.map((column, i) => columnRow(table, column, i, server.host.kind)),
      ),
  },
  statistics: {
    columns: columns(
      `TABLE_CATALOG TABLE_SCHEMA TABLE_NAME #NON_UNIQUE INDEX_SCHEMA INDEX_NAME #SEQ_IN_INDEX
       COLUMN_NAME COLLATION #CARDINALITY INDEX_TYPE`,
    ),
    rows: keyRows,
  },
  key_column_usage: {
    columns: columns(
      `CONSTRAINT_CATALOG CONSTRAINT_SCHEMA CONSTRAINT_NAME TABLE_CATALOG TABLE_SCHEMA TABLE_NAME
       COLUMN_NAME #ORDINAL_POSITION #POSITION_IN_UNIQUE_CONSTRAINT REFERENCED_TABLE_SCHEMA REFERENCED_TABLE_NAME
       REFERENCED_COLUMN_NAME`,
    ),
    rows: usageRows,
  },
  table_constraints: {
    columns: columns(
      `CONSTRAINT_CATALOG CONSTRAINT_SCHEMA CONSTRAINT_NAME TABLE_SCHEMA TABLE_NAME
       CONSTRAINT_TYPE ENFORCED`,
    ),
    rows: constraintRows,
  },
  referential_constraints: {
    columns: columns(
      `CONSTRAINT_CATALOG! CONSTRAINT_SCHEMA! CONSTRAINT_NAME UNIQUE_CONSTRAINT_CATALOG!
       UNIQUE_CONSTRAINT_SCHEMA! UNIQUE_CONSTRAINT_NAME MATCH_OPTION! UPDATE_RULE! DELETE_RULE!
       TABLE_NAME! REFERENCED_TABLE_NAME!`,
    ),
    rows: referentialRows,
  },
  character_sets: {
    columns: columns('CHARACTER_SET_NAME! DEFAULT_COLLATE_NAME! DESCRIPTION! #MAXLEN'),
    rows: () => CHARSETS.map((each) => [each.name, each.collation, each.description, each.bytes]),
  },
  collations: {
    columns: columns(
      `COLLATION_NAME! CHARACTER_SET_NAME! #ID IS_DEFAULT! IS_COMPILED! #SORTLEN PAD_ATTRIBUTE!`,
    ),
    rows: collationRows,
  },
  views: {
    columns: columns(
      `TABLE_CATALOG TABLE_SCHEMA TABLE_NAME VIEW_DEFINITION CHECK_OPTION IS_UPDATABLE DEFINER
       SECURITY_TYPE CHARACTER_SET_CLIENT COLLATION_CONNECTION`,
    ),
    rows: viewRows,
  },
  processlist: {
    columns: columns('#ID USER HOST DB COMMAND #TIME STATE INFO'),
    rows: (server, client) => processRows(server, client),
  },
  engines: {
    columns: columns('ENGINE SUPPORT COMMENT TRANSACTIONS XA SAVEPOINTS'),
    rows: ({ host }) => engineRows(host.kind),
  },
  user_privileges: {
    columns: columns('GRANTEE TABLE_CATALOG PRIVILEGE_TYPE IS_GRANTABLE'),
    rows: (server) =>
      server.users.flatMap(({ user, host, grants }) =>
        grants
          .filter(({ schema }) => schema === '*')
          .flatMap(({ privileges, withGrant }) =>
            privileges.map((one) => [`'${user}'@'${host}'`, 'def', one, withGrant ? 'YES' : 'NO']),
          ),
      ),
  },
});
