import {
  type Command,
  type CommandContext,
  createLineReader,
  editedLine,
  interruptible,
  type Program,
  readAll,
  secretLine,
  sleep,
  type Tty,
} from '../../../kernel/index.ts';
import type { ContainerHost } from '../../../node/index.ts';
import type { Reply } from '../reply.ts';
import { splitArguments } from '../split-arguments.ts';
import { type CliOptions, readOptions } from './options.ts';
import { createSession, render, type Session } from './session.ts';
import { runBigKeys, runScan, runStat } from './walks.ts';

const WARNING =
  "Warning: Using a password with '-a' or '-u' option on the command line interface may not be " +
  'safe.\n';
const SLOW_MS = 500;

type Shown = CliOptions & { readonly output: Exclude<CliOptions['output'], 'default'> };

/** Runs a command as often as it was asked for. Returns false when the connection broke. */
function* runCommand(
  context: CommandContext,
  session: Session,
  options: Shown,
  words: readonly string[],
  repeat: number,
): Program<'ok' | 'error' | 'broken'> {
  let isError = false;
  const name = (words[0] as string).toLowerCase();
  if (['subscribe', 'psubscribe'].includes(name) && options.output === 'people') {
    yield* context.stdout.write('Reading messages... (press Ctrl-C to quit)\n');
  }
  for (let i = 0; i < repeat || repeat < 0; i++) {
    if (!session.isConnected() && !(yield* session.connect())) return 'broken';
    const take = function* (reply: Reply): Program<void> {
      isError = reply.type === 'error';
      yield* context.stdout.write(render(words, reply, options.output));
    };
    if (!(yield* session.send(words, take))) return 'broken';
    if (options.intervalMs > 0) yield* sleep(options.intervalMs);
    else if (repeat < 0) yield* sleep(1);
  }
  return isError ? 'error' : 'ok';
}

const HELP =
  'To get help about Redis commands type:\n' +
  '      "help @<group>" to get a list of commands in <group>\n' +
  '      "help <command>" for help on <command>\n' +
  '      "help <tab>" to get a list of possible help topics\n' +
  '      "quit" to exit\n\n' +
  'To set redis-cli preferences:\n' +
  '      ":set hints" enable online hints\n' +
  '      ":set nohints" disable online hints\n' +
  'Set your preferences in ~/.redisclirc\n';

function promptOf(session: Session, { host, port }: CliOptions): string {
  if (!session.isConnected()) return 'not connected> ';
  const database = session.database === 0 ? '' : `[${session.database}]`;
  const state = session.isInTransaction ? '(TX)' : '';
  return `${host}:${port}${database}${state}> `;
}

/** Asks for lines at the terminal; undefined at Ctrl-D and Ctrl-C, which end its line, too. */
function createAsker({ self }: CommandContext, tty: Tty) {
  let [isAsking, isInterrupted] = [false, false];
  self.onSignal((signal) => {
    if (signal !== 'SIGINT' || !isAsking) return false;
    isInterrupted = true;
    return true;
  });
  return function* (prompt: string): Program<string | undefined> {
    isAsking = true;
    const reading = tty.readLine(editedLine(prompt, 'redis-cli'));
    const line = yield* interruptible(reading, () => isInterrupted);
    isAsking = false;
    if (line === undefined && !isInterrupted) yield* tty.write('\n');
    return line;
  };
}

/** Reads commands line by line, from a terminal or a pipe, to their end. */
function* converse(
  context: CommandContext,
  version: string,
  host: ContainerHost,
  session: Session,
  options: Shown,
): Program {
  const { tty, stdout } = context;
  const lines = createLineReader(context.stdin);
  const ask = tty && createAsker(context, tty);
  for (;;) {
    const line = ask ? yield* ask(promptOf(session, options)) : yield* lines.next();
    if (line === undefined) return 0;
    const words = splitArguments(line);
    if (words === undefined) {
      yield* stdout.write('Invalid argument(s)\n');
      continue;
    }
    const [first = ''] = words;
    const name = first.toLowerCase();
    if (first === '') continue;
    if (name === 'quit' || name === 'exit') return 0;
    if (name === 'clear' && words.length === 1) {
      yield* stdout.write('\x1b[H\x1b[2J');
      continue;
    }
    if (name === 'help' || name === '?') {
      yield* stdout.write(`redis-cli ${version}\n${HELP}`);
      continue;
    }
    const isRepeated = /^\d+$/.test(first) && words.length > 1 && Number(first) > 0;
    const command = isRepeated ? words.slice(1) : words;
    const startedAtMs = host.clock.nowMs();
    const result = yield* runCommand(
      context,
      session,
      options,
      command,
      isRepeated ? Number(first) : 1,
    );
    if (result === 'broken' && tty === undefined) return 1;
    const tookMs = host.clock.nowMs() - startedAtMs;
    if (result !== 'broken' && tookMs >= SLOW_MS && options.output === 'people') {
      yield* stdout.write(`(${(tookMs / 1000).toFixed(2)}s)\n`);
    }
  }
}

function* run(version: string, host: ContainerHost, context: CommandContext): Program {
  const { args, env, stdout, stderr, tty } = context;
  const answer = readOptions(args, env);
  if (!answer.ok) {
    yield* stderr.write(`${answer.message}\n`);
    return 1;
  }
  let options = answer.options;
  if (options.mode === 'version') {
    yield* stdout.write(`redis-cli ${version}\n`);
    return 0;
  }
  if (options.mode === 'help') {
    yield* stdout.write(
      `redis-cli ${version}\n\nUsage: redis-cli [OPTIONS] [cmd [arg [arg ...]]]\n`,
    );
    return 0;
  }
  if (options.isPasswordShown) yield* stderr.write(WARNING);
  if (options.isPasswordAsked && tty !== undefined) {
    const password = (yield* tty.readLine(secretLine('Please input password: '))) ?? '';
    options = { ...options, password };
  }
  const output = options.output === 'default' ? (tty ? 'people' : 'raw') : options.output;
  const shown: Shown = { ...options, output };
  const isInteractive = options.command.length === 0 && options.mode === 'command';
  const session = createSession(context, host.dial, options, isInteractive && tty !== undefined);
  try {
    const isUp = yield* session.connect();
    if (!isUp && !(isInteractive && tty !== undefined)) return 1;
    if (isInteractive) return yield* converse(context, version, host, session, shown);
    return yield* runMode(context, session, shown);
  } finally {
    session.close();
  }
}

/** What the options ask for instead of a conversation. */
function* runMode(context: CommandContext, session: Session, options: Shown): Program {
  if (options.mode === 'scan') return yield* runScan(context, session, options);
  if (options.mode === 'stat') return yield* runStat(context, session, options);
  if (options.mode === 'bigkeys') return yield* runBigKeys(context, session);
  const words = [...options.command];
  if (options.lastFromInput) words.push(yield* readAll(context.stdin));
  const result = yield* runCommand(context, session, options, words, options.repeat);
  if (result === 'broken') return 1;
  return result === 'error' && options.failsOnError ? 1 : 0;
}

/** `redis-cli`. */
export const createRedisCli = (version: string, host: ContainerHost): Command => ({
  name: 'redis-cli',
  summary: 'the Redis client',
  run: (context) => run(version, host, context),
});
