import type { Advice, Completion, TtyState } from '../kernel/index.ts';
import type { NetworkRequest } from '../net/index.ts';
import type { StoreView } from '../store/index.ts';
import type { CauseLink } from './causes.ts';
import type { Inspection } from './inspection.ts';
import type { CommandRecord, PredictionState, TaskState } from './lesson.ts';
import type { Words } from './variants.ts';

/** One input of the outside world. Together with the seed, the inputs are the whole session. */
export type SessionInput =
  | { readonly type: 'open'; readonly terminal: string }
  /** The terminal is gone, and with it what runs there. */
  | { readonly type: 'close'; readonly terminal: string }
  | { readonly type: 'line'; readonly terminal: string; readonly text: string }
  /** Ctrl-C; `typed` is what stood in the line that was not entered. */
  | { readonly type: 'interrupt'; readonly terminal: string; readonly typed: string }
  /** Ctrl-Z, likewise. */
  | { readonly type: 'suspend'; readonly terminal: string; readonly typed: string }
  /** Ctrl-\, likewise. */
  | { readonly type: 'quit'; readonly terminal: string; readonly typed: string }
  /** Ctrl-D; `typed` is what stood in the line before it, '' when it is missing. */
  | { readonly type: 'end-of-file'; readonly terminal: string; readonly typed?: string }
  /** Keys for a program that reads them one by one, as a terminal sends them. */
  | { readonly type: 'keys'; readonly terminal: string; readonly text: string }
  /** The editor that a terminal asked for was left: the saved text, or null without saving. */
  | { readonly type: 'edited'; readonly terminal: string; readonly text: string | null }
  | {
      readonly type: 'resize';
      readonly terminal: string;
      readonly columns: number;
      readonly rows: number;
    }
  /** The editor saved a file; `path` is absolute. */
  | { readonly type: 'save'; readonly path: string; readonly content: string }
  /** The learner had the solution of a task shown. The world does not notice. */
  | { readonly type: 'assisted'; readonly task: string };

export interface LoggedInput {
  readonly atMs: number;
  readonly input: SessionInput;
}

/**
 * A session as it is saved, shared, graded and replayed. `endedAtMs` is the virtual time it
 * reached.
 */
export interface SessionLog {
  readonly engine: string;
  readonly lesson: string;
  readonly seed: number;
  readonly endedAtMs: number;
  readonly inputs: readonly LoggedInput[];
}

/**
 * A lesson being played: the only thing that pages and graders hold. It moves only in `advance`.
 */
export interface Session {
  readonly view: StoreView;
  /** What differs in this learner's variant of the lesson. */
  readonly words: Words;
  /** When the lesson began: what made its start was done. */
  readonly beganAtMs: number;
  nowMs(): number;
  /** Virtual time as a date, milliseconds since 1970. */
  nowEpochMs(): number;
  /** When the next thing happens by itself; undefined when the world is at rest. */
  nextAtMs(): number | undefined;
  /**
   * The name of the part of the simulator that the world waits for. It stands still until the part
   * has come and `advance` is called, by 0 ms if need be.
   */
  missingPart(): string | undefined;
  /**
   * Applies an input now and lets the world react to it at this instant; while a part is missing,
   * when that has come.
   */
  input(input: SessionInput): void;
  /** Moves virtual time forward by `ms`, or until a part is missing. */
  advance(ms: number): void;
  /** Moves on until `isDone()`, by `limitMs` at the most. Returns whether it was done. */
  advanceUntil(isDone: () => boolean, limitMs: number): boolean;
  terminalState(terminal: string): TtyState;
  /** Everything that the terminal has printed so far, with the typed lines in it. */
  output(terminal: string): string;
  /**
   * What the terminal has printed from its `from`th character on, counted from the very first one.
   */
  outputSince(terminal: string, from: number): Printed;
  /** What the terminal had printed by the end of an instant. */
  outputUntil(terminal: string, atMs: number): string;
  /** What was suggested at a terminal after mistakes, oldest first; no part of its output. */
  advice(terminal: string): readonly TerminalAdvice[];
  complete(terminal: string, line: string, cursor: number): CompletionAnswer;
  /** Files below the learner's home directory: absolute path and content, in path order. */
  homeFiles(): readonly { readonly path: string; readonly content: string }[];
  commands(): readonly CommandRecord[];
  /** What pods asked of the network: the newest requests, oldest first. */
  requests(): readonly NetworkRequest[];
  tasks(): readonly TaskState[];
  predictions(): readonly PredictionState[];
  log(): SessionLog;
  /** A look at the cluster that changes nothing. */
  readonly inspection: Inspection;
  /**
   * Why an object is as it is: the chain of causes, newest first, down to the learner's command.
   */
  causesOf(uid: string): readonly CauseLink[];
  /** Called after every turn in which something changed or was printed. Returns an unsubscriber. */
  onTurn(listener: () => void): () => void;
}

/** Text that a terminal printed. `start` is later than asked for when the older text is gone. */
export interface Printed {
  readonly start: number;
  readonly text: string;
}

/** What a tool suggests after a mistake, and how much its terminal had printed by then. */
export interface TerminalAdvice extends Advice {
  readonly at: number;
}

/** What Tab offers: the choices replace the characters from `from` to the cursor. */
export interface CompletionAnswer {
  readonly from: number;
  readonly choices: readonly Completion[];
}
