// Completes the service worker of a built site with the list of its files.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const WORKER = 'sw.js';
/**
 * The editor is 4 MB that many never open; without it a text area serves. It is kept when it was
 * opened once. Icons are for the system.
 */
const IS_LATER = /(?:monaco|editor|codicon)[^/]*$|^icons\//i;

/** The address of a file: a page's is its folder. */
const addressOf = (/** @type {string} */ file) => file.replace(/(^|\/)index\.html$/, '$1');

/**
 * Writes the worker of the site in `folder`, whose files must not change after that.
 * @param {string} folder
 */
export function writeServiceWorker(folder) {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => name !== WORKER && !/(^|\/)\.|\.map$/.test(name))
    .sort();
  const digest = (/** @type {string} */ name) =>
    createHash('sha256')
      .update(readFileSync(path.join(folder, name)))
      .digest('base64');
  const later = names.filter((name) => IS_LATER.test(name));
  const files = names
    .filter((name) => !later.includes(name))
    .map((name) => [addressOf(name), digest(name)]);
  const worker = path.join(folder, WORKER);
  const source = readFileSync(worker, 'utf8');
  const all = JSON.stringify([files, later, source]);
  const version = createHash('sha256').update(all).digest('hex').slice(0, 12);
  const head = [
    `const VERSION = ${JSON.stringify(version)};`,
    `const FILES = ${JSON.stringify(Object.fromEntries(files))};`,
    `const LATER = ${JSON.stringify(later)};`,
  ];
  writeFileSync(worker, `${head.join('\n')}\n${source}`);
}
