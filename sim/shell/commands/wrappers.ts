import { errorText } from '../../kernel/index.ts';
import type { ShellHost } from '../types.ts';
import { runChild } from './launch.ts';
import { type StreamingCommand, type Tool, tool } from './tool.ts';

const NOT_STARTED = 126;
const NOT_FOUND = 127;

interface Wrapper {
  readonly name: string;
  readonly summary: string;
  readonly flags: string;
  /** Exit status of wrong usage. */
  readonly usageStatus: number;
  /** How many operands stand before the command. */
  readonly leading: (t: Tool) => number;
  /** How the command is named when it cannot be started. */
  readonly failure: (command: string) => string;
  /** What is said when there is no command. */
  readonly missing: string;
}

const quoted = (command: string): string => `failed to run command ‘${command}’`;
const executed = (command: string): string => `failed to execute ${command}`;
const none = (): number => 0;

/** Programs that start another one in changed surroundings, of which nothing is seen here. */
const WRAPPERS: readonly Wrapper[] = [
  {
    name: 'setsid',
    summary: 'Runs a program in a new session.',
    flags: 'c|ctty f|fork w|wait',
    usageStatus: 1,
    leading: none,
    failure: executed,
    missing: 'no command specified',
  },
  {
    name: 'stdbuf',
    summary: 'Runs a command with other buffers.',
    flags: 'i|input: o|output: e|error:',
    usageStatus: 125,
    leading: none,
    failure: quoted,
    missing: 'missing operand',
  },
  {
    name: 'ionice',
    summary: 'Runs a program with another priority of its disk.',
    flags: 'c|class: n|classdata: p|pid: t|ignore u|uid:',
    usageStatus: 1,
    leading: none,
    failure: executed,
    missing: 'bad usage',
  },
  {
    name: 'taskset',
    summary: 'Runs a program on some processors.',
    flags: 'a|all-tasks p|pid c|cpu-list',
    usageStatus: 1,
    leading: () => 1,
    failure: executed,
    missing: 'bad usage',
  },
  {
    name: 'chrt',
    summary: 'Runs a program under another scheduling policy.',
    flags: 'b|batch d|deadline f|fifo i|idle o|other r|rr R|reset-on-fork p|pid m|max v|verbose',
    usageStatus: 1,
    leading: () => 1,
    failure: executed,
    missing: 'too few arguments',
  },
];

/** A buffering mode of `stdbuf` that is none. */
const wrongMode = (t: Tool): string | undefined =>
  t.args.all
    .map((one) => one.value ?? '')
    .find((mode) => !/^(?:L|\d+(?:[KMGTPEZY]?B?|[kK]i?B)?)$/.test(mode));

const createWrapper = (host: () => ShellHost, wrapper: Wrapper): StreamingCommand =>
  tool({
    ...wrapper,
    stopsAtOperand: true,
    *run(t) {
      const argv = t.args.operands.slice(wrapper.leading(t));
      if (argv.length === 0) {
        yield* t.err(`${wrapper.missing}\nTry '${wrapper.name} --help' for more information.`);
        return wrapper.usageStatus;
      }
      if (wrapper.name === 'stdbuf' && t.args.all.length === 0) {
        yield* t.err(
          "you must specify a buffering mode option\nTry 'stdbuf --help' for more information.",
        );
        return wrapper.usageStatus;
      }
      const odd = wrapper.name === 'stdbuf' ? wrongMode(t) : undefined;
      if (odd !== undefined) {
        yield* t.err(`invalid mode ‘${odd}’`);
        return wrapper.usageStatus;
      }
      return yield* runChild(host(), t.context, argv, {}, function* (error) {
        const why = errorText(error === 'EAGAIN' ? 'EBUSY' : error);
        yield* t.err(`${wrapper.failure(argv[0] ?? '')}: ${why}`);
        return error === 'ENOENT' ? NOT_FOUND : NOT_STARTED;
      });
    },
  });

export const createWrappers = (host: () => ShellHost): StreamingCommand[] =>
  WRAPPERS.map((wrapper) => createWrapper(host, wrapper));
