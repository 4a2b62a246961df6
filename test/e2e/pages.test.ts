import type { BrowserContext } from 'playwright-core';
import { expect, it } from 'vitest';
import { collectProblems } from './page-problems.ts';
import { useSite } from './use-site.ts';

const { browser, origin, pages } = useSite();

/** Pages that are looked at side by side: most of a visit is waiting for its network to rest. */
const AT_ONCE = 4;

it('every page has a language, a title and one heading, and nothing fails on it', async () => {
  expect(pages()).toContain('/');
  const waiting = [...pages()];
  const visit = async (context: BrowserContext, path: string): Promise<void> => {
    const page = await context.newPage();
    const problems = collectProblems(page, origin());
    await page.goto(origin() + path, { waitUntil: 'networkidle' });
    const facts = await page.evaluate(() => ({
      language: document.documentElement.lang,
      title: document.title,
      headings: document.querySelectorAll('h1').length,
    }));
    expect([path, problems]).toEqual([path, []]);
    expect([path, facts.headings]).toEqual([path, 1]);
    expect(facts.language).toMatch(/^(en|zh-CN)$/i);
    expect(facts.title).not.toBe('');
    await page.close();
  };
  const visitSome = async (): Promise<void> => {
    const context = await browser().newContext({ serviceWorkers: 'block' });
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      await visit(context, path);
    }
    await context.close();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, visitSome));
}, 300_000);

it('an address that does not exist answers 404 in the words of the site', async () => {
  const page = await browser().newPage();
  const answer = await page.goto(`${origin()}/no/such/page/`);
  expect(answer?.status()).toBe(404);
  expect(await page.title()).not.toBe('');
  await page.close();
});
