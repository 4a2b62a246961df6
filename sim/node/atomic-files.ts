import { type FileSystem, makeDirectories, sha256 } from '../kernel/index.ts';
import { emptyDirectory, FOR_ALL, readOnly, removeTree } from './file-views.ts';

/** A file of a ConfigMap, Secret, projected or downward API volume. */
export interface ProjectedFile {
  readonly text: string;
  readonly mode: number;
}

/** What makes the name of a dated directory new, as of a temporary file. */
const NUMBER_DIGITS = 10;
const SET_GROUP = 0o2000;
const GROUP_READS = 0o440;

/** By path within the volume. */
export type ProjectedFiles = Readonly<Record<string, ProjectedFile>>;

/** Files that are replaced all at once. */
export interface AtomicFiles {
  /** Nobody writes here. */
  readonly files: FileSystem;
  /** Does nothing when nothing changed. */
  replace(content: ProjectedFiles): void;
}

const isSame = (a: ProjectedFiles, b: ProjectedFiles): boolean => {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => a[name]?.text === b[name]?.text && a[name]?.mode === b[name]?.mode)
  );
};

const topNames = (content: ProjectedFiles): Set<string> =>
  new Set(Object.keys(content).map((path) => path.split('/')[0] ?? ''));

/**
 * Files as the kubelet lays them out: a dated directory, the link `..data` to it, and a link for
 * every first part of a path, so that a reader sees the old files or the new ones. Models
 * pkg/volume/util/atomic_writer.go.
 */
export function createAtomicFiles(
  nowEpochMs: () => number,
  first: ProjectedFiles,
  group: number | undefined,
): AtomicFiles {
  const files = emptyDirectory(nowEpochMs, () => Number.POSITIVE_INFINITY, FOR_ALL);
  if (group !== undefined) {
    files.setOwner('/', 0, group);
    files.setMode('/', FOR_ALL | SET_GROUP);
  }
  let content: ProjectedFiles = {};
  let dated = '';
  let versions = 0;

  const write = (next: ProjectedFiles): void => {
    const date = new Date(nowEpochMs()).toISOString();
    const stamp = date.slice(0, 19).replace(/[-:]/g, '_').replace('T', '_');
    const old = dated;
    const number = sha256(`${stamp} ${versions++}`).replace(/\D/g, '');
    dated = `..${stamp}.${number.slice(0, NUMBER_DIGITS)}`;
    makeDirectories(files, `/${dated}`);
    for (const [path, { text, mode }] of Object.entries(next)) {
      makeDirectories(files, `/${dated}/${path.split('/').slice(0, -1).join('/')}`);
      files.write(`/${dated}/${path}`, text);
      files.setMode(`/${dated}/${path}`, group === undefined ? mode : mode | GROUP_READS);
    }
    files.remove('/..data');
    files.symlink(dated, '/..data');
    const names = topNames(next);
    for (const name of topNames(content)) if (!names.has(name)) files.remove(`/${name}`);
    for (const name of names) {
      if (!files.lstat(`/${name}`).ok) files.symlink(`..data/${name}`, `/${name}`);
    }
    if (old !== '') removeTree(files, `/${old}`);
    content = next;
  };
  write(first);
  return {
    files: readOnly(files),
    replace(next) {
      if (!isSame(content, next)) write(next);
    },
  };
}
