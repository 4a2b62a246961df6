import type { Process, Program, Self } from '../../kernel/index.ts';
import { type Failure, message } from '../failure.ts';

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

/** What is refused of a stream comes over the stream itself, not as an answer of the server. */
export function overStream(failure: Failure): Failure {
  if (failure.type !== 'status') return failure;
  const { reason, message: text } = failure.status;
  if (reason === 'InternalError') return message(text);
  return reason === 'BadRequest' ? message(`unable to upgrade connection: ${text}`) : failure;
}
