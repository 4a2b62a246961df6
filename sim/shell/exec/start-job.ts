import type { Program, Signal } from '../../kernel/index.ts';
import { copyDescriptors, openText, openTty, retain, setDescriptor } from '../descriptors.ts';
import type { Job, OpenFile, ProcessGroup, Shell } from '../types.ts';
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
  { processes, place, texts }: ProcessGroup,
): Job => ({
  id,
  processes,
  texts: texts(),
  isAnyFailure: shell.options.has('pipefail'),
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
export function addJob(shell: Shell, group: ProcessGroup): Job {
  const live = shell.jobs.filter((job) => !job.isReported);
  if (live.length === 0) Object.assign(shell.marks, { current: 0, previous: 0 });
  const id = Math.max(0, ...live.map((job) => job.id)) + 1;
  const job = newJob(shell, id, group);
  shell.jobs.push(job);
  return job;
}

/**
 * Starts a command in the background, which reads `input`. Undefined when nothing can be started.
 */
export function startJob(
  shell: Shell,
  text: string,
  input: OpenFile,
  body: (child: Shell) => Program,
): Job | undefined {
  const group = newGroup(false, () => [text]);
  const saved = copyDescriptors(shell.fds);
  setDescriptor(shell.fds, 0, input);
  const process = spawnSubshell(shell, text, (child) => {
    lendTerminal(shell, child.fds, group);
    return body(child);
  });
  restore(shell, saved);
  if (process === undefined) return undefined;
  group.processes.push(process);
  return addInBackground(shell, group);
}

/** Makes a job of a group that was started in the background; `$!` is its last process. */
export function addInBackground(shell: Shell, group: ProcessGroup): Job {
  shell.lastBackground = group.processes.at(-1)?.pid ?? shell.lastBackground;
  const job = addJob(shell, group);
  sentAway(shell);
  return job;
}

/** Processes to be started together; `texts`: what each of them runs. */
export const newGroup = (isForeground: boolean, texts: ProcessGroup['texts']): ProcessGroup => ({
  processes: [],
  place: { isForeground },
  texts,
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

/** What is read in the background: nothing, but with job control what is there. */
export function backgroundInput(shell: Shell): OpenFile {
  const input = shell.fds.get(0);
  return hasJobControl(shell) && input?.tty !== undefined ? retain(input) : openText('');
}
