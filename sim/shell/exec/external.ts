import {
  type Advice,
  type Command,
  encodeUtf8,
  type FileError,
  type Program,
  type Reader,
  readAll,
  type Self,
  type Tty,
  withoutAdvice,
} from '../../kernel/index.ts';
import { LIMITS } from '../../limits.ts';
import { adviceForMissing, adviceForProgram } from '../advice/index.ts';
import { commandText } from '../command-text.ts';
import { closeDescriptors, readerFor } from '../descriptors.ts';
import { descriptorOf } from '../device.ts';
import { quoteUnprintable } from '../expand/quote.ts';
import { exportedFunctions } from '../exported.ts';
import { type Interpreter, lookUp, startOf } from '../lookup.ts';
import type { OpenFile, Outcome, Shell } from '../types.ts';
import { environmentOf, getText } from '../variables.ts';
import type { ShellMessage } from '../words/shell.ts';
import { callFunction } from './call.ts';
import { runClosed } from './closed-input.ts';
import { reportFork, spawnProcess } from './fork.ts';
import { waitForeground } from './jobs.ts';
import { writerFor } from './report.ts';
import { lendTerminal, newGroup } from './start-job.ts';
import { complainOfWrite, takeFailure } from './write-failure.ts';

/** What Linux hands to a program: so many bytes in one text, with its end, and in all of them. */
const MOST_OF_ONE = 131_072;
const MOST_OF_ALL = 2_097_152;
/** Each text also takes a pointer. */
const POINTER = 8;

/** Whether the arguments and the environment are more than a program can be given (E2BIG). */
function isTooLong(words: readonly string[], env: ReadonlyMap<string, string>): boolean {
  const quick = words.reduce((sum, word) => sum + word.length, 0);
  const variables = [...env].map(([key, text]) => `${key}=${text}`);
  const all = variables.reduce((sum, text) => sum + text.length, quick);
  if (all < MOST_OF_ONE / 4) return false;
  const sizes = [...words, ...variables].map((text) => encodeUtf8(text).length + 1);
  const total = sizes.reduce((sum, size) => sum + size + POINTER, 0);
  return total > MOST_OF_ALL || sizes.some((size) => size > MOST_OF_ONE);
}

/** The program that the first line of a script asks for, when there is none of that name. */
function missingInterpreter(shell: Shell, path: string): string | undefined {
  const text = shell.files.read(path);
  const wanted = text.ok ? /^#![ \t]*([^ \t\n]+)/.exec(text.value)?.[1] : undefined;
  if (wanted === undefined) return undefined;
  const found = lookUp(shell.host.commands, shell.files, shell.directory, undefined, wanted);
  return found.type === 'error' && found.error === 'ENOENT' ? wanted : undefined;
}

/** The program that is to read a script, where that is no shell and is here. */
function interpreterOf(shell: Shell, path: string): Interpreter | undefined {
  const text = shell.files.read(path);
  const line = text.ok ? /^#![ \t]*([^ \t\n]+)[ \t]*(.*?)[ \t]*(?:\n|$)/.exec(text.value) : null;
  const [, name = '', argument = ''] = line ?? [];
  const own = /(?:^|\/)(?:ba|da|a)?sh$/.test(name) && argument === '' ? name : argument;
  const isShell = own === name || (/\/env$/.test(name) && /^(?:ba|da|a)?sh$/.test(argument));
  if (name === '' || (isShell && own.endsWith('bash'))) return undefined;
  if (isShell) {
    const sh = shell.host.commands.get('sh');
    return sh === undefined ? undefined : { command: sh, name: '/bin/sh', argument: undefined };
  }
  const found = lookUp(shell.host.commands, shell.files, shell.directory, undefined, name);
  if (found.type !== 'command') return undefined;
  return { command: found.command, name, argument: argument === '' ? undefined : argument };
}

/** Whether a file has a NUL in its first line, so that it can be no script. */
function isBinary(shell: Shell, path: string): boolean {
  const text = shell.files.read(path);
  return text.ok && /^(?:\x7fELF|[^\n]*\0)/.test(text.value);
}

/** Why what was found cannot be started, and the status of that. */
function refusalOf(
  shell: Shell,
  name: string,
  found: { readonly type: 'file' | 'command'; readonly path: string },
  isLong: boolean,
): { readonly text: string; readonly status: number } | undefined {
  if (found.type === 'file' && isBinary(shell, found.path)) {
    return { text: `${name}: cannot execute binary file: Exec format error`, status: 126 };
  }
  if (found.type === 'file' && missingInterpreter(shell, found.path) !== undefined) {
    return { text: `${name}: cannot execute: required file not found`, status: 127 };
  }
  return isLong ? { text: `${found.path}: Argument list too long`, status: 126 } : undefined;
}

/** Why a program cannot be started; without a PATH nothing was searched. */
const missing = (
  name: string,
  error: FileError | 'notFound',
  path: string | undefined,
): ShellMessage =>
  error === 'notFound' && (path ?? '') !== ''
    ? ['notFound', name]
    : ['unstarted', name, error === 'notFound' ? 'ENOENT' : error];

/** Reads streams such as `/dev/fd/63` to their end, for a command that opens files only. */
function* fillStreams(fds: Map<number, OpenFile>, args: readonly string[]): Program<void> {
  for (const arg of args) {
    const number = descriptorOf(arg);
    const file = number === undefined ? undefined : fds.get(number);
    if (file !== undefined) file.pending = yield* readAll(readerFor(file));
  }
}

/** The terminal of a program that reads and writes there. */
const terminalOf = (fds: ReadonlyMap<number, OpenFile>): Tty | undefined =>
  fds.get(1)?.tty !== undefined ? fds.get(0)?.tty : undefined;

/** Whether what runs was typed at a prompt, and does not stand in a file. */
const isTyped = (shell: Shell): boolean =>
  shell.isAtTerminal && !shell.frames.some(({ isSource }) => isSource);

/** Whether a status says which signal ended a program; 255 is an error like others. */
const isSignalled = (status: number): boolean => status > 128 && status < 255;

/** Suggests a way out to a person at a terminal whose program failed. */
function suggest(
  shell: Shell,
  terminal: Tty | undefined,
  words: readonly string[],
  status: number,
  own: () => Advice | undefined,
): void {
  if (status === 0 || isSignalled(status) || !isTyped(shell)) return;
  const advice = shell.host.adviceFor(words, status) ?? own();
  if (advice !== undefined) terminal?.advise(advice);
}

interface Start {
  readonly command: Command;
  readonly args: readonly string[];
  /** The arguments that may name streams, which are read before. */
  readonly unread: readonly string[];
  readonly name: string;
  readonly env: ReadonlyMap<string, string>;
  readonly output: OpenFile | undefined;
}

/** What the process of a program runs. */
function* runProgram(
  shell: Shell,
  { command, unread, output, ...start }: Start,
  fds: Map<number, OpenFile>,
  self: Self,
): Program {
  if (!('opensStreams' in command)) yield* fillStreams(fds, unread);
  const tty = terminalOf(fds);
  const context = {
    ...start,
    directory: shell.directory,
    files: shell.engine.filesFor(shell, fds, self.pid),
    stdin: readerFor(fds.get(0)),
    stdout: writerFor(shell, self.pid, output),
    stderr: writerFor(shell, self.pid, fds.get(2)),
    tty: isTyped(shell) ? tty : withoutAdvice(tty),
    self,
  };
  if (fds.has(0) || shell.host.busybox !== undefined) return yield* command.run(context);
  const run = (stdin: Reader): Program => command.run({ ...context, stdin });
  return yield* runClosed(command.name, start.name, context.stderr, run);
}

/** The status of a program, once what it could not write is told. */
function* afterWrites(
  shell: Shell,
  name: string,
  output: OpenFile | undefined,
  status: number,
): Program<number> {
  const why = takeFailure(output);
  return why === undefined ? status : yield* complainOfWrite(shell, name, why);
}

/** Tells why nothing can be run by a name, or lets the function for that do it; the status. */
function* tellMissing(
  shell: Shell,
  words: readonly string[],
  error: Extract<ReturnType<typeof lookUp>, { type: 'error' }>['error'],
  path: string | undefined,
  fds: Map<number, OpenFile>,
): Program<number> {
  const [name = ''] = words;
  const isMissing = error === 'notFound';
  const handler = isMissing ? shell.functions.get('command_not_found_handle') : undefined;
  if (handler !== undefined) {
    closeDescriptors(fds);
    yield* callFunction(shell, handler, words);
    return shell.status;
  }
  yield* shell.engine.warn(shell, missing(quoteUnprintable(name), error, path));
  const status = isMissing || error === 'ENOENT' ? 127 : 126;
  // What is missing is told on standard error, so its terminal counts.
  suggest(shell, fds.get(2)?.tty, words, status, () => adviceForMissing(shell, name));
  closeDescriptors(fds);
  return status;
}

/** Runs a command of the table, or a script file, as a process, and waits for it. */
export function* runExternal(
  shell: Shell,
  words: readonly string[],
  pairs: readonly (readonly [string, string])[],
  fds: Map<number, OpenFile>,
  self: Self | undefined,
): Program<number | Outcome> {
  // Also what is not found is looked for by a process of its own.
  if (self === undefined) shell.steps += LIMITS.stepsOfProcess;
  const [name = '', ...args] = words;
  const env = new Map([...environmentOf(shell, pairs), ...exportedFunctions(shell)]);
  const path = pairs.find(([key]) => key === 'PATH')?.[1] ?? getText(shell, 'PATH');
  const hashed = name.includes('/') ? undefined : shell.hashed.get(name);
  const wanted = hashed ?? name;
  const found = lookUp(shell.host.commands, shell.files, shell.directory, path ?? '', wanted);
  if (found.type !== 'error' && !name.includes('/')) {
    shell.hashed.set(name, found.path);
    shell.hashHits.set(name, (shell.hashHits.get(name) ?? 0) + 1);
  }
  if (found.type === 'error') return yield* tellMissing(shell, words, found.error, path, fds);
  const refused = refusalOf(shell, name, found, isTooLong(words, env));
  if (refused !== undefined) {
    yield* shell.engine.warn(shell, refused.text);
    closeDescriptors(fds);
    return refused.status;
  }
  const asked = found.type === 'file' ? interpreterOf(shell, found.path) : undefined;
  const { command, args: given } = startOf(shell.host.commands, found, words, asked);
  env.set('_', found.path);
  const output = fds.get(1);
  const calledAs = asked?.name ?? shell.calledAs ?? name;
  const start = { command, args: given, unread: args, name: calledAs, env, output };
  const body = (own: Self): Program => runProgram(shell, start, fds, own);
  if (self !== undefined) {
    self.become(words.join(' '));
    shell.traps.clear();
    try {
      const code = yield* body(self);
      return yield* afterWrites(shell, name, output, code);
    } finally {
      closeDescriptors(fds);
    }
  }
  const terminal = terminalOf(fds);
  const group = newGroup(true, () => [commandText(shell) || words.join(' ')]);
  lendTerminal(shell, fds, group);
  const process = spawnProcess(shell, words.join(' '), fds, body);
  if (process === undefined) {
    yield* reportFork(shell);
    return 254;
  }
  group.processes.push(process);
  const stopped = yield* waitForeground(shell, group);
  const status = yield* afterWrites(shell, name, output, process.exitCode() ?? 0);
  if (stopped !== undefined) return stopped;
  suggest(shell, terminal, words, status, () => adviceForProgram(shell, words));
  return status;
}
