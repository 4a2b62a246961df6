import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import {
  clockSeconds,
  createSet,
  SCALING,
  screenText,
  TERMINAL_INPUT,
  typeLine,
  untilReady,
  untilScreen,
} from './lesson.ts';
import { useSite } from './use-site.ts';

const { inLesson } = useSite();

const action = (page: Page, name: string) => page.locator(`[data-action="${name}"]`);

describe('time', () => {
  test('looks back, comes back to now, and goes on from an instant of the past', () =>
    inLesson(async (page) => {
      await typeLine(page, 'kubectl create configmap first');
      await untilScreen(page, 'configmap/first created');
      const atSeconds = await clockSeconds(page);
      await expect.poll(() => clockSeconds(page)).toBeGreaterThan(atSeconds);
      await typeLine(page, 'kubectl create configmap second');
      await untilScreen(page, 'configmap/second created');
      await page.keyboard.type('echo half typed');
      await untilScreen(page, /echo half typed$/m);
      await action(page, 'earlier').click();
      await page.getByText(/^You look at /).waitFor();
      const past = page.locator('.past-terminal-text');
      await past.waitFor();
      // How many instants lie between depends on how fast the page was.
      const earlier = async (): Promise<string> => {
        const shown = (await past.textContent()) ?? '';
        if (shown.includes('second')) await action(page, 'earlier').click();
        return shown;
      };
      await expect.poll(earlier).not.toContain('second');
      await action(page, 'now').click();
      await past.waitFor({ state: 'detached' });
      expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('range');
      // Time stood still only for the look back.
      const back = await clockSeconds(page);
      await expect.poll(() => clockSeconds(page)).toBeGreaterThan(back);
      // What was being typed is of now, and not of the instant that a branch starts at.
      await untilScreen(page, /echo half typed$/m);

      const slider = page.getByRole('slider', { name: 'Instant that is shown' });
      await slider.focus();
      await page.keyboard.press('Home');
      await past.waitFor();
      await action(page, 'later').click();
      await action(page, 'branch').click();
      await past.waitFor({ state: 'detached' });
      await untilReady(page);
      await untilScreen(page, /\$\s*$/);
      expect(await screenText(page)).not.toContain('half typed');
      await typeLine(page, 'kubectl get configmaps -o name');
      await untilScreen(page, 'configmap/kube-root-ca.crt');
      expect(await screenText(page)).not.toContain('configmap/second');
    }));

  test('a mark says what it stands for, and leads to its very instant', () =>
    inLesson(async (page) => {
      await typeLine(page, 'kubectl apply -f mysql-ns.yaml');
      await untilScreen(page, 'namespace/mysql created');
      await page.locator('[data-action=pause]').click();
      const mark = page.locator('.timeline-command').last();
      expect(await mark.getAttribute('title')).toMatch(/Command: kubectl apply -f mysql-ns.yaml$/);
      await mark.click();
      await page.locator('.timeline-past').waitFor();
      expect(await page.locator('.past-terminal-text').innerText()).not.toContain('created');
      await page.locator('[data-action=now]').click();
    }));

  test('a command of the text that is run while one looks back is run now, and seen', () =>
    inLesson(async (page) => {
      await typeLine(page, 'kubectl create configmap first');
      await untilScreen(page, 'configmap/first created');
      await action(page, 'earlier').click();
      const past = page.locator('.past-terminal-text');
      await past.waitFor();
      await page.locator('.command-run', { hasText: 'ls' }).first().click();
      await past.waitFor({ state: 'detached' });
      await untilScreen(page, 'mysql-statefulset.yaml');
    }));

  test('on a tablet nothing of the timeline covers anything, in the present and in the past', () =>
    inLesson(
      async (page) => {
        await typeLine(page, 'kubectl create configmap first');
        await untilScreen(page, 'configmap/first created');
        const PARTS = '.timeline :is(button, input, .timeline-text)';
        const covered = () =>
          page.locator(PARTS).evaluateAll((parts) =>
            parts
              .filter((part) => part.checkVisibility())
              .map((part) => ({ part, box: part.getBoundingClientRect() }))
              .filter(({ part, box }, _, all) =>
                all.some(
                  (other) =>
                    other.part !== part &&
                    Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left) > 1 &&
                    Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top) > 4,
                ),
              )
              .map(({ part }) => part.outerHTML),
          );
        expect(await covered()).toEqual([]);
        const height = () => page.locator('.timeline').evaluate((line) => line.clientHeight);
        const before = await height();
        await action(page, 'earlier').click();
        await action(page, 'now').waitFor();
        expect(await covered()).toEqual([]);
        expect(await height()).toBe(before);
        const slider = await page.locator('.timeline input').boundingBox();
        expect(slider?.width).toBeGreaterThan(300);
      },
      { ...SCALING, width: 768, height: 1024 },
    ));

  test('an instant of the past shows in every panel', () =>
    inLesson(async (page) => {
      await typeLine(
        page,
        'kubectl create deployment web --image=nginx; kubectl expose deploy web --port=80',
      );
      await typeLine(page, 'kubectl run asker --image=busybox:1.28 -- sleep 3600');
      await page.locator('.pod[data-pod=asker]').waitFor();
      await action(page, 'until-ready').click();
      await page.locator('[data-service=web] .service-count', { hasText: '1 of 1' }).waitFor();
      await page.locator('.pod[data-pod=asker]').click();
      await typeLine(page, 'kubectl exec asker -- nslookup web');
      const lookUps = page.locator('[data-because=look-ups]');
      await lookUps.waitFor();
      await typeLine(
        page,
        'kubectl label pod asker late=yes; kubectl scale deploy web --replicas=2',
      );
      await untilScreen(page, 'web scaled');
      await expect.poll(() => page.locator('.pod[data-pod^=web-]').count()).toBe(2);

      await page.locator('.timeline').getByRole('slider').focus();
      await page.keyboard.press('Home');
      const past = page.locator('.past-terminal-text');
      await past.waitFor();
      await action(page, 'later').click();
      await action(page, 'later').click();
      await expect.poll(() => page.locator('.pod[data-pod^=web-]').count()).toBe(1);
      await page.locator('.pod[data-pod=asker]').waitFor({ state: 'detached' });
      const forward = async (): Promise<boolean> => {
        const isThere = await page.locator('.pod[data-pod=asker].pod-ready').isVisible();
        if (!isThere) await page.keyboard.press('ArrowRight');
        return isThere;
      };
      await page.locator('.timeline').getByRole('slider').focus();
      await expect.poll(forward).toBe(true);
      expect(await lookUps.count()).toBe(0);
      expect(await past.textContent()).not.toContain('nslookup');
      await page.locator('#details-yaml-tab').click();
      const body = page.locator('.details-body');
      await body.getByText('podIPs').waitFor();
      expect(await body.textContent()).not.toContain('late');
      await page.locator('#upper-events-tab').click();
      await page.locator('.events-list').getByText('Started').first().waitFor();
      expect(await page.locator('.events-list').textContent()).not.toContain('to 2');
      await action(page, 'now').click();
      await page.locator('.events-list').getByText(/to 2/).first().waitFor();
      await body.getByText('late').waitFor();
    }));

  test('a wait for what never becomes ready ends, and leads to the reason', () =>
    inLesson(async (page) => {
      await typeLine(page, 'kubectl create deployment web --image=nginx:no-such-tag');
      await page.locator('.pod[data-pod^=web-]').waitFor();
      await action(page, 'until-ready').click();
      const notice = page.locator('[data-notice=not-ready]');
      await notice.getByText(/Not everything/).waitFor();
      await notice.getByRole('button', { name: 'See why' }).click();
      await page.locator('.details-body').getByText(/image/i).first().waitFor();
    }));

  test('undoes a command with its consequences, and does it again', () =>
    inLesson(async (page) => {
      await typeLine(page, 'kubectl create configmap gone');
      await untilScreen(page, 'configmap/gone created');
      await action(page, 'undo').click();
      await page.waitForFunction(() => !document.body.textContent?.includes('configmap/gone'));
      await untilReady(page);
      await action(page, 'redo').click();
      await untilScreen(page, 'configmap/gone created');
    }));

  /** Undoes a command of a long session; the replay gets few turns until the answer is called. */
  async function undoSlowly(page: Page): Promise<() => Promise<unknown>> {
    await page.evaluate(() => {
      // A page that is never idle has no replay that stands ready.
      globalThis.requestIdleCallback = () => 0;
      Object.assign(globalThis, { turnMs: 500 });
      globalThis.MessageChannel = class extends MessageChannel {
        constructor() {
          super();
          const post = this.port2.postMessage.bind(this.port2);
          this.port2.postMessage = (message: unknown) => {
            const { turnMs } = globalThis as unknown as { turnMs: number };
            setTimeout(post, turnMs, message);
          };
        }
      };
    });
    await typeLine(page, 'kubectl create configmap first');
    await typeLine(page, 'for i in $(seq 9000); do echo $i; done');
    await untilScreen(page, /^9000$/m);
    await typeLine(page, 'echo to be undone');
    await untilScreen(page, /^to be undone$/m);
    await action(page, 'undo').click();
    await page.locator('[data-notice=replaying]').waitFor();
    return () => page.evaluate(() => Object.assign(globalThis, { turnMs: 0 }));
  }

  test('a replay that takes long leaves the page its frames, and loses no key', () =>
    inLesson(async (page) => {
      const speedUp = await undoSlowly(page);
      expect(await page.locator('#timeline').getAttribute('inert')).toBe('');
      await page.keyboard.type('echo typed mean');
      await page.keyboard.type('while\n');
      await speedUp();
      await untilScreen(page, /^typed meanwhile$/m);
      await page.locator('[data-notice=replaying]').waitFor({ state: 'detached' });
      await untilReady(page);
      expect(await screenText(page)).not.toContain('to be undone');
      expect(await page.locator('#timeline').getAttribute('inert')).toBe(null);
      expect(await page.locator('#announcer').textContent()).toBe('Undone: echo to be undone');
      await typeLine(page, 'kubectl get configmaps -o name');
      await untilScreen(page, 'configmap/first');
    }));

  test('one may stay where one was while the commands run again', () =>
    inLesson(async (page) => {
      const speedUp = await undoSlowly(page);
      await page.locator('[data-notice=replaying] button').dispatchEvent('click');
      await speedUp();
      await untilReady(page);
      await untilScreen(page, /^to be undone$/m);
      expect(await page.locator('#timeline').getAttribute('inert')).toBe(null);
      expect(await action(page, 'redo').isDisabled()).toBe(true);
      await typeLine(page, 'kubectl get configmaps -o name');
      await untilScreen(page, 'configmap/first');
    }));

  test('undoes a rollout with its pods, and a pod of the past has the state that it had', () =>
    inLesson(async (page) => {
      const pods = page.locator('.pod[data-pod^=web-]');
      await typeLine(page, 'kubectl create deployment web --image=nginx --replicas=2');
      await expect.poll(() => pods.count()).toBe(2);
      await pods.first().click();
      await page.locator('#details-states-tab').click();
      await action(page, 'until-ready').click();
      const state = (name: string) =>
        page.locator(`[data-machine=container][data-state="${name}"]`);
      await state('Running').waitFor();
      await action(page, 'earlier').click();
      await state('Running').waitFor({ state: 'detached' });
      await page.locator('.timeline').getByRole('slider').focus();
      const back = async (): Promise<number> => {
        await page.keyboard.press('ArrowRight');
        // The instant is drawn a frame later, and its machines when it has been played again.
        await page.evaluate(
          () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
        );
        await page
          .getByText('states at that instant are being worked out')
          .waitFor({ state: 'detached' });
        return page.locator('[data-machine=container]').count();
      };
      await expect.poll(back, { interval: 400 }).toBe(1);
      expect(await state('Running').count()).toBe(0);
      await action(page, 'now').click();
      await state('Running').waitFor();
      await action(page, 'undo').click();
      await expect.poll(() => pods.count()).toBe(0);
      await untilReady(page);
      await action(page, 'redo').click();
      await expect.poll(() => pods.count()).toBe(2);
      // What was looked at is looked at again.
      await page.locator('.pod.pod-selected[data-pod^=web-]').waitFor();
    }));

  test('shows what a command would do, before it runs', () =>
    inLesson(async (page) => {
      await page.locator(TERMINAL_INPUT).focus();
      await page.keyboard.type('kubectl create deployment web --image=nginx --replicas=2');
      await page.keyboard.press('Control+Enter');
      const dialog = page.getByRole('dialog');
      await dialog.getByText('deployment.apps/web created').waitFor();
      await dialog.getByText(/with exit code 0/).waitFor();
      await dialog
        .getByText(/web-\S+ is Ready on node/)
        .first()
        .waitFor();
      await dialog.getByText('Deployment web (default)').waitFor();
      await expect
        .poll(() =>
          dialog
            .locator('.differences')
            .getByText(/Pod web-/)
            .count(),
        )
        .toBe(2);
      await dialog.getByRole('textbox').fill('vi notes.txt');
      await page.keyboard.press('Enter');
      await dialog.getByText(/would open \S*notes.txt in the editor/).waitFor();
      await page.keyboard.press('Escape');
      expect(await screenText(page)).not.toContain('created');
    }));

  test('shows what a command would do that does not end', () =>
    inLesson(async (page) => {
      await page.locator(TERMINAL_INPUT).focus();
      await page.keyboard.type('kubectl get nodes -w');
      await action(page, 'what-if').click();
      const dialog = page.getByRole('dialog');
      await dialog.locator('pre', { hasText: /NAME +STATUS/ }).waitFor();
      await dialog.getByText(/would still run after 60 s/).waitFor();
      await dialog.getByText('No object would differ.').waitFor();
      await dialog.getByRole('button', { name: 'Run it now' }).click();
      await untilScreen(page, /NAME +STATUS/);
      await page.keyboard.press('Control+C');
      await typeLine(page, 'echo back');
      await untilScreen(page, /^back$/m);
    }));

  test('compares two branches object by object', () =>
    inLesson(async (page) => {
      for (const name of ['one', 'two']) {
        await typeLine(page, `kubectl create configmap ${name}`);
        await untilScreen(page, `configmap/${name} created`);
      }
      // What is typed at an instant is part of it, so the branch starts at the first command.
      await action(page, 'earlier').click();
      await action(page, 'earlier').click();
      await action(page, 'branch').click();
      await untilReady(page);
      await untilScreen(page, /\$\s*$/);
      await typeLine(page, 'kubectl create configmap three');
      await untilScreen(page, 'configmap/three created');
      await action(page, 'compare').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('First').selectOption({ label: 'End of branch 1' });
      const row = (name: string) =>
        dialog.locator('.differences > li', { hasText: `ConfigMap ${name} (default)` });
      await row('two').getByText('gone', { exact: true }).waitFor();
      await row('three').getByText('new', { exact: true }).waitFor();
      expect(await row('one').count()).toBe(0);
    }));

  test('compares two instants object by object', () =>
    inLesson(async (page) => {
      await typeLine(page, 'kubectl create configmap one --from-literal=a=1');
      await untilScreen(page, 'configmap/one created');
      await action(page, 'compare').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('ConfigMap one (default)').waitFor();
      await dialog.getByLabel('First').selectOption({ label: 'Now' });
      await dialog.getByText('No object differs.').waitFor();
    }));

  test('plays two worlds from one instant with one clock', () =>
    inLesson(async (page) => {
      await action(page, 'worlds').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Example').selectOption({ label: 'Your own commands' });
      const [a, b] = await dialog.locator('textarea').all();
      await a?.fill('kubectl create deployment web --image=nginx --replicas=1');
      await b?.fill('kubectl create deployment web --image=nginx --replicas=3');
      await dialog.getByRole('button', { name: 'Start both' }).click();
      await dialog.getByText(/0:0[1-9] since the start of both/).waitFor();
      const pods = (world: string) =>
        dialog.getByRole('list', { name: `Pods in world ${world}` }).getByText(/^web-/);
      await expect.poll(() => pods('A').count()).toBe(1);
      await expect.poll(() => pods('B').count()).toBe(3);
      const printed = (world: string) =>
        dialog.getByRole('log', { name: `What the command of world ${world} printed` });
      expect(await printed('A').textContent()).toBe('deployment.apps/web created');
      await dialog.getByRole('button', { name: 'Pause' }).click();
      await dialog.getByRole('button', { name: 'Play' }).waitFor();
      const clock = dialog.locator('.worlds-clock');
      const before = await clock.textContent();
      await dialog.getByRole('button', { name: '5 s further' }).click();
      await expect.poll(() => clock.textContent()).not.toBe(before);
      const settled = dialog.locator('.world-settled', {
        hasText: / is ready after 0:\d\d\.$/,
      });
      await expect
        .poll(async () => {
          await dialog.getByRole('button', { name: '5 s further' }).click();
          return settled.count();
        })
        .toBe(2);
    }));

  test('has three pairs of worlds for a StatefulSet', () =>
    inLesson(async (page) => {
      await createSet(page);
      await page.locator('.pod[data-pod=mysql-stateful-0]').waitFor();
      await action(page, 'until-ready').click();
      await expect.poll(() => page.locator('.pod-ready[data-pod^=mysql-]').count()).toBe(3);
      await action(page, 'worlds').click();
      const dialog = page.getByRole('dialog');
      const podsOf = (world: string): Promise<string[]> =>
        dialog
          .getByRole('list', { name: `Pods in world ${world}` })
          .locator('li')
          .allInnerTexts();
      for (const pair of [
        'OrderedReady and Parallel',
        'Partition 0 and 2',
        'RollingUpdate and OnDelete',
      ]) {
        await dialog.getByLabel('Example').selectOption({ label: pair });
        await dialog.getByRole('button', { name: 'Start both' }).click();
        await expect
          .poll(async () => (await podsOf('A')).join() !== (await podsOf('B')).join())
          .toBe(true);
      }
    }));
});
