import type { Session } from '../../../sim/lesson/index.ts';
import { pastSession } from './past-session.ts';

/** Which instant the page shows. */
export interface Look {
  /** The instant that is looked at; undefined while it is now. */
  atMs(): number | undefined;
  /** Shows an instant of the past, or now. */
  set(atMs: number | undefined): void;
  /** The session as of the instant that is looked at. It only reads, unless that is now. */
  shown(): Session;
  onChange(listener: () => void): () => void;
}

/** Creates the look of a session, which starts with now. `onLookBack`: it leaves now. */
export function createLook(session: Session, onLookBack: () => void): Look {
  const listeners = new Set<() => void>();
  let past: { readonly atMs: number; readonly session: Session } | undefined;
  return {
    atMs: () => past?.atMs,
    set(atMs) {
      if (atMs === past?.atMs) return;
      if (atMs !== undefined && past === undefined) onLookBack();
      past = atMs === undefined ? undefined : { atMs, session: pastSession(session, atMs) };
      for (const listener of listeners) listener();
    },
    shown: () => past?.session ?? session,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
