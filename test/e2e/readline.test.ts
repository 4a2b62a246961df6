import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { emptyTerminal, SCALING, screenText, typeLine, untilScreen } from './lesson.ts';
import { useSite } from './use-site.ts';

// What stands here was looked up in bash 5.2 with readline 8.2, in a terminal of 80 columns.

const { inShared } = useSite();
const PLAYGROUND = { ...SCALING, path: '/playground/three-nodes/' };
const PROMPT = String.raw`learner@ordinal:~\$ `;

const keys = async (page: Page, ...names: string[]): Promise<void> => {
  for (const name of names) await page.keyboard.press(name);
};
/** Waits until this stands at the last prompt and nothing below. */
const untilLine = (page: Page, line: string): Promise<string> =>
  untilScreen(page, new RegExp(`${PROMPT}${line}\\s*$`));
describe('readline', () => {
  test('numeric arguments, Esc as a prefix, quoting, undo, comments, C-o', () =>
    inShared(async (page) => {
      await page.keyboard.type('one two three');
      await keys(page, 'Alt+2');
      await untilScreen(page, /\(arg: 2\) one two three/);
      await keys(page, 'Alt+b', 'Alt+u');
      await untilLine(page, 'one TWO three');
      await keys(page, 'Escape', 'b', 'Alt+c', 'Alt+-', 'Alt+l', 'Alt+3');
      await page.keyboard.type('!');
      await untilLine(page, 'one two!!! three');
      await keys(page, 'Control+x', 'Control+u', 'Control+e', 'Control+q', 'Control+a');
      await untilLine(page, String.raw`one two three\^A`);
      await keys(page, 'Alt+Shift+#');
      await untilScreen(page, new RegExp(`#one two three.*\\n${PROMPT}\\s*$`));
      await page.keyboard.type('echo a\necho b\n');
      await untilScreen(page, /^b$/m);
      await keys(page, 'ArrowUp', 'ArrowUp', 'Control+o');
      await untilScreen(page, new RegExp(`\\nb\\n${PROMPT}echo a\\na\\n${PROMPT}echo b\\s*$`));
      await keys(page, 'Control+u', 'Control+s');
      await untilScreen(page, /^\(i-search\)`': /m);
      await keys(page, 'Control+g', 'Control+r');
      await page.keyboard.type('ne tw');
      await untilScreen(page, /\(reverse-i-search\)`ne tw': #one two three/);
      await page.keyboard.type('zzz');
      await untilScreen(page, /\(failed reverse-i-search\)`ne twzzz': #one two three/);
      await keys(page, 'Control+g');
      await page.keyboard.type('last ');
      await keys(page, 'Alt+.');
      await untilLine(page, 'last a');
    }, PLAYGROUND));

  test('any other key ends a search and is done, and Ctrl-Y looks for all that follows', () =>
    inShared(async (page) => {
      await page.keyboard.type('echo one two\n');
      await untilScreen(page, /^one two$/m);
      await keys(page, 'Control+r');
      await page.keyboard.type('on');
      await keys(page, 'Control+y');
      await untilScreen(page, /\(reverse-i-search\)`one two': echo one two/);
      await keys(page, 'Alt+t');
      await untilLine(page, 'one echo two');
      await keys(page, 'Control+x', 'Control+u', 'Control+e', 'Alt+Shift+L');
      await page.keyboard.type('!');
      await untilLine(page, 'echo one two!');
    }, PLAYGROUND));

  test('history: events, several lines in one entry, what is not kept, C-x C-e, fc', () =>
    inShared(async (page) => {
      await page.keyboard.type('echo one two\necho !$ !!:1\n');
      await untilScreen(page, /^echo two one\ntwo one$/m);
      await page.keyboard.type('!nosuch\n^two^six\n!?one t?\n');
      await untilScreen(page, /^bash: !nosuch: event not found$/m);
      await untilScreen(page, /^echo six one\nsix one$/m);
      await untilScreen(page, /^echo one two\none two\n.*\$ \s*$/m);
      await emptyTerminal(page);
      await page.keyboard.type('for i in 1 2\n');
      await untilScreen(page, /^> \s*$/m);
      await page.keyboard.type('do echo "n=$i"\ndone\n');
      await untilScreen(page, /^> do echo "n=\$i"\n> done\nn=1\nn=2$/m);
      await page.keyboard.type(' echo secret\n');
      await untilScreen(page, /^secret$/m);
      await keys(page, 'ArrowUp');
      await untilLine(page, String.raw`for i in 1 2; do echo "n=\$i"; done`);
      await keys(page, 'Control+x', 'Control+e');
      await page.locator('.editor-asked').waitFor();
      await page.locator('.monaco-editor .view-lines').click();
      await page.keyboard.press('Control+End');
      await page.keyboard.type('echo edited');
      await page.locator('[data-action=edit-done]').click();
      await untilScreen(page, /^edited$/m);
      await typeLine(page, 'fc -s edited=again');
      await untilScreen(page, /^again$/m);
    }, PLAYGROUND));

  test('completion lists with what is said about each, asks before many, and pages', () =>
    inShared(async (page) => {
      await page.keyboard.type('kubectl desc');
      await keys(page, 'Tab');
      await page.keyboard.type('nodes ');
      await keys(page, 'Tab', 'Tab', 'Tab');
      await untilScreen(page, /describe nodes node-\s*\nnode-1 .*\n.*describe nodes node-\s*$/);
      await page.keyboard.type('2 --sh');
      await keys(page, 'Tab');
      await untilLine(page, 'kubectl describe nodes node-2 --show-events');
      await keys(page, 'Control+u');
      await page.keyboard.type('kubectl a');
      await keys(page, 'Tab', 'Tab');
      await untilScreen(page, /^annotate {2,}\(\S.*\)$/m);
      await emptyTerminal(page);
      await keys(page, 'Alt+Shift+?');
      await untilScreen(page, /^Display all \d{3} possibilities\? \(y or n\)\s*$/m);
      await page.keyboard.type('y');
      await untilScreen(page, /^--More--\s*$/m);
      await page.keyboard.type('qecho ./mysql-n');
      await untilLine(page, 'echo ./mysql-n');
    }, PLAYGROUND));
});

describe('the edge of the screen', () => {
  test('wide, joined and combining characters are edited where they wrap', () =>
    inShared(async (page) => {
      const text = `echo ${'中文é👩‍👩‍👧🙂'.repeat(16)}`;
      await page.keyboard.insertText(text);
      await keys(page, 'Control+a', 'Alt+f', 'ArrowRight', 'ArrowRight', 'Backspace');
      await keys(page, 'Control+e', 'Backspace', 'Backspace', 'Backspace', 'Enter');
      const wanted = `文é👩‍👩‍👧🙂${'中文é👩‍👩‍👧🙂'.repeat(14)}中文`;
      await expect
        .poll(async () => (await screenText(page)).replace(/\s*\n\s*/g, ''), { timeout: 60_000 })
        .toMatch(new RegExp(`\\$ echo ${wanted}${wanted}learner@`));
    }, PLAYGROUND));
});
