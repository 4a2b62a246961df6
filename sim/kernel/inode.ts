import type { Device } from './devices.ts';
import type { Fifo } from './fifo.ts';
import type { FileStat } from './files.ts';

/** What a file system keeps of one file, directory, link, device or pipe. */
export interface Inode {
  readonly number: number;
  mode: number;
  uid: number;
  gid: number;
  links: number;
  modifiedEpochMs: number;
  kind:
    | {
        readonly type: 'file';
        content: string;
        bytes: number;
        /** Bytes behind the content that are zero. */
        zeros: number;
        /** The program that it is the executable of. */
        program: string | undefined;
      }
    | {
        readonly type: 'directory';
        readonly entries: Map<string, Inode>;
        /** Each directory in a directory has a `..` that links to it. */
        subdirectories: number;
      }
    | { readonly type: 'symlink'; readonly target: string }
    | { readonly type: 'device'; readonly device: Device }
    | { readonly type: 'fifo'; readonly fifo: Fifo };
}

/** Sets or, without a child, takes away what a directory has under a name. */
export function setEntry({ kind }: Inode, name: string, child: Inode | undefined): void {
  if (kind.type !== 'directory') throw new Error('not a directory');
  if (kind.entries.get(name)?.kind.type === 'directory') kind.subdirectories--;
  if (child?.kind.type === 'directory') kind.subdirectories++;
  if (child === undefined) kind.entries.delete(name);
  else kind.entries.set(name, child);
}

/** What `stat` tells of an inode. */
export function statOf(inode: Inode): FileStat {
  const { kind } = inode;
  const sizes = { file: 0, directory: 4096, symlink: 0, device: 0, fifo: 0 };
  let size = sizes[kind.type];
  if (kind.type === 'file') size = kind.bytes;
  if (kind.type === 'symlink') size = kind.target.length;
  return {
    type: kind.type,
    mode: inode.mode,
    uid: inode.uid,
    gid: inode.gid,
    size,
    modifiedEpochMs: inode.modifiedEpochMs,
    inode: inode.number,
    links: inode.links + (kind.type === 'directory' ? kind.subdirectories : 0),
    program: kind.type === 'file' ? kind.program : undefined,
  };
}

/** Whether an inode is a directory or lies somewhere below it. */
export function isInside(inode: Inode, top: Inode): boolean {
  if (inode === top) return true;
  if (top.kind.type !== 'directory') return false;
  return [...top.kind.entries.values()].some((child) => isInside(inode, child));
}
