import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { PATIENCE_MS, SCALING, typeLine, untilKept, untilReady, untilScreen } from './lesson.ts';
import { useSite } from './use-site.ts';

const { inLesson } = useSite();

/** Runs `act` with the editor open in a lesson of its own. */
async function inEditor(act: (page: Page) => Promise<void>, options = SCALING) {
  await inLesson(async (page) => {
    await page.locator('#upper-editor-tab').click();
    await page.locator('[data-editor=full] .monaco-editor').waitFor();
    await act(page);
  }, options);
}

const choose = (page: Page, file: string): Promise<unknown> =>
  page.locator('.editor-bar select').first().selectOption({ label: file });
/** What the editor shows, with plain spaces. */
const textOf = (page: Page): Promise<string> =>
  page.locator('.monaco-editor .view-line').evaluateAll((lines) =>
    (lines as HTMLElement[])
      .sort((a, b) => Number.parseFloat(a.style.top) - Number.parseFloat(b.style.top))
      .map((line) => (line.textContent ?? '').replaceAll('\u00a0', ' '))
      .join('\n'),
  );
const atEnd = async (page: Page): Promise<void> => {
  await page.locator('.monaco-editor .view-lines').click();
  await page.keyboard.press('Control+End');
};

test('what the API server would refuse is marked and listed, and leads to its line', () =>
  inEditor(async (page) => {
    await choose(page, 'mysql-ns.yaml');
    await atEnd(page);
    await page.keyboard.type('\nnonsense: true');
    const problem = page.locator('.problem', { hasText: 'unknown field "nonsense"' });
    await problem.first().waitFor();
    await page.locator('.monaco-editor .squiggly-error').first().waitFor({ state: 'attached' });
    await problem.first().click();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+End');
    await page.keyboard.press('Delete');
    await problem.first().waitFor({ state: 'detached' });
  }));

test('fields are completed from the schema, and explained', () =>
  inEditor(async (page) => {
    await choose(page, 'mysql-statefulset.yaml');
    await page.locator('.monaco-editor .view-lines').click();
    await page.keyboard.press('Control+F');
    await page.keyboard.type('replicas');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('minRea');
    await page.keyboard.press('Control+Space');
    const widget = page.locator('.suggest-widget.visible');
    await widget.waitFor();
    expect(await widget.textContent()).toContain('minReadySeconds');
  }));

test('Enter twice is an empty line, and what a map has already is not offered', () =>
  inEditor(async (page) => {
    await choose(page, 'mysql-headless-service.yaml');
    await atEnd(page);
    await page.keyboard.type('# end');
    await page.keyboard.press('Enter');
    await page.waitForTimeout(500);
    await page.keyboard.press('Enter');
    await page.keyboard.type('  ');
    const rows = page.locator('.suggest-widget.visible .monaco-list-row');
    await page.keyboard.press('Control+Space');
    await rows.first().waitFor();
    const offered = await rows.locator('.label-name').allTextContents();
    expect(offered.filter((name) => /^(clusterIP|ports|selector)$/.test(name))).toEqual([]);
    expect(offered).toContain('externalIPs');
    expect(await textOf(page)).toMatch(/# end\n\n *$/);
  }));

test('the list of choices has the colours of the page, and lies over the panes below', () =>
  inEditor(async (page) => {
    await choose(page, 'mysql-headless-service.yaml');
    await atEnd(page);
    await page.keyboard.type('---\napiVersion: ');
    await page.keyboard.press('Control+Space');
    const rows = page.locator('.suggest-widget.visible .monaco-list-row');
    await rows.nth(6).waitFor();
    const isCovered = await rows.evaluateAll((all) =>
      all.map((row) => {
        const box = row.getBoundingClientRect();
        const top = document.elementFromPoint(box.left + 40, box.top + box.height / 2);
        return !row.contains(top);
      }),
    );
    expect(isCovered).not.toContain(true);
    const [chosen, token] = await page.evaluate(() => {
      const row = document.querySelector('.suggest-widget.visible .monaco-list-row.focused');
      const probe = document.createElement('i');
      probe.style.background = 'var(--accent-soft)';
      document.body.append(probe);
      return [row as Element, probe].map((one) => getComputedStyle(one).backgroundColor);
    });
    expect(chosen).toBe(token);
  }));

test('its menu has a ground of its own, and its bar to find something small buttons', () =>
  inEditor(async (page) => {
    await page.locator('.monaco-editor .view-lines').click({ button: 'right' });
    const ground = (selector: string): Promise<string> =>
      page.locator(selector).evaluate((one) => getComputedStyle(one).backgroundColor);
    await page.locator('.action-label[aria-label=Paste]').waitFor();
    expect(await ground('.monaco-scrollable-element:has(> .monaco-menu)')).not.toMatch(/, 0\)$/);
    await page.keyboard.press('Escape');
    await atEnd(page);
    await page.keyboard.press('Control+f');
    const button = page.locator('.find-widget .button.codicon-widget-close');
    await button.waitFor();
    const box = await button.boundingBox();
    expect([box?.width, box?.height]).toEqual([22, 22]);
  }));

test('what was typed and not saved outlives a reload and an undo, and ends with a reset', () =>
  inEditor(async (page) => {
    const open = async (): Promise<void> => {
      await page.locator('#upper-editor-tab').click();
      await page.locator('[data-editor=full] .monaco-editor').waitFor();
    };
    await typeLine(page, 'echo before');
    await choose(page, 'mysql-ns.yaml');
    await atEnd(page);
    await page.keyboard.type('# of ten minutes');
    await page.locator('.editor-state', { hasText: 'Not saved' }).waitFor();
    await page.reload();
    await untilReady(page);
    await open();
    await expect.poll(() => textOf(page), { timeout: PATIENCE_MS }).toContain('# of ten minutes');
    expect(await page.locator('.editor-state').textContent()).toContain('Not saved');

    await page.locator('[data-action=undo]').click();
    await page.locator('[data-action=redo]:enabled').waitFor();
    await open();
    await expect.poll(() => textOf(page), { timeout: PATIENCE_MS }).toContain('# of ten minutes');

    await page.locator('[data-action=reset]').click();
    await page.locator('[data-action=confirm-reset]').click();
    await page.locator('[data-action=redo]:disabled').waitFor();
    await open();
    await expect.poll(() => textOf(page), { timeout: PATIENCE_MS }).toContain('apiVersion');
    expect(await textOf(page)).not.toContain('# of ten minutes');
  }));

test('so does what was typed for a program that waits for it', () =>
  inEditor(async (page) => {
    await typeLine(page, 'vi mysql-ns.yaml');
    await page.locator('[data-action=edit-done]').waitFor();
    await atEnd(page);
    await page.keyboard.type('# not yet done');
    await untilKept(page, 'statefulsets/scaling', 'vi mysql-ns.yaml');
    await page.reload();
    await untilReady(page);
    await page.locator('[data-action=edit-done]').waitFor();
    await expect.poll(() => textOf(page), { timeout: PATIENCE_MS }).toContain('# not yet done');
    await page.locator('[data-action=edit-done]').click();
    await typeLine(page, 'clear; tail -1 mysql-ns.yaml');
    await untilScreen(page, '# not yet done');
  }));

test('a dry run types the real command, and the diff shows what an apply would change', () =>
  inEditor(async (page) => {
    await choose(page, 'mysql-ns.yaml');
    await page.locator('[data-action=dry-run]').click();
    await untilScreen(page, /--dry-run=server\n.*namespace\/mysql created \(server dry run\)/);
    await page.locator('[data-action=diff]').selectOption('cluster');
    await page.locator('.diff .diff-new', { hasText: 'kind: Namespace' }).waitFor();
  }));

test('what the API server refuses stands at the field, in its words', () =>
  inEditor(async (page) => {
    await choose(page, 'mysql-statefulset.yaml');
    await page.locator('.monaco-editor .view-lines').click();
    await page.keyboard.press('Control+F');
    await page.keyboard.type('replicas:');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.keyboard.press('End');
    await page.keyboard.type('-5');
    const problem = page.locator('.problem', { hasText: /spec\.replicas/ }).first();
    await problem.waitFor();
    const row = /\d+/.exec((await problem.locator('.problem-row').textContent()) ?? '')?.[0];
    await problem.click();
    const line = await page.evaluate(
      () => document.querySelector('.line-numbers.active-line-number')?.textContent,
    );
    expect(line).toBe(row);
  }));

test('a changed text is compared with the version before, and applied by the real command', () =>
  inEditor(async (page) => {
    await choose(page, 'mysql-ns.yaml');
    await atEnd(page);
    await page.keyboard.type('\n# mine');
    await page.locator('[data-action=diff]').selectOption('saved');
    await page.locator('.diff .diff-new', { hasText: '# mine' }).waitFor();
    await page.locator('[data-action=diff]').selectOption('');
    await page.locator('[data-action=apply]').click();
    await untilScreen(page, /\$ kubectl apply -f mysql-ns\.yaml\n.*namespace\/mysql created/);
    await typeLine(page, 'tail -1 mysql-ns.yaml');
    await untilScreen(page, /^# mine/m);
  }));

test('kubectl edit and vi open here, and what is saved goes back', () =>
  inEditor(async (page) => {
    await typeLine(page, 'vi note.txt');
    await page.locator('.editor-asked').waitFor();
    await page.locator('.monaco-editor .view-lines').click();
    await page.keyboard.type('from the page');
    await page.locator('[data-action=edit-done]').click();
    await page.locator('.editor-asked').waitFor({ state: 'detached' });
    await typeLine(page, 'cat note.txt');
    await untilScreen(page, /^from the page/m);
    await typeLine(
      page,
      'kubectl create configmap one --from-literal=a=b; kubectl edit configmap one',
    );
    await page.locator('.editor-asked').waitFor();
    await page.locator('[data-action=edit-cancel]').click();
    await untilScreen(page, 'Edit cancelled, no changes made.');
  }));

test('after a program had the editor, what was there before is back, also what was not saved', () =>
  inEditor(async (page) => {
    await choose(page, 'mysql-ns.yaml');
    await atEnd(page);
    await page.keyboard.type('\n# not saved');
    await typeLine(page, 'vi note.txt');
    await page.locator('.editor-asked').waitFor();
    await page.locator('[data-action=edit-cancel]').click();
    await page.locator('.editor-asked').waitFor({ state: 'detached' });
    await expect
      .poll(() => page.locator('.monaco-editor .view-lines').textContent())
      .toMatch(/#\snot\ssaved/);
    const file = page.locator('.editor-bar select').first();
    expect(await file.inputValue()).toContain('mysql-ns.yaml');
  }));

test('the editor speaks the language of the page', () =>
  inEditor(
    async (page) => {
      await page.locator('.monaco-editor .view-lines').click();
      await page.keyboard.press('Control+F');
      await page.getByPlaceholder('查找').waitFor();
    },
    { ...SCALING, path: '/zh-cn/statefulsets/scaling/' },
  ));

test('on a phone the text stays where it is when it is changed, and a mark says so', () =>
  inLesson(
    async (page) => {
      await page.locator('#editor-tab').click();
      const text = page.locator('[data-editor=full] .monaco-editor').first();
      await text.waitFor();
      const top = async (): Promise<number | undefined> => (await text.boundingBox())?.y;
      const before = await top();
      await page.locator('.monaco-editor .view-lines').click();
      await page.keyboard.type('#');
      await page.locator('.editor-state').getByText('Not saved yet').waitFor({ state: 'attached' });
      await page.locator('.editor-dot').waitFor();
      expect(await top()).toBe(before);
    },
    { ...SCALING, width: 390, height: 844 },
  ));

test('formatting evens the text out', () =>
  inEditor(async (page) => {
    await choose(page, 'mysql-ns.yaml');
    await atEnd(page);
    await page.keyboard.type('\nx:    1');
    await page.locator('[data-action=format]').click();
    await expect
      .poll(() => page.locator('.monaco-editor .view-lines').textContent())
      .toMatch(/x:\s1/);
  }));

test('files of the past are shown as they were, cannot be changed, and leave the draft alone', () =>
  inEditor(async (page) => {
    const lines = page.locator('.monaco-editor .view-lines');
    await typeLine(page, "echo 'kind: First' > note.yaml");
    await typeLine(page, 'echo one; sleep 1');
    await untilScreen(page, /^one$/m);
    await typeLine(page, "echo 'kind: Second' > note.yaml; echo later > later.txt; echo two");
    await untilScreen(page, /^two$/m);
    await choose(page, 'note.yaml');
    await atEnd(page);
    await page.keyboard.type('# a draft');
    await expect.poll(() => lines.textContent()).toMatch(/Second.*#.a.draft/s);

    // The instant of the command that slept.
    await page.locator('[data-action=earlier]').click();
    await page.locator('[data-action=earlier]').click();
    await page.locator('[data-past-files]', { hasText: /^Files at .*Nothing can/ }).waitFor();
    await expect.poll(() => lines.textContent()).toContain('First');
    expect(await lines.textContent()).not.toContain('draft');
    const select = page.locator('.editor-bar select');
    expect(await select.locator('option:checked').textContent()).toBe('note.yaml');
    expect(await select.textContent()).not.toContain('later.txt');
    await lines.click();
    await page.keyboard.type('not taken');
    await page.keyboard.press('Control+S');
    expect(await lines.textContent()).not.toContain('not taken');

    await page.locator('[data-action=now]').click();
    await expect.poll(() => lines.textContent()).toMatch(/Second.*#.a.draft/s);
    await page.getByText('Not saved yet').waitFor();
    await typeLine(page, 'cat note.yaml');
    await untilScreen(page, /^kind: Second$/m);
  }));

test('the editor is there again when another session takes the place of the one that was played', () =>
  inEditor(async (page) => {
    await typeLine(page, "echo 'kind: First' > note.yaml; echo one");
    await untilScreen(page, /^one$/m);
    await page.locator('[data-action=undo]').click();
    await page.locator('[data-action=redo]:not([disabled])').waitFor();
    await page.locator('[data-editor=full] .monaco-editor').waitFor();
    const files = page.locator('.editor-bar select').first();
    expect(await files.textContent()).not.toContain('note.yaml');
    await page.locator('[data-action=redo]').click();
    await expect.poll(() => files.textContent()).toContain('note.yaml');
    await page.locator('[data-editor=full] .monaco-editor').waitFor();
  }));
