import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeServiceWorker } from '../../scripts/service-worker.mjs';
import { HOST, listen } from '../../src/cli/listen.ts';
import { createSiteServer } from '../../src/cli/serve-site.ts';
import { launchBrowser } from './browser.ts';
import { PATIENCE_MS, SCALING, typeLine, untilReady, untilScreen } from './lesson.ts';
import { collectProblems } from './page-problems.ts';

const dist = path.join(import.meta.dirname, '..', '..', 'dist');
let browser: Browser;
let root = '';
let server: Server;
let origin = '';

/** Puts a site in place whose home page says `word`, as another version of it would. */
function publish(word: string): void {
  cpSync(dist, root, { recursive: true });
  const home = path.join(root, 'index.html');
  writeFileSync(home, readFileSync(home, 'utf8').replace('</h1>', ` ${word}</h1>`));
  cpSync(path.join(dist, '..', 'public', 'sw.js'), path.join(root, 'sw.js'));
  writeServiceWorker(root);
}

beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'site-'));
  publish('one');
  server = createSiteServer(root);
  [browser] = await Promise.all([launchBrowser()]);
  origin = `http://${HOST}:${await listen(server, 0)}`;
});
afterAll(async () => {
  await browser.close();
  server.close();
  server.closeAllConnections();
  rmSync(root, { recursive: true });
});

/** Waits until the course is in the browser. */
const untilInstalled = (page: Page): Promise<unknown> =>
  page.evaluate(() => navigator.serviceWorker.ready.then(() => true));

describe('the service worker', () => {
  test('lets a lesson work without a network after one visit, and a new version waits to be asked for', async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    await page.goto(`${origin}/`);
    await untilInstalled(page);
    await context.setOffline(true);
    const problems = collectProblems(page, origin);
    await page.goto(origin + SCALING.path);
    await untilReady(page);
    await typeLine(page, 'kubectl get nodes');
    await untilScreen(page, /node\S+\s+Ready/);
    await page.locator('#upper-editor-tab').click();
    await page.locator('.plain-editor').waitFor();
    await page.goto(`${origin}/zh-cn/statefulsets/scaling`);
    await untilReady(page);
    expect(new URL(page.url()).pathname).toBe('/zh-cn/statefulsets/scaling/');

    await context.setOffline(false);
    publish('two');
    await page.goto(`${origin}/`);
    const heading = page.locator('h1');
    expect(await heading.textContent()).toContain('one');
    const notice = page.locator('[data-notice=update]');
    await notice.waitFor();
    expect(await heading.textContent()).toContain('one');
    await notice.getByRole('button').first().click();
    await heading.filter({ hasText: 'two' }).waitFor();
    // The editor's scripts are not there, which the page itself takes care of.
    expect(problems.filter((problem) => !/monaco|editor|ERR_FAILED/i.test(problem))).toEqual([]);
    await context.close();
  });
});

describe('the manifest', () => {
  test('has what installing needs', async () => {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    await page.goto(`${origin}/zh-cn/`);
    const href = await page.locator('link[rel=manifest]').getAttribute('href');
    const manifest = (await (await fetch(origin + href)).json()) as {
      readonly start_url: string;
      readonly display: string;
      readonly icons: readonly { readonly src: string; readonly sizes: string }[];
    };
    expect(manifest).toMatchObject({ start_url: '/zh-cn/', display: 'standalone' });
    for (const { src } of manifest.icons) {
      expect((await fetch(origin + src)).headers.get('content-type')).toBe('image/png');
    }
    const devtools = await context.newCDPSession(page);
    const { errors } = await devtools.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    await context.close();
  });
});

describe('the embedded page', () => {
  test('works in the frame of another site, without the frame of this one', async () => {
    const html = `<!doctype html><title>A blog</title><h1>A blog</h1>
      <iframe title="Scaling" width="1200" height="700"
        src="${origin}${SCALING.path}?embed=workbench" allow="clipboard-write"></iframe>
      <iframe title="Refused" src="${origin}${SCALING.path}"></iframe>`;
    const blog = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end(html);
    });
    const port = await listen(blog, 0);
    const context = await browser.newContext({ viewport: { width: 1300, height: 800 } });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    const refused = page.waitForEvent('console', (message) =>
      message.text().includes('frame-ancestors'),
    );
    // Another name of this machine is another site.
    await page.goto(`http://localhost:${port}/`);
    const frame = page.frameLocator('[title=Scaling]');
    await frame.locator('html[data-ready=all]').waitFor();
    expect(await frame.locator('.site-name').isVisible()).toBe(false);
    expect(await frame.locator('#lesson-pane').isVisible()).toBe(false);
    expect(await frame.locator('.embed-link').isVisible()).toBe(true);
    await frame.locator('.terminal-active .xterm-helper-textarea').focus();
    await page.keyboard.type('kubectl get nodes\n');
    await frame
      .getByText(/node\S+\s+Ready/)
      .first()
      .waitFor({ state: 'attached' });
    // Where it is narrow there is no text either.
    await page.locator('[title=Scaling]').evaluate((frame) => frame.setAttribute('width', '400'));
    await frame.locator('.pane-tabs [role=tab]').first().waitFor();
    expect(await frame.locator('.pane-tabs [role=tab]').count()).toBe(5);
    await frame.locator('#terminal-pane').waitFor();
    await refused;
    await context.close();
    blog.close();
    blog.closeAllConnections();
  });
});
