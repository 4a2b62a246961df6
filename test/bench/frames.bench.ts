import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../e2e/browser.ts';
import { openLesson, SCALING, typeLine } from '../e2e/lesson.ts';
import { type Site, serveSite } from '../e2e/site.ts';

const dist = path.join(import.meta.dirname, '..', '..', 'dist');
const ROLLING = 100;
const LIMIT = { timeout: 180_000 };
/** What a frame may cost the thread of the page at 60 frames a second. */
export const FRAME_GOAL_MS = 16;

/** Frames of the page while 100 pods are replaced in its picture. */
export interface FrameTimes {
  readonly pods: number;
  readonly frames: number;
  /** Processor time of the page's own thread in a frame: script, layout, paint. */
  readonly medianMs: number;
  readonly p95Ms: number;
  /** The part of the frames that stays within the goal, from 0 to 1. */
  readonly withinGoal: number;
  readonly totalMs: number;
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

const untilPods = (page: Page, selector: string, count: number): Promise<unknown> =>
  page.waitForFunction(
    ([one, least]) => document.querySelectorAll(one).length >= least,
    [selector, count] as const,
    LIMIT,
  );

/** Frames begin with the callbacks of `requestAnimationFrame`; those of one frame are close. */
const SAME_FRAME_US = 2000;

/** Processor time of each frame. A shared machine makes frames rarer, but not dearer. */
function frameTimes(trace: readonly TraceEvent[]): number[] {
  const threads = trace.filter((e) => e.name === 'thread_name' && e.args.name === 'CrRendererMain');
  const ofThread = threads.map(({ pid, tid }) =>
    trace.filter((event) => event.pid === pid && event.tid === tid).sort((a, b) => a.ts - b.ts),
  );
  const [events = []] = ofThread.sort((a, b) => b.length - a.length);
  const times: number[] = [];
  let beganAt = Number.NEGATIVE_INFINITY;
  for (const event of events) {
    if (event.name === 'FireAnimationFrame' && event.ts - beganAt > SAME_FRAME_US) {
      beganAt = event.ts;
      times.push(0);
    }
    if (event.name !== 'ThreadControllerImpl::RunTask' || times.length === 0) continue;
    times[times.length - 1] = (times.at(-1) ?? 0) + (event.tdur ?? 0) / 1000;
  }
  return times;
}

async function measure(browser: Browser, site: Site, others: number): Promise<FrameTimes> {
  const path = '/playground/five-nodes/';
  const { page, context } = await openLesson(browser, site, { ...SCALING, path });
  const speed = page.locator('.speed select');
  await speed.selectOption('25');
  await typeLine(page, `kubectl create deployment still --image=nginx --replicas=${others}`);
  await typeLine(page, `kubectl create deployment web --image=nginx:1.25 --replicas=${ROLLING}`);
  await untilPods(page, '.pod.pod-ready', others + ROLLING);
  await speed.selectOption('1');
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] });
  await typeLine(page, 'kubectl set image deployment/web nginx=nginx:1.26');
  await untilPods(page, '.pod.pod-ready.revision-2', ROLLING);
  const trace = JSON.parse(String(await browser.stopTracing()));
  const times = frameTimes(trace.traceEvents).sort((a, b) => a - b);
  await context.close();
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0;
  return {
    pods: others + ROLLING,
    frames: times.length,
    medianMs: at(0.5),
    p95Ms: at(0.95),
    withinGoal: times.filter((ms) => ms <= FRAME_GOAL_MS).length / times.length,
    totalMs: times.reduce((sum, ms) => sum + ms, 0),
  };
}

/** Rolls 100 pods alone and beside 200 others; undefined when the site is not built. */
export async function measureFrames(): Promise<readonly FrameTimes[] | undefined> {
  if (!existsSync(dist)) return undefined;
  const [browser, site] = await Promise.all([launchBrowser(), serveSite()]);
  const results = [await measure(browser, site, 0), await measure(browser, site, 200)];
  await browser.close();
  await site.close();
  return results;
}
