import {
  type Command,
  type CommandTable,
  type FileSystem,
  type Prng,
  type Process,
  type Processes,
  type Program,
  type Queue,
  readerOf,
  sleep,
  tableOf,
  type Timer,
  until,
  writerTo,
} from '../kernel/index.ts';
import type { Exit } from './container.machine.ts';
import type { Image, Server, ServerStart, Service, Step } from './image.ts';
import { type ContainerLog, createLog } from './logs.ts';
import type { RunPlan, StopPlan } from './profile.ts';

/** One run of a container's main program. */
export interface Run {
  readonly startedAtEpochMs: number;
  readonly log: ContainerLog;
  finishedAtEpochMs(): number | undefined;
  exit(): Exit | undefined;
  /** What answers on a port now. */
  service(port: number): Service | undefined;
  /** SIGTERM, as `plan` says. */
  stop(plan: StopPlan): void;
  /** SIGKILL. Does nothing after the end. */
  kill(): void;
  /** Starts another program in the container; it is killed with it. */
  exec(name: string, start: Parameters<Processes['spawn']>[1]): Process;
}

export interface RunInput {
  readonly queue: Queue;
  readonly processes: Processes;
  readonly prng: Prng;
  readonly plan: RunPlan;
  readonly argv: readonly string[];
  readonly image: Image | undefined;
  readonly directory: string;
  readonly env: ReadonlyMap<string, string>;
  readonly hostname: string;
  readonly ports: readonly number[];
  /** Made when first asked for. */
  files(): FileSystem;
  commands(programs: CommandTable): CommandTable;
  onExit(exit: Exit): void;
}

const KILLED = 137;
/** The server that stands for any program of an image that is not modelled. */
export const ANY_PROGRAM = '*';

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const exitOf = (exitCode: number, message: string): Exit => ({
  exitCode,
  reason: exitCode === 0 ? 'Completed' : 'Error',
  message,
});

interface StepTarget {
  log(text: string): void;
  listen(port: number, service: Service): void;
  files(): FileSystem;
}

/** Does one step; returns the exit code when it was the last. */
function takeStep(step: Step, target: StepTarget): number | undefined {
  if (step.type === 'exit') return step.exitCode;
  if (step.type === 'log') target.log(step.text);
  if (step.type === 'listen') target.listen(step.port, step.service);
  if (step.type === 'write') {
    const files = target.files();
    if (step.path.endsWith('/')) files.makeDirectory(step.path.slice(0, -1));
    else files.write(step.path, step.content);
  }
  return undefined;
}

/** A server as a command, for a shell that starts it: the same steps, then waiting for a signal. */
function serverCommand(
  name: string,
  server: Server,
  startOf: (args: readonly string[], env: ReadonlyMap<string, string>) => ServerStart,
  target: StepTarget,
): Command {
  return {
    name,
    summary: `the server ${name}`,
    *run({ args, env, self, stdout, stderr }): Program {
      const start = startOf(args, env);
      let isStopping = false;
      self.onSignal((signal) => {
        isStopping ||= signal === 'SIGTERM' || signal === 'SIGINT' || signal === 'SIGQUIT';
        return isStopping;
      });
      for (const step of server.start(start)) {
        yield* sleep(step.afterMs);
        if (step.type === 'log') {
          yield* (step.stream === 'stdout' ? stdout : stderr).write(step.text);
        } else {
          const code = takeStep(step, target);
          if (code !== undefined) return code;
        }
        if (isStopping) break;
      }
      yield* until(() => isStopping);
      for (const step of server.stop(start, start.startedAtEpochMs)) {
        yield* sleep(step.afterMs);
        const code = takeStep(step, target);
        if (code !== undefined) return code;
      }
      return 0;
    },
  };
}

/** Starts the main program of a container: emulated, as steps of a server, or as a process. */
export function startRun(input: RunInput): Run {
  const { queue, processes, plan, image } = input;
  const log = createLog();
  const startedAtEpochMs = queue.epochMs();
  const services = new Map<number, Service>();
  const extra = new Set<Process>();
  let timers: Timer[] = [];
  let main: Process | undefined;
  let server: { server: Server; start: ServerStart } | undefined;
  let finishedAtEpochMs: number | undefined;
  let exit: Exit | undefined;

  const cancelTimers = (): void => {
    for (const timer of timers) queue.cancel(timer);
    timers = [];
  };
  const terminationMessage = (): string => {
    if (plan.type === 'emulated') return '';
    const answer = input.files().read('/dev/termination-log');
    return answer.ok ? answer.value : '';
  };
  const finish = (how: Exit): void => {
    if (exit !== undefined) return;
    exit = how;
    finishedAtEpochMs = queue.epochMs();
    cancelTimers();
    services.clear();
    main?.signal('SIGKILL');
    for (const process of extra) process.signal('SIGKILL');
    log.close();
    input.onExit(how);
  };
  const finishWith = (exitCode: number): void => finish(exitOf(exitCode, terminationMessage()));
  const target: StepTarget = {
    log: (text) => log.append(queue.epochMs(), text),
    listen: (port, service) => services.set(port, service),
    files: input.files,
  };
  const follow = (steps: readonly Step[]): void => {
    let atMs = 0;
    for (const step of steps) {
      atMs += Math.max(0, Math.round(step.afterMs));
      const due = (): void => {
        const exitCode = takeStep(step, target);
        if (exitCode !== undefined) finishWith(exitCode);
      };
      timers.push(queue.schedule(atMs, `container ${input.hostname}`, due));
    }
  };
  const startOf = (args: readonly string[], env: ReadonlyMap<string, string>): ServerStart => ({
    args,
    env,
    files: input.files(),
    hostname: input.hostname,
    ports: input.ports,
    startedAtEpochMs: queue.epochMs(),
    prng: input.prng,
  });
  const spawnMain = (command: Command, args: readonly string[]): void => {
    const writer = writerTo((text) => log.append(queue.epochMs(), text));
    main = processes.spawn(command.name, (self) => {
      // Process 1 of a container ignores signals that it has no handler for.
      self.onSignal(() => true);
      const { env, directory } = input;
      const streams = { stdin: readerOf(''), stdout: writer, stderr: writer, tty: undefined };
      const files = input.files();
      const run = command.run({
        args, name: command.name, env, directory, files, self, ...streams,
      });
      return watched(run);
    });
  };
  function* watched(program: Program): Program {
    const code = yield* program;
    if (exit === undefined) queue.schedule(0, 'container exit', () => finishWith(code));
    return code;
  }
  const begin = (): void => {
    if (plan.type === 'emulated') {
      const { exitAfterMs, exitCode } = plan;
      if (exitAfterMs === undefined) return;
      const due = (): void => finish(exitOf(exitCode, ''));
      timers.push(queue.schedule(exitAfterMs, `container ${input.hostname}`, due));
      return;
    }
    const [path = '', ...args] = input.argv;
    const name = baseName(path);
    const servers = image?.servers ?? {};
    const named = servers[name];
    if (named !== undefined) {
      server = { server: named, start: startOf(args, input.env) };
      follow(named.start(server.start));
      return;
    }
    const programs = Object.entries(servers).map(([key, value]) =>
      serverCommand(key, value, startOf, target),
    );
    const command = input.commands(tableOf(programs)).get(name);
    const any = servers[ANY_PROGRAM];
    if (command !== undefined) spawnMain(command, args);
    else if (any !== undefined) {
      server = { server: any, start: startOf(args, input.env) };
      follow(any.start(server.start));
    } else {
      queue.schedule(0, 'container start error', () => finish(startError(path)));
    }
  };

  begin();
  return {
    startedAtEpochMs,
    log,
    finishedAtEpochMs: () => finishedAtEpochMs,
    exit: () => exit,
    service: (port) => services.get(port),
    stop(stopPlan) {
      if (exit !== undefined) return;
      if (stopPlan.type === 'emulated') {
        const due = (): void => finish(exitOf(stopPlan.exitCode, ''));
        timers.push(queue.schedule(stopPlan.delayMs, `container ${input.hostname}`, due));
      } else if (server !== undefined) {
        cancelTimers();
        follow(server.server.stop(server.start, queue.epochMs()));
      } else main?.signal('SIGTERM');
    },
    kill: () => finish({ exitCode: KILLED, reason: 'Error', message: '' }),
    exec(name, start) {
      const process = processes.spawn(name, start);
      extra.add(process);
      return process;
    },
  };
}

const startError = (path: string): Exit => ({
  exitCode: 128,
  reason: 'StartError',
  message:
    'failed to create containerd task: failed to create shim task: OCI runtime create failed: ' +
    `runc create failed: unable to start container process: error during container init: ` +
    `exec: "${path}": ${path.includes('/') ? `stat ${path}: no such file or directory` : 'executable file not found in $PATH'}: unknown`,
});
