import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { typeLine, untilReady, untilScreen } from './lesson.ts';
import { useSite } from './use-site.ts';

const { inLesson, origin } = useSite();

/** Holds back the scripts whose names begin so, until the answer is called. */
async function holdBack(page: Page, name: string): Promise<() => void> {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(`**/_astro/${name}*.js`, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

describe('input before the cluster is there', () => {
  test('is echoed, kept, and runs in order', () =>
    inLesson(async (page) => {
      const release = await holdBack(page, 'sim');
      await page.goto(`${origin()}/statefulsets/scaling/?held`, { waitUntil: 'commit' });
      await page.waitForFunction(() => document.documentElement.dataset.ready === 'input');
      await page.keyboard.type('echo one > made\necho two >> made\ncat ma');
      await untilScreen(page, /echo one > made\necho two >> made\ncat ma/);
      await page.locator('[data-notice=starting]').waitFor();
      release();
      await untilReady(page);
      await untilScreen(page, /\$ echo one > made\n.*\$ echo two >> made\n.*\$ cat ma\s*$/);
      await page.keyboard.type('de\n');
      await untilScreen(page, /^one\ntwo$/m);
      await expect.poll(() => page.locator('[data-notice=starting]').count()).toBe(0);
      for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowUp');
      await untilScreen(page, /two\n.*\$ echo two >> made\s*$/);
    }));

  test('is shown at the prompt of the page before its first script, and is not lost', () =>
    inLesson(async (page) => {
      const release = await holdBack(page, 'page');
      await page.goto(`${origin()}/statefulsets/scaling/?held`, { waitUntil: 'commit' });
      const first = page.locator('#terminal-first');
      await first.getByText('learner@ordinal:~$').waitFor();
      await page.keyboard.type(' echo earlx');
      await page.keyboard.press('Backspace');
      await page.keyboard.type('y\nls a');
      expect(await first.textContent()).toBe('learner@ordinal:~$ echo early\nls a');
      release();
      await untilReady(page);
      await untilScreen(page, /\$ echo early\nearly\n.*\$ ls a\s*$/);
      await expect.poll(() => first.count()).toBe(0);
    }));

  test('the prompt of the page stands where the terminal has its own', () =>
    inLesson(async (page) => {
      const release = await holdBack(page, 'page');
      await page.goto(`${origin()}/statefulsets/scaling/?held`, { waitUntil: 'commit' });
      const edge = (selector: string) =>
        page.locator(selector).evaluate((element) => {
          const { left, top, height } = element.getBoundingClientRect();
          return [Math.round(left), Math.round(top), Math.round(height)];
        });
      await page.locator('.terminal-first-cursor').waitFor();
      const before = await edge('.terminal-first-cursor');
      release();
      await untilReady(page);
      await expect.poll(() => edge('.xterm-cursor')).toEqual(before);
    }));

  test('a lesson that was begun has no prompt before what was done in it', () =>
    inLesson(async (page) => {
      await typeLine(page, 'echo begun');
      await untilScreen(page, /^begun$/m);
      await page.waitForFunction(() => 'ordinal.begun.statefulsets/scaling' in localStorage);
      const release = await holdBack(page, 'page');
      await page.reload({ waitUntil: 'commit' });
      await page.locator('#terminal-places').getByText('Starting the cluster').waitFor();
      expect(await page.locator('#terminal-first').isVisible()).toBe(false);
      release();
      await untilScreen(page, /^begun$/m);
    }));
});

describe('keyboard', () => {
  const focused = (page: Page): Promise<string> =>
    page.evaluate(() => {
      const { className, id, tagName } = document.activeElement ?? document.body;
      return id === '' ? className || tagName : id;
    });

  test('the terminal has the focus, and a first Tab goes to the skip links all the same', () =>
    inLesson(async (page) => {
      expect(await focused(page)).toBe('xterm-helper-textarea');
      await page.keyboard.press('Tab');
      expect(await focused(page)).toBe('skip-link');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(await focused(page)).toBe('xterm-helper-textarea');
      await page.keyboard.type('echo skipped\n');
      await untilScreen(page, /^skipped$/m);
      await page.keyboard.press('Shift+Tab');
      expect(await focused(page)).not.toBe('xterm-helper-textarea');
    }));

  test('Tab reaches every control in turn and never stays', () =>
    inLesson(async (page) => {
      await page.keyboard.press('Tab');
      const seen = new Set<string>();
      for (let i = 0; i < 160; i++) {
        await page.keyboard.press('Tab');
        seen.add(await focused(page));
      }
      for (const control of ['command-run', 'command-copy', 'upper-cluster-tab', 'theme-switch']) {
        expect([...seen]).toContain(control);
      }
      expect([...seen]).toContain('xterm-helper-textarea');
    }));
});
