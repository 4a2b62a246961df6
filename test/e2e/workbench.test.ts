import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import {
  clockSeconds,
  createSet,
  frames,
  PATIENCE_MS,
  SCALING,
  screenText,
  startBusy,
  TERMINAL_INPUT,
  typeLine,
  untilKept,
  untilReady,
  untilScreen,
} from './lesson.ts';
import { useSite } from './use-site.ts';

const { inLesson, origin } = useSite();

const setSpeed = (page: Page, speed: string): Promise<unknown> =>
  page.locator('.speed select').selectOption(speed);
const pod = (page: Page, ordinal: number) => page.locator(`[data-pod=mysql-stateful-${ordinal}]`);

describe('terminal', () => {
  test('boots to a prompt that answers kubectl get nodes, typed with real keys', () =>
    inLesson(async (page) => {
      await typeLine(page, 'kubectl get nodes');
      const shown = await untilScreen(page, /node\S+\s+Ready/);
      expect(shown).toMatch(/NAME\s+STATUS\s+ROLES\s+AGE\s+VERSION/);
    }));

  test('edits lines, completes and searches', () =>
    inLesson(async (page) => {
      await typeLine(page, 'echo first');
      await untilScreen(page, /^first$/m);
      await page.keyboard.type('ech second');
      await page.keyboard.press('Control+A');
      for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
      await page.keyboard.type('o');
      await page.keyboard.press('Enter');
      await untilScreen(page, /^second$/m);
      await page.keyboard.press('Control+R');
      await page.keyboard.type('fir');
      await untilScreen(page, /reverse-i-search\)`fir': echo first/);
      await page.keyboard.press('Control+C');
      await page.keyboard.type('kubectl scal');
      await page.keyboard.press('Tab');
      await untilScreen(page, /kubectl scale $/m);
    }));

  test('a program can be interrupted, and the page stays responsive under an endless loop', () =>
    inLesson(async (page) => {
      await page.locator('.speed select').selectOption('100');
      await startBusy(page, 'while :; do :; done');
      // The speed that is reached is told, so the page draws while the loop goes on.
      await page.locator('[data-reached]').waitFor();
      await page.locator('.cluster .segments button').nth(1).click();
      await page.locator('.cluster-text').waitFor();
      await page.locator('[data-reached]').waitFor();
      await page.locator(TERMINAL_INPUT).focus();
      await page.keyboard.press('Control+C');
      await typeLine(page, 'echo alive');
      await untilScreen(page, /^alive$/m);
    }));

  test('a paste of 10 MB is refused with a message, several lines are shown before they run', () =>
    inLesson(async (page) => {
      const paste = (text: string): Promise<void> =>
        page.locator(TERMINAL_INPUT).evaluate((element, pasted) => {
          const data = new DataTransfer();
          data.setData('text/plain', pasted);
          const init = { clipboardData: data, bubbles: true, cancelable: true };
          element.dispatchEvent(new ClipboardEvent('paste', init));
        }, text);
      await paste('x'.repeat(10 * 1024 * 1024));
      await page.locator('[data-notice=paste]').waitFor();
      expect(await page.locator('[data-notice=paste]').textContent()).toContain('10,485,760');
      await page.locator('[data-notice=paste] button').click();
      await paste('echo one\necho two\n');
      expect(await page.locator('[data-notice=paste] pre').textContent()).toBe(
        'echo one\necho two',
      );
      await page.keyboard.press('Enter');
      await untilScreen(page, /^one$/m);
      await untilScreen(page, /^two$/m);
    }));

  test('a command of the text runs by click and by key, typed at the prompt', () =>
    inLesson(async (page) => {
      const commands = page.locator('.command-run');
      await commands.nth(0).click();
      await untilScreen(page, /\$ ls\n.*mysql-ns\.yaml/);
      await commands.nth(1).focus();
      await page.keyboard.press('Enter');
      await untilScreen(page, 'namespace/mysql created');
    }));

  test('a command of the text waits for the one that runs, or stops it', () =>
    inLesson(async (page) => {
      await startBusy(page, 'sleep 1000');
      await page.locator('.command-run').nth(0).click();
      const notice = page.locator('[data-notice=running]');
      await notice.waitFor();
      await notice.locator('button').first().click();
      await untilScreen(page, /\$ ls\n.*mysql-ns\.yaml/);
    }));
});

describe('lesson', () => {
  test('the set comes up in order, tasks tick by themselves, and the picture shows it', () =>
    inLesson(async (page) => {
      await setSpeed(page, '10');
      await createSet(page);
      await pod(page, 2).and(page.locator('.pod-ready')).waitFor();
      await page.locator('[data-task=create].task-met').waitFor();
      await page.locator('[data-task=order].task-met').waitFor();
      expect(await page.locator('#announcer').textContent()).toContain('Task done');
      await typeLine(page, 'kubectl scale statefulset -n mysql mysql-stateful --replicas 4');
      await page.locator('[data-task=up].task-met').waitFor();
      await typeLine(page, 'kubectl scale statefulset -n mysql mysql-stateful --replicas 2');
      await page.locator('[data-task=claims].task-met').waitFor();
      await expect.poll(() => page.locator('.claim').count()).toBe(4);
      await expect.poll(() => page.locator('.claim-kept').count()).toBe(2);
      await typeLine(page, 'kubectl apply -f mysql-statefulset.yaml -f waiting.yaml');
      await page.locator('[data-task=reused].task-met').waitFor();
      await typeLine(page, 'kubectl exec -n mysql ordered-0 -- touch /tmp/ready');
      await page.locator('[data-task=blocked].task-met').waitFor();
      expect(await page.locator('.tasks-progress').textContent()).toContain('7');
      await pod(page, 1).click();
      const details = page.locator('.details-body');
      await details.waitFor();
      expect(await details.textContent()).toContain('statefulset-controller');
      await page.goto(`${origin()}/`);
      await page.locator('[data-state=done]').waitFor();
    }));

  test('a hint, and why a task is not met yet', () =>
    inLesson(async (page) => {
      const task = page.locator('[data-task=create]');
      expect(await task.locator('.task-why').textContent()).toMatch(/Not yet: /);
      await task.locator('button').click();
      await expect.poll(() => task.locator('.hints li').count()).toBe(1);
    }));

  test('a reload in mid-rollout goes on where it was', () =>
    inLesson(async (page) => {
      await createSet(page);
      await pod(page, 0).waitFor();
      await page.locator('[data-action=pause]').click();
      const before = await screenText(page);
      const seconds = await clockSeconds(page);
      await untilKept(page, 'statefulsets/scaling', 'mysql-secret');
      await page.reload();
      await untilReady(page);
      expect(Math.abs((await clockSeconds(page)) - seconds)).toBeLessThan(3);
      const after = await untilScreen(page, 'namespace/mysql created');
      expect(after.trimEnd().slice(0, 200)).toBe(before.trimEnd().slice(0, 200));
      await setSpeed(page, '10');
      await pod(page, 2).and(page.locator('.pod-ready')).waitFor();
      await page.locator(TERMINAL_INPUT).focus();
      await page.keyboard.press('ArrowUp');
      await untilScreen(page, /\$ kubectl create secret.*\n?.*mysql-secret.*/);
    }));

  test('what is saved and cannot be read is said, kept, and does not break the page', () =>
    inLesson(async (page) => {
      // The lesson saves itself again as it goes on, and once more as it is left.
      await page.goto(`${origin()}/`);
      await page.evaluate(
        () =>
          new Promise<void>((resolve, reject) => {
            const request = indexedDB.open('ordinal');
            request.onsuccess = () => {
              const transaction = request.result.transaction('kept', 'readwrite');
              transaction.objectStore('kept').put('rubbish', 'session:statefulsets/scaling');
              transaction.oncomplete = () => resolve();
              transaction.onerror = () => reject(transaction.error);
            };
          }),
      );
      await page.goto(`${origin()}/statefulsets/scaling/?again`);
      await untilReady(page);
      await page.locator('[data-notice=lost]').getByText('has a form that').waitFor();
      await typeLine(page, 'echo anew');
      await untilScreen(page, /^anew$/m);
    }));
});

describe('time', () => {
  test('pause, speed and reset', () =>
    inLesson(async (page) => {
      const pause = page.locator('[data-action=pause]');
      await pause.click();
      const paused = await clockSeconds(page);
      await frames(page, 30);
      expect(await clockSeconds(page)).toBe(paused);
      await typeLine(page, 'sleep 5');
      await page.locator('[data-notice=paused]').waitFor();
      await setSpeed(page, '10');
      await pause.click();
      await expect
        .poll(() => clockSeconds(page), { timeout: PATIENCE_MS })
        .toBeGreaterThan(paused + 5);
      await typeLine(page, 'touch mark; echo made');
      await untilScreen(page, /^made$/m);
      await page.locator('[data-action=reset]').click();
      await page.locator('[data-action=confirm-reset]').click();
      await untilReady(page);
      expect(await clockSeconds(page)).toBeLessThan(paused + 15);
      await typeLine(page, 'ls');
      const shown = await untilScreen(page, 'mysql-ns.yaml');
      expect(shown).not.toContain('mark');
    }));
});

describe('editor', () => {
  test('opens on demand, saves, and applies through the terminal', () =>
    inLesson(async (page) => {
      const scripts = () =>
        page.evaluate(() => performance.getEntriesByType('resource').map((entry) => entry.name));
      expect((await scripts()).filter((name) => /monaco|editor\.api/.test(name))).toEqual([]);
      await page.locator('#upper-editor-tab').click();
      await page.locator('[data-editor=full] .monaco-editor').waitFor();
      await page.locator('.editor-bar select').first().selectOption({ label: 'mysql-ns.yaml' });
      await page.locator('.monaco-editor .view-lines').click();
      await page.keyboard.press('Control+End');
      await page.keyboard.type('# a note');
      await page.locator('.editor-bar .button-primary').click();
      await untilScreen(page, 'namespace/mysql created');
      await typeLine(page, 'cat mysql-ns.yaml');
      await untilScreen(page, '# a note');
    }));
});

describe('layout', () => {
  test('the panes are resized by keyboard and the size is remembered', () =>
    inLesson(async (page) => {
      const splitter = page.locator('[data-split=columns]');
      const value = async () => Number(await splitter.getAttribute('aria-valuenow'));
      const before = await value();
      await splitter.focus();
      for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
      expect(await value()).toBe(before + 6);
      await page.reload();
      await untilReady(page);
      expect(await value()).toBe(before + 6);
    }));

  test('however wide the text is made, the tools of the workbench keep their place', () =>
    inLesson(async (page) => {
      const splitter = page.locator('[data-split=columns]');
      await splitter.focus();
      await page.keyboard.press('End');
      const left = (await splitter.boundingBox())?.x ?? 0;
      const now = Number(await splitter.getAttribute('aria-valuenow'));
      expect(now).toBe(Math.round((left / SCALING.width) * 100));
      const ends = await page
        .locator(
          '.timeline button:visible, .upper-tabs button:visible, .cluster-bar button:visible',
        )
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().right));
      expect(Math.max(...ends)).toBeLessThanOrEqual(SCALING.width);
      await page.keyboard.press('ArrowLeft');
      expect((await splitter.boundingBox())?.x).toBeLessThan(left);
    }));

  test('only the panes scroll, whatever is brought to view', () =>
    inLesson(async (page) => {
      const last = page.locator('.reading-text a').last();
      await last.evaluate((link) => link.scrollIntoView({ block: 'start' }));
      await expect
        .poll(() => page.locator('.reading-text').evaluate((pane) => pane.scrollTop))
        .toBeGreaterThan(0);
      expect(await page.evaluate(() => [window.scrollY, document.body.scrollTop])).toEqual([0, 0]);
    }));

  /** Each pane comes up alone by its tab, with room, and makes nothing wider than the screen. */
  const expectTabs = async (page: Page): Promise<void> => {
    for (const pane of ['tasks', 'terminal', 'cluster', 'editor', 'lesson']) {
      await page.locator(`#${pane}-tab`).click();
      await expect.poll(() => page.locator(`#${pane}-pane`).isVisible()).toBe(true);
      const { width, height } = (await page.locator(`#${pane}-pane`).boundingBox()) ?? {};
      expect(width, pane).toBe(await page.evaluate(() => window.innerWidth));
      expect(height, pane).toBeGreaterThan(200);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      expect(overflow, pane).toBeLessThanOrEqual(0);
    }
  };

  test('a phone that is held sideways has tabs, too, and the past takes no more of it', () =>
    inLesson(
      async (page) => {
        await expectTabs(page);
        await page.locator('#terminal-tab').click();
        const height = async () => (await page.locator('.timeline').boundingBox())?.height;
        const before = await height();
        await page.locator('[data-action=earlier]').click();
        await page.locator('.timeline-past [data-action=now]').waitFor();
        expect(await height()).toBe(before);
      },
      { ...SCALING, width: 844, height: 390 },
    ));

  test('on a phone the panes are tabs, and nothing is wider than the screen', () =>
    inLesson(
      async (page) => {
        await expectTabs(page);
        await page.locator('#terminal-tab').click();
        const more = page.locator('.timeline [data-action=more-tools]');
        const compare = page.locator('[data-action=compare]');
        await more.focus();
        await page.keyboard.press('Enter');
        await compare.waitFor();
        await page.keyboard.press('Escape');
        await compare.waitFor({ state: 'hidden' });
        await expect.poll(() => more.evaluate((one) => one === document.activeElement)).toBe(true);
        await page.keyboard.press('Enter');
        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        await page.locator('dialog[open]').waitFor();
      },
      { ...SCALING, width: 390, height: 844 },
    ));
});
