import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './setup.mjs';

const dist = path.join(root, 'dist');

/** @param {string} folder @returns {string[]} every file in it, with its path from `dist` */
const filesIn = (folder) =>
  readdirSync(path.join(dist, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    return entry.isDirectory() ? filesIn(name) : [name];
  });

/** @param {string} file */
const text = (file) => readFileSync(path.join(dist, file), 'utf8');

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

/** @param {readonly string[]} first @returns {string[]} them and all that they import at once */
function closure(first) {
  const seen = new Set();
  const pending = first.filter((file) => existsSync(path.join(dist, file)));
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    pending.push(...staticImports(file));
  }
  return [...seen].sort();
}

/**
 * The scripts of the built site, with their paths from `dist`: what each page needs before it
 * takes input (its module scripts and all that these import at once), the simulator, which loads
 * beside it, the editor, which comes when it is opened, and the rest. Throws when the site is not
 * built, or when the editor or the simulator is loaded before it should be.
 */
export function builtScripts() {
  if (!existsSync(dist)) throw new Error('The site is not built yet: npm run build');
  const files = filesIn('');
  const pages = files
    .filter((file) => file.endsWith('.html'))
    .map((page) => ({ page, scripts: closure(pageScripts(page)) }));
  const early = new Set(pages.flatMap(({ scripts }) => scripts));
  const isEditor = (/** @type {string} */ file) => /monaco|editor/i.test(path.basename(file));
  const isSimulator = (/** @type {string} */ file) => /^sim[.-]/.test(path.basename(file));
  for (const file of early) {
    if (isEditor(file)) throw new Error(`The editor is loaded before it is opened: ${file}`);
    if (isSimulator(file)) throw new Error(`The simulator is loaded before the terminal: ${file}`);
  }
  const later = files.filter((file) => file.endsWith('.js') && !early.has(file));
  return {
    pages,
    simulator: later.filter(isSimulator),
    editor: later.filter((file) => isEditor(file) && !isSimulator(file)),
    rest: later.filter((file) => !isEditor(file) && !isSimulator(file)),
  };
}
