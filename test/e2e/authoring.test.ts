import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newLesson } from '../../src/cli/lesson/templates.ts';
import { launchBrowser } from './browser.ts';
import { PATIENCE_MS, untilReady } from './lesson.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');
/** A course of its own, so that nothing else sees it. */
const COURSE = `written-${process.pid}`;
const COURSE_FOLDER = path.join(ROOT, 'lessons', COURSE);
const FOLDER = path.join(COURSE_FOLDER, '01-lesson');
const ASTRO = path.join(ROOT, 'node_modules', 'astro', 'bin', 'astro.mjs');

let server: ChildProcess;
let browser: Browser;
let origin = '';

const write = (file: string, text: string): void => {
  mkdirSync(path.dirname(path.join(FOLDER, file)), { recursive: true });
  writeFileSync(path.join(FOLDER, file), text);
};

/** Where the site is served while one writes; `npm run dev` prints it. */
const untilServed = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let printed = '';
    const listen = (bytes: Buffer): void => {
      printed += bytes.toString();
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? [];
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', () => reject(new Error(`the server has ended:\n${printed}`)));
  });

beforeAll(async () => {
  const files = newLesson(`${COURSE}/lesson`, 'Before');
  for (const [file, text] of Object.entries(files)) write(file, text);
  const words = 'title: Written\n  summary: A course that is being written.';
  const course = `order: 99\nen:\n  ${words}\nzh-cn:\n  ${words}\n`;
  writeFileSync(path.join(COURSE_FOLDER, 'course.yaml'), course);
  server = spawn(process.execPath, [ASTRO, 'dev', '--host', '127.0.0.1', '--port', '0'], {
    cwd: ROOT,
    // What the test runner says of itself would make it a server for tests.
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ASTRO_TELEMETRY_DISABLED: '1' },
  });
  [origin, browser] = await Promise.all([untilServed(server), launchBrowser()]);
});
afterAll(async () => {
  server?.kill();
  await browser?.close();
  rmSync(COURSE_FOLDER, { recursive: true, force: true });
});

const dataOf = (page: Page): Promise<string> =>
  page.evaluate(() => document.querySelector('#lesson-data')?.textContent ?? '');

test('a lesson that is being written is shown again after each save, whichever file it is', async () => {
  const page = await browser.newPage();
  page.setDefaultTimeout(2 * PATIENCE_MS);
  await page.goto(`${origin}/${COURSE}/lesson/`);
  // Packages that are met for the first time are prepared, and the page loads once more.
  await untilReady(page);
  const save = async (file: string, text: string): Promise<void> => {
    await page.evaluate(() => document.documentElement.setAttribute('data-before', ''));
    write(file, text);
    await page.locator('html:not([data-before])[data-ready=all]').waitFor({ state: 'attached' });
  };
  const changed = (file: string, from: string, to: string): string =>
    readFileSync(path.join(FOLDER, file), 'utf8').replace(from, to);

  await save('en.mdx', changed('en.mdx', 'title: Before', 'title: Other'));
  await expect.poll(() => page.title()).toContain('Other');
  await save('start.sh', 'kubectl create namespace begun\n');
  await save('files/web.yaml', changed('files/web.yaml', 'name: web', 'name: other'));
  await expect.poll(() => dataOf(page)).toMatch(/name: other.*namespace begun/s);
  await save('lesson.ts', changed('lesson.ts', "id: 'first'", "id: 'other'"));
  await page.locator('[data-task=other]').waitFor();
});
