import { LIMITS } from '../limits.ts';
import { type Runner, startProgram } from './calls.ts';
import { isOutOfMemory } from './memory.ts';
import type { Parts, PartWait } from './parts.ts';
import type { Process, Processes, Self } from './process.ts';
import type { Program, Wait } from './program.ts';
import type { Queue, Timer } from './queue.ts';
import { IGNORED, SIGNAL_NUMBERS, type Signal, STOPPING } from './signals.ts';

/** The processes that see one another, by pid. */
interface Space {
  readonly members: Map<number, Process>;
  readonly isInner: boolean;
  nextPid: number;
}

interface Running extends Process {
  name: string;
  readonly id: number;
  readonly space: Space;
  readonly program: Runner<number>;
  readonly onEnd: () => void;
  readonly worked: (durationMs: number) => void;
  handler: ((signal: Signal) => boolean) | undefined;
  readonly ignored: ReadonlySet<Signal>;
  ready: (() => boolean) | undefined;
  timer: Timer | undefined;
  /** What its timers do, and are called. */
  readonly wake: () => void;
  label: string;
  isDue: boolean;
  isRunning: boolean;
  stopSignal: Signal | undefined;
  /** Signals that came while it was stopped. */
  readonly waiting: Signal[];
  code: number | undefined;
  bySignal: boolean;
}

const NOBODY: readonly Running[] = [];
const NEVER = (): boolean => false;
const NOTHING = (): undefined => undefined;
const unheard = (): void => undefined;

/** A namespace's own init. */
const FIRST_PID = 1;

/** Creates the process table over the kernel queue; `parts` may grow as time goes on. */
export function createProcesses(queue: Queue, parts: Parts): Processes {
  /** Those that have not ended, in the order in which they were started. */
  const table: Running[] = [];
  let nextId = 1;
  let running: Running | undefined;
  // The round of `resume`, which a missing part interrupts.
  let round: readonly Running[] = [];
  let roundAt = 0;
  let held: { readonly process: Running; readonly part: PartWait } | undefined;

  const end = (process: Running, code: number): void => {
    process.code = code;
    if (process.timer !== undefined) queue.cancel(process.timer);
    const at = table.indexOf(process);
    if (at >= 0) table.splice(at, 1);
    process.space.members.delete(process.pid);
  };

  /** What a program waits for next; one that wants too much memory is killed. */
  const nextOf = (process: Running): IteratorResult<Wait, number> => {
    try {
      let result = process.program.next();
      while (!result.done && result.value.part?.take(parts)) result = process.program.next();
      return result;
    } catch (failure) {
      if (!isOutOfMemory(failure)) throw failure;
      process.bySignal = true;
      return { done: true, value: 128 + SIGNAL_NUMBERS.SIGKILL };
    }
  };

  const step = (process: Running): void => {
    if (process.timer !== undefined) queue.cancel(process.timer);
    process.timer = undefined;
    process.ready = undefined;
    process.isDue = false;
    process.isRunning = true;
    const caller = running;
    running = process;
    const result = nextOf(process);
    running = caller;
    process.isRunning = false;
    if (process.code !== undefined) {
      process.program.end(process.code);
      process.onEnd();
      return;
    }
    if (result.done) {
      end(process, result.value);
      process.onEnd();
      return;
    }
    const { ready, delayMs, isWork = false, part } = result.value;
    if (part !== undefined) {
      held = { process, part };
      return;
    }
    process.ready = ready;
    if (isWork) process.worked(delayMs ?? 0);
    if (delayMs !== undefined) {
      process.timer = queue.schedule(delayMs, process.label, process.wake);
    } else if (ready === undefined) {
      process.isDue = true;
    }
  };

  /** Ends a program where it stands; one that is in the middle of a step when that is over. */
  const leave = (process: Running, code: number): void => {
    end(process, code);
    if (process.isRunning) return;
    process.program.end(code);
    process.onEnd();
  };
  const childrenOf = (process: Running): readonly Running[] =>
    table.filter((one) => one.space === process.space && one.parentPid === process.pid);
  const isResting = (process: Running): boolean => process.stopSignal !== undefined;
  const stop = (process: Running, signal: Signal): void => {
    process.stopSignal = signal;
    for (const child of childrenOf(process)) if (!isResting(child)) stop(child, signal);
  };
  const goOn = (process: Running): void => {
    process.stopSignal = undefined;
    for (const child of childrenOf(process)) if (isResting(child)) goOn(child);
    for (const signal of process.waiting.splice(0)) deliver(process, signal);
  };
  const deliver = (process: Running, signal: Signal): void => {
    if (process.code !== undefined) return;
    if (signal === 'SIGCONT') goOn(process);
    const isCertain = signal === 'SIGKILL' || signal === 'SIGSTOP';
    if (isResting(process) && !isCertain) {
      if (!STOPPING.has(signal) && !process.waiting.includes(signal)) process.waiting.push(signal);
      return;
    }
    if (!isCertain && process.handler?.(signal)) return;
    // The first process of a namespace is not ended by what it does not handle.
    if (!isCertain && process.space.isInner && process.pid === FIRST_PID) return;
    if (IGNORED.has(signal) || (!isCertain && process.ignored.has(signal))) return;
    if (STOPPING.has(signal)) {
      stop(process, signal);
      return;
    }
    process.bySignal = true;
    leave(process, 128 + SIGNAL_NUMBERS[signal]);
  };

  const spawnIn = (
    space: Space,
    name: string,
    start: (self: Self) => Program,
    onEnd: () => void,
    isDetached: boolean,
    worked: (durationMs: number) => void,
  ): Process => {
    if (space.members.size >= LIMITS.processes) throw new Error(`process table is full: ${name}`);
    const pid = space.nextPid++;
    const own: Pick<Running, 'handler'> = { handler: undefined };
    const parent = isDetached || running?.space !== space ? undefined : running;
    const self: Self = {
      pid,
      ignored: new Set(parent?.ignored),
      onSignal: (handler) => {
        own.handler = handler;
      },
      exit: (code) => leave(process, code),
      become(next) {
        process.name = next;
        process.label = `process ${next}`;
        own.handler = undefined;
      },
    };
    const process: Running = {
      id: nextId++,
      space,
      pid,
      parentPid: parent?.pid ?? 0,
      name,
      startedMs: queue.nowMs(),
      program: startProgram(start(self)),
      onEnd,
      worked,
      ignored: self.ignored,
      // It may be installed before the program has begun.
      handler: (signal) => own.handler?.(signal) ?? false,
      ready: undefined,
      timer: undefined,
      wake: () => {
        process.isDue = true;
      },
      label: `process ${name}`,
      isDue: true,
      isRunning: false,
      stopSignal: undefined,
      waiting: [],
      code: undefined,
      bySignal: false,
      exitCode: () => process.code,
      isSignalled: () => process.bySignal,
      stoppedBy: () => process.stopSignal,
      signal: (signal) => deliver(process, signal),
    };
    table.push(process);
    space.members.set(pid, process);
    return process;
  };
  const canGoOn = (process: Running): boolean =>
    !isResting(process) && (process.isDue || process.ready?.() === true);
  /** The next process that can go on; undefined when nobody can, or a part is missing. */
  const nextRunning = (): Running | undefined => {
    if (held !== undefined) {
      const { process, part } = held;
      if (!part.take(parts)) return undefined;
      held = undefined;
      if (process.code === undefined) return process;
    }
    for (;;) {
      while (roundAt < round.length) {
        const process = round[roundAt++] as Running;
        if (process.code === undefined && canGoOn(process)) return process;
      }
      // After most steps of the world nobody can: then no round is begun.
      round = table.some(canGoOn) ? table.slice() : NOBODY;
      roundAt = 0;
      if (round === NOBODY) return undefined;
    }
  };
  const resume = (): boolean => {
    let ran = 0;
    for (let process = nextRunning(); process !== undefined; process = nextRunning()) {
      if (++ran > LIMITS.stepsPerInstant) throw new Error(`livelock in ${process.name}`);
      step(process);
    }
    return ran > 0;
  };
  const processesOf = (space: Space, worked: (durationMs: number) => void): Processes => ({
    spawn: (name, start, onEnd = () => undefined, isDetached = false) =>
      spawnIn(space, name, start, onEnd, isDetached, worked),
    resume,
    missingPart: () => held?.part.name,
    current: () => running,
    alive: () => seenIn(space),
    namespace: (own = unheard) =>
      processesOf({ members: new Map(), isInner: true, nextPid: 1 }, own),
    shared: (own) => processesOf(space, own),
    place({ name, exitCode, signal }) {
      const pid = space.nextPid++;
      const startedMs = queue.nowMs();
      const shown = { pid, parentPid: 0, name, startedMs, isSignalled: NEVER, stoppedBy: NOTHING };
      space.members.set(pid, { ...shown, exitCode, signal });
    },
  });
  return processesOf({ members: new Map(), isInner: false, nextPid: 1 }, unheard);
}

/** The processes that are alive, as those of the same namespace see them. */
function seenIn({ members, isInner }: Space): readonly Process[] {
  const alive = [...members.values()].filter((process) => process.exitCode() === undefined);
  if (!isInner) return alive;
  return alive.map((process) => (process.pid === FIRST_PID ? shielded(process) : process));
}

/** The first process of a namespace, which does not hear what would end it at once. */
const shielded = (process: Process): Process => ({
  ...process,
  signal: (signal) => {
    if (signal !== 'SIGKILL' && signal !== 'SIGSTOP') process.signal(signal);
  },
});
