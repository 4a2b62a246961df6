import type { SessionLog } from '../../sim/lesson/index.ts';

/** A session as it is shown to somebody else. */
export interface Shared {
  readonly log: SessionLog;
  /** The instant at which it is to be looked at. */
  readonly atMs: number;
}

/** How the fragment of an address begins that carries a session; `share.ts` reads it. */
export const SHARED_PREFIX = '#session=';
