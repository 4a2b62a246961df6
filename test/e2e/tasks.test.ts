import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { createSet, screenText, typeLine, untilReady, untilScreen } from './lesson.ts';
import { useSite } from './use-site.ts';

const { inLesson, origin } = useSite();

const fast = (page: Page): Promise<unknown> => page.locator('.speed select').selectOption('10');
const quiz = (page: Page, kind: string) => page.locator(`[data-quiz=${kind}]`).first();
const untilQuiz = (page: Page): Promise<void> =>
  page.locator('html[data-quiz=ready]').waitFor({ state: 'attached' });

/** Uses up the hints of a task by keyboard; the last tier is to be shown how. */
async function openHints(page: Page, task: string): Promise<void> {
  const hints = page.locator(`[data-task=${task}] .hints > li`);
  await page.locator(`[data-task=${task}] button`, { hasText: /hint/i }).focus();
  for (let tier = 1; tier <= 3; tier++) {
    await page.keyboard.press('Enter');
    await expect.poll(() => hints.count()).toBe(tier);
    // The hint is read aloud, and Tab leads to what comes next.
    await expect.poll(() => hints.last().evaluate((hint) => hint.matches(':focus'))).toBe(true);
    await page.keyboard.press('Tab');
  }
}

describe('a task', () => {
  test('is shown command by command, and marked, also on the course home', () =>
    inLesson(async (page) => {
      await fast(page);
      await openHints(page, 'create');
      await page.keyboard.press('Enter');
      await page.locator('[data-notice=showing]').getByText('command 1 of 4').waitFor();
      await page.locator('[data-task=create].task-met').waitFor();
      await page.locator('[data-notice=showing]').waitFor({ state: 'detached' });
      await page.locator('[data-task=create] .task-assisted').waitFor();
      expect(await screenText(page)).not.toContain('kubectl scale');
      await page.reload();
      await untilReady(page);
      await page.locator('[data-task=create] .task-assisted').waitFor();
      await page.goto(`${origin()}/`);
      await page.locator('[data-lesson="statefulsets/scaling"]').getByText('shown: 1').waitFor();
      await page
        .locator('.course-done:not([hidden])', { hasText: /^0 of \d+ lessons done$/ })
        .waitFor();
      const on = page.locator('#continue');
      expect(await on.innerText()).toMatch(/where you left\s+Scaling\s+\d of 7 tasks/);
    }));

  test('stands as it stood at the instant that is looked at, and as it stands now afterwards', () =>
    inLesson(async (page) => {
      await createSet(page);
      const task = page.locator('[data-task=create]');
      const head = page.locator('.tasks-head');
      await page.locator('[data-task=create].task-met').waitFor();
      await page.getByRole('slider', { name: 'Instant that is shown' }).focus();
      await page.keyboard.press('Home');
      await task.locator('.task-why').waitFor();
      expect(await head.innerText()).toMatch(/0 of \d done at 0:0\d/);
      await page.locator('[data-action=now]').click();
      await page.locator('[data-task=create].task-met').waitFor();
      expect(await head.innerText()).toMatch(/[1-7] of \d done$/);
    }));

  test('stops being shown by a key, and leads to the object that it waits for', () =>
    inLesson(async (page) => {
      await typeLine(page, 'kubectl apply -f mysql-ns.yaml -f mysql-statefulset.yaml');
      await untilScreen(page, 'mysql-stateful created');
      await openHints(page, 'create');
      await page.locator('[data-task=create] [data-action=show-me]').click();
      await page.locator('[data-notice=showing]').getByText('command 1').waitFor();
      await page.keyboard.press('Escape');
      await page.locator('[data-notice=showing]').waitFor({ state: 'detached' });
      await page.locator('[data-task=up] .task-when').click();
      await page.locator('.details-body').waitFor();
      await expect
        .poll(() => page.locator('.details-name option:checked').textContent())
        .toContain('mysql-stateful');
    }));

  test('answers a known wrong turn, and leads to the instant that decided', () =>
    inLesson(async (page) => {
      await fast(page);
      for (const file of ['mysql-ns', 'mysql-headless-service', 'mysql-statefulset']) {
        await typeLine(page, `kubectl apply -f ${file}.yaml`);
        await untilScreen(page, / created/);
      }
      const task = page.locator('[data-task=create]');
      await task.locator('.task-wrong', { hasText: 'Take care:' }).waitFor();
      await task.locator('.task-why', { hasText: 'Not yet:' }).waitFor();
      const values = ['ROOT_PASSWORD', 'USER', 'PASSWORD'].map(
        (key) => `--from-literal=MYSQL_${key}=a`,
      );
      await typeLine(
        page,
        `kubectl create secret generic mysql-secret -n mysql ${values.join(' ')}`,
      );
      await task.and(page.locator('.task-met')).waitFor();
      expect(await task.locator('.task-wrong').count()).toBe(0);
      await task.locator('[data-action=see-when]').click();
      await page.getByText(/^You look at /).waitFor();
      await page.locator('.details-body').waitFor();
    }));
});

describe('on a phone', () => {
  test('the tab of the tasks shows that one is done, until it is looked at', () =>
    inLesson(
      async (page) => {
        await page.locator('#terminal-tab').click();
        await typeLine(page, 'kubectl expose deployment web --port=80');
        const tab = page.locator('#tasks-tab');
        await tab.and(page.locator('[data-news]')).waitFor();
        await tab.click();
        await page.locator('.task-met').waitFor();
        expect(await tab.getAttribute('data-news')).toBeNull();
      },
      { path: '/deployments/service/', width: 390, height: 844, theme: 'light' },
    ));
});

describe('a prediction', () => {
  test('of an order is dragged into order', () =>
    inLesson(async (page) => {
      await untilQuiz(page);
      const items = quiz(page, 'order').locator('.order-item');
      const last = (await items.last().getAttribute('data-item')) ?? '';
      expect(await items.first().getAttribute('data-item')).not.toBe(last);
      await items.first().scrollIntoViewIfNeeded();
      await items.last().locator('.order-handle').hover();
      await page.mouse.down();
      const box = await items.first().boundingBox();
      await page.mouse.move((box?.x ?? 0) + 20, (box?.y ?? 0) + 2, { steps: 8 });
      await page.mouse.up();
      await expect.poll(() => items.first().getAttribute('data-item')).toBe(last);
    }));

  test('of an order is put in order by keys, played out in a copy, and kept', () =>
    inLesson(
      async (page) => {
        await fast(page);
        await untilQuiz(page);
        const order = quiz(page, 'order');
        const items = order.locator('.order-item');
        await order.locator('[data-item=ordinal-2] [data-move="-1"]').focus();
        await page.keyboard.press('Enter');
        await page.keyboard.press('Enter');
        await expect
          .poll(() => items.evaluateAll((all) => all.map((item) => item.dataset.item)))
          .toEqual(['ordinal-2', 'ordinal-0', 'ordinal-1']);
        await order.locator('[data-quiz-action=play-out]').click();
        await order.locator('.moment').nth(2).waitFor();
        await order.getByText('It came out differently.').waitFor();
        expect(await order.locator('.moment-right').count()).toBe(1);
        await typeLine(page, 'kubectl get sts -n mysql -o wide');
        await untilScreen(page, /mysql-stateful.*mysql:8\.2\.0/);
        await page.reload();
        await untilReady(page);
        await untilQuiz(page);
        await expect.poll(() => items.first().getAttribute('data-item')).toBe('ordinal-2');
      },
      { path: '/statefulsets/rolling-updates/', width: 1440, height: 900, theme: 'light' },
    ));

  test('that is typed is compared with what the name server says; answers stay', () =>
    inLesson(
      async (page) => {
        await fast(page);
        await untilQuiz(page);
        const typed = quiz(page, 'typed');
        await typed.locator('input').fill('mysql-headless.mysql.svc.cluster.local');
        expect(await typed.locator('[data-quiz-action=play-out]').isDisabled()).toBe(true);
        await typed.locator('.quiz-needs').waitFor();
        const question = quiz(page, 'question');
        await question.locator('input').last().check();
        await question.locator('.quiz-because:visible').waitFor();
        await typeLine(page, 'kubectl apply -f k8sutils.yaml -n mysql');
        await typed.locator('[data-quiz-action=play-out]:not([disabled])').waitFor();
        await typed.locator('[data-quiz-action=play-out]').click();
        await typed.locator('.quiz-said').waitFor();
        await typed.getByText('As you said.').waitFor();
        await page.reload();
        await untilReady(page);
        await untilQuiz(page);
        await expect
          .poll(() => typed.locator('input').inputValue())
          .toBe('mysql-headless.mysql.svc.cluster.local');
        await question.locator('.quiz-because:visible').waitFor();
      },
      { path: '/statefulsets/stable-names/', width: 1440, height: 900, theme: 'light' },
    ));
});
