import { describe, expect, it } from 'vitest';
import { ALL_PARTS } from '../../all-parts.ts';
import { createStandardCluster } from '../../cluster/session.ts';

const MANIFEST = `apiVersion: v1
kind: Service
metadata: {name: pg}
spec: {clusterIP: None, selector: {app: pg}, ports: [{port: 5432}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: pg}
spec:
  serviceName: pg
  replicas: 2
  selector: {matchLabels: {app: pg}}
  template:
    metadata: {labels: {app: pg}}
    spec:
      containers:
      - name: postgres
        image: postgres:16
        env: [{name: POSTGRES_PASSWORD, value: s3cret}, {name: POSTGRES_DB, value: shop}]
        ports: [{containerPort: 5432}]
        readinessProbe: {exec: {command: [pg_isready, -U, postgres]}}
        volumeMounts: [{name: data, mountPath: /var/lib/postgresql/data}]
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
`;

function start() {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const run = (script: string): string => {
    const { stdout, stderr } = cluster.runScript({ script, stdin: '', limitMs: 600_000 });
    return stdout + stderr;
  };
  cluster.runScript({ script: 'kubectl apply -f -', stdin: MANIFEST, limitMs: 60_000 });
  run('kubectl rollout status sts/pg --timeout=300s');
  const sql = (pod: string, text: string, more = ''): string =>
    run(`kubectl exec ${pod} -- psql -U postgres -d shop ${more} -Atc "${text}"`);
  return { cluster, run, sql };
}

describe('postgres', () => {
  it('keeps its rows on the volume, over the death of its pod', () => {
    const { run, sql } = start();
    sql('pg-0', 'create table t (id serial primary key, name text)');
    expect(sql('pg-0', "insert into t (name) values ('a'), ('b')")).toBe('INSERT 0 2\n');
    run('kubectl delete pod pg-0');
    run('kubectl wait --for=condition=Ready pod/pg-0 --timeout=120s');
    expect(sql('pg-0', 'select name from t order by id')).toBe('a\nb\n');
    expect(sql('pg-0', "insert into t (name) values ('c') returning id")).toBe('3\nINSERT 0 1\n');
    expect(run('kubectl logs pg-0')).toContain('Skipping initialization');
    expect(run('kubectl exec pg-0 -- cat /var/lib/postgresql/data/PG_VERSION')).toBe('16\n');
  });

  it('asks other members for a password', () => {
    const { sql } = start();
    const other = '-w -h pg-1.pg';
    expect(sql('pg-0', 'select 1', other)).toContain('fe_sendauth: no password supplied');
    const env = 'env PGPASSWORD=s3cret psql -U postgres -d shop -h pg-1.pg -Atc "select 2"';
    const { run } = start();
    expect(run(`kubectl exec pg-0 -- ${env}`)).toBe('2\n');
    expect(run(`kubectl exec pg-0 -- ${env.replace('s3cret', 'no')}`)).toContain(
      'password authentication failed for user "postgres"',
    );
  });

  it('undoes a transaction of a client that is gone', () => {
    const { cluster, run, sql } = start();
    sql('pg-0', 'create table t (n int)');
    const terminal = cluster.openTerminal('t', { columns: 100, rows: 30 });
    terminal.master.sendLine('kubectl exec -it pg-0 -- psql -U postgres -d shop');
    cluster.world.advance(2_000);
    for (const line of ['begin;', 'insert into t values (1);', 'exit']) {
      terminal.master.sendLine(line);
      cluster.world.advance(1_000);
    }
    expect(terminal.output()).toContain('shop=*# exit');
    expect(sql('pg-0', 'select count(*) from t')).toBe('0\n');
    expect(run('kubectl exec pg-0 -- psql -U postgres -c "create table t (n int" ')).toContain(
      'syntax error at end of input',
    );
  });

  it('does not start on the files of another major version', () => {
    const { cluster, run } = start();
    run('kubectl set image sts/pg postgres=postgres:17');
    cluster.world.advance(120_000);
    expect(run('kubectl logs pg-1')).toContain(
      'The data directory was initialized by PostgreSQL version 16',
    );
  });
});

const SCRIPTED = `apiVersion: v1
kind: ConfigMap
metadata: {name: init}
data: {1-tables.sql: "create table a (id int); insert into a values (1);", 2-more.sh: "docker_process_sql -c 'insert into a values (2)'"}
---
apiVersion: v1
kind: Pod
metadata: {name: db}
spec:
  containers:
  - name: db
    image: postgres:16
    env: [{name: POSTGRES_PASSWORD, value: x}, {name: POSTGRES_DB, value: app}]
    readinessProbe: {tcpSocket: {port: 5432}, periodSeconds: 1}
    volumeMounts: [{name: init, mountPath: /docker-entrypoint-initdb.d}]
  volumes: [{name: init, configMap: {name: init}}]
`;

describe('the scripts of /docker-entrypoint-initdb.d', () => {
  it('run in their order against the temporary server of PostgreSQL', () => {
    const cluster = createStandardCluster(1, ALL_PARTS);
    const run = (script: string, stdin = ''): string =>
      cluster.runScript({ script, stdin, limitMs: 120_000 }).stdout;
    run('kubectl apply -f -', SCRIPTED);
    run('kubectl wait --for=condition=Ready pod/db --timeout=60s');
    const log = run('kubectl logs db');
    const script = '/usr/local/bin/docker-entrypoint.sh';
    expect(log).toContain(
      `${script}: running /docker-entrypoint-initdb.d/1-tables.sql\nCREATE TABLE\nINSERT 0 1\n\n\n` +
        `${script}: sourcing /docker-entrypoint-initdb.d/2-more.sh\nINSERT 0 1\n\nwaiting for server`,
    );
    expect(run("kubectl exec db -- psql -U postgres -Atc 'select id from a' app")).toBe('1\n2\n');
  });
});
