import { expect, it } from 'vitest';
import { collectProblems } from './page-problems.ts';
import { useSite } from './use-site.ts';

const { browser, origin, pages } = useSite();

it('every page has a language, a title and one heading, and nothing fails on it', async () => {
  expect(pages()).toContain('/');
  for (const path of pages()) {
    const context = await browser().newContext({ serviceWorkers: 'block' });
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
    await context.close();
  }
}, 300_000);

it('an address that does not exist answers 404 in the words of the site', async () => {
  const page = await browser().newPage();
  const answer = await page.goto(`${origin()}/no/such/page/`);
  expect(answer?.status()).toBe(404);
  expect(await page.title()).not.toBe('');
  await page.close();
});
