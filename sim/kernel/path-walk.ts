import { done, fail } from './file-results.ts';
import type { FileResult } from './files.ts';
import type { Identity } from './identity.ts';
import type { Inode } from './inode.ts';
import { hasBits, SEARCH } from './permissions.ts';
import { utf8Length } from './text.ts';

/** Where a path leads: an entry of a directory, which may be missing. */
export interface Found {
  readonly parent: Inode;
  readonly name: string;
  readonly inode: Inode | undefined;
  readonly path: string;
}

/** Links that one path may pass through: Linux answers ELOOP after 40. */
const MAX_LINKS = 40;

/** What ext4 and overlayfs let a name have. */
const MAX_NAME_BYTES = 255;

const partsOf = (path: string): string[] =>
  path.split('/').filter((part) => part !== '' && part !== '.');

/**
 * Walks `path`; the last part may be missing, everything before it must be a directory, which
 * `who` may search.
 */
export function walkPath(
  root: Inode,
  path: string,
  follow: boolean,
  who: Identity,
): FileResult<Found> {
  const wantsDirectory = path.endsWith('/') || path.endsWith('/.');
  let parts = partsOf(path);
  let next = 0;
  let trail: { name: string; inode: Inode }[] = [];
  let links = 0;
  while (next < parts.length) {
    const name = parts[next++] as string;
    const isLast = next === parts.length;
    const here = trail.at(-1)?.inode ?? root;
    if (here.kind.type !== 'directory') return fail('ENOTDIR');
    if (who.uid !== 0 && !hasBits(who, here, SEARCH)) return fail('EACCES');
    if (utf8Length(name) > MAX_NAME_BYTES) return fail('ENAMETOOLONG');
    if (name === '..') {
      trail.pop();
      continue;
    }
    const child = here.kind.entries.get(name);
    if (child?.kind.type === 'symlink' && (!isLast || follow || wantsDirectory)) {
      if (++links > MAX_LINKS) return fail('ELOOP');
      if (child.kind.target.startsWith('/')) trail = [];
      parts = [...partsOf(child.kind.target), ...parts.slice(next)];
      next = 0;
      continue;
    }
    if (isLast) {
      if (wantsDirectory && child !== undefined && child.kind.type !== 'directory') {
        return fail('ENOTDIR');
      }
      const at = `/${[...trail.map((step) => step.name), name].join('/')}`;
      return done({ parent: here, name, inode: child, path: at });
    }
    if (child === undefined) return fail('ENOENT');
    trail.push({ name, inode: child });
  }
  const last = trail.at(-1);
  const inode = last?.inode ?? root;
  const at = `/${trail.map((step) => step.name).join('/')}`;
  return done({ parent: trail.at(-2)?.inode ?? root, name: last?.name ?? '', inode, path: at });
}
