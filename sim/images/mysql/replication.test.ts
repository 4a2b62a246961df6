import { describe, expect, it } from 'vitest';
import { ALL_PARTS } from '../../all-parts.ts';
import { createStandardCluster } from '../../cluster/session.ts';

const MANIFEST = `apiVersion: v1
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
      terminationGracePeriodSeconds: 5
      containers:
      - name: db
        image: mysql:8.2.0
        command: [bash, -c, 'exec docker-entrypoint.sh mysqld --server-id=$((\${HOSTNAME##*-} + 1))']
        env: [{name: MYSQL_ROOT_PASSWORD, value: secret}]
        readinessProbe: {tcpSocket: {port: 3306}, periodSeconds: 2}
        volumeMounts: [{name: data, mountPath: /var/lib/mysql}]
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
`;

function start() {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const run = (script: string, stdin = ''): string => {
    const { stdout, stderr } = cluster.runScript({ script, stdin, limitMs: 900_000 });
    return stdout + stderr.replace(/^.*Using a password.*\n/gm, '');
  };
  run('kubectl apply -f -', MANIFEST);
  run('kubectl rollout status sts/my --timeout=600s');
  const sql = (pod: number, statement: string): string =>
    run(`kubectl exec -i my-${pod} -- mysql -uroot -psecret -f -vvv 2>&1`, statement);
  const status = (): Record<string, string> =>
    Object.fromEntries(
      run("kubectl exec my-1 -- mysql -uroot -psecret -e 'show replica status\\G'")
        .split('\n')
        .map((line) => /^\s*(\w+): ?(.*)$/.exec(line))
        .map((match) => [match?.[1] ?? '', match?.[2] ?? '']),
    );
  sql(0, "create user repl@'%' identified by 'pw'; grant replication slave on *.* to repl@'%'");
  return { run, sql, status };
}

const follow = (rest: string): string =>
  `change replication source to source_host='my-0.my', source_user='repl', ${rest};`;

describe('replication', () => {
  it('says why it cannot connect, how often it tried, and gives up', () => {
    const { run, sql, status } = start();
    const told = sql(
      1,
      `${follow("source_password='pw', source_connect_retry=1, source_retry_count=3")} show warnings; start replica`,
    );
    expect(told).toContain('Query OK, 0 rows affected, 2 warnings');
    expect(told).toContain('| Note  | 1759 | Sending passwords in plain text without SSL/TLS');
    run('sleep 1.5');
    const first = status();
    expect(first.Replica_IO_Running).toBe('Connecting');
    expect(first.Last_IO_Error).toBe(
      "Error connecting to source 'repl@my-0.my:3306'. This was attempt 2/3, with a delay of 1 seconds between attempts. Message: Authentication plugin 'caching_sha2_password' reported error: Authentication requires secure connection.",
    );
    run('sleep 5');
    expect(status()).toMatchObject({ Replica_IO_Running: 'No', Replica_SQL_Running: 'Yes' });
    sql(
      1,
      `stop replica; ${follow("source_password='no', get_source_public_key=1")} start replica`,
    );
    run('sleep 1');
    const refused = status();
    expect(refused.Last_IO_Errno).toBe('1045');
    expect(refused.Last_IO_Error).toContain("Access denied for user 'repl'@");
    expect(refused.Last_IO_Error_Timestamp).toMatch(/^\d{6} \d\d:\d\d:\d\d$/);
  });

  it('receives while its applier stands, lags behind, and catches up over a death of the pod', () => {
    const { run, sql, status } = start();
    sql(1, `${follow("source_password='pw', get_source_public_key=1")} start replica`);
    sql(0, 'create database d; create table d.t (id int primary key, v int)');
    run('sleep 2');
    sql(1, 'stop replica sql_thread');
    sql(0, 'insert into d.t values (1,1)');
    run('sleep 20');
    const behind = status();
    expect(behind).toMatchObject({ Replica_IO_Running: 'Yes', Replica_SQL_Running: 'No' });
    expect(behind.Seconds_Behind_Source).toBe('NULL');
    expect(Number(behind.Read_Source_Log_Pos)).toBeGreaterThan(Number(behind.Exec_Source_Log_Pos));
    expect(sql(1, 'change replication source to source_port=3307')).toContain('ERROR 3021 (HY000)');
    sql(1, 'start replica sql_thread; start replica');
    run('kubectl delete pod my-1 --grace-period=0 --force; sleep 60');
    expect(sql(1, 'select count(*) from d.t')).toContain('|        1 |');
    expect(status()).toMatchObject({ Replica_SQL_Running: 'Yes', Seconds_Behind_Source: '0' });
    sql(1, 'stop replica; change replication source to source_delay=30; start replica');
    sql(0, 'insert into d.t values (2,2)');
    run('sleep 10');
    expect(status()).toMatchObject({
      SQL_Delay: '30',
      Replica_SQL_Running_State: 'Waiting until SOURCE_DELAY seconds after source executed event',
    });
    run('sleep 40');
    expect(sql(1, 'select count(*) from d.t')).toContain('|        2 |');
  });

  it('stops at a row that is there already, and goes on when it is skipped', () => {
    const { run, sql, status } = start();
    sql(1, `${follow("source_password='pw', get_source_public_key=1")} start replica`);
    sql(0, 'create database d; create table d.t (id int primary key)');
    run('sleep 2');
    sql(1, 'insert into d.t values (7)');
    sql(0, 'insert into d.t values (7); insert into d.t values (8)');
    run('sleep 2');
    const stopped = status();
    expect(stopped).toMatchObject({ Last_SQL_Errno: '1062', Replica_SQL_Running: 'No' });
    expect(stopped.Last_SQL_Error).toMatch(
      /^Coordinator stopped because .* Worker 1 failed executing transaction 'ANONYMOUS' at source log binlog.000002, end_log_pos \d+\. See error log/,
    );
    const worker = sql(
      1,
      'select last_error_message from performance_schema.replication_applier_status_by_worker limit 1',
    );
    expect(worker).toContain(
      "Write_rows event on table d.t; Duplicate entry '7' for key 't.PRIMARY'",
    );
    expect(run('kubectl logs my-1')).toContain('replica SQL thread aborted. Fix the problem');
    sql(1, 'stop replica; set global sql_replica_skip_counter=1; start replica');
    run('sleep 2');
    expect(status()).toMatchObject({ Last_SQL_Errno: '0', Skip_Counter: '0' });
    expect(sql(1, 'select count(*) from d.t')).toContain('|        2 |');
  });
});
