import type { Dictionary, Language } from '../i18n/index.ts';
import type { Onward } from '../machines/index.ts';
import {
  type LessonData,
  type LessonSource,
  type Look,
  type Paced,
  type Pacer,
  type PartLoader,
  pageClock,
  type Session,
  type SessionInput,
  type Shared,
  startPacer,
} from '../session/index.ts';
import { keepSetting, painted, readSetting } from './dom.ts';
import { createFrames } from './frames.ts';
import { OF_PAGE } from './keeping/begun.ts';
import type { Keeper } from './keeping/keeper.ts';
import type { Notices } from './notices.ts';
import { createPartFetcher } from './part-fetcher.ts';
import { createSelection, type Selection } from './selection.ts';
import type { TerminalDock } from './terminal/dock.ts';
import type { PastWorlds } from './time/past-worlds.ts';
import type { Trail } from './time/trail.ts';
import type { Views } from './views.ts';

export const SPEEDS = [0.25, 0.5, 1, 2, 5, 10, 25, 100] as const;
/** A lesson being played on its page: what the panels hold. */
export interface Play extends Playing {
  readonly language: Language;
  /** What the store does not keep of the past. */
  readonly pasts: PastWorlds;
}

/** A play as far as the terminal needs it, which is there before the panels are. */
export interface Playing {
  readonly data: LessonData;
  readonly session: Session;
  /** Another tab plays the lesson: here it stands still and takes no input. */
  readonly isWatched: boolean;
  readonly pacer: Pacer;
  readonly terminal: TerminalDock;
  readonly notices: Notices;
  readonly selection: Selection;
  readonly views: Views;
  /** Which instant the panels show; they read `look.shown()`. */
  readonly look: Look;
  /** What was left behind by branches and undone commands. */
  readonly trail: Trail;
  readonly source: LessonSource;
  readonly loader: PartLoader;
  /** The one way in: everything that a learner does goes through here and is saved. */
  input(input: SessionInput): void;
  /** Runs a command in the active terminal, which then shows now. */
  run(command: string): void;
  /** Called at most once a frame, when the world has changed or time has passed. */
  onFrame(listener: () => void): () => void;
  /** Has all of them called in the next frame: more can be read now of the same instant. */
  refresh(): void;
  /** Draws in one of the next frames, in which nothing else is done. */
  draw(drawing: () => void): void;
  reset(): void;
  /** Goes on with another log of this lesson: a branch, or a command undone. */
  goOn(to: Onward): void;
  /** Shows a session of somebody else; the learner's own stays as it is. */
  showShared(shared: Shared): Promise<void>;
  readonly keeper: Keeper;
  /** Resolves when everything up to now is kept, or could not be. */
  save(): Promise<void>;
  dispose(): void;
}

/** What the page has and does for a play. */
export interface PlayHost {
  readonly data: LessonData;
  readonly texts: Dictionary;
  /** Another tab plays the lesson. `refuse` says so to who wants to change something. */
  readonly isWatched: boolean;
  refuse(): void;
  readonly keeper: Keeper;
  readonly loader: PartLoader;
  readonly source: LessonSource;
  readonly trail: Trail;
  readonly terminal: TerminalDock;
  /** Messages above the terminal. */
  readonly notices: Notices;
  /** How the panels were left by the session before. */
  readonly views: Views;
  createLook(session: Session, onLookBack: () => void): Look;
  /** Called with the wall time that the simulator took for a move of time. */
  onWorked(ms: number): void;
  onFault(fault: unknown): void;
  reset(): void;
  goOn(to: Onward): void;
  showShared(shared: Shared): Promise<void>;
}

const initialSpeed = (): number => {
  const kept = Number(readSetting('speed'));
  return SPEEDS.some((speed) => speed === kept) ? kept : 1;
};

/** A page that is late for a moment is no news. */
const LATE_AFTER_MS = 1500;

/**
 * Says in the terminal's own place that time stands still, or that it runs slower than asked since
 * `lateSinceMs`, a wall time.
 */
function watchTime(
  play: Pick<Playing, 'terminal' | 'pacer' | 'notices'>,
  { terminal: t }: Dictionary,
  lateSinceMs: number,
): void {
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
  show('late', isLate && isRunning, t.busy);
}

/** A look back stops the time. What stood still only because of it goes on when one is back. */
function createPausingLook(
  session: Session,
  host: Pick<PlayHost, 'createLook'>,
  pacer: Pacer,
): Look {
  let goesOn = false;
  const look = host.createLook(session, () => {
    goesOn = !pacer.state().isPaused;
    pacer.setPaused(true);
  });
  look.onChange(() => {
    if (look.atMs() === undefined && goesOn) pacer.setPaused(false);
  });
  return look;
}

/** Starts to play `session` on the page. */
export function startPlay(session: Session, host: PlayHost): Playing {
  const { data, texts, terminal, notices } = host;
  const frames = createFrames();
  const saver = host.keeper.createSaver(session);
  const guard = (act: () => void): void => {
    try {
      act();
    } catch (fault) {
      host.onFault(fault);
    }
  };
  const input = (given: SessionInput): void => {
    if (!host.isWatched) take(given);
    else if (!OF_PAGE.includes(given.type)) host.refuse();
    // The size is that of the tab which plays it, whose inputs go on here.
    else if (given.type !== 'resize') take(given);
  };
  const take = (given: SessionInput): void =>
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
  const { isWatched } = host;
  guard(() => terminal.connect({ session, input, refuse: isWatched ? host.refuse : undefined }));
  let shownSeconds = -1;
  const initial = { isPaused: isWatched, speed: initialSpeed() };
  const paced: Paced = {
    nowMs: session.nowMs,
    nextAtMs: session.nextAtMs,
    advance(ms) {
      const fromMs = performance.now();
      session.advance(ms);
      host.onWorked(performance.now() - fromMs);
    },
  };
  const pacer = startPacer(paced, pageClock, initial, {
    mayAdvance: () => !isWatched && !terminal.isBusy(),
    needsFrame: frames.isOwn,
    onMoved() {
      fetchMissing();
      const seconds = Math.floor(session.nowMs() / 1000);
      if (seconds !== shownSeconds) frames.schedule();
      shownSeconds = seconds;
    },
    onFault: host.onFault,
  });
  const look = createPausingLook(session, host, pacer);
  look.onChange(frames.schedule);
  let lateSinceMs = Number.POSITIVE_INFINITY;
  pacer.onChange((state) => {
    if (!state.isLate) lateSinceMs = Number.POSITIVE_INFINITY;
    else lateSinceMs = Math.min(lateSinceMs, performance.now());
    keepSetting('speed', String(state.speed));
    frames.schedule();
  });
  frames.on(() =>
    guard(() => {
      terminal.refresh();
      if (!isWatched) watchTime({ terminal, pacer, notices }, texts, lateSinceMs);
    }),
  );
  const endTurns = session.onTurn(frames.schedule);
  const save = (): void => saver.soon();
  window.addEventListener('pagehide', save);
  document.addEventListener('visibilitychange', save);
  frames.schedule();
  // Nobody waits for the first save, and the prompt is to be seen.
  void painted().then(saver.soon);

  return {
    data,
    session,
    isWatched,
    pacer,
    terminal,
    notices,
    selection: createSelection(host.views),
    views: host.views,
    look,
    trail: host.trail,
    source: host.source,
    loader: host.loader,
    input,
    run(command) {
      if (!isWatched) look.set(undefined);
      terminal.run(command);
    },
    onFrame: (listener) => frames.on(() => guard(listener)),
    refresh: frames.schedule,
    draw: frames.draw,
    reset: host.reset,
    goOn: host.goOn,
    showShared: host.showShared,
    keeper: host.keeper,
    save: saver.now,
    dispose() {
      window.removeEventListener('pagehide', save);
      document.removeEventListener('visibilitychange', save);
      endTurns();
      pacer.stop();
      saver.stop();
      frames.stop();
    },
  };
}
