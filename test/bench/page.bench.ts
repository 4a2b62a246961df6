import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../e2e/browser.ts';
import { SCALING } from '../e2e/lesson.ts';
import { serveFolder, serveSite } from '../e2e/site.ts';

const VISITS = 9;
const dist = path.join(import.meta.dirname, '..', '..', 'dist');

/** Milliseconds from navigation, the median of several first visits in a real browser. */
export interface PageTimes {
  readonly visits: number;
  /** The first paint of a page of one letter: what the browser itself takes for a first visit. */
  readonly emptyMs: number;
  /** The prompt is painted. What is typed from then on is shown, and runs. */
  readonly promptMs: number;
  /** The terminal itself has taken over. */
  readonly inputMs: number;
  /** The cluster behind the prompt is booted. */
  readonly bootedMs: number;
  /** The answer of a `kubectl get nodes` that is typed as soon as the prompt is painted. */
  readonly answerMs: number;
  /** What tasks of more than 50 ms took beyond that, from navigation to the last panel. */
  readonly blockingMs: number;
}

/** The prompt and the cluster behind it, in milliseconds from navigation. */
export type PromptTimes = Pick<PageTimes, 'emptyMs' | 'promptMs' | 'bootedMs'>;

/**
 * Runs in the page from its beginning, and tells of times on its console: what asks the page while
 * it loads takes time of it. With `line` given it is typed and entered when the prompt is painted,
 * or pasted if the terminal is there by then: real keys through the debugger would come too late.
 */
function watch(line: string): void {
  const times: Record<string, number> = { blocking: 0 };
  const key = (target: EventTarget | null, name: string): void => {
    const keyCode = name === 'Enter' ? 13 : 0;
    const options = { key: name, keyCode, bubbles: true, cancelable: true };
    target?.dispatchEvent(new KeyboardEvent('keydown', options));
  };
  const type = (): void => {
    if (document.documentElement.dataset.ready === undefined) {
      for (const name of [...line, 'Enter']) key(document.body, name);
      return;
    }
    const input = document.querySelector('.xterm-helper-textarea');
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', line);
    const paste = { clipboardData, bubbles: true, cancelable: true };
    input?.dispatchEvent(new ClipboardEvent('paste', paste));
    key(input, 'Enter');
  };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { name, startTime, duration, entryType } = entry;
      if (entryType === 'longtask') times.blocking = (times.blocking ?? 0) + duration - 50;
      else times[entryType === 'element' ? 'prompt' : name] ??= startTime;
      if (entryType === 'element' && line !== '') type();
    }
  }).observe({ entryTypes: ['mark', 'longtask', 'paint', 'element'] });
  const look = (): void => {
    const rows = document.querySelector('.xterm-rows')?.textContent ?? '';
    if (rows.includes('control-plane') && rows.includes('Ready'))
      times.answer ??= performance.now();
    const isWhole = document.documentElement.dataset.ready === 'all';
    const isEmpty = document.title === 'Empty' && times['first-contentful-paint'] !== undefined;
    if (isEmpty || (isWhole && (line === '' || times.answer !== undefined))) {
      console.info(JSON.stringify({ times }));
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

type Visit = Readonly<Record<string, number>>;

async function visit(browser: Browser, address: string, line: string): Promise<Visit> {
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
const of = (visits: readonly Visit[], name: string): number =>
  median(visits.map((times) => times[name] ?? 0));

/** Serves a page of one letter, by the same server as the site. */
async function serveEmpty() {
  const folder = mkdtempSync(path.join(tmpdir(), 'empty-'));
  const html = '<!doctype html><html lang="en"><title>Empty</title><p>x</p></html>';
  writeFileSync(path.join(folder, 'index.html'), html);
  const { origin, close } = await serveFolder(folder);
  return {
    address: `${origin}/`,
    async close() {
      await close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Visits the empty page and a lesson in turn, as often as `VISITS`; `line` is typed there. */
async function visitInTurn(browser: Browser, address: string, lines: readonly string[]) {
  const empty = await serveEmpty();
  const kinds = [empty.address, ...lines.map(() => address)];
  const all: Visit[][] = kinds.map(() => []);
  // The server compresses what it is asked for the first time.
  for (const first of [empty.address, address]) await visit(browser, first, '');
  for (let i = 0; i < VISITS; i++) {
    for (const [at, kind] of kinds.entries()) {
      all[at]?.push(await visit(browser, kind, lines[at - 1] ?? ''));
    }
  }
  await empty.close();
  return all;
}

/** How soon a lesson at `address` has its prompt: the median of several first visits. */
export async function measurePrompt(browser: Browser, address: string): Promise<PromptTimes> {
  const [empty = [], lesson = []] = await visitInTurn(browser, address, ['']);
  return {
    emptyMs: of(empty, 'first-contentful-paint'),
    promptMs: of(lesson, 'prompt'),
    bootedMs: of(lesson, 'terminal-ready'),
  };
}

/** Visits a lesson's page several times; undefined when the site is not built. */
export async function measurePage(): Promise<PageTimes | undefined> {
  if (!existsSync(dist)) return undefined;
  const [browser, site] = await Promise.all([launchBrowser(), serveSite()]);
  const lines = ['', 'kubectl get nodes'];
  const [empty = [], quiet = [], typing = []] = await visitInTurn(
    browser,
    site.origin + SCALING.path,
    lines,
  );
  await browser.close();
  await site.close();
  return {
    visits: VISITS,
    emptyMs: of(empty, 'first-contentful-paint'),
    promptMs: of(quiet, 'prompt'),
    inputMs: of(quiet, 'terminal-input'),
    bootedMs: of(quiet, 'terminal-ready'),
    answerMs: of(typing, 'answer'),
    blockingMs: of(quiet, 'blocking'),
  };
}
