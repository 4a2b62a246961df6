import { lookup, type Value } from '../../../sql/index.ts';
import { compareVersions } from '../../versions.ts';
import { binlogBase, hasBinlog } from '../binlog-files.ts';
import { MARIADB_VARIABLE_LIST } from './mariadb-variable-list.ts';
import type { EngineHost } from './model.ts';
import { VARIABLE_LIST } from './variable-list.ts';

/** How a variable may be set: not at all, for the server, for a session, or for both. */
export type VariableScope = 'fixed' | 'global' | 'session' | 'both';

/** A variable of a server as it comes. */
export interface VariableSpec {
  readonly name: string;
  readonly value: string;
  readonly scope: VariableScope;
  /** What a number may be; undefined where nothing is known. */
  readonly range: readonly [least: bigint, most: bigint] | undefined;
}

const SCOPES = lookup<VariableScope>({ '!': 'fixed', '*': 'global', '~': 'session' });

function specOf(entry: string): VariableSpec {
  const match = /^([!*~]?)(\w+)=(.*?)(?:<(-?\d+):(\d+))?$/s.exec(entry);
  if (match === null) throw new Error(`not a variable: ${entry}`);
  const [, mark = '', name = '', value = '', least, most] = match;
  return {
    name,
    value: value.replaceAll('%', '|'),
    scope: SCOPES.get(mark) ?? 'both',
    range: least === undefined || most === undefined ? undefined : [BigInt(least), BigInt(most)],
  };
}

const readList = (list: string): ReadonlyMap<string, VariableSpec> =>
  new Map(
    list
      .trim()
      // A long value goes on in the next line, behind a blank.
      .replaceAll('\n ', '')
      .split(/[|\n]/)
      .map((entry) => {
        const spec = specOf(entry);
        return [spec.name, spec];
      }),
  );

const ORACLE = readList(VARIABLE_LIST);
const MARIADB = readList(MARIADB_VARIABLE_LIST);

/** All variables of one maker's servers, by name. */
export const variableSpecs = ({
  kind,
}: Pick<EngineHost, 'kind'>): ReadonlyMap<string, VariableSpec> =>
  kind === 'mariadb' ? MARIADB : ORACLE;

/** What servers before 8.4 have otherwise. */
const BEFORE_84: Readonly<Record<string, string>> = {
  default_authentication_plugin: 'caching_sha2_password',
  explain_format: 'TRADITIONAL',
  have_openssl: 'YES',
  have_ssl: 'YES',
  innodb_adaptive_hash_index: 'ON',
  innodb_buffer_pool_in_core_file: 'ON',
  innodb_doublewrite_pages: '4',
  innodb_flush_method: 'fsync',
  innodb_io_capacity: '200',
  innodb_io_capacity_max: '2000',
  innodb_log_buffer_size: '16777216',
  innodb_numa_interleave: 'OFF',
  innodb_page_cleaners: '1',
  innodb_purge_threads: '4',
  innodb_use_fdatasync: 'OFF',
  temptable_max_mmap: '1073741824',
  temptable_use_mmap: 'ON',
};
/** Variables that came with 8.4 and 9. */
const SINCE_84 = [
  ...['activate_mandatory_roles', 'container_aware', 'explain_json_format_version'],
  ...['innodb_native_foreign_keys', 'replication_optimize_for_static_plugin_config'],
  ...['restrict_fk_on_non_standard_key', 'server_memory', 'table_open_cache_triggers'],
  ...['tls_certificates_enforced_validation', 'version_with_update'],
];

const isNumber = (value: string): boolean => /^\d+$/.test(value);

/** A variable's value as expressions see it. */
export const typedValue = (value: string): Value => (isNumber(value) ? BigInt(value) : value);

/** Variables of one maker's server as it comes, without its options. */
export function ownVariables(host: EngineHost, serverUuid: string): Map<string, Value> {
  const { version, dataVersion, comment, hostname, options, kind } = host;
  const minor = dataVersion.split('.').slice(0, 2).join('.');
  const filled = (value: string): string =>
    value
      .replaceAll('@host', hostname)
      .replaceAll('@version', dataVersion)
      .replaceAll('@minor', minor);
  const variables = new Map<string, Value>(
    [...variableSpecs(host).values()].map(({ name, value }) => [name, typedValue(filled(value))]),
  );
  const own = { hostname, version, version_comment: comment };
  for (const [name, value] of Object.entries(own)) variables.set(name, value);
  const isLogged = hasBinlog(kind, options);
  const base = `/var/lib/mysql/${binlogBase(kind, options, hostname)}`;
  variables.set('log_bin', isLogged ? 'ON' : 'OFF');
  variables.set('log_bin_basename', isLogged ? base : '');
  variables.set('log_bin_index', isLogged ? `${base}.index` : '');
  if (kind === 'mariadb') return variables;
  variables.set('server_uuid', serverUuid);
  if (compareVersions(dataVersion, '8.4.0') >= 0) return variables;
  for (const [name, value] of Object.entries(BEFORE_84)) variables.set(name, typedValue(value));
  for (const name of SINCE_84) variables.delete(name);
  return variables;
}
