import type { Process, Program, Self } from '../../kernel/index.ts';

/**
 * Waits for a process of a container and returns its exit code; ends it when the waiting is ended.
 * With a terminal (`self` is kubectl's own process then) keys that send signals go to the process.
 */
export function* attachProcess(process: Process, self: Self | undefined): Program<number> {
  self?.onSignal((signal) => {
    if (signal !== 'SIGINT' && signal !== 'SIGQUIT' && signal !== 'SIGTSTP') return false;
    process.signal(signal);
    return true;
  });
  try {
    while (process.exitCode() === undefined)
      yield { ready: () => process.exitCode() !== undefined };
    return process.exitCode() ?? 0;
  } finally {
    if (process.exitCode() === undefined) process.signal('SIGHUP');
  }
}
