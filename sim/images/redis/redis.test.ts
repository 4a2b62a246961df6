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
