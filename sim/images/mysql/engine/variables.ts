import {
  INTEGER,
  SqlFailure,
  type SqlType,
  textOf,
  textType,
  type Value,
} from '../../../sql/index.ts';
import { compareVersions } from '../../versions.ts';
import { binlogBase, hasBinlog } from '../binlog-files.ts';
import { mysqlError } from '../sql/errors.ts';
import type { Client, EngineHost, Server } from './model.ts';

const SQL_MODE =
  'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,' +
  'ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';

/** Variables of a server as it comes; ON and OFF are 1 and 0 in expressions. */
const DEFAULTS: Readonly<Record<string, string | bigint>> = {
  activate_all_roles_on_login: 'OFF',
  auto_increment_increment: 1n,
  auto_increment_offset: 1n,
  autocommit: 'ON',
  basedir: '/usr/',
  bind_address: '*',
  binlog_expire_logs_seconds: 2_592_000n,
  binlog_format: 'ROW',
  character_set_client: 'latin1',
  character_set_connection: 'latin1',
  character_set_database: 'utf8mb4',
  character_set_filesystem: 'binary',
  character_set_results: 'latin1',
  character_set_server: 'utf8mb4',
  character_set_system: 'utf8mb3',
  collation_connection: 'latin1_swedish_ci',
  collation_database: 'utf8mb4_0900_ai_ci',
  collation_server: 'utf8mb4_0900_ai_ci',
  connect_timeout: 10n,
  datadir: '/var/lib/mysql/',
  default_storage_engine: 'InnoDB',
  enforce_gtid_consistency: 'OFF',
  event_scheduler: 'ON',
  explicit_defaults_for_timestamp: 'ON',
  flush_time: 0n,
  foreign_key_checks: 'ON',
  general_log: 'OFF',
  group_concat_max_len: 1024n,
  gtid_executed: '',
  gtid_mode: 'OFF',
  gtid_purged: '',
  have_ssl: 'YES',
  have_openssl: 'YES',
  innodb_autoinc_lock_mode: 2n,
  innodb_buffer_pool_size: 134_217_728n,
  innodb_data_file_path: 'ibdata1:12M:autoextend',
  innodb_file_per_table: 'ON',
  innodb_flush_log_at_trx_commit: 1n,
  innodb_flush_method: 'O_DIRECT',
  innodb_lock_wait_timeout: 50n,
  innodb_redo_log_capacity: 104_857_600n,
  interactive_timeout: 28_800n,
  license: 'GPL',
  local_infile: 'OFF',
  lock_wait_timeout: 31_536_000n,
  log_bin: 'ON',
  log_bin_basename: '/var/lib/mysql/binlog',
  log_bin_index: '/var/lib/mysql/binlog.index',
  log_error: 'stderr',
  log_error_verbosity: 2n,
  log_replica_updates: 'ON',
  long_query_time: '10.000000',
  lower_case_file_system: 'OFF',
  lower_case_table_names: 0n,
  max_allowed_packet: 67_108_864n,
  max_connect_errors: 100n,
  max_connections: 151n,
  max_user_connections: 0n,
  net_read_timeout: 30n,
  net_write_timeout: 60n,
  open_files_limit: 1_048_576n,
  performance_schema: 'ON',
  pid_file: '/var/run/mysqld/mysqld.pid',
  port: 3306n,
  protocol_version: 10n,
  read_only: 'OFF',
  relay_log: '',
  replica_net_timeout: 60n,
  report_host: '',
  require_secure_transport: 'OFF',
  secure_file_priv: '/var/lib/mysql-files/',
  server_id: 1n,
  skip_name_resolve: 'ON',
  skip_networking: 'OFF',
  slow_query_log: 'OFF',
  socket: '/var/run/mysqld/mysqld.sock',
  sql_log_bin: 'ON',
  sql_mode: SQL_MODE,
  sql_notes: 'ON',
  sql_require_primary_key: 'OFF',
  sql_safe_updates: 'OFF',
  super_read_only: 'OFF',
  sync_binlog: 1n,
  system_time_zone: 'UTC',
  table_definition_cache: 2000n,
  table_open_cache: 4000n,
  thread_cache_size: 9n,
  time_zone: 'SYSTEM',
  tls_version: 'TLSv1.2,TLSv1.3',
  tmpdir: '/tmp',
  transaction_isolation: 'REPEATABLE-READ',
  transaction_read_only: 'OFF',
  unique_checks: 'ON',
  version_comment: '',
  version_compile_machine: 'x86_64',
  version_compile_os: 'Linux',
  wait_timeout: 28_800n,
};
const READ_ONLY: ReadonlySet<string> = new Set([
  ...['basedir', 'bind_address', 'datadir', 'hostname', 'innodb_data_file_path', 'license'],
  ...['log_bin', 'log_error', 'lower_case_table_names', 'pid_file', 'port', 'protocol_version'],
  ...['server_uuid', 'skip_name_resolve', 'socket', 'system_time_zone', 'version'],
  ...[
    'version_comment',
    'innodb_file_per_table_x',
    'log_bin_basename',
    'have_ssl',
    'gtid_executed',
  ],
]);
const GLOBAL_ONLY: ReadonlySet<string> = new Set([
  ...['max_connections', 'max_connect_errors', 'read_only', 'super_read_only', 'server_id'],
  ...['innodb_flush_log_at_trx_commit', 'general_log', 'slow_query_log', 'event_scheduler'],
  ...['sync_binlog', 'gtid_mode', 'enforce_gtid_consistency', 'innodb_buffer_pool_size'],
  ...['local_infile', 'connect_timeout', 'log_error_verbosity', 'gtid_purged', 'table_open_cache'],
]);
const ALIASES: Readonly<Record<string, string>> = {
  tx_isolation: 'transaction_isolation',
  log_slave_updates: 'log_replica_updates',
};

const MARIADB_SQL_MODE =
  'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION';
const MARIADB: Readonly<Record<string, string | bigint>> = {
  binlog_format: 'MIXED',
  collation_database: 'utf8mb4_general_ci',
  collation_server: 'utf8mb4_general_ci',
  event_scheduler: 'OFF',
  gtid_binlog_pos: '',
  gtid_binlog_state: '',
  gtid_current_pos: '',
  gtid_domain_id: 0n,
  gtid_slave_pos: '',
  gtid_strict_mode: 'OFF',
  innodb_log_file_size: 100_663_296n,
  log_slave_updates: 'OFF',
  max_allowed_packet: 16_777_216n,
  performance_schema: 'OFF',
  pid_file: '/run/mysqld/mysqld.pid',
  secure_file_priv: '',
  skip_slave_start: 'OFF',
  slave_net_timeout: 60n,
  socket: '/run/mysqld/mysqld.sock',
  sql_mode: MARIADB_SQL_MODE,
  sync_binlog: 0n,
  tx_isolation: 'REPEATABLE-READ',
};
/** Variables that MariaDB does not have. */
const ORACLE_ONLY = [
  ...['activate_all_roles_on_login', 'enforce_gtid_consistency', 'gtid_executed', 'gtid_mode'],
  ...['gtid_purged', 'innodb_redo_log_capacity', 'log_error_verbosity', 'log_replica_updates'],
  ...['replica_net_timeout', 'server_uuid', 'sql_require_primary_key', 'super_read_only'],
];

/** Variables of one maker's server as it comes. */
function ownVariables(host: EngineHost, serverUuid: string): Map<string, Value> {
  const { version, comment, hostname, options, kind } = host;
  const own = { hostname, server_uuid: serverUuid, version, version_comment: comment };
  const variables = new Map<string, Value>(Object.entries({ ...DEFAULTS, ...own }));
  const isLogged = hasBinlog(kind, options);
  variables.set('log_bin', isLogged ? 'ON' : 'OFF');
  const base = `/var/lib/mysql/${binlogBase(kind, options, hostname)}`;
  variables.set('log_bin_basename', isLogged ? base : '');
  variables.set('log_bin_index', isLogged ? `${base}.index` : '');
  if (kind === 'mariadb') {
    for (const [name, value] of Object.entries(MARIADB)) variables.set(name, value);
    for (const name of ORACLE_ONLY) variables.delete(name);
    return variables;
  }
  if (compareVersions(version, '8.4.0') < 0) {
    variables.set('default_authentication_plugin', 'caching_sha2_password');
  } else variables.set('authentication_policy', '*,,');
  return variables;
}

/** The variables of a new server: defaults, then what its options say. */
export function initialVariables(host: EngineHost, serverUuid: string): Map<string, Value> {
  const variables = ownVariables(host, serverUuid);
  const { options } = host;
  for (const [given, text] of options) {
    const name = given.replace(/^loose_/, '');
    const skipped = /^skip_(.+)$/.exec(name)?.[1];
    if (skipped !== undefined && variables.has(skipped)) variables.set(skipped, 'OFF');
    const before = variables.get(name);
    if (before === undefined || name === 'log_bin') continue;
    variables.set(name, typeof before === 'bigint' ? sizeOf(text) : onOff(before, text));
  }
  if (variables.get('super_read_only') === 'ON') variables.set('read_only', 'ON');
  return new Map([...variables].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const UNITS: Readonly<Record<string, bigint>> = { k: 1024n, m: 1024n ** 2n, g: 1024n ** 3n };

/** `512M` in bytes. */
function sizeOf(text: string): bigint {
  const match = /^(\d+)([kmg]?)$/i.exec(text.trim());
  return match === null
    ? 0n
    : BigInt(match[1] ?? 0) * (UNITS[(match[2] ?? '').toLowerCase()] ?? 1n);
}

const isSwitch = (value: Value): boolean => value === 'ON' || value === 'OFF';
function onOff(before: Value, text: string): string {
  if (!isSwitch(before)) return text;
  return /^(1|on|true|)$/i.test(text) ? 'ON' : 'OFF';
}

function realName({ globals }: Server, name: string): string {
  const other = Object.hasOwn(ALIASES, name) ? (ALIASES[name] ?? name) : name;
  return globals.has(other) ? other : name;
}
const unknown = (name: string): never => {
  throw new SqlFailure(mysqlError(1193, 'HY000', `Unknown system variable '${name}'`));
};

/** A variable as text, for SHOW VARIABLES. */
export function variableText(
  server: Server,
  client: Client,
  name: string,
  isGlobal: boolean,
): string {
  const own = isGlobal ? undefined : client.variables.get(name);
  const value = own ?? server.globals.get(name) ?? null;
  return value === null ? '' : textOf(value);
}

/** A variable in an expression. */
export function readVariable(
  server: Server,
  client: Client,
  scope: string,
  given: string,
): { readonly value: Value; readonly type: SqlType } {
  if (scope === 'user') {
    const value = client.userVariables.get(given) ?? null;
    return { value, type: typeof value === 'bigint' ? INTEGER : textType(255) };
  }
  const name = realName(server, given);
  if (!server.globals.has(name)) unknown(given);
  if (scope === 'session' && GLOBAL_ONLY.has(name)) {
    const message = `Variable '${name}' is a GLOBAL variable`;
    throw new SqlFailure(mysqlError(1238, 'HY000', message));
  }
  const own = scope === 'global' ? undefined : client.variables.get(name);
  const value = own ?? server.globals.get(name) ?? null;
  if (isSwitch(value) && !NAMED_SWITCHES.has(name))
    return { value: value === 'ON' ? 1n : 0n, type: INTEGER };
  return { value, type: typeof value === 'bigint' ? INTEGER : textType(255) };
}

/** Switches with more than two places keep their word in expressions. */
const NAMED_SWITCHES: ReadonlySet<string> = new Set([
  ...['gtid_mode', 'enforce_gtid_consistency', 'event_scheduler', 'delay_key_write'],
  ...['session_track_gtids', 'binlog_row_metadata', 'concurrent_insert'],
]);

const wrongValue = (name: string, value: Value): never => {
  const text = value === null ? 'NULL' : textOf(value);
  throw new SqlFailure(
    mysqlError(1231, '42000', `Variable '${name}' can't be set to the value of '${text}'`),
  );
};

function settled(name: string, before: Value, value: Value): Value {
  if (isSwitch(before)) {
    const text = value === null ? '' : textOf(value).toUpperCase();
    if (['1', 'ON', 'TRUE'].includes(text)) return 'ON';
    return ['0', 'OFF', 'FALSE'].includes(text) ? 'OFF' : wrongValue(name, value);
  }
  if (typeof before === 'bigint') {
    if (typeof value === 'bigint') return value;
    if (typeof value === 'string' && value.toUpperCase() === 'DEFAULT') {
      return DEFAULTS[name] ?? before;
    }
    const message = `Incorrect argument type to variable '${name}'`;
    throw new SqlFailure(mysqlError(1232, '42000', message));
  }
  if (typeof value === 'string' && value.toUpperCase() === 'DEFAULT')
    return DEFAULTS[name] ?? before;
  return value;
}

/** `set [global] name = value`. */
export function setVariable(
  server: Server,
  client: Client,
  scope: 'session' | 'global' | 'default',
  given: string,
  value: Value,
): void {
  const name = realName(server, given);
  const before = server.globals.get(name) ?? unknown(given);
  if (READ_ONLY.has(name)) {
    throw new SqlFailure(mysqlError(1238, 'HY000', `Variable '${name}' is a read only variable`));
  }
  const next = settled(name, before, value);
  if (scope === 'global') {
    server.globals.set(name, next);
    // One follows the other.
    if (name === 'super_read_only' && next === 'ON') server.globals.set('read_only', 'ON');
    if (name === 'read_only' && next === 'OFF') server.globals.set('super_read_only', 'OFF');
    return;
  }
  if (GLOBAL_ONLY.has(name)) {
    const message = `Variable '${name}' is a GLOBAL variable and should be set with SET GLOBAL`;
    throw new SqlFailure(mysqlError(1229, 'HY000', message));
  }
  client.variables.set(name, next);
}

/** The isolation of the statement that runs now. */
export const isolationOf = (server: Server, client: Client): string =>
  client.nextIsolation === ''
    ? variableText(server, client, 'transaction_isolation', false)
    : client.nextIsolation;

/** Whether a switch is on for a client. */
export const isOn = (server: Server, client: Client, name: string): boolean =>
  (client.variables.get(name) ?? server.globals.get(name)) === 'ON';
