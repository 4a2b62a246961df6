import type { Program } from './process.ts';
import type { Reader, Writer } from './stream.ts';

/** The side of a terminal that a program sees. */
export interface Tty extends Reader, Writer {
  columns(): number;
  rows(): number;
  /**
   * Asks for one line. `prompt` is shown in front of it; `echo: false` hides what is typed;
   * `history` names whose earlier lines the arrow keys bring back (the shell, `mysql`, …; '' for
   * none). Undefined at the end of input (Ctrl-D on an empty line).
   */
  readLine(request: LineRequest): Program<string | undefined>;
}

export interface LineRequest {
  readonly prompt: string;
  readonly echo: boolean;
  readonly history: string;
}

/** What a terminal waits for: a line (with this request), or nothing because a program runs. */
export type TtyState =
  | { readonly type: 'running' }
  | { readonly type: 'line'; readonly request: LineRequest };

/** The side of a terminal that a person, a page or a script holds. */
export interface TtyMaster {
  state(): TtyState;
  /** Gives a line to whoever asks for one, or keeps it for the next who does. */
  sendLine(line: string): void;
  /** Ctrl-C behind `typed`, the half of a line that was not sent; it is echoed and dropped. */
  interrupt(typed: string): void;
  /** Ctrl-D on an empty line. */
  endOfFile(): void;
  resize(columns: number, rows: number): void;
  /** Called with every piece of output, in order. Returns a function that ends the subscription. */
  onOutput(listener: (text: string) => void): () => void;
}

export interface TtyPair {
  readonly tty: Tty;
  readonly master: TtyMaster;
}

/**
 * Creates a terminal. A line that is taken is echoed with its prompt to the output, unless its
 * request says otherwise, so that the output alone is the whole transcript. `onInterrupt` is what
 * Ctrl-C does.
 */
export function createTty(
  size: { columns: number; rows: number },
  onInterrupt: () => void,
): TtyPair {
  let { columns, rows } = size;
  let request: LineRequest | undefined;
  const typed: (string | undefined)[] = [];
  const listeners = new Set<(text: string) => void>();
  const put = (text: string): void => {
    for (const listener of listeners) listener(text);
  };
  function* readLine(wanted: LineRequest): Program<string | undefined> {
    request = wanted;
    try {
      while (typed.length === 0) yield { ready: () => typed.length > 0 };
      const line = typed.shift();
      put(wanted.prompt + (wanted.echo ? (line ?? '') : '') + (line === undefined ? '' : '\n'));
      return line;
    } finally {
      if (request === wanted) request = undefined;
    }
  }
  return {
    tty: {
      columns: () => columns,
      rows: () => rows,
      readLine,
      *read() {
        const line = yield* readLine({ prompt: '', echo: true, history: '' });
        return line === undefined ? undefined : `${line}\n`;
      },
      // biome-ignore lint/correctness/useYield: a terminal takes everything at once
      *write(text) {
        put(text);
        return true;
      },
    },
    master: {
      state: () => (request === undefined ? { type: 'running' } : { type: 'line', request }),
      sendLine: (line) => {
        typed.push(line);
      },
      interrupt(half) {
        typed.length = 0;
        const echoed = request?.echo === false ? '' : half;
        put(`${request?.prompt ?? ''}${echoed}^C\n`);
        onInterrupt();
      },
      endOfFile: () => {
        typed.push(undefined);
      },
      resize(newColumns, newRows) {
        columns = newColumns;
        rows = newRows;
      },
      onOutput(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
}
