// Gzip sizes of the scripts of the built site: what a page needs before it takes input (its module
// scripts and all that these import at once), the simulator, which loads beside it, and the editor,
// which comes when it is opened. Fails when a budget is passed.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from './setup.mjs';

/**
 * A little above what they are. The simulator's is for what a cluster needs before its first
 * command. What requests go through, kubectl, shell, tools, controllers, images and the like come
 * later, in parts.
 */
const BUDGET_BYTES = { beforeInput: 131_000, simulator: 148_000 };

const dist = path.join(root, 'dist');
const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1)} kB`;

/** @param {string} folder @returns {string[]} every file in it, with its path from `dist` */
const filesIn = (folder) =>
  readdirSync(path.join(dist, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    return entry.isDirectory() ? filesIn(name) : [name];
  });

/** @param {string} file */
const text = (file) => readFileSync(path.join(dist, file), 'utf8');
/** @param {string} file */
const gzipBytes = (file) => gzipSync(readFileSync(path.join(dist, file))).length;

/**
 * What a chunk imports at once; `import(…)` is left out, that is what comes later.
 * @param {string} file
 */
const staticImports = (file) =>
  [...text(file).matchAll(/(?:\bimport|\bfrom)\s*["'](\.{1,2}\/[^"']+)["']/g)].map((match) =>
    path.posix.join(path.posix.dirname(file), match[1] ?? ''),
  );

const SCRIPT = /(?:<script[^>]*\bsrc|component-url|renderer-url)=["']([^"']+)/g;
/** The scripts that a page asks for when it is painted. */
const AFTER_PAINT = /id="scripts">\{"scripts":(\[[^\]]*\])/;
/** What runs a page: its scripts and islands. A preload is only for those, or for later. */
const pageScripts = (/** @type {string} */ page) =>
  [
    ...[...text(page).matchAll(SCRIPT)].map(([, file = '']) => file),
    ...JSON.parse(AFTER_PAINT.exec(text(page))?.[1] ?? '[]'),
  ].map((file) => file.replace(/^\//, ''));

/** @param {readonly string[]} first @returns {Set<string>} them and all that they import at once */
function closure(first) {
  const seen = new Set();
  const pending = first.filter((file) => existsSync(path.join(dist, file)));
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    pending.push(...staticImports(file));
  }
  return seen;
}

if (!existsSync(dist)) {
  process.stderr.write('The site is not built yet: npm run build\n');
  process.exit(1);
}
const files = filesIn('');
const sum = (/** @type {Iterable<string>} */ names) =>
  [...names].reduce((total, name) => total + gzipBytes(name), 0);
const pages = files.filter((file) => file.endsWith('.html'));
const loads = pages.map((page) => ({ page, scripts: closure(pageScripts(page)) }));
const scripts = files.filter((file) => file.endsWith('.js'));
const early = new Set(loads.flatMap(({ scripts }) => [...scripts]));
const isEditor = (/** @type {string} */ file) => /monaco|editor/i.test(path.basename(file));
const isSimulator = (/** @type {string} */ file) => /^sim[.-]/.test(path.basename(file));

const problems = [];
const row = (/** @type {string} */ name, /** @type {number} */ bytes, budget = 0) => {
  const goal = budget === 0 ? '' : `  (at most ${kilobytes(budget)})`;
  process.stdout.write(`${name.padEnd(44)}${kilobytes(bytes).padStart(10)}${goal}\n`);
  if (budget > 0 && bytes > budget) problems.push(`${name}: ${kilobytes(bytes)}`);
};
for (const { page, scripts } of loads) row(page, sum(scripts), BUDGET_BYTES.beforeInput);
const simulator = scripts.filter(isSimulator);
if (simulator.length > 0) row('simulator', sum(simulator), BUDGET_BYTES.simulator);
row('editor, when opened', sum(scripts.filter((file) => isEditor(file) && !early.has(file))));
const isRest = (/** @type {string} */ file) =>
  !isEditor(file) && !isSimulator(file) && !early.has(file);
row('other script that comes later', sum(scripts.filter(isRest)));
if ([...early].some(isEditor)) problems.push('the editor is loaded before it is opened');
if ([...early].some(isSimulator)) problems.push('the simulator is loaded before the terminal');
for (const problem of problems) process.stderr.write(`over budget: ${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
