import type { Part, Parts } from './parts.ts';
import type { Program } from './program.ts';

/** Waits `delayMs` of virtual time. */
export function* sleep(delayMs: number): Program<void> {
  yield { delayMs: Math.max(0, Math.round(delayMs)) };
}

/** Lets `durationMs` of virtual time pass in which the program computes. */
export function* work(durationMs: number): Program<void> {
  yield { delayMs: durationMs, isWork: true };
}

/** Waits until `ready()`. Returns at once when it already is. */
export function* until(ready: () => boolean): Program<void> {
  while (!ready()) yield { ready };
}

/** Waits until `ready()` or until `delayMs` have passed; returns whether it was ready. */
export function* untilOr(ready: () => boolean, delayMs: number): Program<boolean> {
  if (!ready()) yield { ready, delayMs };
  return ready();
}

/**
 * Waits for a part. Virtual time stands still and nothing else runs until it comes, so that a
 * session is the same however late its parts are.
 */
export function* need<T>(part: Part<T>): Program<T> {
  let found: T | undefined;
  const take = (parts: Parts): boolean => {
    found = part.of(parts);
    return found !== undefined;
  };
  while (found === undefined) yield { part: { name: part.name, take } };
  return found;
}
