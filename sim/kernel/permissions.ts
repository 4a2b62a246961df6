import type { FileStat } from './files.ts';
import type { Identity } from './identity.ts';

export const READ = 4;
export const WRITE = 2;
/** Of a directory; of a file, whether it may be run. */
export const SEARCH = 1;

const isIn = ({ groups }: Identity, gid: number): boolean => groups.includes(gid);

type Owned = Pick<FileStat, 'uid' | 'gid' | 'mode'>;

/** Whether the permission bits of a file give somebody who is not root what is wanted. */
export function hasBits(who: Identity, { uid, gid, mode }: Owned, wanted: number): boolean {
  const shift = who.uid === uid ? 6 : isIn(who, gid) ? 3 : 0;
  return ((mode >> shift) & wanted) === wanted;
}

/** Whether somebody may do with a file what is wanted. */
export function allows(who: Identity, stat: FileStat, wanted: number): boolean {
  if (who.uid !== 0) return hasBits(who, stat, wanted);
  return wanted !== SEARCH || stat.type === 'directory' || (stat.mode & 0o111) !== 0;
}
