import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { SCALING, screenText, startBusy, typeLine, untilScreen } from './lesson.ts';
import { useSite } from './use-site.ts';

const { inLesson } = useSite();

const PLAYGROUND = { ...SCALING, path: '/playground/three-nodes/' };
const WITH_MYSQL = { ...SCALING, path: '/statefulsets/stable-names/' };

/** The last line that is not empty is the learner's own prompt, and nothing is typed at it. */
const CLEAN_PROMPT = /\$ \s*$/;
const fast = (page: Page): Promise<unknown> => page.locator('.speed select').selectOption('10');

describe('programs that go on', () => {
  test('a shell in a pod that is made for it, and gone with it', () =>
    inLesson(async (page) => {
      await fast(page);
      await typeLine(page, 'kubectl run -it --rm dns --image=busybox:1.28 -- sh');
      await untilScreen(page, /\/ # \s*$/);
      await typeLine(page, 'nslookup kubernetes.default');
      await untilScreen(page, /Address 1: 10\.96\.0\.1 kubernetes\.default\.svc\.cluster\.local/);
      await typeLine(page, 'exit');
      await untilScreen(page, 'pod "dns" deleted');
      await untilScreen(page, CLEAN_PROMPT);
      await typeLine(page, 'kubectl get pods');
      await untilScreen(page, 'No resources found in default namespace.');
    }, PLAYGROUND));

  test('are stopped, brought back and interrupted', () =>
    inLesson(async (page) => {
      await typeLine(page, 'kubectl get nodes -w');
      await untilScreen(page, /node-3 .*Ready/);
      await page.keyboard.press('Control+z');
      await untilScreen(page, /\[1\]\+ {2}Stopped +kubectl get nodes -w/);
      await typeLine(page, 'jobs; fg');
      await untilScreen(page, /kubectl get nodes -w\n\s*kubectl get nodes -w/);
      await page.keyboard.press('Control+c');
      await untilScreen(page, CLEAN_PROMPT);
      await typeLine(page, 'watch -n1 kubectl get nodes');
      await untilScreen(page, 'Every 1.0s: kubectl get nodes');
      await page.keyboard.press('Control+c');
      await untilScreen(page, CLEAN_PROMPT);
      await typeLine(page, 'yes | head -2; echo $((40 + 2))');
      await untilScreen(page, /^y\ny\n42$/m);
      await typeLine(page, 'clear; while sleep 2; do echo beat; done &');
      await untilScreen(page, /^\[1\] \d+\n[\s\S]*^beat$/m);
      await page.keyboard.type('jobs');
      await untilScreen(page, /beat\n.*\$ jobs\s*$/);
      await page.keyboard.press('Enter');
      await untilScreen(page, /^\[1\]\+ {2}Running +while sleep 2; do/m);
      await typeLine(page, 'fg');
      await page.keyboard.press('Control+c');
      await untilScreen(page, /\^C\n.*\$ \s*$/);
      await typeLine(page, 'bash');
      await page.keyboard.press('Control+d');
      await untilScreen(page, /\$ bash\n.*\$ ?\nexit\n.*\$ \s*$/);
    }, PLAYGROUND));

  test('what is typed ahead shows at once and runs, or is dropped with Ctrl-C', () =>
    inLesson(async (page) => {
      await startBusy(page, 'sleep 4');
      await typeLine(page, 'echo ahead');
      await untilScreen(page, /^it runs\necho ahead$/m);
      await untilScreen(page, /^it runs\necho ahead\n.*\$ echo ahead\nahead$/m);
      await typeLine(page, 'clear; sleep 100');
      await untilScreen(page, /^\s*$/);
      await typeLine(page, 'echo never');
      await untilScreen(page, /^echo never$/m);
      await page.keyboard.press('Control+c');
      await untilScreen(page, /^echo never\n\^C\n.*\$ \s*$/);
    }, PLAYGROUND));

  test('set -o vi has the keys of vi', () =>
    inLesson(async (page) => {
      await typeLine(page, 'set -o vi');
      await page.keyboard.type('echo one two');
      await page.keyboard.press('Escape');
      await page.keyboard.type('bcwthree');
      await page.keyboard.press('Escape');
      await page.keyboard.type('0wx');
      await page.keyboard.press('Enter');
      await untilScreen(page, /\$ echo ne three\nne three$/m);
      await page.keyboard.press('Escape');
      await page.keyboard.type('kAx');
      await page.keyboard.press('Enter');
      await untilScreen(page, /^ne threex$/m);
    }, PLAYGROUND));

  test('a forwarded port answers until its job is ended', () =>
    inLesson(async (page) => {
      await fast(page);
      await typeLine(page, 'kubectl create deployment web --image=nginx:1.25');
      await typeLine(page, 'kubectl expose deployment web --port=80');
      await typeLine(page, 'kubectl rollout status deployment web');
      await untilScreen(page, 'successfully rolled out');
      await typeLine(page, 'kubectl port-forward svc/web 8080:80 > log &');
      await typeLine(page, 'sleep 1; curl -sI localhost:8080 | head -1');
      await untilScreen(page, 'HTTP/1.1 200 OK');
      await typeLine(page, 'kill %1; sleep 1; curl localhost:8080');
      await untilScreen(page, /curl: \(7\) Failed to connect to localhost port 8080/);
    }, PLAYGROUND));

  test('a password is not shown, and a statement may take several lines', () =>
    inLesson(async (page) => {
      await fast(page);
      await typeLine(page, 'kubectl exec -it -n mysql mysql-stateful-0 -- mysql -u root -p');
      await untilScreen(page, 'Enter password: ');
      const password = 'seafood-and-rain';
      await page.keyboard.type(password);
      await page.keyboard.press('Enter');
      await untilScreen(page, /ERROR 1045 \(28000\): Access denied for user 'root'@'localhost'/);
      expect(await screenText(page)).not.toContain(password);
      await untilScreen(page, CLEAN_PROMPT);
      await typeLine(
        page,
        'kubectl exec -it -n mysql mysql-stateful-0 -- ' +
          `sh -c 'exec mysql -u root -p"$MYSQL_ROOT_PASSWORD"'`,
      );
      await untilScreen(page, /mysql> \s*$/);
      await typeLine(page, 'select 6 * 7');
      await untilScreen(page, / {4}-> \s*$/);
      await typeLine(page, 'as answer;');
      await untilScreen(page, /\| answer \|\n.*\n\| +42 \|/);
      await page.keyboard.type('select 1\nfrom');
      await untilScreen(page, / {4}-> from\s*$/);
      await page.keyboard.press('Control+c');
      await untilScreen(page, / {4}-> from\^C\nmysql> \s*$/);
      await page.keyboard.press('Control+d');
      await untilScreen(page, /mysql> \^DBye\n.*\$ \s*$/);
    }, WITH_MYSQL));

  test('a mistake is followed by one line of advice', () =>
    inLesson(async (page) => {
      await typeLine(page, 'kubectl get pdos');
      await untilScreen(page, /doesn't have a resource type "pdos"\n.*pods/);
      await untilScreen(page, CLEAN_PROMPT);
      await typeLine(page, 'kubctl get pods');
      await untilScreen(page, /kubctl: command not found\n.*kubectl\?/);
      const suggestions = page.getByRole('button', { name: 'Suggestions after mistakes' });
      await suggestions.click();
      await page.reload();
      await suggestions.and(page.locator('[aria-pressed=false]')).waitFor();
      await typeLine(page, 'clear; kubectl get podz; echo no more of it');
      await untilScreen(page, /^error: .*"podz"\nno more of it\n.*\$ \s*$/m);
      await suggestions.click();
      await typeLine(page, 'kubectl get podz');
      await untilScreen(page, /"podz"\nDid you mean pods\?/);
    }, PLAYGROUND));
});
