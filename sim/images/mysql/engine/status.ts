import type { Server } from './model.ts';

/** What SHOW STATUS counts. */
export function statusVariables(server: Server): (readonly [name: string, value: string])[] {
  const { host, clients, questions, nextId } = server;
  const uptime = Math.max(0, Math.floor((host.nowEpochMs() - host.startedAtEpochMs) / 1000));
  const open = [...clients.values()].filter(({ isClosed }) => !isClosed);
  const running = open.filter(({ command }) => command === 'Query').length;
  const tables = [...server.catalog.schemas.values()].reduce(
    (sum, { tables: own }) => sum + own.size,
    0,
  );
  const numbers: Readonly<Record<string, number | string>> = {
    Aborted_clients: 0,
    Aborted_connects: 0,
    Bytes_received: questions * 60,
    Bytes_sent: questions * 400,
    Com_select: questions,
    Connections: nextId,
    Created_tmp_tables: 0,
    Innodb_buffer_pool_pages_total: 8192,
    Innodb_buffer_pool_read_requests: 15_000 + questions * 10,
    Innodb_rows_read: questions * 5,
    Max_used_connections: Math.max(1, open.length),
    Open_files: 2,
    Open_tables: 92 + tables,
    Opened_tables: 176 + tables,
    Queries: questions + 2,
    Questions: questions,
    Slow_queries: 0,
    Ssl_cipher: '',
    Table_open_cache_hits: questions,
    Threads_cached: 0,
    Threads_connected: open.length,
    Threads_created: open.length,
    Threads_running: running + 1,
    Uptime: uptime,
    Uptime_since_flush_status: uptime,
  };
  return Object.entries(numbers).map(([name, value]) => [name, String(value)]);
}
