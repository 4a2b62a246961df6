import { expect, test } from 'vitest';
import { SCALING, typeLine, untilReady, untilScreen } from './lesson.ts';
import { useSite } from './use-site.ts';

const { openPage, origin } = useSite();

/** Opens the lesson with no way to what `blocked` names; answers what opens it again. */
async function openWithout(blocked: string) {
  const { page, context } = await openPage({ ...SCALING, path: '/no/such/page/' });
  await page.route(blocked, (route) => route.abort());
  await page.goto(origin() + SCALING.path);
  await untilReady(page);
  return { page, context, open: () => page.unroute(blocked) };
}

test('a part that cannot be fetched is said, and fetched on request', async () => {
  const { page, context, open } = await openWithout('**/usual-{shell,cluster}.*');
  await typeLine(page, 'kubectl get nodes');
  const notice = page.locator('[data-notice=part]');
  await notice.waitFor();
  await open();
  await notice.getByRole('button', { name: 'Try again' }).click();
  await untilScreen(page, /node\S+\s+Ready/);
  await notice.waitFor({ state: 'detached' });
  await context.close();
});

test('panels that cannot be fetched are said, and the terminal works without them', async () => {
  const { page, context } = await openPage({ ...SCALING, path: '/no/such/page/' });
  await page.route('**/panels.*', (route) => route.abort());
  await page.goto(origin() + SCALING.path);
  await page.locator('[data-notice=failure]').getByRole('button', { name: 'Reload' }).waitFor();
  expect(await page.locator('[data-waiting]').count()).toBe(0);
  await typeLine(page, 'echo $((40 + 2))');
  await untilScreen(page, /^42$/m);
  await context.close();
});

test('the tasks can be read before anything checks them', async () => {
  const { page, context } = await openPage({ ...SCALING, path: '/no/such/page/' });
  let go = (): void => {};
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  await page.route('**/panels.*', async (route) => {
    await gate;
    await route.continue();
  });
  await page.goto(origin() + SCALING.path);
  const titles = (): Promise<string[]> => page.locator('.task-title').allInnerTexts();
  await page.locator('.task').first().getByText('Not checked yet.').waitFor();
  const before = await titles();
  const widths = () =>
    page.locator('.task-title').evaluateAll((all) => all.map((e) => e.clientWidth));
  const widthsBefore = await widths();
  go();
  await page.locator('[data-task=create]').waitFor();
  expect((await titles()).map((title) => title.replace(/\s*\(.*\)$/, ''))).toEqual(before);
  expect(await widths()).toEqual(widthsBefore);
  expect(await page.locator('[data-task-waits]').count()).toBe(0);
  await context.close();
});

test('where the large editor cannot be fetched, a plain one does its work', async () => {
  const { page, context } = await openWithout('**/monaco.*');
  await page.locator('#upper-editor-tab').click();
  await page.locator('[data-editor=plain]').waitFor();
  await page.getByText('this is a plain text area').waitFor();
  await page.locator('.editor-bar select').first().selectOption({ label: 'mysql-ns.yaml' });
  const area = page.locator('.plain-editor');
  await expect.poll(() => area.inputValue()).toContain('kind: Namespace');
  await area.fill(`${await area.inputValue()}\nnonsense: true\n`);
  await page.locator('.problem', { hasText: 'unknown field "nonsense"' }).click();
  const selected = () => area.evaluate((element: HTMLTextAreaElement) => element.selectionStart);
  expect(await area.inputValue()).toContain('nonsense');
  expect(await selected()).toBe((await area.inputValue()).indexOf('nonsense'));
  await context.close();
});

test('on paper there is the text of the lesson, with its commands, and nothing else', async () => {
  const { page, context } = await openPage({ ...SCALING, theme: 'dark' });
  await untilReady(page);
  await page.emulateMedia({ media: 'print' });
  for (const gone of ['.workbench', '.site-header', '.tasks-pane', '.command-copy']) {
    expect(await page.locator(gone).first().isVisible(), gone).toBe(false);
  }
  expect(await page.locator('.prose h1').isVisible()).toBe(true);
  expect(await page.locator('.commands').last().isVisible()).toBe(true);
  const [scheme, isWhole] = await page.evaluate(() => {
    const prose = document.querySelector('.prose') as HTMLElement;
    const body = document.body.getBoundingClientRect();
    return [
      getComputedStyle(document.documentElement).colorScheme,
      Math.ceil(body.height) >= prose.scrollHeight,
    ];
  });
  expect([scheme, isWhole]).toEqual(['light', true]);
  await context.close();
});
