import { allows, errorText, type Program, resolvePath, SEARCH } from '../../kernel/index.ts';
import { complain, print } from '../exec/report.ts';
import { withTilde } from '../tilde.ts';
import type { Shell } from '../types.ts';
import { ensureVariable, getText, scalar } from '../variables.ts';
import { type Builtin, invalidOption, readOptions, usage } from './usage.ts';

function enter(shell: Shell, path: string): void {
  const old = shell.directory;
  shell.directory = path;
  ensureVariable(shell, 'OLDPWD').value = scalar(old);
  ensureVariable(shell, 'PWD').value = scalar(path);
}

/** Changes the directory; returns what is wrong with it, or undefined. */
function change(shell: Shell, target: string, isPhysical: boolean): string | undefined {
  let path = resolvePath(shell.directory, target);
  const stat = shell.files.stat(path);
  if (!stat.ok) return errorText(stat.error);
  if (stat.value.type !== 'directory') return errorText('ENOTDIR');
  if (!allows(shell.host.identity, stat.value, SEARCH)) return errorText('EACCES');
  if (isPhysical) {
    const real = shell.files.realPath(path);
    if (real.ok) path = real.value;
  }
  enter(shell, path);
  return undefined;
}

const cd: Builtin = function* (shell, args) {
  const options = readOptions(args, 'LPe@');
  if (options.bad !== undefined) return yield* invalidOption(shell, 'cd', options.bad);
  const { rest } = options;
  const isPhysical =
    options.flags.has('P') || (shell.options.has('physical') && !options.flags.has('L'));
  const { statuses } = shell.dialect.errors;
  const { countsArguments, cdNeedsVariables } = shell.dialect.builtins;
  if (rest.length > 1 && countsArguments) {
    yield* complain(shell, 'too many arguments');
    return statuses.directory;
  }
  let target = rest[0];
  let isShown = false;
  if (target === undefined) {
    target = getText(shell, 'HOME');
    if (target === undefined && !cdNeedsVariables) return 0;
    if (target === undefined) {
      yield* complain(shell, 'HOME not set');
      return statuses.directory;
    }
  } else if (target === '-') {
    target = getText(shell, 'OLDPWD') ?? (cdNeedsVariables ? undefined : shell.directory);
    if (target === undefined) {
      yield* complain(shell, 'OLDPWD not set');
      return statuses.directory;
    }
    isShown = true;
  } else if (target !== '' && !/^\.{0,2}\//.test(target)) {
    const isNear = /^\.\.?(?:\/|$)/.test(target);
    for (const part of isNear ? [] : (getText(shell, 'CDPATH') ?? '').split(':')) {
      const found = resolvePath(resolvePath(shell.directory, part === '' ? '.' : part), target);
      if (part !== '' && shell.files.stat(found).ok) {
        target = found;
        isShown = true;
        break;
      }
    }
  }
  const problem = change(shell, target === '' ? '.' : target, isPhysical);
  if (problem !== undefined) {
    yield* complain(shell, ['noDirectory', target, problem]);
    return statuses.directory;
  }
  if (isShown) yield* print(shell, `${target === '' ? '' : shell.directory}\n`);
  return 0;
};

const pwd: Builtin = function* (shell, args) {
  const options = readOptions(args, 'LP');
  if (options.bad !== undefined) return yield* invalidOption(shell, 'pwd', options.bad);
  const real = shell.files.realPath(shell.directory);
  const path = options.flags.has('P') && real.ok ? real.value : shell.directory;
  yield* print(shell, `${path}\n`);
  return 0;
};

function* printStack(shell: Shell): Program<number> {
  const home = getText(shell, 'HOME');
  const shown = [shell.directory, ...shell.directoryStack].map((path) => withTilde(path, home));
  yield* print(shell, `${shown.join(' ')}\n`);
  return 0;
}

/** Which entry of the stack `+N` or `-N` names; undefined when it is no number. */
function placeIn(shell: Shell, text: string): number | undefined {
  const match = /^([-+])(\d+)$/.exec(text);
  if (match === null) return undefined;
  const count = Number(match[2]);
  return match[1] === '+' ? count : shell.directoryStack.length - count;
}

/** An option that is none is taken for a number. */
function* invalidNumber(shell: Shell, name: string, args: readonly string[]): Program<number> {
  const word = args.find((arg) => /^-[^nclpv]/.test(arg)) ?? '';
  yield* complain(shell, `${word}: invalid number`);
  return yield* usage(shell, name);
}

const pushd: Builtin = function* (shell, args) {
  const options = readOptions(
    args.filter((arg) => !/^[-+]\d+$/.test(arg)),
    'n',
  );
  if (options.bad !== undefined) return yield* invalidNumber(shell, 'pushd', args);
  const [target] = args.filter((arg) => arg !== '-n');
  const old = shell.directory;
  if (target === undefined) {
    const top = shell.directoryStack[0];
    if (top === undefined) {
      yield* complain(shell, 'no other directory');
      return 1;
    }
    shell.directoryStack[0] = old;
    enter(shell, top);
    return yield* printStack(shell);
  }
  const at = placeIn(shell, target);
  if (at !== undefined) {
    const all = [shell.directory, ...shell.directoryStack];
    if (at < 0 || at >= all.length) {
      const isAlone = shell.directoryStack.length === 0;
      const why = isAlone
        ? 'directory stack empty'
        : `${target}: directory stack index out of range`;
      yield* complain(shell, `${why}`);
      return 1;
    }
    const turned = [...all.slice(at), ...all.slice(0, at)];
    shell.directoryStack.splice(0, shell.directoryStack.length, ...turned.slice(1));
    enter(shell, turned[0] ?? '/');
    return yield* printStack(shell);
  }
  if (args.includes('-n')) {
    shell.directoryStack.unshift(target);
    return yield* printStack(shell);
  }
  const problem = change(shell, target, false);
  if (problem !== undefined) {
    yield* complain(shell, `${target}: ${problem}`);
    return 1;
  }
  shell.directoryStack.unshift(old);
  return yield* printStack(shell);
};

const popd: Builtin = function* (shell, args) {
  const isQuiet = args.includes('-n');
  const [target] = args.filter((arg) => arg !== '-n');
  if (target !== undefined && !/^[-+]/.test(target)) {
    yield* complain(shell, `${target}: invalid argument`);
    return yield* usage(shell, 'popd');
  }
  if (shell.directoryStack.length === 0) {
    yield* complain(shell, 'directory stack empty');
    return 1;
  }
  const at = target === undefined ? (isQuiet ? 1 : 0) : placeIn(shell, target);
  if (at === undefined) {
    yield* complain(shell, `${target}: invalid argument`);
    return yield* usage(shell, 'popd');
  }
  if (at < 0 || at > shell.directoryStack.length) {
    yield* complain(shell, `${target}: directory stack index out of range`);
    return 1;
  }
  if (at > 0) {
    shell.directoryStack.splice(at - 1, 1);
    return yield* printStack(shell);
  }
  const top = shell.directoryStack.shift() ?? '/';
  enter(shell, top);
  return yield* printStack(shell);
};

const dirs: Builtin = function* (shell, args) {
  const options = readOptions(
    args.filter((arg) => !/^[-+]\d+$/.test(arg)),
    'clpv',
  );
  if (options.bad !== undefined) return yield* invalidNumber(shell, 'dirs', args);
  if (options.flags.has('c')) {
    shell.directoryStack.length = 0;
    return 0;
  }
  const all = [shell.directory, ...shell.directoryStack];
  const short = (path: string): string =>
    options.flags.has('l') ? path : withTilde(path, getText(shell, 'HOME'));
  const [target] = args.filter((arg) => /^[-+]\d+$/.test(arg));
  if (target !== undefined) {
    const at = placeIn(shell, target) ?? 0;
    const path = all[at];
    if (path === undefined) {
      const isAlone = shell.directoryStack.length === 0;
      const why = isAlone
        ? 'directory stack empty'
        : `${target.slice(1)}: directory stack index out of range`;
      yield* complain(shell, `${why}`);
      return 1;
    }
    yield* print(shell, `${short(path)}\n`);
    return 0;
  }
  if (options.flags.has('l') && options.flags.size === 1) {
    yield* print(shell, `${all.join(' ')}\n`);
    return 0;
  }
  if (options.flags.has('p') || options.flags.has('v')) {
    const line = (path: string, i: number): string =>
      options.flags.has('v') ? `${String(i).padStart(2)}  ${short(path)}\n` : `${short(path)}\n`;
    yield* print(shell, all.map(line).join(''));
    return 0;
  }
  return yield* printStack(shell);
};

export const DIRECTORY: Readonly<Record<string, Builtin>> = { cd, pwd, pushd, popd, dirs };
