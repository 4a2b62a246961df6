import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { createSet, PATIENCE_MS, typeLine, untilReady, untilScreen } from './lesson.ts';
import { useSite } from './use-site.ts';

const { inLesson } = useSite();

const fast = (page: Page): Promise<unknown> => page.locator('.speed select').selectOption('10');
const pod = (page: Page, name: string) => page.locator(`.pod[data-pod=${name}]`);

describe('the picture', () => {
  test('a partition divides the scale, and what stands below it keeps its revision', () =>
    inLesson(async (page) => {
      await fast(page);
      await createSet(page);
      await page.locator('[data-pod=mysql-stateful-2].pod-ready').waitFor();
      await typeLine(
        page,
        "kubectl patch sts -n mysql mysql-stateful -p '" +
          '{"spec":{"updateStrategy":{"rollingUpdate":{"partition":2}},' +
          `"template":{"metadata":{"labels":{"v":"two"}}}}}'`,
      );
      const rollout = page.locator('[data-rollout=mysql-stateful]');
      await rollout.locator('[data-partition="2"]').waitFor();
      await pod(page, 'mysql-stateful-2').and(page.locator('.revision-2')).waitFor();
      await expect.poll(() => rollout.locator('.slot.revision-1').count()).toBe(2);
      await page
        .locator('[data-service=mysql-headless] .service-count', { hasText: '3 of 3' })
        .waitFor();
      await page.emulateMedia({ forcedColors: 'active' });
      const drawn = (name: string, what: 'backgroundImage' | 'backgroundColor'): Promise<string> =>
        page.locator(name).evaluate((one, style) => getComputedStyle(one)[style], what);
      const edges = await Promise.all(
        ['0].revision-1', '2].revision-2'].map((pod) =>
          drawn(`[data-pod=mysql-stateful-${pod}`, 'backgroundImage'),
        ),
      );
      expect(edges[0]).toContain('gradient');
      expect(edges[1]).toContain('repeating-linear-gradient');
      const line = await drawn('[data-rollout=mysql-stateful] .partition', 'backgroundColor');
      expect(line).not.toBe(await drawn('html', 'backgroundColor'));
      await page.emulateMedia({ forcedColors: 'none' });
      await page.locator('.segments button').nth(1).click();
      const said = await page.locator('.cluster-text').textContent();
      expect(said).toContain('Ordinals below 2 keep their revision.');
      expect(said).toMatch(/Service mysql-headless answers with mysql-stateful-0/);
    }));

  test('a question to the name server travels, and is said', () =>
    inLesson(async (page) => {
      await fast(page);
      await typeLine(
        page,
        'kubectl create deployment web --image=nginx; kubectl expose deploy web --port=80',
      );
      await typeLine(page, 'kubectl run asker --image=busybox:1.28 -- sleep 3600');
      await pod(page, 'asker').and(page.locator('.pod-ready')).waitFor();
      await page.locator('[data-service=web] .service-count', { hasText: '1 of 1' }).waitFor();
      const travelled = page.locator('.request').first().waitFor({ state: 'attached' });
      await typeLine(page, 'kubectl exec asker -- wget -qO- http://web');
      await travelled;
      await untilScreen(page, /nginx/i);
      expect(await page.locator('#cluster-announcer').textContent()).toMatch(/asker asked/);
      const line = page.locator('.request-list li');
      await line
        .filter({ hasText: /DNS ?A, AAAA web\.svc\.cluster\.local.*NXDOMAIN|web\.default\.svc/ })
        .first()
        .waitFor();
      await line.filter({ hasText: /HTTP ?GET \/ web:80 ?→ 200/ }).waitFor();
    }));

  test('who asked is shown with all that was tried, also when it is gone', () =>
    inLesson(async (page) => {
      await fast(page);
      await typeLine(
        page,
        'kubectl run -i --rm asker --image=busybox:1.28 --restart=Never -- nslookup kubernetes',
      );
      await untilScreen(page, 'pod "asker" deleted');
      await page.locator('.request-from', { hasText: 'asker' }).first().click();
      await page.locator('.details-gone').waitFor();
      const tried = page.locator('[data-because=look-ups] .look-up-tries').first();
      await tried.getByText('kubernetes.default.svc.cluster.local').waitFor();
    }));

  test('an empty place and an unbound claim say why, and the text has addresses', () =>
    inLesson(async (page) => {
      const because = page.locator('.because[data-because=waits]');
      await createSet(page);
      await pod(page, 'mysql-stateful-0').waitFor();
      await page.getByRole('button', { name: 'mysql-stateful-2 is not there. Why?' }).click();
      await page.getByText('mysql-stateful-2 is not there.', { exact: true }).waitFor();
      await because.getByText(/mysql-stateful-0/).waitFor();
      const claim =
        '{"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"lone"},"spec":' +
        '{"storageClassName":"none","accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}';
      await typeLine(page, `echo '${claim}' | kubectl apply -f -`);
      await page.locator('.claim[title=lone]').click();
      await because.getByText('storageclass.storage.k8s.io "none" not found').waitFor();
      await page.locator('[data-action=until-ready]').click();
      await page.locator('.cluster .segments button').nth(1).click();
      const text = page.locator('.cluster-text');
      await text
        .getByText(/mysql-stateful-2: Running.* Address 10\.[\d.]+\. Revision 1\./)
        .waitFor();
    }));

  test('is dragged below its window, and its words are not selected by that', () =>
    inLesson(async (page) => {
      await typeLine(page, 'kubectl create deployment web --image=nginx --replicas=12');
      await typeLine(page, 'kubectl rollout status deployment web');
      // Nothing moves any more.
      await untilScreen(page, 'successfully rolled out');
      await page.locator('.pod').nth(13).waitFor();
      await page.locator('.pod').first().focus();
      for (let i = 0; i < 4; i++) await page.keyboard.press('+');
      const picture = page.locator('.picture');
      const hidden = (): Promise<number> =>
        picture.evaluate((one) => one.scrollHeight - one.clientHeight);
      await expect.poll(hidden, { timeout: PATIENCE_MS }).toBeGreaterThan(150);
      // Between the cards, in its lower half.
      const [x, y] = await picture.evaluate((one) => {
        const { left, top, width, height } = one.getBoundingClientRect();
        for (let at = top + height - 8; at > top + height / 2; at -= 4) {
          const there = document.elementFromPoint(left + width / 2, at);
          if (there !== null && one.contains(there) && there.closest('button') === null)
            return [left + width / 2, at] as const;
        }
        return [0, 0] as const;
      });
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x - 200, y - 100, { steps: 5 });
      await page.mouse.up();
      expect(await picture.evaluate((one) => one.scrollTop)).toBeGreaterThan(50);
      expect(await page.evaluate(() => getSelection()?.toString())).toBe('');
    }));

  test('is zoomed by key and filtered by namespace', () =>
    inLesson(async (page) => {
      await typeLine(page, 'kubectl run one --image=nginx');
      await typeLine(page, 'kubectl create ns b; kubectl run two -n b --image=nginx');
      await pod(page, 'two').waitFor();
      await page.locator('[data-filter=namespace]').selectOption('b');
      await pod(page, 'one').waitFor({ state: 'detached' });
      await page.locator('.zoom button').last().focus();
      await page.keyboard.press('Enter');
      await page.locator('.zoom-reset').waitFor();
      await pod(page, 'two').focus();
      await page.keyboard.press('0');
      await page.locator('.zoom-reset').waitFor({ state: 'detached' });
    }));
});

describe('panels', () => {
  test('what is clicked is shown beside: why, its text, and the machines that run', () =>
    inLesson(async (page) => {
      await fast(page);
      await typeLine(page, 'kubectl run one --image=nginx');
      await pod(page, 'one').and(page.locator('.pod-ready')).waitFor();
      await pod(page, 'one').click();
      const body = page.locator('.details-body');
      await body.waitFor();
      await expect.poll(() => page.locator('#cluster-pane').isVisible()).toBe(true);
      expect(await body.textContent()).toContain('kubectl run one --image=nginx');
      await page.locator('#details-why-tab').focus();
      for (const expected of [/Scheduled/, /image: nginx/, /Image:\s+nginx/]) {
        await page.keyboard.press('ArrowRight');
        await expect.poll(() => body.textContent()).toMatch(expected);
      }
      await page.locator('#details-why-tab').click();
      const because = page.locator('.why-this + .causes');
      await body.getByRole('button', { name: 'Why? PodScheduled' }).click();
      await because.getByText('one was assigned to').waitFor();
      await because.getByText('kubectl run one --image=nginx').waitFor();
      await page.locator('#details-events-tab').click();
      await body.getByRole('button', { name: 'Why? Started' }).click();
      await because.getByText('kubectl run one --image=nginx').waitFor();
      await page.locator('#details-states-tab').click();
      await page.locator('[data-machine=container][data-state=Running]').waitFor();
      await expect.poll(() => page.locator('.chart-state.chart-on').count()).toBe(2);
      await typeLine(page, 'kubectl delete pod one');
      await page.locator('.details-gone').waitFor();
    }));

  test('the arrangement of the panels is remembered', () =>
    inLesson(async (page) => {
      await page.locator('#upper-events-tab').click();
      await page.locator('#panel-beside').click();
      await expect.poll(() => page.locator('#events-pane').isVisible()).toBe(true);
      await page.locator('[data-split=side]').focus();
      await page.keyboard.press('ArrowLeft');
      const share = await page.locator('[data-split=side]').getAttribute('aria-valuenow');
      await page.reload();
      await untilReady(page);
      await expect.poll(() => page.locator('#events-pane').isVisible()).toBe(true);
      await expect.poll(() => page.locator('#cluster-pane').isVisible()).toBe(true);
      expect(await page.locator('[data-split=side]').getAttribute('aria-valuenow')).toBe(share);
      await page.locator('#panel-back').click();
      await expect.poll(() => page.locator('[data-group=side]').isVisible()).toBe(false);
    }));

  test('events come by themselves, are filtered, and lead to their object', () =>
    inLesson(async (page) => {
      await page.locator('#upper-events-tab').click();
      await typeLine(page, 'kubectl run broken --image=nginx:nosuch');
      const row = page.locator('.events-list tr', { hasText: 'broken' });
      await row.first().waitFor();
      await page.locator('.events-pane .chip').click();
      await page.locator('.events-list tr.event-warning').first().waitFor();
      await page.locator('.events-query').fill('no such thing');
      await expect.poll(() => page.locator('.events-list tbody tr').count()).toBe(0);
      await page.locator('.events-query').fill('broken');
      await page.locator('.events-list .why-this').first().click();
      await page
        .locator('.events-list .causes')
        .getByText('kubectl run broken --image=nginx:nosuch')
        .waitFor();
      await page.locator('.event-object').first().click();
      await page.locator('.details-body').waitFor();
      expect(await page.locator('.details-name').inputValue()).not.toBe('');
    }));

  test('a panel is enlarged and made small again', () =>
    inLesson(async (page) => {
      await page.locator('[data-enlarge=upper]').click();
      await expect.poll(() => page.locator('#terminal-pane').isVisible()).toBe(false);
      await page.locator('[data-enlarge=upper]').click();
      await expect.poll(() => page.locator('#terminal-pane').isVisible()).toBe(true);
    }));
});
