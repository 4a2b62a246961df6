import type { Command, Process, Processes, Program, Self, Signal, Timer } from '../kernel/index.ts';
import { attachedProgram } from './attach.ts';
import type { Attached } from './console.ts';
import type { Exit } from './container.machine.ts';
import type { ServerStart, Service } from './image.ts';
import { type ContainerLog, createLog } from './logs.ts';
import {
  emulate,
  type Main,
  type RunInput,
  type Starter,
  serverTable,
  startMain,
} from './main-program.ts';
import { createMemory } from './memory.ts';
import { metered } from './metered.ts';
import type { StopPlan } from './profile.ts';
import type { StepTarget } from './steps.ts';

/** One run of a container's main program. */
export interface Run {
  readonly startedAtEpochMs: number;
  readonly log: ContainerLog;
  /** Why the program could not even be started; undefined when it was. */
  startError(): string | undefined;
  finishedAtEpochMs(): number | undefined;
  exit(): Exit | undefined;
  /** What answers on a port now. */
  service(port: number): Service | undefined;
  /** Answers on a port until the returned function is called or the run ends. */
  listen(port: number, service: Service): () => void;
  /** From now on it holds so much memory. */
  hold(bytes: number): void;
  /** Memory that it holds now. */
  memoryBytes(): number;
  /** Processor time between two instants of the last minute, and the memory held at the second. */
  usage(fromMs: number, toMs: number): { readonly cpuMs: number; readonly memoryBytes: number };
  /** The image's servers as commands. */
  programs(): ReadonlyMap<string, Command>;
  /** SIGTERM, as `plan` says. */
  stop(plan: StopPlan): void;
  /** SIGKILL. Does nothing after the end. */
  kill(): void;
  /** Runs something beside the programs, unseen; it is killed with the container. */
  spawn: ServerStart['spawn'];
  /** Connects somebody with the main program, until it ends; the code is 0 then. */
  attach(attached: Attached): Process;
  /** Starts another program in the container; it is killed with it. */
  exec(name: string, start: Parameters<Processes['spawn']>[1]): Process;
}

const KILLED_BY_SIGNAL = 137;
const exitOf = (exitCode: number, message: string): Exit => ({
  exitCode,
  reason: exitCode === 0 ? 'Completed' : 'Error',
  message,
});

/** Starts the main program of a container: emulated, as steps of a server, or as a process. */
export function startRun(input: RunInput): Run {
  const { queue, processes, plan } = input;
  const log = createLog();
  const services = new Map<number, Service>();
  const others = new Set<Process>();
  /** What servers do beside is no process that anybody sees. */
  const helpers = processes.namespace(input.meter.spend);
  const startedAtEpochMs = queue.epochMs();
  let stopTimer: Timer | undefined;
  let finishedAtEpochMs: number | undefined;
  let exit: Exit | undefined;
  let startError: string | undefined;

  const finish = (how: Exit): void => {
    if (exit !== undefined) return;
    exit = how;
    finishedAtEpochMs = queue.epochMs();
    if (stopTimer !== undefined) queue.cancel(stopTimer);
    services.clear();
    memory.release();
    main?.kill();
    for (const process of others) process.signal('SIGKILL');
    log.close();
    input.onExit(how);
  };
  const lastWords = (exitCode: number): string => input.lastWords(log, exitCode);
  const killed = (reason: 'Error' | 'OOMKilled'): void =>
    finish({ exitCode: KILLED_BY_SIGNAL, reason, message: lastWords(KILLED_BY_SIGNAL) });
  const memory = createMemory(queue, input.limitBytes, () => killed('OOMKilled'));
  const withMeter = (service: Service): Service =>
    metered(service, () => input.meter.spend(input.usage.cpuMsPerRequest));
  const target: StepTarget = {
    log: (text) => log.append(queue.epochMs(), text),
    listen: (port, service) => services.set(port, withMeter(service)),
    files: input.files,
    hold: (bytes, growthPerMinute) => {
      if (!input.isMemorySet) memory.hold(bytes, growthPerMinute);
    },
    runAt: input.meter.runAt,
  };
  if (input.isMemorySet) {
    memory.hold(input.usage.memoryBytes, input.usage.memoryGrowthPerMinute);
  }
  const starter: Starter = {
    input,
    target,
    exited: (exitCode) => finish(exitOf(exitCode, lastWords(exitCode))),
    schedule: (delayMs, task) => {
      const run = (): void => (exit === undefined ? task() : undefined);
      queue.schedule(Math.max(0, Math.round(delayMs)), 'container task', run);
    },
    spawn: (name, program) => {
      if (exit === undefined) others.add(helpers.spawn(name, program));
    },
    spawnBeside: (name, program) => helpers.spawn(name, program),
    terminate: () => main?.terminate(),
    refused: (message) => {
      startError = message;
      queue.schedule(0, 'container start error', () =>
        finish({ exitCode: 128, reason: 'StartError', message }),
      );
    },
  };
  const main: Main | undefined =
    plan.type === 'emulated'
      ? emulate(queue, plan, target.log, (exitCode) =>
          finish(exitOf(exitCode, plan.output === undefined ? '' : lastWords(exitCode))),
        )
      : startMain(starter);

  return {
    startedAtEpochMs,
    log,
    startError: () => startError,
    finishedAtEpochMs: () => finishedAtEpochMs,
    exit: () => exit,
    service: (port) => services.get(port),
    listen(port, service) {
      const own = withMeter(service);
      services.set(port, own);
      return () => {
        if (services.get(port) === own) services.delete(port);
      };
    },
    hold: (bytes) => target.hold(bytes, 0),
    memoryBytes: memory.bytes,
    usage: (fromMs, toMs) => ({
      cpuMs: input.meter.usedMs(fromMs, toMs),
      memoryBytes: Math.max(memory.bytesAt(toMs), input.usage.memoryBytes),
    }),
    programs: () => serverTable(starter),
    stop(stopPlan) {
      if (exit !== undefined) return;
      if (stopPlan.type === 'image') main?.terminate();
      else {
        const done = (): void => finish(exitOf(stopPlan.exitCode, ''));
        stopTimer = queue.schedule(stopPlan.delayMs, 'container stop', done);
      }
    },
    kill: () => killed('Error'),
    spawn: starter.spawn,
    attach: (attached) =>
      helpers.spawn('attach', (self) => {
        const signal = (which: Signal): void => main?.signal(which);
        const isOver = (): boolean => exit !== undefined;
        const target = { log, console: main?.console, isOver, signal };
        return attachedProgram(target, attached, self);
      }),
    exec(name, start) {
      for (const process of others) if (process.exitCode() !== undefined) others.delete(process);
      const inSession = (self: Self): Program => {
        // It has a session of its own, in which nobody could let a stopped program go on.
        self.onSignal((signal) => signal === 'SIGTSTP');
        return start(self);
      };
      const process = processes.spawn(name, inSession, undefined, true);
      others.add(process);
      return process;
    },
  };
}
