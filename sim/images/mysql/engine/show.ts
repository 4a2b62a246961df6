import {
  createTable,
  type Table,
  type TableName,
  type Value,
  type View,
} from '../../../sql/index.ts';
import type { Flavour } from '../part.ts';
import { accountText } from '../sql/accounts.ts';
import { shownCollation } from '../sql/column-collations.ts';
import { instantText } from '../sql/date-functions.ts';
import type { Filter, Show } from '../sql/show-statements.ts';
import { typeText } from '../sql/types.ts';
import { binlogEvents } from './binlog-events.ts';
import { charsetRows, collationRows } from './collations.ts';
import { createDatabaseText, createTableText, describeColumn, engineOf } from './create-text.ts';
import { quotedName } from './expression-text.ts';
import { grantLines, identifiedText } from './grants.ts';
import type { Client, Server } from './model.ts';
import { hasGlobal, requireGlobal, seesTable } from './privileges.ts';
import { processRows } from './process-list.ts';
import { binaryLogs, replicaRows, replicaStatus, sourceStatus } from './replication-status.ts';
import { withRoles } from './roles.ts';
import { fail, type Shown, schemaOf, shown, tableOf } from './shown.ts';
import { statusVariables } from './status.ts';
import { styleOf } from './style.ts';
import { isSystemSchema } from './system-schemas.ts';
import {
  engineRows,
  schemaNames,
  systemTable,
  systemTableNames,
  tableFacts,
} from './system-tables.ts';
import { findUser } from './users.ts';
import { variableNames, variableText } from './variables.ts';
import { viewText } from './view-text.ts';

function showTables(
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

/** The names that a view gives its columns, when they are not those of its query. */
const namedColumns = ({ columns, selected }: View): string =>
  columns.every((name, i) => name === selected[i]) ? '' : ` (${columns.map(quotedName).join(',')})`;

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

function showIndex(table: Table, kind: Flavour['kind']): Shown {
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

function tableStatus(
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

function showGrants(
  server: Server,
  client: Client,
  show: Extract<Show, { what: 'grants' }>,
): Shown {
  const account =
    show.account === undefined || show.account.user === '' ? client.account : show.account;
  const user = findUser(server, account);
  if (user === undefined) {
    const { user: name, host } = account;
    return fail(
      1141,
      '42000',
      `There is no such grant defined for user '${name}' on host '${host}'`,
    );
  }
  const isOwn = user.user === client.account.user && user.host === client.account.host;
  if (!isOwn && !hasGlobal(client.account, 'SELECT')) {
    const who = `'${client.account.user}'@'${client.account.host}'`;
    return fail(1044, '42000', `Access denied for user ${who} to database 'mysql'`);
  }
  const shownUser = show.using.length > 0 ? withRoles(server, user, show.using) : user;
  const rows = grantLines(shownUser, server.host).map((line) => [line]);
  return shown([`Grants for ${user.user}@${user.host}!`], rows);
}

function showCreate(server: Server, client: Client, show: Show): Shown | undefined {
  if (show.what === 'create table') {
    const schema = show.table.schema === '' ? client.schema : show.table.schema;
    const view = server.catalog.schemas.get(schema)?.views.get(show.table.name);
    if (view !== undefined) {
      const { schemas } = server.catalog;
      const body = viewText({ schemas, schema, isQualified: schema !== client.schema }, view);
      const name = schema === client.schema ? '' : `${quotedName(schema)}.`;
      const definer = view.definer.split('@').map(quotedName).join('@');
      const head = `CREATE ALGORITHM=${view.algorithm} DEFINER=${definer} SQL SECURITY ${view.security}`;
      const list = namedColumns(view);
      const check = view.check === 'NONE' ? '' : ` WITH ${view.check} CHECK OPTION`;
      const text = `${head} VIEW ${name}${quotedName(view.name)}${list} AS ${body}${check}`;
      const names = ['View!', 'Create View!', 'character_set_client!', 'collation_connection!'];
      return shown(names, [[view.name, text, view.charset, view.collation]]);
    }
    const table = tableOf(server, client, show.table);
    if (show.isView) fail(1347, 'HY000', `'${table.schema}.${table.definition.name}' is not VIEW`);
    const text = createTableText(table, server.host.kind);
    return shown(['Table!', 'Create Table!'], [[table.definition.name, text]]);
  }
  if (show.what === 'create database') {
    const name = schemaOf(server, client, show.name);
    const schema = server.catalog.schemas.get(name) ?? {
      name,
      options: {},
      tables: new Map(),
      views: new Map(),
      sequences: new Map(),
    };
    return shown(
      ['Database!', 'Create Database!'],
      [[name, createDatabaseText(schema, show.ifNotExists, server.host.kind)]],
    );
  }
  if (show.what !== 'create user') return undefined;
  const user = findUser(server, show.account);
  if (user === undefined) {
    return fail(
      1396,
      'HY000',
      `Operation SHOW CREATE USER failed for ${accountText(show.account)}`,
    );
  }
  const name = `\`${user.user}\`@\`${user.host}\``;
  if (server.host.kind === 'mariadb') {
    const text = `CREATE USER ${name}${identifiedText(user)}`;
    return shown([`CREATE USER for ${user.user}@${user.host}!`], [[text]]);
  }
  const roles = user.defaultRoles.map((role) => `\`${role.user}\`@\`${role.host}\``).join(',');
  const defaults = roles === '' ? '' : ` DEFAULT ROLE ${roles}`;
  const as = user.hash === '' ? '' : ` AS '${user.hash}'`;
  const how = `IDENTIFIED WITH '${user.plugin}'${as}${defaults}`;
  const expiry = user.isExpired ? '' : ' DEFAULT';
  const lock = user.isLocked ? 'LOCK' : 'UNLOCK';
  const rest = `REQUIRE NONE PASSWORD EXPIRE${expiry} ACCOUNT ${lock}`;
  const tail =
    'PASSWORD HISTORY DEFAULT PASSWORD REUSE INTERVAL DEFAULT PASSWORD REQUIRE CURRENT DEFAULT';
  return shown(
    [`CREATE USER for ${user.user}@${user.host}!`],
    [[`CREATE USER ${name} ${how} ${rest} ${tail}`]],
  );
}

function showMessages(client: Client, show: Extract<Show, { what: 'warnings' | 'errors' }>): Shown {
  const list = client.warnings.filter(({ level }) => show.what === 'warnings' || level === 'Error');
  if (show.isCount) {
    const name = show.what === 'warnings' ? '@@session.warning_count' : '@@session.error_count';
    return shown([`#${name}`], [[BigInt(list.length)]]);
  }
  const rows = list.map(({ level, code, message }): Value[] => [level, BigInt(code), message]);
  return shown(['Level!', '#Code!', 'Message!'], rows);
}

const INNODB_STATUS =
  '=====================================\nINNODB MONITOR OUTPUT\n=====================================\n';

function showBinaryLogs(server: Server): Shown {
  if (server.binlog.files.length === 0) {
    return fail(1381, 'HY000', 'You are not using binary logging');
  }
  const isOracle = server.host.kind === 'oracle';
  const names = ['Log_name!', '#File_size!', ...(isOracle ? ['Encrypted!'] : [])];
  return shown(names, binaryLogs(server));
}

/** What a SHOW shows of the server itself. */
function showServer(server: Server, client: Client, show: Show): Shown {
  switch (show.what) {
    case 'engines':
      return shown(
        ['Engine!', 'Support!', 'Comment!', 'Transactions', 'XA', 'Savepoints'],
        engineRows(server.host.kind),
      );
    case 'plugins':
      return shown(
        ['Name!', 'Status!', 'Type!', 'Library', 'License!'],
        [['InnoDB', 'ACTIVE', 'STORAGE ENGINE', null, 'GPL']],
      );
    case 'character set':
      return shown(
        ['Charset!', 'Description!', 'Default collation!', '#Maxlen!'],
        charsetRows(),
        show,
      );
    case 'collation':
      return shown(
        ['Collation!', 'Charset!', '#Id!', 'Default!', 'Compiled!', '#Sortlen!', 'Pad_attribute!'],
        collationRows(),
        show,
      );
    case 'innodb status':
      requireGlobal(client, 'PROCESS');
      return shown(['Type!', 'Name!', 'Status!'], [['InnoDB', '', INNODB_STATUS]]);
    case 'nothing':
      return shown(
        show.columns.map((name) => `${name}!`),
        [],
        show,
      );
    case 'binary logs':
      return showBinaryLogs(server);
    case 'binlog events':
      requireGlobal(client, 'REPLICATION SLAVE');
      return shown(
        ['Log_name!', '#Pos!', 'Event_type!', '#Server_id!', '#End_log_pos!', 'Info!'],
        binlogEvents(server, show),
      );
    case 'source status': {
      requireGlobal(client, 'REPLICATION CLIENT');
      const names = ['File!', '#Position!', 'Binlog_Do_DB!', 'Binlog_Ignore_DB!'];
      if (server.host.kind === 'oracle') names.push('Executed_Gtid_Set!');
      return shown(names, sourceStatus(server));
    }
    case 'replicas':
      return shown(
        ['#Server_Id!', 'Host!', '#Port!', '#Source_Id!', 'Replica_UUID!'],
        replicaRows(server),
      );
    case 'replica status': {
      requireGlobal(client, 'REPLICATION CLIENT');
      const { names, rows } = replicaStatus(server, show.isOld);
      return shown(names, rows);
    }
    default:
      return shown([], []);
  }
}

const PROCESS_COLUMNS = ['#Id!', 'User!', 'Host!', 'db', 'Command!', '#Time!', 'State', 'Info'];

/** What a SHOW shows. */
export function showRows(server: Server, client: Client, show: Show): Shown {
  const created = showCreate(server, client, show);
  if (created !== undefined) return created;
  switch (show.what) {
    case 'databases': {
      const name = show.like === undefined ? 'Database!' : `Database (${show.like})!`;
      return shown(
        [name],
        schemaNames(server, client).map((each) => [each]),
        show,
      );
    }
    case 'tables':
      return showTables(server, client, show);
    case 'table status':
      return tableStatus(server, client, show);
    case 'columns':
      return showColumns(server, client, show.table, show.isFull, show);
    case 'index':
      return { ...showIndex(tableOf(server, client, show.table), server.host.kind), filter: show };
    case 'variables': {
      const rows = variableNames(server, show.isGlobal).map((name) => [
        name,
        variableText(server, client, name, show.isGlobal),
      ]);
      return shown(['Variable_name!', 'Value'], rows, show);
    }
    case 'status':
      return shown(
        ['Variable_name!', 'Value'],
        statusVariables(server, client).map((row) => [...row]),
        show,
      );
    case 'processlist': {
      const rows = processRows(server, client).map((row) => {
        const info = row[7];
        return show.isFull || typeof info !== 'string'
          ? row
          : [...row.slice(0, 7), info.slice(0, 100)];
      });
      const isMariaDb = server.host.kind === 'mariadb';
      return shown(
        [...PROCESS_COLUMNS, ...(isMariaDb ? ['Progress!'] : [])],
        isMariaDb ? rows.map((row) => [...row, '0.000']) : rows,
      );
    }
    case 'warnings':
    case 'errors':
      return showMessages(client, show);
    case 'grants':
      return showGrants(server, client, show);
    default:
      return showServer(server, client, show);
  }
}
