import { createSession, type LessonSource, replaySession } from '../../sim/index.ts';
import type { Lesson, Session } from '../../sim/lesson/index.ts';
import type { LessonData } from './lesson-data.ts';
import type { Kept, SessionStore } from './store.ts';

const LESSONS = import.meta.glob<Lesson>('../../lessons/*/*/lesson.ts', { import: 'lesson' });

/** Loads the behaviour of the page's lesson. */
export async function loadLesson(data: LessonData): Promise<LessonSource> {
  const load = LESSONS[`../../lessons/${data.module}/lesson.ts`];
  if (load === undefined) throw new Error(`there is no lesson ${data.module}`);
  return { lesson: await load(), files: data.files };
}

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
