import { createSession, type LessonSource, replaySession } from '../../sim/index.ts';
import type { Session, SessionLog } from '../../sim/lesson/index.ts';
import type { PartLoader } from './parts.ts';
import type { Kept, SessionStore } from './store.ts';

/** A session that was opened, and what could not be brought back, if anything. */
export interface Opened {
  readonly session: Session;
  readonly lost: { readonly problem: string; readonly value: unknown } | undefined;
}

const newSeed = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 1;

/** A session from the start of the lesson; brings the parts that the start itself needs. */
export async function startAnew(source: LessonSource, loader: PartLoader): Promise<Session> {
  const seed = newSeed();
  for (;;) {
    const session = createSession(source, seed, loader.parts);
    const part = session.missingPart();
    if (part === undefined) return session;
    await loader.load(part);
  }
}

/** Plays a log again, and brings the parts that it needs. */
export async function playAgain(
  source: LessonSource,
  log: SessionLog,
  loader: PartLoader,
): Promise<Session> {
  for (;;) {
    const replay = replaySession(source, log, loader.parts);
    if (replay.type === 'whole') return replay.session;
    await loader.load(replay.part);
  }
}

/**
 * Goes on where the learner left, by replaying what was kept. What cannot be replayed is put
 * aside and
 * the lesson starts anew.
 */
export async function openSession(
  source: LessonSource,
  kept: Kept,
  store: SessionStore,
  loader: PartLoader,
): Promise<Opened> {
  if (kept.type === 'none') return { session: await startAnew(source, loader), lost: undefined };
  let problem = 'format';
  if (kept.type === 'log') {
    try {
      return { session: await playAgain(source, kept.log, loader), lost: undefined };
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
    }
  }
  const value = kept.type === 'log' ? kept.log : kept.value;
  await store.setAside(source.lesson.id, value).catch(() => undefined);
  return { session: await startAnew(source, loader), lost: { problem, value } };
}
