import type { Page } from 'playwright-core';

interface Panel {
  readonly name: string;
  /** Whether it is only where there is a keyboard. */
  readonly isForKeys?: true;
  /** On a phone the panes are tabs. */
  open(page: Page, isPhone: boolean): Promise<unknown>;
}

const action = (page: Page, name: string) => page.locator(`[data-action="${name}"]`);
/** Brings a panel to the front, by the tab that this width has. */
const bring = (page: Page, isPhone: boolean, pane: string) =>
  page.locator(isPhone ? `#${pane}-tab` : `#upper-${pane}-tab`).click();
/** Where a row has no room for all tools of time, some are behind one button. */
const elsewhere = async (page: Page, name: string): Promise<void> => {
  const more = page.locator('.timeline [data-action=more-tools]');
  if (await more.isVisible()) await more.click();
  await action(page, name).click();
};
const dialog = (name: string): Panel => ({
  name,
  async open(page) {
    await action(page, name).click();
    await page.locator('dialog[open]').waitFor();
  },
});
const details = (view: string): Panel => ({
  name: `details-${view}`,
  async open(page, isPhone) {
    await bring(page, isPhone, 'details');
    await page.locator(`#details-${view}-tab`).click();
  },
});

/** The panels of a lesson, each opened after the one before it. */
export const PANELS: readonly Panel[] = [
  {
    name: 'lesson',
    async open(page, isPhone) {
      if (isPhone) await page.locator('#lesson-tab').click();
    },
  },
  {
    name: 'lesson-end',
    open: (page) =>
      page
        .locator('.reading-text a')
        .last()
        .evaluate((link) => link.scrollIntoView()),
  },
  {
    name: 'terminal',
    async open(page, isPhone) {
      if (isPhone) await page.locator('#terminal-tab').click();
      else await page.locator('[data-enlarge=terminal]').click();
    },
  },
  {
    name: 'cluster',
    async open(page, isPhone) {
      if (!isPhone) await page.locator('[data-enlarge=terminal]').click();
      await bring(page, isPhone, 'cluster');
    },
  },
  {
    name: 'cluster-text',
    open: (page) => page.locator('.cluster .segments button').nth(1).click(),
  },
  {
    name: 'details-why',
    async open(page, isPhone) {
      await page.locator('.cluster .segments button').nth(0).click();
      await page.locator('.pod[data-pod=mysql-stateful-1]').click();
      await bring(page, isPhone, 'details');
      await page.locator('#details-why-tab').click();
    },
  },
  ...['events', 'yaml', 'describe', 'states'].map(details),
  { name: 'events', open: (page, isPhone) => bring(page, isPhone, 'events') },
  {
    name: 'editor',
    async open(page, isPhone) {
      await bring(page, isPhone, 'editor');
      await page.locator('[data-editor=full] .monaco-editor').waitFor();
    },
  },
  {
    name: 'tasks',
    async open(page, isPhone) {
      if (isPhone) await page.locator('#tasks-tab').click();
      await page.locator('.task button.button-small').first().click();
    },
  },
  {
    name: 'past',
    async open(page, isPhone) {
      await bring(page, isPhone, 'cluster');
      await action(page, 'earlier').click();
      await action(page, 'earlier').click();
      await page.locator('.timeline-past').waitFor();
      // What is not in sight is worked out when it is.
      await page.waitForFunction(() => {
        const told = [...document.querySelectorAll<HTMLElement>('[role=status]')];
        const seen = told.filter((one) => one.offsetParent !== null);
        return !seen.some(({ textContent }) => textContent.includes('are being worked out'));
      });
    },
  },
  {
    name: 'compare',
    async open(page) {
      await action(page, 'now').click();
      await elsewhere(page, 'compare');
      await page.locator('dialog[open]').waitFor();
    },
  },
  {
    name: 'what-if',
    async open(page) {
      await action(page, 'what-if').click();
      const shown = page.locator('dialog[open]');
      await shown
        .locator('textarea')
        .fill('kubectl scale -n mysql sts mysql-stateful --replicas=4');
      await shown.locator('button[type=submit]').click();
      await shown.locator('.differences').waitFor();
    },
  },
  {
    name: 'worlds',
    async open(page) {
      await elsewhere(page, 'worlds');
      const shown = page.locator('dialog[open]');
      await shown.locator('button[type=submit]').click();
      await shown.locator('.rollout .slot.revision-2').first().waitFor();
      await action(page, 'worlds-play').click();
    },
  },
  {
    name: 'branches',
    async open(page) {
      await action(page, 'undo').click();
      await action(page, 'branches').waitFor({ state: 'attached' });
      await elsewhere(page, 'branches');
      await page.locator('dialog[open] [data-branch]').waitFor();
    },
  },
  dialog('reset'),
  {
    name: 'search',
    async open(page) {
      await page.locator('#search-open').click();
      await page.keyboard.type('partition');
      await page.locator('.search-result').first().waitFor();
    },
  },
  { name: 'keys', isForKeys: true, open: (page) => page.locator('#keys-open').click() },
];

/** The other pages. */
export const PAGES = [
  { name: 'home', path: '/' },
  { name: 'home-zh-cn', path: '/zh-cn/' },
  { name: 'glossary', path: '/glossary/' },
  { name: 'missing', path: '/no/such/page/' },
] as const;
