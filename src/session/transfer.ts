import { type Branch, mergeBranches, readBranches } from './branches.ts';
import { isRecord } from './log-shape.ts';
import {
  type Answers,
  type KeptSession,
  type Progress,
  readAnswers,
  readKept,
  readProgress,
  type SessionStore,
  writeKept,
} from './store.ts';

const TYPE = 'ordinal-progress';
const FORMAT = 1;

/** What is kept of one lesson, in a file. */
export interface LessonTransfer {
  readonly session: KeptSession | undefined;
  /** Sessions that were left for branches; files of before have none. */
  readonly branches: readonly Branch[];
  readonly progress: Progress | undefined;
  readonly answers: Answers;
  /** What could not be played, or gave way to another session; for a person to look at. */
  readonly aside: readonly unknown[];
}

/** All that is kept of a learner, by lesson. */
export type Transfer = Readonly<Record<string, LessonTransfer>>;

/** Why a file is no transfer. */
export type TransferProblem =
  | { readonly type: 'no-json' }
  | { readonly type: 'other-file' }
  | { readonly type: 'newer' }
  | { readonly type: 'broken'; readonly lesson: string };

export type ReadTransfer =
  | { readonly ok: true; readonly value: Transfer }
  | { readonly ok: false; readonly problem: TransferProblem };

/** A transfer as the text of a file. */
export function writeTransfer(transfer: Transfer): string {
  const lessons = Object.entries(transfer).map(([lesson, { session, progress, ...rest }]) => [
    lesson,
    {
      session: session === undefined ? null : writeKept(session),
      progress: progress ?? null,
      ...rest,
    },
  ]);
  const all = { type: TYPE, format: FORMAT, lessons: Object.fromEntries(lessons) };
  return JSON.stringify(all, undefined, 1);
}

/** Everything that is kept, as the text of a file. */
export async function exportAll(store: SessionStore): Promise<string> {
  const transfer: Record<string, LessonTransfer> = {};
  for (const lesson of await store.lessons()) {
    const kept = await store.load(lesson);
    const aside = await store.aside(lesson);
    transfer[lesson] = {
      session: kept.type === 'log' ? { log: kept.log, digest: kept.digest } : undefined,
      branches: await store.branches(lesson),
      progress: await store.progress(lesson),
      answers: await store.answers(lesson),
      aside: kept.type === 'unreadable' ? [...aside, kept.value] : aside,
    };
  }
  return writeTransfer(transfer);
}

function readLesson(value: unknown, lesson: string): LessonTransfer | undefined {
  if (!isRecord(value)) return undefined;
  const session = value.session === null ? undefined : readKept(value.session, lesson);
  const progress = value.progress === null ? undefined : readProgress(value.progress);
  const branches = value.branches === undefined ? [] : readBranches(value.branches, lesson);
  const isBroken =
    branches === undefined ||
    (value.session !== null && session === undefined) ||
    (value.progress !== null && progress === undefined) ||
    !Array.isArray(value.aside);
  if (isBroken) return undefined;
  return {
    session,
    branches,
    progress,
    answers: readAnswers(value.answers),
    aside: value.aside as unknown[],
  };
}

/** Reads the text of a file. Nothing is taken from a file in which anything is wrong. */
export function readTransfer(text: string): ReadTransfer {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, problem: { type: 'no-json' } };
  }
  if (!isRecord(value) || value.type !== TYPE || !isRecord(value.lessons)) {
    return { ok: false, problem: { type: 'other-file' } };
  }
  if (value.format !== FORMAT) return { ok: false, problem: { type: 'newer' } };
  const transfer: Record<string, LessonTransfer> = {};
  for (const [lesson, item] of Object.entries(value.lessons)) {
    const read = readLesson(item, lesson);
    if (read === undefined) return { ok: false, problem: { type: 'broken', lesson } };
    transfer[lesson] = read;
  }
  return { ok: true, value: transfer };
}

const isSame = (a: KeptSession, b: KeptSession): boolean =>
  JSON.stringify(a.log) === JSON.stringify(b.log);

const visitOf = (progress: Progress | undefined): number => progress?.visitedEpochMs ?? 0;

function mergeProgress(mine: Progress | undefined, theirs: Progress): Progress {
  const later = mine !== undefined && visitOf(mine) >= visitOf(theirs) ? mine : theirs;
  return { ...later, isDone: later.isDone || theirs.isDone || mine?.isDone === true };
}

/** What an import did, in lessons. */
export interface Imported {
  readonly lessons: number;
  /** Sessions that came out of the file. */
  readonly sessions: number;
  /** Sessions that gave way, and were put aside. */
  readonly aside: number;
}

/** Takes the branches of a lesson in. */
async function importBranches(
  store: SessionStore,
  lesson: string,
  theirs: readonly Branch[],
  holder: string,
): Promise<void> {
  const mine = await store.branches(lesson);
  const all = mergeBranches(mine, theirs);
  if (JSON.stringify(all) === JSON.stringify(mine)) return;
  await store.claim(lesson, holder);
  await store.saveBranches(lesson, holder, all);
}

/**
 * Takes a transfer in. Of each lesson the session that was visited later stays, and the other one
 * is put aside; branches come behind those that are there; what is done stays done; an answer that
 * is there stays. `holder` claims the lessons whose sessions or branches change, so that no open
 * page saves over them.
 */
export async function importAll(
  store: SessionStore,
  transfer: Transfer,
  holder: string,
): Promise<Imported> {
  const done = { lessons: 0, sessions: 0, aside: 0 };
  for (const [lesson, theirs] of Object.entries(transfer)) {
    const [kept, progress, answers] = await Promise.all([
      store.load(lesson),
      store.progress(lesson),
      store.answers(lesson),
    ]);
    const mine = kept.type === 'log' ? kept : undefined;
    const isLater = kept.type === 'none' || visitOf(theirs.progress) > visitOf(progress);
    const isNews =
      theirs.session !== undefined && (mine === undefined || !isSame(mine, theirs.session));
    for (const value of theirs.aside) await store.setAside(lesson, value);
    if (theirs.session !== undefined && isNews) {
      const loser = isLater ? mine : theirs.session;
      if (loser !== undefined) {
        await store.setAside(lesson, writeKept(loser));
        done.aside += 1;
      }
      if (isLater) {
        await store.claim(lesson, holder);
        await store.save(lesson, holder, theirs.session);
        done.sessions += 1;
      }
    }
    await importBranches(store, lesson, theirs.branches, holder);
    if (theirs.progress !== undefined) {
      await store.saveProgress(lesson, mergeProgress(progress, theirs.progress));
    }
    await store.saveAnswers(lesson, { ...theirs.answers, ...answers });
    done.lessons += 1;
  }
  return done;
}
