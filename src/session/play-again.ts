import {
  beginSession,
  type LessonSource,
  type MovesInSteps,
  type MovesStep,
  type Replayer,
  replayOn,
} from '../../sim/index.ts';
import type { Session, SessionLog } from '../../sim/lesson/index.ts';
import type { PartLoader } from './parts.ts';

/** A replay that takes no longer is done at once: nobody sees that the page waited. */
const AT_ONCE_MS = 40;
/** Of a longer one this much is played at a stretch; the rest of a frame is the page's. */
const STRETCH_MS = 12;

/** Who waits for a replay. */
export interface ReplayWatcher {
  /**
   * Called before the page gets its turn; not for what is done at once. It may be called again.
   */
  onLong(): void;
  /** Called after each stretch with the share of virtual time that it has played, from 0 to 1. */
  onProgress(share: number): void;
  /** Ends it, because nobody wants to know any more. */
  readonly stopped: AbortSignal | undefined;
}

/** For what nobody looks at. */
export const UNWATCHED: ReplayWatcher = {
  onLong: () => {},
  onProgress: () => {},
  stopped: undefined,
};

/**
 * Gives the page its turn: it resolves in a task of its own, after what waits. Not a timer: a
 * browser slows those of a page in the background to one a second. Each turn has a channel of its
 * own, because Node empties a channel before it looks at anything else.
 */
const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });

/** Loads a part, and with it those that nearly every command needs. */
const bring = (loader: PartLoader, part: string): Promise<unknown> =>
  Promise.all([loader.load(part), loader.loadUsual()]);

/** Has steps made, a stretch at a time, so that the page keeps its frames and its keys. */
async function makeInTurns<T>(
  steps: MovesInSteps<T>,
  loader: PartLoader,
  watcher: ReplayWatcher,
  onStretch: () => void,
): Promise<T> {
  let untilMs = performance.now() + AT_ONCE_MS;
  const goOn = (): MovesStep<T> => {
    watcher.stopped?.throwIfAborted();
    return steps.goOn(() => performance.now() >= untilMs);
  };
  let step = goOn();
  if (typeof step === 'object' && 'made' in step) return step.made;
  watcher.onLong();
  for (;;) {
    onStretch();
    await (step === 'more' ? nextTurn() : bring(loader, step.part));
    untilMs = performance.now() + STRETCH_MS;
    step = goOn();
    if (typeof step === 'object' && 'made' in step) return step.made;
  }
}

/** Starts a lesson anew, a stretch at a time, and brings the parts that its start needs. */
export const beginAgain = (
  source: LessonSource,
  seed: number,
  loader: PartLoader,
  watcher: ReplayWatcher,
): Promise<Session> =>
  makeInTurns(beginSession(source, seed, loader.parts), loader, watcher, () => {});

/**
 * Plays the rest of a log, likewise. Rejects when it was stopped, and when a part cannot be
 * brought.
 */
export async function finishReplay(
  replayer: Replayer,
  log: SessionLog,
  loader: PartLoader,
  watcher: ReplayWatcher,
): Promise<Session> {
  const { session } = replayer;
  const beganMs = session.nowMs();
  const spanMs = Math.max(1, log.endedAtMs - beganMs);
  const steps: MovesInSteps<Session> = {
    goOn(isEnough) {
      const step = replayer.goOn(log, isEnough);
      return step === 'done' ? { made: session } : step;
    },
  };
  return makeInTurns(steps, loader, watcher, () =>
    watcher.onProgress((session.nowMs() - beganMs) / spanMs),
  );
}

/** Plays a log again, likewise, from the start of its lesson. */
export async function playAgain(
  source: LessonSource,
  log: SessionLog,
  loader: PartLoader,
  watcher: ReplayWatcher = UNWATCHED,
): Promise<Session> {
  const begun = await beginAgain(source, log.seed, loader, watcher);
  return finishReplay(replayOn(begun), log, loader, watcher);
}
