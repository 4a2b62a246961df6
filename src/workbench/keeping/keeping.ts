import {
  type Branch,
  browserShelf,
  createHold,
  createSessionStore,
  type Kept,
  type LessonData,
  type LessonSource,
  type Look,
  mergeBranches,
  type PartLoader,
  type ReplayWatcher,
  type Session,
  type SessionLog,
  SHARED_PREFIX,
  type Shared,
  type Watched,
} from '../../session/index.ts';
import { download } from '../download.ts';
import type { Notices } from '../notices.ts';
import { createKeptSignal, followKept } from './follow.ts';
import { createKeeper, createReader, type Keeper, NO_KEEPER } from './keeper.ts';
import { createKeepingNotices } from './tell.ts';

type Engine = typeof import('../../session/engine.ts');

/** A session that is to be played, and the instant at which it is to be looked at first. */
export interface Opened {
  readonly session: Session;
  readonly atMs: number | undefined;
  /** What was left for branches of it. */
  readonly branches: readonly Branch[];
  /** Another tab plays it; here nothing of it can be changed. */
  readonly isWatched: boolean;
}

/** What is kept of the learner's own lesson, and whether another tab plays it. */
interface Reserved {
  readonly kept: Kept;
  readonly branches: readonly Branch[];
  readonly isWatched: boolean;
}

/** What is played on the page now. */
interface Current {
  readonly session: Session;
  readonly look: Look;
  save(): Promise<void>;
}

/** What keeping needs of its page. */
export interface KeepingHost {
  readonly data: LessonData;
  readonly notices: Notices;
  current(): Current | undefined;
  branches(): readonly Branch[];
  /** Leaves what is played and opens again. */
  reopen(): void;
  reset(): void;
}

/** Which session a lesson's page plays, and whether it is kept. */
export interface Keeping {
  /**
   * Opens the session that the page's address carries; else the learner's own. While another tab
   * of the browser plays that, it is there to be looked at; when it comes free, the page reopens.
   */
  open(
    source: LessonSource,
    loader: PartLoader,
    engine: Engine,
    watcher: ReplayWatcher,
  ): Promise<Opened>;
  /** The keeper of the session that was opened last. */
  keeper(): Keeper;
  /** Shows a session of somebody else; the learner's own stays as it is. */
  show(shared: Shared): Promise<void>;
  /** Says again that another tab has the lesson, to who wants to change something. */
  refuse(): void;
  /** Forgets what was foretold, because the lesson starts anew. */
  forgetPredictions(): Promise<void>;
}

/** Names this page among those that may have the lesson open. */
const newHolder = (): string =>
  [...crypto.getRandomValues(new Uint32Array(3))].map((word) => word.toString(36)).join('-');

const dropFragment = (): void =>
  history.replaceState(null, '', location.pathname + location.search);

/** The learner's session of one lesson, as a file that the course home reads. */
async function exportSession(
  lesson: string,
  session: Session,
  branches: readonly Branch[],
  keeper: Keeper,
): Promise<void> {
  const { writeTransfer } = await import('../../session/transfer.ts');
  const log = session.log();
  const tasks = session.tasks();
  const met = tasks.filter(({ ok }) => ok).length;
  const progress = {
    met,
    total: tasks.length,
    isDone: met > 0 && met === tasks.length,
    visitedEpochMs: Date.now(),
    assisted: tasks.filter(({ isAssisted }) => isAssisted).length,
  };
  const answers = await keeper.answers().catch(() => ({}));
  const kept = { session: { log, digest: '' }, branches, progress, answers, aside: [] };
  download(`${lesson.replace('/', '-')}.json`, writeTransfer({ [lesson]: kept }));
}

/** Creates the keeping of the page's lesson, and asks at once for what was kept. */
export function createKeeping(host: KeepingHost): Keeping {
  const { data, notices } = host;
  const { lesson } = data;
  const store = createSessionStore(browserShelf());
  const holder = newHolder();
  const tell = createKeepingNotices(notices, data.texts, lesson);
  let wasHere = false;
  let keeper: Keeper = NO_KEEPER;
  let shared: Shared | undefined;
  /** The shared session that the learner takes as their own. */
  let adopted: { readonly log: SessionLog; readonly branches: readonly Branch[] } | undefined;

  const hold = createHold(lesson, {
    onAsked: () => host.current()?.save() ?? Promise.resolve(),
    onLost: () => {
      if (keeper.isOwn) host.reopen();
    },
  });
  const own = createKeeper(store, lesson, holder, {
    onProblem: (problem) =>
      tell.problem(problem, () => {
        const session = host.current()?.session;
        if (session !== undefined) {
          void exportSession(lesson, session, host.branches(), own);
        }
      }),
    onWorksAgain: tell.noProblem,
    onTaken: host.reopen,
    onKept: createKeptSignal(lesson),
  });

  const refuse = (): void => tell.elsewhere(wasHere, hold.takeOver);
  /** Answers whether this page has the lesson. When it gets it later, it opens again. */
  const takeHold = (): Promise<boolean> =>
    new Promise((answer, fail) => {
      let hasWaited = false;
      const onWait = (): void => {
        hasWaited = true;
        refuse();
        answer(false);
      };
      const onTaken = (): void => {
        tell.notElsewhere();
        wasHere = true;
        answer(true);
        if (shared !== undefined) hold.release();
        else if (hasWaited) openAnew();
      };
      hold.take(onWait).then(onTaken, fail);
    });
  // A browser that keeps nothing starts every visit anew.
  const load = (): Promise<Kept> => store.load(lesson).catch(() => ({ type: 'none' }) as const);
  const loadBranches = (): Promise<readonly Branch[]> => store.branches(lesson).catch(() => []);
  /** Gets what was kept of the lesson, and the lesson for this page unless another tab has it. */
  const reserve = async (): Promise<Reserved> => {
    if (!(await takeHold())) {
      keeper = createReader(own);
      const [kept, branches] = await Promise.all([load(), loadBranches()]);
      return { kept, branches, isWatched: true };
    }
    keeper = own;
    const claimed = store.claim(lesson, holder).catch(() => undefined);
    const [kept, branches] = await Promise.all([load(), loadBranches()]);
    await claimed;
    return { kept, branches, isWatched: false };
  };
  /** What another tab plays, while it is seen here. */
  let watched: Watched | undefined;
  followKept(lesson, async () => {
    const current = host.current();
    if (watched === undefined || current?.session !== watched.session) return;
    const { session, look } = current;
    const endMs = session.nowMs();
    const isContinued = await watched.catchUp(await load());
    if (host.current() !== current) return;
    if (!isContinued) host.reopen();
    // Who looks at an instant before goes on looking at it.
    else if (look.atMs() === endMs) look.set(session.nowMs());
  });
  let hasOpened = false;
  /** The lesson has come free: it is opened again, or first with what is asked anew. */
  function openAnew(): void {
    reserved = undefined;
    if (hasOpened) host.reopen();
  }
  // The browser takes its time for an answer, and the page has much to do meanwhile. The shelf is
  // opened while the lock is asked for; what it has counts only when the lock is there.
  void store.load(lesson).catch(() => undefined);
  let reserved = location.hash.startsWith(SHARED_PREFIX) ? undefined : reserve();
  /** Where another lesson of the same site and language is. */
  const addressOf = (other: string): string =>
    location.pathname.replace(lesson, other) + location.search;
  const readFragment = async (): Promise<void> => {
    if (shared !== undefined || !location.hash.startsWith(SHARED_PREFIX)) return;
    const { fromFragment } = await import('../../session/share.ts');
    const read = await fromFragment(location.hash);
    if (read !== undefined && read.log.lesson === lesson) {
      shared = read;
      return;
    }
    const fragment = location.hash;
    dropFragment();
    if (read === undefined) tell.badLink();
    else tell.otherLesson(() => location.assign(addressOf(read.log.lesson) + fragment));
  };
  const leaveShared = (): void => {
    shared = undefined;
    dropFragment();
    host.reopen();
  };

  const openShared: Keeping['open'] = async (source, loader, engine, watcher) => {
    const { log, atMs } = shared as Shared;
    const session = await engine.playAgain(source, log, loader, watcher);
    keeper = NO_KEEPER;
    hold.release();
    tell.shared(atMs, {
      adopt() {
        const log = host.current()?.session.log();
        adopted = log === undefined ? undefined : { log, branches: host.branches() };
        leaveShared();
      },
      leave: leaveShared,
    });
    const lookAtMs = atMs < log.endedAtMs ? atMs : undefined;
    return { session, atMs: lookAtMs, branches: [], isWatched: false };
  };
  const openOwn: Keeping['open'] = async (source, loader, engine, watcher) => {
    const { kept, branches, isWatched } = await (reserved ?? reserve());
    reserved = undefined;
    if (isWatched) {
      watched = await engine.openToWatch(source, kept, loader, watcher);
      const { session } = watched;
      return { session, atMs: session.nowMs(), branches, isWatched };
    }
    const taken = adopted;
    adopted = undefined;
    if (taken !== undefined) {
      if (kept.type !== 'none') {
        const value = kept.type === 'log' ? kept.log : kept.value;
        await store.setAside(lesson, value).catch(() => undefined);
        tell.adopted(value);
      }
      const session = await engine.playAgain(source, taken.log, loader, watcher);
      const all = mergeBranches(branches, taken.branches);
      if (all.length > branches.length) await own.saveBranches(all).catch(() => false);
      return { session, atMs: undefined, branches: all, isWatched };
    }
    const { session, trouble } = await engine.openSession(source, kept, store, loader, watcher);
    if (trouble !== undefined) tell.trouble(trouble, host.reset);
    return { session, atMs: undefined, branches, isWatched };
  };

  addEventListener('hashchange', () => {
    if (location.hash.startsWith(SHARED_PREFIX)) location.reload();
  });

  return {
    async open(source, loader, engine, watcher) {
      hasOpened = true;
      await readFragment();
      if (shared === undefined) return openOwn(source, loader, engine, watcher);
      try {
        return await openShared(source, loader, engine, watcher);
      } catch {
        shared = undefined;
        dropFragment();
        tell.noShared();
        tell.badLink();
        return openOwn(source, loader, engine, watcher);
      }
    },
    keeper: () => keeper,
    refuse,
    async forgetPredictions() {
      const answers = Object.entries(await keeper.answers());
      const others = answers.filter(([key]) => !key.startsWith('prediction:'));
      if (others.length < answers.length) await keeper.saveAnswers(Object.fromEntries(others));
    },
    async show(given) {
      // What was done up to now must not be lost with the session that is left.
      await host.current()?.save();
      shared = given;
      host.reopen();
    },
  };
}
