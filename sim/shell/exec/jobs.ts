import { type Process, type Program, SIGNAL_NUMBERS } from '../../kernel/index.ts';
import { copyDescriptors, openText, setDescriptor } from '../descriptors.ts';
import type { ToldJob } from '../dialect/dialect.ts';
import type { Job, OpenFile, Outcome, Shell } from '../types.ts';
import { NORMAL } from '../types.ts';
import { checkSize } from '../window-size.ts';
import { restore, spawnSubshell, waitFor } from './fork.ts';
import { printError, report } from './report.ts';

const SIGNAL_TEXTS: Readonly<Record<number, string>> = {
  1: 'Hangup',
  2: 'Interrupt',
  3: 'Quit',
  4: 'Illegal instruction',
  6: 'Aborted',
  8: 'Floating point exception',
  9: 'Killed',
  10: 'User defined signal 1',
  11: 'Segmentation fault',
  12: 'User defined signal 2',
  13: 'Broken pipe',
  14: 'Alarm clock',
  15: 'Terminated',
};

/** The process that a job is known by. */
export const pidOf = (job: Job): number => job.processes[0]?.pid ?? 0;

/** What bash calls the signal behind an exit status; undefined for an ordinary status. */
export const endingOf = (code: number): string | undefined => SIGNAL_TEXTS[code - 128];

/** Whether the shell keeps its children as jobs that can be stopped: at a terminal. */
export const hasJobControl = (shell: Shell): boolean =>
  shell.isInteractive && shell.level === 0 && shell.options.has('monitor');

function addJob(shell: Shell, processes: readonly Process[], text: string): Job {
  const id = Math.max(0, ...shell.jobs.filter((job) => !job.isReported).map((job) => job.id)) + 1;
  const job: Job = { id, processes, text, isReported: false, killedAtMs: undefined };
  shell.jobs.push(job);
  return job;
}

/** Starts a command in the background; undefined when nothing can be started. */
export function startJob(
  shell: Shell,
  text: string,
  body: (child: Shell) => Program,
  // Without job control a background command reads nothing.
  input: OpenFile = openText(''),
): Job | undefined {
  const saved = copyDescriptors(shell.fds);
  setDescriptor(shell.fds, 0, input);
  const process = spawnSubshell(shell, text, body);
  restore(shell, saved);
  if (process === undefined) return undefined;
  shell.lastBackground = process.pid;
  return addJob(shell, [process], text);
}

export const isRunning = (job: Job): boolean =>
  job.processes.some((process) => process.exitCode() === undefined);

/** Whether everything in it that has not ended is stopped. */
export const isStopped = (job: Job): boolean =>
  isRunning(job) &&
  job.processes.every((process) => process.exitCode() !== undefined || process.isStopped());

export const statusOf = (job: Job): number => job.processes.at(-1)?.exitCode() ?? 0;

/** The current job (`%+`) and the one before it: stopped ones come before running ones. */
function marked(shell: Shell): readonly [Job | undefined, Job | undefined] {
  const jobs = shell.jobs.length > 0 ? shell.jobs : shell.outerJobs;
  const live = jobs.filter((job) => !job.isReported);
  const running = live.filter((job) => !isStopped(job)).sort((a, b) => a.id - b.id);
  const ranked = [...running, ...live.filter(isStopped)];
  return [ranked.at(-1), ranked.at(-2)];
}

/** The job that `%1`, `%+`, `%-` or `%name` means. */
export function findJob(shell: Shell, spec: string): Job | undefined {
  const live = shell.jobs.filter((job) => !job.isReported);
  const name = spec.slice(1);
  const [current, previous] = marked(shell);
  if (name === '' || name === '+' || name === '%') return current;
  if (name === '-') return previous ?? current;
  if (/^\d+$/.test(name)) return live.find((job) => job.id === Number(name));
  if (name.startsWith('?')) return live.find((job) => job.text.includes(name.slice(1)));
  const named = live.filter((job) => job.text.startsWith(name));
  return named.length === 1 ? named[0] : undefined;
}

/** Why a job was not found: there is none, or there are several. */
export function missingJob(shell: Shell, spec: string): string {
  const name = spec.replace(/^%/, '');
  const live = shell.jobs.filter((job) => !job.isReported && job.text.startsWith(name));
  const isName = !/^(?:\d+|[-+%?]?)$/.test(name);
  return isName && live.length > 1 ? `${name}: ambiguous job spec` : `${spec}: no such job`;
}

function stateText(shell: Shell, job: Job): string {
  if (isStopped(job)) return 'Stopped';
  if (isRunning(job)) return 'Running';
  const code = statusOf(job);
  if (code === 0) return 'Done';
  const ending = job.processes.at(-1)?.isSignalled() ? endingOf(code) : undefined;
  return ending ?? shell.dialect.jobs.exited(code);
}

/** A job as the shell tells of it. */
export function toldJob(shell: Shell, job: Job, withPids: boolean): ToldJob {
  const [current, previous] = marked(shell);
  return {
    id: job.id,
    mark: current === job ? '+' : previous === job ? '-' : ' ',
    state: stateText(shell, job),
    isRunning: isRunning(job) && !isStopped(job),
    text: job.text,
    pids: withPids ? job.processes.map(({ pid }) => pid) : undefined,
  };
}

/** A line of `jobs`; with process ids one line for each process of a pipeline. */
export const describeJob = (shell: Shell, job: Job, withPids = false): string =>
  shell.dialect.jobs.describe(toldJob(shell, job, withPids));

/** Sets the shell's status for a stopped job and breaks out of its loops, as bash does. */
export function* reportStopped(shell: Shell, job: Job): Program<Outcome> {
  // The job that was stopped last is the current one.
  shell.jobs.splice(shell.jobs.indexOf(job), 1);
  shell.jobs.push(job);
  yield* printError(shell, `${shell.dialect.jobs.stoppedHead}${describeJob(shell, job)}\n`);
  shell.status = 128 + SIGNAL_NUMBERS.SIGTSTP;
  return shell.loops > 0 ? { type: 'break', count: shell.loops } : NORMAL;
}

/** Ends by Ctrl-C, a closed pipe and `kill`, which a script does not mention. */
const USUAL_ENDINGS: ReadonlySet<number> = new Set([130, 141, 143]);

/** Tells, in a script, of background commands that a signal ended. */
export function* reportKilled(shell: Shell): Program<void> {
  const isSubstitution = shell.level > 0 && shell.self.pid === shell.rootPid;
  if (shell.isAtTerminal || isSubstitution || !shell.dialect.jobs.tellsKilled) return;
  for (const job of shell.jobs) {
    const [process] = job.processes;
    if (job.isReported || job.isTold === true || job.processes.length !== 1) continue;
    if (process?.isSignalled() !== true || USUAL_ENDINGS.has(statusOf(job))) continue;
    job.isTold = true;
    yield* report(
      shell,
      `${String(process.pid).padStart(5)} ${stateText(shell, job).padEnd(24)}${job.text}`,
    );
  }
}

/**
 * After a wait, `bash -c` forgets its background commands that have ended; with `set -m` it tells
 * of them first. A script keeps them for `jobs`, a terminal tells of them at the prompt.
 */
export function* forgetEnded(shell: Shell): Program<void> {
  if (shell.isAtTerminal || shell.input !== 'command') return;
  for (const job of [...shell.jobs].sort((a, b) => a.id - b.id)) {
    if (job.isReported || isRunning(job)) continue;
    if (shell.options.has('monitor')) yield* printError(shell, `${describeJob(shell, job)}\n`);
    job.isReported = true;
  }
}

/** Tells the person at a prompt of jobs that have ended. Models `notify_and_cleanup` of bash. */
export function* reportEnded(shell: Shell): Program<void> {
  if (!shell.isInteractive || shell.level > 0) return;
  for (const job of shell.jobs) {
    // The shell does not hear at once of the end of what it kills.
    const isHeard = job.killedAtMs !== shell.host.clock.nowMs();
    if (job.isReported || isRunning(job) || !isHeard) continue;
    yield* printError(shell, `${describeJob(shell, job)}\n`);
    job.isReported = true;
  }
}

/**
 * Waits for what was started in the foreground. Undefined when it has ended; when it was stopped
 * instead it is a job from now on, and the answer says where control goes.
 */
export function* waitForeground(
  shell: Shell,
  processes: readonly Process[],
  text: string,
): Program<Outcome | undefined> {
  const hasEnded = yield* waitFor(shell, processes, hasJobControl(shell));
  checkSize(shell);
  if (hasEnded) {
    yield* reportKilled(shell);
    yield* forgetEnded(shell);
    yield* reportEnded(shell);
    return undefined;
  }
  return yield* reportStopped(shell, addJob(shell, processes, text));
}
