import { describe, expect, test } from 'vitest';
import { another, notice, past, readKept, untilKept } from './kept.ts';
import { clockSeconds, typeLine, untilReady, untilScreen } from './lesson.ts';
import { useSite } from './use-site.ts';

const { inLesson } = useSite();

describe('two tabs', () => {
  test('the second says so and takes over on request; the first goes on when it is closed', () =>
    inLesson(async (first, lesson) => {
      await typeLine(first, 'echo in the first');
      await untilScreen(first, /^in the first$/m);
      await untilKept(first, 'in the first');
      const second = await another(lesson);
      await notice(second.page, 'elsewhere').waitFor();
      await untilReady(second.page);
      expect(await past(second.page).textContent()).toContain('in the first');
      await notice(second.page, 'elsewhere').getByRole('button').click();
      await notice(second.page, 'elsewhere').waitFor({ state: 'detached' });
      await untilReady(second.page);
      await untilScreen(second.page, /^in the first$/m);
      await notice(first, 'elsewhere').getByText('you see what is done there').waitFor();
      await untilReady(first);
      expect(await past(first).textContent()).toContain('in the first');
      await typeLine(second.page, 'echo in the second');
      await untilScreen(second.page, /^in the second$/m);
      await untilKept(second.page, 'in the second');
      await second.page.close();
      await notice(first, 'elsewhere').waitFor({ state: 'detached' });
      await untilReady(first);
      await untilScreen(first, /^in the second$/m);
      expect(second.problems).toEqual([]);
    }));

  test('a tab that has not got the lesson shows all of it, and changes nothing', () =>
    inLesson(async (first, lesson) => {
      await typeLine(first, 'kubectl create configmap mine');
      await untilScreen(first, 'configmap/mine created');
      await untilKept(first, 'configmap mine');
      await first.locator('[data-action=pause]').click();
      let bringWords = (): void => {};
      const asked = new Promise<void>((resolve) => (bringWords = resolve));
      await first.context().route(/printing\.part/, async (route) => {
        await asked;
        await route.continue();
      });
      const { page, problems } = await another(lesson);
      await untilReady(page);
      // The other tab saves where its time stopped a moment after its last command.
      await expect.poll(() => past(page).textContent()).toContain('configmap/mine created');
      const clock = await page.locator('[data-clock]').textContent();
      for (const action of ['pause', 'reset', 'undo', 'step', 'until-ready']) {
        expect(await page.locator(`[data-action=${action}]`).isDisabled(), action).toBe(true);
      }
      for (const action of ['branch', 'now']) {
        expect(await page.locator(`[data-action=${action}]`).count(), action).toBe(0);
      }
      // Looking works: another instant, and an object.
      await page.locator('[data-action=earlier]').click();
      await page.locator('[data-action=later]').click();
      await page.locator('[data-pod]').first().click();
      await page.locator('#upper-details-tab').click();
      await page.locator('#details-yaml-tab').click();
      // Its words come later, and nothing else happens here.
      bringWords();
      await expect.poll(() => page.locator('#details-pane').innerText()).toContain('kind: Pod');
      // A command of the text is refused with a word.
      await page.locator('[data-notice=elsewhere]').evaluate((element) => element.remove());
      await page.locator('.command-run').first().click();
      await notice(page, 'elsewhere').waitFor();
      expect(await past(page).textContent()).toContain('configmap/mine created');
      expect(await page.locator('[data-clock]').textContent()).toBe(clock);
      const { log } = await readKept(first);
      expect(JSON.stringify(log.inputs.at(-1))).toContain('configmap mine');
      expect(problems).toEqual([]);
    }));
});

describe('a tab that looks on', () => {
  test('follows what is done in the other, unless one looks at an instant before', () =>
    inLesson(async (first, lesson) => {
      await typeLine(first, 'kubectl create configmap one');
      await untilScreen(first, 'configmap/one created');
      await untilKept(first, 'configmap one');
      const { page, problems } = await another(lesson);
      await untilReady(page);
      await page.evaluate(() => Object.assign(window, { isSame: true }));
      await typeLine(first, 'kubectl create deployment web --image=nginx --replicas=2');
      await expect.poll(() => past(page).textContent()).toContain('deployment.apps/web created');
      await expect.poll(() => page.locator('.pod-ready[data-pod^=web-]').count()).toBe(2);

      const slider = page.locator('.timeline').getByRole('slider');
      await slider.focus();
      await page.keyboard.press('Home');
      await expect.poll(() => past(page).textContent()).not.toContain('configmap/one');
      await typeLine(first, 'echo later');
      await untilKept(first, 'echo later');
      const kept = await clockSeconds(page);
      await expect.poll(() => clockSeconds(page)).toBeGreaterThan(kept + 2);
      expect(await past(page).textContent()).not.toContain('configmap/one');
      await page.keyboard.press('End');
      await expect.poll(() => past(page).textContent()).toContain('later');

      // What is undone there goes another way, which is opened anew.
      await first.locator('[data-action=undo]').click();
      await expect.poll(() => past(page).textContent()).not.toContain('echo later');
      await untilReady(page);
      await typeLine(first, 'echo instead');
      await expect.poll(() => past(page).textContent()).toContain('echo instead');
      expect(await page.evaluate(() => 'isSame' in window)).toBe(true);
      expect(problems).toEqual([]);
    }));
});
