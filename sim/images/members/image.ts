import { type Command, lateCommand } from '../../kernel/index.ts';
import type { ContainerHost } from '../../node/index.ts';
import { debianBased, type ImageContent } from '../base.ts';
import { entrypoint } from '../entrypoint.ts';
import type { ImageFamily } from '../family.ts';
import { patches, resolveVersion } from '../versions.ts';
import { MEMBER_PROGRAMS, type MemberPrograms } from './part.ts';

/** A program whose code comes when it first runs. */
const late = (
  host: ContainerHost,
  version: string,
  name: string,
  summary: string,
  key: keyof MemberPrograms,
): Command =>
  lateCommand(name, summary, MEMBER_PROGRAMS, (programs) => programs[key](version, host));

const ETCD_VERSIONS = ['3.4', '3.5', '3.6'].flatMap((minor) => patches(minor, 27));

const etcdContent = (version: string): ImageContent => ({
  ...debianBased(21_000_000),
  command: ['etcd'],
  programs: (host) => [
    late(host, version, 'etcd', 'a key-value store of several members', 'etcd'),
    late(host, version, 'etcdctl', 'the client of etcd', 'etcdctl'),
  ],
});

const etcd = (repository: string): ImageFamily => ({
  repository,
  content(tag) {
    const version = resolveVersion(ETCD_VERSIONS, tag.replace(/^v/, '').replace(/-\d+$/, ''));
    return version === undefined ? undefined : etcdContent(version);
  },
});

const ZOOKEEPER_VERSIONS = ['3.7', '3.8', '3.9'].flatMap((minor) => patches(minor, 4));

const CASSANDRA_VERSIONS = ['3.11', '4.0', '4.1', '5.0'].flatMap((minor) => patches(minor, 9));

const isOption = (word: string): boolean => word.startsWith('-');

const cassandraContent = (version: string): ImageContent => ({
  ...debianBased(150_000_000),
  entrypoint: ['docker-entrypoint.sh'],
  command: ['cassandra', '-f'],
  files: { ...debianBased(0).files, '/var/lib/cassandra/': '' },
  programs: (host) => [
    entrypoint(host, 'cassandra', isOption),
    late(host, version, 'cassandra', 'the Cassandra server', 'cassandra'),
    late(host, version, 'nodetool', 'look after a Cassandra node', 'nodetool'),
    late(host, version, 'cqlsh', 'the shell of Cassandra', 'cqlsh'),
  ],
});

const zookeeperContent = (version: string): ImageContent => {
  const base = debianBased(118_000_000);
  return {
    ...base,
    entrypoint: ['/docker-entrypoint.sh'],
    command: ['zkServer.sh', 'start-foreground'],
    files: { ...base.files, '/data/': '', '/datalog/': '' },
    tools: [...base.tools, 'nc', 'wget'],
    programs: (host) => [
      entrypoint(host, 'zkServer.sh', isOption),
      late(host, version, 'zkServer.sh', 'the ZooKeeper server', 'zkServer'),
      late(host, version, 'zkCli.sh', 'the shell of ZooKeeper', 'zkCli'),
    ],
  };
};

/** Members of groups that keep something together: their code comes when one first runs. */
export const MEMBERS: readonly ImageFamily[] = [
  etcd('quay.io/coreos/etcd'),
  etcd('registry.k8s.io/etcd'),
  {
    repository: 'docker.io/library/zookeeper',
    content(tag) {
      const version = resolveVersion(ZOOKEEPER_VERSIONS, tag === 'latest' ? '3.9' : tag);
      return version === undefined ? undefined : zookeeperContent(version);
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
