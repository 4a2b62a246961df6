import type { FileSystem, Self } from '../kernel/index.ts';
import type { Launch } from './dialect/launch.ts';
import { DEFAULT_PATH } from './lookup.ts';
import { DEFAULT_SHOPTS } from './options.ts';
import { createHistory } from './shell-history.ts';
import type { Attribute, OpenFile, ShellHost, ShellState, Variable } from './types.ts';
import { createUnit } from './unit.ts';
import { indexed, isName, scalar } from './values.ts';

export interface ShellStart {
  readonly host: ShellHost;
  readonly self: Self;
  readonly files: FileSystem;
  readonly env: ReadonlyMap<string, string>;
  readonly directory: string;
  /** `$0`. */
  readonly name: string;
  readonly positional: readonly string[];
  readonly input: ShellState['input'];
  readonly isInteractive: boolean;
  readonly launch: Launch;
  readonly beginning: ShellState['beginning'];
  /** Given up to the shell, which closes them at its end. */
  readonly fds: Map<number, OpenFile>;
}

const VERSION = ['5', '2', '15', '1', 'release', 'x86_64-pc-linux-gnu'];

/** The variables that a shell starts with. */
function createVariables(start: ShellStart): Map<string, Variable> {
  const scope = new Map<string, Variable>();
  const set = (name: string, text: string, ...attributes: Attribute[]): void => {
    scope.set(name, { value: scalar(text), attributes: new Set(attributes) });
  };
  const version = VERSION.slice(0, 3).join('.');
  set('IFS', ' \t\n');
  set('OPTIND', '1');
  if (start.launch.shellVariable !== undefined) set('SHELL', start.launch.shellVariable);
  set('OPTERR', '1');
  set('TERM', 'dumb');
  set('BASH', '/usr/bin/bash');
  set('BASH_VERSION', `${version}(${VERSION[3]})-${VERSION[4]}`);
  scope.set('BASH_VERSINFO', { value: indexed(VERSION), attributes: new Set<Attribute>(['r']) });
  set('HOSTTYPE', 'x86_64');
  set('OSTYPE', 'linux-gnu');
  set('MACHTYPE', 'x86_64-pc-linux-gnu');
  set('PATH', DEFAULT_PATH);
  set('PS4', '+ ');
  set('_', start.name);
  for (const [name, text] of start.env) if (isName(name)) set(name, text, 'x');
  set('PWD', start.directory, 'x');
  if (!scope.has('OLDPWD')) scope.set('OLDPWD', { value: undefined, attributes: new Set(['x']) });
  set('SHLVL', String(Number(start.env.get('SHLVL') ?? '0') + 1), 'x');
  if (start.isInteractive) {
    const { prompts } = start.host;
    const prompt = start.name === 'sh' ? prompts.sh : prompts.bash;
    if (!scope.has('PS1')) set('PS1', prompt);
    set('PS2', '> ');
    const home = start.env.get('HOME');
    const { keepsHistory } = start.launch;
    if (keepsHistory && !scope.has('HISTFILE')) set('HISTFILE', `${home ?? ''}/.bash_history`);
    if (keepsHistory && !scope.has('HISTSIZE')) set('HISTSIZE', '500');
  }
  return scope;
}

/** Processes and signals that a new shell does not know of yet. */
const noProcesses = () => ({
  coprocs: [],
  jobs: [],
  marks: { current: 0, previous: 0 },
  timings: [],
  outerTraps: undefined,
  foreground: [],
  substitutions: [],
  signals: [],
  keySignal: undefined,
  endingSignal: undefined,
  endingStatus: 0,
  substitution: undefined,
});

/** Functions, aliases, programs that were found, and lines; arrays show some of them. */
function noNames(scope: Map<string, Variable>, { hasArrays }: Launch) {
  const aliases = new Map<string, string>();
  const hashed = new Map<string, string>();
  const live = { BASH_ALIASES: aliases, BASH_CMDS: hashed };
  for (const [name, items] of hasArrays ? Object.entries(live) : []) {
    scope.set(name, { value: { kind: 'associative', items }, attributes: new Set() });
  }
  return {
    aliases,
    hashed,
    hashHits: new Map(),
    functions: new Map(),
    exportedFunctions: new Set<string>(),
    readonlyFunctions: new Set<string>(),
    tracedFunctions: new Set<string>(),
    history: createHistory(),
    keys: undefined,
    linesRead: 0,
    commandsRun: 0,
  };
}

/** The process that started a shell: of the first it is init, and in a container nobody. */
function parentOf({ host, self }: ShellStart): number {
  const own = host.processes.alive().find(({ pid }) => pid === self.pid);
  return own?.parentPid || (host.container === undefined ? 1 : 0);
}

/** A new shell, before it has run anything. */
export function createShellState(start: ShellStart): ShellState {
  const scope = createVariables(start);
  const names = noNames(scope, start.launch);
  const ignoredAtStart = [...start.self.ignored].map((signal) => signal.slice(3));
  const options = ['braceexpand', 'hashall', 'interactive-comments'];
  const shellOptions = [...DEFAULT_SHOPTS, ...(start.isInteractive ? ['expand_aliases'] : [])];
  if (start.isInteractive) {
    options.push('emacs', 'histexpand', 'history', 'monitor', 'interactive');
  }
  return {
    ...noProcesses(),
    host: start.host,
    files: start.files,
    self: start.self,
    rootPid: start.self.pid,
    isSubstitution: false,
    parentPid: parentOf(start),
    isInteractive: start.isInteractive,
    isAtTerminal: start.isInteractive,
    level: 0,
    scopes: [scope],
    completions: new Map(),
    limits: new Map(),
    disabled: new Set(),
    options: new Set(options),
    shellOptions: new Set(shellOptions),
    traps: new Map(ignoredAtStart.map((name) => [name, ''])),
    lockedTraps: new Set(start.isInteractive ? [] : ignoredAtStart),
    fds: start.fds,
    frames: [],
    knownAliases: new Map(),
    forks: { fullAtMs: Number.NEGATIVE_INFINITY, count: 0 },
    traceDepth: 0,
    launch: start.launch,
    beginning: start.beginning,
    oneCommand: undefined,
    directoryStack: [],
    input: start.input,
    startedMs: start.host.clock.nowMs(),
    nextDescriptor: 63,
    directory: start.directory,
    name: start.name,
    positional: [...start.positional],
    status: 0,
    pipeStatus: [0],
    lastBackground: undefined,
    interrupts: { count: 0 },
    killed: undefined,
    running: undefined,
    calledAs: undefined,
    ...names,
    substitutionStatus: undefined,
    unit: createUnit('', start.name, 1),
    line: 0,
    command: undefined,
    loops: 0,
    depth: 0,
    tested: 0,
    steps: 0,
    umask: 0o022,
    hasWarned: false,
    getoptsOffset: 0,
    randomSeed: start.host.prng.split(`shell-${start.self.pid}`),
  };
}
