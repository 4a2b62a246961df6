import { type Program, SIGNAL_NUMBERS } from '../../kernel/index.ts';
import type { Job, Outcome, ProcessGroup, Shell } from '../types.ts';
import { NORMAL } from '../types.ts';
import { checkSize } from '../window-size.ts';
import { reportKilled } from './ending.ts';
import { waitFor } from './fork.ts';
import { isRunning, isStopped, liveJobs, marked, notice, stopSignalOf } from './job-marks.ts';
import { describeJob, placeNow } from './job-text.ts';
import { printError } from './report.ts';
import { addJob, hasJobControl, newJob } from './start-job.ts';

/** The process that a job is known by. */
export const pidOf = (job: Job): number => job.processes[0]?.pid ?? 0;

/**
 * The jobs that a word behind `%` means: the start of a command in them, or behind `?` a part. One
 * that has it behind its first command only counts twice. Models get_job_by_name of bash.
 */
function jobsCalled(shell: Shell, name: string): readonly Job[] {
  const isMeant = (text: string): boolean =>
    name.startsWith('?') ? text.includes(name.slice(1)) : text.startsWith(name);
  return liveJobs(shell.jobs).flatMap((job) => {
    const at = job.texts.findIndex(isMeant);
    return at < 0 ? [] : at === 0 ? [job] : [job, job];
  });
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

/**
 * After a wait, `bash -c` forgets its background commands that have ended; with `set -m` it tells
 * of them first. A script keeps them for `jobs`, a terminal tells of them at the prompt.
 */
export function* forgetEnded(shell: Shell): Program<void> {
  if (shell.isAtTerminal || shell.input !== 'command') return;
  for (const job of liveJobs(shell.jobs)) {
    if (isRunning(job)) continue;
    const isToBeTold = shell.options.has('monitor') && !job.isTold;
    if (isToBeTold) yield* printError(shell, `${describeJob(shell, job)}\n`);
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
 * Waits for what was started in the foreground. Undefined when it has ended, if by a signal to be
 * told by `tellKilled`; when it was stopped instead it is a job from now on, and the answer says
 * where control goes.
 */
export function* waitForeground(shell: Shell, group: ProcessGroup): Program<Outcome | undefined> {
  shell.killed = undefined;
  const what = hasJobControl(shell) ? 'job' : 'child';
  const hasEnded = yield* waitFor(shell, group.processes, what);
  checkSize(shell);
  if (hasEnded) {
    yield* reportKilled(shell);
    yield* forgetEnded(shell);
    yield* notify(shell);
    if (group.processes.some((process) => process.isSignalled())) {
      shell.killed = newJob(shell, 0, group);
    }
    return undefined;
  }
  group.place.isForeground = false;
  return yield* reportStopped(shell, addJob(shell, group));
}
