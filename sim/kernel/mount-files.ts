import { fail } from './file-results.ts';
import { type FileResult, type FileSpace, type FileSystem, resolvePath } from './files.ts';

/** A file system that shows at `path` of another one. */
export interface Mount {
  readonly path: string;
  readonly files: FileSystem;
  readonly device: string;
  readonly type: string;
  readonly isReadOnly: boolean;
}

/**
 * `root` with other file systems mounted on it. A mount point shows as a directory of `root` (it
 * is made
 * when missing); it cannot be removed or renamed (EBUSY), and nothing is renamed or linked from
 * one file
 * system to another (EINVAL: callers copy instead). Symbolic links are resolved within their own
 * file
 * system.
 */
export function mountFiles(root: FileSystem, mounts: readonly Mount[]): FileSystem {
  const ordered = [...mounts].sort((a, b) => b.path.length - a.path.length);
  for (const { path } of [...ordered].reverse()) {
    const parts = path.split('/').slice(1);
    for (let i = 1; i <= parts.length; i++) {
      const part = `/${parts.slice(0, i).join('/')}`;
      if (!root.stat(part).ok) root.makeDirectory(part);
    }
  }
  /** Which file system `path` lies in, and its path there. */
  const at = (path: string): { files: FileSystem; path: string; prefix: string } => {
    const clean = resolvePath('/', path) + (path.length > 1 && path.endsWith('/') ? '/' : '');
    for (const mount of ordered) {
      if (clean === mount.path || clean === `${mount.path}/`) {
        return { files: mount.files, path: '/', prefix: mount.path };
      }
      if (clean.startsWith(`${mount.path}/`)) {
        return { files: mount.files, path: clean.slice(mount.path.length), prefix: mount.path };
      }
    }
    return { files: root, path: clean, prefix: '' };
  };
  const isMount = (path: string): boolean =>
    ordered.some((mount) => mount.path === resolvePath('/', path));
  const on = <T>(path: string, run: (files: FileSystem, path: string) => FileResult<T>) => {
    const place = at(path);
    return run(place.files, place.path);
  };
  const across = (
    from: string,
    to: string,
    run: (files: FileSystem, from: string, to: string) => FileResult<void>,
  ): FileResult<void> => {
    if (isMount(from) || isMount(to)) return fail('EBUSY');
    const [source, target] = [at(from), at(to)];
    if (source.files !== target.files) return fail('EINVAL');
    return run(source.files, source.path, target.path);
  };
  const spaceOf = ({ path, files, device, type, isReadOnly }: Mount): FileSpace => ({
    ...files.space('/'),
    device,
    type,
    isReadOnly,
    mountPoint: path,
  });
  return {
    space(path) {
      const { prefix } = at(path);
      const mount = ordered.find((each) => each.path === prefix);
      return mount === undefined ? root.space(path) : spaceOf(mount);
    },
    mounts: () => [...root.mounts(), ...mounts.map(spaceOf)],
    allocate: (path, bytes) => on(path, (files, inner) => files.allocate(inner, bytes)),
    stat: (path) => on(path, (files, inner) => files.stat(inner)),
    lstat: (path) => on(path, (files, inner) => files.lstat(inner)),
    read: (path) => on(path, (files, inner) => files.read(inner)),
    write: (path, content) => on(path, (files, inner) => files.write(inner, content)),
    append: (path, content) => on(path, (files, inner) => files.append(inner, content)),
    list: (path) => on(path, (files, inner) => files.list(inner)),
    makeDirectory: (path) =>
      isMount(path) ? fail('EEXIST') : on(path, (files, inner) => files.makeDirectory(inner)),
    makeFifo: (path) => on(path, (files, inner) => files.makeFifo(inner)),
    fifo: (path) => on(path, (files, inner) => files.fifo(inner)),
    remove: (path) =>
      isMount(path) ? fail('EBUSY') : on(path, (files, inner) => files.remove(inner)),
    rename: (from, to) => across(from, to, (files, a, b) => files.rename(a, b)),
    link: (from, to) => across(from, to, (files, a, b) => files.link(a, b)),
    symlink: (target, path) => on(path, (files, inner) => files.symlink(target, inner)),
    readlink: (path) => on(path, (files, inner) => files.readlink(inner)),
    setMode: (path, mode) => on(path, (files, inner) => files.setMode(inner, mode)),
    setOwner: (path, uid, gid) => on(path, (files, inner) => files.setOwner(inner, uid, gid)),
    setModified: (path, epochMs) => on(path, (files, inner) => files.setModified(inner, epochMs)),
    reach(path, who) {
      const { files, path: inner, prefix } = at(path);
      const outside = prefix === '' ? undefined : root.reach(prefix, who);
      return outside?.ok === false ? outside : files.reach(inner, who);
    },
    realPath(path) {
      const place = at(path);
      const real = place.files.realPath(place.path);
      if (!real.ok || place.prefix === '') return real;
      return { ok: true, value: real.value === '/' ? place.prefix : place.prefix + real.value };
    },
  };
}
