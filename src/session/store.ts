import type { SessionLog } from '../../sim/lesson/index.ts';
import { type Branch, readBranches } from './branches.ts';
import type { Shelf } from './keep.ts';
import { isRecord, isSessionLog } from './log-shape.ts';

/** The form of what is kept. A page that meets a newer number leaves it alone and says so. */
const FORMAT = 3;
/** The form before, without a digest. */
const FORMAT_WITHOUT_DIGEST = 2;

/** Sessions of a lesson that lie aside; the oldest goes first. */
const MOST_ASIDE = 5;

/** A session as it is kept: its log, and the digest of the state in which it was left. */
export interface KeptSession {
  readonly log: SessionLog;
  /** See `createDigest`; '' when it is not known. */
  readonly digest: string;
}

/** How far a learner has come in a lesson, for the course home. */
export interface Progress {
  readonly met: number;
  readonly total: number;
  /** Once all tasks were met it stays true, whatever is reset later. */
  readonly isDone: boolean;
  /** Wall time of the last visit, milliseconds since 1970. */
  readonly visitedEpochMs: number;
  /** Tasks whose solution was shown in the session. */
  readonly assisted: number;
}

/** What the learner answered, by `question:ID` and `prediction:ID`. */
export type Answers = Readonly<Record<string, string>>;

export type Kept =
  | { readonly type: 'none' }
  | ({ readonly type: 'log' } & KeptSession)
  /** Something is there that this page cannot read. */
  | { readonly type: 'unreadable'; readonly value: unknown };

/** What a page keeps of lessons between visits. */
export interface SessionStore {
  load(lesson: string): Promise<Kept>;
  /** From now on only `holder` saves the lesson's session: the page that was opened last. */
  claim(lesson: string, holder: string): Promise<void>;
  /** Answers false, and saves nothing, when another holder has claimed the lesson since. */
  save(lesson: string, holder: string, session: KeptSession): Promise<boolean>;
  /**
   * Puts a session that cannot be played aside, so that nothing is lost when a new one is saved.
   */
  setAside(lesson: string, value: unknown): Promise<void>;
  /** What was put aside of the lesson, oldest first. */
  aside(lesson: string): Promise<readonly unknown[]>;
  /** The sessions of the lesson that were left for branches, oldest first. */
  branches(lesson: string): Promise<readonly Branch[]>;
  /** Keeps them; answers as `save` does. */
  saveBranches(lesson: string, holder: string, branches: readonly Branch[]): Promise<boolean>;
  progress(lesson: string): Promise<Progress | undefined>;
  saveProgress(lesson: string, progress: Progress): Promise<void>;
  answers(lesson: string): Promise<Answers>;
  saveAnswers(lesson: string, answers: Answers): Promise<void>;
  /** Every lesson of which something is kept, in order. */
  lessons(): Promise<readonly string[]>;
}

/** Reads a session in the form in which it is kept; undefined when it is not one of the lesson. */
export function readKept(value: unknown, lesson: string): KeptSession | undefined {
  if (!isRecord(value) || !isSessionLog(value.log) || value.log.lesson !== lesson) return undefined;
  if (value.format === FORMAT_WITHOUT_DIGEST) return { log: value.log, digest: '' };
  if (value.format !== FORMAT || typeof value.digest !== 'string') return undefined;
  return { log: value.log, digest: value.digest };
}

/** A session in the form in which it is kept and exported. */
export const writeKept = ({ log, digest }: KeptSession) => ({ format: FORMAT, log, digest });

/** Reads what was kept of a learner's progress; undefined when it is something else. */
export function readProgress(value: unknown): Progress | undefined {
  if (!isRecord(value)) return undefined;
  const { met, total, isDone, visitedEpochMs, assisted = 0 } = value;
  if (typeof met !== 'number' || typeof total !== 'number' || typeof assisted !== 'number') {
    return undefined;
  }
  if (typeof visitedEpochMs !== 'number') return undefined;
  return { met, total, isDone: isDone === true, visitedEpochMs, assisted };
}

/** Reads answers; what is none is left out. */
export const readAnswers = (value: unknown): Answers =>
  Object.fromEntries(
    Object.entries(isRecord(value) ? value : {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );

const KEPT_KEY = /^(?:session|branches|progress|answers|aside):(.+)$/;

/** Keeps sessions, progress and answers on `shelf`, an entry of each a lesson. */
export function createSessionStore(shelf: Shelf): SessionStore {
  const sessionKey = (lesson: string): string => `session:${lesson}`;
  const holderKey = (lesson: string): string => `holder:${lesson}`;
  const progressKey = (lesson: string): string => `progress:${lesson}`;
  const answersKey = (lesson: string): string => `answers:${lesson}`;
  const branchesKey = (lesson: string): string => `branches:${lesson}`;
  const asideKey = (lesson: string): string => `aside:${lesson}`;
  const aside = async (lesson: string): Promise<readonly unknown[]> => {
    const value = await shelf.get(asideKey(lesson));
    return Array.isArray(value) ? value : [];
  };
  /** Lessons whose claim could not be written. It is tried again with what is to be saved. */
  const unclaimed = new Set<string>();
  const claim = async (lesson: string, holder: string): Promise<void> => {
    unclaimed.add(lesson);
    await shelf.set(holderKey(lesson), holder);
    unclaimed.delete(lesson);
  };
  /** Saves something of a lesson while `holder` has it. */
  const saveAs = async (
    lesson: string,
    holder: string,
    key: string,
    value: unknown,
  ): Promise<boolean> => {
    if (unclaimed.has(lesson)) await claim(lesson, holder);
    return shelf.setWhile({ key: holderKey(lesson), value: holder }, key, value);
  };
  return {
    async load(lesson) {
      const value = await shelf.get(sessionKey(lesson));
      if (value === undefined) return { type: 'none' };
      const kept = readKept(value, lesson);
      return kept === undefined ? { type: 'unreadable', value } : { type: 'log', ...kept };
    },
    claim,
    save: (lesson, holder, session) =>
      saveAs(lesson, holder, sessionKey(lesson), writeKept(session)),
    async setAside(lesson, value) {
      const before = await aside(lesson);
      if (before.some((other) => JSON.stringify(other) === JSON.stringify(value))) return;
      await shelf.set(asideKey(lesson), [...before, value].slice(-MOST_ASIDE));
    },
    aside,
    branches: async (lesson) => readBranches(await shelf.get(branchesKey(lesson)), lesson) ?? [],
    saveBranches: (lesson, holder, branches) =>
      saveAs(lesson, holder, branchesKey(lesson), branches),
    progress: async (lesson) => readProgress(await shelf.get(progressKey(lesson))),
    saveProgress: (lesson, progress) => shelf.set(progressKey(lesson), progress),
    answers: async (lesson) => readAnswers(await shelf.get(answersKey(lesson))),
    saveAnswers: (lesson, answers) => shelf.set(answersKey(lesson), answers),
    async lessons() {
      const kept = (await shelf.keys()).flatMap((key) => KEPT_KEY.exec(key)?.[1] ?? []);
      return [...new Set(kept)].sort();
    },
  };
}
