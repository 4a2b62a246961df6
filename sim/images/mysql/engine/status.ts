import { compareVersions } from '../../versions.ts';
import type { Client, EngineHost, Server } from './model.ts';
import { STATUS_LIST } from './status-list.ts';

/** What a server that has just started says, by name. */
const AT_START: readonly (readonly [string, string])[] = STATUS_LIST.trim()
  .split(/[|\n]/)
  .map((entry) => {
    const at = entry.indexOf('=');
    return at < 0 ? [entry, '0'] : [entry.slice(0, at), entry.slice(at + 1)];
  });

const ORACLE_ONLY = /^(Caching_sha2|Current_tls|Deprecated_|Error_log|Mysqlx|Telemetry|Resource_)/;
const SINCE_84 = /^(option_tracker|Deprecated_|Telemetry_|Count_hit|Table_open_cache_triggers)/;

function names({ kind, dataVersion }: EngineHost): typeof AT_START {
  if (kind === 'mariadb') return AT_START.filter(([name]) => !ORACLE_ONLY.test(name));
  const isNew = compareVersions(dataVersion, '8.4.0') >= 0;
  return isNew ? AT_START : AT_START.filter(([name]) => !SINCE_84.test(name));
}

/** What SHOW STATUS counts. */
export function statusVariables(
  server: Server,
  client: Client,
): (readonly [name: string, value: string])[] {
  const { host, clients, questions, nextId, counts } = server;
  const uptime = Math.max(0, Math.floor((host.nowEpochMs() - host.startedAtEpochMs) / 1000));
  const open = [...clients.values()].filter(({ isClosed }) => !isClosed);
  const running = open.filter(({ command }) => command === 'Query').length;
  const tables = [...server.catalog.schemas.values()].reduce(
    (sum, { tables: own }) => sum + own.size,
    0,
  );
  const cipher = String(client.facts.get('ssl_cipher') ?? '');
  const own: Readonly<Record<string, number | string>> = {
    Bytes_received: questions * 60,
    Bytes_sent: questions * 400,
    Connections: nextId,
    Innodb_buffer_pool_pages_total: 8192,
    Innodb_buffer_pool_read_requests: 15_000 + questions * 10,
    Innodb_rows_read: questions * 5,
    Max_used_connections: Math.max(1, open.length),
    Open_files: 2,
    Open_tables: 92 + tables,
    Opened_tables: 176 + tables,
    Queries: questions + 2,
    Questions: questions,
    Ssl_cipher: cipher,
    Ssl_version: cipher === '' ? '' : 'TLSv1.3',
    Table_open_cache_hits: questions,
    Threads_connected: open.length,
    Threads_created: open.length,
    Threads_running: running + 1,
    Uptime: uptime,
    Uptime_since_flush_status: uptime,
  };
  return names(host).map(([name, value]) => {
    const counted = own[name] ?? counts.get(name);
    return [name, counted === undefined ? value : String(counted)];
  });
}
