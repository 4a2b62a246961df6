import { type Reader, until, type Writer } from '../kernel/index.ts';
import { LIMITS } from '../limits.ts';

/** Text on its way out: a program writes and waits while it is full, a connection takes. */
export interface Outbox {
  readonly writer: Writer;
  /** Adds without waiting; for what is written by nobody who could wait. */
  push(text: string): void;
  take(): string;
  isEmpty(): boolean;
  /** Nobody takes any more: writing fails. */
  close(): void;
}

export function createOutbox(): Outbox {
  let text = '';
  let isClosed = false;
  return {
    writer: {
      *write(more) {
        yield* until(() => isClosed || text.length < LIMITS.pipeCharacters);
        if (!isClosed) text += more;
        return !isClosed;
      },
    },
    push(more) {
      if (!isClosed) text += more;
    },
    take() {
      const taken = text;
      text = '';
      return taken;
    },
    isEmpty: () => text === '',
    close() {
      isClosed = true;
      text = '';
    },
  };
}

/** Text on its way in: a connection pushes, a program reads. */
export interface Inbox {
  readonly reader: Reader;
  push(text: string): void;
  end(): void;
  /** Whether the connection had better wait. */
  isFull(): boolean;
}

export function createInbox(): Inbox {
  let text = '';
  let isEnded = false;
  return {
    reader: {
      *read() {
        yield* until(() => text !== '' || isEnded);
        const taken = text;
        text = '';
        return taken === '' ? undefined : taken;
      },
    },
    push(more) {
      if (!isEnded) text += more;
    },
    end() {
      isEnded = true;
    },
    isFull: () => text.length >= LIMITS.pipeCharacters,
  };
}
