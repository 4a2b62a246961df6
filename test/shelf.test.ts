import { expect, test } from 'vitest';
import type { Session } from '../sim/lesson/index.ts';
import { readLessons } from '../src/cli/lesson-source.ts';
import { startLesson, typeLine } from './walk.ts';

const folders = await readLessons();

function open(id = 'playground/three-nodes'): Session {
  const folder = folders.find(({ source }) => source.lesson.id === id);
  if (folder === undefined) throw new Error(`there is no ${id}`);
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

test('three MySQL servers take rows, each its own', () => {
  const session = start('mysql');
  const ask = (pod: number, sql: string): string =>
    typeLine(session, `kubectl exec mysql-${pod} -- mysql -psecret -Ne "${sql}"`);
  ask(0, 'create database shop; create table shop.t (a int); insert into shop.t values (7)');
  expect(ask(0, 'select a from shop.t')).toContain('7\n');
  expect(ask(1, 'select a from shop.t')).toContain("Unknown database 'shop'");
  typeLine(session, 'kubectl delete pod mysql-0; kubectl rollout status sts/mysql; sleep 10');
  expect(ask(0, 'select a from shop.t')).toContain('7\n');
});

test('PostgreSQL keeps a row over its pod', () => {
  const session = start('postgres');
  const ask = (sql: string): string =>
    typeLine(session, `kubectl exec postgres-0 -- psql -U postgres -tc "${sql}"`);
  ask('create table t (a int)');
  ask('insert into t values (6 * 7)');
  typeLine(session, 'kubectl delete pod postgres-0; kubectl rollout status sts/postgres');
  expect(ask('select a from t')).toMatch(/^\s*42$/m);
});

test('Redis keeps a key over its pod', () => {
  const session = start('redis');
  const cli = (command: string): string =>
    typeLine(session, `kubectl exec redis-0 -- redis-cli ${command}`);
  expect(cli('ping')).toContain('PONG');
  expect(cli('set color green')).toContain('OK');
  typeLine(session, 'kubectl delete pod redis-0; kubectl rollout status sts/redis');
  expect(cli('get color')).toContain('green\n');
});

test('nginx answers behind its Service, and goes on when the new version fails its probe', () => {
  const session = open();
  typeLine(session, 'kubectl apply -f nginx.yaml; kubectl rollout status deployment/front');
  const ask =
    'kubectl run ask --image=busybox:1.36 -i --rm --restart=Never --quiet -- wget -qO- front';
  expect(typeLine(session, ask)).toContain('Welcome to nginx!');
  typeLine(session, 'kubectl apply -f faults/failing-probe.yaml');
  const status = typeLine(session, 'kubectl rollout status deployment/front --timeout=60s');
  expect(status).toContain('error: timed out waiting for the condition');
  expect(typeLine(session, 'kubectl get events')).toContain('Readiness probe failed');
  expect(typeLine(session, ask)).toContain('Welcome to nginx!');
  typeLine(session, 'kubectl rollout undo deployment front');
  expect(typeLine(session, 'kubectl rollout status deployment/front --timeout=60s')).toContain(
    'successfully rolled out',
  );
});

test('a lost node takes its pods along, and comes back', () => {
  const session = start('redis');
  const node =
    /redis-0 .* (node-\d)/.exec(typeLine(session, 'kubectl get pods -o wide'))?.[1] ?? '';
  const ready = (): string => typeLine(session, 'kubectl get nodes');
  typeLine(session, `ssh ${node} poweroff; sleep 60`);
  expect(ready()).toMatch(new RegExp(`${node}\\s+NotReady`));
  const pods = typeLine(session, 'kubectl describe pod redis-0');
  expect(pods).toContain('node.kubernetes.io/unreachable');
  typeLine(session, `wakeonlan ${node}; sleep 60`);
  expect(ready()).not.toContain('NotReady');
  expect(typeLine(session, 'kubectl get pods')).toMatch(/redis-0\s+1\/1\s+Running/);
});

test('without a provisioner claims wait, and with one again they are bound', () => {
  const session = open();
  typeLine(session, 'kubectl replace --force -f faults/provisioner-out.yaml');
  typeLine(session, 'kubectl apply -f redis.yaml; sleep 30');
  expect(typeLine(session, 'kubectl get pvc')).toContain('Pending');
  expect(typeLine(session, 'kubectl describe pvc')).toContain('ExternalProvisioning');
  expect(typeLine(session, 'kubectl get pods')).toMatch(/redis-0\s+0\/1\s+Pending/);
  typeLine(session, 'kubectl replace --force -f faults/provisioner-back.yaml');
  const status = typeLine(session, 'kubectl rollout status sts/redis --timeout=3m');
  expect(status).toContain('roll out complete');
  expect(typeLine(session, 'kubectl get pvc')).toContain('Bound');
});

test.each(['one-node', 'five-nodes'])('the Playground has a cluster of %s too', (name) => {
  const session = open(`playground/${name}`);
  const nodes = typeLine(session, 'kubectl get nodes').match(/^node-\d\s+Ready/gm);
  expect(nodes).toHaveLength(name === 'one-node' ? 1 : 5);
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
