import type { FileStat } from './files.ts';
import type { Identity } from './identity.ts';

export const READ = 4;
export const WRITE = 2;
/** Of a directory; of a file, whether it may be run. */
export const SEARCH = 1;

const isIn = ({ groups }: Identity, gid: number): boolean => groups.includes(gid);

/** Whether the permission bits of a file give somebody what is wanted. */
export function allows(who: Identity, { uid, gid, mode, type }: FileStat, wanted: number): boolean {
  if (who.uid === 0) return wanted !== SEARCH || type === 'directory' || (mode & 0o111) !== 0;
  const shift = who.uid === uid ? 6 : isIn(who, gid) ? 3 : 0;
  return ((mode >> shift) & wanted) === wanted;
}
