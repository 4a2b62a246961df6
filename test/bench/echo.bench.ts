import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../e2e/browser.ts';
import { createSet, openLesson, TERMINAL_INPUT, typeLine } from '../e2e/lesson.ts';
import { serveSite } from '../e2e/site.ts';

const KEYS = 60;
/** A frame at 60 frames a second. */
export const ECHO_GOAL_MS = 16;
const dist = path.join(import.meta.dirname, '..', '..', 'dist');

declare global {
  interface Window {
    /** Milliseconds from each key to the letter on the screen. */
    echoMs: number[];
  }
}

/** Measures from the key event to the change of the row that shows the letter. */
function observe(): void {
  window.echoMs = [];
  let pressedAtMs = 0;
  window.addEventListener(
    'keydown',
    (event) => {
      pressedAtMs = event.timeStamp;
    },
    { capture: true },
  );
  const rows = document.querySelector('.terminal-active .xterm-rows');
  if (rows === null) throw new Error('the terminal is not drawn in rows');
  const observer = new MutationObserver(() => {
    if (pressedAtMs === 0) return;
    window.echoMs.push(performance.now() - pressedAtMs);
    pressedAtMs = 0;
  });
  observer.observe(rows, { childList: true, subtree: true, characterData: true });
}

async function typeKeys(page: Page): Promise<void> {
  await page.locator(TERMINAL_INPUT).focus();
  for (let i = 0; i < KEYS; i++) {
    await page.keyboard.press('abcdefgh'[i % 8] ?? 'a');
    await page.waitForTimeout(40);
  }
}

/** Milliseconds from key to echo while a rollout runs, sorted; undefined without a built site. */
export async function measureEcho(): Promise<readonly number[] | undefined> {
  if (!existsSync(dist)) return undefined;
  const [browser, site] = await Promise.all([launchBrowser(), serveSite()]);
  const { page } = await openLesson(browser, site);
  await createSet(page);
  await typeLine(page, 'kubectl rollout restart sts -n mysql mysql-stateful; clear');
  await page.evaluate(observe);
  await typeKeys(page);
  const echoMs = await page.evaluate(() => window.echoMs);
  await browser.close();
  await site.close();
  return echoMs.toSorted((a, b) => a - b);
}
