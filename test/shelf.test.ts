import { expect, test } from 'vitest';
import type { Session } from '../sim/lesson/index.ts';
import { readLessons } from '../src/cli/lesson-source.ts';
import { startLesson, typeLine } from './walk.ts';

const folders = await readLessons();

function open(): Session {
  const folder = folders.find(({ source }) => source.lesson.id === 'playground/three-nodes');
  if (folder === undefined) throw new Error('there is no playground/three-nodes');
  return startLesson(folder.source, 1);
}

function start(name: string): Session {
  const session = open();
  typeLine(session, `kubectl apply -f ${name}.yaml`);
  const status = typeLine(session, `kubectl rollout status sts/${name} --timeout=5m`);
  expect(status).toMatch(/complete|3 new pods have been updated|partitioned roll out/);
  return session;
}

test('etcd keeps a key with a majority of its members, and writes nothing without one', () => {
  const session = start('etcd');
  const etcdctl = (pod: number, args: string): string =>
    typeLine(session, `kubectl exec etcd-${pod} -- etcdctl ${args}`);
  expect(etcdctl(0, 'member list')).toMatch(/started, etcd-0.*\n.*etcd-1.*\n.*etcd-2/);
  expect(etcdctl(1, 'put color green')).toContain('OK');
  expect(etcdctl(2, 'get color')).toContain('color\ngreen\n');
  expect(etcdctl(2, 'endpoint health')).toContain('is healthy');

  typeLine(session, 'kubectl delete pod etcd-2');
  typeLine(session, 'kubectl rollout status sts/etcd; sleep 60');
  expect(etcdctl(2, 'get color --print-value-only')).toContain('green\n');

  typeLine(session, 'kubectl scale sts etcd --replicas=1; sleep 60');
  expect(etcdctl(0, 'put color red')).toContain('Error: context deadline exceeded');
  typeLine(session, 'kubectl scale sts etcd --replicas=3; sleep 60');
  expect(etcdctl(0, 'get color --print-value-only')).toContain('green\n');
  expect(etcdctl(1, 'del color')).toContain('1\n');
  expect(etcdctl(0, 'get color')).not.toContain('green');
});

test('ZooKeeper has one leader, and its members answer with the same tree', () => {
  const session = start('zookeeper');
  const zk = (pod: number, command: string): string =>
    typeLine(session, `kubectl exec zookeeper-${pod} -- ${command}`);
  const modes = [0, 1, 2].map((pod) => /Mode: (\w+)/.exec(zk(pod, 'zkServer.sh status'))?.[1]);
  expect(modes.sort()).toEqual(['follower', 'follower', 'leader']);
  expect(zk(0, 'zkCli.sh create /color green')).toContain('Created /color');
  expect(zk(1, 'zkCli.sh create /color red')).toContain('Node already exists: /color');
  expect(zk(2, 'zkCli.sh get /color')).toContain('green\n');
  expect(zk(1, 'zkCli.sh ls /')).toContain('[color, zookeeper]');
  expect(zk(1, "sh -c 'echo ruok | nc localhost 2181'")).toContain('imok');
  expect(zk(0, "sh -c 'echo dump | nc localhost 2181'")).toContain('not in the whitelist');
});

test('the nodes of Cassandra know each other, and see who is down', () => {
  const session = start('cassandra');
  const status = (): string => typeLine(session, 'kubectl exec cassandra-0 -- nodetool status');
  expect(status().match(/^UN /gm)).toHaveLength(3);
  typeLine(session, 'kubectl scale sts cassandra --replicas=2; sleep 30');
  expect(status().match(/^DN /gm)).toHaveLength(1);
  const cqlsh = typeLine(session, 'kubectl exec cassandra-0 -- cqlsh');
  expect(cqlsh).toContain('not simulated');
});

test('a slow pull and a slow DNS are switched on and off with a file', () => {
  const session = open();
  const seconds = (command: string): number => {
    const fromMs = session.nowMs();
    typeLine(session, command);
    return (session.nowMs() - fromMs) / 1000;
  };
  const run = (name: string, image: string): number => {
    const fromS = session.nowMs() / 1000;
    typeLine(session, `kubectl run ${name} --image=${image} -- sleep infinity`);
    typeLine(session, `kubectl wait --for=condition=Ready pod/${name} --timeout=5m`);
    return session.nowMs() / 1000 - fromS;
  };
  typeLine(session, 'kubectl apply -f faults/slow-pull.yaml');
  expect(run('slow', 'busybox:1.36')).toBeGreaterThan(90);
  typeLine(session, 'kubectl delete -f faults/slow-pull.yaml');
  expect(run('quick', 'busybox:1.35')).toBeLessThan(30);

  const ask = 'kubectl exec slow -- nslookup kubernetes.default.svc.cluster.local';
  const usual = seconds(ask);
  typeLine(session, 'kubectl apply -f faults/slow-dns.yaml');
  expect(seconds(ask) - usual).toBeGreaterThanOrEqual(3);
  typeLine(
    session,
    "sed -i 's/3s/5s/' faults/slow-dns.yaml; kubectl apply -f faults/slow-dns.yaml",
  );
  expect(typeLine(session, ask)).toContain('no servers could be reached');
  typeLine(session, 'kubectl delete -f faults/slow-dns.yaml');
  expect(seconds(ask)).toBeLessThanOrEqual(usual + 1);
});
