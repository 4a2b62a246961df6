import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import {
  SCALING,
  screenText,
  startBusy,
  TERMINAL_INPUT,
  typeLine,
  untilReady,
  untilScreen,
} from './lesson.ts';
import { useSite } from './use-site.ts';

const { inLesson, inShared } = useSite();

const paste = (page: Page, text: string): Promise<void> =>
  page.locator(TERMINAL_INPUT).evaluate((element, pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    const init = { clipboardData: data, bubbles: true, cancelable: true };
    element.dispatchEvent(new ClipboardEvent('paste', init));
  }, text);

const keys = async (page: Page, ...names: string[]): Promise<void> => {
  for (const name of names) await page.keyboard.press(name);
};

describe('terminals', () => {
  test('two side by side share a cluster, and each has a shell of its own', () =>
    inLesson(async (page) => {
      await typeLine(page, 'cd /tmp; mine=one');
      await page.locator('#terminal-beside').click();
      await typeLine(page, 'kubectl apply -f mysql-ns.yaml; echo "[$mine]"');
      await untilScreen(page, /namespace\/mysql created\n\[\]/);
      await expect.poll(() => page.locator('.terminal-place:visible').count()).toBe(2);
      await page.locator('#terminal-tab-1').click();
      await typeLine(page, 'kubectl get ns mysql -o name; echo "[$mine]"');
      await untilScreen(page, /namespace\/mysql\n\[one\]/);
      await page.locator('#terminal-beside').click();
      await expect.poll(() => page.locator('.terminal-place:visible').count()).toBe(1);
    }));

  test('tabs are opened, gone through and closed by key, and come back after a reload', () =>
    inLesson(async (page) => {
      await page.locator('#terminal-new').click();
      await typeLine(page, 'echo second');
      await untilScreen(page, /^second$/m);
      await page.locator('#terminal-tab-2').focus();
      await keys(page, 'ArrowLeft');
      expect(await page.locator('#terminal-tab-1').getAttribute('aria-selected')).toBe('true');
      await keys(page, 'ArrowRight');
      await page.reload();
      await untilReady(page);
      expect(await page.locator('#terminal-tabs [role=tab]').allTextContents()).toHaveLength(2);
      await page.locator('#terminal-tab-2').click();
      await untilScreen(page, /^second$/m);
      const active = () => page.locator('.terminal-active').getAttribute('id');
      await keys(page, 'Control+Shift+ArrowLeft');
      expect(await active()).toBe('terminal-place-1');
      await keys(page, 'Control+Shift+ArrowRight');
      expect(await active()).toBe('terminal-place-2');
      await page.locator('#terminal-tab-2').focus();
      await keys(page, 'Delete');
      await expect.poll(() => page.locator('#terminal-tabs [role=tab]').count()).toBe(1);
    }));

  test('while one is busy a command of the text runs in another', () =>
    inLesson(async (page) => {
      await startBusy(page, 'sleep 1000');
      await page.locator('.command-run').nth(0).click();
      await page.locator('[data-notice=running] button').nth(1).click();
      await untilScreen(page, /mysql-ns\.yaml/);
      await expect.poll(() => page.locator('#terminal-tabs [role=tab]').count()).toBe(2);
    }));
});

describe('the line editor', () => {
  test('kills, yanks, transposes, undoes and brings arguments back', () =>
    inShared(async (page) => {
      await typeLine(page, 'echo first web-0');
      await untilScreen(page, /^first web-0$/m);
      await page.keyboard.type('echo two one');
      await keys(page, 'Alt+t', 'Control+W', 'Control+W', 'Control+Y', 'Control+E');
      await page.keyboard.type('! ');
      await keys(page, 'Alt+.');
      await untilScreen(page, /\$ echo one two! web-0\s*$/);
      await keys(page, 'Control+Shift+_', 'Enter');
      await untilScreen(page, /^one two! *$/m);
    }));

  test('a command of several lines comes back whole and can be changed', () =>
    inShared(async (page) => {
      await page.locator(TERMINAL_INPUT).focus();
      await page.keyboard.type('for i in 1 2; do\necho "n=$i"; done\n');
      await untilScreen(page, /^n=2$/m);
      await keys(page, 'ArrowUp', 'Alt+b', 'Alt+b', 'Control+K');
      await page.keyboard.type('i" x; done\n');
      await untilScreen(page, /^n=2 x$/m);
    }));

  test('completion shows what is said about each choice', () =>
    inShared(async (page) => {
      await untilScreen(page, /\$ \s*$/);
      await page.locator(TERMINAL_INPUT).focus();
      await page.keyboard.type('kubectl a');
      await keys(page, 'Tab', 'Tab');
      await untilScreen(page, /\n(.*\n)*annotate {2,}\S+ \S+/);
    }));

  test('wide characters, and a paste of several lines that waits', () =>
    inShared(async (page) => {
      await typeLine(page, 'echo 中文🙂');
      await untilScreen(page, /^中文🙂$/m);
      await paste(page, 'echo a\necho b');
      const notice = page.locator('[data-notice=paste]');
      await notice.waitFor();
      await keys(page, 'Escape');
      await expect.poll(() => notice.count()).toBe(0);
      expect(await screenText(page)).not.toMatch(/^b$/m);
    }));
});

describe('what is said to a screen reader', () => {
  test('is the output, once, and not what is typed', () =>
    inShared(async (page) => {
      const said = page.locator('.terminal-active .live-region');
      await page.keyboard.type('echo one; echo two');
      await untilScreen(page, /\$ echo one; echo two\s*$/);
      expect(await said.textContent()).toBe('');
      await keys(page, 'Enter');
      await expect.poll(() => said.textContent()).toMatch(/^\none\ntwo\n\S+ $/);
      await keys(page, 'ArrowUp');
      await expect.poll(() => said.textContent()).toBe('echo one; echo two');
      await keys(page, 'Control+u');
      await typeLine(page, 'seq 40');
      await expect.poll(() => said.textContent()).toContain('More output than is read out.');
    }));
});

describe('the screen', () => {
  test('copies by Ctrl-C once, and the next one ends what runs', () =>
    inShared(async (page) => {
      await startBusy(page, 'sleep 1000');
      const line = page.locator('.terminal-active .xterm-rows > *').nth(1);
      await line.dblclick({ position: { x: 20, y: 8 }, force: true });
      await keys(page, 'Control+c');
      await expect
        .poll(() => page.evaluate(() => navigator.clipboard.readText()))
        .toContain('runs');
      await keys(page, 'Control+c');
      await untilScreen(page, /\^C\n.*\$ \s*$/);
      await startBusy(page, 'sleep 1000');
      await keys(page, 'Control+Backslash');
      await untilScreen(page, /\^\\Quit\n.*\$ \s*$/);
    }));

  test('is searched, by keys', () =>
    inShared(async (page) => {
      await typeLine(page, 'kubectl get nodes');
      await untilScreen(page, /node-3/);
      await keys(page, 'Control+Shift+F');
      await page.keyboard.type('node-');
      await page.locator('.find-count', { hasText: '3' }).waitFor();
      await keys(page, 'Enter', 'Escape');
      await expect.poll(() => page.locator('.find-bar').count()).toBe(0);
      await page.keyboard.type('echo back\n');
      await untilScreen(page, /^back$/m);
    }));

  test('gives its selection to the clipboard, and survives a resize', () =>
    inLesson(async (page) => {
      await typeLine(page, 'echo something-to-take');
      await untilScreen(page, /^something-to-take$/m);
      await typeLine(page, 'echo seen: $(seq 60)');
      await untilScreen(page, /58 59 60/);
      await page.keyboard.type(`echo ${'word '.repeat(30)}`);
      // The end of a row may be within a word.
      await untilScreen(page, /(?:w\s*o\s*r\s*d\s*){30}/);
      const before = (await screenText(page)).trim();
      const line = page.locator('.terminal-active .xterm-rows > *').nth(1);
      await line.dblclick({ position: { x: 30, y: 8 }, force: true });
      await keys(page, 'Control+Shift+C');
      expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('take');
      await page.setViewportSize({ width: 900, height: 700 });
      await untilScreen(page, /^seen: (?:(?! 60).)*$/m);
      await page.setViewportSize({ width: 1440, height: 900 });
      await expect.poll(async () => (await screenText(page)).trim()).toBe(before);
    }));

  test('on a phone a row of keys has what its keyboard lacks', () =>
    inLesson(
      async (page) => {
        await page.locator('#terminal-tab').tap();
        const tap = (name: string) => page.locator('.extra-key', { hasText: name }).tap();
        await startBusy(page, 'sleep 1000');
        await tap('Ctrl');
        await page.keyboard.type('c');
        await page.keyboard.type('echo a ');
        await tap('|');
        await page.keyboard.type(' tr a b\n');
        await untilScreen(page, /^b$/m);
        await page.keyboard.type('ls ');
        await tap('-');
        await page.keyboard.type('1 .');
        await tap('/');
        await page.keyboard.type('mysql-n');
        await tap('Tab');
        await untilScreen(page, /\$ ls -1 \.\/mysql-ns\.yaml $/m);
        await page.keyboard.press('Enter');
        await untilScreen(page, /^\.\/mysql-ns\.yaml$/m);
        await tap('↑');
        await tap('←');
        await tap('←');
        await tap('→');
        await page.keyboard.type('*');
        await untilScreen(page, /yaml\n.*\$ ls -1 \.\/mysql-ns\.yaml\* $/m);
        await tap('↓');
        await untilScreen(page, /yaml\n.*\$ \s*$/);
        await page.evaluate(() => navigator.clipboard.writeText('echo from elsewhere'));
        await page.locator('#terminal-paste').tap();
        await untilScreen(page, /\$ echo from elsewhere\s*$/);
      },
      { ...SCALING, width: 390, height: 844 },
    ));
});
