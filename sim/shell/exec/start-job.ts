import type { Process, Program, Signal } from '../../kernel/index.ts';
import { copyDescriptors, openText, openTty, retain, setDescriptor } from '../descriptors.ts';
import type { Job, JobPlace, OpenFile, ProcessGroup, Shell } from '../types.ts';
import { restore, spawnSubshell } from './fork.ts';
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
  body: (child: Shell) => Program,
  input: OpenFile,
): Job | undefined {
  const group = newGroup(false);
  const saved = copyDescriptors(shell.fds);
  setDescriptor(shell.fds, 0, input);
  const process = spawnSubshell(shell, text, (child) => {
    lendTerminal(shell, child.fds, group);
    return body(child);
  });
  restore(shell, saved);
  if (process === undefined) return undefined;
  group.processes.push(process);
  shell.lastBackground = process.pid;
  const job = addJob(shell, group.processes, text, group.place);
  sentAway(shell);
  return job;
}

/** Starts a command in the background that reads `input`. */
export const startJob = (
  shell: Shell,
  text: string,
  body: (child: Shell) => Program,
  input: OpenFile,
): Job | undefined => startWith(shell, text, body, input);

export const newGroup = (isForeground: boolean): ProcessGroup => ({
  processes: [],
  place: { isForeground },
});

/**
 * Lets a group have the terminal that its first process reads as a job has it: sent away, it is
 * stopped when it reads. Without job control it keeps the terminal as it is.
 */
export function lendTerminal(shell: Shell, fds: Map<number, OpenFile>, group: ProcessGroup): void {
  const tty = fds.get(0)?.tty;
  if (!hasJobControl(shell) || tty === undefined) return;
  const { processes, place } = group;
  const stop = (signal: Signal): boolean => {
    for (const process of processes) process.signal(signal);
    return processes.some((process) => process.stoppedBy() !== undefined);
  };
  setDescriptor(fds, 0, openTty(jobTerminal(tty, place, stop)));
}

/** Starts a command in the background, which reads nothing but with job control. */
export function startInBackground(
  shell: Shell,
  text: string,
  body: (child: Shell) => Program,
): Job | undefined {
  const input = shell.fds.get(0);
  if (!hasJobControl(shell) || input?.tty === undefined) {
    return startJob(shell, text, body, openText(''));
  }
  return startWith(shell, text, body, retain(input));
}
