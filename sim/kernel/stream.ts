import { LIMITS } from '../limits.ts';
import { claimCharacters } from './memory.ts';
import type { Program } from './program.ts';
import { until } from './waits.ts';

/**
 * Text in streams and files is a JavaScript string. A byte that is not part of valid UTF-8 stands
 * in it as a lone surrogate, U+DC00 + byte (see text.ts), so that binary data passes through
 * unchanged.
 */
export interface Reader {
  /** The next piece of text, at least one character; undefined at the end. */
  read(): Program<string | undefined>;
}

export interface Writer {
  /** Waits while the other side is full. Returns false when nobody reads any more (EPIPE). */
  write(text: string): Program<boolean>;
}

/** A bounded buffer between two programs. */
export interface Pipe {
  readonly reader: Reader;
  readonly writer: Writer;
  /** No more will be written: the reader gets what is left, then the end. */
  closeWriter(): void;
  /** No more will be read: a write returns false. */
  closeReader(): void;
}

interface PipeState {
  buffer: string;
  isWriterClosed: boolean;
  isReaderClosed: boolean;
}

function* readPipe(pipe: PipeState): Program<string | undefined> {
  yield* until(() => pipe.buffer !== '' || pipe.isWriterClosed);
  const text = pipe.buffer;
  pipe.buffer = '';
  return text === '' ? undefined : text;
}

function* writePipe(pipe: PipeState, text: string): Program<boolean> {
  let rest = text;
  while (rest !== '') {
    yield* until(() => pipe.isReaderClosed || pipe.buffer.length < LIMITS.pipeCharacters);
    if (pipe.isReaderClosed) return false;
    const room = LIMITS.pipeCharacters - pipe.buffer.length;
    pipe.buffer += rest.slice(0, room);
    rest = rest.slice(room);
  }
  return !pipe.isReaderClosed;
}

/** Creates a pipe that holds `LIMITS.pipeCharacters`. */
export function createPipe(): Pipe {
  const pipe: PipeState = { buffer: '', isWriterClosed: false, isReaderClosed: false };
  return {
    reader: { read: () => readPipe(pipe) },
    writer: { write: (text) => writePipe(pipe, text) },
    closeWriter: () => {
      pipe.isWriterClosed = true;
    },
    closeReader: () => {
      pipe.isReaderClosed = true;
      pipe.buffer = '';
    },
  };
}

/**
 * What `work` answers, as a program that never has to wait. Like all that runs often, it is no
 * generator function within another function: an engine makes a hidden class for each of those
 * which is called, and that holds all that the function sees until the whole heap is collected.
 */
// biome-ignore lint/correctness/useYield: it never has to wait
export function* atOnce<T>(work: () => T): Program<T> {
  return work();
}

/** A reader over fixed text. */
export function readerOf(text: string): Reader {
  let rest: string | undefined = text === '' ? undefined : text;
  const take = (): string | undefined => {
    const out = rest;
    rest = undefined;
    return out;
  };
  return { read: () => atOnce(take) };
}

/** A writer that hands each piece to `sink` and never waits. */
export function writerTo(sink: (text: string) => void): Writer {
  return { write: (text) => handTo(sink, text) };
}

// biome-ignore lint/correctness/useYield: it never has to wait
function* handTo(sink: (text: string) => void, text: string): Program<boolean> {
  sink(text);
  return true;
}

/** Everything up to the end; whoever has no memory for it is killed. */
export function* readAll(reader: Reader): Program<string> {
  const parts: string[] = [];
  let length = 0;
  for (;;) {
    const part = yield* reader.read();
    if (part === undefined) return parts.join('');
    length += part.length;
    claimCharacters(length);
    parts.push(part);
  }
}

/** Reads line by line, without the line ends; a last line without an end is a line too. */
export function createLineReader(reader: Reader): { next(): Program<string | undefined> } {
  const state = { reader, pending: '', isEnded: false };
  return { next: () => readLine(state) };
}

function* readLine(state: {
  readonly reader: Reader;
  pending: string;
  isEnded: boolean;
}): Program<string | undefined> {
  for (;;) {
    const { pending } = state;
    const at = pending.indexOf('\n');
    if (at >= 0) {
      state.pending = pending.slice(at + 1);
      return pending.slice(0, at);
    }
    if (state.isEnded) {
      state.pending = '';
      return pending === '' ? undefined : pending;
    }
    const part = yield* state.reader.read();
    if (part === undefined) state.isEnded = true;
    else state.pending += part;
  }
}
