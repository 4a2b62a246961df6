import { usedBytes } from './execute.ts';
import { humanBytes } from './numbers.ts';
import { isAppending } from './saving.ts';
import type { RedisServer } from './server.ts';

type Lines = readonly (readonly [string, string | number])[];

const NODE_BYTES = 8_589_934_592;

function serverLines(server: RedisServer): Lines {
  const seconds = Math.floor((server.clock.nowMs() - server.startedMs) / 1000);
  return [
    ['redis_version', server.version],
    ['redis_git_sha1', '00000000'],
    ['redis_git_dirty', 0],
    ['redis_build_id', server.runId.slice(0, 16)],
    ['redis_mode', 'standalone'],
    ['os', 'Linux 6.12.0 x86_64'],
    ['arch_bits', 64],
    ['multiplexing_api', 'epoll'],
    ['process_id', 1],
    ['run_id', server.runId],
    ['tcp_port', server.setting('port')],
    ['server_time_usec', `${server.clock.epochMs()}000`],
    ['uptime_in_seconds', seconds],
    ['uptime_in_days', Math.floor(seconds / 86_400)],
    ['hz', server.setting('hz')],
    ['configured_hz', server.setting('hz')],
    ['executable', `${server.setting('dir')}/redis-server`],
    ['config_file', server.configFile],
  ];
}

const clientLines = (server: RedisServer): Lines => [
  ['connected_clients', [...server.clients].filter((each) => !each.isReplica).length],
  ['cluster_connections', 0],
  ['maxclients', server.setting('maxclients')],
  ['blocked_clients', server.waiting.size],
  ['tracking_clients', 0],
];

function memoryLines(server: RedisServer): Lines {
  const used = usedBytes(server);
  const limit = Number(server.setting('maxmemory'));
  return [
    ['used_memory', used],
    ['used_memory_human', humanBytes(used)],
    ['used_memory_rss', used + 9_000_000],
    ['used_memory_rss_human', humanBytes(used + 9_000_000)],
    ['used_memory_peak', used],
    ['used_memory_peak_human', humanBytes(used)],
    ['total_system_memory', NODE_BYTES],
    ['total_system_memory_human', humanBytes(NODE_BYTES)],
    ['maxmemory', limit],
    ['maxmemory_human', humanBytes(limit)],
    ['maxmemory_policy', server.setting('maxmemory-policy')],
    ['mem_fragmentation_ratio', '9.50'],
    ['mem_allocator', 'jemalloc-5.3.0'],
  ];
}

const persistenceLines = (server: RedisServer): Lines => [
  ['loading', 0],
  ['rdb_changes_since_last_save', server.saved.changes],
  ['rdb_bgsave_in_progress', server.saved.runningUntilMs === undefined ? 0 : 1],
  ['rdb_last_save_time', Math.floor(server.saved.lastEpochMs / 1000)],
  ['rdb_last_bgsave_status', server.saved.isLastGood ? 'ok' : 'err'],
  ['rdb_last_bgsave_time_sec', -1],
  ['aof_enabled', isAppending(server) ? 1 : 0],
  ['aof_rewrite_in_progress', 0],
  ['aof_last_bgrewrite_status', 'ok'],
  ['aof_last_write_status', 'ok'],
];

const statsLines = ({ stats, clients }: RedisServer): Lines => [
  ['total_connections_received', stats.connections],
  ['total_commands_processed', stats.commands],
  ['instantaneous_ops_per_sec', 0],
  ['rejected_connections', 0],
  ['sync_full', stats.fullSyncs],
  ['sync_partial_ok', 0],
  ['sync_partial_err', 0],
  ['expired_keys', stats.expiredKeys],
  ['evicted_keys', 0],
  ['keyspace_hits', stats.hits],
  ['keyspace_misses', stats.misses],
  ['pubsub_channels', new Set([...clients].flatMap(({ channels }) => [...channels])).size],
];

const NO_REPLICATION = '0000000000000000000000000000000000000000';

function replicationLines(server: RedisServer): Lines {
  const replicas = [...server.clients].filter(({ isReplica }) => isReplica);
  const { link, stats, clock } = server;
  const upstream: Lines =
    link === undefined
      ? [['role', 'master']]
      : [
          ['role', 'slave'],
          ['master_host', link.host],
          ['master_port', link.port],
          ['master_link_status', link.isUp ? 'up' : 'down'],
          ['master_last_io_seconds_ago', link.isUp ? 1 : -1],
          ['master_sync_in_progress', 0],
          ['slave_read_repl_offset', stats.offset],
          ['slave_repl_offset', stats.offset],
          ...(link.isUp
            ? []
            : ([
                [
                  'master_link_down_since_seconds',
                  Math.floor((clock.nowMs() - link.downSinceMs) / 1000),
                ],
              ] as const)),
          ['slave_priority', server.setting('replica-priority')],
          ['slave_read_only', server.setting('replica-read-only') === 'yes' ? 1 : 0],
          ['replica_announced', 1],
        ];
  return [
    ...upstream,
    ['connected_slaves', replicas.length],
    ...replicas.map(
      ({ peer, replicaPort }, i) =>
        [
          `slave${i}`,
          `ip=${peer.address},port=${replicaPort},state=online,offset=${stats.offset},lag=0`,
        ] as const,
    ),
    ['master_failover_state', 'no-failover'],
    ['master_replid', server.runId],
    ['master_replid2', NO_REPLICATION],
    ['master_repl_offset', stats.offset],
    ['second_repl_offset', -1],
    ['repl_backlog_active', replicas.length > 0 ? 1 : 0],
    ['repl_backlog_size', 1_048_576],
    ['repl_backlog_first_byte_offset', replicas.length > 0 ? 1 : 0],
    ['repl_backlog_histlen', replicas.length > 0 ? stats.offset : 0],
  ];
}

function keyspaceLines({ databases, clock }: RedisServer): Lines {
  const nowEpochMs = clock.epochMs();
  return databases.flatMap((database, i) => {
    const live = [...database.values()].filter(
      ({ expiresAtEpochMs: end }) => end === undefined || end > nowEpochMs,
    );
    if (live.length === 0) return [];
    const ends = live.flatMap(({ expiresAtEpochMs: end }) => (end === undefined ? [] : [end]));
    const left = ends.reduce((sum, end) => sum + end - nowEpochMs, 0);
    const average = ends.length === 0 ? 0 : Math.round(left / ends.length);
    return [[`db${i}`, `keys=${live.length},expires=${ends.length},avg_ttl=${average}`] as const];
  });
}

const SECTIONS: Readonly<Record<string, (server: RedisServer) => Lines>> = {
  Server: serverLines,
  Clients: clientLines,
  Memory: memoryLines,
  Persistence: persistenceLines,
  Stats: statsLines,
  Replication: replicationLines,
  CPU: () => [
    ['used_cpu_sys', '0.050000'],
    ['used_cpu_user', '0.060000'],
  ],
  Modules: () => [],
  Errorstats: ({ errors }) =>
    [...errors].map(([code, count]) => [`errorstat_${code}`, `count=${count}`] as const),
  Commandstats: ({ calls }) =>
    [...calls].map(
      ([name, count]) =>
        [
          `cmdstat_${name}`,
          `calls=${count},usec=${count * 2},usec_per_call=2.00,rejected_calls=0,failed_calls=0`,
        ] as const,
    ),
  Cluster: () => [['cluster_enabled', 0]],
  Keyspace: keyspaceLines,
};
const NOT_BY_DEFAULT: ReadonlySet<string> = new Set(['commandstats']);

/** The text of INFO: the named sections, or those that are shown by default. */
export function infoText(server: RedisServer, wanted: readonly string[]): string {
  const names = new Set(wanted.map((name) => name.toLowerCase()));
  const isAll = names.has('all') || names.has('everything');
  const isDefault = names.size === 0 || names.has('default');
  return Object.entries(SECTIONS)
    .filter(([name]) => {
      const key = name.toLowerCase();
      return isAll || names.has(key) || (isDefault && !NOT_BY_DEFAULT.has(key));
    })
    .map(
      ([name, lines]) =>
        `# ${name}\r\n${lines(server)
          .map(([key, value]) => `${key}:${value}\r\n`)
          .join('')}`,
    )
    .join('\r\n');
}
