import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { SCALING, screenText, TERMINAL_INPUT, typeLine, untilScreen } from './lesson.ts';
import { useSite } from './use-site.ts';

const { inLesson, inShared } = useSite();

const PLAYGROUND = { ...SCALING, path: '/playground/three-nodes/' };
const CLEAN_PROMPT = /\$ \s*$/;
const interrupt = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+c');
  await untilScreen(page, CLEAN_PROMPT);
};

describe('programs that take the whole screen', () => {
  test('less goes through what comes from a pipe by keys, and leaves what was there', () =>
    inShared(async (page) => {
      await typeLine(page, 'echo before');
      await untilScreen(page, /^before$/m);
      await typeLine(page, 'kubectl get nodes -o yaml | less');
      await untilScreen(page, /apiVersion: v1\n[\s\S]*\n:\s*$/);
      expect(await screenText(page)).not.toMatch(/before/);
      await page.keyboard.type('/kubeletVersion\n');
      await untilScreen(page, /^ *kubeletVersion: v1\.36/);
      await page.keyboard.press('Shift+G');
      await untilScreen(page, /resourceVersion: ""\n\(END\)\s*$/);
      await page.keyboard.press('g');
      await untilScreen(page, /^apiVersion: v1/);
      await page.setViewportSize({ width: 1000, height: 700 });
      await untilScreen(page, /^apiVersion: v1\n(?:.*\n){3,12}:\s*$/);
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.keyboard.type('qecho after\n');
      await untilScreen(page, /^before\n.*\| less\n.*echo after\nafter\n.*\$ \s*$/m);
    }, PLAYGROUND));

  test('watch is as wide as the screen, also after a change, and gives it back', () =>
    inShared(async (page) => {
      await typeLine(page, 'echo before; watch -n1 kubectl get nodes');
      const wide = await untilScreen(page, /^Every 1\.0s: kubectl get nodes {2,}ordinal: .*20\d\d/);
      await page.setViewportSize({ width: 1000, height: 800 });
      await expect
        .poll(async () => (await screenText(page)).split('\n')[0]?.length)
        .toBeLessThan(wide.split('\n')[0]?.length ?? 0);
      await untilScreen(page, /^Every 1\.0s: .*20\d\d *\n\s*\nNAME.*\nnode-1 /);
      await page.keyboard.press('Control+c');
      await untilScreen(page, /before\n\S+:~\$ \s*$/);
    }, PLAYGROUND));
});

describe('what streams is interrupted, and the prompt is clean', () => {
  test('watches, logs, loops and endless output', () =>
    inLesson(async (page) => {
      await page.locator('.speed select').selectOption('10');
      await typeLine(page, 'kubectl apply -f web.yaml && kubectl rollout status sts/web');
      await untilScreen(page, /roll out complete|rolling update complete/);
      await typeLine(page, 'clear; kubectl get pods -w | grep web');
      await untilScreen(page, /web-1 .*Running/);
      await interrupt(page);
      await typeLine(page, 'clear; for i in 0 1; do kubectl exec web-$i -- hostname; done');
      await untilScreen(page, /^web-0\nweb-1$/m);
      await typeLine(page, 'clear; for i in 0 1 2; do echo "at $i"; sleep 1000; done');
      await untilScreen(page, /^at 0$/m);
      await interrupt(page);
      expect(await screenText(page)).not.toMatch(/^at 1$/m);
      await typeLine(page, 'clear; kubectl logs -f web-0');
      await untilScreen(page, /start worker process/);
      await interrupt(page);
      await typeLine(page, 'clear; kubectl logs -f web-0 | head -3');
      await untilScreen(page, /^(?:2026.*\n){3}.*\$ \s*$/);
      await typeLine(page, 'clear; yes');
      await untilScreen(page, /^y\ny\n/m);
      await interrupt(page);
      await typeLine(page, 'clear; kubectl port-forward web-0 8080:80');
      await untilScreen(page, /Forwarding from 127\.0\.0\.1:8080 -> 80/);
      await interrupt(page);
      await typeLine(page, 'clear; kubectl exec -it web-0 -- sh');
      await untilScreen(page, /# \s*$/);
      await page.keyboard.type('half a line');
      await page.keyboard.press('Control+c');
      await untilScreen(page, /half a line\^C\n# \s*$/);
      await page.keyboard.press('Control+d');
      await untilScreen(page, /command terminated with exit code 130\n.*\$ \s*$/);
    }, PLAYGROUND));
});

describe('what a terminal takes and shows', () => {
  test('an input method puts its text in, and nothing of the way there', () =>
    inShared(async (page) => {
      await page.locator(TERMINAL_INPUT).focus();
      await page.keyboard.type('echo ');
      const input = await page.context().newCDPSession(page);
      const compose = async (way: readonly string[], whole: string): Promise<void> => {
        for (const text of way) {
          const selection = { selectionStart: text.length, selectionEnd: text.length };
          await input.send('Input.imeSetComposition', { text, ...selection });
        }
        await input.send('Input.insertText', { text: whole });
      };
      await compose(['n', 'ni', 'nihao'], '你好');
      await untilScreen(page, /\$ echo 你好\s*$/);
      await input.send('Input.insertText', { text: '🙂' });
      await untilScreen(page, /\$ echo 你好🙂\s*$/);
      await page.keyboard.press('Backspace');
      await page.keyboard.press('Enter');
      await untilScreen(page, /^你好$/m);
      await page.keyboard.type('echo ab');
      await page.keyboard.press('ArrowLeft');
      await compose(['z', 'zhong'], '中');
      await untilScreen(page, /\$ echo a中b\s*$/);
      await page.keyboard.press('ArrowLeft');
      // A sign for which an input method needs no composition.
      await page.locator(TERMINAL_INPUT).evaluate((element) => {
        const init = { key: 'Process', keyCode: 229, bubbles: true };
        element.dispatchEvent(new KeyboardEvent('keydown', init));
        document.execCommand('insertText', false, '，');
        element.dispatchEvent(new KeyboardEvent('keyup', init));
      });
      await untilScreen(page, /\$ echo a，中b\s*$/);
      await page.keyboard.press('Control+c');
    }, PLAYGROUND));

  test('ls and grep in colours, kubectl in none', () =>
    inShared(async (page) => {
      const coloured = (): Promise<string[]> =>
        page.evaluate(() =>
          [...document.querySelectorAll('.terminal-active .xterm-rows [class*=xterm-fg-]')].map(
            (one) => one.textContent ?? '',
          ),
        );
      await typeLine(page, 'mkdir folder; ls; kubectl get nodes | grep node-2');
      await untilScreen(page, /^node-2/m);
      expect(await coloured()).toEqual(expect.arrayContaining(['folder', 'node-2']));
      await typeLine(page, 'clear; kubectl get nodes');
      await untilScreen(page, /^node-3/m);
      expect(await coloured()).toEqual([]);
    }, PLAYGROUND));

  test('a link opens with Ctrl and a click', () =>
    inShared(async (page, { context }) => {
      await context.route('https://kubernetes.io/**', (route) => route.fulfill({ body: 'docs' }));
      await typeLine(page, 'clear; echo https://kubernetes.io/docs/');
      await untilScreen(page, /^https:\S+docs\/$/m);
      const link = page.locator('.terminal-active .xterm-rows > *', { hasText: /^https:/ });
      const opened = context.waitForEvent('page');
      await expect
        .poll(async () => {
          await link.hover({ position: { x: 40, y: 8 }, force: true });
          return page.locator('.terminal-active .xterm-cursor-pointer').count();
        })
        .toBe(1);
      await link.click({ position: { x: 40, y: 8 }, modifiers: ['Control'], force: true });
      expect((await opened).url()).toBe('https://kubernetes.io/docs/');
    }, PLAYGROUND));

  test('so does the name of an object, in its details, also under a pointer that rests', () =>
    inLesson(async (page, { context }) => {
      let release = (): void => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      await context.route('**/extras.*.js', async (route) => {
        await released;
        await route.continue();
      });
      await page.reload();
      await untilScreen(page, CLEAN_PROMPT);
      await typeLine(page, 'kubectl run one --image=nginx');
      await untilScreen(page, /^pod\/one created$/m);
      const name = page.locator('.terminal-active .xterm-rows > *', { hasText: /^pod\/one/ });
      const position = { x: 40, y: 8 };
      const hint = page.locator('.terminal-screen[title^="Pod one"]');
      // What knows names comes later than the pointer.
      await name.hover({ position, force: true });
      release();
      await hint.waitFor();
      await name.click({ position, force: true });
      expect(await page.locator('.details-body').count()).toBe(0);
      await name.click({ position, modifiers: ['Control'], force: true });
      await page.locator('.details-body').getByText('kubectl run one --image=nginx').waitFor();
    }));
});
