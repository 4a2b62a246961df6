import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import {
  clockSeconds,
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

      const slider = page.getByRole('slider', { name: 'Instant that is shown' });
      await slider.focus();
      await page.keyboard.press('Home');
      await past.waitFor();
      await action(page, 'later').click();
      await action(page, 'branch').click();
      await past.waitFor({ state: 'detached' });
      await untilReady(page);
      await untilScreen(page, /\$\s*$/);
      await typeLine(page, 'kubectl get configmaps -o name');
      await untilScreen(page, 'configmap/kube-root-ca.crt');
      expect(await screenText(page)).not.toContain('configmap/second');
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

  test('shows what a command would do, before it runs', () =>
    inLesson(async (page) => {
      await page.locator(TERMINAL_INPUT).focus();
      await page.keyboard.type('kubectl create deployment web --image=nginx --replicas=2');
      await action(page, 'what-if').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: 'Look ahead' }).click();
      await dialog.getByText('deployment.apps/web created').waitFor();
      await dialog.getByText('Deployment web (default)').waitFor();
      await expect.poll(() => dialog.getByText(/Pod web-/).count()).toBe(2);
      await page.keyboard.press('Escape');
      expect(await screenText(page)).not.toContain('created');
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
      await dialog.getByText('0:05 since the start of both').waitFor();
      const pods = (world: string) =>
        dialog.getByRole('list', { name: `Pods in world ${world}` }).getByText(/^web-/);
      await expect.poll(() => pods('A').count()).toBe(1);
      await expect.poll(() => pods('B').count()).toBe(3);
    }));
});
