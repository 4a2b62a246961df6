import type { Process, Program } from '../../kernel/index.ts';

/**
 * Waits for a process of a container and returns its exit code; ends it when the waiting is ended.
 */
export function* attachProcess(process: Process): Program<number> {
  try {
    while (process.exitCode() === undefined)
      yield { ready: () => process.exitCode() !== undefined };
    return process.exitCode() ?? 0;
  } finally {
    if (process.exitCode() === undefined) process.signal('SIGHUP');
  }
}
