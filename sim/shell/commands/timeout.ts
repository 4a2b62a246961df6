import {
  errorText,
  type Process,
  type Program,
  SIGNAL_NUMBERS,
  type Signal,
  signalOf,
  until,
} from '../../kernel/index.ts';
import { signalName } from '../signals.ts';
import type { ShellHost } from '../types.ts';
import { readDelay } from './delays.ts';
import { type Launched, launch } from './launch.ts';
import { hintOf, misuse, type StreamingCommand, type Tool, tool } from './tool.ts';

const WRONG_USAGE = 125;
const TIMED_OUT = 124;

interface Limits {
  readonly delayMs: number;
  readonly signal: Signal;
  /** The signal as it is told. */
  readonly shownSignal: string;
  /** How long the command has after the signal; undefined for ever. */
  readonly graceMs: number | undefined;
}

/** What the options ask for, or the status of the complaint. */
function* readLimits(t: Tool, duration: string): Program<Limits | number> {
  const { value } = t.args;
  const after = value('k');
  const refuse = (text: string): Program =>
    misuse(t, 'timeout', ['badInterval', text], WRONG_USAGE);
  const delayMs = readDelay(duration);
  if (delayMs === undefined) return yield* refuse(duration);
  const graceMs = after === undefined ? undefined : readDelay(after);
  if (after !== undefined && graceMs === undefined) return yield* refuse(after);
  const name = signalName(value('s') ?? 'TERM');
  if (name === undefined) {
    return yield* misuse(t, 'timeout', `‘${value('s')}’: invalid signal`, WRONG_USAGE);
  }
  return { delayMs, signal: signalOf(`SIG${name}`) ?? 'SIGTERM', shownSignal: name, graceMs };
}

/** Ends this program itself by a signal, so that the shell tells of it. */
function* endBy(host: ShellHost, t: Tool, signal: Signal): Program<void> {
  const own = host.processes.alive().find(({ pid }) => pid === t.context.self.pid);
  own?.signal(signal);
  yield {};
}

const isDone = (process: Process): boolean => process.exitCode() !== undefined;

const wait = (process: Process, delayMs: number) => ({
  ready: () => isDone(process),
  delayMs: Math.max(1, Math.round(delayMs)),
});

/** Sends a signal, which reaches the whole group: one that nobody can ignore ends this too. */
function* send(host: ShellHost, t: Tool, process: Process, signal: Signal): Program<void> {
  process.signal(signal);
  if (signal === 'SIGKILL' && !t.args.has('foreground')) yield* endBy(host, t, signal);
}

/** The status of a command that ended in time; a signal that ended it ends this as well. */
function* endedInTime(host: ShellHost, t: Tool, process: Process): Program {
  const status = process.exitCode() ?? 0;
  const names = Object.entries(SIGNAL_NUMBERS);
  const name = names.find(([, number]) => number === status - 128)?.[0];
  const signal = process.isSignalled() && name !== undefined ? signalOf(name) : undefined;
  if (signal !== undefined) yield* endBy(host, t, signal);
  return status;
}

function* watch(host: ShellHost, t: Tool, process: Process, limits: Limits): Program {
  const { delayMs, signal, shownSignal, graceMs } = limits;
  const [command = ''] = t.args.operands.slice(1);
  const isEndless = delayMs === 0 || delayMs === Number.POSITIVE_INFINITY;
  if (isEndless) yield* until(() => isDone(process));
  else if (!isDone(process)) yield wait(process, delayMs);
  if (isDone(process)) return yield* endedInTime(host, t, process);
  const tell = (name: string): Program<void> =>
    t.err(`sending signal ${name} to command ‘${command}’`);
  if (t.args.has('v')) yield* tell(shownSignal);
  yield* send(host, t, process, signal);
  if (!isDone(process) && graceMs !== undefined) {
    yield wait(process, graceMs);
    if (!isDone(process)) {
      if (t.args.has('v')) yield* tell('KILL');
      yield* send(host, t, process, 'SIGKILL');
    }
  }
  yield* until(() => isDone(process));
  const status = process.exitCode() ?? 0;
  const isKilled = status === 128 + SIGNAL_NUMBERS.SIGKILL;
  return isKilled || t.args.has('preserve-status') ? status : TIMED_OUT;
}

const startError = ({ error }: Extract<Launched, { ok: false }>): string =>
  errorText(error === 'EAGAIN' ? 'EBUSY' : error);

/** `timeout`. */
export function createTimeout(host: () => ShellHost): StreamingCommand {
  return tool({
    name: 'timeout',
    summary: 'Runs a command for a limited time.',
    usageStatus: WRONG_USAGE,
    flags: 's|signal: k|kill-after: v|verbose |preserve-status |foreground',
    stopsAtOperand: true,
    *run(t) {
      const [duration, ...argv] = t.args.operands;
      if (duration === undefined || argv.length === 0) {
        yield* t.context.stderr.write(hintOf(t.context, t.name));
        return WRONG_USAGE;
      }
      const limits = yield* readLimits(t, duration);
      if (typeof limits === 'number') return limits;
      const launched = launch(host(), t.context, argv, {});
      if (!launched.ok) {
        yield* t.err(['notStarted', argv[0] ?? '', startError(launched)]);
        return launched.error === 'ENOENT' ? 127 : 126;
      }
      let isOver = false;
      try {
        const status = yield* watch(host(), t, launched.process, limits);
        isOver = true;
        return status;
      } finally {
        if (!isOver) launched.process.signal('SIGKILL');
      }
    },
  });
}
