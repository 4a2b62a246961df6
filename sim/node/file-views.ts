import { createDisk, type FileResult, type FileSystem } from '../kernel/index.ts';

const refused = (): FileResult<never> => ({ ok: false, error: 'EROFS' });

/** The same files, with every change refused (EROFS). */
export const readOnly = (files: FileSystem): FileSystem => ({
  ...files,
  space: (path) => ({ ...files.space(path), isReadOnly: true }),
  mounts: () => files.mounts().map((each) => ({ ...each, isReadOnly: true })),
  write: refused,
  append: refused,
  allocate: refused,
  makeDirectory: refused,
  makeFifo: refused,
  remove: refused,
  rename: refused,
  symlink: refused,
  link: refused,
  setMode: refused,
  setOwner: refused,
  setModified: refused,
});

/** The part of `files` below the directory `top`, as a file system of its own. */
export function subtree(files: FileSystem, top: string): FileSystem {
  const at = (path: string): string => (path === '/' ? top : top + path);
  return {
    stat: (path) => files.stat(at(path)),
    lstat: (path) => files.lstat(at(path)),
    read: (path) => files.read(at(path)),
    write: (path, content) => files.write(at(path), content),
    append: (path, content) => files.append(at(path), content),
    allocate: (path, bytes) => files.allocate(at(path), bytes),
    space: (path) => files.space(at(path)),
    mounts: () => [files.space(top)],
    list: (path) => files.list(at(path)),
    makeDirectory: (path) => files.makeDirectory(at(path)),
    makeFifo: (path) => files.makeFifo(at(path)),
    fifo: (path) => files.fifo(at(path)),
    remove: (path) => files.remove(at(path)),
    rename: (from, to) => files.rename(at(from), at(to)),
    symlink: (target, path) => files.symlink(target, at(path)),
    link: (existing, path) => files.link(at(existing), at(path)),
    readlink: (path) => files.readlink(at(path)),
    setMode: (path, mode) => files.setMode(at(path), mode),
    setOwner: (path, uid, gid) => files.setOwner(at(path), uid, gid),
    reach: (path, who) => files.reach(at(path), who),
    setModified: (path, epochMs) => files.setModified(at(path), epochMs),
    realPath(path) {
      const real = files.realPath(at(path));
      if (!real.ok) return real;
      return { ok: true, value: real.value === top ? '/' : real.value.slice(top.length) };
    },
  };
}

/** The root of a volume that anybody may write to. */
export const FOR_ALL = 0o777;

/** A directory of so many bytes, without the devices and the /tmp of a root file system. */
export function emptyDirectory(
  nowEpochMs: () => number,
  capacityBytes: () => number,
  mode: number,
): FileSystem {
  const files = createDisk({ nowEpochMs, files: {}, capacityBytes });
  for (const name of ['/dev', '/tmp']) removeTree(files, name);
  files.setMode('/', mode);
  return files;
}

const GROUP_WRITES = 0o660;
const GROUP_ENTERS = 0o2110;

/** Gives a volume to a group, as `fsGroup` asks. Models SetVolumeOwnership of pkg/volume. */
export function giveToGroup(files: FileSystem, gid: number, path = '/'): void {
  const stat = files.lstat(path);
  if (!stat.ok || stat.value.type === 'symlink') return;
  const isDirectory = stat.value.type === 'directory';
  files.setOwner(path, stat.value.uid, gid);
  files.setMode(path, stat.value.mode | GROUP_WRITES | (isDirectory ? GROUP_ENTERS : 0));
  const names = isDirectory ? files.list(path) : undefined;
  if (!names?.ok) return;
  for (const name of names.value) giveToGroup(files, gid, `${path === '/' ? '' : path}/${name}`);
}

/** Removes a file, or a directory with everything in it. */
export function removeTree(files: FileSystem, path: string): void {
  const names = files.lstat(path).ok ? files.list(path) : undefined;
  if (names?.ok && !files.readlink(path).ok) {
    for (const name of names.value) removeTree(files, `${path}/${name}`);
  }
  files.remove(path);
}
