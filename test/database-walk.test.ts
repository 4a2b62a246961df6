import { describe, expect, test } from 'vitest';
import type { Session } from '../sim/lesson/index.ts';
import { readLessons } from '../src/cli/lesson-source.ts';
import { startLesson } from './walk.ts';

/** The terminal inside the cluster, and the one of who runs it. */
const INSIDE = 'main';
const BESIDE = 'beside';
/** More than any step of the walk takes. */
const STEP_LIMIT_MS = 600_000;
const MEMBER = 'mysql-stateful-0.mysql-headless';
/** A fourth member that is not ready before its server answers; the others stay as they are. */
const WITH_PROBE_FROM_3 = JSON.stringify({
  spec: {
    replicas: 4,
    updateStrategy: { rollingUpdate: { partition: 3 } },
    template: {
      spec: {
        containers: [
          { name: 'mysql', readinessProbe: { tcpSocket: { port: 3306 }, periodSeconds: 5 } },
        ],
      },
    },
  },
});
const ONE_MB = 1_048_576;

const folders = await readLessons();

/** Types lines into two terminals of a lesson in which three MySQL servers run. */
function openWalk() {
  const folder = folders.find(({ source }) => source.lesson.id === 'statefulsets/stable-names');
  if (folder === undefined) throw new Error('there is no statefulsets/stable-names');
  const session: Session = startLesson(folder.source, 1);
  session.input({ type: 'open', terminal: BESIDE });
  session.advance(1_000);

  /** Types a line; what is printed until the terminal asks for the next one. */
  const typeInto = (terminal: string, text: string): string => {
    const from = session.output(terminal).length;
    session.input({ type: 'line', terminal, text });
    const asks = (): boolean => session.terminalState(terminal).type === 'line';
    if (!session.advanceUntil(asks, STEP_LIMIT_MS)) throw new Error(`«${text}» does not end`);
    return session.output(terminal).slice(from);
  };
  const inside = (text: string): string => typeInto(INSIDE, text);
  const beside = (text: string): string => typeInto(BESIDE, text);

  /** Starts the client with `args`, and answers when it asks for the password. */
  const connect = (args: string, password: string): string => {
    inside(`mysql -u root -p ${args}`);
    const state = session.terminalState(INSIDE);
    const prompt = state.type === 'line' ? state.request.prompt : '';
    if (prompt !== 'Enter password: ') throw new Error(`the client asks «${prompt}»`);
    return inside(password);
  };
  /** Types a line whose program goes on, and lets `act` happen meanwhile. */
  const during = (text: string, act: () => void): string => {
    const from = session.output(INSIDE).length;
    session.input({ type: 'line', terminal: INSIDE, text });
    session.advance(1_000);
    act();
    const asks = (): boolean => session.terminalState(INSIDE).type === 'line';
    if (!session.advanceUntil(asks, STEP_LIMIT_MS)) throw new Error(`«${text}» does not end`);
    return session.output(INSIDE).slice(from);
  };
  const wait = (seconds: number): void => session.advance(seconds * 1_000);

  beside('kubectl apply -f k8sutils.yaml -n mysql');
  beside('kubectl wait --for=condition=Ready pod/k8sutils -n mysql --timeout=2m');
  const secret = beside(
    'kubectl get secret -n mysql mysql-secret -o jsonpath={.data.MYSQL_ROOT_PASSWORD} | base64 -d',
  );
  const password = /base64 -d\r?\n(\w+)/.exec(secret)?.[1] ?? '';
  inside('kubectl exec -it -n mysql k8sutils -- /bin/bash');
  return { inside, beside, connect, during, wait, password };
}

type Walk = ReturnType<typeof openWalk>;

const addressOf = ({ beside }: Walk, pod: string): string =>
  /(10\.[\d.]+)\s*$/.exec(
    beside(`kubectl get pod -n mysql ${pod} -o jsonpath={.status.podIP}; echo`).trim(),
  )?.[1] ?? '';

/** Rolls the set to a version of MySQL, to the end. */
function roll({ beside }: Walk, version: string): void {
  const set = 'mysql-stateful -n mysql';
  expect(beside(`kubectl set image sts/${set} mysql=mysql:${version}`)).toContain('image updated');
  expect(beside(`kubectl rollout status sts/${set}`)).toContain('3 new pods have been updated');
}

describe('the walk of the chapter', () => {
  test('names lead to the set and to its members', () => {
    const walk = openWalk();
    const { inside, connect, password } = walk;
    const members = [0, 1, 2].map((ordinal) => addressOf(walk, `mysql-stateful-${ordinal}`));
    const answer = inside('nslookup mysql-headless');
    expect(answer).toContain('Name:\tmysql-headless.mysql.svc.cluster.local\n');
    const found = [...answer.matchAll(/^Address: ([\d.]+)$/gm)].map((match) => match[1]);
    expect(found.sort()).toEqual(members.sort());

    const shown = connect('-h mysql-headless.mysql.svc.cluster.local', password);
    expect(shown).toContain('Welcome to the MariaDB monitor.');
    expect(shown).not.toContain(password);
    expect(inside('show databases;')).toMatch(/\| sys +\|\n\+-+\+\n4 rows in set/);
    expect(inside('exit')).toContain('Bye');
    expect(connect(`-h ${MEMBER}`, password)).toContain('Server version: 8.2.0 MySQL');
    expect(inside('select @@hostname;')).toContain('| mysql-stateful-0 |');
  });

  test('a database outlives its pod, which comes back with another address', () => {
    const walk = openWalk();
    const { inside, beside, connect, wait, password } = walk;
    const before = addressOf(walk, 'mysql-stateful-0');
    connect(`-h ${MEMBER}`, password);
    expect(inside('create database ststest;')).toContain('Query OK, 1 row affected');
    expect(beside('kubectl delete po -n mysql mysql-stateful-0')).toContain('deleted');
    beside('kubectl rollout status sts/mysql-stateful -n mysql');
    expect(inside('show databases;')).toMatch(/ERROR 20(06|13|26) \(HY000\)/);
    wait(35);
    expect(inside('show databases;')).toMatch(/Trying to reconnect[\s\S]+\| ststest +\|/);
    inside('exit');
    expect(connect(`-h ${MEMBER}`, password)).toContain('Welcome');
    expect(inside('show databases;')).toContain('| ststest ');
    inside('exit');
    const after = addressOf(walk, 'mysql-stateful-0');
    expect(after).not.toBe(before);
    expect(inside(`nslookup ${MEMBER}`)).toContain(`Address: ${after}\n`);
  });

  test('versions go up with the data, and not down again', () => {
    const walk = openWalk();
    const { inside, beside, connect, wait, password } = walk;
    connect(`-h ${MEMBER}`, password);
    inside('create database ststest;');
    inside('create table ststest.t (name varchar(20));');
    inside("insert into ststest.t values ('kept');");
    inside('exit');
    for (const version of ['8.3.0', '8.4.0']) {
      roll(walk, version);
      wait(35);
      expect(connect(`-h ${MEMBER}`, password)).toContain(`Server version: ${version} MySQL`);
      expect(inside('select * from ststest.t;')).toContain('| kept |');
      inside('exit');
    }
    const upgrade = beside('kubectl logs -n mysql mysql-stateful-0');
    expect(upgrade).toContain("Server upgrade from '80300' to '80400' completed.");
    beside('kubectl set image sts/mysql-stateful -n mysql mysql=mysql:8.3.0');
    const status = beside('kubectl rollout status sts/mysql-stateful -n mysql --timeout=5m');
    expect(status).toContain('error: timed out waiting for the condition');
    const log = beside('kubectl logs -n mysql mysql-stateful-2');
    expect(log).toContain(
      'Cannot boot server version 80300 on data directory built by version 80400. ' +
        'Downgrade is not supported',
    );
    expect(beside('kubectl get pods -n mysql')).toMatch(/mysql-stateful-2 +0\/1 +CrashLoopBackOff/);
  });
});

describe('bad input', () => {
  test('a pod that is not ready has no name, and its own client no server', () => {
    const { inside, beside, connect, wait, password } = openWalk();
    const late = 'mysql-stateful-3';
    beside(`kubectl patch sts -n mysql mysql-stateful -p '${WITH_PROBE_FROM_3}'`);
    wait(3);
    expect(beside(`kubectl get pod -n mysql ${late}`)).toMatch(/0\/1 +Running/);
    expect(inside(`mysql -u root -p${password} -h ${late}.mysql-headless`)).toContain(
      `ERROR 2005 (HY000): Unknown server host '${late}.mysql-headless' (-2)`,
    );
    const local = beside(
      `kubectl exec -n mysql ${late} -- mysql -u root -p${password} -e 'select 1'`,
    );
    expect(local).toContain(
      "ERROR 2002 (HY000): Can't connect to local MySQL server through socket " +
        "'/var/run/mysqld/mysqld.sock' (2)",
    );
    wait(60);
    expect(connect(`-h ${late}.mysql-headless`, password)).toContain('Welcome');
  });

  test('a wrong password and a wrong name are told apart', () => {
    const { connect, password } = openWalk();
    expect(connect(`-h ${MEMBER}`, `${password}x`)).toMatch(
      /ERROR 1045 \(28000\): Access denied for user 'root'@'10\.[\d.]+' \(using password: YES\)/,
    );
    expect(connect('-h mysql-stateful-0.mysql-headles', password)).toContain(
      "ERROR 2005 (HY000): Unknown server host 'mysql-stateful-0.mysql-headles' (-2)",
    );
    expect(connect('-h mysql-statefull-0.mysql-headless', password)).toContain('ERROR 2005');
  });

  test('a server that dies in mid-query takes its clients along', () => {
    const { beside, inside, connect, during, password } = openWalk();
    connect(`-h ${MEMBER}`, password);
    const kill = 'kubectl delete pod -n mysql mysql-stateful-0 --grace-period=0 --force';
    const printed = during('select sleep(600);', () => beside(kill));
    expect(printed).toMatch(/ERROR 20(13|26) \(HY000\)/);
    beside('kubectl rollout status sts/mysql-stateful -n mysql');
    expect(inside('select 1;')).toMatch(/ERROR 2006 \(HY000\)/);
    inside('exit');
    inside('exit');
    inside(`kubectl exec -it -n mysql mysql-stateful-1 -- mysql -u root -p${password}`);
    const gone = 'kubectl delete pod -n mysql mysql-stateful-1 --grace-period=0 --force';
    expect(during('select sleep(600);', () => beside(gone))).toContain(
      'command terminated with exit code 137',
    );
  });

  test('a statement of 1 MB is read, from a pipe and when it is typed', () => {
    const { inside, connect, password } = openWalk();
    const statement =
      `(printf "select length('"; head -c ${ONE_MB} /dev/zero | tr '\\0' x; ` +
      `echo "') as n;") | mysql -u root -p${password} -h ${MEMBER}`;
    expect(inside(statement)).toContain(`n\n${ONE_MB}\n`);
    connect(`-h ${MEMBER}`, password);
    const typed = inside(`select length('${'x'.repeat(ONE_MB)}') as n;`);
    expect(typed.slice(-200)).toContain(`| ${ONE_MB} |`);
  });

  test('a client that was left open meets the new server of its name', () => {
    const { inside, beside, connect, wait, password } = openWalk();
    connect(`-h ${MEMBER}`, password);
    inside('set @kept = 1;');
    const first = /\| +(\d+) \|\n/.exec(inside('select connection_id();'))?.[1];
    expect(first).toBeDefined();
    beside('kubectl delete pod -n mysql mysql-stateful-0');
    wait(60);
    expect(inside('select @kept;')).toMatch(/ERROR 20(06|13|26) \(HY000\)/);
    const again = inside('select @kept;');
    expect(again).toContain('No connection. Trying to reconnect...');
    expect(again).toMatch(/Connection id: +\d+/);
    expect(again).toMatch(/\| NULL +\|/);
  });
});
