import type { Fifo } from './fifo.ts';
import type { Identity } from './identity.ts';

/** The errno names that file operations answer with. */
export type FileError =
  | 'ENOENT'
  | 'EEXIST'
  | 'EISDIR'
  | 'ENOTDIR'
  | 'ENOTEMPTY'
  | 'EACCES'
  | 'EPERM'
  | 'ENOSPC'
  | 'EROFS'
  | 'EBUSY'
  | 'ELOOP'
  | 'ENAMETOOLONG'
  | 'EINVAL'
  /** Of a pipe that nobody reads. */
  | 'EPIPE';

export type FileResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: FileError };

export type FileType = 'file' | 'directory' | 'symlink' | 'device' | 'fifo';

export interface FileStat {
  readonly type: FileType;
  /** Permission bits, as 0o644. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes of a file; characters of a link's target; 4096 for a directory. */
  readonly size: number;
  /** Virtual time of the last change of content, milliseconds since 1970. */
  readonly modifiedEpochMs: number;
  readonly inode: number;
  readonly links: number;
  /** The program whose executable it is; undefined for any other file. */
  readonly program: string | undefined;
}

/**
 * A file system. Paths are absolute and may hold `.`, `..` and symbolic links; every call follows
 * links except `lstat`, `readlink`, `remove`, `rename` and `setOwner`. Nothing waits: files are in
 * memory.
 */
export interface FileSystem {
  stat(path: string): FileResult<FileStat>;
  lstat(path: string): FileResult<FileStat>;
  read(path: string): FileResult<string>;
  /** Creates or replaces a file's content. Its directory must exist. */
  write(path: string, content: string): FileResult<void>;
  append(path: string, content: string): FileResult<void>;
  /** Names in a directory, in byte order, without `.` and `..`. */
  list(path: string): FileResult<readonly string[]>;
  makeDirectory(path: string): FileResult<void>;
  makeFifo(path: string): FileResult<void>;
  /** The named pipe at a path; EINVAL where something else is. */
  fifo(path: string): FileResult<Fifo>;
  /** Removes a file, a link or an empty directory. */
  remove(path: string): FileResult<void>;
  rename(from: string, to: string): FileResult<void>;
  symlink(target: string, path: string): FileResult<void>;
  link(existing: string, path: string): FileResult<void>;
  readlink(path: string): FileResult<string>;
  setMode(path: string, mode: number): FileResult<void>;
  /** Gives a file, or a link itself, to somebody else. */
  setOwner(path: string, uid: number, gid: number): FileResult<void>;
  setModified(path: string, epochMs: number): FileResult<void>;
  /** EACCES when a directory on the way to `path` may not be searched by somebody. */
  reach(path: string, who: Identity): FileResult<void>;
  /** The path with every link resolved. */
  realPath(path: string): FileResult<string>;
  /** Adds so many zeros to a file, which take room on the disk and none in memory. */
  allocate(path: string, bytes: number): FileResult<void>;
  /** The disk that a path is on. */
  space(path: string): FileSpace;
  /** All disks, in the order of their paths. */
  mounts(): readonly FileSpace[];
}

/** A disk, as `df` shows it. */
export interface FileSpace {
  /** `overlay`, `/dev/sdb`. */
  readonly device: string;
  /** `ext4`, `tmpfs`. */
  readonly type: string;
  readonly mountPoint: string;
  /** Infinite for one that nothing limits. */
  readonly capacityBytes: number;
  readonly usedBytes: number;
  readonly isReadOnly: boolean;
}

/** Writes, or writes as much as there is room for and answers ENOSPC, as a real disk does. */
export function writeWhatFits(
  files: FileSystem,
  path: string,
  content: string,
  isAppend: boolean,
): FileResult<void> {
  const put = isAppend ? files.append : files.write;
  const whole = put(path, content);
  if (whole.ok || whole.error !== 'ENOSPC') return whole;
  if (!isAppend) files.write(path, '');
  const { capacityBytes, usedBytes } = files.space(path);
  const room = Math.max(0, Math.min(content.length, Math.floor(capacityBytes - usedBytes)));
  if (Number.isFinite(room) && room > 0) files.append(path, content.slice(0, room));
  return whole;
}

/** `path` as an absolute path without `.`, `..` and double slashes, seen from directory `from`. */
export function resolvePath(from: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${from}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** The same for a path that is opened: with a slash at its end it can only be a directory. */
export const openedPath = (from: string, path: string): string =>
  resolvePath(from, path) + (/[^/]\/+$/.test(path) ? '/' : '');
