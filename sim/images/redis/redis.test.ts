import { describe, expect, it } from 'vitest';
import { ALL_PARTS } from '../../all-parts.ts';
import { createStandardCluster } from '../../cluster/session.ts';

const redis = (name: string, args: string, replicas = 1): string => `apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec: {clusterIP: None, selector: {app: ${name}}, ports: [{port: 6379}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: ${name}}
spec:
  serviceName: ${name}
  replicas: ${replicas}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers:
      - name: redis
        image: redis:7.2
        args: [${args}]
        ports: [{containerPort: 6379}]
        readinessProbe: {exec: {command: [redis-cli, ping]}}
        volumeMounts: [{name: data, mountPath: /data}]
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
`;

function start(args = '', replicas = 1) {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const run = (script: string): string => {
    const { stdout, stderr } = cluster.runScript({ script, stdin: '', limitMs: 600_000 });
    return stdout + stderr;
  };
  const manifest = redis('redis', args, replicas);
  cluster.runScript({ script: 'kubectl apply -f -', stdin: manifest, limitMs: 60_000 });
  run('kubectl rollout status sts/redis --timeout=300s');
  return { cluster, run, cli: (line: string) => run(`kubectl exec redis-0 -- redis-cli ${line}`) };
}

describe('redis', () => {
  it('keeps a snapshot on the volume, over the death of its pod', () => {
    const { run, cli } = start();
    expect(cli('set city Quito')).toBe('OK\n');
    expect(run('kubectl delete pod redis-0')).toContain('deleted');
    run('kubectl wait --for=condition=Ready pod/redis-0 --timeout=120s');
    expect(cli('get city')).toBe('Quito\n');
    expect(run('kubectl logs redis-0')).toContain('Done loading RDB, keys loaded: 1');
  });

  it('loses what was not saved when it is killed, and keeps it with an append-only file', () => {
    const lost = start();
    lost.cli('set city Quito');
    lost.run('kubectl delete pod redis-0 --grace-period=0 --force');
    lost.run('kubectl wait --for=condition=Ready pod/redis-0 --timeout=120s');
    expect(lost.cli('get city')).toBe('\n');
    const kept = start('--appendonly, "yes"');
    kept.cli('set city Quito');
    kept.run('kubectl delete pod redis-0 --grace-period=0 --force');
    kept.run('kubectl wait --for=condition=Ready pod/redis-0 --timeout=120s');
    expect(kept.cli('get city')).toBe('Quito\n');
  });

  it('expires keys in virtual time', () => {
    const { cli, cluster } = start();
    cli('set k v ex 60');
    cluster.world.advance(30_000);
    expect(cli('exists k')).toBe('1\n');
    cluster.world.advance(40_000);
    expect(cli('exists k')).toBe('0\n');
  });

  it('replicates to another member, which refuses writes', () => {
    const { run, cli, cluster } = start('', 2);
    run('kubectl exec redis-1 -- redis-cli replicaof redis-0.redis 6379');
    cluster.world.advance(5_000);
    cli('set city Quito');
    cluster.world.advance(1_000);
    expect(run('kubectl exec redis-1 -- redis-cli get city')).toBe('Quito\n');
    expect(run('kubectl exec redis-1 -- redis-cli set a 1')).toContain('READONLY');
    expect(cli('info replication')).toContain('connected_slaves:1');
    run('kubectl exec redis-1 -- redis-cli replicaof no one');
    expect(run('kubectl exec redis-1 -- redis-cli set a 1')).toBe('OK\n');
  });

  it('asks for a password, and wakes a client that waits', () => {
    const { run, cli, cluster } = start('--requirepass, s3cret');
    expect(cli('get a')).toBe('NOAUTH Authentication required.\n\n');
    expect(cli('-a s3cret --no-auth-warning get a')).toBe('\n');
    const env = 'kubectl exec redis-0 -- env REDISCLI_AUTH=s3cret';
    const terminal = cluster.openTerminal('t', { columns: 100, rows: 30 });
    terminal.master.sendLine(`${env} redis-cli blpop jobs 0`);
    cluster.world.advance(5_000);
    run(`${env} redis-cli rpush jobs one`);
    cluster.world.advance(1_000);
    expect(terminal.output()).toContain('jobs\none');
  });
});

describe('more of redis', () => {
  it('gives entries of a stream to consumers, who keep them over a restart', () => {
    const { run, cli } = start('');
    cli('xadd s 1-1 f a');
    cli('xadd s 2-1 f b');
    expect(cli('xgroup create s g 0')).toBe('OK\n');
    expect(cli('xgroup create s g 0')).toContain('BUSYGROUP Consumer Group name already exists');
    expect(cli("xreadgroup group g c1 count 1 streams s '>'")).toBe('s\n1-1\nf\na\n');
    expect(cli('xpending s g')).toBe('1\n1-1\n1-1\nc1\n1\n');
    cli('save');
    run('kubectl delete pod redis-0; kubectl rollout status sts/redis --timeout=300s');
    expect(cli("xreadgroup group g c2 streams s '>'")).toBe('s\n2-1\nf\nb\n');
    expect(cli('xack s g 1-1 2-1 9-9')).toBe('2\n');
    expect(cli("xreadgroup group no c1 streams s '>'")).toContain(
      "NOGROUP No such key 's' or consumer group 'no' in XREADGROUP with GROUP option",
    );
  });

  it('lets users do what they may', () => {
    const { cli } = start('');
    cli('set x 1');
    expect(cli("acl setuser bob on '>pw' '~x*' '+get'")).toBe('OK\n');
    const asBob = (line: string): string => cli(`--user bob --pass pw --no-auth-warning ${line}`);
    expect(asBob('get x')).toBe('1\n');
    expect(asBob('get y')).toContain(
      'NOPERM this user has no permissions to access one of the keys',
    );
    expect(asBob('set x 2')).toContain(
      "NOPERM this user has no permissions to run the 'set' command",
    );
    expect(cli('acl deluser bob')).toBe('1\n');
  });

  it('sorts, counts bits and puts sorted sets together', () => {
    const { cli } = start('');
    cli('rpush l 3 1 2');
    expect(cli('sort l desc limit 0 2')).toBe('3\n2\n');
    cli('setbit b 7 1');
    expect(cli('bitcount b')).toBe('1\n');
    expect(cli('bitfield b set u8 0 255 incrby u8 0 10')).toBe('1\n9\n');
    cli('zadd z1 1 a 2 b');
    cli('zadd z2 3 b 4 c');
    expect(cli('zunion 2 z1 z2 withscores')).toBe('a\n1\nc\n4\nb\n5\n');
    expect(cli('zinterstore out 2 z1 z2 weights 2 1')).toBe('1\n');
    expect(cli('zrange out 0 -1 withscores')).toBe('b\n7\n');
  });
});
