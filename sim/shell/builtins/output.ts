import { complain, print } from '../exec/report.ts';
import { unescapeAnsi } from '../expand/quote.ts';
import type { Builtin } from './usage.ts';

/** The text that `echo` prints. */
export function echoText(args: readonly string[], escaped = false): string {
  let at = 0;
  let newline = true;
  let escapes = escaped;
  for (; at < args.length && /^-[neE]+$/.test(args[at] ?? ''); at++) {
    for (const letter of (args[at] ?? '').slice(1)) {
      if (letter === 'n') newline = false;
      else escapes = letter === 'e';
    }
  }
  const text = args.slice(at).join(' ');
  if (!escapes) return newline ? `${text}\n` : text;
  const unescaped = unescapeAnsi(text, 'echo');
  return newline && !unescaped.isStopped ? `${unescaped.text}\n` : unescaped.text;
}

/** POSIX knows `-n` alone, and escapes are replaced in any case. */
function posixText(args: readonly string[]): string {
  const isOpen = args[0] === '-n';
  const { text, isStopped } = unescapeAnsi(
    args
      .slice(isOpen ? 1 : 0)
      .join(' ')
      .replace(/\\(?=[xuUeE])/g, '\\\\'),
    'echo',
  );
  return isOpen || isStopped ? text : `${text}\n`;
}

const echo: Builtin = function* (shell, args) {
  const isEscaped = shell.shellOptions.has('xpg_echo');
  // By POSIX with escapes there are no options.
  const words = isEscaped && shell.options.has('posix') ? ['-e', '', ...args] : args;
  const text = shell.dialect.builtins.writesAsPosix
    ? posixText(args)
    : words === args
      ? echoText(args, isEscaped)
      : echoText(words, true).slice(1);
  if (yield* print(shell, text)) return 0;
  if (shell.fds.get(1) !== undefined) return 0;
  yield* complain(shell, 'write error: Bad file descriptor');
  return 1;
};

export const OUTPUT: Readonly<Record<string, Builtin>> = { echo };
