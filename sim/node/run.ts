import {
  type Command,
  type CommandContext,
  type CommandTable,
  type Dial,
  type FileSystem,
  type Prng,
  type Process,
  type Processes,
  type Program,
  type Queue,
  type Reader,
  readerOf,
  type Self,
  type Timer,
  tableOf,
  writerTo,
} from '../kernel/index.ts';
import type { Exit } from './container.machine.ts';
import type { Image, Server, ServerStart, Service, Step, StepProgram } from './image.ts';
import { type ContainerLog, createLog } from './logs.ts';
import { createMemory } from './memory.ts';
import type { RunPlan, StopPlan } from './profile.ts';
import { type StepTarget, scheduleSteps, serverCommand } from './steps.ts';

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
  /** The image's servers as commands. */
  programs(): CommandTable;
  /** SIGTERM, as `plan` says. */
  stop(plan: StopPlan): void;
  /** SIGKILL. Does nothing after the end. */
  kill(): void;
  /** Runs something beside the programs, unseen; it is killed with the container. */
  spawn: ServerStart['spawn'];
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
  /** Whether its input is a terminal that stays open. */
  readonly hasTerminal: boolean;
  readonly ports: readonly number[];
  /** Of memory; undefined without a limit. */
  readonly limitBytes: number | undefined;
  /** Made when first asked for. */
  files(): FileSystem;
  readonly dial: Dial;
  /** All commands of the container, `programs` among them. */
  commands(programs: CommandTable): CommandTable;
  /** The container's last words. */
  lastWords(log: ContainerLog, exitCode: number): string;
  onExit(exit: Exit): void;
}

/** The main program, while it runs. */
interface Main {
  terminate(): void;
  kill(): void;
}

const KILLED_BY_SIGNAL = 137;
/** The server that stands for any program of an image that is not modelled. */
export const ANY_PROGRAM = '*';

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

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
  const helpers = processes.namespace();
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
  const target: StepTarget = {
    log: (text) => log.append(queue.epochMs(), text),
    listen: (port, service) => services.set(port, service),
    files: input.files,
    hold: memory.hold,
  };
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
      ? emulate(queue, plan, (exitCode) => finish(exitOf(exitCode, '')))
      : startMain(starter);

  return {
    startedAtEpochMs,
    log,
    startError: () => startError,
    finishedAtEpochMs: () => finishedAtEpochMs,
    exit: () => exit,
    service: (port) => services.get(port),
    listen(port, service) {
      services.set(port, service);
      return () => {
        if (services.get(port) === service) services.delete(port);
      };
    },
    hold: (bytes) => memory.hold(bytes, 0),
    memoryBytes: memory.bytes,
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

interface Starter {
  readonly input: RunInput;
  readonly target: StepTarget;
  exited(exitCode: number): void;
  schedule: ServerStart['schedule'];
  spawn: ServerStart['spawn'];
  terminate(): void;
  refused(message: string): void;
}

function emulate(
  queue: Queue,
  { exitAfterMs, exitCode }: Extract<RunPlan, { type: 'emulated' }>,
  exited: (exitCode: number) => void,
): Main {
  const timer =
    exitAfterMs === undefined
      ? undefined
      : queue.schedule(exitAfterMs, 'container exit', () => exited(exitCode));
  const kill = (): void => {
    if (timer !== undefined) queue.cancel(timer);
  };
  return { terminate: () => {}, kill };
}

const serverStart = (
  { input, target, schedule, spawn, terminate }: Starter,
  args: readonly string[],
  env: ReadonlyMap<string, string>,
): ServerStart => ({
  args,
  env,
  // Made only when somebody looks: most servers never do.
  get files() {
    return input.files();
  },
  hostname: input.hostname,
  ports: input.ports,
  startedAtEpochMs: input.queue.epochMs(),
  prng: input.prng,
  clock: input.queue,
  dial: input.dial,
  log: target.log,
  schedule,
  spawn,
  terminate,
});

function serverTable(starter: Starter): CommandTable {
  const { input, target } = starter;
  const servers = Object.entries(input.image?.servers ?? {});
  return tableOf(
    servers.map(([name, server]) =>
      serverCommand(
        name,
        server,
        (args, env) => serverStart(starter, args, env),
        target,
        () => input.commands(serverTable(starter)),
      ),
    ),
  );
}

/** What `ps` shows: the script of an image's entry becomes the program that it starts. */
const shownName = (name: string, args: readonly string[]): string =>
  (name.endsWith('entrypoint.sh') && args.length > 0 ? args : [name, ...args]).join(' ');

function startMain(starter: Starter): Main | undefined {
  const { input } = starter;
  const [path = '', ...args] = input.argv;
  const name = baseName(path);
  const servers = input.image?.servers ?? {};
  if (servers[name] !== undefined) return serve(starter, servers[name], name, args);
  const command = input.commands(serverTable(starter)).get(name);
  if (command !== undefined) return spawn(starter, command, args);
  if (servers[ANY_PROGRAM] !== undefined) return serve(starter, servers[ANY_PROGRAM], name, args);
  const reason = path.includes('/')
    ? `stat ${path}: no such file or directory`
    : 'executable file not found in $PATH';
  starter.refused(
    'failed to create containerd task: failed to create shim task: OCI runtime create failed: ' +
      'runc create failed: unable to start container process: error during container init: ' +
      `exec: "${path}": ${reason}: unknown`,
  );
  return undefined;
}

function serve(starter: Starter, server: Server, name: string, args: readonly string[]): Main {
  const { input, target, exited } = starter;
  const { queue } = input;
  const start = serverStart(starter, args, input.env);
  let program: Process | undefined;
  const run = (step: StepProgram, done: (next: readonly Step[]) => void): void => {
    const commands = input.commands(serverTable(starter));
    program = spawnStep(starter, name, (context) => step(context, commands), done);
  };
  let steps = scheduleSteps(queue, server.start(start), target, exited, run);
  const kill = (): void => {
    steps.cancel();
    program?.signal('SIGKILL');
  };
  let isOver = false;
  const terminate = (): void => {
    kill();
    steps = scheduleSteps(queue, server.stop(start, queue.epochMs()), target, exited, run);
  };
  input.processes.place({
    name: shownName(name, args),
    exitCode: () => (isOver ? 0 : undefined),
    signal: (signal) => {
      if (['SIGTERM', 'SIGINT', 'SIGQUIT'].includes(signal)) terminate();
    },
  });
  return {
    terminate,
    kill() {
      isOver = true;
      kill();
    },
  };
}

/** Runs the program of a step; what it prints goes to the log. */
function spawnStep(
  { input, target }: Starter,
  name: string,
  program: (context: CommandContext) => Program<readonly Step[]>,
  done: (next: readonly Step[]) => void,
): Process {
  const writer = writerTo(target.log);
  const { env, directory } = input;
  const streams = { stdin: readerOf(''), stdout: writer, stderr: writer, tty: undefined };
  return input.processes.spawn(name, function* (self) {
    const context = { args: [], name, env, directory, files: input.files(), self, ...streams };
    done(yield* program(context));
    return 0;
  });
}

/** A terminal at which nobody types. */
const SILENT: Reader = {
  *read() {
    for (;;) yield { ready: () => false };
  },
};

function spawn(
  { input, target, exited }: Starter,
  command: Command,
  args: readonly string[],
): Main {
  const { queue, env, directory } = input;
  const writer = writerTo(target.log);
  const stdin = input.hasTerminal ? SILENT : readerOf('');
  const streams = { stdin, stdout: writer, stderr: writer, tty: undefined };
  const files = input.files();
  const process = input.processes.spawn(shownName(command.name, args), function* (self) {
    // Process 1 of a container ignores the signals that it has no handler for.
    self.onSignal(() => true);
    const context = { args, name: command.name, env, directory, files, self, ...streams };
    const code = yield* command.run(context);
    queue.schedule(0, 'container exit', () => exited(code));
    return code;
  });
  return {
    terminate: () => process.signal('SIGTERM'),
    kill: () => process.signal('SIGKILL'),
  };
}
