import type { Program } from './program.ts';
import type { Signal } from './signals.ts';

export interface Process {
  readonly pid: number;
  /** The process that started it; 0 for none. */
  readonly parentPid: number;
  readonly name: string;
  readonly startedMs: number;
  /** Undefined while it runs. */
  exitCode(): number | undefined;
  /** Whether a signal has ended it; a program that ends itself may have the same code. */
  isSignalled(): boolean;
  /** The signal that has stopped it; undefined when none has, or SIGCONT has come since. */
  stoppedBy(): Signal | undefined;
  /**
   * Delivers a signal. Without a handler, or for SIGKILL, it ends the process with 128 + number,
   * but for those that stop it together with what it started, SIGCONT, which lets all of them go
   * on, and the few that do nothing. What reaches a stopped process waits for its SIGCONT.
   */
  signal(signal: Signal): void;
}

/** What a running program may do with its own process. */
export interface Self {
  readonly pid: number;
  /**
   * Installs a handler; it returns whether it took the signal. SIGKILL and SIGSTOP cannot be
   * handled.
   */
  onSignal(handler: (signal: Signal) => boolean): void;
  /** Signals that do nothing unless a handler takes them; what it starts ignores them too. */
  readonly ignored: Set<Signal>;
  /** Ends it at once with this code, as a handler of signals does that calls `exit`. */
  exit(code: number): void;
  /** Goes on as another program, without the handler of this one, as after `exec`. */
  become(name: string): void;
}

export interface Processes {
  /**
   * Starts a program; it first runs when the scheduler next resumes processes. `onEnd` is called
   * once when it has ended, also when it was killed before it ever ran: a generator that did not
   * begin does not run its `finally`.
   */
  spawn(
    name: string,
    start: (self: Self) => Program,
    onEnd?: () => void,
    /** Whether it belongs to nobody, as what another machine runs: no parent stops it. */
    isDetached?: boolean,
  ): Process;
  /**
   * Resumes everything that is ready, in pid order, until nothing is or a part is missing. Returns
   * whether any ran.
   */
  resume(): boolean;
  /**
   * The name of the part that a program waits for. The world must stand still until it has come and
   * `resume` was called again, which then goes on where it stopped.
   */
  missingPart(): string | undefined;
  /** The one that runs at this moment; undefined when none does. */
  current(): Process | undefined;
  /** Those of this namespace. */
  alive(): readonly Process[];
  /**
   * A namespace of its own on the same scheduler, as a container has: its processes count from 1
   * and see nobody else. Its first one cannot be killed or stopped from within. `worked` is told of
   * the time for which they keep a processor busy.
   */
  namespace(worked?: (durationMs: number) => void): Processes;
  /** The same namespace for another container; what that works is told to `worked`. */
  shared(worked: (durationMs: number) => void): Processes;
  /** Shows as a process what is not run here. It is there until `exitCode` says something. */
  place(shown: Pick<Process, 'name' | 'exitCode' | 'signal'>): void;
}
