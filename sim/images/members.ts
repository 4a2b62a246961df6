import type { Command } from '../kernel/index.ts';
import type { ContainerHost, Server, ServerStart, Step } from '../node/index.ts';
import { debianBased, type ImageContent } from './base.ts';
import type { ImageFamily } from './family.ts';
import { exits, logged } from './servers.ts';
import { patches, resolveVersion } from './versions.ts';

const iso = (epochMs: number): string => new Date(epochMs).toISOString();

const listens = (afterMs: number, ...ports: readonly number[]): Step[] =>
  ports.map((port, i) => ({
    type: 'listen',
    afterMs: i === 0 ? afterMs : 0,
    port,
    service: { protocol: 'tcp', speaksFirst: false },
  }));
const holds = (bytes: number): Step => ({ type: 'memory', afterMs: 0, bytes, growthPerMinute: 0 });

/** A program that says something fixed while its server runs, and fails otherwise. */
const teller = (
  host: ContainerHost,
  name: string,
  port: number,
  texts: { readonly up: string; readonly down: string },
): Command => ({
  name,
  summary: `ask the server on port ${port}`,
  *run({ stdout, stderr }) {
    if (host.isListening(port)) {
      yield* stdout.write(texts.up);
      return 0;
    }
    yield* stderr.write(texts.down);
    return 1;
  },
});

const entry = (level: string, at: number, msg: string, rest = ''): string =>
  `{"level":"${level}","ts":"${iso(at)}","caller":"etcdmain/main.go","msg":"${msg}"${rest}}`;

const etcdServer = (version: string): Server => ({
  start({ startedAtEpochMs: at, hostname }) {
    return [
      logged(60, 'stderr', entry('info', at + 60, 'Starting etcd', `,"version":"${version}"`)),
      { type: 'write', afterMs: 0, path: '/var/lib/etcd/', content: '' },
      logged(
        700,
        'stderr',
        entry('info', at + 760, 'elected leader', `,"local-member":"${hostname}"`),
      ),
      holds(24_000_000),
      ...listens(20, 2379, 2380),
      logged(0, 'stderr', entry('info', at + 780, 'ready to serve client requests')),
    ];
  },
  stop: (_start, now) => [
    logged(
      20,
      'stderr',
      entry('info', now + 20, 'received signal; shutting down', ',"signal":"terminated"'),
    ),
    exits(30, 0),
  ],
});

const ETCD_VERSIONS = ['3.4', '3.5', '3.6'].flatMap((minor) => patches(minor, 27));

const etcdContent = (version: string): ImageContent => ({
  ...debianBased(21_000_000),
  command: ['etcd'],
  servers: { etcd: etcdServer(version) },
  programs: (host) => [
    teller(host, 'etcdctl', 2379, {
      up: '127.0.0.1:2379 is healthy: successfully committed proposal: took = 2.1ms\n',
      down: '127.0.0.1:2379 is unhealthy: failed to commit proposal: context deadline exceeded\nError: unhealthy cluster\n',
    }),
  ],
});

const etcd = (repository: string): ImageFamily => ({
  repository,
  content(tag) {
    const version = resolveVersion(ETCD_VERSIONS, tag.replace(/^v/, '').replace(/-\d+$/, ''));
    return version === undefined ? undefined : etcdContent(version);
  },
});

const zookeeperServer: Server = {
  start({ startedAtEpochMs: at }) {
    const line = (afterMs: number, text: string): string =>
      `${iso(at + afterMs)
        .slice(0, 23)
        .replace('T', ' ')
        .replace('.', ',')} [myid:] - INFO  [main:o.a.z.${text}`;
    return [
      logged(
        300,
        'stdout',
        'ZooKeeper JMX enabled by default',
        'Using config: /conf/zoo.cfg',
        line(300, 's.q.QuorumPeerConfig@177] - Reading configuration from: /conf/zoo.cfg'),
      ),
      holds(180_000_000),
      ...listens(1_900, 2181, 8080),
      logged(
        0,
        'stdout',
        line(2_200, 's.NIOServerCnxnFactory@660] - binding to port 0.0.0.0/0.0.0.0:2181'),
      ),
    ];
  },
  stop: () => [exits(60, 143)],
};

const ZOOKEEPER_VERSIONS = ['3.7', '3.8', '3.9'].flatMap((minor) => patches(minor, 4));

const cassandraServer = (version: string): Server => ({
  start({ startedAtEpochMs: at }: ServerStart) {
    const line = (afterMs: number, text: string): string => {
      const when = iso(at + afterMs)
        .slice(0, 23)
        .replace('T', ' ')
        .replace('.', ',');
      return `INFO  [main] ${when} ${text}`;
    };
    return [
      logged(900, 'stdout', line(900, `CassandraDaemon.java:139 - Cassandra version: ${version}`)),
      { type: 'write', afterMs: 0, path: '/var/lib/cassandra/data/', content: '' },
      holds(900_000_000),
      logged(8_000, 'stdout', line(8_900, 'StorageService.java:864 - Starting up server gossip')),
      ...listens(9_000, 9042, 7000),
      logged(0, 'stdout', line(17_900, 'CassandraDaemon.java:768 - Startup complete')),
    ];
  },
  stop: () => [exits(800, 143)],
});

const CASSANDRA_VERSIONS = ['3.11', '4.0', '4.1', '5.0'].flatMap((minor) => patches(minor, 9));

const cassandraContent = (version: string): ImageContent => {
  const server = cassandraServer(version);
  return {
    ...debianBased(150_000_000),
    entrypoint: ['docker-entrypoint.sh'],
    command: ['cassandra', '-f'],
    files: { ...debianBased(0).files, '/var/lib/cassandra/': '' },
    servers: { 'docker-entrypoint.sh': server, cassandra: server },
    programs: (host) => [
      teller(host, 'nodetool', 9042, {
        up:
          'Datacenter: datacenter1\n=======================\nStatus=Up/Down\n' +
          '|/ State=Normal/Leaving/Joining/Moving\n' +
          '--  Address    Load       Tokens  Owns (effective)  Host ID                               Rack\n' +
          'UN  127.0.0.1  104.3 KiB  16      100.0%            7c1f6e0a-5e0b-4d8a-9b1e-0d6f0a3f7b11  rack1\n',
        down: "nodetool: Failed to connect to '127.0.0.1:7199' - ConnectException: 'Connection refused (Connection refused)'.\n",
      }),
    ],
  };
};

/** Members of other clusters, just as far as a workload of them starts and becomes ready. */
export const MEMBERS: readonly ImageFamily[] = [
  etcd('quay.io/coreos/etcd'),
  etcd('registry.k8s.io/etcd'),
  {
    repository: 'docker.io/library/zookeeper',
    content(tag) {
      const version = resolveVersion(ZOOKEEPER_VERSIONS, tag === 'latest' ? '3.9' : tag);
      if (version === undefined) return undefined;
      return {
        ...debianBased(118_000_000),
        entrypoint: ['/docker-entrypoint.sh'],
        command: ['zkServer.sh', 'start-foreground'],
        files: { ...debianBased(0).files, '/data/': '', '/datalog/': '' },
        servers: { 'docker-entrypoint.sh': zookeeperServer, zkServer: zookeeperServer },
        programs: (host) => [
          teller(host, 'zkServer.sh', 2181, {
            up:
              'ZooKeeper JMX enabled by default\nUsing config: /conf/zoo.cfg\n' +
              'Client port found: 2181. Client address: localhost. Client SSL: false.\nMode: standalone\n',
            down:
              'ZooKeeper JMX enabled by default\nUsing config: /conf/zoo.cfg\n' +
              'Error contacting service. It is probably not running.\n',
          }),
        ],
      };
    },
  },
  {
    repository: 'docker.io/library/cassandra',
    content(tag) {
      const version = resolveVersion(CASSANDRA_VERSIONS, tag === 'latest' ? '5.0' : tag);
      return version === undefined ? undefined : cassandraContent(version);
    },
  },
];
