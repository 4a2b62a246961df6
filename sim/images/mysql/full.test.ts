import { expect, it } from 'vitest';
import { ALL_PARTS } from '../../all-parts.ts';
import { createStandardCluster } from '../../cluster/session.ts';

const MANIFEST = `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 64Ki}}}
---
apiVersion: v1
kind: Pod
metadata: {name: db}
spec:
  containers:
  - name: db
    image: mysql:8.4
    env: [{name: MYSQL_ROOT_PASSWORD, value: x}, {name: MYSQL_DATABASE, value: d}]
    readinessProbe: {tcpSocket: {port: 3306}, periodSeconds: 1}
    volumeMounts: [{name: data, mountPath: /var/lib/mysql}]
  volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
`;

it('MySQL refuses what a full volume has no room for, and undoes it', () => {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const run = (script: string, stdin = ''): string => {
    const { stdout, stderr } = cluster.runScript({ script, stdin, limitMs: 300_000 });
    return stdout + stderr.replace(/^.*Using a password.*\n/gm, '');
  };
  run('kubectl apply -f -', MANIFEST);
  run('kubectl wait --for=condition=Ready pod/db --timeout=60s');
  const sql = (text: string): string => run('kubectl exec -i db -- mysql -uroot -px -N d', text);
  sql('create table t (id int auto_increment primary key, b longtext)');
  expect(sql("insert into t (b) values (repeat('x', 20000))")).toBe('');
  expect(sql("insert into t (b) values (repeat('y', 50000))")).toContain(
    "ERROR 1114 (HY000) at line 1: The table 't' is full",
  );
  expect(sql('select id, length(b) from t')).toBe('1\t20000\n');
  expect(run('kubectl logs db')).toContain("[MY-013132] [Server] The table 't' is full!");
  expect(sql("insert into t (b) values ('small')")).toBe('');
  run('kubectl exec db -- bash -c "kill 1"; sleep 20');
  expect(sql('select count(*) from t')).toBe('2\n');
});
