import {
  createTable,
  type Table,
  type TableName,
  type Value,
  type View,
} from '../../../sql/index.ts';
import type { Flavour } from '../part.ts';
import { shownCollation } from '../sql/column-collations.ts';
import { instantText } from '../sql/date-functions.ts';
import type { Filter, Show } from '../sql/show-statements.ts';
import { typeText } from '../sql/types.ts';
import { describeColumn, engineOf } from './create-text.ts';
import { tableFacts } from './information-schema.ts';
import type { Client, Server } from './model.ts';
import { seesTable } from './privileges.ts';
import { type Shown, schemaOf, shown, tableOf } from './shown.ts';
import { styleOf } from './style.ts';
import { isSystemSchema } from './system-schemas.ts';
import { systemTable, systemTableNames } from './system-tables.ts';

/** SHOW TABLES. */
export function showTables(
  server: Server,
  client: Client,
  show: Extract<Show, { what: 'tables' }>,
): Shown {
  const schema = schemaOf(server, client, show.schema);
  const own = server.catalog.schemas.get(schema);
  const tables = isSystemSchema(schema)
    ? systemTableNames(schema).map((name) => [name, 'BASE TABLE'])
    : [
        ...[...(own?.tables.values() ?? [])]
          .filter(({ definition }) => !definition.isTemporary)
          .map(({ definition }) => [definition.name, 'BASE TABLE']),
        ...[...(own?.views.keys() ?? [])].map((name) => [name, 'VIEW']),
      ];
  const rows = tables
    .filter(([name = '']) => seesTable(client.account, schema, name))
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
    .map((row) => (show.isFull ? row : row.slice(0, 1)));
  const like = show.like === undefined ? '' : ` (${show.like})`;
  const names = [`Tables_in_${schema}${like}!`, ...(show.isFull ? ['Table_type!'] : [])];
  return shown(names, rows, show);
}

const DESCRIBED = ['Field!', 'Type!', 'Null!', 'Key!', 'Default', 'Extra!'];
const FULL = [
  ...['Field!', 'Type!', 'Collation', 'Null!', 'Key!', 'Default', 'Extra!'],
  ...['Privileges!', 'Comment!'],
];

/** A view as the table that DESCRIBE shows. */
const tableOfView = (schema: string, { name, described }: View): Table =>
  createTable(schema, {
    name,
    columns: described,
    keys: [],
    foreignKeys: [],
    checks: [],
    options: {},
    isTemporary: false,
    createdEpochMs: 0,
  });

function columnRows(table: Table, isFull: boolean, kind: Flavour['kind']): Value[][] {
  return table.definition.columns.map((column) => {
    const { key, defaultText, extra } = describeColumn(table, column, kind);
    const isNull = column.isNullable ? 'YES' : 'NO';
    const type = typeText(column.type, kind);
    if (!isFull) return [column.name, type, isNull, key, defaultText, extra];
    const collation = shownCollation(column.type, kind);
    const privileges = 'select,insert,update,references';
    return [
      column.name,
      type,
      collation,
      isNull,
      key,
      defaultText,
      extra,
      privileges,
      column.comment,
    ];
  });
}

/** DESCRIBE and SHOW COLUMNS, of system tables too. */
export function showColumns(
  server: Server,
  client: Client,
  name: TableName,
  isFull: boolean,
  filter: Filter,
): Shown {
  const schema = name.schema === '' ? client.schema : name.schema;
  const system = systemTable(server, client, schema, name.name);
  if (system !== undefined) {
    const rows = system.columns.map((column): Value[] => {
      const type =
        column.type.family === 'integer' ? 'bigint' : typeText(column.type, server.host.kind);
      return [column.name, type, column.isNullable ? 'YES' : 'NO', '', null, ''];
    });
    return shown(DESCRIBED, rows, filter);
  }
  const view = server.catalog.schemas.get(schema)?.views.get(name.name);
  if (view !== undefined) {
    const rows = columnRows(tableOfView(schema, view), isFull, server.host.kind);
    return shown(isFull ? FULL : DESCRIBED, rows, filter);
  }
  return shown(
    isFull ? FULL : DESCRIBED,
    columnRows(tableOf(server, client, name), isFull, server.host.kind),
    filter,
  );
}

const INDEX_COLUMNS = [
  ...['Table!', '#Non_unique!', 'Key_name', '#Seq_in_index!', 'Column_name', 'Collation'],
  ...['#Cardinality', '#Sub_part', '#Packed', 'Null!', 'Index_type!', 'Comment!', 'Index_comment!'],
  ...['Visible!', 'Expression'],
];

const MARIADB_INDEX_COLUMNS = [...INDEX_COLUMNS.slice(0, 13), 'Ignored!'];

/** SHOW INDEX. */
export function showIndex(table: Table, kind: Flavour['kind']): Shown {
  const { definition, rows } = table;
  const list = definition.keys.flatMap((key) =>
    key.columns.map((part, i): Value[] => {
      const column = definition.columns.find(({ name }) => name === part.name);
      return [
        definition.name,
        key.kind === 'primary' || key.kind === 'unique' ? 0n : 1n,
        key.name,
        BigInt(i + 1),
        part.name,
        part.isDescending ? 'D' : 'A',
        BigInt(rows.length),
        part.prefix > 0 ? BigInt(part.prefix) : null,
        null,
        column?.isNullable === true ? 'YES' : '',
        key.kind === 'fulltext' ? 'FULLTEXT' : 'BTREE',
        '',
        '',
        ...(kind === 'mariadb' ? ['NO'] : ['YES', null]),
      ];
    }),
  );
  return shown(kind === 'mariadb' ? MARIADB_INDEX_COLUMNS : INDEX_COLUMNS, list);
}

const STATUS_COLUMNS = [
  ...['Name!', 'Engine', '#Version', 'Row_format', '#Rows', '#Avg_row_length', '#Data_length'],
  ...['#Max_data_length', '#Index_length', '#Data_free', '#Auto_increment', 'Create_time'],
  ...['Update_time', 'Check_time', 'Collation', '#Checksum', 'Create_options', 'Comment!'],
];

/** SHOW TABLE STATUS knows of a view that it is one. */
const viewStatus = (name: string, isMariaDb: boolean): Value[] => [
  name,
  ...Array<Value>(16).fill(null),
  'VIEW',
  ...(isMariaDb ? [null, null] : []),
];

/** SHOW TABLE STATUS. */
export function tableStatus(
  server: Server,
  client: Client,
  show: Extract<Show, { what: 'table status' }>,
): Shown {
  const schema = schemaOf(server, client, show.schema);
  const tables = [...(server.catalog.schemas.get(schema)?.tables.values() ?? [])];
  const isMariaDb = server.host.kind === 'mariadb';
  const rows = tables
    .sort((a, b) => (a.definition.name < b.definition.name ? -1 : 1))
    .map((table): Value[] => {
      const { definition } = table;
      const { rows: count, average, data, index, auto } = tableFacts(table);
      const created = instantText(definition.createdEpochMs);
      const head: Value[] = [
        definition.name,
        engineOf(definition.options),
        isMariaDb ? 11n : 10n,
        'Dynamic',
        count,
        average,
        data,
      ];
      const rest: Value[] = [
        0n,
        index,
        0n,
        auto,
        created,
        null,
        null,
        styleOf(server.host.kind).collation,
        null,
        '',
      ];
      const last: Value[] = isMariaDb ? [0n, 'N'] : [];
      return [...head, ...rest, definition.options.comment ?? '', ...last];
    });
  const more = isMariaDb ? ['#Max_index_length!', 'Temporary!'] : [];
  const views = [...(server.catalog.schemas.get(schema)?.views.keys() ?? [])].map((name) =>
    viewStatus(name, isMariaDb),
  );
  const all = [...rows, ...views].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return shown([...STATUS_COLUMNS, ...more], all, show);
}
