// `npm run screenshots`: what every panel looks like, in both themes and at three widths. The
// pictures beside this file are for people to look at; no test compares them. With names of panels
// and pages behind it (`npm run screenshots -- compare search`) only those are taken.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../browser.ts';
import { openLesson, openPage, SCALING, typeLine, untilScreen } from '../lesson.ts';
import { type Site, serveSite } from '../site.ts';
import { PAGES, PANELS } from './panels.ts';

const SIZES = [
  { name: '1440', width: 1440, height: 900, scale: 0.65 },
  { name: '1024', width: 1024, height: 768, scale: 0.7 },
  { name: '390', width: 390, height: 844, scale: 1 },
] as const;
/** A phone that is held sideways: what a low screen is hard on. */
const LOW = { name: '844', width: 844, height: 390, scale: 1 } as const;
const ON_LOW = ['terminal', 'cluster', 'past'];
type Size = (typeof SIZES)[number] | typeof LOW;
const QUALITY = 0.3;

/** Draws a PNG again as WebP, smaller by `scale`. Runs in an empty page. */
async function toWebp([png, scale, quality]: readonly [string, number, number]): Promise<string> {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.naturalWidth * scale);
  canvas.height = Math.round(image.naturalHeight * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/webp', quality).split(',')[1] ?? '';
}

/** Takes pictures of a page in both themes. */
function photographer(encoder: Page) {
  const wanted = process.argv.slice(2);
  return async (page: Page, panel: string, size: Size): Promise<void> => {
    if (wanted.length > 0 && !wanted.includes(panel)) return;
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const png = (await page.screenshot({ animations: 'disabled' })).toString('base64');
      const webp = await encoder.evaluate(toWebp, [png, size.scale, QUALITY] as const);
      const file = path.join(import.meta.dirname, `${panel}-${size.name}-${colorScheme}.webp`);
      writeFileSync(file, Buffer.from(webp, 'base64'));
    }
  };
}

/** A lesson in which there is something of everything to see, and time stands still. */
async function openFull(browser: Browser, site: Site, size: Size) {
  const { page } = await openLesson(browser, site, { ...SCALING, ...size });
  const isPhone = size.width < 500 || size.height < 480;
  await page.locator('.speed select').selectOption('25');
  if (isPhone) await page.locator('#terminal-tab').click();
  const secret = ['ROOT_PASSWORD', 'USER', 'PASSWORD'].map(
    (key) => `--from-literal=MYSQL_${key}=a`,
  );
  await typeLine(page, 'kubectl apply -f mysql-ns.yaml; kubectl apply -f .');
  await typeLine(page, `kubectl create secret generic mysql-secret -n mysql ${secret.join(' ')}`);
  await typeLine(page, 'kubectl rollout status -n mysql sts/mysql-stateful');
  await untilScreen(page, /partitioned roll out complete|rolling update complete/);
  await typeLine(page, 'clear; kubectl get pods -n mysql');
  await untilScreen(page, /mysql-stateful-2/);
  await page.locator('[data-action=pause]').click();
  return { page, isPhone };
}

const [browser, site] = await Promise.all([launchBrowser(), serveSite()]);
const take = photographer(await browser.newPage());
for (const size of [...SIZES, LOW]) {
  const full = await openFull(browser, site, size);
  for (const { name, open, isForKeys } of PANELS) {
    if (isForKeys === true && full.isPhone) continue;
    await open(full.page, full.isPhone);
    if (size !== LOW || ON_LOW.includes(name)) await take(full.page, name, size);
    await full.page.keyboard.press('Escape');
  }
  if (size === LOW) continue;
  for (const { name, path } of PAGES) {
    const { page, context } = await openPage(browser, site, { ...SCALING, ...size, path });
    await take(page, name, size);
    await context.close();
  }
}
await browser.close();
await site.close();
