import { LIMITS } from '../limits.ts';
import type { Program } from './program.ts';
import type { Reader, Writer } from './stream.ts';
import { until } from './waits.ts';

/** One end of a named pipe that somebody has open. */
export interface FifoEnd<T> {
  readonly stream: T;
  /** Whether the other end is open, or was since this one was opened: an open waits for that. */
  isMet(): boolean;
  close(): void;
}

/** A named pipe: what its writers put in, its readers share. Models fifo(7) of Linux. */
export interface Fifo {
  openReader(): FifoEnd<Reader>;
  openWriter(): FifoEnd<Writer>;
}

/** How many have an end open now, and how often it was opened. */
interface Side {
  open: number;
  ever: number;
}

interface State {
  buffer: string;
  readonly readers: Side;
  readonly writers: Side;
}

function* read(state: State, isMet: () => boolean): Program<string | undefined> {
  yield* until(() => isMet() && (state.buffer !== '' || state.writers.open === 0));
  const text = state.buffer;
  state.buffer = '';
  return text === '' ? undefined : text;
}

function* write(state: State, isMet: () => boolean, text: string): Program<boolean> {
  const { readers } = state;
  yield* until(isMet);
  for (let rest = text; rest !== ''; ) {
    yield* until(() => readers.open === 0 || state.buffer.length < LIMITS.pipeCharacters);
    if (readers.open === 0) return false;
    const room = LIMITS.pipeCharacters - state.buffer.length;
    state.buffer += rest.slice(0, room);
    rest = rest.slice(room);
  }
  return readers.open > 0;
}

/** A named pipe that nobody has open yet; it holds `LIMITS.pipeCharacters`. */
export function createFifo(): Fifo {
  const state: State = {
    buffer: '',
    readers: { open: 0, ever: 0 },
    writers: { open: 0, ever: 0 },
  };
  const open = <T>(own: Side, other: Side, streamOf: (isMet: () => boolean) => T): FifoEnd<T> => {
    own.open++;
    own.ever++;
    const before = other.open > 0 ? -1 : other.ever;
    const isMet = (): boolean => other.ever > before;
    return {
      stream: streamOf(isMet),
      isMet,
      close: () => {
        own.open--;
        if (state.readers.open === 0) state.buffer = '';
      },
    };
  };
  return {
    openReader: () =>
      open(state.readers, state.writers, (isMet) => ({ read: () => read(state, isMet) })),
    openWriter: () =>
      open(state.writers, state.readers, (isMet) => ({
        write: (text) => write(state, isMet, text),
      })),
  };
}
