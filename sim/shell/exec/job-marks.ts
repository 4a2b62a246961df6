import type { Process, Signal } from '../../kernel/index.ts';
import type { Job, JobState, Shell } from '../types.ts';

export const isRunning = (job: Job): boolean =>
  job.processes.some((process) => process.exitCode() === undefined);

/** Whether everything in it that has not ended is stopped. */
export const isStopped = (job: Job): boolean =>
  isRunning(job) &&
  job.processes.every(
    (process) => process.exitCode() !== undefined || process.stoppedBy() !== undefined,
  );

/** The process whose end is that of its job. */
export function decider({ processes, isAnyFailure }: Job): Process | undefined {
  const failed = isAnyFailure ? processes.findLast((one) => one.exitCode() !== 0) : undefined;
  return failed ?? processes.at(-1);
}

export const statusOf = (job: Job): number => decider(job)?.exitCode() ?? 0;

/** What stopped a job that is stopped. */
export const stopSignalOf = (job: Job): Signal =>
  job.processes.map((process) => process.stoppedBy()).find((one) => one !== undefined) ?? 'SIGTSTP';

const stateOf = (job: Job): JobState =>
  isStopped(job) ? 'stopped' : isRunning(job) ? 'running' : 'ended';

/** The jobs that are still told of, by number. */
export const liveJobs = (jobs: readonly Job[]): readonly Job[] =>
  jobs.filter((job) => !job.isReported).sort((a, b) => a.id - b.id);

/** The newest job in a state, of those before `id`; 0 for none. */
const newest = (jobs: readonly Job[], state: JobState, id = Number.POSITIVE_INFINITY): number =>
  jobs.findLast((job) => job.id < id && job.state === state)?.id ?? 0;

/** Makes a job the current one, and finds the one before it. Models set_current_job of bash. */
function setCurrent(shell: Shell, jobs: readonly Job[], id: number): void {
  const { marks } = shell;
  const stateAt = (at: number): JobState | undefined => jobs.find((job) => job.id === at)?.state;
  if (marks.current !== id) [marks.previous, marks.current] = [marks.current, id];
  if (marks.previous !== id && stateAt(marks.previous) === 'stopped') return;
  const state = stateAt(id);
  const stopped = state === 'stopped' ? newest(jobs, 'stopped', id) : 0;
  const running = newest(jobs, 'running', state === 'running' ? id : undefined);
  // One job alone is both.
  marks.previous = stopped || running || id;
}

/** Finds the current job anew. Models reset_current of bash. */
function resetCurrent(shell: Shell, jobs: readonly Job[]): void {
  const { marks } = shell;
  const isStoppedAt = (id: number): boolean =>
    jobs.some((job) => job.id === id && job.state === 'stopped');
  const kept = [marks.current, marks.previous].find(isStoppedAt);
  const next = kept ?? (newest(jobs, 'stopped') || newest(jobs, 'running'));
  if (next === 0) [marks.current, marks.previous] = [0, 0];
  else setCurrent(shell, jobs, next);
}

/** Takes notice of what has become of the jobs: the one that was stopped last is current. */
export function notice(shell: Shell): readonly Job[] {
  const jobs = liveJobs(shell.jobs);
  let stopped = 0;
  for (const job of jobs) {
    const state = stateOf(job);
    if (state === job.state || job.signalledAtMs === shell.host.clock.nowMs()) continue;
    if (state === 'stopped') stopped = job.id;
    job.state = state;
    job.isStateTold = false;
  }
  const { current, previous } = shell.marks;
  const isGone = (id: number): boolean => id !== 0 && !jobs.some((job) => job.id === id);
  if (stopped !== 0) setCurrent(shell, jobs, stopped);
  else if (isGone(current) || isGone(previous)) resetCurrent(shell, jobs);
  return jobs;
}

/** Finds the current job anew after one was sent into the background. */
export const sentAway = (shell: Shell): void => resetCurrent(shell, notice(shell));

/** Makes a job that comes to the foreground the current one. */
export const broughtBack = (shell: Shell, job: Job): void =>
  setCurrent(shell, notice(shell), job.id);

/** The current job (`%+`) and the one before it (`%-`). */
export function marked(shell: Shell): readonly [Job | undefined, Job | undefined] {
  const jobs = notice(shell);
  const { current, previous } = shell.marks;
  return [jobs.find((job) => job.id === current), jobs.find((job) => job.id === previous)];
}
