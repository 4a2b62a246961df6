import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { openPage, SCALING, typeLine, untilReady, untilScreen } from './lesson.ts';
import { serveSite } from './site.ts';

/** Chromium's own drawing on a canvas, which works on a machine without a graphics processor. */
const WITH_CANVAS = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

/** Runs in the page: passes that off as a processor, and keeps the contexts to lose them. */
function passOff(): void {
  const made: WebGL2RenderingContext[] = [];
  Object.assign(globalThis, { made });
  const { getContext } = HTMLCanvasElement.prototype;
  const keeping = function (this: HTMLCanvasElement, kind: string): RenderingContext | null {
    const context = getContext.call(this, kind) as RenderingContext | null;
    if (context instanceof WebGL2RenderingContext) made.push(context);
    return context;
  };
  Object.assign(HTMLCanvasElement.prototype, { getContext: keeping });
  // A worker of the page's own tells the page what draws.
  const { get } = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data') ?? {};
  const named = function (this: MessageEvent): unknown {
    const data: unknown = get?.call(this);
    return typeof data === 'string' ? data.replace(/swiftshader/gi, 'Processor') : data;
  };
  Object.defineProperty(MessageEvent.prototype, 'data', { get: named });
}
declare const made: WebGL2RenderingContext[];

const canvases = (page: Page) => page.locator('.terminal-active .xterm-screen canvas');
const rows = (page: Page) => page.locator('.terminal-active .xterm-rows > *');

let browser: Awaited<ReturnType<typeof launchBrowser>>;
let site: Awaited<ReturnType<typeof serveSite>>;
beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(WITH_CANVAS), serveSite()]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

test('a graphics processor draws the terminal, and when it is lost the page does', async () => {
  const { page, context, problems } = await openPage(browser, site, {
    ...SCALING,
    path: '/no/such/page/',
  });
  const missing = problems.length;
  await page.addInitScript(passOff);
  await page.goto(`${site.origin}/playground/three-nodes/`);
  await untilReady(page);
  await typeLine(page, 'echo drawn: 中文🙂');
  await untilScreen(page, /^drawn: 中文🙂$/m);
  await canvases(page).first().waitFor({ state: 'attached' });
  expect(await rows(page).count()).toBe(0);
  await page.evaluate(() => {
    for (const one of made) one.getExtension('WEBGL_lose_context')?.loseContext();
  });
  await expect.poll(() => rows(page).allTextContents()).toContain('drawn: 中文🙂');
  await typeLine(page, 'echo goes on');
  await expect.poll(() => rows(page).allTextContents()).toContain('goes on');
  await untilScreen(page, /^goes on$/m);
  expect(problems.slice(missing)).toEqual([]);
  await context.close();
});
