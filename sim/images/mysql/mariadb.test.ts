import { describe, expect, it } from 'vitest';
import { ALL_PARTS } from '../../all-parts.ts';
import { createStandardCluster } from '../../cluster/session.ts';

interface Given {
  readonly image: string;
  readonly env?: string;
  readonly scripts?: string;
}

const manifest = ({ image, env = '', scripts = '' }: Given): string => `apiVersion: v1
kind: ConfigMap
metadata: {name: init}
data: {${scripts}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
---
apiVersion: v1
kind: Pod
metadata: {name: db}
spec:
  containers:
  - name: db
    image: ${image}
    env: [${env}]
    readinessProbe: {tcpSocket: {port: 3306}, periodSeconds: 2}
    volumeMounts:
    - {name: data, mountPath: /var/lib/mysql}
    - {name: init, mountPath: /docker-entrypoint-initdb.d}
  volumes:
  - {name: init, configMap: {name: init}}
  - {name: data, persistentVolumeClaim: {claimName: data}}
`;

function start(given: Given) {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const run = (script: string, stdin = ''): string => {
    const { stdout, stderr } = cluster.runScript({ script, stdin, limitMs: 900_000 });
    return stdout + stderr.replace(/^.*Using a password.*\n/gm, '');
  };
  const apply = (next: Given): void => {
    run('kubectl delete pod db --ignore-not-found; kubectl apply -f -', manifest(next));
    run('kubectl wait --for=condition=Ready pod/db --timeout=40s');
  };
  apply(given);
  return { run, apply };
}

const PASSWORD = '{name: MARIADB_ROOT_PASSWORD, value: secret}';
const ENV = `${PASSWORD}, {name: MARIADB_DATABASE, value: app}`;
const MYSQL_ENV =
  '{name: MYSQL_ROOT_PASSWORD, value: secret}, {name: MYSQL_DATABASE, value: app}, {name: MYSQL_PWD, value: secret}';
const BOTH = `${ENV}, {name: MYSQL_PWD, value: secret}`;

describe('MariaDB', () => {
  it('starts, says what it is, and answers its own clients', () => {
    const { run } = start({ image: 'mariadb:11.4', env: BOTH });
    const log = run('kubectl logs db');
    expect(log).toContain('MariaDB init process done. Ready for start up.');
    expect(log).toMatch(/Version: '11\.4\.\d+-MariaDB-ubu2404' {2}socket: '\/run\/mysqld\/mysqld/);
    const sql = (text: string): string => run('kubectl exec -i db -- mariadb -N app', text);
    expect(sql('select version()')).toMatch(/^11\.4\.\d+-MariaDB-ubu2404\n$/);
    sql('create table t (id int auto_increment primary key, n int default 3, check (n > 0));');
    expect(sql('show create table t\\G')).toContain(
      '  `id` int(11) NOT NULL AUTO_INCREMENT,\n  `n` int(11) DEFAULT 3,\n',
    );
    expect(sql('insert into t values (1, 0)')).toContain(
      'ERROR 4025 (23000) at line 1: CONSTRAINT `CONSTRAINT_1` failed for `app`.`t`',
    );
    expect(sql('selec 1')).toContain('corresponds to your MariaDB server version');
    expect(run('kubectl exec db -- mysql -N')).toContain('executable file not found');
  });

  it('wants a password, and does not start on files of a newer or another server', () => {
    const { run, apply } = start({ image: 'mariadb:10.6' });
    expect(run('kubectl logs db')).toContain('You need to specify one of MARIADB_ROOT_PASSWORD');
    apply({ image: 'mariadb:10.11', env: ENV });
    apply({ image: 'mariadb:10.6', env: ENV });
    expect(run('kubectl logs db')).toContain(
      'Unsupported redo log format. The redo log was created with MariaDB 10.11.',
    );
    apply({ image: 'mysql:8.4', env: MYSQL_ENV });
    expect(run('kubectl logs db')).toContain('This redo log was created with MariaDB 10.11.');
    apply({ image: 'mariadb:11.4', env: ENV });
    expect(run('kubectl logs db')).toContain('MariaDB upgrade (mariadb-upgrade or creating');
  });
});

const SCRIPTS = `1-tables.sql: "create table a (id int primary key);\\ninsert into a values (1);",
  2-more.sh: "docker_process_sql -e 'insert into a values (2)'; echo done here",
  3-notes.txt: hello`;

describe('the scripts of /docker-entrypoint-initdb.d', () => {
  for (const [image, env] of [
    ['mariadb:11.4', BOTH],
    ['mysql:8.4', MYSQL_ENV],
  ] as const) {
    it(`run in their order before ${image} listens`, () => {
      const { run } = start({ image, env, scripts: SCRIPTS });
      const log = run('kubectl logs db').replace(/^.*\[(Note|Warn)\] \[Entrypoint\]: /gm, '');
      const from = log.indexOf('/usr/local/bin/docker-entrypoint.sh: running');
      const folder = '/docker-entrypoint-initdb.d';
      const script = '/usr/local/bin/docker-entrypoint.sh';
      expect(log.slice(from, log.indexOf('Stopping temporary server'))).toBe(
        `${script}: running ${folder}/1-tables.sql\n\n\n` +
          `${script}: sourcing ${folder}/2-more.sh\ndone here\n\n` +
          `${script}: ignoring ${folder}/3-notes.txt\n\n`,
      );
      const client = image.startsWith('mysql') ? 'mysql' : 'mariadb';
      expect(run(`kubectl exec db -- ${client} -N app -e 'select id from a'`)).toBe('1\n2\n');
    });
  }

  it('end the first start when one fails; the next start does not run them', () => {
    const { run } = start({
      image: 'mysql:8.4',
      env: MYSQL_ENV,
      scripts: '1-bad.sql: "create tabel a (id int);"',
    });
    expect(run('kubectl logs db --previous')).toContain(
      'ERROR 1064 (42000) at line 1: You have an error in your SQL syntax',
    );
    run('kubectl wait --for=condition=Ready pod/db --timeout=40s');
    expect(run('kubectl logs db')).not.toContain('1-bad.sql');
    expect(run("kubectl exec db -- mysql -N app -e 'show tables'")).toBe('');
  });
});

describe('EXPLAIN', () => {
  const read = "explain select * from t where a = 1; explain format=foo select 1'";
  const plan = `-t app -e 'create table t (a int primary key); ${read}`;

  it('has the columns of the server that answers', () => {
    const mysql = start({ image: 'mysql:8.4', env: MYSQL_ENV });
    expect(mysql.run(`kubectl exec db -- mysql ${plan}`)).toContain(
      '| id | select_type | table | partitions | type  | possible_keys | key     | key_len | ref   | rows | filtered | Extra |\n',
    );
    const mariadb = start({ image: 'mariadb:11.4', env: BOTH });
    const shown = mariadb.run(`kubectl exec db -- mariadb ${plan}`);
    expect(shown).toContain(
      '|    1 | SIMPLE      | t     | const | PRIMARY       | PRIMARY | 4       | const |    1 |       |\n',
    );
    expect(shown).toContain("Unknown EXPLAIN/ANALYZE format name: 'foo'");
  });
});
