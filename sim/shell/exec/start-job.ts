import type { Process, Program, Signal } from '../../kernel/index.ts';
import { copyDescriptors, openText, openTty, setDescriptor } from '../descriptors.ts';
import type { Job, JobPlace, OpenFile, Shell } from '../types.ts';
import { leaveCoprocs, restore, spawnSubshell } from './fork.ts';
import { sentAway } from './job-marks.ts';
import { jobTerminal } from './job-terminal.ts';

/** Whether the shell keeps its children as jobs that can be stopped: at a terminal. */
export const hasJobControl = (shell: Shell): boolean =>
  shell.isInteractive && shell.level === 0 && shell.options.has('monitor');

/** A job of these processes, of which nothing was told yet. */
export const newJob = (
  shell: Shell,
  id: number,
  processes: readonly Process[],
  text: string,
  place: JobPlace = { isForeground: false },
): Job => ({
  id,
  processes,
  text,
  directory: shell.directory,
  place,
  state: 'running',
  isStateTold: false,
  isForeign: false,
  isReported: false,
  isTold: false,
  isHeard: false,
  signalledAtMs: undefined,
});

/** Adds a job to those of the shell. */
export function addJob(
  shell: Shell,
  processes: readonly Process[],
  text: string,
  place?: JobPlace,
): Job {
  const live = shell.jobs.filter((job) => !job.isReported);
  if (live.length === 0) Object.assign(shell.marks, { current: 0, previous: 0 });
  const id = Math.max(0, ...live.map((job) => job.id)) + 1;
  const job = newJob(shell, id, processes, text, place);
  shell.jobs.push(job);
  return job;
}

/**
 * Starts a command in the background, which reads `input`: what is there when that is undefined.
 * Undefined when nothing can be started.
 */
function startWith(
  shell: Shell,
  text: string,
  place: JobPlace,
  body: (child: Shell) => Program,
  input: OpenFile,
): Job | undefined {
  const saved = copyDescriptors(shell.fds);
  setDescriptor(shell.fds, 0, input);
  const process = spawnSubshell(shell, text, (child) => {
    leaveCoprocs(child);
    return body(child);
  });
  restore(shell, saved);
  if (process === undefined) return undefined;
  shell.lastBackground = process.pid;
  const job = addJob(shell, [process], text, place);
  sentAway(shell);
  return job;
}

/** Starts a command in the background that reads `input`. */
export const startJob = (
  shell: Shell,
  text: string,
  body: (child: Shell) => Program,
  input: OpenFile,
): Job | undefined => startWith(shell, text, { isForeground: false }, body, input);

/** Starts a command in the background, which reads nothing but with job control. */
export function startInBackground(
  shell: Shell,
  text: string,
  body: (child: Shell) => Program,
): Job | undefined {
  const tty = shell.fds.get(0)?.tty;
  if (!hasJobControl(shell) || tty === undefined) {
    return startJob(shell, text, body, openText(''));
  }
  const place: JobPlace = { isForeground: false };
  const stop = (signal: Signal): boolean => {
    const [process] = job?.processes ?? [];
    process?.signal(signal);
    return process?.stoppedBy() !== undefined;
  };
  const input = openTty(jobTerminal(tty, place, stop));
  const job: Job | undefined = startWith(shell, text, place, body, input);
  return job;
}
