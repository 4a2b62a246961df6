import { startProgram } from './calls.ts';
import type { Program, Wait } from './program.ts';

/** Runs a program up to its end, or to where `isStopped` turns true: undefined then. */
export function* interruptible<T>(
  program: Program<T>,
  isStopped: () => boolean,
): Program<T | undefined> {
  const running = startProgram(program);
  let step = running.next();
  try {
    while (!step.done) {
      const wait: Wait = step.value;
      if (wait.part !== undefined) {
        yield wait;
        step = running.next();
        continue;
      }
      const ready = wait.ready ?? (wait.delayMs === undefined ? () => true : () => false);
      const isReady = (): boolean => isStopped() || ready();
      yield wait.delayMs === undefined
        ? { ready: isReady }
        : { ready: isReady, delayMs: wait.delayMs };
      if (isStopped()) return undefined;
      step = running.next();
    }
    return step.value;
  } finally {
    // Also when who waits for it is ended.
    if (!step.done) running.end(undefined as T);
  }
}
