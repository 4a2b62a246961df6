// `npm run audit`: Lighthouse on the built site, against the budgets. It is not part of `npm test`:
// it takes a hundred packages that nothing else needs, and its times are those of this machine.
// `npm run audit -- /glossary/` looks at one page.
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { measurePrompt } from '../bench/page.bench.ts';
import { launchBrowser } from '../e2e/browser.ts';
import { serveSite } from '../e2e/site.ts';
import { budgetsOf, hasPrompt, promptBudgets, type Report, type Result } from './budgets.ts';
import { freePort } from './free-port.ts';

const PAGES = ['/', '/glossary/', '/statefulsets/scaling/', '/zh-cn/statefulsets/scaling/'];
/** Another program that is busy makes a page slower and never faster: one good visit is enough. */
const MOST_VISITS = 3;

const root = path.join(import.meta.dirname, '..', '..');
const home = path.join(root, 'node_modules', '.cache', 'audit');
const run = promisify(execFile);

type Lighthouse = (
  url: string,
  flags: { readonly port: number; readonly logLevel: 'silent' },
  config: object,
) => Promise<{ readonly lhr: Report }>;

/** Brings Lighthouse from the registry, as its own lockfile says; once. */
async function lighthouse(): Promise<Lighthouse> {
  const entry = path.join(home, 'node_modules', 'lighthouse', 'core', 'index.js');
  if (!existsSync(entry)) {
    mkdirSync(home, { recursive: true });
    for (const file of ['package.json', 'package-lock.json']) {
      cpSync(path.join(import.meta.dirname, file), path.join(home, file));
    }
    process.stderr.write('Installing Lighthouse …\n');
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: home });
  }
  const module: { readonly default: Lighthouse } = await import(pathToFileURL(entry).href);
  return module.default;
}

/**
 * A computer on the machine's own network: what is measured is the page, not a made-up line. A page
 * with a clock is never idle, so its load is over after a while. Addresses in other languages are
 * relative, because the site does not know where it will be served. The terminal pastes by itself.
 */
const CONFIG = {
  extends: 'lighthouse:default',
  settings: {
    onlyCategories: ['performance', 'accessibility', 'best-practices', 'seo'],
    formFactor: 'desktop',
    throttlingMethod: 'provided',
    maxWaitForLoad: 20_000,
    skipAudits: ['hreflang', 'paste-preventing-inputs'],
    screenEmulation: { mobile: false, width: 1350, height: 940, deviceScaleFactor: 1 },
  },
};

const show = ({ name, value, goal, isKept }: Result): void => {
  const mark = isKept ? '' : '  OVER';
  process.stdout.write(`  ${name.padEnd(34)}${value.padStart(12)}  ${goal}${mark}\n`);
};

const audit = await lighthouse();
const port = await freePort();
const [browser, site] = await Promise.all([
  launchBrowser([`--remote-debugging-port=${port}`]),
  serveSite(),
]);
let isWhole = true;
const wanted = process.argv.slice(2);
for (const page of wanted.length === 0 ? PAGES : wanted) {
  let results: readonly Result[] = [];
  let hasTerminal = false;
  for (let visit = 0; visit < MOST_VISITS; visit++) {
    const { lhr } = await audit(site.origin + page, { port, logLevel: 'silent' }, CONFIG);
    results = budgetsOf(lhr);
    hasTerminal = hasPrompt(lhr);
    if (results.every(({ isKept }) => isKept)) break;
  }
  // Lighthouse traces all that the page does, which takes time of the page.
  if (hasTerminal) {
    results = [...results, ...promptBudgets(await measurePrompt(browser, site.origin + page))];
  }
  process.stdout.write(`${page}\n`);
  for (const result of results) show(result);
  isWhole &&= results.every(({ isKept }) => isKept);
}
await browser.close();
await site.close();
process.exitCode = isWhole ? 0 : 1;
