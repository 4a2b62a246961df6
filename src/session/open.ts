import { createSession, type LessonSource, replaySession } from '../../sim/index.ts';
import type { Session } from '../../sim/lesson/index.ts';
import type { Kept, SessionStore } from './store.ts';

/** A session that was opened, and what could not be brought back, if anything. */
export interface Opened {
  readonly session: Session;
  readonly lost: { readonly problem: string; readonly value: unknown } | undefined;
}

const newSeed = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 1;

/** A session from the start of the lesson. */
export const startAnew = (source: LessonSource): Session => createSession(source, newSeed());

/**
 * Goes on where the learner left, by replaying what was kept. What cannot be replayed is put
 * aside and
 * the lesson starts anew.
 */
export async function openSession(
  source: LessonSource,
  kept: Kept,
  store: SessionStore,
): Promise<Opened> {
  if (kept.type === 'none') return { session: startAnew(source), lost: undefined };
  let problem = 'format';
  if (kept.type === 'log') {
    try {
      return { session: replaySession(source, kept.log), lost: undefined };
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
    }
  }
  const value = kept.type === 'log' ? kept.log : kept.value;
  await store.setAside(source.lesson.id, value).catch(() => undefined);
  return { session: startAnew(source), lost: { problem, value } };
}
