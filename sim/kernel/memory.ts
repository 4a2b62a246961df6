import { LIMITS } from '../limits.ts';

/**
 * Thrown by a program that would hold more than one may. Its process is killed then, as the OOM
 * killer of Linux does.
 */
class OutOfMemory {}

/** Says that a program is about to hold so many characters; throws when that is too much. */
export function claimCharacters(count: number): void {
  if (count > LIMITS.programCharacters) throw new OutOfMemory();
}

/** Whether a program ended because it wanted too much memory; V8 refuses long texts by itself. */
export const isOutOfMemory = (failure: unknown): boolean =>
  failure instanceof OutOfMemory ||
  (failure instanceof RangeError && /^Invalid (?:string|array) length/.test(failure.message));
