import { type Program, resolvePath, SIGNAL_NUMBERS } from '../../kernel/index.ts';
import { isRunning, isStopped } from '../exec/job-marks.ts';
import { complain, print } from '../exec/report.ts';
import { glob } from '../expand/glob.ts';
import { quoteSingle } from '../expand/quote.ts';
import { OPTION_NAMES as SET_NAMES, SHOPT_NAMES } from '../options.ts';
import { matchesPattern } from '../pattern.ts';
import type { CompletionSpec, Job, Shell } from '../types.ts';
import { findVariable, scalar, variableNames } from '../variables.ts';
import { KEYWORDS } from './names.ts';
import { type Builtin, type Options, readOptions, refuseOptions, usage } from './usage.ts';

const OPTION_NAMES = [
  ...['bashdefault', 'default', 'dirnames', 'filenames', 'noquote', 'nosort', 'nospace'],
  'plusdirs',
];

/** What can be completed from, by the letter that asks for it. */
const ACTIONS: Readonly<Record<string, string>> = {
  a: 'alias',
  b: 'builtin',
  c: 'command',
  d: 'directory',
  e: 'export',
  f: 'file',
  g: 'group',
  j: 'job',
  k: 'keyword',
  s: 'service',
  u: 'user',
  v: 'variable',
};

const OTHER_ACTIONS = [
  ...['arrayvar', 'binding', 'disabled', 'enabled', 'function', 'helptopic', 'hostname'],
  ...['running', 'setopt', 'shopt', 'signal', 'stopped'],
];

const LETTERS = 'abcdefgjksuvo:A:G:W:F:C:X:P:S:';

/** Every `-A` and `-o`; both may be given more than once, which the last value does not tell. */
function repeated(args: readonly string[], letter: string): string[] {
  return args.flatMap((arg, i) => {
    if (arg === `-${letter}`) return [args[i + 1] ?? ''];
    return arg.startsWith(`-${letter}`) ? [arg.slice(2)] : [];
  });
}

function specOf(args: readonly string[], { flags, values }: Options): CompletionSpec {
  const letters = Object.keys(ACTIONS).filter((letter) => flags.has(letter));
  return {
    options: repeated(args, 'o'),
    actions: [...letters.map((letter) => ACTIONS[letter] ?? ''), ...repeated(args, 'A')],
    values: new Map([...values].filter(([letter]) => /[GWPSXCF]/.test(letter))),
  };
}

function* refuse(shell: Shell, spec: CompletionSpec): Program<number | undefined> {
  const option = spec.options.find((one) => !OPTION_NAMES.includes(one));
  if (option !== undefined) {
    yield* complain(shell, `${option}: invalid option name`);
    return 2;
  }
  const known = [...Object.values(ACTIONS), ...OTHER_ACTIONS];
  const action = spec.actions.find((one) => !known.includes(one));
  if (action === undefined) return undefined;
  yield* complain(shell, `${action}: invalid action name`);
  return 2;
}

/** A specification as the command that makes it. */
function shown(name: string, { options, actions, values }: CompletionSpec): string {
  const words = OPTION_NAMES.filter((one) => options.includes(one)).map((one) => `-o ${one}`);
  for (const [letter, action] of Object.entries(ACTIONS)) {
    if (actions.includes(action)) words.push(`-${letter}`);
  }
  for (const action of OTHER_ACTIONS) if (actions.includes(action)) words.push(`-A ${action}`);
  for (const letter of 'GWPSXC') {
    const value = values.get(letter);
    if (value !== undefined) words.push(`-${letter} ${quoteSingle(value)}`);
  }
  const called = values.get('F');
  if (called !== undefined) words.push(`-F ${called}`);
  return ['complete', ...words, name].join(' ');
}

function* missing(shell: Shell, command: string): Program<number> {
  yield* complain(shell, `${command}: no completion specification`);
  return 1;
}

/** `complete`: what is to be offered behind a command. */
export const complete: Builtin = function* (shell, args) {
  const options = readOptions(args, `${LETTERS}prDEI`);
  const wrong = yield* refuseOptions(shell, 'complete', options);
  if (wrong !== undefined) return wrong;
  const { flags } = options;
  const spec = specOf(args, options);
  const refused = yield* refuse(shell, spec);
  if (refused !== undefined) return refused;
  const special = ['D', 'E', 'I'].filter((letter) => flags.has(letter));
  const names = special.length > 0 ? special.map((letter) => `-${letter}`) : options.rest;
  const all = shell.completions;
  let status = 0;
  if (flags.has('r')) {
    if (names.length === 0) all.clear();
    for (const name of names) {
      if (!all.delete(name)) status = yield* missing(shell, name);
    }
    return status;
  }
  if (flags.has('p') || args.length === 0) {
    for (const name of names.length === 0 ? all.keys() : names) {
      const found = all.get(name);
      if (found === undefined) status = yield* missing(shell, name);
      else yield* print(shell, `${shown(name, found)}\n`);
    }
    return status;
  }
  if (names.length === 0) return yield* usage(shell, 'complete');
  for (const name of names) all.set(name, spec);
  return 0;
};

/** `compopt`: changes the options of a specification. */
export const compopt: Builtin = function* (shell, args) {
  const added: string[] = [];
  const removed: string[] = [];
  let at = 0;
  for (; at < args.length && /^[-+]./.test(args[at] ?? ''); at++) {
    const arg = args[at] ?? '';
    if (/^[-+]o$/.test(arg)) (arg === '-o' ? added : removed).push(args[++at] ?? '');
  }
  const bad = [...added, ...removed].find((one) => !OPTION_NAMES.includes(one));
  if (bad !== undefined) {
    yield* complain(shell, `${bad}: invalid option name`);
    return 2;
  }
  const names = args.slice(at);
  if (names.length === 0) {
    yield* complain(shell, 'not currently executing completion function');
    return 1;
  }
  let status = 0;
  for (const name of names) {
    const spec = shell.completions.get(name);
    if (spec === undefined) status = yield* missing(shell, name);
    else {
      const options = [...spec.options.filter((one) => !removed.includes(one)), ...added];
      shell.completions.set(name, { ...spec, options });
    }
  }
  return status;
};

/** Names of files, or of directories alone, that begin so. */
function fileNames(shell: Shell, prefix: string, onlyDirectories: boolean): string[] {
  const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  const place = resolvePath(shell.directory, folder === '' ? '.' : folder);
  const listed = shell.files.list(place);
  const hidden = prefix.slice(folder.length).startsWith('.');
  return (listed.ok ? listed.value : [])
    .filter((name) => hidden || !name.startsWith('.'))
    .filter((name) => {
      const stat = shell.files.stat(resolvePath(place, name));
      return !onlyDirectories || (stat.ok && stat.value.type === 'directory');
    })
    .map((name) => folder + name);
}

const SCALAR = scalar('');

/** The commands of jobs that are as wanted, the latest first. */
const jobNames = (shell: Shell, isWanted: (job: Job) => boolean): string[] =>
  [...shell.jobs]
    .reverse()
    .filter(isWanted)
    .map((job) => job.texts[0]?.split(' ')[0] ?? '');

const groupNames = (shell: Shell): string[] => {
  const read = shell.files.read('/etc/group');
  return read.ok ? read.value.split('\n').flatMap((line) => line.split(':')[0] || []) : [];
};

/** What an action offers; services and bindings are not offered. */
function offered(
  shell: Shell,
  action: string,
  prefix: string,
  builtins: readonly string[],
): readonly string[] {
  const sorted = [...builtins].sort();
  switch (action) {
    case 'alias':
      return [...shell.aliases.keys()].sort();
    case 'builtin':
    case 'enabled':
    case 'helptopic':
      return action === 'enabled' ? sorted.filter((one) => !shell.disabled.has(one)) : sorted;
    case 'disabled':
      return [...shell.disabled].sort();
    case 'command':
      return [
        ...[...shell.aliases.keys(), ...KEYWORDS, ...[...shell.functions.keys()].sort()],
        ...[...sorted, ...shell.host.commands.keys()],
      ];
    case 'function':
      return [...shell.functions.keys()].sort();
    case 'keyword':
      return [...KEYWORDS];
    case 'variable':
      return variableNames(shell);
    case 'export':
      return variableNames(shell).filter((name) => findVariable(shell, name)?.attributes.has('x'));
    case 'arrayvar':
      return variableNames(shell).filter((name) => {
        const variable = findVariable(shell, name);
        const isDeclared = variable?.attributes.has('a') || variable?.attributes.has('A');
        return isDeclared || (variable?.value ?? SCALAR).kind !== 'scalar';
      });
    case 'setopt':
      return SET_NAMES;
    case 'shopt':
      return SHOPT_NAMES;
    case 'signal':
      return ['EXIT', ...Object.keys(SIGNAL_NUMBERS), 'DEBUG', 'ERR', 'RETURN'];
    case 'file':
    case 'directory':
      return fileNames(shell, prefix, action === 'directory');
    case 'user':
      return ['root'];
    case 'group':
      return groupNames(shell);
    case 'job':
      return jobNames(shell, isRunning);
    case 'running':
      return jobNames(shell, (job) => isRunning(job) && !isStopped(job));
    case 'stopped':
      return jobNames(shell, isStopped);
    case 'hostname':
      return [shell.host.hostname];
    default:
      return [];
  }
}

/** `compgen`: what a specification would offer for a word. */
export function createCompgen(builtins: () => readonly string[]): Builtin {
  return function* (shell, args) {
    const options = readOptions(args, LETTERS);
    const wrong = yield* refuseOptions(shell, 'compgen', options);
    if (wrong !== undefined) return wrong;
    const spec = specOf(args, options);
    const refused = yield* refuse(shell, spec);
    if (refused !== undefined) return refused;
    const { values } = options;
    const word = options.rest[0] ?? '';
    const choices = spec.actions.flatMap((action) => offered(shell, action, word, builtins()));
    const pattern = values.get('G');
    if (pattern !== undefined) {
      const has = (name: string): boolean => shell.shellOptions.has(name);
      choices.push(
        ...glob(shell.files, shell.directory, pattern, {
          extglob: has('extglob'),
          dotglob: has('dotglob'),
          globstar: has('globstar'),
          nocaseglob: has('nocaseglob'),
          hasDots: !has('globskipdots'),
        }),
      );
    }
    const words = values.get('W');
    if (words !== undefined) {
      const parsed = shell.engine.words.parse(words);
      choices.push(...(yield* shell.engine.words.joined(shell, parsed)).split(/\s+/));
    }
    const filter = values.get('X');
    const isKept = (one: string): boolean => {
      if (filter === undefined) return true;
      const isNegated = filter.startsWith('!');
      const pattern = isNegated ? filter.slice(1) : filter;
      return matchesPattern(pattern, one, false, true) === isNegated;
    };
    const found = choices.filter((one) => one !== '' && one.startsWith(word)).filter(isKept);
    const [before, after] = [values.get('P') ?? '', values.get('S') ?? ''];
    for (const one of found) yield* print(shell, `${before}${one}${after}\n`);
    return found.length > 0 ? 0 : 1;
  };
}
