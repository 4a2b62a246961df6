import { type Actor, createActor } from 'xstate';
import type { Language } from '../i18n/index.ts';
import { progressMachine } from '../machines/index.ts';
import {
  createSaver,
  type LessonData,
  type LessonSource,
  type Look,
  type Pacer,
  type PartLoader,
  pageClock,
  type Session,
  type SessionInput,
  type SessionLog,
  type SessionStore,
  startPacer,
} from '../session/index.ts';
import { byId, keepSetting, readSetting } from './dom.ts';
import type { Notices } from './notices.ts';
import { showOutcomes } from './quiz.ts';
import { createSelection, type Selection } from './selection.ts';
import type { TerminalDock } from './terminal/dock.ts';
import type { Trail } from './time/trail.ts';

export const SPEEDS = [0.25, 0.5, 1, 2, 5, 10, 25, 100] as const;
/** A lesson being played on its page: what the panels hold. */
export interface Play {
  readonly data: LessonData;
  readonly language: Language;
  readonly session: Session;
  readonly pacer: Pacer;
  readonly terminal: TerminalDock;
  readonly notices: Notices;
  readonly selection: Selection;
  readonly progress: Actor<typeof progressMachine>;
  /** Which instant the panels show; they read `look.shown()`. */
  readonly look: Look;
  /** What was left behind by branches and undone commands. */
  readonly trail: Trail;
  readonly source: LessonSource;
  readonly loader: PartLoader;
  /** The one way in: everything that a learner does goes through here and is saved. */
  input(input: SessionInput): void;
  /** Called at most once a frame, when the world has changed or time has passed. */
  onFrame(listener: () => void): () => void;
  reset(): void;
  /** Goes on with another log of this lesson: a branch, or a command undone. */
  goOn(log: SessionLog): void;
  dispose(): void;
}

/** What the page has and does for a play. */
export interface PlayHost {
  readonly data: LessonData;
  readonly language: Language;
  readonly store: SessionStore;
  readonly loader: PartLoader;
  readonly source: LessonSource;
  readonly trail: Trail;
  readonly terminal: TerminalDock;
  /** Messages above the terminal. */
  readonly notices: Notices;
  createLook(session: Session, onLookBack: () => void): Look;
  onFault(fault: unknown): void;
  onSaveProblem(problem: string): void;
  reset(): void;
  goOn(log: SessionLog): void;
}

const initialSpeed = (): number => {
  const kept = Number(readSetting('speed'));
  return SPEEDS.some((speed) => speed === kept) ? kept : 1;
};

/** Calls the listeners once a frame after `schedule`, however often that is called. */
function createFrames() {
  const listeners = new Set<() => void>();
  let handle = 0;
  const run = (): void => {
    handle = 0;
    for (const listener of listeners) listener();
  };
  return {
    schedule(): void {
      if (handle === 0) handle = requestAnimationFrame(run);
    },
    on(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => cancelAnimationFrame(handle),
  };
}

/** A page that is late for a moment is no news. */
const LATE_AFTER_MS = 1500;

/**
 * Says in the terminal's own place that time stands still, or that it runs slower than asked since
 * `lateSinceMs`, a wall time.
 */
function watchTime(
  play: Pick<Play, 'terminal' | 'pacer' | 'notices' | 'language'>,
  lateSinceMs: number,
): void {
  const { terminal: t } = play.language.texts;
  const { isPaused } = play.pacer.state();
  const isLate = performance.now() - lateSinceMs > LATE_AFTER_MS;
  const isRunning = play.terminal.isRunning();
  const show = (id: string, isWanted: boolean, text: string): void => {
    if (!isWanted) play.notices.hide(id);
    else if (!play.notices.has(id)) {
      const resume = {
        label: t.resume,
        isPrimary: true,
        run: () => play.pacer.setPaused(false),
      };
      play.notices.show(id, { text, preview: '', actions: id === 'paused' ? [resume] : [] });
    }
  };
  show('paused', isPaused && isRunning, t.pausedWhileRunning);
  show('late', isLate, t.busy);
}

/**
 * Brings the parts that the session waits for. Without one the world stands still, so a part that
 * cannot be fetched is told, with a way to try again.
 */
function createPartFetcher(
  session: Session,
  { loader, language, notices }: PlayHost,
  onLoaded: () => void,
): () => void {
  let wanted: string | undefined;
  const fetchMissing = (): void => {
    const name = session.missingPart();
    if (name === undefined || name === wanted) return;
    wanted = name;
    loader.load(name).then(
      () => {
        wanted = undefined;
        onLoaded();
        fetchMissing();
      },
      (error: unknown) => {
        const { part, retry } = language.texts.failure;
        const again = (): void => {
          wanted = undefined;
          fetchMissing();
        };
        notices.show('part', {
          text: part,
          preview: error instanceof Error ? error.message : String(error),
          actions: [{ label: retry, isPrimary: true, run: again }],
        });
      },
    );
  };
  return fetchMissing;
}

/** Announces and keeps what the learner has reached. */
function followProgress(session: Session, { data, language, store, onSaveProblem }: PlayHost) {
  const actor = createActor(progressMachine, { input: { tasks: session.tasks() } });
  const announce = (text: string): void => {
    byId('announcer').textContent = text;
  };
  let wasDone = false;
  const save = (): void => {
    const { met, total } = actor.getSnapshot().context;
    const isDone = wasDone || (total > 0 && met.length === total);
    const visitedEpochMs = Date.now();
    store
      .saveProgress(data.lesson, { met: met.length, total, isDone, visitedEpochMs })
      .catch((error: unknown) => onSaveProblem(String(error)));
  };
  actor.on('tasksMet', ({ ids }) => {
    const titles = ids.map((id) => data.tasks[id]?.title ?? id);
    announce(language.texts.tasks.metAnnounced.replace('{title}', titles.join(', ')));
    save();
  });
  actor.on('lessonMet', () => {
    const { allMet } = language.texts.tasks;
    byId('announcer').textContent += ` ${allMet}`;
    save();
  });
  actor.start();
  store
    .progress(data.lesson)
    .then((progress) => {
      wasDone = progress?.isDone === true;
      save();
    })
    .catch(() => undefined);
  return actor;
}

/** Starts to play `session` on the page. */
export function startPlay(session: Session, host: PlayHost): Play {
  const { data, language, terminal, notices } = host;
  const frames = createFrames();
  const saver = createSaver(session, host.store, host.onSaveProblem);
  const guard = (act: () => void): void => {
    try {
      act();
    } catch (fault) {
      host.onFault(fault);
    }
  };
  const input = (given: SessionInput): void =>
    guard(() => {
      session.input(given);
      saver.soon();
      frames.schedule();
      fetchMissing();
    });
  const fetchMissing = createPartFetcher(session, host, () => {
    guard(() => session.advance(0));
    saver.soon();
    frames.schedule();
  });
  guard(() => terminal.connect({ session, input }));
  let shownSeconds = -1;
  const initial = { isPaused: false, speed: initialSpeed() };
  const pacer = startPacer(session, pageClock, initial, {
    mayAdvance: () => !terminal.isBusy(),
    onMoved() {
      fetchMissing();
      const seconds = Math.floor(session.nowMs() / 1000);
      if (seconds !== shownSeconds) frames.schedule();
      shownSeconds = seconds;
    },
    onFault: host.onFault,
  });
  const progress = followProgress(session, host);
  const look = host.createLook(session, () => pacer.setPaused(true));
  look.onChange(frames.schedule);
  let lateSinceMs = Number.POSITIVE_INFINITY;
  pacer.onChange((state) => {
    if (!state.isLate) lateSinceMs = Number.POSITIVE_INFINITY;
    else lateSinceMs = Math.min(lateSinceMs, performance.now());
    keepSetting('speed', String(state.speed));
    frames.schedule();
  });
  let lastRv = -1;
  let lastCommands = -1;
  const check = (): void => {
    const [rv, commands] = [session.view.resourceVersion(), session.commands().length];
    if (rv === lastRv && commands === lastCommands) return;
    [lastRv, lastCommands] = [rv, commands];
    progress.send({ type: 'CHECKED', tasks: session.tasks() });
    showOutcomes(session.predictions());
  };
  frames.on(() =>
    guard(() => {
      terminal.refresh();
      check();
      watchTime({ terminal, pacer, notices, language }, lateSinceMs);
    }),
  );
  const endTurns = session.onTurn(frames.schedule);
  const save = (): void => saver.now();
  window.addEventListener('pagehide', save);
  document.addEventListener('visibilitychange', save);
  frames.schedule();

  return {
    data,
    language,
    session,
    pacer,
    terminal,
    notices,
    selection: createSelection(),
    progress,
    look,
    trail: host.trail,
    source: host.source,
    loader: host.loader,
    input,
    onFrame: frames.on,
    reset: host.reset,
    goOn: host.goOn,
    dispose() {
      window.removeEventListener('pagehide', save);
      document.removeEventListener('visibilitychange', save);
      endTurns();
      pacer.stop();
      saver.stop();
      frames.stop();
      progress.stop();
    },
  };
}
