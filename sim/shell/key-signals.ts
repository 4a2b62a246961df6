import type { Process, Signal } from '../kernel/index.ts';
import type { ShellState } from './types.ts';

/** The signals of a terminal's keys. */
export const KEYS: ReadonlySet<Signal> = new Set(['SIGINT', 'SIGTSTP', 'SIGQUIT']);

/** Processes and what they started. */
export function groupOf(shell: ShellState, processes: readonly Process[]): readonly Process[] {
  const pids = new Set(processes.map((process) => process.pid));
  const group = [...processes];
  for (const one of shell.host.processes.alive()) {
    if (pids.has(one.pid) || !pids.has(one.parentPid)) continue;
    pids.add(one.pid);
    group.push(one);
  }
  return group;
}
