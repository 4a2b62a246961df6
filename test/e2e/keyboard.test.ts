import type { CDPSession, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { SCALING, typeLine, untilScreen } from './lesson.ts';
import { useSite } from './use-site.ts';

const { inLesson } = useSite();

/** Presses of Tab in which everything of a lesson's page is passed. */
const MOST_PRESSES = 150;

/** What a screen reader says of what has the focus. */
interface Focused {
  readonly role: string;
  readonly name: string;
  /** The beginning of its element, to be found by; '' while the page itself has the focus. */
  readonly tag: string;
  /** Whether it can be seen that it has the focus. */
  readonly isSeen: boolean;
}

async function focusOf(page: Page, tree: CDPSession): Promise<Focused> {
  const { result } = await tree.send('Runtime.evaluate', { expression: 'document.activeElement' });
  const objectId = result.objectId ?? '';
  const { nodes } = await tree.send('Accessibility.getPartialAXTree', {
    objectId,
    fetchRelatives: false,
  });
  const shown = await page.evaluate(() => {
    const active = document.activeElement ?? document.body;
    const tag = active === document.body ? '' : (active.outerHTML.split('>')[0] ?? '');
    // The terminal shows its cursor.
    if (active.matches('.xterm-helper-textarea')) return { tag, isSeen: true };
    const style = getComputedStyle(active);
    return { tag, isSeen: style.outlineStyle !== 'none' && style.outlineWidth !== '0px' };
  });
  return {
    role: String(nodes[0]?.role?.value ?? ''),
    name: String(nodes[0]?.name?.value ?? ''),
    ...shown,
  };
}

/** Presses Tab until what is wanted has the focus; all on the way must say and show itself. */
async function tabTo(page: Page, tree: CDPSession, role: string, name: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let i = 0; i < MOST_PRESSES; i++) {
    await page.keyboard.press('Tab');
    const focused = await focusOf(page, tree);
    passed.push(`${focused.role} ${focused.name}`);
    if (focused.tag === '') continue;
    if (focused.name === '' || !focused.isSeen) {
      throw new Error(`has no name, or does not show its focus: ${JSON.stringify(focused)}`);
    }
    if (focused.role === role && name.test(focused.name)) return;
  }
  throw new Error(`no ${role} ${name} on the way:\n${passed.join('\n')}`);
}

const announced = (page: Page): Promise<string> =>
  page.evaluate(() =>
    [...document.querySelectorAll('[aria-live]:not([aria-live=off]), [role=status]')]
      .map((region) => region.textContent ?? '')
      .join('\n'),
  );
const untilAnnounced = (page: Page, text: RegExp): Promise<void> =>
  expect.poll(() => announced(page), { timeout: 120_000 }).toMatch(text);

test('a whole lesson by keyboard and through the accessibility tree', () =>
  inLesson(
    async (page) => {
      const tree = await page.context().newCDPSession(page);
      expect(await page.locator('#terminal-pane').ariaSnapshot()).toMatch(
        /textbox "Terminal\. Type/,
      );
      expect((await focusOf(page, tree)).name).toMatch(/^Terminal\. Type a command/);

      await page.keyboard.type('kubectl apply -f web.yaml\n');
      await untilAnnounced(page, /deployment\.apps\/web created/);
      await untilAnnounced(page, /Task done/);
      await page.keyboard.type('kubectl delete $(kubectl get pods -o name | head -1)\n');
      await untilAnnounced(page, /pod "web-[\w-]+" deleted/);
      await untilAnnounced(page, /All tasks of this lesson are done|Well done/);
      await page.locator('.tasks-celebrate', { hasText: 'Lesson complete' }).waitFor();

      await untilScreen(page, /\$\s*$/);
      await tabTo(page, tree, 'radio', /./);
      await page.keyboard.press('Space');
      await tabTo(page, tree, 'tab', /^Details$|^Cluster$/);
      await page.keyboard.press('ArrowRight');
      expect((await focusOf(page, tree)).role).toBe('tab');
      await tabTo(page, tree, 'slider', /^Instant/);
      await page.keyboard.press('Home');
      await page.locator('.past-terminal-text').waitFor();
      await page.keyboard.press('End');
      await page.locator('.past-terminal-text').waitFor({ state: 'detached' });
      await tabTo(page, tree, 'link', /^Next/);
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => !location.pathname.endsWith('/replicas/'));
    },
    { ...SCALING, path: '/deployments/replicas/' },
  ));

test('the picture is one stop of Tab; arrows go through it, and the focus stays in it', () =>
  inLesson(async (page) => {
    const tree = await page.context().newCDPSession(page);
    const names = ['one', 'two', 'three'];
    await typeLine(page, `for n in ${names.join(' ')}; do kubectl run $n --image=nginx; done`);
    for (const name of names) await page.locator(`.pod-ready[data-pod="${name}"]`).waitFor();
    await page.locator('.zoom button').last().focus();
    await page.keyboard.press('Tab');
    expect(await page.locator('.picture button[tabindex="0"]').count()).toBe(1);

    // From the first to the last, everything once.
    await page.keyboard.press('Home');
    const all = await page.locator('.picture button').count();
    const passed = new Set<string>();
    for (let i = 0; i < all; i++) {
      const { name, isSeen } = await focusOf(page, tree);
      expect(isSeen).toBe(true);
      passed.add(name);
      await page.keyboard.press('ArrowRight');
    }
    expect(passed.size).toBe(all);
    for (const name of names) expect([...passed].join('\n')).toContain(`${name}: Running`);

    await page.locator('[data-pod="two"]').focus();
    await page.keyboard.press('Enter');
    await page.locator('.details-body').getByText('kubectl run $n --image=nginx').first().waitFor();
    expect((await focusOf(page, tree)).name).toMatch(/^two: /);
    // What is typed while the time stands still runs when it goes on.
    const pause = page.locator('[data-action=pause]');
    await pause.click();
    await typeLine(page, 'kubectl delete pod two --wait=false');
    await page.locator('[data-pod="two"]').focus();
    await pause.evaluate((button: HTMLElement) => button.click());
    await page.locator('[data-pod="two"]').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.closest('.picture') !== null)).toBe(
      true,
    );
  }));
