import type { Session } from '../../sim/lesson/index.ts';
import type { SessionStore } from './store.ts';

/** While time runs, what it reached is saved this often; each input is saved at once. */
const INTERVAL_MS = 2000;

/** Saves one session as it goes on. */
export interface Saver {
  /** After an input. Several in a row are one save. */
  soon(): void;
  /** Starts saving at once; for when the page is about to go. */
  now(): void;
  stop(): void;
}

/** Saves `session` to `store`. `onProblem` is called once, when the browser does not keep it. */
export function createSaver(
  session: Session,
  store: SessionStore,
  onProblem: (problem: string) => void,
): Saver {
  let isWriting = false;
  let isWanted = false;
  let isStopped = false;
  let hasFailed = false;
  let savedAtMs = session.nowMs();

  const write = async (): Promise<void> => {
    if (isWriting || isStopped) {
      isWanted = true;
      return;
    }
    isWriting = true;
    isWanted = false;
    const log = session.log();
    savedAtMs = log.endedAtMs;
    try {
      await store.save(log.lesson, log);
    } catch (error) {
      if (!hasFailed) onProblem(error instanceof Error ? error.message : String(error));
      hasFailed = true;
    }
    isWriting = false;
    if (isWanted) void write();
  };
  const timer = setInterval(() => {
    if (session.nowMs() !== savedAtMs) void write();
  }, INTERVAL_MS);

  return {
    soon: () => void write(),
    now: () => void write(),
    stop() {
      isStopped = true;
      clearInterval(timer);
    },
  };
}
