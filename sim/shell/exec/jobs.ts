import type { Program } from '../../kernel/index.ts';
import { copyDescriptors, openText, setDescriptor } from '../descriptors.ts';
import type { Job, Shell } from '../types.ts';
import { spawnSubshell } from './fork.ts';
import { restore } from './pipeline.ts';

/** Starts a command in the background; undefined when nothing can be started. */
export function startJob(
  shell: Shell,
  text: string,
  body: (child: Shell) => Program,
): Job | undefined {
  const saved = copyDescriptors(shell.fds);
  // Without job control a background command reads nothing.
  setDescriptor(shell.fds, 0, openText(''));
  const process = spawnSubshell(shell, text, body);
  restore(shell, saved);
  if (process === undefined) return undefined;
  shell.lastBackground = process.pid;
  const id = Math.max(0, ...shell.jobs.filter((job) => !job.isReported).map((job) => job.id)) + 1;
  const job: Job = { id, processes: [process], text, isReported: false };
  shell.jobs.push(job);
  return job;
}

/** The job that `%1`, `%+`, `%-` or `%name` means. */
export function findJob(shell: Shell, spec: string): Job | undefined {
  const live = shell.jobs.filter((job) => !job.isReported);
  const name = spec.slice(1);
  if (name === '' || name === '+' || name === '%') return live.at(-1);
  if (name === '-') return live.at(-2) ?? live.at(-1);
  if (/^\d+$/.test(name)) return live.find((job) => job.id === Number(name));
  if (name.startsWith('?')) return live.find((job) => job.text.includes(name.slice(1)));
  return live.find((job) => job.text.startsWith(name));
}

export const isRunning = (job: Job): boolean =>
  job.processes.some((process) => process.exitCode() === undefined);

export const statusOf = (job: Job): number => job.processes.at(-1)?.exitCode() ?? 0;

/** A line of `jobs`. */
export function describeJob(shell: Shell, job: Job): string {
  const live = shell.jobs.filter((one) => !one.isReported);
  const mark = live.at(-1) === job ? '+' : live.at(-2) === job ? '-' : ' ';
  const code = statusOf(job);
  const state = isRunning(job)
    ? 'Running'
    : code === 0
      ? 'Done'
      : code === 143
        ? 'Terminated'
        : code === 137
          ? 'Killed'
          : code === 130
            ? 'Interrupt'
            : `Exit ${code}`;
  return `[${job.id}]${mark}  ${state.padEnd(24)}${job.text}${isRunning(job) ? ' &' : ''}`;
}
