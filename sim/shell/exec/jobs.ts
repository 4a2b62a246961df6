import { type Program, SIGNAL_NUMBERS, type Signal } from '../../kernel/index.ts';
import type { ToldJob } from '../dialect/dialect.ts';
import { withTilde } from '../tilde.ts';
import type { Job, Outcome, ProcessGroup, Shell } from '../types.ts';
import { NORMAL } from '../types.ts';
import { getText } from '../variables.ts';
import { checkSize } from '../window-size.ts';
import { waitFor } from './fork.ts';
import {
  isRunning,
  isStopped,
  liveJobs,
  marked,
  notice,
  statusOf,
  stopSignalOf,
} from './job-marks.ts';
import { printError, report } from './report.ts';
import { addJob, hasJobControl } from './start-job.ts';

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

/** The jobs that a word behind `%` means: the start of their text, or behind `?` a part of it. */
function jobsCalled(shell: Shell, name: string): readonly Job[] {
  const live = liveJobs(shell.jobs);
  return name.startsWith('?')
    ? live.filter((job) => job.text.includes(name.slice(1)))
    : live.filter((job) => job.text.startsWith(name));
}

/** The job that `%1`, `%+`, `%-`, `%name` or `%?part` means. */
export function findJob(shell: Shell, spec: string): Job | undefined {
  const name = spec.slice(1);
  const [current, previous] = marked(shell);
  if (name === '' || name === '+' || name === '%') return current;
  if (name === '-') return previous ?? current;
  if (/^\d+$/.test(name)) return liveJobs(shell.jobs).find((job) => job.id === Number(name));
  const called = jobsCalled(shell, name);
  return called.length === 1 ? called[0] : undefined;
}

/** Why a job was not found: there is none, or there are several. */
export function missingJob(shell: Shell, spec: string): string {
  const name = spec.replace(/^%/, '');
  const isName = !/^(?:\d+|[-+%]?)$/.test(name);
  return isName && jobsCalled(shell, name).length > 1
    ? `${name.replace(/^\?/, '')}: ambiguous job spec`
    : `${spec}: no such job`;
}

/** What stopped a job, where process ids are told as well. */
const STOP_TEXTS: Readonly<Partial<Record<Signal, string>>> = {
  SIGSTOP: 'Stopped (signal)',
  SIGTTIN: 'Stopped (tty input)',
  SIGTTOU: 'Stopped (tty output)',
};

function stateText(shell: Shell, job: Job, isLong: boolean): string {
  if (isStopped(job)) {
    return (isLong ? STOP_TEXTS[stopSignalOf(job)] : undefined) ?? 'Stopped';
  }
  if (isRunning(job)) return 'Running';
  const code = statusOf(job);
  if (code === 0) return 'Done';
  const ending = job.processes.at(-1)?.isSignalled() ? endingOf(code) : undefined;
  return ending ?? shell.dialect.jobs.exited(code);
}

/** A directory as a person at the shell reads it. */
const politely = (shell: Shell, directory: string): string =>
  withTilde(directory, getText(shell, 'HOME'));

/** A job as the shell tells of it. */
export function toldJob(shell: Shell, job: Job, withPids: boolean): ToldJob {
  const [current, previous] = marked(shell);
  return {
    id: job.id,
    mark: current === job ? '+' : previous === job ? '-' : ' ',
    state: stateText(shell, job, withPids),
    isRunning: isRunning(job) && !isStopped(job),
    text: job.text,
    directory: job.directory === shell.directory ? '' : politely(shell, job.directory),
    pids: withPids ? job.processes.map(({ pid }) => pid) : undefined,
  };
}

/** A line of `jobs`; with process ids one line for each process of a pipeline. */
export const describeJob = (shell: Shell, job: Job, withPids = false): string =>
  shell.dialect.jobs.describe(toldJob(shell, job, withPids));

/** Where the shell is now, when a job that is told of began elsewhere. */
const placeNow = (shell: Shell, job: Job): string =>
  job.directory === shell.directory
    ? ''
    : shell.dialect.jobs.placeNow(politely(shell, shell.directory));

/** Tells the person at a prompt that a job is stopped. */
function* tellStopped(shell: Shell, job: Job): Program<void> {
  const { stoppedHead } = shell.dialect.jobs;
  const told = `${stoppedHead}${describeJob(shell, job)}\n${placeNow(shell, job)}`;
  job.isStateTold = true;
  yield* printError(shell, told);
}

/** Sets the shell's status for a stopped job and breaks out of its loops, as bash does. */
export function* reportStopped(shell: Shell, job: Job): Program<Outcome> {
  yield* notify(shell);
  shell.status = 128 + SIGNAL_NUMBERS[stopSignalOf(job)];
  return shell.loops > 0 ? { type: 'break', count: shell.loops } : NORMAL;
}

/** Ends by Ctrl-C, a closed pipe and `kill`, which a script does not mention. */
const USUAL_ENDINGS: ReadonlySet<number> = new Set([130, 141, 143]);

/** Tells, in a script, of background commands that a signal ended. */
export function* reportKilled(shell: Shell): Program<void> {
  if (shell.isAtTerminal || shell.isSubstitution || !shell.dialect.jobs.tellsKilled) return;
  for (const job of shell.jobs) {
    const [process] = job.processes;
    if (job.isReported || job.isTold || job.processes.length !== 1) continue;
    if (process?.isSignalled() !== true || USUAL_ENDINGS.has(statusOf(job))) continue;
    job.isTold = true;
    yield* report(
      shell,
      `${String(process.pid).padStart(5)} ${stateText(shell, job, false).padEnd(24)}${job.text}`,
    );
  }
}

/**
 * After a wait, `bash -c` forgets its background commands that have ended; with `set -m` it tells
 * of them first. A script keeps them for `jobs`, a terminal tells of them at the prompt.
 */
export function* forgetEnded(shell: Shell): Program<void> {
  if (shell.isAtTerminal || shell.input !== 'command') return;
  for (const job of liveJobs(shell.jobs)) {
    if (isRunning(job)) continue;
    if (shell.options.has('monitor')) yield* printError(shell, `${describeJob(shell, job)}\n`);
    job.isReported = true;
  }
}

/** Tells the person at a prompt what has become of jobs. Models `notify_and_cleanup` of bash. */
export function* notify(shell: Shell): Program<void> {
  if (!hasJobControl(shell)) return;
  for (const job of notice(shell)) {
    // The shell does not hear at once of what it sends.
    if (job.signalledAtMs === shell.host.clock.nowMs()) continue;
    if (isRunning(job)) {
      if (isStopped(job) && !job.isStateTold) yield* tellStopped(shell, job);
      continue;
    }
    yield* printError(shell, `${describeJob(shell, job)}\n${placeNow(shell, job)}`);
    job.isReported = true;
  }
}

/**
 * Waits for what was started in the foreground. Undefined when it has ended; when it was stopped
 * instead it is a job from now on, and the answer says where control goes.
 */
export function* waitForeground(
  shell: Shell,
  { processes, place }: ProcessGroup,
  text: string,
): Program<Outcome | undefined> {
  const hasEnded = yield* waitFor(shell, processes, hasJobControl(shell) ? 'job' : 'child');
  checkSize(shell);
  if (hasEnded) {
    yield* reportKilled(shell);
    yield* forgetEnded(shell);
    yield* notify(shell);
    return undefined;
  }
  place.isForeground = false;
  return yield* reportStopped(shell, addJob(shell, processes, text, place));
}
