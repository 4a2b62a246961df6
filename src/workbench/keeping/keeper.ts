import {
  type Answers,
  type Branch,
  createSaver,
  NO_SAVER,
  type Progress,
  type Saver,
  type SaverHost,
  type Session,
  type SessionStore,
} from '../../session/index.ts';
import { noteBegun } from './begun.ts';

/** Where what is played on a page is kept: in the learner's own lesson, or nowhere. */
export interface Keeper {
  /** False for a session that is only looked at: somebody else's, or one that another tab has. */
  readonly isOwn: boolean;
  createSaver(session: Session): Saver;
  branches(): Promise<readonly Branch[]>;
  /** Answers whether they are kept: another page may have the lesson now. */
  saveBranches(branches: readonly Branch[]): Promise<boolean>;
  progress(): Promise<Progress | undefined>;
  saveProgress(progress: Progress): Promise<void>;
  answers(): Promise<Answers>;
  saveAnswers(answers: Answers): Promise<void>;
}

/** The keeper of somebody else's session. */
export const NO_KEEPER: Keeper = {
  isOwn: false,
  createSaver: () => NO_SAVER,
  branches: () => Promise.resolve([]),
  saveBranches: () => Promise.resolve(false),
  progress: () => Promise.resolve(undefined),
  saveProgress: () => Promise.resolve(),
  answers: () => Promise.resolve({}),
  saveAnswers: () => Promise.resolve(),
};

/** The keeper of the own lesson while another tab plays it: it reads, and writes nothing. */
export const createReader = (own: Keeper): Keeper => ({
  ...NO_KEEPER,
  branches: own.branches,
  progress: own.progress,
  answers: own.answers,
});

/** Keeps a lesson in `store`, as long as `holder` is the page that has it. */
export const createKeeper = (
  store: SessionStore,
  lesson: string,
  holder: string,
  tell: Pick<SaverHost, 'onProblem' | 'onWorksAgain' | 'onTaken'> & { onKept(): void },
): Keeper => ({
  isOwn: true,
  createSaver: (session) =>
    createSaver(session, {
      ...tell,
      async save(kept) {
        const isOurs = await store.save(lesson, holder, kept);
        if (!isOurs) return false;
        noteBegun(lesson, kept.log);
        tell.onKept();
        return true;
      },
    }),
  branches: () => store.branches(lesson),
  saveBranches: (branches) => store.saveBranches(lesson, holder, branches),
  progress: () => store.progress(lesson),
  saveProgress: (progress) => store.saveProgress(lesson, progress),
  answers: () => store.answers(lesson),
  saveAnswers: (answers) => store.saveAnswers(lesson, answers),
});
