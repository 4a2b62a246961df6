import { LIMITS } from '../limits.ts';
import { DEVICES, readDevice } from './devices.ts';
import { createFifo } from './fifo.ts';
import { done, fail } from './file-results.ts';
import type { FileResult, FileSystem } from './files.ts';
import { ROOT } from './identity.ts';
import { type Inode, isInside, setEntry, statOf } from './inode.ts';
import { type Found, walkPath } from './path-walk.ts';
import { createPrng, type Prng } from './prng.ts';
import { executableOf, isSettled, programIn } from './program-files.ts';
import { utf8Length } from './text.ts';

export interface MemoryFilesOptions {
  /** The virtual time that a change is stamped with. */
  readonly nowEpochMs: () => number;
  /** Files to begin with, by absolute path; their directories are made. */
  readonly files: Readonly<Record<string, string>>;
  /** What `/dev/random` and `/dev/urandom` give; without it they are the same in every session. */
  readonly prng?: Prng;
  /** What `df` calls the disk; `/dev/vda1` without it. */
  readonly device?: string;
}

export interface DiskOptions extends MemoryFilesOptions {
  /** How many bytes its files may have together; more answers ENOSPC. */
  readonly capacityBytes: () => number;
}

/** A disk of its own, on which a system can be installed. */
export interface Disk extends FileSystem {
  /** Puts executables at paths where nothing is yet, and makes their directories. */
  install(programs: Iterable<readonly [path: string, program: string]>): void;
}

/** The bit that hands a directory's group on to what is made in it. */
const SET_GROUP = 0o2000;

const byteOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * A file system in memory with directories, files, symbolic and hard links, modes and the devices
 * `/dev/null`, `/dev/zero`, `/dev/full`, `/dev/random` and `/dev/urandom`. Who uses it may read and
 * write all, as root; `filesOf` shows it to another user.
 */
export const createMemoryFiles = (options: MemoryFilesOptions): Disk =>
  createDisk({ ...options, capacityBytes: () => Number.POSITIVE_INFINITY });

/** The same on a disk of limited size. */
export function createDisk(options: DiskOptions): Disk {
  let nextInode = 2;
  const prng = options.prng ?? createPrng(0);
  const { device = '/dev/vda1' } = options;
  let usedBytes = 0;
  const node = (kind: Inode['kind'], mode: number): Inode => ({
    number: nextInode++,
    mode,
    uid: 0,
    gid: 0,
    links: kind.type === 'directory' ? 2 : 1,
    modifiedEpochMs: options.nowEpochMs(),
    kind,
  });
  const directory = (): Inode =>
    node({ type: 'directory', entries: new Map(), subdirectories: 0 }, 0o755);
  const root = directory();
  const touch = (inode: Inode): void => {
    inode.modifiedEpochMs = options.nowEpochMs();
  };

  const walk = (path: string, follow: boolean, who = ROOT): FileResult<Found> =>
    walkPath(root, path, follow, who);
  const existing = (path: string, follow: boolean): FileResult<Inode> => {
    const found = walk(path, follow);
    if (!found.ok) return found;
    return found.value.inode === undefined ? fail('ENOENT') : done(found.value.inode);
  };
  /** Puts a new inode into a directory, whose group it takes when that is asked for. */
  const enter = (parent: Inode, name: string, made: Inode, isNew = true): void => {
    if (isNew && (parent.mode & SET_GROUP) !== 0) {
      made.gid = parent.gid;
      if (made.kind.type === 'directory') made.mode |= SET_GROUP;
    }
    setEntry(parent, name, made);
    touch(parent);
  };
  /** Puts a new inode where nothing is yet. */
  const place = (path: string, make: () => Inode, isNew = true): FileResult<void> => {
    const found = walk(path, false);
    if (!found.ok) return found;
    const { parent, name, inode } = found.value;
    if (inode !== undefined) return fail('EEXIST');
    enter(parent, name, make(), isNew);
    return done(undefined);
  };
  /** Takes `bytes` more, or answers false when the disk has no room for them. */
  const occupy = (bytes: number): boolean => {
    if (bytes > 0 && usedBytes + bytes > options.capacityBytes()) return false;
    usedBytes += bytes;
    return true;
  };
  const unlink = (inode: Inode): void => {
    inode.links--;
    if (inode.kind.type === 'file' && inode.links === 0) usedBytes -= inode.kind.bytes;
  };
  const put = (path: string, content: string, isAppend: boolean): FileResult<void> => {
    const found = walk(path, true);
    // What is made cannot be a directory, as its name says.
    const isMeantAsOne = !found.ok && path.endsWith('/') && walk(path.slice(0, -1), true).ok;
    if (isMeantAsOne) return fail('EISDIR');
    if (!found.ok) return found;
    const { parent, name, inode } = found.value;
    if (inode === undefined) {
      if (path.endsWith('/')) return fail('EISDIR');
      if (content.length > LIMITS.fileCharacters) return fail('ENOSPC');
      const bytes = utf8Length(content);
      if (!occupy(bytes)) return fail('ENOSPC');
      const program = programIn(content);
      const file = node({ type: 'file', content, bytes, zeros: 0, program }, 0o644);
      enter(parent, name, file);
      return done(undefined);
    }
    const { kind } = inode;
    if (kind.type === 'directory') return fail('EISDIR');
    if (kind.type === 'device') {
      return kind.device === 'full' && content !== '' ? fail('ENOSPC') : done(undefined);
    }
    if (kind.type !== 'file') return fail('EINVAL');
    const before = isAppend ? kind.content : '';
    if (before.length + content.length > LIMITS.fileCharacters) return fail('ENOSPC');
    const bytes = (isAppend ? kind.bytes : 0) + utf8Length(content);
    if (!occupy(bytes - kind.bytes)) return fail('ENOSPC');
    kind.content = before + content;
    // To look at a content copies all that was added to it since the last look.
    if (!isSettled(kind.program, before)) kind.program = programIn(kind.content);
    kind.bytes = bytes;
    if (!isAppend) kind.zeros = 0;
    touch(inode);
    return done(undefined);
  };
  const files: Disk = {
    stat(path) {
      const found = existing(path, true);
      return found.ok ? done(statOf(found.value)) : found;
    },
    lstat(path) {
      const found = existing(path, false);
      return found.ok ? done(statOf(found.value)) : found;
    },
    read(path) {
      const found = existing(path, true);
      if (!found.ok) return found;
      const { kind } = found.value;
      if (kind.type === 'directory') return fail('EISDIR');
      if (kind.type === 'device') return done(readDevice(kind.device, prng));
      if (kind.type !== 'file') return fail('EINVAL');
      const zeros = Math.min(kind.zeros, LIMITS.shownZeros);
      return done(zeros === 0 ? kind.content : kind.content + '\0'.repeat(zeros));
    },
    allocate(path, bytes) {
      const found = existing(path, true);
      if (!found.ok) return found;
      const { kind } = found.value;
      if (kind.type !== 'file') return kind.type === 'directory' ? fail('EISDIR') : fail('EINVAL');
      const room = Math.min(bytes, Math.max(0, options.capacityBytes() - usedBytes));
      occupy(room);
      kind.bytes += room;
      kind.zeros += room;
      touch(found.value);
      return room < bytes ? fail('ENOSPC') : done(undefined);
    },
    space: () => ({
      device,
      type: device === 'overlay' ? 'overlay' : 'ext4',
      mountPoint: '/',
      capacityBytes: options.capacityBytes(),
      usedBytes,
      isReadOnly: false,
    }),
    mounts: () => [files.space('/')],
    write: (path, content) => put(path, content, false),
    append: (path, content) => put(path, content, true),
    list(path) {
      const found = existing(path, true);
      if (!found.ok) return found;
      const { kind } = found.value;
      return kind.type === 'directory'
        ? done([...kind.entries.keys()].sort(byteOrder))
        : fail('ENOTDIR');
    },
    makeDirectory(path) {
      const trimmed = path.replace(/\/+$/, '');
      return place(trimmed === '' ? '/' : trimmed, directory);
    },
    makeFifo: (path) => place(path, () => node({ type: 'fifo', fifo: createFifo() }, 0o644)),
    fifo(path) {
      const found = existing(path, true);
      if (!found.ok) return found;
      const { kind } = found.value;
      return kind.type === 'fifo' ? done(kind.fifo) : fail('EINVAL');
    },
    remove(path) {
      const found = walk(path, false);
      if (!found.ok) return found;
      const { parent, name, inode } = found.value;
      if (inode === undefined) return fail('ENOENT');
      if (inode === root) return fail('EBUSY');
      if (inode.kind.type === 'directory' && inode.kind.entries.size > 0) return fail('ENOTEMPTY');
      setEntry(parent, name, undefined);
      touch(parent);
      unlink(inode);
      return done(undefined);
    },
    rename(from, to) {
      const source = walk(from, false);
      if (!source.ok) return source;
      const target = walk(to, false);
      if (!target.ok) return target;
      const moved = source.value.inode;
      const old = target.value.inode;
      if (moved === undefined) return fail('ENOENT');
      if (moved === root || old === root) return fail('EBUSY');
      if (moved === old) return done(undefined);
      if (isInside(target.value.parent, moved)) return fail('EINVAL');
      if (old !== undefined) {
        if (old.kind.type === 'directory') {
          if (moved.kind.type !== 'directory') return fail('EISDIR');
          if (old.kind.entries.size > 0) return fail('ENOTEMPTY');
        } else if (moved.kind.type === 'directory') return fail('ENOTDIR');
        unlink(old);
      }
      setEntry(source.value.parent, source.value.name, undefined);
      setEntry(target.value.parent, target.value.name, moved);
      touch(source.value.parent);
      touch(target.value.parent);
      return done(undefined);
    },
    symlink: (target, path) => place(path, () => node({ type: 'symlink', target }, 0o777)),
    link(old, path) {
      const found = existing(old, false);
      if (!found.ok) return found;
      if (found.value.kind.type === 'directory') return fail('EPERM');
      const placed = place(path, () => found.value, false);
      if (placed.ok) found.value.links++;
      return placed;
    },
    readlink(path) {
      const found = existing(path, false);
      if (!found.ok) return found;
      return found.value.kind.type === 'symlink' ? done(found.value.kind.target) : fail('EINVAL');
    },
    setMode(path, mode) {
      const found = existing(path, true);
      if (!found.ok) return found;
      found.value.mode = mode & 0o7777;
      return done(undefined);
    },
    setOwner(path, uid, gid) {
      const found = existing(path, false);
      if (!found.ok) return found;
      Object.assign(found.value, { uid, gid });
      return done(undefined);
    },
    setModified(path, epochMs) {
      const found = existing(path, true);
      if (!found.ok) return found;
      found.value.modifiedEpochMs = epochMs;
      return done(undefined);
    },
    install(programs) {
      let directoryPath = '';
      let parent = root;
      for (const [path, program] of programs) {
        const at = path.slice(0, path.lastIndexOf('/'));
        if (at !== directoryPath) {
          makeDirectories(path);
          const found = existing(at, true);
          if (!found.ok || found.value.kind.type !== 'directory') continue;
          [directoryPath, parent] = [at, found.value];
        }
        const name = path.slice(at.length + 1);
        if (parent.kind.type === 'directory' && parent.kind.entries.has(name)) continue;
        const { content, zeros } = executableOf(program);
        const bytes = utf8Length(content) + zeros;
        if (occupy(bytes))
          setEntry(parent, name, node({ type: 'file', content, bytes, zeros, program }, 0o755));
      }
    },
    reach(path, who) {
      const found = walk(path, false, who);
      return !found.ok && found.error === 'EACCES' ? found : done(undefined);
    },
    realPath(path) {
      const found = walk(path, true);
      if (!found.ok) return found;
      return found.value.inode === undefined ? fail('ENOENT') : done(found.value.path);
    },
  };
  const makeDirectories = (path: string): void => {
    const parts = path.split('/').slice(1, -1);
    for (let i = 1; i <= parts.length; i++) {
      const parent = `/${parts.slice(0, i).join('/')}`;
      if (!files.lstat(parent).ok) files.makeDirectory(parent);
    }
  };
  files.makeDirectory('/dev');
  for (const device of DEVICES) {
    place(`/dev/${device}`, () => node({ type: 'device', device }, 0o666));
  }
  files.makeDirectory('/tmp');
  files.setMode('/tmp', 0o1777);
  for (const [path, content] of Object.entries(options.files)) {
    makeDirectories(path);
    if (!path.endsWith('/')) files.write(path, content);
  }
  return files;
}
