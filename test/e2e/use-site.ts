import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { launchBrowser } from './browser.ts';
import {
  emptyTerminal,
  type LessonOptions,
  type OpenLesson,
  openLesson,
  openPage,
  SCALING,
} from './lesson.ts';
import { type Site, serveSite } from './site.ts';

/** The built site in a real browser, for the tests of one file. */
export interface UsedSite {
  browser(): Browser;
  /** The origin of the site, without a slash at its end. */
  origin(): string;
  pages(): readonly string[];
  /** Opens a page in a context of its own. */
  openPage(options: LessonOptions): Promise<OpenLesson>;
  /** Runs `act` in a lesson of its own; nothing may have gone wrong in it at the end. */
  inLesson(
    act: (page: Page, lesson: OpenLesson) => Promise<void>,
    options?: LessonOptions,
  ): Promise<void>;
  /**
   * The same in a lesson that all tests of the file share which ask for the same one, with nothing
   * on the screen of its terminal. For tests that leave nothing behind.
   */
  inShared(
    act: (page: Page, lesson: OpenLesson) => Promise<void>,
    options?: LessonOptions,
  ): Promise<void>;
}

/** Serves the site and starts a browser before the tests of a file, and ends both after them. */
export function useSite(): UsedSite {
  let browser: Browser;
  let site: Site;
  const shared = new Map<string, OpenLesson>();
  beforeAll(async () => {
    [browser, site] = await Promise.all([launchBrowser(), serveSite()]);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });
  return {
    browser: () => browser,
    origin: () => site.origin,
    pages: () => site.pages,
    openPage: (options) => openPage(browser, site, options),
    async inLesson(act, options = SCALING) {
      const lesson = await openLesson(browser, site, options);
      await act(lesson.page, lesson);
      expect(lesson.problems).toEqual([]);
      await lesson.context.close();
    },
    async inShared(act, options = SCALING) {
      const key = JSON.stringify(options);
      const lesson = shared.get(key) ?? (await openLesson(browser, site, options));
      // One that a test failed in is not used again.
      shared.delete(key);
      await emptyTerminal(lesson.page);
      await act(lesson.page, lesson);
      expect(lesson.problems).toEqual([]);
      shared.set(key, lesson);
    },
  };
}
