import type { FileError, FileResult, FileStat, FileSystem } from '../../kernel/index.ts';

/** A file whose content is made when it is read, as all of /proc and /sys are. */
export type ComputedFile =
  | { readonly type: 'file'; readonly mode: number; text(): string }
  | { readonly type: 'symlink'; target(): string }
  | ComputedDirectory;

export interface ComputedDirectory {
  readonly type: 'directory';
  /** In byte order. */
  names(): readonly string[];
  child(name: string): ComputedFile | undefined;
}

/** A file that everybody may read. */
export const readable = (text: () => string): ComputedFile => ({ type: 'file', mode: 0o444, text });

/** A directory of what is always there. */
export const directoryOf = (entries: Readonly<Record<string, ComputedFile>>): ComputedDirectory => {
  const files = new Map(Object.entries(entries));
  const names = [...files.keys()].sort();
  return { type: 'directory', names: () => names, child: (name) => files.get(name) };
};

const refuse = (error: FileError): { readonly ok: false; readonly error: FileError } => ({
  ok: false,
  error,
});
const done = <T>(value: T): FileResult<T> => ({ ok: true, value });

/** More links than a path of real files has. */
const MOST_LINKS = 8;

interface Found {
  readonly file: ComputedFile;
  /** Without links. */
  readonly path: string;
}

/** The file at `path`; a link that is its last part stands for what it leads to if `follows`. */
function find(root: ComputedDirectory, path: string, follows: boolean): FileResult<Found> {
  let rest = path.split('/').filter((part) => part !== '');
  let trail: { readonly name: string; readonly file: ComputedFile }[] = [];
  for (let links = 0; rest.length > 0; ) {
    const here = trail.at(-1)?.file ?? root;
    if (here.type !== 'directory') return refuse('ENOTDIR');
    const [name = '', ...others] = rest;
    rest = others;
    if (name === '..') {
      trail = trail.slice(0, -1);
      continue;
    }
    const file = here.child(name);
    if (file === undefined) return refuse('ENOENT');
    if (file.type === 'symlink' && (follows || rest.length > 0)) {
      const target = file.target();
      // What is not here is on another file system, which nobody here knows.
      if (target.startsWith('/')) return refuse('ENOENT');
      if (++links > MOST_LINKS) return refuse('ELOOP');
      rest = [...target.split('/'), ...rest];
    } else trail = [...trail, { name, file }];
  }
  const at = `/${trail.map(({ name }) => name).join('/')}`;
  return done({ file: trail.at(-1)?.file ?? root, path: at });
}

/** What all of these files have; nobody counts their bytes. */
const STAT: Omit<FileStat, 'type' | 'mode' | 'modifiedEpochMs'> = {
  ...{ uid: 0, gid: 0, size: 0, inode: 1, links: 1, program: undefined },
};

const MODES = { directory: 0o555, symlink: 0o777 } as const;

export interface ComputedFilesOptions {
  /** `proc`, `sysfs`: how `mount` calls it. */
  readonly type: string;
  readonly nowEpochMs: () => number;
  /** How a change is refused. */
  readonly refusal: FileError;
}

/** A file system of such files, which cannot be changed. */
export function createComputedFiles(
  root: ComputedDirectory,
  { type, nowEpochMs, refusal }: ComputedFilesOptions,
): FileSystem {
  const at = <T>(
    path: string,
    follows: boolean,
    answer: (found: Found) => FileResult<T>,
  ): FileResult<T> => {
    const found = find(root, path, follows);
    return found.ok ? answer(found.value) : found;
  };
  const statOf = ({ file }: Found): FileResult<FileStat> => {
    const mode = file.type === 'file' ? file.mode : MODES[file.type];
    return done({ ...STAT, type: file.type, mode, modifiedEpochMs: nowEpochMs() });
  };
  const unchanged = (path: string): FileResult<void> => at(path, true, () => refuse(refusal));
  return {
    stat: (path) => at(path, true, statOf),
    lstat: (path) => at(path, false, statOf),
    read: (path) =>
      at(path, true, ({ file }) => (file.type === 'file' ? done(file.text()) : refuse('EISDIR'))),
    list: (path) =>
      at(path, true, ({ file }) =>
        file.type === 'directory' ? done(file.names()) : refuse('ENOTDIR'),
      ),
    readlink: (path) =>
      at(path, false, ({ file }) =>
        file.type === 'symlink' ? done(file.target()) : refuse('EINVAL'),
      ),
    realPath: (path) => at(path, true, (found) => done(found.path)),
    reach: () => done(undefined),
    fifo: () => refuse('EINVAL'),
    space: () => ({
      ...{ device: type, type, mountPoint: '/', capacityBytes: 0, usedBytes: 0, isReadOnly: false },
    }),
    mounts: () => [],
    write: unchanged,
    append: unchanged,
    allocate: unchanged,
    setMode: unchanged,
    setOwner: unchanged,
    setModified: unchanged,
    makeDirectory: () => refuse('ENOENT'),
    makeFifo: () => refuse('ENOENT'),
    remove: unchanged,
    rename: unchanged,
    symlink: () => refuse('ENOENT'),
    link: () => refuse('ENOENT'),
  };
}
