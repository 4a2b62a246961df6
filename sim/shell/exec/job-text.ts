import { type Process, SIGNAL_NUMBERS, type Signal } from '../../kernel/index.ts';
import type { ToldJob, ToldProcess } from '../dialect/dialect.ts';
import { withTilde } from '../tilde.ts';
import type { Job, Shell } from '../types.ts';
import { getText } from '../variables.ts';
import { decider, isRunning, isStopped, marked, statusOf, stopSignalOf } from './job-marks.ts';

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

/** What bash calls the signal behind an exit status; undefined for an ordinary status. */
export const endingOf = (code: number): string | undefined => SIGNAL_TEXTS[code - 128];

/** What stopped a job, where process ids are told as well. */
const STOP_TEXTS: Readonly<Partial<Record<Signal, string>>> = {
  SIGSTOP: 'Stopped (signal)',
  SIGTTIN: 'Stopped (tty input)',
  SIGTTOU: 'Stopped (tty output)',
};

/** What is said of what has ended with a status. */
const endText = (shell: Shell, code: number, isSignalled: boolean): string =>
  (isSignalled ? endingOf(code) : undefined) ??
  (code === 0 ? 'Done' : shell.dialect.jobs.exited(code));

function stateText(shell: Shell, job: Job, isLong: boolean): string {
  if (isStopped(job)) return (isLong ? STOP_TEXTS[stopSignalOf(job)] : undefined) ?? 'Stopped';
  if (isRunning(job)) return 'Running';
  return endText(shell, statusOf(job), decider(job)?.isSignalled() === true);
}

/** What a process of a job is doing, as a number that is the same when that is the same. */
function doingOf(process: Process): number {
  const stopped = process.stoppedBy();
  return process.exitCode() ?? (stopped === undefined ? -1 : -1 - SIGNAL_NUMBERS[stopped]);
}

/** The processes of a job, each with its state where that is another than that of the first. */
function toldProcesses(shell: Shell, job: Job): readonly ToldProcess[] {
  const isAllRunning = isRunning(job) && !isStopped(job);
  const stateOf = (process: Process): string => {
    if (isAllRunning) return 'Running';
    const stopped = process.stoppedBy();
    if (stopped !== undefined) return STOP_TEXTS[stopped] ?? 'Stopped';
    return endText(shell, process.exitCode() ?? 0, process.isSignalled());
  };
  const [first] = job.processes;
  return job.processes.map((process, i) => {
    const isSame = first !== undefined && i > 0 && doingOf(process) === doingOf(first);
    return { pid: process.pid, state: isSame ? '' : stateOf(process), text: job.texts[i] ?? '' };
  });
}

/** A directory as a person at the shell reads it. */
const politely = (shell: Shell, directory: string): string =>
  withTilde(directory, getText(shell, 'HOME'));

/** A job as the shell tells of it. */
export function toldJob(shell: Shell, job: Job): ToldJob {
  const [current, previous] = marked(shell);
  return {
    id: job.id,
    mark: current === job ? '+' : previous === job ? '-' : ' ',
    state: stateText(shell, job, false),
    longState: stateText(shell, job, true),
    isRunning: isRunning(job) && !isStopped(job),
    directory: job.directory === shell.directory ? '' : politely(shell, job.directory),
    processes: toldProcesses(shell, job),
  };
}

/** A line of `jobs`; with process ids one line for each process of a pipeline. */
export function describeJob(shell: Shell, job: Job, isLong = false): string {
  const { describe, describeLong } = shell.dialect.jobs;
  return (isLong ? describeLong : describe)(toldJob(shell, job));
}

/** Where the shell is now, when a job that is told of began elsewhere. */
export const placeNow = (shell: Shell, job: Job): string =>
  job.directory === shell.directory
    ? ''
    : shell.dialect.jobs.placeNow(politely(shell, shell.directory));
