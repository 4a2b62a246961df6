import {
  type Process,
  type Program,
  type Self,
  SIGNAL_NUMBERS,
  type Signal,
  until,
} from '../../kernel/index.ts';
import { LIMITS } from '../../limits.ts';
import { closeDescriptors, copyDescriptors, release } from '../descriptors.ts';
import { copyHistory } from '../shell-history.ts';
import type { OpenFile, Shell, Unit } from '../types.ts';
import { copyScopes } from '../variables.ts';
import { printError, report } from './report.ts';
import { handleSignals } from './signals.ts';

/** How long after a full process table the subshells of that shell cannot start anything. */
const FULL_FOR_MS = 1000;

/**
 * A copy of a shell for a subshell, which counts as a process to the shell. Its own descriptors
 * must be closed when it ends.
 */
export function forkShell(shell: Shell, self: Self): Shell {
  shell.steps += LIMITS.stepsOfProcess;
  shell.forks.count++;
  const isTraced = (name: string): boolean =>
    name === 'ERR' ? shell.options.has('errtrace') : shell.options.has('functrace');
  const kept = [...shell.traps].filter(
    ([name, action]) =>
      action === '' || (['ERR', 'DEBUG', 'RETURN'].includes(name) && isTraced(name)),
  );
  const scopes = copyScopes(shell.scopes);
  const mapOf = (name: string, map: ReadonlyMap<string, string>): Map<string, string> => {
    const value = scopes[0]?.get(name)?.value;
    return value?.kind === 'associative' ? value.items : new Map(map);
  };
  return {
    ...shell,
    self,
    level: shell.level + 1,
    isInteractive: false,
    scopes,
    functions: new Map(shell.functions),
    hashed: mapOf('BASH_CMDS', shell.hashed),
    hashHits: new Map(shell.hashHits),
    exportedFunctions: new Set(shell.exportedFunctions),
    readonlyFunctions: new Set(shell.readonlyFunctions),
    tracedFunctions: new Set(shell.tracedFunctions),
    lockedTraps: new Set(),
    coprocs: [...shell.coprocs],
    completions: new Map(shell.completions),
    limits: new Map(shell.limits),
    disabled: new Set(shell.disabled),
    aliases: mapOf('BASH_ALIASES', shell.aliases),
    options: new Set([...shell.options].filter((name) => name !== 'monitor')),
    shellOptions: new Set(shell.shellOptions),
    traps: new Map(kept),
    outerTraps: shell.outerTraps ?? new Map(shell.traps),
    fds: copyDescriptors(shell.fds),
    frames: [...shell.frames],
    jobs: [],
    marks: { current: 0, previous: 0 },
    history: copyHistory(shell.history),
    timings: [],
    foreground: [],
    substitutions: [],
    signals: [],
    keySignal: undefined,
    endingSignal: undefined,
    endingStatus: 0,
    substitution: undefined,
    directoryStack: [...shell.directoryStack],
    pipeStatus: [...shell.pipeStatus],
    positional: [...shell.positional],
    loops: 0,
    oneCommand: undefined,
    randomSeed: shell.host.prng.split(`fork-${shell.rootPid}-${shell.forks.count}`),
    runningTraps: new Set(),
  };
}

/**
 * Starts a process that owns `fds` and closes them however it ends. Undefined when the process
 * table is
 * full, or was a moment ago: so a fork bomb starves instead of going on for ever.
 */
export function spawnProcess(
  shell: Shell,
  name: string,
  fds: Map<number, OpenFile>,
  body: (self: Self) => Program,
): Process | undefined {
  const { processes, clock } = shell.host;
  const isStarved = shell.level > 0 && clock.nowMs() - shell.forks.fullAtMs < FULL_FOR_MS;
  if (isStarved || processes.alive().length >= LIMITS.processes) {
    if (!isStarved) shell.forks.fullAtMs = clock.nowMs();
    closeDescriptors(fds);
    return undefined;
  }
  // The body is made now: a subshell is a copy of what its shell is now.
  return processes.spawn(name, body, () => closeDescriptors(fds));
}

/** A process as it is now, whatever becomes of it. */
const asNow = (process: Process): Process => {
  const [code, signal] = [process.exitCode(), process.stoppedBy()];
  return { ...process, exitCode: () => code, stoppedBy: () => signal };
};

/** Lets a copy of a shell know the jobs of that, as they are now. */
export function rememberJobs(child: Shell, { jobs, marks }: Shell): void {
  for (const job of jobs) {
    child.jobs.push({ ...job, isForeign: true, processes: job.processes.map(asNow) });
  }
  Object.assign(child.marks, marks);
}

/** Closes what leads to coprocesses. */
function leaveCoprocs(child: Shell): void {
  for (const number of child.coprocs.splice(0).flatMap(({ numbers }) => numbers)) {
    const file = child.fds.get(number);
    child.fds.delete(number);
    if (file !== undefined) release(file);
  }
}

/** Starts a copy of a shell as a process of its own. */
function spawnCopy(
  shell: Shell,
  name: string,
  body: (child: Shell) => Program,
): Process | undefined {
  const fds = copyDescriptors(shell.fds);
  return spawnProcess(shell, name, fds, (self) => {
    const copy = forkShell(shell, self);
    closeDescriptors(copy.fds);
    const child = { ...copy, fds };
    handleSignals(child);
    return body(child);
  });
}

/** Starts a subshell, which knows neither jobs nor coprocesses of its shell. */
export const spawnSubshell = (
  shell: Shell,
  name: string,
  body: (child: Shell) => Program,
): Process | undefined =>
  spawnCopy(shell, name, (child) => {
    leaveCoprocs(child);
    return body(child);
  });

/**
 * Starts the subshell of a substitution, which is written in `unit`. It is nearer to its shell: it
 * knows its jobs and coprocesses, and `break` within it ends it where its shell is in a loop.
 */
export const spawnSubstitution = (
  shell: Shell,
  unit: Unit,
  body: (child: Shell) => Program,
): Process | undefined =>
  spawnCopy(shell, 'bash', (child) => {
    rememberJobs(child, shell);
    Object.assign(child, { unit, loops: shell.loops, isSubstitution: true });
    return body(child);
  });

/** What bash says when it cannot fork. */
export function* reportFork(shell: Shell): Program<void> {
  shell.status = 254;
  yield* report(shell, 'fork: Resource temporarily unavailable');
}

/**
 * Ends a shell, or its line, that got Ctrl-C together with a command that it ended. At a terminal
 * it is the same when something else has sent SIGINT, and a trap lets the line go on. Models
 * `wait_for` of bash.
 */
function* endByKey(
  shell: Shell,
  processes: readonly Process[],
  isSubstitution: boolean,
): Program<void> {
  const key = shell.keySignal;
  shell.keySignal = undefined;
  const signal = key ?? (shell.isInteractive ? 'SIGINT' : undefined);
  if (signal === undefined) return;
  const last = processes.at(-1);
  const hasDied = last?.isSignalled() && last.exitCode() === 128 + SIGNAL_NUMBERS[signal];
  // A substitution is no job of its own: the shell at the terminal hears the key as well.
  const isHeard = isSubstitution && shell.isInteractive && key !== undefined;
  if (!hasDied && !isHeard) return;
  const isTrapped = shell.isInteractive && shell.traps.has('INT');
  if (isTrapped && isSubstitution) shell.signals.push(signal);
  else if (isTrapped && shell.loops === 0) yield* printError(shell, '\n');
  else yield* endOwn(shell, signal);
}

/** Lets a signal end a shell, or the line of one at a terminal, there without a trap's turn. */
function* endOwn(shell: Shell, signal: Signal): Program<void> {
  const own = shell.host.processes.alive().find((one) => one.pid === shell.self.pid);
  if (!shell.isInteractive) own?.signal(signal);
  else if (signal === 'SIGINT') shell.interrupts.count++;
  yield {};
}

/** What is in the foreground: only a job can be stopped, and come back to its shell by that. */
export type InForeground = 'child' | 'job' | 'substitution';

/**
 * Waits for processes in the foreground, and answers whether all have ended. If this shell is ended
 * meanwhile, so are they.
 */
export function* waitFor(
  shell: Shell,
  processes: readonly Process[],
  what: InForeground = 'child',
): Program<boolean> {
  const before = shell.foreground.length;
  shell.foreground.push(...processes);
  let isDone = false;
  const hasEnded = (process: Process): boolean => process.exitCode() !== undefined;
  const isOver = (process: Process): boolean =>
    hasEnded(process) || (what === 'job' && process.stoppedBy() !== undefined);
  try {
    yield* until(() => processes.every(isOver));
    isDone = true;
    if (shell.traps.has('CHLD')) for (const _ of processes) shell.signals.push('SIGCHLD');
    yield* endByKey(shell, processes, what === 'substitution');
    return processes.every(hasEnded);
  } finally {
    shell.foreground.length = before;
    if (!isDone) for (const process of processes) process.signal('SIGKILL');
  }
}

/** Puts a saved descriptor table back. */
export function restore(shell: Shell, saved: Map<number, OpenFile>): void {
  closeDescriptors(shell.fds);
  for (const [number, file] of saved) shell.fds.set(number, file);
}
