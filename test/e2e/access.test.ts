import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { SCALING, typeLine, untilReady, untilScreen } from './lesson.ts';
import { useSite } from './use-site.ts';

const { openPage } = useSite();

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

declare const axe: { run(context: string, options: RunOptions): Promise<AxeResults> };

/** What axe finds below `selector`, one line a finding. */
async function findings(page: Page, selector: string, options: RunOptions): Promise<string[]> {
  const { violations } = await page.evaluate(
    ([context, given]) => axe.run(context, { ...given, resultTypes: ['violations'] }),
    [selector, options] as const,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}

/**
 * What axe finds below `selector` in both themes. Only colours depend on the theme, so the dark one
 * is asked for no more than those.
 */
async function inBothThemes(page: Page, selector: string): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await findings(page, selector, {});
  await page.emulateMedia({ colorScheme: 'dark' });
  const colours: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast'] } };
  const dark = await findings(page, selector, colours);
  await page.emulateMedia({ colorScheme: 'light' });
  return [...light, ...dark.map((one) => `dark ${one}`)];
}

/** Opens a page with axe in it; through the debugger, which the page's policy does not bind. */
async function openWithAxe(path: string, { width, height } = SCALING) {
  const opened = await openPage({ ...SCALING, path, width, height });
  await opened.page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
  await opened.page.evaluate(axeSource);
  return opened;
}

test.each(['/', '/zh-cn/', '/glossary/', '/no/such/page/'])(
  'axe finds nothing in %s, in both themes',
  async (path) => {
    const { page, context } = await openWithAxe(path);
    expect(await inBothThemes(page, 'html')).toEqual([]);
    await context.close();
  },
);

test.each(['/statefulsets/scaling/', '/zh-cn/statefulsets/exam/', '/playground/one-node/'])(
  'axe finds nothing in %s as it opens, in both themes',
  async (path) => {
    const { page, context, problems } = await openWithAxe(path);
    await untilReady(page);
    expect(await inBothThemes(page, 'html')).toEqual([]);
    expect(problems).toEqual([]);
    await context.close();
  },
);

interface Panel {
  readonly name: string;
  /** The part of the page that has changed. */
  readonly selector: string;
  open(page: Page): Promise<unknown>;
}

const action = (page: Page, name: string) => page.locator(`[data-action="${name}"]`);
const click = (page: Page, selector: string) => page.locator(selector).first().click();
const inDialog = (name: string, open: (page: Page) => Promise<unknown>): Panel => ({
  name,
  selector: 'dialog[open]',
  async open(page) {
    await page.keyboard.press('Escape');
    await open(page);
    await page.locator('dialog[open]').waitFor();
  },
});

/** Each is opened after the one before it, in one page. */
const PANELS: readonly Panel[] = [
  {
    name: 'the picture with a set, a Service and claims',
    selector: '#cluster-pane',
    async open(page) {
      await page.locator('.speed select').selectOption('10');
      await typeLine(page, 'kubectl apply -f .');
      await page.locator('.claim').first().waitFor();
      await page.locator('.rollout').first().waitFor();
    },
  },
  {
    name: 'the picture in words',
    selector: '#cluster-pane',
    open: (page) => page.locator('.cluster .segments button').nth(1).click(),
  },
  {
    name: 'a hint of a task',
    selector: '#tasks-pane',
    open: (page) => click(page, '.task button.button-small'),
  },
  {
    name: 'details: why',
    selector: '#details-pane',
    async open(page) {
      await click(page, '#upper-details-tab');
      await page.locator('.details select').first().selectOption('Node');
      await click(page, '.conditions .why-this');
    },
  },
  ...['events', 'yaml', 'describe', 'states'].map((view) => ({
    name: `details: ${view}`,
    selector: '#details-pane',
    open: (page: Page) => click(page, `#details-${view}-tab`),
  })),
  {
    name: 'events',
    selector: '#events-pane',
    async open(page) {
      await click(page, '#upper-events-tab');
      await click(page, '.events-list .why-this');
    },
  },
  {
    name: 'two terminals and the search in one',
    selector: '#terminal-pane',
    async open(page) {
      await click(page, '#terminal-beside');
      await click(page, '#terminal-find');
    },
  },
  {
    name: 'the editor',
    selector: '#editor-pane',
    async open(page) {
      await click(page, '#upper-editor-tab');
      await page.locator('[data-editor=full] .monaco-editor').waitFor();
    },
  },
  {
    name: 'the editor that a program waits for',
    selector: '#editor-pane',
    async open(page) {
      await typeLine(page, 'kubectl edit ns default');
      await page.locator('.editor-asked').waitFor();
      await page.locator('.monaco-editor .view-line', { hasText: 'Please edit' }).waitFor();
    },
  },
  {
    name: 'the past',
    selector: '#workbench',
    async open(page) {
      await action(page, 'edit-cancel').click();
      await click(page, '#upper-cluster-tab');
      await action(page, 'earlier').click();
      await page.locator('.past-terminal-text').waitFor();
    },
  },
  inDialog('compare', (page) => action(page, 'compare').click()),
  inDialog('what if', async (page) => {
    // Before it the past was looked at, of which nothing can be changed.
    await action(page, 'now').click();
    await action(page, 'what-if').click();
    await page
      .locator('dialog[open] textarea')
      .fill('kubectl scale sts -n mysql --all --replicas=1');
    await page.keyboard.press('Enter');
    await page.locator('dialog[open] .what-if-end').waitFor();
  }),
  inDialog('two worlds', async (page) => {
    await action(page, 'worlds').click();
    await click(page, 'dialog[open] button[type=submit]');
    await page.locator('dialog[open] .world-pods').first().waitFor();
    await action(page, 'worlds-play').click();
  }),
  inDialog('branches', async (page) => {
    await action(page, 'undo').click();
    await action(page, 'branches').click();
    await page.locator('dialog[open] [data-branch]').first().waitFor();
  }),
  inDialog('share', (page) => action(page, 'share').click()),
  inDialog('reset', (page) => action(page, 'reset').click()),
  inDialog('search', (page) => click(page, '#search-open')),
  inDialog('keys', (page) => click(page, '#keys-open')),
];

test('axe finds nothing in any panel, in both themes', async () => {
  const { page, context, problems } = await openWithAxe('/statefulsets/scaling/');
  await untilReady(page);
  await untilScreen(page, /\$\s*$/);
  const found: string[] = [];
  for (const { name, selector, open } of PANELS) {
    await open(page);
    found.push(...(await inBothThemes(page, selector)).map((one) => `${name}: ${one}`));
  }
  expect([...new Set(found)]).toEqual([]);
  expect(problems).toEqual([]);
  await context.close();
});

test('axe finds nothing in the panes of a phone', async () => {
  const phone = { ...SCALING, width: 390, height: 844 };
  const { page, context, problems } = await openWithAxe(SCALING.path, phone);
  await untilReady(page);
  const found: string[] = [];
  for (const pane of ['tasks', 'terminal', 'cluster', 'details', 'events']) {
    await click(page, `#${pane}-tab`);
    found.push(...(await findings(page, 'html', {})).map((one) => `${pane}: ${one}`));
  }
  await click(page, '.timeline [data-action=more-tools]');
  found.push(...(await findings(page, '#timeline', {})).map((one) => `menu: ${one}`));
  expect([...new Set(found)]).toEqual([]);
  expect(problems).toEqual([]);
  await context.close();
});
