import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { collectProblems, tellViolations } from './page-problems.ts';
import type { Site } from './site.ts';

/** A lesson opened in a context of its own, and what went wrong in it. */
export interface OpenLesson {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly problems: readonly string[];
}

export interface LessonOptions {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly theme: 'light' | 'dark';
}

export const SCALING: LessonOptions = {
  path: '/statefulsets/scaling/',
  width: 1440,
  height: 900,
  theme: 'light',
};

/** For a machine that is busy with much else; no test waits for so long when all is well. */
export const PATIENCE_MS = 60_000;

/** Waits until every panel of the lesson stands. */
export const untilReady = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => document.documentElement.dataset.ready === 'all', undefined, {
    timeout: PATIENCE_MS,
  });

/** Opens a page and collects everything that goes wrong in it. */
export async function openPage(
  browser: Browser,
  site: Site,
  options: LessonOptions,
): Promise<OpenLesson> {
  const context = await browser.newContext({
    viewport: { width: options.width, height: options.height },
    colorScheme: options.theme,
    // What is as narrow as a phone is touched.
    hasTouch: options.width < 600,
    permissions: ['clipboard-read', 'clipboard-write'],
    // What a page does must not depend on whether it was visited before.
    serviceWorkers: 'block',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const problems = collectProblems(page, site.origin);
  await page.addInitScript(tellViolations);
  await page.goto(site.origin + options.path);
  return { page, context, problems };
}

/** Opens a lesson and waits for its panels. */
export async function openLesson(
  browser: Browser,
  site: Site,
  options: LessonOptions = SCALING,
): Promise<OpenLesson> {
  const opened = await openPage(browser, site, options);
  await untilReady(opened.page);
  return opened;
}

/** What the active terminal shows, as a screen reader gets it. */
export const screenText = (page: Page): Promise<string> =>
  page.evaluate(() =>
    [...document.querySelectorAll('.terminal-active .xterm-accessibility-tree > *')]
      .map((row) => row.textContent ?? '')
      .join('\n')
      .replaceAll('\u00a0', ' '),
  );

/** Waits until the terminal shows `text`. */
export async function untilScreen(page: Page, text: string | RegExp, timeoutMs = PATIENCE_MS) {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const shown = await screenText(page);
    if (typeof text === 'string' ? shown.includes(text) : text.test(shown)) return shown;
    if (Date.now() > deadline) throw new Error(`the terminal never showed ${text}:\n${shown}`);
    await page.waitForTimeout(50);
  }
}

/** Where the keys of the active terminal go. */
export const TERMINAL_INPUT = '.terminal-active .xterm-helper-textarea';

/** Types a command line with real keys and presses Enter. */
export async function typeLine(page: Page, line: string): Promise<void> {
  await page.locator(TERMINAL_INPUT).focus();
  await page.keyboard.type(line);
  await page.keyboard.press('Enter');
}

/** Drops what is typed, and takes everything off the screen but the prompt. */
export async function emptyTerminal(page: Page): Promise<void> {
  await page.locator(TERMINAL_INPUT).focus();
  await page.keyboard.press('Control+c');
  await page.keyboard.type('clear\n');
  await untilScreen(page, /^learner@ordinal:~\$ \s*$/);
}

/** Runs a command that ends only by a signal, and waits until it runs. */
export async function startBusy(page: Page, command: string): Promise<void> {
  await typeLine(page, `echo it runs; ${command}`);
  await untilScreen(page, /^it runs$/m);
}

/** Lets the page draw so many frames. */
export const frames = (page: Page, count: number): Promise<void> =>
  page.evaluate(
    (wanted) =>
      new Promise<void>((resolve) => {
        let left = wanted;
        const next = (): void => {
          if (left-- === 0) resolve();
          else requestAnimationFrame(next);
        };
        next();
      }),
    count,
  );

/** Waits until what is kept of a lesson has `text` in it. */
export const untilKept = (page: Page, lesson: string, text: string): Promise<void> =>
  expect
    .poll(
      () =>
        page.evaluate(
          (key) =>
            new Promise<string>((resolve, reject) => {
              const request = indexedDB.open('ordinal');
              request.onerror = () => reject(request.error);
              request.onsuccess = () => {
                const store = request.result.transaction('kept').objectStore('kept');
                const found = store.get(key);
                found.onerror = () => reject(found.error);
                found.onsuccess = () => {
                  request.result.close();
                  resolve(JSON.stringify(found.result ?? ''));
                };
              };
            }),
          `session:${lesson}`,
        ),
      { timeout: PATIENCE_MS },
    )
    .toContain(text);

/** The virtual clock of the page in seconds. */
export async function clockSeconds(page: Page): Promise<number> {
  const text = (await page.locator('[data-clock]').textContent()) ?? '';
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}

/** Runs the lesson's commands until its StatefulSet is made. */
export async function createSet(page: Page): Promise<void> {
  for (const file of ['mysql-ns', 'mysql-headless-service', 'mysql-statefulset']) {
    await typeLine(page, `kubectl apply -f ${file}.yaml`);
    await untilScreen(page, / created/);
  }
  await typeLine(
    page,
    'kubectl create secret generic mysql-secret -n mysql --from-literal=MYSQL_ROOT_PASSWORD=a ' +
      '--from-literal=MYSQL_USER=b --from-literal=MYSQL_PASSWORD=c',
  );
  await untilScreen(page, 'secret/mysql-secret created');
}
