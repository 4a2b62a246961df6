import { openedPath, type Program, resolvePath } from '../../kernel/index.ts';
import { endAtError, endsAtErrors } from '../exec/errexit.ts';
import { returning, runTrap } from '../exec/finish.ts';
import { isStopped } from '../exec/job-marks.ts';
import { complain, createUnit, printError, report } from '../exec/report.ts';
import { readSource } from '../source.ts';
import { readFile } from '../startup-files.ts';
import { EXIT, NORMAL, type Outcome, type Shell } from '../types.ts';
import { getText } from '../variables.ts';
import { wordsOf } from '../words/shell.ts';
import { type Builtin, invalidOption, readOptions, usage } from './usage.ts';

/** Whether a builtin takes a text for a number. */
const isNumber = (text: string, { dialect }: Shell): boolean => dialect.builtins.count.test(text);

// biome-ignore lint/correctness/useYield: nothing to wait for
const succeed: Builtin = function* () {
  return 0;
};

// biome-ignore lint/correctness/useYield: nothing to wait for
const fail: Builtin = function* () {
  return 1;
};

/** Says once that there are stopped jobs, which the shell's end would end. */
export function* warnOfJobs(shell: Shell): Program<boolean> {
  if (shell.hasWarned || !shell.jobs.some((job) => !job.isReported && isStopped(job))) return false;
  shell.hasWarned = true;
  yield* printError(shell, `${wordsOf(shell.dialect.errors.words, ['stoppedJobs'])}\n`);
  return true;
}

const isTooMany = ({ dialect }: Shell, args: readonly string[]): boolean =>
  dialect.builtins.countsArguments && args.length > 1;

/** Too many arguments end what is being run: a script, or the line at a prompt. */
export function* tooMany(shell: Shell): Program<Outcome> {
  yield* complain(shell, 'too many arguments');
  shell.status = 1;
  return shell.isInteractive ? { type: 'discard' } : EXIT;
}

/** What a login shell reads when it is told to end, once; it may end it with another status. */
function* logOut(shell: Shell): Program<void> {
  const path = `${getText(shell, 'HOME') ?? ''}/.bash_logout`;
  if (shell.hasLoggedOut || !shell.files.read(path).ok) return;
  shell.hasLoggedOut = true;
  const { status } = shell;
  const outcome = yield* readFile(shell, path);
  if (outcome.type !== 'exit') shell.status = status;
}

/** The EXIT trap sees what `exit` sees: local variables, and where output goes. */
function* ending(shell: Shell): Program<Outcome> {
  if (shell.level === 0 && shell.shellOptions.has('login_shell')) yield* logOut(shell);
  // A file that is sourced is left first.
  const isLate = shell.isInteractive || shell.frames.at(-1)?.isSource === true;
  if (isLate || !shell.traps.has('EXIT')) return EXIT;
  yield* runTrap(shell, 'EXIT');
  if (!shell.runningTraps.has('EXIT')) shell.traps.delete('EXIT');
  return EXIT;
}

/** Whether a shell is the one of a terminal. */
const isTyped = (shell: Shell): boolean => shell.isInteractive && shell.level === 0;

/** What a shell says that ends. */
export const farewellOf = ({ dialect, shellOptions }: Shell): string =>
  dialect.builtins.farewell(shellOptions.has('login_shell'));

const leave: Builtin = function* (shell, args) {
  const [first] = args;
  if (isTyped(shell) && (yield* warnOfJobs(shell))) return 1;
  if (first !== undefined && !isNumber(first, shell)) {
    yield* complain(shell, ['notNumeric', first]);
    shell.status = 2;
    return yield* ending(shell);
  }
  if (isTooMany(shell, args)) {
    return yield* tooMany(shell);
  }
  if (first !== undefined) shell.status = Number(first) & 255;
  return yield* ending(shell);
};

const exit: Builtin = function* (shell, args, nodes, name) {
  // A startup file ends it silently.
  if (isTyped(shell) && shell.linesRead > 0) yield* printError(shell, farewellOf(shell));
  return yield* leave(shell, args, nodes, name);
};

const returns: Builtin = function* (shell, args) {
  const [first] = args;
  const { endsScript } = shell.dialect.errors;
  const isOutside = shell.frames.length === 0;
  if (isOutside && !shell.dialect.builtins.mindsPlace) return yield* exit(shell, args, [], 'exit');
  if (first !== undefined && !isNumber(first, shell)) {
    yield* complain(shell, ['notNumeric', first]);
    shell.status = 2;
    if (!isOutside)
      return endsScript && !shell.isInteractive ? EXIT : { type: 'return', before: 2 };
  } else if (isTooMany(shell, args)) {
    return yield* tooMany(shell);
  }
  if (isOutside) {
    yield* complain(shell, "can only `return' from a function or sourced script");
    return 2;
  }
  const before = shell.status;
  if (first !== undefined) shell.status = Number(first) & 255;
  return { type: 'return', before };
};

const leaveLoop: Builtin = function* (shell, args, _, name) {
  const type = name === 'break' ? 'break' : 'continue';
  const [first = '1'] = args;
  const { endsScript, statuses } = shell.dialect.errors;
  if (endsScript && (!isNumber(first, shell) || Number(first) < 1)) {
    yield* complain(shell, ['loopCount', first]);
    shell.status = statuses.count;
    return shell.isInteractive ? { type: 'discard' } : EXIT;
  }
  if (shell.loops === 0) {
    if (!shell.dialect.builtins.mindsPlace) return 0;
    yield* complain(shell, `only meaningful in a \`for', \`while', or \`until' loop`);
    return 0;
  }
  if (!isNumber(first, shell)) {
    yield* complain(shell, ['notNumeric', first]);
    shell.status = 128;
    return EXIT;
  }
  if (isTooMany(shell, args)) return yield* tooMany(shell);
  if (Number(first) < 1) {
    yield* complain(shell, ['loopCount', first]);
    shell.status = 1;
    return { type: 'break', count: shell.loops };
  }
  shell.status = 0;
  return { type, count: Math.min(Number(first), shell.loops) };
};

const shift: Builtin = function* (shell, args) {
  const [first = '1'] = args;
  const { statuses } = shell.dialect.errors;
  if (!isNumber(first, shell)) {
    yield* complain(shell, ['notNumeric', first]);
    return statuses.count;
  }
  if (isTooMany(shell, args)) return yield* tooMany(shell);
  const count = Number(first);
  if (count < 0) {
    yield* complain(shell, ['shiftCount', first]);
    return statuses.count;
  }
  if (count > shell.positional.length) {
    if (shell.dialect.builtins.tellsShift) yield* complain(shell, "can't shift that many");
    return 1;
  }
  shell.positional = shell.positional.slice(count);
  return 0;
};

const evaluates: Builtin = function* (shell, args) {
  const options = readOptions(args, '');
  if (options.bad !== undefined) return yield* invalidOption(shell, 'eval', options.bad);
  const text = options.rest.join(' ');
  shell.status = 0;
  if (text.trim() === '') return 0;
  const { name } = shell.unit;
  const unit = createUnit(text, name, shell.line, `${name}: eval`);
  shell.traceDepth++;
  try {
    return yield* shell.engine.runText(shell, unit, true);
  } finally {
    shell.traceDepth--;
  }
};

/** What follows a file that was not sourced: the RETURN trap, as behind one that was. */
function* unsourced(shell: Shell, status: number): Program {
  yield* runTrap(shell, 'RETURN');
  return status;
}

const source: Builtin = function* (shell, args, _, name) {
  const options = readOptions(args, '');
  if (options.bad !== undefined) return yield* invalidOption(shell, name, options.bad);
  const [file, ...rest] = options.rest;
  const ways = shell.dialect.builtins.source;
  if (file === undefined) {
    if (!ways.needsFile) return 0;
    yield* complain(shell, ['noFilename']);
    return yield* usage(shell, name);
  }
  if (file === '') {
    yield* report(shell, ': No such file or directory');
    return endsAtErrors(shell) ? endAtError(shell) : yield* unsourced(shell, 1);
  }
  let path = openedPath(shell.directory, file);
  let shownName = file;
  const at = (part: string): string => resolvePath(shell.directory, `${part}/${file}`);
  const place = file.includes('/')
    ? undefined
    : (getText(shell, 'PATH') ?? '').split(':').find((part) => shell.files.stat(at(part)).ok);
  if (place !== undefined) {
    path = at(place);
    shownName = `${place}/${file}`;
  }
  const status = shell.dialect.errors.statuses.source;
  if (!ways.looksHere && place === undefined && !file.includes('/')) {
    yield* report(shell, ['unsourced', file, 'ENOENT']);
    return endsAtErrors(shell) ? endAtError(shell) : yield* unsourced(shell, status);
  }
  const content = shell.engine.filesFor(shell, shell.fds, shell.self.pid);
  const text = yield* readSource(content, path);
  if (!text.ok) {
    const isDirectory = text.error === 'EISDIR';
    if (isDirectory && !ways.mindsDirectory) return 0;
    if (isDirectory) yield* complain(shell, ['sourcedDirectory', file]);
    else yield* report(shell, ['unsourced', file, text.error]);
    const ends = !isDirectory && endsAtErrors(shell);
    return ends ? endAtError(shell) : yield* unsourced(shell, status);
  }
  const unit = createUnit(text.value, shownName, 1);
  shell.frames.push({ name: 'source', callLine: shell.line, unit, isSource: true });
  const { positional } = shell;
  if (rest.length > 0 && ways.passesArguments) shell.positional = rest;
  shell.status = 0;
  shell.traceDepth++;
  // Its caller puts back what ran.
  shell.running = shownName;
  try {
    const outcome = yield* returning(shell, false, shell.engine.runText(shell, unit, true));
    return outcome.type === 'return' ? NORMAL : outcome;
  } finally {
    shell.traceDepth--;
    shell.frames.pop();
    if (rest.length > 0) shell.positional = positional;
  }
};

export const FLOW: Readonly<Record<string, Builtin>> = {
  ':': succeed,
  true: succeed,
  false: fail,
  exit,
  logout: function* (shell, args, nodes, name) {
    if (shell.shellOptions.has('login_shell')) return yield* leave(shell, args, nodes, name);
    yield* complain(shell, "not login shell: use `exit'");
    return 1;
  },
  return: returns,
  break: leaveLoop,
  continue: leaveLoop,
  shift,
  eval: evaluates,
  source,
  '.': source,
};
