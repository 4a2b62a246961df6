import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../e2e/browser.ts';
import { openPage, SCALING } from '../e2e/lesson.ts';
import { type Site, serveSite } from '../e2e/site.ts';

const VISITS = 5;
const dist = path.join(import.meta.dirname, '..', '..', 'dist');

/** Milliseconds from navigation, the median of several first visits in a real browser. */
export interface PageTimes {
  readonly visits: number;
  /** The terminal takes input. */
  readonly inputMs: number;
  /** The prompt of the booted cluster is there. */
  readonly promptMs: number;
  /** The answer of a `kubectl get nodes` that is typed as soon as the terminal takes input. */
  readonly answerMs: number;
}

/** When the mark of that name was set, 0 if it was not. */
const markOf = (name: string): number => performance.getEntriesByName(name)[0]?.startTime ?? 0;

/** At once: real keys through the debugger would take longer than the page. */
function paste(text: string): void {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  const init = { clipboardData: data, bubbles: true, cancelable: true };
  document
    .querySelector('.xterm-helper-textarea')
    ?.dispatchEvent(new ClipboardEvent('paste', init));
}

const answeredAt = (): number => {
  const rows = document.querySelector('.xterm-rows')?.textContent ?? '';
  return rows.includes('control-plane') && rows.includes('Ready') ? performance.now() : 0;
};

async function visit(browser: Browser, site: Site) {
  const { page, context } = await openPage(browser, site, SCALING);
  await page.waitForFunction(markOf, 'terminal-input');
  await page.evaluate(paste, 'kubectl get nodes');
  await page.keyboard.press('Enter');
  const answer = await page.waitForFunction(answeredAt, undefined, { polling: 'raf' });
  const times = {
    inputMs: await page.evaluate(markOf, 'terminal-input'),
    promptMs: await page.evaluate(markOf, 'terminal-ready'),
    answerMs: await answer.jsonValue(),
  };
  await context.close();
  return times;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Visits a lesson's page several times; undefined when the site is not built. */
export async function measurePage(): Promise<PageTimes | undefined> {
  if (!existsSync(dist)) return undefined;
  const [browser, site] = await Promise.all([launchBrowser(), serveSite()]);
  const visits: Awaited<ReturnType<typeof visit>>[] = [];
  for (let i = 0; i < VISITS; i++) visits.push(await visit(browser, site));
  await browser.close();
  await site.close();
  return {
    visits: VISITS,
    inputMs: median(visits.map((one) => one.inputMs)),
    promptMs: median(visits.map((one) => one.promptMs)),
    answerMs: median(visits.map((one) => one.answerMs)),
  };
}
