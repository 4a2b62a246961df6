import { LIMITS } from '../limits.ts';
import type { Part, Parts, PartWait } from './parts.ts';
import type { Queue, Timer } from './queue.ts';

/**
 * What a program waits for: `ready` turning true, `delayMs` of virtual time passing, or whichever
 * of the two comes first. `ready` must be pure and cheap; it is asked again after every step of the
 * world. A `part` stands alone: the whole world waits for it.
 */
export interface Wait {
  readonly ready?: () => boolean;
  readonly delayMs?: number;
  readonly part?: PartWait;
}

/** A program: a generator that yields what it waits for and returns its result (an exit code). */
export type Program<R = number> = Generator<Wait, R, void>;

/** Waits `delayMs` of virtual time. */
export function* sleep(delayMs: number): Program<void> {
  yield { delayMs: Math.max(0, Math.round(delayMs)) };
}

/** Waits until `ready()`. Returns at once when it already is. */
export function* until(ready: () => boolean): Program<void> {
  while (!ready()) yield { ready };
}

/** Waits until `ready()` or until `delayMs` have passed; returns whether it was ready. */
export function* untilOr(ready: () => boolean, delayMs: number): Program<boolean> {
  if (!ready()) yield { ready, delayMs };
  return ready();
}

/**
 * Waits for a part. Virtual time stands still and nothing else runs until it comes, so that a
 * session is the same however late its parts are.
 */
export function* need<T>(part: Part<T>): Program<T> {
  let found: T | undefined;
  const take = (parts: Parts): boolean => {
    found = part.of(parts);
    return found !== undefined;
  };
  while (found === undefined) yield { part: { name: part.name, take } };
  return found;
}

export type Signal = 'SIGHUP' | 'SIGINT' | 'SIGQUIT' | 'SIGKILL' | 'SIGPIPE' | 'SIGTERM';

/** The numbers of POSIX; a process that a signal ends exits with 128 plus its number. */
export const SIGNAL_NUMBERS: Readonly<Record<Signal, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGKILL: 9,
  SIGPIPE: 13,
  SIGTERM: 15,
};

export interface Process {
  readonly pid: number;
  readonly name: string;
  /** Undefined while it runs. */
  exitCode(): number | undefined;
  /**
   * Delivers a signal. Without a handler, or for SIGKILL, it ends the process with 128 + number.
   */
  signal(signal: Signal): void;
}

/** What a running program may do with its own process. */
export interface Self {
  readonly pid: number;
  /** Installs a handler; it returns whether it took the signal. SIGKILL cannot be handled. */
  onSignal(handler: (signal: Signal) => boolean): void;
}

export interface Processes {
  /**
   * Starts a program; it first runs when the scheduler next resumes processes. `onEnd` is called
   * once when it has ended, also when it was killed before it ever ran: a generator that did not
   * begin does not run its `finally`.
   */
  spawn(name: string, start: (self: Self) => Program, onEnd?: () => void): Process;
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
  alive(): readonly Process[];
}

interface Running extends Process {
  readonly program: Program;
  readonly onEnd: () => void;
  handler: ((signal: Signal) => boolean) | undefined;
  ready: (() => boolean) | undefined;
  timer: Timer | undefined;
  isDue: boolean;
  isRunning: boolean;
  code: number | undefined;
}

/** Creates the process table over the kernel queue; `parts` may grow as time goes on. */
export function createProcesses(queue: Queue, parts: Parts): Processes {
  const table = new Map<number, Running>();
  let nextPid = 1;
  // The round of `resume`, which a missing part interrupts.
  let round: readonly Running[] = [];
  let roundAt = 0;
  let hasProgress = false;
  let held: { readonly process: Running; readonly part: PartWait } | undefined;

  const end = (process: Running, code: number): void => {
    process.code = code;
    if (process.timer !== undefined) queue.cancel(process.timer);
    table.delete(process.pid);
  };

  const step = (process: Running): void => {
    if (process.timer !== undefined) queue.cancel(process.timer);
    process.timer = undefined;
    process.ready = undefined;
    process.isDue = false;
    process.isRunning = true;
    let result = process.program.next();
    while (!result.done && result.value.part?.take(parts)) result = process.program.next();
    process.isRunning = false;
    if (process.code !== undefined) {
      process.program.return(process.code);
      process.onEnd();
      return;
    }
    if (result.done) {
      end(process, result.value);
      process.onEnd();
      return;
    }
    const { ready, delayMs, part } = result.value;
    if (part !== undefined) {
      held = { process, part };
      return;
    }
    process.ready = ready;
    if (delayMs !== undefined) {
      process.timer = queue.schedule(delayMs, `process ${process.name}`, () => {
        process.isDue = true;
      });
    } else if (ready === undefined) {
      process.isDue = true;
    }
  };

  const kill = (process: Running, signal: Signal): void => {
    if (process.code !== undefined) return;
    if (signal !== 'SIGKILL' && process.handler?.(signal)) return;
    end(process, 128 + SIGNAL_NUMBERS[signal]);
    if (process.isRunning) return;
    process.program.return(process.code ?? 0);
    process.onEnd();
  };

  return {
    spawn(name, start, onEnd = () => undefined) {
      if (table.size >= LIMITS.processes) throw new Error(`process table is full: ${name}`);
      const pid = nextPid++;
      const self: Self = {
        pid,
        onSignal: (handler) => {
          process.handler = handler;
        },
      };
      const process: Running = {
        pid,
        name,
        program: start(self),
        onEnd,
        handler: undefined,
        ready: undefined,
        timer: undefined,
        isDue: true,
        isRunning: false,
        code: undefined,
        exitCode: () => process.code,
        signal: (signal) => kill(process, signal),
      };
      table.set(pid, process);
      return process;
    },
    resume() {
      let ran = 0;
      const run = (process: Running): void => {
        if (++ran > LIMITS.stepsPerInstant) throw new Error(`livelock in ${process.name}`);
        hasProgress = true;
        step(process);
      };
      for (;;) {
        if (held !== undefined) {
          const { process, part } = held;
          if (!part.take(parts)) return ran > 0;
          held = undefined;
          if (process.code === undefined) run(process);
        } else if (roundAt < round.length) {
          const process = round[roundAt++] as Running;
          if (process.code === undefined && (process.isDue || process.ready?.())) run(process);
        } else {
          if (round.length > 0 && !hasProgress) break;
          round = [...table.values()];
          [roundAt, hasProgress] = [0, false];
          if (round.length === 0) break;
        }
      }
      round = [];
      return ran > 0;
    },
    missingPart: () => held?.part.name,
    alive: () => [...table.values()],
  };
}
