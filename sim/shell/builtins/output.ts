import { evaluate, keyFor } from '../arithmetic.ts';
import { print, report } from '../exec/report.ts';
import { unescapeAnsi } from '../expand/quote.ts';
import { formatPrintf } from '../format.ts';
import { isName, setItem, setText } from '../variables.ts';
import { type Builtin, invalidOption, readOptions, usage } from './usage.ts';

/** The text that `echo` prints. */
export function echoText(args: readonly string[]): string {
  let at = 0;
  let newline = true;
  let escapes = false;
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

const echo: Builtin = function* (shell, args) {
  const text = echoText(args);
  if (yield* print(shell, text)) return 0;
  if (shell.fds.get(1) === undefined)
    yield* report(shell, 'echo: write error: Bad file descriptor');
  else yield* report(shell, 'echo: write error: No space left on device');
  return 1;
};

const printf: Builtin = function* (shell, args) {
  let rest = args;
  let target: string | undefined;
  const [first = ''] = rest;
  if (first.startsWith('-') && first !== '-' && first !== '--') {
    const options = readOptions(rest, 'v:');
    if (options.bad !== undefined) return yield* invalidOption(shell, 'printf', options.bad);
    target = options.values.get('v');
    rest = options.rest;
  } else if (first === '--') rest = rest.slice(1);
  const [format, ...values] = rest;
  if (format === undefined) return yield* usage(shell, 'printf');
  const name = target?.replace(/\[.*$/, '');
  if (target !== undefined && !isName(name ?? '')) {
    yield* report(shell, `printf: \`${target}': not a valid identifier`);
    return 2;
  }
  const formatted = formatPrintf(format, values, { nowEpochMs: shell.host.clock.epochMs() });
  for (const error of formatted.errors) yield* report(shell, `printf: ${error}`);
  if (target === undefined) {
    const isWritten = yield* print(shell, formatted.text);
    if (!isWritten && shell.fds.get(1) === undefined) {
      yield* report(shell, 'printf: write error: Bad file descriptor');
      return 1;
    }
    return formatted.status;
  }
  const subscript = /\[(.*)\]$/.exec(target)?.[1];
  if (subscript === undefined) {
    setText(shell, target, formatted.text, (text) => String(evaluate(shell, text)));
  } else setItem(shell, name ?? '', keyFor(shell, name ?? '', subscript), formatted.text);
  return formatted.status;
};

export const OUTPUT: Readonly<Record<string, Builtin>> = { echo, printf };
