import type { FileSystem, Reader, Writer } from '../kernel/index.ts';
import { openFifo, openPath, readerFor } from './descriptors.ts';
import { descriptorOf } from './device.ts';
import type { OpenFile } from './types.ts';

/** The file system as a program sees it: `/dev/fd/N` and `/dev/stdin` are its own descriptors. */
export interface StreamFiles extends FileSystem {
  /** The stream behind such a path or in a named pipe; undefined for an ordinary file. */
  openStream(
    path: string,
    access?: 'read' | 'write',
  ): { reader: Reader; writer: Writer } | undefined;
}

/** The descriptors of what a program opens itself start behind those of its shell. */
const FIRST_OWN = 255;

/** New files have what it leaves them anyway. */
const USUAL_UMASK = 0o022;

export const hasStreams = (files: FileSystem): files is StreamFiles => 'openStream' in files;

/** Adds a program's own descriptors to the file system that it is given. */
export function createStreamFiles(
  base: FileSystem,
  fds: Map<number, OpenFile>,
  writer: (file: OpenFile) => Writer,
  umask: number,
): StreamFiles {
  const files = hasStreams(base) ? (Object.getPrototypeOf(base) as FileSystem) : base;
  const fileAt = (path: string): OpenFile | undefined => {
    const number =
      path.startsWith('/dev/') || path.startsWith('/proc/') ? descriptorOf(path) : undefined;
    return number === undefined ? undefined : fds.get(number);
  };
  /** An end of a named pipe: a descriptor of the program, which closes with it. */
  const fifoAt = (path: string, access: 'read' | 'write'): OpenFile | undefined => {
    const fifo = files.fifo(path);
    if (!fifo.ok) return undefined;
    const file = openFifo(fifo.value, access);
    fds.set(Math.max(FIRST_OWN, ...fds.keys()) + 1, file);
    return file;
  };
  /** A descriptor of an ordinary file, which starts at its beginning when it is opened anew. */
  const isPlain = ({ path, reader }: OpenFile): boolean => {
    const stat = path === '' || reader === undefined ? undefined : files.stat(path);
    return stat?.ok === true && stat.value.type === 'file';
  };
  /** What makes a file: a new one has the mode that the umask leaves it. */
  const masked = <T extends { readonly ok: boolean }>(
    path: string,
    mode: number,
    make: () => T,
  ) => {
    const isNew = umask !== USUAL_UMASK && !files.stat(path).ok;
    const made = make();
    if (isNew && made.ok) files.setMode(path, mode & ~umask);
    return made;
  };
  const own: Pick<
    StreamFiles,
    'openStream' | 'stat' | 'lstat' | 'read' | 'write' | 'append' | 'makeDirectory'
  > = {
    openStream(path, access = 'read') {
      const own = fileAt(path);
      if (own !== undefined && access === 'read' && isPlain(own)) {
        const anew = openPath(files, own.path, access);
        return { reader: readerFor(anew), writer: writer(anew) };
      }
      const file = own ?? fifoAt(path, access);
      return file === undefined ? undefined : { reader: readerFor(file), writer: writer(file) };
    },
    stat: (path) => (fileAt(path) === undefined ? files.stat(path) : files.stat('/dev/null')),
    lstat: (path) => (fileAt(path) === undefined ? files.lstat(path) : files.lstat('/dev/null')),
    read(path) {
      const file = fileAt(path);
      if (file === undefined) return files.read(path);
      const value = file.pending;
      file.pending = '';
      return { ok: true, value };
    },
    write: (path, content) =>
      fileAt(path) === undefined
        ? masked(path, 0o666, () => files.write(path, content))
        : { ok: true, value: undefined },
    append: (path, content) =>
      fileAt(path) === undefined
        ? masked(path, 0o666, () => files.append(path, content))
        : { ok: true, value: undefined },
    makeDirectory: (path) => masked(path, 0o777, () => files.makeDirectory(path)),
  };
  return Object.assign(Object.create(files) as FileSystem, own);
}
