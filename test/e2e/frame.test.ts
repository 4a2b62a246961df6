import { expect, test } from 'vitest';
import { frames, SCALING } from './lesson.ts';
import { useSite } from './use-site.ts';

const { inLesson, openPage } = useSite();

test.each([
  ['/', 'ordinal', /Scaling|ordinal/],
  ['/zh-cn/', '序号', /序号/],
])('the search of %s finds places in lessons, by keys alone', async (path, query, expected) => {
  const { page, problems, context } = await openPage({ ...SCALING, path });
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'all');
  await page.keyboard.press('/');
  await page.keyboard.type(query);
  const results = page.locator('.search-result');
  await results.first().waitFor();
  expect(await page.locator('#search-results').textContent()).toMatch(expected);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.pathname.split('/').length > 2);
  expect(problems).toEqual([]);
  await context.close();
});

test('where no place has all words of a query, those with some are found; no word is cut', async () => {
  const { page, context } = await openPage({ ...SCALING, path: '/' });
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'all');
  await page.keyboard.press('/');
  await page.keyboard.type('OrderedReady claims partition');
  await page.locator('.search-result').first().waitFor();
  await page.locator('#search-field').fill('ordinal');
  const texts = page.locator('.search-text');
  await texts.first().waitFor();
  await page
    .locator('#search-status', { hasText: /^Places found: \d+$/ })
    .waitFor({ state: 'attached' });
  const shown = (await texts.allTextContents()).filter((text) => text.startsWith('… '));
  expect(shown).not.toEqual([]);
  const { pages } = (await page.evaluate(async () => {
    const entries: { text: string }[] = await (await fetch('/search.json')).json();
    return { pages: entries.map(({ text }) => ` ${text.replaceAll(/\s+/g, ' ')}`) };
  })) as { pages: string[] };
  for (const text of shown) {
    const begin = text.slice(2).replaceAll(/\s+/g, ' ').slice(0, 30);
    expect(
      pages.some((whole) => whole.includes(` ${begin}`)),
      begin,
    ).toBe(true);
  }
  // Letters are marked where a word begins with them, and nowhere else.
  await page.locator('#search-field').fill('p');
  await page.locator('.search-text mark', { hasText: /^p/i }).first().waitFor();
  const before = await page
    .locator('.search-text mark')
    .evaluateAll((marks) => marks.map(({ previousSibling }) => previousSibling?.textContent ?? ''));
  expect(before.filter((text) => /[a-z0-9]$/i.test(text))).toEqual([]);
  await context.close();
});

test.each(['light', 'dark'] as const)(
  'the first press changes the colours of a %s system',
  async (theme) => {
    const { page, context } = await openPage({ ...SCALING, path: '/', theme });
    await page.waitForFunction(() => document.documentElement.dataset.ready === 'all');
    const ground = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const seen = [await ground()];
    for (let press = 0; press < 3; press++) {
      await page.locator('#theme-switch').click();
      seen.push(await ground());
    }
    expect(seen[1]).not.toBe(seen[0]);
    expect(seen.slice(2)).toEqual([seen[0], seen[0]]);
    await context.close();
  },
);

test('an address with a heading leads to it, however far down it is', async () => {
  const { page, context } = await openPage({ ...SCALING, path: `${SCALING.path}#check-yourself` });
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'all');
  const isAtTop = (): boolean => {
    const top = document.querySelector('#check-yourself')?.getBoundingClientRect().top ?? -1;
    return top >= 0 && top < innerHeight / 4;
  };
  await page.waitForFunction(isAtTop);
  await context.close();
});

test('keys are explained, and words of the glossary on focus', () =>
  inLesson(async (page) => {
    await page.keyboard.press('F1');
    await page.locator('#keys-dialog[open]').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('#keys-dialog[open]').count()).toBe(0);
    // One that is not in sight is brought there first.
    await page.locator('.term[data-term=claim]').focus();
    await page.locator('#term-tip').waitFor();
    expect(await page.locator('#term-tip').textContent()).toMatch(/\w+/);
    await page.keyboard.press('Escape');
    await page.locator('#term-tip').waitFor({ state: 'hidden' });
    // Under a pointer, which may go to what is said; Escape ends it wherever the focus is.
    const [first, tip] = [page.locator('.term').first(), page.locator('#term-tip')];
    await first.scrollIntoViewIfNeeded();
    // What scrolls on its way to the pointer ends what is said.
    await frames(page, 3);
    await first.hover();
    await tip.waitFor();
    await tip.hover();
    await page.waitForTimeout(400);
    expect(await page.locator('#term-tip').isVisible()).toBe(true);
    await page.locator('.terminal-active .xterm-helper-textarea').focus();
    await page.keyboard.press('Escape');
    await page.locator('#term-tip').waitFor({ state: 'hidden' });

    /** Presses a key until the focus is in a part of the page, and answers the parts on the way. */
    const parts = ['lesson-pane', 'tasks-pane', 'upper', 'terminal-pane'];
    const place = () =>
      page.evaluate(
        (ids) => ids.find((id) => document.getElementById(id)?.contains(document.activeElement)),
        parts,
      );
    for (const key of ['F6', 'Shift+F6']) {
      const seen = [];
      for (let i = 0; i < parts.length; i++) {
        await page.keyboard.press(key);
        seen.push(await place());
      }
      expect(new Set(seen), key).toEqual(new Set(parts));
    }
  }));
