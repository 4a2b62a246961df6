import { describe, expect, it } from 'vitest';
import { ALL_PARTS } from '../../all-parts.ts';
import { createStandardCluster } from '../../cluster/session.ts';

const manifest = (image: string, options: string): string => `apiVersion: v1
kind: Service
metadata: {name: my}
spec: {clusterIP: None, publishNotReadyAddresses: true, selector: {app: my}, ports: [{port: 3306}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: my}
spec:
  serviceName: my
  replicas: 2
  podManagementPolicy: Parallel
  selector: {matchLabels: {app: my}}
  template:
    metadata: {labels: {app: my}}
    spec:
      containers:
      - name: db
        image: ${image}
        command: [bash, -c, 'exec docker-entrypoint.sh mysqld --server-id=$((\${HOSTNAME##*-} + 1)) ${options}']
        env: [{name: MYSQL_ROOT_PASSWORD, value: secret}]
        readinessProbe: {tcpSocket: {port: 3306}, periodSeconds: 2}
        volumeMounts: [{name: data, mountPath: /var/lib/mysql}]
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
`;

function start(options: string, image = 'mysql:8.4') {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const run = (script: string, stdin = ''): string => {
    const { stdout, stderr } = cluster.runScript({ script, stdin, limitMs: 900_000 });
    return stdout + stderr.replace(/^.*Using a password.*\n/gm, '');
  };
  run('kubectl apply -f -', manifest(image, options));
  run('kubectl rollout status sts/my --timeout=600s');
  const sql = (pod: number, statement: string): string =>
    run(`kubectl exec -i my-${pod} -- mysql -uroot -psecret -N`, statement);
  const killReplica = 'kubectl delete pod my-1 --grace-period=0 --force';
  return { run, sql, killReplica };
}

const FOLLOW =
  "change replication source to source_host='my-0.my', source_user='root', source_password='secret', get_source_public_key=1";

describe('the binary log', () => {
  it('is in files of the data directory, and goes on after a restart', () => {
    const { run, sql } = start('');
    sql(0, 'create database d; flush binary logs; create table d.t (id int primary key)');
    const before = sql(0, 'show binary logs');
    expect(before).toMatch(/^binlog.000001\t158\tNo\nbinlog.000002\t\d+\tNo\nbinlog.000003\t\d+/);
    const [, size = ''] = /binlog.000003\t(\d+)/.exec(before) ?? [];
    expect(run('kubectl exec my-0 -- ls -l /var/lib/mysql/binlog.000003')).toContain(` ${size} `);
    run('kubectl delete pod my-0; kubectl rollout status sts/my --timeout=600s');
    expect(sql(0, 'show binary logs')).toBe(`${before}binlog.000004\t158\tNo\n`);
    expect(sql(0, "show binlog events in 'binlog.000003' from 237 limit 1")).toMatch(
      /^binlog.000003\t237\tQuery\t1\t\d+\tcreate table d.t \(id int primary key\) \/\* xid=\d+ \*\/\n$/,
    );
    expect(sql(0, "show binlog events in 'nope'")).toContain('ERROR 1220 (HY000)');
  });

  it('lets a replica that was down catch up from its position', () => {
    const { run, sql, killReplica } = start('');
    sql(0, 'create database d; create table d.t (id int primary key); insert into d.t values (1)');
    sql(1, `${FOLLOW}, source_log_file='binlog.000002', source_log_pos=158; start replica`);
    run('sleep 2');
    expect(sql(1, 'select id from d.t')).toBe('1\n');
    run(killReplica);
    sql(0, 'insert into d.t values (2); flush binary logs; insert into d.t values (3)');
    run('kubectl delete pod my-0; kubectl rollout status sts/my --timeout=600s; sleep 90');
    sql(0, 'insert into d.t values (4)');
    run('sleep 2');
    expect(sql(1, 'select group_concat(id) from d.t')).toBe('1,2,3,4\n');
  });

  it('refuses a position that it does not have', () => {
    const { run, sql } = start('');
    sql(1, `${FOLLOW}, source_log_file='binlog.000007', source_log_pos=4; start replica`);
    run('sleep 2');
    const status = sql(1, 'show replica status\\G');
    expect(status).toContain("'Could not find first log file name in binary log index file'");
    expect(status).toContain('Got fatal error 1236 from source');
  });

  it('goes by GTIDs, and tells which are gone', () => {
    const { run, sql } = start('--gtid-mode=ON --enforce-gtid-consistency=ON');
    sql(0, 'create database d; create table d.t (id int primary key); insert into d.t values (1)');
    sql(1, `${FOLLOW}, source_auto_position=1; start replica`);
    run('sleep 2');
    const gtids = sql(0, 'select @@gtid_executed');
    expect(gtids).toMatch(/^[0-9a-f-]{36}:1-3\n$/);
    expect(sql(1, 'select @@gtid_executed')).toBe(gtids);
    expect(sql(1, `stop replica; ${FOLLOW}, source_log_file='x'`)).toContain('ERROR 1776 (HY000)');
    run('kubectl scale sts my --replicas=1; sleep 40');
    sql(0, 'insert into d.t values (2); flush binary logs');
    sql(0, "purge binary logs to 'binlog.000003'");
    expect(sql(0, 'select @@gtid_purged')).toMatch(/:1-4\n$/);
    run('kubectl scale sts my --replicas=2; kubectl rollout status sts/my --timeout=600s');
    sql(1, 'start replica');
    run('sleep 70');
    expect(sql(1, 'show replica status\\G')).toContain('the missing transactions are');
  });

  it('forgets the old words with MySQL 8.4', () => {
    const { sql } = start('');
    expect(sql(0, 'show master status')).toContain("near 'master status' at line 1");
    expect(sql(0, 'show binary log status')).toMatch(/^binlog.000002\t158/);
  });
});
