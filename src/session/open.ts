import { type LessonSource, replayOn } from '../../sim/index.ts';
import type { Session } from '../../sim/lesson/index.ts';
import { createDigest } from './digest.ts';
import type { PartLoader } from './parts.ts';
import {
  beginAgain,
  finishReplay,
  playAgain,
  type ReplayWatcher,
  UNWATCHED,
} from './play-again.ts';
import { type Kept, type SessionStore, writeKept } from './store.ts';

/** What became of a session that was kept and could not just go on. */
export interface Trouble {
  /** `lost`: it could not be played. `changed`: it plays, but leads somewhere else than it did. */
  readonly type: 'lost' | 'changed';
  /** Why it could not; empty where nothing is known but that its form is another one. */
  readonly problem: string;
  /** What was kept; the store has it aside. */
  readonly value: unknown;
}

/** A session that was opened, and what was wrong, if anything. */
export interface Opened {
  readonly session: Session;
  readonly trouble: Trouble | undefined;
}

const newSeed = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 1;

/** A session from the start of the lesson; brings the parts that the start itself needs. */
export const startAnew = (
  source: LessonSource,
  loader: PartLoader,
  watcher: ReplayWatcher = UNWATCHED,
): Promise<Session> => beginAgain(source, newSeed(), loader, watcher);

/** A session that another tab plays. */
export interface Watched {
  readonly session: Session;
  /** Plays on to what was kept since. Answers false when that does not go on from here. */
  catchUp(kept: Kept): Promise<boolean>;
}

/** Plays what was kept, to be looked at only; what cannot be played is shown from its start. */
export async function openToWatch(
  source: LessonSource,
  kept: Kept,
  loader: PartLoader,
  watcher: ReplayWatcher,
): Promise<Watched> {
  if (kept.type === 'log') {
    try {
      const replayer = replayOn(await beginAgain(source, kept.log.seed, loader, watcher));
      const session = await finishReplay(replayer, kept.log, loader, watcher);
      const catchUp = async (later: Kept): Promise<boolean> => {
        if (later.type !== 'log' || !replayer.leadsTo(later.log)) return false;
        await finishReplay(replayer, later.log, loader, UNWATCHED);
        return true;
      };
      return { session, catchUp };
    } catch {
      // To try it again each time that it is saved would help nobody.
      return { session: await startAnew(source, loader), catchUp: async () => true };
    }
  }
  const session = await startAnew(source, loader);
  return { session, catchUp: async ({ type }) => type !== 'log' };
}

/** Whether a session came to the state in which it was left; so it is taken when none is known. */
const isAsLeft = (session: Session, digest: string): boolean =>
  digest === '' || createDigest(session).read() === digest;

/**
 * Goes on where the learner left, by replaying what was kept. Another version of the engine or of
 * the lesson may lead somewhere else: then the session goes on from there, and what was kept is
 * put aside. What cannot be played is put aside too, and the lesson starts anew.
 */
export async function openSession(
  source: LessonSource,
  kept: Kept,
  store: SessionStore,
  loader: PartLoader,
  watcher: ReplayWatcher,
): Promise<Opened> {
  if (kept.type === 'none') return { session: await startAnew(source, loader), trouble: undefined };
  const value = kept.type === 'log' ? writeKept(kept) : kept.value;
  const putAside = (): Promise<void> =>
    store.setAside(source.lesson.id, value).catch(() => undefined);
  let problem = '';
  if (kept.type === 'log') {
    try {
      const session = await playAgain(source, kept.log, loader, watcher);
      if (isAsLeft(session, kept.digest)) return { session, trouble: undefined };
      await putAside();
      return { session, trouble: { type: 'changed', problem: kept.log.engine, value } };
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
    }
  }
  await putAside();
  const trouble = { type: 'lost', problem, value } as const;
  return { session: await startAnew(source, loader), trouble };
}
