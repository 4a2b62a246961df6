import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../e2e/browser.ts';
import { SCALING } from '../e2e/lesson.ts';
import { serveSite } from '../e2e/site.ts';

const VISITS = 9;
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
  /** What tasks of more than 50 ms took beyond that, from navigation to the last panel. */
  readonly blockingMs: number;
}

/**
 * Runs in the page from its beginning, and tells of times on its console: what asks the page while
 * it loads takes time of it. With `line` given it is pasted and entered when the terminal takes it:
 * real keys through the debugger would come too late.
 */
function watch(line: string): void {
  const times: Record<string, number> = { blocking: 0 };
  const enter = { key: 'Enter', keyCode: 13, bubbles: true, cancelable: true };
  const type = (): void => {
    const input = document.querySelector('.xterm-helper-textarea');
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', line);
    const paste = { clipboardData, bubbles: true, cancelable: true };
    input?.dispatchEvent(new ClipboardEvent('paste', paste));
    input?.dispatchEvent(new KeyboardEvent('keydown', enter));
  };
  new PerformanceObserver((list) => {
    for (const { name, startTime, duration, entryType } of list.getEntries()) {
      if (entryType === 'longtask') times.blocking = (times.blocking ?? 0) + duration - 50;
      else times[name] = startTime;
      if (name === 'terminal-input' && line !== '') type();
    }
  }).observe({ entryTypes: ['mark', 'longtask'] });
  const look = (): void => {
    const rows = document.querySelector('.xterm-rows')?.textContent ?? '';
    if (rows.includes('control-plane') && rows.includes('Ready'))
      times.answer ??= performance.now();
    const isWhole = document.documentElement.dataset.ready === 'all';
    if (isWhole && (line === '' || times.answer !== undefined)) {
      console.info(JSON.stringify({ times }));
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function visit(
  browser: Browser,
  address: string,
  line: string,
): Promise<Record<string, number>> {
  const context = await browser.newContext({
    viewport: { width: SCALING.width, height: SCALING.height },
    serviceWorkers: 'block',
  });
  const page = await context.newPage();
  await page.addInitScript(watch, line);
  const told = page.waitForEvent('console', (message) => message.text().startsWith('{"times"'));
  await page.goto(address, { waitUntil: 'commit' });
  const { times } = JSON.parse((await told).text());
  await context.close();
  return times;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Milliseconds from navigation to the prompt of a lesson: the median of several first visits. */
export async function promptMedianMs(browser: Browser, address: string): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < VISITS; i++) {
    times.push((await visit(browser, address, ''))['terminal-ready'] ?? 0);
  }
  return median(times);
}

/** Visits a lesson's page several times; undefined when the site is not built. */
export async function measurePage(): Promise<PageTimes | undefined> {
  if (!existsSync(dist)) return undefined;
  const [browser, site] = await Promise.all([launchBrowser(), serveSite()]);
  const quiet: Record<string, number>[] = [];
  const typing: Record<string, number>[] = [];
  // The server compresses what it is asked for the first time.
  const address = site.origin + SCALING.path;
  await visit(browser, address, '');
  for (let i = 0; i < VISITS; i++) {
    quiet.push(await visit(browser, address, ''));
    typing.push(await visit(browser, address, 'kubectl get nodes'));
  }
  await browser.close();
  await site.close();
  const of = (visits: readonly Record<string, number>[], name: string): number =>
    median(visits.map((times) => times[name] ?? 0));
  return {
    visits: VISITS,
    inputMs: of(quiet, 'terminal-input'),
    promptMs: of(quiet, 'terminal-ready'),
    answerMs: of(typing, 'answer'),
    blockingMs: of(quiet, 'blocking'),
  };
}
