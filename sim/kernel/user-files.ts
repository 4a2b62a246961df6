import { fail } from './file-results.ts';
import { type FileError, type FileResult, type FileSystem, resolvePath } from './files.ts';
import type { Identity } from './identity.ts';
import { allows, READ, WRITE } from './permissions.ts';

/** Only the owner of a file or of its directory takes files out of such a directory. */
const STICKY = 0o1000;
const SET_GROUP = 0o2000;

/** What needs no bits of the file itself. */
const NOTHING = 0;

const isIn = ({ groups }: Identity, gid: number): boolean => groups.includes(gid);

const parentOf = (path: string): string => resolvePath('/', `${path.replace(/\/+$/, '')}/..`);

/**
 * The files as a user sees and changes them: permission bits are kept (EACCES, EPERM), and what is
 * made belongs to that user. On a disk that is read-only its own refusal comes first. Models
 * path_resolution(7) and credentials(7) of Linux.
 */
export function filesOf(files: FileSystem, who: Identity): FileSystem {
  /** Why a path cannot be reached: a directory above it may not be searched. */
  const unreachable = (path: string): FileError | undefined => {
    const reached = files.reach(path, who);
    return reached.ok ? undefined : reached.error;
  };
  const isReadOnly = (path: string): boolean => files.space(path).isReadOnly;
  /** Does something with a file that is there, if its bits allow it. */
  const on = <T>(path: string, wanted: number, act: () => FileResult<T>): FileResult<T> => {
    const hidden = unreachable(path);
    if (hidden !== undefined) return fail(hidden);
    if (wanted === NOTHING || (wanted === WRITE && isReadOnly(path))) return act();
    const stat = files.stat(path);
    return stat.ok && !allows(who, stat.value, wanted) ? fail('EACCES') : act();
  };
  /** Whether entries of the directory of `path` may change; `isOld`: one goes away. */
  const refusalIn = (path: string, isOld: boolean): FileError | undefined => {
    const hidden = unreachable(path);
    if (hidden !== undefined) return hidden;
    if (who.uid === 0 || isReadOnly(path)) return undefined;
    const parent = files.stat(parentOf(path));
    if (!parent.ok) return undefined;
    if (!allows(who, parent.value, WRITE)) return 'EACCES';
    if (!isOld || (parent.value.mode & STICKY) === 0 || parent.value.uid === who.uid) {
      return undefined;
    }
    const old = files.lstat(path);
    return old.ok && old.value.uid !== who.uid ? 'EPERM' : undefined;
  };
  /** Makes something, which then belongs to this user. */
  const make = (path: string, act: () => FileResult<void>): FileResult<void> => {
    const refusal = refusalIn(path, false);
    if (refusal !== undefined) return files.lstat(path).ok ? fail('EEXIST') : fail(refusal);
    const made = act();
    const parent = files.stat(parentOf(path));
    if (!made.ok || !parent.ok) return made;
    const isHandedOn = (parent.value.mode & SET_GROUP) !== 0;
    files.setOwner(path, who.uid, isHandedOn ? parent.value.gid : who.gid);
    return made;
  };
  const put = (path: string, act: () => FileResult<void>): FileResult<void> =>
    files.stat(path).ok ? on(path, WRITE, act) : make(path, act);
  const move = (from: string, to: string, act: () => FileResult<void>): FileResult<void> => {
    const refusal = refusalIn(from, true) ?? refusalIn(to, files.lstat(to).ok);
    return refusal === undefined ? act() : fail(refusal);
  };
  /** Does what only the owner may. */
  const own = (path: string, act: () => FileResult<void>): FileResult<void> => {
    const hidden = unreachable(path);
    if (hidden !== undefined) return fail(hidden);
    const stat = files.stat(path);
    const isForeign = stat.ok && who.uid !== 0 && stat.value.uid !== who.uid;
    return isForeign && !isReadOnly(path) ? fail('EPERM') : act();
  };
  return {
    ...files,
    stat: (path) => on(path, NOTHING, () => files.stat(path)),
    lstat: (path) => on(path, NOTHING, () => files.lstat(path)),
    read: (path) => on(path, READ, () => files.read(path)),
    list: (path) => on(path, READ, () => files.list(path)),
    write: (path, content) => put(path, () => files.write(path, content)),
    append: (path, content) => put(path, () => files.append(path, content)),
    allocate: (path, bytes) => on(path, WRITE, () => files.allocate(path, bytes)),
    makeDirectory: (path) => make(path, () => files.makeDirectory(path)),
    makeFifo: (path) => make(path, () => files.makeFifo(path)),
    symlink: (target, path) => make(path, () => files.symlink(target, path)),
    link: (old, path) => move(path, path, () => files.link(old, path)),
    readlink: (path) => on(path, NOTHING, () => files.readlink(path)),
    remove(path) {
      const refusal = files.lstat(path).ok ? refusalIn(path, true) : unreachable(path);
      return refusal === undefined ? files.remove(path) : fail(refusal);
    },
    rename: (from, to) => move(from, to, () => files.rename(from, to)),
    setMode: (path, mode) => own(path, () => files.setMode(path, mode)),
    setModified: (path, epochMs) => own(path, () => files.setModified(path, epochMs)),
    setOwner(path, uid, gid) {
      const stat = files.stat(path);
      const isGiven = stat.ok && (stat.value.uid !== uid || !isIn(who, gid));
      if (who.uid !== 0 && isGiven) return fail('EPERM');
      return own(path, () => files.setOwner(path, uid, gid));
    },
    realPath: (path) => on(path, NOTHING, () => files.realPath(path)),
  };
}

/** The same files, for root; what is made belongs to somebody else, with what a umask leaves. */
export function makingFor(files: FileSystem, uid: number, gid: number, umask: number): FileSystem {
  const make = (path: string, mode: number, act: () => FileResult<void>): FileResult<void> => {
    const isNew = !files.lstat(path).ok;
    const made = act();
    if (!isNew || !made.ok) return made;
    files.setOwner(path, uid, gid);
    if (mode !== 0) files.setMode(path, mode & ~umask);
    return made;
  };
  return {
    ...files,
    write: (path, content) => make(path, 0o666, () => files.write(path, content)),
    append: (path, content) => make(path, 0o666, () => files.append(path, content)),
    makeDirectory: (path) => make(path, 0o777, () => files.makeDirectory(path)),
    symlink: (target, path) => make(path, 0, () => files.symlink(target, path)),
  };
}

/** Gives a directory and everything in it to somebody. */
export function giveTree(files: FileSystem, path: string, uid: number, gid: number): void {
  const stat = files.lstat(path);
  if (!stat.ok) return;
  if (stat.value.uid !== uid) files.setOwner(path, uid, gid);
  const names = stat.value.type === 'directory' ? files.list(path) : undefined;
  for (const name of names?.ok ? names.value : []) giveTree(files, `${path}/${name}`, uid, gid);
}
