import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { PATIENCE_MS, screenText, typeLine, untilScreen } from './lesson.ts';
import { useSite } from './use-site.ts';

const { inLesson } = useSite();

/** Runs `act` with the editor open in a lesson of its own. */
async function inEditor(act: (page: Page) => Promise<void>) {
  await inLesson(async (page) => {
    await page.locator('#upper-editor-tab').click();
    await page.locator('[data-editor=full] .monaco-editor').waitFor();
    await act(page);
  });
}

const files = (page: Page) => page.locator('.editor-bar select').first();
const untilOpen = (page: Page, file: string): Promise<void> =>
  expect
    .poll(() => files(page).locator('option:checked').textContent(), { timeout: PATIENCE_MS })
    .toBe(file);
const atEnd = async (page: Page): Promise<void> => {
  await page.locator('.monaco-editor .view-lines').click();
  await page.keyboard.press('Control+End');
};
const fileTool = async (page: Page, tool: string): Promise<void> => {
  await page.locator('.file-menu [data-action=more-tools]').click();
  await page.locator(`[data-action=${tool}]`).click();
};

test('a file is renamed and deleted by real commands, and followed wherever it goes', () =>
  inEditor(async (page) => {
    await files(page).selectOption({ label: 'mysql-ns.yaml' });
    await fileTool(page, 'rename-file');
    await page.keyboard.type('mysql-statefulset.yaml');
    await page.getByText('There is a file with this name.').waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('space.yaml');
    await page.keyboard.press('Enter');
    await untilScreen(page, '$ mv mysql-ns.yaml space.yaml');
    await untilOpen(page, 'space.yaml');

    await typeLine(page, 'mkdir sub; mv space.yaml sub/; cd sub');
    await untilOpen(page, 'sub/space.yaml');
    await page.locator('[data-action=dry-run]').click();
    await untilScreen(page, /~\/sub\/space\.yaml --dry-run=server\s+namespace\/mysql created/);
    await fileTool(page, 'remove-file');
    await untilScreen(page, '$ rm ~/sub/space.yaml');
    await untilOpen(page, 'mysql-headless-service.yaml');
  }));

test('what was typed in a file that is gone can be kept; with no file left one is made anew', () =>
  inEditor(async (page) => {
    await files(page).selectOption({ label: 'mysql-ns.yaml' });
    await atEnd(page);
    await page.keyboard.type('# mine');
    await typeLine(page, 'rm *.yaml');
    await page.locator('.notice', { hasText: 'This file was removed' }).waitFor();
    await page.getByRole('button', { name: 'Keep mine' }).click();
    await typeLine(page, 'clear; tail -1 mysql-ns.yaml');
    await untilScreen(page, /^# mine/m);

    await typeLine(page, 'clear; rm *.yaml');
    await page.getByText('There are no files').waitFor();
    await page.locator('[data-action=new-file]').click();
    await page.keyboard.type('new.yaml\n');
    await untilOpen(page, 'new.yaml');
    await page.keyboard.type('kind: Pod');
    await page.keyboard.press('Control+s');
    await typeLine(page, 'clear; cat ~/new.yaml');
    await untilScreen(page, 'kind: Pod');
  }));

test('after the first field of an item Enter leads below it, and to where a new item begins', () =>
  inEditor(async (page) => {
    await files(page).selectOption({ label: 'mysql-headless-service.yaml' });
    await atEnd(page);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('name: sql');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Control+Space');
    await page.locator('.suggest-widget.visible .label-name', { hasText: /^port$/ }).click();
    await page.keyboard.type('33060');
    await page.keyboard.press('Control+s');
    await typeLine(page, 'clear; tail -3 mysql-headless-service.yaml');
    await untilScreen(page, /^ {4}- port: 3306\n {6}name: sql\n {4}- port: 33060/m);
  }));

test('what kubectl edit opens again says at its top, in sight, what was refused', () =>
  inEditor(async (page) => {
    await typeLine(page, 'kubectl create deployment web --image=nginx; kubectl edit deploy web');
    await page.locator('.editor-asked').waitFor();
    await page.locator('.monaco-editor .view-lines').click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Control+f');
    await page.keyboard.type('replicas: 1');
    await page.keyboard.press('Escape');
    await page.keyboard.type('replicas: -3');
    await page.locator('[data-action=edit-done]').click();
    const lines = page.locator('.monaco-editor .view-lines');
    await expect
      .poll(async () => (await lines.textContent())?.replaceAll('\u00a0', ' '), {
        timeout: PATIENCE_MS,
      })
      .toContain('# * spec.replicas: Invalid value: -3');
    await page.locator('[data-action=edit-cancel]').click();
    await untilScreen(page, 'A copy of your changes has been stored');
    expect(await screenText(page)).toContain('error: deployments.apps "web" is invalid');
  }));
