import { describe, expect, it } from 'vitest';
import { ALL_PARTS } from '../../all-parts.ts';
import { createStandardCluster } from '../../cluster/session.ts';

const SIZE = { columns: 120, rows: 40 };

const statefulSet = (image: string, replicas: number): string => `apiVersion: v1
kind: Namespace
metadata: {name: mysql}
---
apiVersion: v1
kind: Secret
metadata: {name: mysql-secret, namespace: mysql}
stringData: {MYSQL_ROOT_PASSWORD: mysqlroot, MYSQL_USER: mysqluser, MYSQL_PASSWORD: secret}
---
apiVersion: v1
kind: Service
metadata: {name: mysql-headless, namespace: mysql}
spec: {clusterIP: None, selector: {app: mysql}, ports: [{port: 3306}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: mysql-stateful, namespace: mysql}
spec:
  serviceName: mysql-headless
  replicas: ${replicas}
  selector: {matchLabels: {app: mysql}}
  template:
    metadata: {labels: {app: mysql}}
    spec:
      containers:
      - name: mysql
        image: ${image}
        ports: [{containerPort: 3306}]
        envFrom: [{secretRef: {name: mysql-secret}}]
        env: [{name: MYSQL_DATABASE, value: app}]
        readinessProbe:
          exec: {command: [sh, -c, 'mysqladmin ping -h 127.0.0.1 -uroot -p$MYSQL_ROOT_PASSWORD']}
          periodSeconds: 2
        volumeMounts: [{name: data, mountPath: /var/lib/mysql}]
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
---
apiVersion: v1
kind: Pod
metadata: {name: k8sutils, namespace: mysql}
spec:
  containers:
  - {name: k8sutils, image: "quay.io/iamgini/k8sutils:debian12-1.1", command: [sleep, infinity]}
`;

function start(image = 'mysql:8.2.0', replicas = 1) {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const apply = (manifest: string): void => {
    cluster.runScript({ script: 'kubectl apply -f -', stdin: manifest, limitMs: 60_000 });
  };
  const run = (script: string, stdin = ''): string => {
    const { stdout, stderr } = cluster.runScript({ script, stdin, limitMs: 900_000 });
    return stdout + stderr;
  };
  apply(statefulSet(image, replicas));
  run('kubectl rollout status sts/mysql-stateful -n mysql --timeout=600s');
  run('kubectl wait -n mysql --for=condition=Ready pod/k8sutils --timeout=120s');
  const host = 'mysql-stateful-0.mysql-headless';
  const sql = (statement: string, options = ''): string =>
    run(
      `kubectl exec -i -n mysql k8sutils -- mysql -uroot -pmysqlroot -h ${host} ${options}`,
      statement,
    );
  const open = (id: string, line: string) => {
    const terminal = cluster.openTerminal(id, SIZE);
    const isAsking = (): boolean => terminal.master.state().type === 'line';
    const type = (text: string): string => {
      cluster.world.advanceUntil(isAsking, 60_000);
      const from = terminal.output().length;
      terminal.master.sendLine(text);
      cluster.world.settle();
      cluster.world.advance(50);
      cluster.world.advanceUntil(isAsking, 200_000);
      return terminal.output().slice(from);
    };
    type(line);
    return type;
  };
  return { cluster, run, sql, open, host };
}

// The cluster's DNS may give the old address for half a minute.
const forgetAddress = 'sleep 40';
const waitReady = `kubectl wait -n mysql --for=condition=Ready pod/mysql-stateful-0 --timeout=300s; ${forgetAddress}`;

describe('MySQL in a StatefulSet', () => {
  it('walks: a shell in a pod, a name, a password, a row, a pod that dies, the row again', () => {
    const { run, open, host } = start();
    const type = open('one', 'kubectl exec -it -n mysql k8sutils -- /bin/bash');
    expect(type('nslookup mysql-headless')).toContain('mysql-headless.mysql.svc.cluster.local');
    type(`mysql -u root -p -h ${host}`);
    expect(type('mysqlroot')).toContain('Server version: 8.2.0 MySQL Community Server - GPL');
    expect(type('create database ststest;')).toContain('Query OK, 1 row affected');
    expect(type('show databases;')).toContain('| ststest            |');
    expect(run('kubectl delete po -n mysql mysql-stateful-0')).toContain('deleted');
    run(waitReady);
    const lost = type('show databases;');
    expect(lost).toMatch(/ERROR (2026|2013|2006)/);
    expect(type('show databases;')).toContain('| ststest            |');
    expect(type('exit')).toContain('Bye');
  });

  it('is upgraded step by step, keeps its data, and does not go back', () => {
    const { run, sql } = start();
    sql(
      'create database kept; create table kept.t (id int primary key); insert into kept.t values (7)',
    );
    for (const version of ['8.3.0', '8.4.0']) {
      run(`kubectl set image -n mysql sts/mysql-stateful mysql=mysql:${version}`);
      run(`kubectl rollout status sts/mysql-stateful -n mysql --timeout=600s; ${forgetAddress}`);
      expect(sql('select version(), id from kept.t', '-N')).toBe(`${version}\t7\n`);
    }
    run('kubectl set image -n mysql sts/mysql-stateful mysql=mysql:8.3.0');
    run('kubectl rollout status sts/mysql-stateful -n mysql --timeout=60s');
    run('sleep 30');
    expect(run('kubectl logs -n mysql mysql-stateful-0 -p')).toContain(
      'Cannot boot server version 80300 on data directory built by version 80400.',
    );
  });

  it('keeps rows that were added one by one, between others, and to a file that was gone', () => {
    const { run, sql } = start();
    sql('create table app.t (id int auto_increment primary key, n int); use app; begin;');
    sql('use app; insert into t (n) values (1); insert into t (n) values (2), (3)');
    sql('use app; insert into t values (-5, 0); update t set n = 9 where id = 2');
    sql('use app; insert into t (n) values (4); delete from t where n = 4');
    run('kubectl exec -n mysql mysql-stateful-0 -- rm /var/lib/mysql/app/t.ibd');
    sql('use app; insert into t (n) values (5)');
    const before = sql('select * from app.t; show create table app.t', '-N');
    expect(before).toContain('-5\t0\n1\t1\n2\t9\n3\t3\n5\t5\n');
    run(`kubectl delete po -n mysql mysql-stateful-0; ${waitReady}`);
    expect(sql('select * from app.t; show create table app.t', '-N')).toBe(before);
    sql('use app; insert into t (n) values (6)');
    expect(sql('select max(id) from app.t', '-N')).toBe('6\n');
  });

  it('answers bad input as the real one does', () => {
    const { run, sql, host } = start();
    const exec = 'kubectl exec -n mysql k8sutils --';
    expect(run(`${exec} mysql -uroot -pwrong -h ${host} -e 'select 1'`)).toContain(
      'ERROR 1045 (28000)',
    );
    expect(run(`${exec} mysql -uroot -pmysqlroot -h mysql-headles -e 'select 1'`)).toContain(
      "ERROR 2005 (HY000): Unknown server host 'mysql-headles' (-2)",
    );
    const long = `select length('${'x'.repeat(1_000_000)}') as n`;
    expect(sql(long, '-N')).toBe('1000000\n');
    expect(sql('use app; show tables')).toBe('');
    expect(sql('select user, host from mysql.user where user = "mysqluser"', '-N')).toBe(
      'mysqluser\t%\n',
    );
    expect(run('kubectl exec -n mysql mysql-stateful-0 -- ls /var/lib/mysql')).toContain('app\n');
  });

  it('ends what runs when its pod is killed', () => {
    const { cluster, run, open, host } = start();
    const type = open(
      'one',
      `kubectl exec -it -n mysql k8sutils -- mysql -uroot -pmysqlroot -h ${host}`,
    );
    type('create table app.t (id int primary key);');
    type('begin;');
    type('insert into app.t values (1);');
    const other = cluster.openTerminal('two', SIZE);
    cluster.world.advanceUntil(() => other.master.state().type === 'line', 60_000);
    other.master.sendLine(
      'sleep 3; kubectl delete pod -n mysql mysql-stateful-0 --grace-period=0 --force',
    );
    cluster.world.settle();
    expect(type('select sleep(60);')).toMatch(/ERROR (2026|2013)/);
    run(waitReady);
    expect(type('select count(*) as n from app.t;')).toContain('| 0 |');
  });

  it('makes two sessions wait for each other, and one give up', () => {
    const { open, host } = start();
    const line = `kubectl exec -it -n mysql k8sutils -- mysql -uroot -pmysqlroot -h ${host} app`;
    const [a, b] = [open('one', line), open('two', line)];
    a('create table t (id int primary key, n int);');
    a('insert into t values (1,10),(2,20);');
    a('begin;');
    b('begin;');
    a('update t set n = n + 1 where id = 1;');
    expect(b('select n from t where id = 1;')).toContain('|   10 |');
    b('set innodb_lock_wait_timeout = 2;');
    expect(b('update t set n = 0 where id = 1;')).toContain(
      'ERROR 1205 (HY000): Lock wait timeout exceeded',
    );
    a('commit;');
    expect(b('select n from t where id = 1;')).toContain('|   10 |');
    b('commit;');
    expect(b('select n from t where id = 1;')).toContain('|   11 |');
  });

  it('replicates from one member to another', () => {
    const { run, sql, cluster } = start('mysql:8.4.0', 2);
    sql(
      "create user repl@'%' identified by 'replpass'; grant replication slave on *.* to repl@'%'",
    );
    const on = (statement: string): string =>
      run(
        'kubectl exec -i -n mysql k8sutils -- mysql -uroot -pmysqlroot -h mysql-stateful-1.mysql-headless',
        statement,
      );
    on(
      "set global server_id = 2; change replication source to source_host='mysql-stateful-0.mysql-headless', source_user='repl', source_password='replpass', get_source_public_key=1; start replica",
    );
    cluster.world.advance(1_000);
    sql('create table app.r (id int); insert into app.r values (1),(2)');
    cluster.world.advance(2_000);
    expect(on('select count(*) from app.r')).toBe('count(*)\n2\n');
    const status = on('show replica status\\G');
    expect(status).toContain('Replica_IO_Running: Yes');
    expect(status).toContain('Seconds_Behind_Source: 0');
    on('set global super_read_only = 1');
    expect(on('insert into app.r values (3)')).toContain('ERROR 1290 (HY000)');
  });

  it('is not there by name before it is ready, and has its longest statement', () => {
    const { run, sql } = start();
    run(
      'kubectl run lone -n mysql --image=mysql:8.2.0 --env=MYSQL_ROOT_PASSWORD=mysqlroot --labels=app=lone',
    );
    run("kubectl wait -n mysql --for=jsonpath='{.status.phase}'=Running pod/lone --timeout=60s");
    const early = run(
      "kubectl exec -n mysql lone -- mysql -uroot -pmysqlroot -e 'select 1'; kubectl exec -n mysql k8sutils -- mysql -uroot -pmysqlroot -h mysql-stateful-1.mysql-headless -e 'select 1'",
    );
    expect(early).toContain("Can't connect to local MySQL server through socket");
    expect(early).toContain("Unknown server host 'mysql-stateful-1.mysql-headless' (-2)");
    sql('set global max_allowed_packet = 1024');
    expect(sql(`select length('${'x'.repeat(2000)}')`)).toContain(
      "ERROR 1153 (08S01) at line 1: Got a packet bigger than 'max_allowed_packet' bytes",
    );
  });

  it('lets one of two sessions win that wait for each other', () => {
    const { open, host } = start();
    const line = `kubectl exec -it -n mysql k8sutils -- mysql -uroot -pmysqlroot -h ${host} app`;
    const [a, b] = [open('one', line), open('two', line)];
    a('create table t (id int primary key, n int); insert into t values (1,10),(2,20);');
    a('begin; update t set n = 1 where id = 1;');
    b('begin; update t set n = 2 where id = 2;');
    b('select * from t where id = 1 for update skip locked;');
    expect(b('select * from t where id = 1 for update nowait;')).toContain('ERROR 3572 (HY000)');
    b('set innodb_lock_wait_timeout = 3;');
    a('set innodb_lock_wait_timeout = 3;');
    expect(a('update t set n = 1 where id = 2;')).toContain('ERROR 1205 (HY000)');
  });
});
