import type { Program, Tty, Writer } from '../../kernel/index.ts';
import type { SyntaxLine } from '../syntax-error.ts';
import type { Shell, Unit } from '../types.ts';
import { createUnit } from '../unit.ts';
import { type ShellMessage, wordsOf } from '../words/shell.ts';

export { createUnit };

/** The line of a position in a unit. */
export function lineAt(unit: Unit, position: number): number {
  let low = 0;
  let high = unit.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((unit.lineStarts[middle] ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return unit.firstLine + low;
}

/**
 * Writes to a descriptor of the shell. A pipe that nobody reads any more ends the process
 * (SIGPIPE),
 * as it does a real one.
 */
export function* writeTo(shell: Shell, number: number, text: string): Program<boolean> {
  if (text === '') return true;
  return yield* writerFor(shell, shell.self.pid, shell.fds.get(number)).write(text);
}

/** The writer that a program with process id `pid` gets for an open file. */
export function writerFor(
  shell: Shell,
  pid: number,
  file: ReturnType<Shell['fds']['get']>,
): Writer & { readonly path: string; readonly screen: Tty | undefined } {
  return {
    path: file?.path ?? '',
    screen: file?.tty,
    write: (text) => writeAs(shell, pid, file, text),
  };
}

function* writeAs(
  shell: Shell,
  pid: number,
  file: ReturnType<Shell['fds']['get']>,
  text: string,
): Program<boolean> {
  if (file?.writer === undefined) return false;
  if (yield* file.writer.write(text)) return true;
  const isFull = file.failure !== undefined && pid !== shell.self.pid;
  if (file.path !== '' && !isFull) return false;
  const process = shell.host.processes.alive().find((one) => one.pid === pid);
  process?.signal('SIGPIPE');
  yield {};
  // Who is still there takes no notice of the signal.
  file.failure ??= 'EPIPE';
  return false;
}

/** Prints an error the way the shell does. */
export function* report(shell: Shell, message: ShellMessage | string, by = ''): Program<void> {
  const { head, words } = shell.dialect.errors;
  const code = typeof message === 'string' ? '' : message[0];
  const shown = head(shell, shell.line, code, by) + wordsOf(words, message);
  yield* writeTo(shell, 2, `${shown}\n`);
}

/** Prints why a text cannot be read; at a terminal the first line alone. */
export function* reportSyntax(
  shell: Shell,
  { errorName }: Unit,
  lines: readonly SyntaxLine[],
): Program<void> {
  const isTyped = shell.isAtTerminal && !shell.frames.some(({ isSource }) => isSource);
  for (const { line, text } of isTyped ? lines.slice(0, 1) : lines) {
    const head = shell.dialect.errors.syntaxHead(shell, line, errorName, isTyped);
    yield* writeTo(shell, 2, `${head}${text}\n`);
  }
}

/** Prints an error of the builtin that runs. */
export const complain = (shell: Shell, message: ShellMessage | string): Program<void> =>
  report(shell, message, `${shell.running}: `);

export const print = (shell: Shell, text: string): Program<boolean> => writeTo(shell, 1, text);
export const printError = (shell: Shell, text: string): Program<boolean> => writeTo(shell, 2, text);
