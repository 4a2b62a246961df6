import { keyFor } from '../arithmetic.ts';
import { reportError } from '../exec/errexit.ts';
import { complain, print } from '../exec/report.ts';
import { formatPrintf } from '../format.ts';
import { arithmeticOf } from '../integer.ts';
import { findVariable, isName, setItem, setText } from '../variables.ts';
import { type Builtin, readOptions, refuseOptions, usage } from './usage.ts';

export const printf: Builtin = function* (shell, args) {
  let rest = args;
  let target: string | undefined;
  const [first = ''] = rest;
  if (first.startsWith('-') && first !== '-' && first !== '--') {
    const options = readOptions(rest, shell.dialect.builtins.options.printf);
    const wrong = yield* refuseOptions(shell, 'printf', options);
    if (wrong !== undefined) return wrong;
    target = options.values.get('v');
    rest = options.rest;
  } else if (first === '--') rest = rest.slice(1);
  const [format, ...values] = rest;
  if (format === undefined) return yield* usage(shell, 'printf');
  const name = target?.replace(/\[.*$/, '');
  if (target !== undefined && (!isName(name ?? '') || /\[[^\]]*$/.test(target))) {
    yield* complain(shell, ['badName', target]);
    return 2;
  }
  const formatted = formatPrintf(format, values, {
    nowEpochMs: shell.host.clock.epochMs(),
    stopsAtC: false,
    isPosix: shell.dialect.builtins.writesAsPosix,
    quote: undefined,
  });
  let told = 0;
  for (const { message, before } of formatted.errors) {
    // Whole lines are out by then; the rest of one waits in the buffer.
    const end = before.lastIndexOf('\n') + 1;
    if (target === undefined) yield* print(shell, before.slice(told, end));
    told = Math.max(told, end);
    yield* complain(shell, message);
  }
  if (target === undefined) {
    const isWritten = yield* print(shell, formatted.text.slice(told));
    if (!isWritten && shell.fds.get(1) === undefined) {
      yield* complain(shell, 'write error: Bad file descriptor');
      return 1;
    }
    return formatted.status;
  }
  if (findVariable(shell, name ?? '')?.attributes.has('r') === true) {
    yield* reportError(shell, ['readonly', name ?? '']);
    return 1;
  }
  // A variable ends where a NUL would stand.
  const [value = ''] = formatted.text.split('\0', 1);
  const subscript = /\[(.*)\]$/.exec(target)?.[1];
  if (subscript === undefined) {
    setText(shell, target, value, arithmeticOf(shell, 'printf: '));
  } else setItem(shell, name ?? '', keyFor(shell, name ?? '', subscript), value);
  return formatted.status;
};
