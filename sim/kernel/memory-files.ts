import { LIMITS } from '../limits.ts';
import { createFifo, type Fifo } from './fifo.ts';
import type { FileError, FileResult, FileStat, FileSystem } from './files.ts';
import { type Identity, ROOT } from './identity.ts';
import { hasBits, SEARCH } from './permissions.ts';
import { createPrng, type Prng } from './prng.ts';
import { executableOf, isSettled, programIn } from './program-files.ts';
import { decodeUtf8 } from './text.ts';

/** The program that a file is the executable of. */
type Program = string | undefined;
type Device = 'null' | 'zero' | 'full' | 'random' | 'urandom';

interface Inode {
  readonly number: number;
  mode: number;
  uid: number;
  gid: number;
  links: number;
  modifiedEpochMs: number;
  kind:
    | { readonly type: 'file'; content: string; bytes: number; zeros: number; program: Program }
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

/** Where a path leads: an entry of a directory, which may be missing. */
interface Found {
  readonly parent: Inode;
  readonly name: string;
  readonly inode: Inode | undefined;
  readonly path: string;
}

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

/** Links that one path may pass through: Linux answers ELOOP after 40. */
const MAX_LINKS = 40;
/** The bit that hands a directory's group on to what is made in it. */
const SET_GROUP = 0o2000;
const ZEROS = '\0'.repeat(4096);
const RANDOM_BYTES = 1024;

/** Devices that can be read without end. */
const ENDLESS: ReadonlySet<string> = new Set(
  ['zero', 'full', 'random', 'urandom'].map((name) => `/dev/${name}`),
);

/** Whether reading this file never comes to an end: each read gives more. */
export const isEndless = (path: string): boolean => ENDLESS.has(path);

const fail = (error: FileError): { ok: false; error: FileError } => ({ ok: false, error });
const done = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });

/** How many bytes `text` has as UTF-8; a lone surrogate stands for one byte. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes++;
    else if (unit < 0x800) bytes += 2;
    else if (unit < 0xd800 || unit > 0xdfff) bytes += 3;
    else if (unit < 0xdc00 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      bytes += 4;
      i++;
    } else bytes++;
  }
  return bytes;
}

/** How many characters `text` has; a pair of surrogates is one. */
export function codePointCount(text: string): number {
  let count = text.length;
  for (let i = 0; i < text.length; i++) {
    const isPair =
      (text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00;
    if (isPair) count--;
  }
  return count;
}

const partsOf = (path: string): string[] =>
  path.split('/').filter((part) => part !== '' && part !== '.');

/** Sets or, without a child, takes away what a directory has under a name. */
function setEntry({ kind }: Inode, name: string, child: Inode | undefined): void {
  if (kind.type !== 'directory') throw new Error('not a directory');
  if (kind.entries.get(name)?.kind.type === 'directory') kind.subdirectories--;
  if (child?.kind.type === 'directory') kind.subdirectories++;
  if (child === undefined) kind.entries.delete(name);
  else kind.entries.set(name, child);
}

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
  const readDevice = (device: Device): string => {
    if (device === 'null') return '';
    if (device === 'zero' || device === 'full') return ZEROS;
    return decodeUtf8(Uint8Array.from({ length: RANDOM_BYTES }, () => prng.below(256)));
  };
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

  /**
   * Walks `path`; the last part may be missing, everything before it must be a directory, which
   * `who` may search.
   */
  const walk = (path: string, follow: boolean, who: Identity = ROOT): FileResult<Found> => {
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
  };
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
  const statOf = (inode: Inode): FileStat => {
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
  const isInside = (inode: Inode, top: Inode): boolean => {
    if (inode === top) return true;
    if (top.kind.type !== 'directory') return false;
    return [...top.kind.entries.values()].some((child) => isInside(inode, child));
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
      if (kind.type === 'device') return done(readDevice(kind.device));
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
  for (const device of ['null', 'zero', 'full', 'random', 'urandom'] as const) {
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
