import { LIMITS } from '../limits.ts';
import { claimCharacters } from './memory.ts';
import { type Program, until } from './process.ts';

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

/** Creates a pipe that holds `LIMITS.pipeCharacters`. */
export function createPipe(): Pipe {
  let buffer = '';
  let isWriterClosed = false;
  let isReaderClosed = false;
  return {
    reader: {
      *read() {
        yield* until(() => buffer !== '' || isWriterClosed);
        const text = buffer;
        buffer = '';
        return text === '' ? undefined : text;
      },
    },
    writer: {
      *write(text) {
        let rest = text;
        while (rest !== '') {
          yield* until(() => isReaderClosed || buffer.length < LIMITS.pipeCharacters);
          if (isReaderClosed) return false;
          const room = LIMITS.pipeCharacters - buffer.length;
          buffer += rest.slice(0, room);
          rest = rest.slice(room);
        }
        return !isReaderClosed;
      },
    },
    closeWriter: () => {
      isWriterClosed = true;
    },
    closeReader: () => {
      isReaderClosed = true;
      buffer = '';
    },
  };
}

/** A reader over fixed text. */
export function readerOf(text: string): Reader {
  let rest: string | undefined = text === '' ? undefined : text;
  return {
    // biome-ignore lint/correctness/useYield: it never has to wait
    *read() {
      const out = rest;
      rest = undefined;
      return out;
    },
  };
}

/** A writer that hands each piece to `sink` and never waits. */
export function writerTo(sink: (text: string) => void): Writer {
  return {
    // biome-ignore lint/correctness/useYield: it never has to wait
    *write(text) {
      sink(text);
      return true;
    },
  };
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
  let pending = '';
  let isEnded = false;
  return {
    *next() {
      for (;;) {
        const at = pending.indexOf('\n');
        if (at >= 0) {
          const line = pending.slice(0, at);
          pending = pending.slice(at + 1);
          return line;
        }
        if (isEnded) {
          const line = pending;
          pending = '';
          return line === '' ? undefined : line;
        }
        const part = yield* reader.read();
        if (part === undefined) isEnded = true;
        else pending += part;
      }
    },
  };
}
