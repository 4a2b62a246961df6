import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import {
  another,
  type KeptSession,
  LESSON,
  notice,
  readKept,
  untilKept,
  writeKept,
} from './kept.ts';
import { SCALING, screenText, typeLine, untilReady, untilScreen } from './lesson.ts';
import { useSite } from './use-site.ts';

const { inLesson, openPage, origin } = useSite();

/** Pastes a command line of `length` characters that no compression makes shorter. */
async function pasteNoise(page: Page, command: string, length: number): Promise<void> {
  let seed = 1;
  const noise = Array.from({ length }, () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return (seed % 36).toString(36);
  });
  const text = `${command} ${noise.join('')}`;
  await page.evaluate((line) => navigator.clipboard.writeText(line), text);
  await page.locator('.terminal-active .xterm-helper-textarea').focus();
  await page.keyboard.press('Control+V');
  await page.keyboard.press('Enter');
}

describe('where nothing can be kept', () => {
  // IndexedDB goes on for half a minute with room that it once found, so there is none at first.
  test('a full storage is said, the session can be saved to a file, and is kept once there is room', async () => {
    const { page, context } = await openPage({ ...SCALING, path: '/no/such/page/' });
    const devtools = await context.newCDPSession(page);
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: origin(), quotaSize: 1 });
    await page.goto(origin() + SCALING.path);
    await untilReady(page);
    await typeLine(page, 'echo does not fit');
    await untilScreen(page, /^does not fit$/m);
    await notice(page, 'save').waitFor();
    expect(await notice(page, 'save').textContent()).toContain('storage of this browser is full');
    const downloading = page.waitForEvent('download');
    await notice(page, 'save').getByRole('button').first().click();
    const file = await (await downloading).path();
    expect(readFileSync(file, 'utf8')).toContain('echo does not fit');
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: origin() });
    await untilKept(page, 'does not fit');
    await context.close();
  });

  test('a storage that fills while one plays is said, and nothing of the session is lost', async () => {
    const { page, context } = await openPage({ ...SCALING, path: '/no/such/page/' });
    const devtools = await context.newCDPSession(page);
    const quotaSize = 300_000;
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: origin(), quotaSize });
    await page.goto(origin() + SCALING.path);
    await untilReady(page);
    await typeLine(page, 'echo there is room');
    await untilKept(page, 'there is room');
    expect(await notice(page, 'save').count()).toBe(0);
    await pasteNoise(page, 'true', 90_000);
    await notice(page, 'save').getByText('storage of this browser is full').waitFor();
    await typeLine(page, 'clear; echo too late');
    await untilScreen(page, /^too late$/m);
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: origin() });
    await untilKept(page, 'too late');
    await expect.poll(() => notice(page, 'save').count()).toBe(0);
    await context.close();
  });

  test('a browser without a storage plays the lesson and says that it is not kept', async () => {
    const { context } = await openPage({ ...SCALING, path: '/glossary/' });
    await context.addInitScript(() => {
      Object.defineProperty(window, 'indexedDB', {
        get() {
          throw new DOMException('no storage here', 'SecurityError');
        },
      });
    });
    const page = await context.newPage();
    await page.goto(origin() + SCALING.path);
    await untilReady(page);
    await typeLine(page, 'echo alive');
    await untilScreen(page, /^alive$/m);
    await notice(page, 'save').getByText('no storage here').waitFor();
    await context.close();
  });

  test('a page that is killed while it saves leaves a session that can be played', () =>
    inLesson(async (page, lesson) => {
      await typeLine(page, 'echo kept before');
      await untilKept(page, 'kept before');
      await typeLine(page, 'for i in 1 2 3; do echo $i; done');
      const gone = page.waitForEvent('crash');
      const devtools = await lesson.context.newCDPSession(page);
      devtools.send('Page.crash').catch(() => undefined);
      await gone;
      const again = await another(lesson);
      await untilReady(again.page);
      await untilScreen(again.page, /^kept before$/m);
      expect(again.problems).toEqual([]);
    }));
});

describe('another version', () => {
  /** Leaves the lesson, changes what is kept, and opens it again. */
  async function reopenWith(page: Page, change: (kept: KeptSession) => KeptSession) {
    await typeLine(page, 'kubectl create configmap mine');
    await untilScreen(page, 'configmap/mine created');
    await untilKept(page, 'configmap mine');
    await page.goto(`${origin()}/glossary/`);
    await writeKept(page, change(await readKept(page)));
    await page.goto(origin() + SCALING.path);
    await untilReady(page);
    await untilScreen(page, 'configmap/mine created');
  }

  test('that leads to the same state goes on without a word', () =>
    inLesson(async (page) => {
      await reopenWith(page, (kept) => ({ ...kept, log: { ...kept.log, engine: '0' } }));
      expect(await page.locator('.page-notices .notice').count()).toBe(0);
    }));

  test('that leads to another one says so, goes on, and offers what was kept', () =>
    inLesson(async (page) => {
      await reopenWith(page, (kept) => ({ ...kept, digest: '0123456789abcdef' }));
      await notice(page, 'changed').waitFor();
      const downloading = page.waitForEvent('download');
      await notice(page, 'changed').getByRole('button').first().click();
      const file = await (await downloading).path();
      expect(readFileSync(file, 'utf8')).toContain('0123456789abcdef');
      await page.goto(`${origin()}/`);
      const aside = page.locator('.transfer-aside li', { hasText: 'Scaling' });
      await aside.first().waitFor();
      const saving = page.waitForEvent('download');
      await aside.first().getByRole('button').click();
      const saved = await (await saving).path();
      expect(readFileSync(saved, 'utf8')).toContain('configmap mine');
    }));
});

describe('branches', () => {
  /** The end of branch 1 has `two`, where what is played now has `three`. */
  async function expectBoth(page: Page): Promise<void> {
    await page.locator('[data-action=compare]').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('First').selectOption({ label: 'End of branch 1' });
    const row = (name: string) =>
      dialog.locator('.differences > li', { hasText: `ConfigMap ${name} (default)` });
    await row('two').getByText('gone', { exact: true }).waitFor();
    await row('three').getByText('new', { exact: true }).waitFor();
    expect(await row('one').count()).toBe(0);
    await page.keyboard.press('Escape');
  }

  test('survive a reload, and go into a file and another browser', () =>
    inLesson(async (page, lesson) => {
      for (const name of ['one', 'two']) {
        await typeLine(page, `kubectl create configmap ${name}`);
        await untilScreen(page, `configmap/${name} created`);
      }
      // What is typed at an instant is part of it, so the branch starts at the first command.
      await page.locator('[data-action=earlier]').click();
      await page.locator('[data-action=earlier]').click();
      await page.locator('[data-action=branch]').click();
      await untilReady(page);
      await untilScreen(page, /\$\s*$/);
      await typeLine(page, 'kubectl create configmap three');
      await untilScreen(page, 'configmap/three created');
      await untilKept(page, 'configmap three');
      await page.reload();
      await untilReady(page);
      await untilScreen(page, 'configmap/three created');
      expect(await screenText(page)).not.toContain('configmap/two');
      await expectBoth(page);

      await page.goto(`${origin()}/`);
      const downloading = page.waitForEvent('download');
      await page.locator('[data-transfer=export]').click();
      const file = await (await downloading).path();
      const other = await openPage({ ...SCALING, path: '/' });
      await other.page.locator('[data-transfer=load]').setInputFiles({
        name: 'mine.json',
        mimeType: 'application/json',
        buffer: readFileSync(file),
      });
      await other.page.locator('.transfer-said').getByText('sessions taken: 1').waitFor();
      await other.page.goto(origin() + SCALING.path);
      await untilReady(other.page);
      await expectBoth(other.page);
      expect([...other.problems, ...lesson.problems]).toEqual([]);
      await other.context.close();
    }));
});

describe('all progress', () => {
  /** Drops a file with this text on the dialog that shares. */
  async function drop(page: Page, text: string): Promise<void> {
    const dataTransfer = await page.evaluateHandle((content) => {
      const given = new DataTransfer();
      given.items.add(new File([content], 'mine.json', { type: 'application/json' }));
      return given;
    }, text);
    await page.locator('.share-dialog').dispatchEvent('drop', { dataTransfer });
  }

  test('goes into a file, and comes back in another browser', () =>
    inLesson(async (page) => {
      await typeLine(page, 'echo to be moved');
      await untilKept(page, 'to be moved');
      await page.goto(`${origin()}/`);
      const downloading = page.waitForEvent('download');
      await page.locator('[data-transfer=export]').click();
      const file = await (await downloading).path();

      const other = await openPage({ ...SCALING, path: '/' });
      const field = other.page.locator('[data-transfer=load]');
      const said = other.page.locator('.transfer-said');
      await field.setInputFiles({
        name: 'broken.json',
        mimeType: 'application/json',
        buffer: Buffer.from('{"type":"ordinal-progress","format":1,"lessons":{"a/b":1}}'),
      });
      await said.getByText('damaged at lesson a/b').waitFor();
      await field.setInputFiles({
        name: 'mine.json',
        mimeType: 'application/json',
        buffer: readFileSync(file),
      });
      await said.getByText('sessions taken: 1').waitFor();
      await other.page.locator(`[data-lesson="${LESSON}"][data-state=underway]`).waitFor();
      await other.page.goto(origin() + SCALING.path);
      await untilReady(other.page);
      await untilScreen(other.page, /^to be moved$/m);

      await other.page.locator('[data-action=share]').click();
      const shared = other.page.locator('.share-said');
      await drop(other.page, '{"type":"ordinal-session","format":999}');
      await shared.getByText('a newer version').waitFor();
      await drop(other.page, 'no session');
      await shared.getByText('no session of this lesson').waitFor();
      await drop(other.page, readFileSync(file, 'utf8'));
      await notice(other.page, 'shared').waitFor();
      await untilScreen(other.page, /^to be moved$/m);
      expect(other.problems).toEqual([]);
      await other.context.close();
    }));
});

describe('a shared session', () => {
  async function copyLink(page: Page): Promise<string> {
    await page.locator('[data-action=share]').click();
    const link = page.locator('[data-share=link]');
    await expect.poll(() => link.inputValue()).toContain('#session=');
    await page.locator('[data-share=copy]').click();
    await page.getByText('The link is copied.').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await link.inputValue());
    return link.inputValue();
  }

  test('opens at its instant, and leaves the session of the visitor as it is', () =>
    inLesson(async (page) => {
      await typeLine(page, 'kubectl create configmap early');
      await untilScreen(page, 'configmap/early created');
      await typeLine(page, 'kubectl create configmap late');
      await untilScreen(page, 'configmap/late created');
      await page.locator('[data-action=earlier]').click();
      await page.getByText(/^You look at /).waitFor();
      const link = await copyLink(page);

      const visitor = await openPage(SCALING);
      await untilReady(visitor.page);
      await typeLine(visitor.page, 'echo my own');
      await untilKept(visitor.page, 'my own');
      await visitor.page.goto(link);
      await notice(visitor.page, 'shared').waitFor();
      const past = visitor.page.locator('.past-terminal-text');
      await past.waitFor();
      expect(await past.textContent()).toContain('configmap/early created');
      expect(await past.textContent()).not.toContain('configmap/late created');
      await visitor.page.locator('[data-action=now]').click();
      await untilScreen(visitor.page, 'configmap/late created');
      await typeLine(visitor.page, 'echo only looking');
      await untilScreen(visitor.page, /^only looking$/m);
      await notice(visitor.page, 'shared').getByRole('button', { name: 'Back to' }).click();
      await untilScreen(visitor.page, /^my own$/m);
      expect(await screenText(visitor.page)).not.toContain('configmap/late');

      await visitor.page.goto(link);
      await notice(visitor.page, 'shared').getByRole('button', { name: 'Keep it' }).click();
      await notice(visitor.page, 'adopted').waitFor();
      await untilKept(visitor.page, 'configmap late');
      expect(visitor.problems).toEqual([]);
      await visitor.context.close();
    }));

  test('of another lesson is said, and opens there', () =>
    inLesson(async (page) => {
      await typeLine(page, 'echo from elsewhere');
      await untilScreen(page, /^from elsewhere$/m);
      const { hash } = new URL(await copyLink(page));
      await page.goto(`${origin()}/deployments/replicas/${hash}`);
      await untilReady(page);
      expect(await screenText(page)).not.toContain('from elsewhere');
      await notice(page, 'shared').getByText('another lesson').waitFor();
      await notice(page, 'shared').getByRole('button', { name: 'Open it there' }).click();
      await page.waitForURL((url) => url.pathname === SCALING.path);
      await untilScreen(page, /^from elsewhere$/m);
    }));

  test('that is too long for a link goes into a file, which opens here too', () =>
    inLesson(async (page) => {
      await pasteNoise(page, 'echo', 9000);
      await page.keyboard.type('echo end of noise');
      await page.keyboard.press('Enter');
      await untilScreen(page, /^end of noise$/m);
      await page.locator('[data-action=share]').click();
      await page.locator('[data-share=too-long]').waitFor();
      const downloading = page.waitForEvent('download');
      await page.locator('[data-share=file]').click();
      const file = await (await downloading).path();
      await page.locator('[data-share=open]').setInputFiles(file);
      await notice(page, 'shared').waitFor();
      await untilScreen(page, /^end of noise$/m);
    }));

  test('whose link was cut is said, and the own session opens', async () => {
    const { page, problems, context } = await openPage({
      ...SCALING,
      path: `${SCALING.path}#session=abc`,
    });
    await untilReady(page);
    await page.getByText('The link may have been cut: ').waitFor();
    await typeLine(page, 'echo mine');
    await untilKept(page, 'echo mine');
    expect(problems).toEqual([]);
    await context.close();
  });
});
