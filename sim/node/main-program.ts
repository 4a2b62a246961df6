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
  readerOf,
  type Self,
  type Signal,
  tableOf,
  writerTo,
} from '../kernel/index.ts';
import { type Console, type ConsoleKind, createConsole } from './console.ts';
import type { Exit } from './container.machine.ts';
import type { Image, Server, ServerStart, Step, StepProgram, Usage } from './image.ts';
import type { ContainerLog } from './logs.ts';
import type { Meter } from './meter.ts';
import type { RunPlan } from './profile.ts';
import { type StepTarget, scheduleSteps, serverCommand } from './steps.ts';

/** What a container's main program is started in. */
export interface RunInput {
  readonly queue: Queue;
  readonly processes: Processes;
  readonly prng: Prng;
  readonly plan: RunPlan;
  readonly argv: readonly string[];
  readonly image: Image | undefined;
  readonly usage: Usage;
  /** Whether its memory is as `usage` has it, whatever its steps say. */
  readonly isMemorySet: boolean;
  readonly meter: Meter;
  readonly directory: string;
  readonly env: ReadonlyMap<string, string>;
  /** Whether its files are those of its image and root may write them all. */
  readonly isPlain: boolean;
  readonly hostname: string;
  readonly stopSignal: Signal;
  /** Of its pod. */
  readonly address: string;
  /** Undefined when it has no input. */
  readonly console: ConsoleKind | undefined;
  readonly ports: readonly number[];
  /** Of memory; undefined without a limit. */
  readonly limitBytes: number | undefined;
  /** Made when first asked for. */
  files(): FileSystem;
  readonly dial: Dial;
  /** All commands of the container, `programs` among them. */
  commands(programs: ReadonlyMap<string, Command>): CommandTable;
  /** The container's last words. */
  lastWords(log: ContainerLog, exitCode: number): string;
  onExit(exit: Exit): void;
}

/** The main program, while it runs. */
export interface Main {
  /** Undefined when nobody can talk to it. */
  readonly console: Console | undefined;
  terminate(): void;
  kill(): void;
  signal(signal: Signal): void;
}

/** The server that stands for any program of an image that is not modelled. */
export const ANY_PROGRAM = '*';

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** What a main program is started with. */
export interface Starter {
  readonly input: RunInput;
  readonly target: StepTarget;
  exited(exitCode: number): void;
  schedule: ServerStart['schedule'];
  spawn: ServerStart['spawn'];
  /** The same, for the caller to end. */
  spawnBeside(name: string, program: (self: Self) => Program): Process;
  terminate(): void;
  refused(message: string): void;
}

/** A main program that only ends, when its plan says so. */
export function emulate(
  queue: Queue,
  { exitAfterMs, exitCode, output = '' }: Extract<RunPlan, { type: 'emulated' }>,
  log: (text: string) => void,
  exited: (exitCode: number) => void,
): Main {
  const timer =
    exitAfterMs === undefined
      ? undefined
      : queue.schedule(exitAfterMs, 'container exit', () => {
          if (output !== '') log(output);
          exited(exitCode);
        });
  const kill = (): void => {
    if (timer !== undefined) queue.cancel(timer);
  };
  return { console: undefined, terminate: () => {}, kill, signal: () => {} };
}

const serverStart = (
  { input, target, schedule, spawn, terminate }: Starter,
  args: readonly string[],
  env: ReadonlyMap<string, string>,
): ServerStart => ({
  args,
  env,
  get files() {
    return input.files();
  },
  isPlain: input.isPlain,
  hostname: input.hostname,
  address: input.address,
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

/** The image's servers as commands. */
export function serverTable(starter: Starter): ReadonlyMap<string, Command> {
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

/**
 * What an entry script of an image starts: its server, unless it is given another program. Models
 * docker-entrypoint.sh of the official images.
 */
function startedBy(
  servers: Readonly<Record<string, Server>>,
  argv: readonly string[],
): readonly string[] {
  const [entry = '', first = '', ...rest] = argv;
  const isEntry = baseName(entry) === 'docker-entrypoint.sh' && servers[baseName(entry)];
  const isOther = first !== '' && !first.startsWith('-') && !servers[baseName(first)];
  return isEntry && isOther ? [first, ...rest] : argv;
}

/** What `ps` shows: the script of an image's entry becomes the program that it starts. */
const shownName = (name: string, args: readonly string[]): string =>
  (name.endsWith('entrypoint.sh') && args.length > 0 ? args : [name, ...args]).join(' ');

/** Starts the main program: a server of the image, or a command; undefined when there is none. */
export function startMain(starter: Starter): Main | undefined {
  const { input } = starter;
  const servers = input.image?.servers ?? {};
  const [path = '', ...args] = startedBy(servers, input.argv);
  const name = baseName(path);
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
    const commands = (): CommandTable => input.commands(serverTable(starter));
    program = spawnStep(starter, name, (context) => step(context, commands), done);
  };
  let steps = scheduleSteps(queue, server.start(start), target, exited, run);
  const kill = (): void => {
    steps.cancel();
    program?.signal('SIGKILL');
  };
  let isOver = false;
  const terminate = (signal = input.stopSignal): void => {
    kill();
    steps = scheduleSteps(queue, server.stop(start, queue.epochMs(), signal), target, exited, run);
  };
  input.processes.place({
    name: shownName(name, args),
    exitCode: () => (isOver ? 0 : undefined),
    signal: (signal) => {
      if (['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGWINCH'].includes(signal)) terminate(signal);
    },
  });
  return {
    console: undefined,
    terminate: () => terminate(),
    kill() {
      isOver = true;
      kill();
    },
    signal: () => {},
  };
}

/** Runs the program of a step; what it prints goes to the log. */
function spawnStep(
  { input, target, spawnBeside }: Starter,
  name: string,
  program: (context: CommandContext) => Program<readonly Step[]>,
  done: (next: readonly Step[]) => void,
): Process {
  const writer = writerTo(target.log);
  const { env, directory } = input;
  const streams = { stdin: readerOf(''), stdout: writer, stderr: writer, tty: undefined };
  return spawnBeside(name, (self) =>
    runStep(() => {
      const context = { args: [], name, env, directory, files: input.files(), self, ...streams };
      return program(context);
    }, done),
  );
}

function* runStep(
  start: () => Program<readonly Step[]>,
  done: (next: readonly Step[]) => void,
): Program {
  done(yield* start());
  return 0;
}

function spawn(
  { input, target, exited }: Starter,
  command: Command,
  args: readonly string[],
): Main {
  const { queue, directory } = input;
  const env = input.console?.hasTty ? new Map([...input.env, ['TERM', 'xterm']]) : input.env;
  const writer = writerTo(target.log);
  const console =
    input.console === undefined ? undefined : createConsole(input.console, target.log);
  const { stdin, stdout, stderr, tty } = console ?? {
    stdin: readerOf(''),
    stdout: writer,
    stderr: writer,
    tty: undefined,
  };
  const streams = { stdin, stdout, stderr, tty };
  const files = input.files();
  const main = (self: Self): Program =>
    command.run({ args, name: command.name, env, directory, files, self, ...streams });
  // In a namespace that is shared it may be ended from outside.
  const process: Process = input.processes.spawn(shownName(command.name, args), main, () =>
    queue.schedule(0, 'container exit', () => exited(process.exitCode() ?? 0)),
  );
  return {
    console,
    terminate: () => process.signal(input.stopSignal),
    kill: () => process.signal('SIGKILL'),
    signal: (signal) => process.signal(signal),
  };
}
