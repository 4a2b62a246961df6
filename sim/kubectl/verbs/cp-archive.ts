import {
  type FileSystem,
  makeDirectories,
  resolvePath,
  type TarEntry,
} from '../../kernel/index.ts';

/** A file or what is below a directory, under a new name; empty directories are entries too. */
export function entriesBelow(files: FileSystem, path: string, name: string): TarEntry[] {
  const stat = files.lstat(path);
  if (!stat.ok) return [];
  const { type, mode, uid, gid, modifiedEpochMs } = stat.value;
  const own = { name, mode, uid, gid, modifiedEpochMs, target: '', content: '' };
  if (type === 'symlink') {
    const target = files.readlink(path);
    return [{ ...own, type, target: target.ok ? target.value : '' }];
  }
  if (type === 'directory') {
    const names = files.list(path);
    if (!names.ok || names.value.length === 0) return [{ ...own, name: `${name}/`, type }];
    return names.value.flatMap((each) => entriesBelow(files, `${path}/${each}`, `${name}/${each}`));
  }
  const content = files.read(path);
  return content.ok ? [{ ...own, type: 'file', content: content.value }] : [];
}

/** What the names in an archive of this path begin with. Models stripPathShortcuts. */
export const prefixOf = (path: string): string => resolvePath('/', path).slice(1);

interface Unpacked {
  /** Why it stopped, or ''. */
  readonly failure: string;
  /** Symbolic links, which are not made. */
  readonly skipped: readonly { readonly path: string; readonly target: string }[];
}

/** Puts the entries below `prefix` at `to`. Models untarAll. */
export function unpack(
  files: FileSystem,
  directory: string,
  entries: readonly TarEntry[],
  { prefix, to }: { readonly prefix: string; readonly to: string },
): Unpacked {
  const skipped: { path: string; target: string }[] = [];
  for (const { name, type, target, content } of entries) {
    if (!name.startsWith(prefix)) return { failure: 'tar contents corrupted', skipped };
    const rest = name.slice(prefix.length).replace(/^\/+|\/+$/g, '');
    const shown = [to.replace(/^\.\/+|\/+$/g, ''), rest].filter((part) => part !== '').join('/');
    const path = resolvePath(directory, rest === '' ? to : `${to}/${rest}`);
    makeDirectories(files, type === 'directory' ? path : path.slice(0, path.lastIndexOf('/')));
    if (type === 'symlink') skipped.push({ path: shown, target });
    if (type !== 'file') continue;
    const stat = files.stat(path);
    if (stat.ok && stat.value.type === 'directory') {
      return { failure: `open ${shown}: is a directory`, skipped };
    }
    const written = files.write(path, content);
    if (!written.ok) return { failure: `open ${shown}: ${written.error}`, skipped };
  }
  return { failure: '', skipped };
}
