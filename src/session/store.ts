import type { SessionLog } from '../../sim/lesson/index.ts';
import type { Shelf } from './keep.ts';

/** The form of what is kept. A page that meets another number leaves it alone and says so. */
const FORMAT = 2;

interface KeptSession {
  readonly format: typeof FORMAT;
  readonly log: SessionLog;
}

/** How far a learner has come in a lesson, for the course home. */
export interface Progress {
  readonly met: number;
  readonly total: number;
  /** Once all tasks were met it stays true, whatever is reset later. */
  readonly isDone: boolean;
  /** Wall time of the last visit, milliseconds since 1970. */
  readonly visitedEpochMs: number;
}

export type Kept =
  | { readonly type: 'none' }
  | { readonly type: 'log'; readonly log: SessionLog }
  /** Something is there that this page cannot read. */
  | { readonly type: 'unreadable'; readonly value: unknown };

/** What a page keeps of lessons between visits. */
export interface SessionStore {
  load(lesson: string): Promise<Kept>;
  save(lesson: string, log: SessionLog): Promise<void>;
  forget(lesson: string): Promise<void>;
  /**
   * Puts a session that cannot be played aside, so that nothing is lost when a new one is saved.
   */
  setAside(lesson: string, value: unknown): Promise<void>;
  progress(lesson: string): Promise<Progress | undefined>;
  saveProgress(lesson: string, progress: Progress): Promise<void>;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function isLog(value: unknown, lesson: string): value is SessionLog {
  if (!isRecord(value) || value.lesson !== lesson) return false;
  return (
    typeof value.engine === 'string' &&
    typeof value.seed === 'number' &&
    typeof value.endedAtMs === 'number' &&
    Array.isArray(value.inputs) &&
    value.inputs.every((item) => isRecord(item) && typeof item.atMs === 'number')
  );
}

const isProgress = (value: unknown): value is Progress =>
  isRecord(value) && typeof value.met === 'number' && typeof value.visitedEpochMs === 'number';

/** Keeps sessions and progress on `shelf`, one entry a lesson. */
export function createSessionStore(shelf: Shelf): SessionStore {
  const sessionKey = (lesson: string): string => `session:${lesson}`;
  const progressKey = (lesson: string): string => `progress:${lesson}`;
  return {
    async load(lesson) {
      const value = await shelf.get(sessionKey(lesson));
      if (value === undefined) return { type: 'none' };
      if (isRecord(value) && value.format === FORMAT && isLog(value.log, lesson)) {
        return { type: 'log', log: value.log };
      }
      return { type: 'unreadable', value };
    },
    save(lesson, log) {
      const kept: KeptSession = { format: FORMAT, log };
      return shelf.set(sessionKey(lesson), kept);
    },
    forget: (lesson) => shelf.remove(sessionKey(lesson)),
    setAside: (lesson, value) => shelf.set(`unreadable:${lesson}`, value),
    async progress(lesson) {
      const value = await shelf.get(progressKey(lesson));
      return isProgress(value) ? value : undefined;
    },
    saveProgress: (lesson, progress) => shelf.set(progressKey(lesson), progress),
  };
}
