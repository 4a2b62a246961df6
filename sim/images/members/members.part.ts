import { fillPart } from '../../kernel/index.ts';
import { createCassandra } from './cassandra.ts';
import { createEtcd } from './etcd.ts';
import { createEtcdctl } from './etcdctl.ts';
import { createCqlsh, createNodetool } from './nodetool.ts';
import { MEMBER_PROGRAMS } from './part.ts';
import { createZkCli } from './zk-cli.ts';
import { createZkServer } from './zookeeper.ts';

export const loaded = fillPart(MEMBER_PROGRAMS, {
  etcd: createEtcd,
  etcdctl: createEtcdctl,
  zkServer: createZkServer,
  zkCli: createZkCli,
  cassandra: createCassandra,
  nodetool: createNodetool,
  cqlsh: createCqlsh,
});
