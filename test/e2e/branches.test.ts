import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { SCALING, screenText, typeLine, untilReady, untilScreen } from './lesson.ts';
import { collectProblems } from './page-problems.ts';
import { useSite } from './use-site.ts';

const { inLesson, origin } = useSite();

const action = (page: Page, name: string) => page.locator(`[data-action="${name}"]`);
const said = (page: Page): Promise<string | null> => page.locator('#announcer').textContent();

async function createMap(page: Page, name: string): Promise<void> {
  await typeLine(page, `kubectl create configmap ${name}`);
  await untilScreen(page, `configmap/${name} created`);
}

/** Waits until the session that took the place of another is on the page. */
async function untilPlayed(page: Page, words: string): Promise<void> {
  await expect.poll(() => said(page)).toContain(words);
  await untilReady(page);
}

describe('a branch that was left', () => {
  test('by undoing is gone on in by keyboard, survives a reload, and keeps what is left for it', () =>
    inLesson(async (page) => {
      await createMap(page, 'one');
      await createMap(page, 'two');
      await action(page, 'undo').click();
      await untilPlayed(page, 'configmap two');
      await createMap(page, 'three');
      await action(page, 'branches').focus();
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog');
      await dialog.getByText('kubectl create configmap two').waitFor();
      await dialog.getByRole('button', { name: 'Go on in branch 1' }).focus();
      await page.keyboard.press('Enter');
      await untilPlayed(page, 'You go on in branch 1. What you left is branch 2.');
      await untilScreen(page, 'configmap/two created');
      expect(await screenText(page)).not.toContain('configmap/three');
      await createMap(page, 'four');
      await page.reload();
      await untilReady(page);
      await untilScreen(page, 'configmap/four created');
      await action(page, 'branches').click();
      expect(await dialog.getByRole('listitem').count()).toBe(1);
      await dialog.getByRole('button', { name: 'Go on in branch 2' }).click();
      await untilPlayed(page, 'You go on in branch 2. What you left is branch 3.');
      await untilScreen(page, 'configmap/three created');
    }));

  test('leaves the panels as they were set, with the hints that were asked for', () =>
    inLesson(async (page) => {
      await createMap(page, 'one');
      await page.locator('.task .button-small').first().click();
      await page.locator('.hints li').waitFor();
      await page.locator('.pod').first().click();
      await page.locator('#details-yaml-tab').click();
      await page.locator('[data-filter=namespace]').selectOption('kube-system');
      await page.locator('.cluster .chip').last().click();
      await page.locator('#upper-events-tab').click();
      await page.locator('.events-pane .chip').click();
      await action(page, 'undo').click();
      await untilPlayed(page, 'configmap one');
      await page.locator('.hints li').waitFor();
      await page.locator('#details-yaml-tab[aria-selected=true]').waitFor();
      await page.locator('.events-pane .chip[aria-pressed=true]').waitFor();
      await page.locator('#upper-cluster-tab').click();
      expect(await page.locator('[data-filter=namespace]').inputValue()).toBe('kube-system');
      expect(await page.locator('.cluster .chip').last().getAttribute('aria-pressed')).toBe(
        'false',
      );
    }));

  test('is compared with now from the list', () =>
    inLesson(async (page) => {
      await createMap(page, 'one');
      await action(page, 'undo').click();
      await untilPlayed(page, 'configmap one');
      await createMap(page, 'other');
      await action(page, 'branches').click();
      await page.getByRole('dialog').getByRole('button', { name: 'Compare with now' }).click();
      const row = (name: string) =>
        page.locator('.differences > li', { hasText: `ConfigMap ${name} (default)` });
      await row('one').getByText('gone', { exact: true }).waitFor();
      await row('other').getByText('new', { exact: true }).waitFor();
    }));
});

describe('the terminals of a tab that looks on', () => {
  test('are those of the tab that plays, and none is opened or closed there', () =>
    inLesson(async (first, { context }) => {
      await createMap(first, 'one');
      const page = await context.newPage();
      const problems = collectProblems(page, origin());
      await page.goto(origin() + SCALING.path);
      await untilReady(page);
      const tabs = page.getByRole('tab', { name: /^Terminal \d$/ });
      const past = page.locator('.past-terminal-text');
      await first.locator('#terminal-new').click();
      await typeLine(first, 'echo in the second');
      await untilScreen(first, /^in the second$/m);
      await expect.poll(() => tabs.count()).toBe(2);
      await expect.poll(() => past.textContent()).toContain('in the second');
      await page.locator('#terminal-new').focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => said(page)).toContain('Another tab plays this lesson');
      await page.locator('[data-notice=elsewhere]').getByRole('button').waitFor();
      expect(await tabs.count()).toBe(2);
      await first.locator('#terminal-close').click();
      await expect.poll(() => tabs.count()).toBe(1);
      await expect.poll(() => said(page)).toContain('Terminal 2 was closed in the other tab.');
      await typeLine(first, 'echo goes on');
      await expect.poll(() => past.textContent()).toContain('goes on');
      expect(problems).toEqual([]);
    }));
});
