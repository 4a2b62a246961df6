import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { SCALING, screenText, typeLine, untilScreen } from './lesson.ts';
import { useSite } from './use-site.ts';

const { inLesson } = useSite();

const WITH_MYSQL = { ...SCALING, path: '/statefulsets/stable-names/' };
const MEMBER = 'mysql-stateful-0.mysql-headless';
const PASSWORD = 'mysqlroot';
const ONE_MB = 1_048_576;

const SHELL = /root@k8sutils:\/# \s*$/;
const CLIENT = /MySQL \[\(none\)\]> \s*$/;
const PROMPT = /learner@ordinal:~\$ \s*$/;

const speed = (page: Page, times: number): Promise<unknown> =>
  page.locator('.speed select').selectOption(String(times));

/** Goes to the first terminal, or to the second one. */
async function goTo(page: Page, terminal: 1 | 2): Promise<void> {
  const tab = page.locator(`#terminal-tab-${terminal}`);
  await tab.click();
  await expect.poll(() => tab.getAttribute('aria-selected')).toBe('true');
}

/** Clears the screen, types a line, and waits for what it leads to. */
async function say(page: Page, line: string, answer: string | RegExp): Promise<string> {
  await page.locator('.terminal-active .xterm-helper-textarea').focus();
  await page.keyboard.press('Control+l');
  await typeLine(page, line);
  return untilScreen(page, answer);
}

/** Starts the client and answers when it asks for the password. */
async function connect(page: Page, args: string, password: string, answer: string | RegExp) {
  await say(page, `mysql -u root -p ${args}`, /Enter password: \s*$/);
  await typeLine(page, password);
  const shown = await untilScreen(page, answer);
  expect(shown).not.toContain(password);
  return shown;
}

/** Two terminals: a shell in the pod with the tools in the first, the learner's in the second. */
async function enter(page: Page): Promise<void> {
  await speed(page, 25);
  const apply = 'kubectl apply -f k8sutils.yaml -n mysql';
  await say(page, apply, 'pod/k8sutils created');
  const wait = 'kubectl wait -n mysql --for=condition=Ready pod/k8sutils --timeout=5m';
  await say(page, wait, 'pod/k8sutils condition met');
  await say(page, 'kubectl exec -it -n mysql k8sutils -- /bin/bash', SHELL);
  await page.locator('#terminal-new').click();
  await untilScreen(page, PROMPT);
}

const address = (shown: string): string => /^Address: (10\.244\.[\d.]+)$/m.exec(shown)?.[1] ?? '';

describe('databases behind stable names', () => {
  test('are walked through to their members, over a death and two versions', () =>
    inLesson(async (page) => {
      await enter(page);
      const read =
        'kubectl get secret -n mysql mysql-secret -o jsonpath={.data.MYSQL_ROOT_PASSWORD}';
      await say(page, `${read} | base64 -d; echo`, new RegExp(`^${PASSWORD}$`, 'm'));

      await goTo(page, 1);
      const three = /(Name:\s+mysql-headless\.mysql\.svc\.cluster\.local\s+Address: 10\..+\s+){3}/;
      await say(page, 'nslookup mysql-headless', three);
      const before = address(await say(page, `nslookup ${MEMBER}`, /Address: 10\.244\./));
      const full = '-h mysql-headless.mysql.svc.cluster.local';
      await connect(page, full, PASSWORD, 'Welcome to the MariaDB monitor.');
      await say(page, 'show databases;', /\| sys +\|\n\S+\n4 rows in set/);
      await say(page, 'exit', SHELL);
      await connect(page, `-h ${MEMBER}`, PASSWORD, 'Server version: 8.2.0 MySQL');
      await say(page, 'create database ststest;', 'Query OK, 1 row affected');

      await goTo(page, 2);
      const remove = 'kubectl delete po -n mysql mysql-stateful-0';
      await say(page, remove, 'pod "mysql-stateful-0" deleted');
      await say(page, 'kubectl rollout status sts -n mysql', 'roll out complete');

      await goTo(page, 1);
      await say(page, 'show databases;', /ERROR 20(06|13|26) \(HY000\)/);
      await say(page, 'exit', SHELL);
      // Name servers go on giving the old address for half a minute of the cluster's time.
      await expect
        .poll(async () => address(await say(page, `nslookup ${MEMBER}`, /Address: 10\.244\./)))
        .not.toBe(before);
      await connect(page, `-h ${MEMBER}`, PASSWORD, 'Welcome to the MariaDB monitor.');
      await say(page, 'show databases;', /\| ststest +\|/);
      await say(page, 'exit', SHELL);

      for (const version of ['8.3.0', '8.4.0']) {
        await goTo(page, 2);
        const set = `kubectl set image sts/mysql-stateful -n mysql mysql=mysql:${version}`;
        await say(page, set, 'image updated');
        await say(page, 'kubectl rollout status sts -n mysql', '3 new pods have been updated');
        await goTo(page, 1);
        const ping = `until mysqladmin -uroot -p${PASSWORD} -h ${MEMBER} ping; do sleep 5; done`;
        await say(page, ping, 'mysqld is alive');
        await connect(page, `-h ${MEMBER}`, PASSWORD, `Server version: ${version} MySQL`);
        await say(page, 'show databases;', /\| ststest +\|/);
        await say(page, 'exit', SHELL);
      }

      await goTo(page, 2);
      const back = 'kubectl set image sts/mysql-stateful -n mysql mysql=mysql:8.3.0';
      await say(page, back, 'image updated');
      await say(page, 'kubectl get pods -n mysql -w', /mysql-stateful-2 +0\/1 +CrashLoopBackOff/);
      await page.keyboard.press('Control+c');
      await untilScreen(page, PROMPT);
      const log = 'kubectl logs -p -n mysql mysql-stateful-2 | grep ERROR | head -1';
      await say(page, log, /Cannot boot server version 80300/);
    }, WITH_MYSQL));

  test('answer what goes wrong as the real ones do', () =>
    inLesson(async (page) => {
      await enter(page);
      await goTo(page, 1);
      await connect(page, `-h ${MEMBER}`, 'mysqlrot', /ERROR 1045 \(28000\): Access denied/);
      const typo = `-h ${MEMBER}s`;
      await connect(page, typo, PASSWORD, `ERROR 2005 (HY000): Unknown server host '${MEMBER}s'`);
      const long =
        `(printf "select length('"; head -c ${ONE_MB} /dev/zero | tr '\\0' x; ` +
        `echo "') as n;") | mysql -u root -p${PASSWORD} -h ${MEMBER}`;
      await say(page, long, new RegExp(`^n\\s+${ONE_MB}$`, 'm'));

      await connect(page, `-h ${MEMBER}`, PASSWORD, CLIENT);
      await speed(page, 1);
      await say(page, 'select sleep(3600);', /sleep\(3600\);/);
      await goTo(page, 2);
      const kill = 'kubectl delete po -n mysql mysql-stateful-0 --grace-period=0 --force';
      await say(page, kill, 'pod "mysql-stateful-0" force deleted');
      await goTo(page, 1);
      await untilScreen(page, /ERROR 20(13|26) \(HY000\)/);
      await speed(page, 25);
      await goTo(page, 2);
      await say(page, 'kubectl rollout status sts -n mysql', 'roll out complete');
      await goTo(page, 1);
      await say(page, 'select 1;', /ERROR 2006 \(HY000\): Server has gone away/);
      await expect
        .poll(async () => say(page, 'select 1;', /> \s*$/))
        .toMatch(/\| 1 \|\n\S+\n1 row in set/);
      await say(page, 'exit', SHELL);

      await goTo(page, 2);
      await speed(page, 1);
      await say(page, 'kubectl scale sts -n mysql mysql-stateful --replicas=4', 'scaled');
      await goTo(page, 1);
      const late = `mysql -uroot -p${PASSWORD} -h mysql-stateful-3.mysql-headless -e 'select 1'`;
      await say(page, late, /ERROR 200[25] \(HY000\)/);
      expect(await screenText(page)).toMatch(SHELL);
    }, WITH_MYSQL));
});
