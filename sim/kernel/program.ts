import type { PartWait } from './parts.ts';

/**
 * What a program waits for: `ready` turning true, `delayMs` of virtual time passing, or whichever
 * of the two comes first. `ready` must be pure and cheap; it is asked again after every step of the
 * world. A `part` stands alone: the whole world waits for it; so does a `call`: see `nested`.
 */
export interface Wait {
  readonly ready?: () => boolean;
  readonly delayMs?: number;
  /** Whether a processor is busy with it meanwhile. */
  readonly isWork?: boolean;
  readonly part?: PartWait;
  readonly call?: Program<unknown>;
}

/** A program: a generator that yields what it waits for and returns its result (an exit code). */
export type Program<R = number> = Generator<Wait, R, void>;
