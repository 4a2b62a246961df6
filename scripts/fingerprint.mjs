// Tells whether the built site is as new as its sources.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from './setup.mjs';

/** Everything that a build reads. */
const SOURCES = [
  'astro.config.mjs',
  'lessons',
  'package-lock.json',
  'public',
  'sim',
  'src',
  'tsconfig.base.json',
  'tsconfig.json',
];
const record = path.join(root, 'dist', '.sources');

/**
 * @param {string} name a file or folder, from the root
 * @returns {string[]} `name size mtime` of each file in it
 */
function describe(name) {
  const file = path.join(root, name);
  if (!existsSync(file)) return [];
  const stat = statSync(file);
  if (!stat.isDirectory()) return [`${name} ${stat.size} ${stat.mtimeMs}`];
  return readdirSync(file)
    .sort()
    .flatMap((child) => describe(`${name}/${child}`));
}

/** A digest of the names, sizes and times of all sources. */
export const fingerprint = () =>
  createHash('sha256').update(SOURCES.flatMap(describe).join('\n')).digest('hex');

/** Whether `dist/` was built from the sources as they are now. */
export const isBuilt = () =>
  existsSync(record) && readFileSync(record, 'utf8').trim() === fingerprint();

/** Where a finished build notes what it was made from. */
export const recordFile = record;
