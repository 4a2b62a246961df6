import { complain, print } from '../exec/report.ts';
import { bind } from '../readline/bind.ts';
import { sourceOf } from '../variables.ts';
import { complete, compopt, createCompgen } from './completion.ts';
import { fc } from './fc.ts';
import { createHelp } from './help.ts';
import { history } from './history.ts';
import { ulimit } from './limits.ts';
import { type Builtin, invalidOption, readOptions, refuseOptions, usage } from './usage.ts';

/** The mask that `u=rwx,g-w` makes of `mask`; undefined when it is no such mode. */
function symbolicMask(mask: number, text: string): number | undefined {
  let allowed = ~mask & 0o777;
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)([-+=])([rwx]*)$/.exec(clause);
    if (match === null) return undefined;
    const [, who = '', operator, letters = ''] = match;
    const bits = [...letters].reduce((sum, c) => sum | ({ r: 4, w: 2, x: 1 }[c] ?? 0), 0);
    const people = who === '' || who.includes('a') ? 'ugo' : who;
    for (const [i, person] of [...'ugo'].entries()) {
      if (!people.includes(person)) continue;
      const shift = 6 - 3 * i;
      if (operator !== '+') allowed &= ~((operator === '=' ? 7 : bits) << shift);
      if (operator !== '-') allowed |= bits << shift;
    }
  }
  return ~allowed & 0o777;
}

const umask: Builtin = function* (shell, args) {
  const options = readOptions(args, 'pS');
  if (options.bad !== undefined) return yield* invalidOption(shell, 'umask', options.bad);
  const [mode] = options.rest;
  if (mode === undefined) {
    const text = shell.umask.toString(8).padStart(4, '0');
    const letters = (bits: number): string =>
      [4, 2, 1].map((bit, i) => ((bits & bit) === 0 ? 'rwx'.charAt(i) : '')).join('');
    const [user, group, other] = [6, 3, 0].map((shift) => letters(shell.umask >> shift));
    const symbolic = `u=${user},g=${group},o=${other}`;
    const head = options.flags.has('p') ? `umask ${options.flags.has('S') ? '-S ' : ''}` : '';
    yield* print(shell, `${head}${options.flags.has('S') ? symbolic : text}\n`);
    return 0;
  }
  const symbolic = symbolicMask(shell.umask, mode);
  if (symbolic !== undefined) {
    shell.umask = symbolic;
    if (options.flags.has('S')) return yield* umask(shell, ['-S'], [], 'umask');
    return 0;
  }
  if (!/^[0-7]+$/.test(mode)) {
    const isNumber = /^\d/.test(mode);
    const stray = /^[ugoa]*[-+=][rwx]*([^rwx,])/.exec(mode)?.[1];
    const why = isNumber
      ? `${mode}: octal number out of range`
      : stray === undefined
        ? `\`${mode.charAt(0)}': invalid symbolic mode operator`
        : `\`${stray}': invalid symbolic mode character`;
    yield* complain(shell, ['badMask', mode, why]);
    return shell.dialect.errors.statuses.mask;
  }
  shell.umask = Number.parseInt(mode, 8) & 0o777;
  return 0;
};

const times: Builtin = function* (shell) {
  yield* print(shell, '0m0.000s 0m0.000s\n0m0.000s 0m0.000s\n');
  return 0;
};

const caller: Builtin = function* (shell, args) {
  const [first] = args;
  if (shell.frames.length === 0) {
    if (shell.input !== 'file' || first !== undefined) return 1;
    yield* print(shell, '0 NULL\n');
    return 0;
  }
  if (first?.startsWith('-') === true) {
    return yield* invalidOption(shell, 'caller', first.slice(0, 2));
  }
  if (first !== undefined && !/^\d+$/.test(first)) {
    yield* complain(shell, `${first}: invalid number`);
    return yield* usage(shell, 'caller');
  }
  const depth = Number(first ?? '0');
  const frame = shell.frames.at(-1 - depth);
  const outer = shell.frames.at(-2 - depth);
  // What `-c` runs at the top has no name, unlike a script.
  const isTop = outer === undefined && shell.input !== 'file';
  if (frame === undefined || (first !== undefined && isTop)) return 1;
  const name = first === undefined ? '' : ` ${outer?.name ?? 'main'}`;
  const source = isTop ? 'NULL' : outer === undefined ? shell.name : sourceOf(shell, outer);
  yield* print(shell, `${frame.callLine}${name} ${source}\n`);
  return 0;
};

/** The builtins that POSIX calls special. */
const SPECIAL = [
  ...['.', ':', 'break', 'continue', 'eval', 'exec', 'exit', 'export', 'readonly', 'return'],
  ...['set', 'shift', 'source', 'times', 'trap', 'unset'],
];

/** `enable`: which builtins there are, and which of them programs stand in for. */
function createEnable(names: () => readonly string[]): Builtin {
  return function* (shell, args) {
    const options = readOptions(args, 'adnpsf:');
    if (options.bad !== undefined) return yield* invalidOption(shell, 'enable', options.bad);
    let status = 0;
    const { disabled } = shell;
    for (const name of options.rest) {
      if (!names().includes(name)) {
        yield* complain(shell, `${name}: not a shell builtin`);
        status = 1;
      } else if (options.flags.has('n')) disabled.add(name);
      else disabled.delete(name);
    }
    if (options.rest.length > 0) return status;
    const all = options.flags.has('s') ? SPECIAL : [...names(), 'exec'];
    for (const name of [...all].sort()) {
      const isOff = disabled.has(name);
      if (!options.flags.has('a') && isOff !== options.flags.has('n')) continue;
      yield* print(shell, `enable ${isOff ? '-n ' : ''}${name}\n`);
    }
    return 0;
  };
}

const suspend: Builtin = function* (shell, args) {
  const wrong = yield* refuseOptions(shell, 'suspend', readOptions(args, 'f'));
  if (wrong !== undefined) return wrong;
  if (!shell.options.has('monitor')) {
    yield* complain(shell, 'cannot suspend: no job control');
    return 1;
  }
  const own = shell.host.processes.alive().find((one) => one.pid === shell.self.pid);
  own?.signal('SIGSTOP');
  yield {};
  return 0;
};

/** `help` and the builtins that only the line editor would need. */
export function createMisc(names: () => readonly string[]): Record<string, Builtin> {
  return {
    umask,
    history,
    times,
    ulimit,
    caller,
    help: createHelp(names),
    bind,
    complete,
    compgen: createCompgen(names),
    compopt,
    enable: createEnable(names),
    suspend,
    fc,
  };
}
