import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { type OpenLesson, SCALING } from './lesson.ts';
import { collectProblems } from './page-problems.ts';

/** What the browser keeps of a lesson. */
export interface KeptSession {
  readonly format: number;
  readonly digest: string;
  readonly log: { readonly engine: string; readonly inputs: readonly unknown[] };
}

/** The lesson that `SCALING` opens. */
export const LESSON = 'statefulsets/scaling';

/** What is kept of it. */
export const readKept = (page: Page): Promise<KeptSession> =>
  page.evaluate(
    (key) =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open('ordinal');
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const asked = request.result.transaction('kept').objectStore('kept').get(key);
          asked.onsuccess = () => resolve(asked.result as KeptSession);
        };
      }),
    `session:${LESSON}`,
  );

/** Waits until what was typed is kept. */
export const untilKept = (page: Page, text: string): Promise<void> =>
  expect.poll(async () => JSON.stringify(await readKept(page))).toContain(text);

/** A notice at the top of the page. */
export const notice = (page: Page, id: string) => page.locator(`[data-notice=${id}]`);

/** The terminal where it cannot be typed in. */
export const past = (page: Page) => page.locator('.past-terminal-text');

/** Puts something else in the place of what is kept. */
export const writeKept = (page: Page, kept: unknown): Promise<void> =>
  page.evaluate(
    ([key, value]) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('ordinal');
        request.onsuccess = () => {
          const transaction = request.result.transaction('kept', 'readwrite');
          transaction.objectStore('kept').put(value, key as string);
          transaction.oncomplete = () => resolve();
          transaction.onabort = () => reject(transaction.error);
        };
      }),
    [`session:${LESSON}`, kept] as const,
  );

/** Opens a page in another tab of the same browser, the same lesson when it is not said which. */
export async function another({ context, page: first }: OpenLesson, path = SCALING.path) {
  const { origin } = new URL(first.url());
  const page = await context.newPage();
  const problems = collectProblems(page, origin);
  await page.goto(origin + path);
  return { page, problems };
}
