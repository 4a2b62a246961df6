import type { Client } from '../client/index.ts';
import {
  type Command,
  type CommandContext,
  createLocalPorts,
  createTty,
  type Disk,
  type FileSystem,
  isOutOfMemory,
  type Parts,
  type Prng,
  type Process,
  type Processes,
  type Queue,
  ROOT,
  readerOf,
  type TtyMaster,
  writerTo,
} from '../kernel/index.ts';
import { createLateKubectl } from '../kubectl/index.ts';
import type { CommandRecord, CompletionAnswer, Printed, TerminalAdvice } from '../lesson/index.ts';
import { LIMITS } from '../limits.ts';
import { COMPUTER, createComputerNetwork, type Network, networkTools } from '../net/index.ts';
import {
  ALL_TOOLS,
  createBash,
  createTools,
  DEFAULT_PATH,
  type ShellHost,
} from '../shell/index.ts';
import { installSystem } from './computer-files.ts';
import type { RunningCommand } from './control-plane.ts';
import { HOME, LEARNER, USER } from './home.ts';
import type { Moves } from './moves.ts';
import { createOutput } from './output.ts';
import type { ProgramAdviser } from './program-adviser.ts';
import { createSudo } from './sudo.ts';

const HOSTNAME = 'ordinal';
/** What a real kubectl takes before its first request. */
const KUBECTL_LATENCY_MS = 50;
/** And for one request, on a network of its own. */
const REQUEST_MS = 8;
const ENVIRONMENT: ReadonlyMap<string, string> = new Map([
  ['HOME', HOME],
  ['USER', USER],
  ['LANG', 'C.UTF-8'],
  ['LOGNAME', USER],
  ['PATH', DEFAULT_PATH],
  ['SHELL', '/bin/bash'],
  ['TERM', 'xterm-256color'],
]);

/** What the learner's computer has to ask the network with. */
const NETWORK_TOOLS = ['apt', 'apt-get', 'curl', 'nc', 'wget'];

const IDLE: RunningCommand = { id: 0, line: '' };

/** One terminal: its master side, what it has printed, and completion as Tab asks for it. */
export interface Terminal {
  readonly master: TtyMaster;
  output(): string;
  outputSince(from: number): Printed;
  /** What was suggested to the person at it, oldest first. */
  advice(): readonly TerminalAdvice[];
  /** What it had printed by the end of this instant. */
  outputUntil(atMs: number): string;
  complete(line: string, cursor: number): CompletionAnswer;
  /** Hangs up: its shell and all that was started there get SIGHUP. */
  close(): void;
}

export interface ScriptRequest {
  readonly script: string;
  readonly stdin: string;
  /** Virtual time after which it is killed; one that only computes is killed before. */
  readonly limitMs: number;
}

export interface ScriptOutcome {
  readonly exitCode: number;
  /** Whether it had to be killed, because it came to no end. */
  readonly isKilled: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

export interface TerminalParts {
  /** Commands of the learner's computer besides the shell's, kubectl and the network's. */
  readonly commands: readonly Command[];
  readonly queue: Queue;
  readonly processes: Processes;
  /** What has come of the commands that come later. */
  readonly loaded: Parts;
  readonly prng: Prng;
  /** The computer's disk, as root sees it. */
  readonly disk: Disk;
  /** The same, as the learner sees it. */
  readonly files: FileSystem;
  /** The network of the cluster, in which the computer is a guest. */
  readonly network: Network;
  /** What is suggested to somebody whose program of these words failed, by where it ran. */
  readonly adviceFor: ProgramAdviser;
  /** A client whose requests carry the command that is running. */
  clientOf(running: () => RunningCommand): Client;
}

/** The learner's computer: a home directory and terminals that share it. */
export interface Terminals {
  open(id: string, size: { columns: number; rows: number }): Terminal;
  get(id: string): Terminal;
  /** Runs a script as the learner would; it may be stopped on the way and gone on with. */
  script(request: ScriptRequest): Moves<ScriptOutcome>;
  commands(): readonly CommandRecord[];
}

/** The log of what was run. */
function createCommandLog(queue: Queue) {
  const records: CommandRecord[] = [];
  const change = (id: number, part: Partial<CommandRecord>): void => {
    const record = records[id - 1];
    if (record !== undefined) records[id - 1] = { ...record, ...part };
  };
  return {
    records: (): readonly CommandRecord[] => records,
    /** Starts a record; the answer ends it. */
    start(terminal: string, line: string): { id: number; end(exitCode: number): void } {
      const id = records.length + 1;
      const startedAtMs = queue.nowMs();
      const open = { endedAtMs: undefined, exitCode: undefined };
      records.push({ id, terminal, line, startedAtMs, ...open });
      return { id, end: (exitCode) => change(id, { endedAtMs: queue.nowMs(), exitCode }) };
    },
  };
}

/** Creates the learner's computer. */
export function createTerminals(parts: TerminalParts): Terminals {
  const { queue, processes, prng, files } = parts;
  const log = createCommandLog(queue);
  const ports = createLocalPorts();
  const network = createComputerNetwork(ports, parts.network);
  const terminals = new Map<string, Terminal>();

  /** A shell's surroundings; every shell has a kubectl whose requests carry its own command. */
  const hostOf = (terminal: string): ShellHost => {
    let running: RunningCommand = IDLE;
    const kubectl = createLateKubectl(() => ({
      client: parts.clientOf(() => running),
      clock: queue,
      processes,
      prng: prng.split(`kubectl ${terminal}`),
      latencyMs: KUBECTL_LATENCY_MS,
      requestMs: REQUEST_MS,
      ports,
      home: HOME,
      commands: () => host.commands,
    }));
    const place = {
      network,
      from: COMPUTER,
      clock: queue,
      prng: prng.split(`network ${terminal}`),
    };
    const own = [kubectl, ...networkTools(place, NETWORK_TOOLS), ...parts.commands];
    const sudo = createSudo(() => (root ??= rootOf(host)), parts.disk);
    const host: ShellHost = {
      commands: createTools(() => host, ALL_TOOLS, [sudo, ...own]),
      processes,
      clock: queue,
      prng: prng.split(`shell ${terminal}`),
      hostname: HOSTNAME,
      user: USER,
      identity: LEARNER,
      container: undefined,
      busybox: undefined,
      prompts: { bash: '\\u@\\h:\\w\\$ ', sh: '\\$ ' },
      adviceFor: (words, status) => parts.adviceFor({ namespace: '', pod: '' }, words, status),
      onLine(line) {
        const record = log.start(terminal, line);
        running = { id: record.id, line };
        return (status) => {
          running = IDLE;
          record.end(status);
        };
      },
    };
    let root: ShellHost | undefined;
    /** The same shell for root; few ask for it. */
    const rootOf = (learners: ShellHost): ShellHost => {
      const made: ShellHost = {
        ...learners,
        user: 'root',
        identity: ROOT,
        commands: createTools(() => made, ALL_TOOLS, [createSudo(() => made, parts.disk), ...own]),
      };
      return made;
    };
    return host;
  };
  installSystem(parts.disk, hostOf('system').commands.keys());
  const contextOf = (
    args: readonly string[],
    streams: Pick<CommandContext, 'stdin' | 'stdout' | 'stderr' | 'tty' | 'self'>,
  ): CommandContext => ({
    name: 'bash',
    args,
    env: ENVIRONMENT,
    directory: HOME,
    files,
    ...streams,
  });

  function open(id: string, size: { columns: number; rows: number }): Terminal {
    if (terminals.has(id)) throw new Error(`terminal ${id} is open already`);
    const host = hostOf(id);
    const bash = createBash(() => host, 'bash');
    const output = createOutput(queue);
    const { tty, master } = createTty(size, (signal) => shell.signal(signal));
    master.onOutput(output.add);
    const advice: TerminalAdvice[] = [];
    master.onAdvice((given) => advice.push({ ...given, at: output.length() }));
    const shell: Process = processes.spawn('bash', function* (self) {
      for (;;) {
        try {
          yield* bash.run(contextOf([], { stdin: tty, stdout: tty, stderr: tty, tty, self }));
        } catch (failure) {
          // A terminal whose shell is killed starts another one.
          if (!isOutOfMemory(failure)) throw failure;
          yield* tty.write('Killed\n');
        }
      }
    });
    const terminal: Terminal = {
      master,
      output: output.text,
      outputSince: output.since,
      outputUntil: output.until,
      advice: () => advice,
      close() {
        const gone = new Set([shell.pid]);
        const alive = processes.alive();
        for (const { pid, parentPid } of alive) if (gone.has(parentPid)) gone.add(pid);
        // Children first: a shell that is gone could not tell which were its own.
        for (const process of alive.filter(({ pid }) => gone.has(pid)).reverse()) {
          process.signal('SIGHUP');
          process.signal('SIGCONT');
        }
      },
      complete: (line, cursor) => master.complete(line, cursor, parts.loaded),
    };
    terminals.set(id, terminal);
    return terminal;
  }

  function* runScript({ script, stdin, limitMs }: ScriptRequest): Moves<ScriptOutcome> {
    const host = hostOf(`script ${log.records().length}`);
    const onEnd = host.onLine(script);
    const bash = createBash(() => host, 'bash');
    const stdout = createOutput(queue);
    const stderr = createOutput(queue);
    const shell = processes.spawn('bash', (self) =>
      bash.run(
        contextOf(['-c', script], {
          stdin: readerOf(stdin),
          stdout: writerTo(stdout.add),
          stderr: writerTo(stderr.add),
          tty: undefined,
          self,
        }),
      ),
    );
    let tasks = 0;
    const isDone = (): boolean => shell.exitCode() !== undefined || ++tasks > LIMITS.tasksPerScript;
    yield { isDone, untilMs: queue.nowMs() + limitMs };
    const isKilled = shell.exitCode() === undefined;
    if (isKilled) shell.signal('SIGKILL');
    const exitCode = shell.exitCode() ?? 0;
    onEnd(exitCode);
    return { exitCode, isKilled, stdout: stdout.text(), stderr: stderr.text() };
  }

  return {
    open,
    get(id) {
      const terminal = terminals.get(id);
      if (terminal === undefined) throw new Error(`terminal ${id} is not open`);
      return terminal;
    },
    script: runScript,
    commands: log.records,
  };
}
