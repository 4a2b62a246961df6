import {
  createPipe,
  type Fifo,
  type FileSystem,
  isEndless,
  type Program,
  type Reader,
  readerOf,
  type Tty,
  type Writer,
  writerTo,
  writeWhatFits,
} from '../kernel/index.ts';
import type { OpenFile } from './types.ts';

const nothing = (): void => {};
const always = (): boolean => true;

const openFile = (parts: Partial<OpenFile>): OpenFile => ({
  reader: undefined,
  writer: undefined,
  path: '',
  tty: undefined,
  pending: '',
  references: 1,
  failure: undefined,
  onClose: nothing,
  isPipe: false,
  isMet: always,
  ...parts,
});

/**
 * An open file over a plain reader that somebody else closes. Two of one source share what was
 * read ahead: what a child shell leaves of a line is there for its parent.
 */
export function openReader(reader: Reader): OpenFile {
  const source = sourceOf(reader);
  if (source === undefined) return openFile({ reader });
  const file = openFile({ reader, path: source.path, isPipe: source.isPipe === true });
  return Object.defineProperty(file, 'pending', {
    get: () => source.pending,
    set: (text: string) => {
      source.pending = text;
    },
  });
}

/** An open file over a plain writer that somebody else closes. */
export const openWriter = (writer: Writer): OpenFile => openFile({ writer });
/** An open file that only takes text, and tells when nobody has it any more. */
export const openSink = (take: (text: string) => void, onClose: () => void): OpenFile =>
  openFile({ writer: writerTo(take), isPipe: true, onClose });
export const openText = (text: string): OpenFile =>
  openFile({ reader: readerOf(text), isPipe: true });
export const openTty = (tty: Tty): OpenFile => openFile({ reader: tty, writer: tty, tty });

/** The two ends of a pipe. Each end closes when its last reference goes. */
export function openPipe(): { input: OpenFile; output: OpenFile } {
  const pipe = createPipe();
  return {
    input: openFile({ reader: pipe.reader, isPipe: true, onClose: pipe.closeReader }),
    output: openFile({ writer: pipe.writer, isPipe: true, onClose: pipe.closeWriter }),
  };
}

/** An end of a named pipe, or both. */
export function openFifo(fifo: Fifo, access: 'read' | 'write' | 'both'): OpenFile {
  const input = access === 'write' ? undefined : fifo.openReader();
  const output = access === 'read' ? undefined : fifo.openWriter();
  return openFile({
    reader: input?.stream,
    writer: output?.stream,
    isMet: () => (input ?? output)?.isMet() !== false || access === 'both',
    onClose: () => {
      input?.close();
      output?.close();
    },
  });
}

const NULL_READER = readerOf('');

/** A file that is open for reading from its start, and for writing at its end. */
export function openPath(
  files: FileSystem,
  path: string,
  access: 'read' | 'write' | 'both',
): OpenFile {
  let position = 0;
  const reader: Reader = {
    // biome-ignore lint/correctness/useYield: files never wait
    *read() {
      const content = files.read(path);
      if (!content.ok || content.value.length <= position) return undefined;
      const text = content.value.slice(position);
      if (!isEndless(path)) position += text.length;
      return text;
    },
  };
  /** Writes where reading has come to, as with one offset for both. */
  const overwrite = (text: string): boolean => {
    // What was read ahead has not been taken.
    position -= file.pending.length;
    file.pending = '';
    const old = files.read(path);
    const before = old.ok ? old.value : '';
    const rest = before.slice(position + text.length);
    const written = files.write(path, before.slice(0, position) + text + rest);
    position += text.length;
    if (!written.ok) file.failure = written.error;
    return written.ok;
  };
  const writer: Writer = {
    // biome-ignore lint/correctness/useYield: files never wait
    *write(text) {
      if (access === 'both') return overwrite(text);
      const written = writeWhatFits(files, path, text, true);
      if (!written.ok) file.failure = written.error;
      return written.ok;
    },
  };
  const file = openFile({
    reader: access === 'write' ? undefined : path === '/dev/null' ? NULL_READER : reader,
    writer: access === 'read' ? undefined : writer,
    path,
  });
  return file;
}

/** One more holder of `file`. */
export function retain(file: OpenFile): OpenFile {
  file.references++;
  return file;
}

/** One holder less; the last one closes it. */
export function release(file: OpenFile): void {
  file.references--;
  if (file.references === 0) file.onClose();
}

/** A copy of a descriptor table for another process. */
export function copyDescriptors(fds: ReadonlyMap<number, OpenFile>): Map<number, OpenFile> {
  return new Map([...fds].map(([number, file]) => [number, retain(file)]));
}

export function closeDescriptors(fds: Map<number, OpenFile>): void {
  for (const file of fds.values()) release(file);
  fds.clear();
}

/** Puts `file` at `number`, closing what was there. */
export function setDescriptor(fds: Map<number, OpenFile>, number: number, file: OpenFile): void {
  const old = fds.get(number);
  fds.set(number, file);
  if (old !== undefined) release(old);
}

/** What is there to read, or undefined at the end. */
export function* readSome(file: OpenFile): Program<string | undefined> {
  if (file.pending !== '') {
    const text = file.pending;
    file.pending = '';
    return text;
  }
  return file.reader === undefined ? undefined : yield* file.reader.read();
}

/** What a program reads from: a descriptor, or nothing. */
export interface ProgramInput extends Reader {
  readonly path: string;
  readonly source?: OpenFile;
}

/** The reader that a program gets for `file`: it takes pending text first. */
export const readerFor = (file: OpenFile | undefined): ProgramInput =>
  file === undefined
    ? { read: NULL_READER.read, path: '' }
    : { read: () => readSome(file), path: file.path, source: file };

const sourceOf = (reader: Reader): OpenFile | undefined =>
  'source' in reader ? (reader as ProgramInput).source : undefined;

/**
 * Leaves text that a program read, and did not want, to who reads next: in a file the place is set
 * back, a pipe keeps only what was not asked for (`isUnread`).
 */
export function putBack(reader: Reader, text: string, isUnread = false): void {
  const source = sourceOf(reader);
  if (source === undefined || text === '') return;
  if (isUnread || source.path !== '') source.pending = text + source.pending;
}
