import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { SCALING, untilReady } from './lesson.ts';
import { useSite } from './use-site.ts';

const { openPage } = useSite();

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

declare const axe: { run(context: Document): Promise<AxeResults> };

/**
 * What axe finds, one line a finding. Evaluating through the debugger is not bound by the page's
 * policy.
 */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => axe.run(document));
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}

const cases = (['light', 'dark'] as const).flatMap((theme) =>
  ['/', '/zh-cn/', '/statefulsets/scaling/', '/zh-cn/statefulsets/scaling/'].map(
    (path) => ({ theme, path }) as const,
  ),
);

test.each(cases)('axe finds nothing in $path, $theme', async ({ theme, path }) => {
  const { page, context, problems } = await openPage({ ...SCALING, path, theme });
  await untilReady(page);
  const found = await findings(page);
  if (path.endsWith('scaling/')) {
    await page.locator('.cluster .segments button').nth(1).click();
    await page.locator('.task button').first().click();
    await page.locator('#upper-details-tab').click();
    await page.locator('.details select').first().selectOption('Node');
    for (const view of ['why', 'events', 'yaml', 'describe', 'states']) {
      await page.locator(`#details-${view}-tab`).click();
      found.push(...(await findings(page)));
    }
    await page.locator('#upper-events-tab').click();
    await page.locator('#terminal-beside').click();
    await page.locator('#terminal-find').click();
    found.push(...(await findings(page)));
    await page.locator('#upper-editor-tab').click();
    await page.locator('[data-editor=full]').waitFor();
    found.push(...(await findings(page)));
    await page.locator('[data-action=reset]').click();
    found.push(...(await findings(page)));
  }
  expect([...new Set(found)]).toEqual([]);
  expect(problems).toEqual([]);
  await context.close();
});
