import { ownAt } from '../../../kernel/index.ts';
import {
  type Env,
  INTEGER,
  SqlFailure,
  type SqlType,
  textOf,
  textType,
  type Value,
} from '../../../sql/index.ts';
import { mysqlError } from '../sql/errors.ts';
import type { Client, EngineHost, Server } from './model.ts';
import { ownVariables, typedValue, type VariableSpec, variableSpecs } from './variable-defaults.ts';

/** Names of MySQL that MariaDB has otherwise. */
const ALIASES: Readonly<Record<string, string>> = {
  transaction_isolation: 'tx_isolation',
  transaction_read_only: 'tx_read_only',
};

/** The names for SHOW VARIABLES, in order; those of sessions are not among the server's. */
export function variableNames({ host, globals }: Server, isGlobal: boolean): string[] {
  const specs = variableSpecs(host);
  return [...globals.keys()].filter((name) => !isGlobal || specs.get(name)?.scope !== 'session');
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
  const other = ownAt(ALIASES, name) ?? name;
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
  const spec = variableSpecs(server.host).get(name);
  if (scope === 'session' && spec?.scope === 'global') {
    refuse(1238, `Variable '${given}' is a GLOBAL variable`);
  }
  if (scope === 'global' && spec?.scope === 'session') {
    refuse(1238, `Variable '${given}' is a SESSION variable`);
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

const refuse = (code: number, message: string): never => {
  throw new SqlFailure(mysqlError(code, 'HY000', message));
};

const wrongValue = (name: string, value: Value): never => {
  const text = value === null ? 'NULL' : textOf(value);
  throw new SqlFailure(
    mysqlError(1231, '42000', `Variable '${name}' can't be set to the value of '${text}'`),
  );
};

const SQL_MODES: ReadonlySet<string> = new Set([
  ...['REAL_AS_FLOAT', 'PIPES_AS_CONCAT', 'ANSI_QUOTES', 'IGNORE_SPACE', 'ONLY_FULL_GROUP_BY'],
  ...['NO_UNSIGNED_SUBTRACTION', 'NO_DIR_IN_CREATE', 'ANSI', 'NO_AUTO_VALUE_ON_ZERO'],
  ...['NO_BACKSLASH_ESCAPES', 'STRICT_TRANS_TABLES', 'STRICT_ALL_TABLES', 'NO_ZERO_IN_DATE'],
  ...['NO_ZERO_DATE', 'ALLOW_INVALID_DATES', 'ERROR_FOR_DIVISION_BY_ZERO', 'TRADITIONAL'],
  ...['HIGH_NOT_PRECEDENCE', 'NO_ENGINE_SUBSTITUTION', 'PAD_CHAR_TO_FULL_LENGTH'],
  ...['TIME_TRUNCATE_FRACTIONAL', 'NO_AUTO_CREATE_USER'],
]);
const TRADITIONAL =
  'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,' +
  'ERROR_FOR_DIVISION_BY_ZERO,TRADITIONAL,NO_ENGINE_SUBSTITUTION';
const ANSI = 'REAL_AS_FLOAT,PIPES_AS_CONCAT,ANSI_QUOTES,IGNORE_SPACE,ONLY_FULL_GROUP_BY,ANSI';

/** A mode as it is kept: in capitals, in the order of the server, names of groups spelt out. */
function sqlModeOf(name: string, text: string): string {
  const given = text
    .toUpperCase()
    .split(',')
    .filter((word) => word !== '');
  const wrong = given.find((word) => !SQL_MODES.has(word));
  if (wrong !== undefined) wrongValue(name, text.split(',')[given.indexOf(wrong)] ?? wrong);
  const modes = new Set(
    given.flatMap((word) =>
      word === 'TRADITIONAL' ? TRADITIONAL.split(',') : word === 'ANSI' ? ANSI.split(',') : word,
    ),
  );
  return [...SQL_MODES].filter((word) => modes.has(word)).join(',');
}

/** Words that a variable takes, where it takes only some. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  transaction_isolation: [
    ...['READ-UNCOMMITTED', 'READ-COMMITTED', 'REPEATABLE-READ', 'SERIALIZABLE'],
  ],
  binlog_format: ['MIXED', 'STATEMENT', 'ROW'],
  binlog_row_image: ['MINIMAL', 'NOBLOB', 'FULL'],
};

function wordOf(name: string, value: Value): Value {
  if (name === 'sql_mode') return sqlModeOf(name, value === null ? '' : textOf(value));
  const words = WORDS[name];
  const text = value === null ? '' : textOf(value);
  if (words === undefined) {
    if (name === 'time_zone' && !/^(system|utc|[-+](0?\d|1[0-4]):[0-5]\d)$/i.test(text)) {
      throw new SqlFailure(mysqlError(1298, 'HY000', `Unknown or incorrect time zone: '${text}'`));
    }
    return name === 'time_zone' ? text.toUpperCase() : value;
  }
  const known = words.find((word, i) => word === text.toUpperCase() || text === String(i));
  return known ?? wrongValue(name, value);
}

/** A number as the variable takes it, with a warning when it had to be changed. */
function numberIn(
  { warn }: Pick<Env, 'warn'>,
  name: string,
  value: bigint,
  range: VariableSpec['range'],
): bigint {
  if (range === undefined) return value;
  const kept = value < range[0] ? range[0] : value > range[1] ? range[1] : value;
  if (kept !== value) {
    warn('Warning', 1292, `Truncated incorrect ${name} value: '${value}'`);
  }
  return kept;
}

function settled(env: Env, spec: VariableSpec | undefined, before: Value, value: Value): Value {
  const name = spec?.name ?? '';
  if (typeof value === 'string' && value.toUpperCase() === 'DEFAULT' && spec !== undefined) {
    return typedValue(spec.value);
  }
  if (isSwitch(before)) {
    const text = value === null ? '' : textOf(value).toUpperCase();
    if (['1', 'ON', 'TRUE'].includes(text)) return 'ON';
    return ['0', 'OFF', 'FALSE'].includes(text) ? 'OFF' : wrongValue(name, value);
  }
  if (typeof before === 'bigint') {
    if (typeof value === 'bigint') return numberIn(env, name, value, spec?.range);
    const message = `Incorrect argument type to variable '${name}'`;
    throw new SqlFailure(mysqlError(1232, '42000', message));
  }
  return wordOf(name, value);
}

const READ_ONLY_IN_SESSIONS: ReadonlySet<string> = new Set([
  ...['max_allowed_packet', 'net_buffer_length', 'max_user_connections'],
]);

/** `set [global] name = value`. */
export function setVariable(
  server: Server,
  client: Client,
  env: Env,
  scope: 'session' | 'global' | 'default',
  given: string,
  value: Value,
): void {
  const name = realName(server, given);
  const before = server.globals.get(name) ?? unknown(given);
  const spec = variableSpecs(server.host).get(name);
  if (spec?.scope === 'fixed') refuse(1238, `Variable '${given}' is a read only variable`);
  if (scope === 'global' && spec?.scope === 'session') {
    refuse(1228, `Variable '${given}' is a SESSION variable and can't be used with SET GLOBAL`);
  }
  if (scope !== 'global' && spec?.scope === 'global') {
    refuse(1229, `Variable '${given}' is a GLOBAL variable and should be set with SET GLOBAL`);
  }
  if (scope !== 'global' && READ_ONLY_IN_SESSIONS.has(name)) {
    refuse(1621, `SESSION variable '${given}' is read-only. Use SET GLOBAL to assign the value`);
  }
  const next = settled(env, spec, before, value);
  if (scope === 'global') {
    server.globals.set(name, next);
    // One follows the other.
    if (name === 'super_read_only' && next === 'ON') server.globals.set('read_only', 'ON');
    if (name === 'read_only' && next === 'OFF') server.globals.set('super_read_only', 'OFF');
    return;
  }
  client.variables.set(name, next);
}

/** The isolation of the statement that runs now. */
export const isolationOf = (server: Server, client: Client): string =>
  client.nextIsolation === ''
    ? variableText(server, client, realName(server, 'transaction_isolation'), false)
    : client.nextIsolation;

/** Whether a switch is on for a client. */
export const isOn = (server: Server, client: Client, name: string): boolean =>
  (client.variables.get(name) ?? server.globals.get(name)) === 'ON';
