import type { Session } from '../../sim/lesson/index.ts';
import { createDigest } from './digest.ts';
import type { KeptSession } from './store.ts';

/** While time runs, what it reached is saved this often; each input is saved at once. */
const INTERVAL_MS = 2000;

/** Saves one session as it goes on. */
export interface Saver {
  /** After an input. Several in a row are one save. */
  soon(): void;
  /** Resolves when everything up to now is saved, or could not be. */
  now(): Promise<void>;
  stop(): void;
}

/** Why a session is not kept: there is no room, or the browser refuses, with its words. */
export interface SaveProblem {
  readonly type: 'full' | 'refused';
  readonly reason: string;
}

/** Where a saver saves to, and whom it tells. */
export interface SaverHost {
  /** Answers false when the lesson has become another page's. */
  save(session: KeptSession): Promise<boolean>;
  /** Called once, until it works again. */
  onProblem(problem: SaveProblem): void;
  onWorksAgain(): void;
  onTaken(): void;
}

/** What a failed save means. */
export function saveProblem(error: unknown): SaveProblem {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  const reason = error instanceof Error && error.message !== '' ? error.message : String(error);
  return { type: name === 'QuotaExceededError' ? 'full' : 'refused', reason };
}

/** A session that is looked at, and not kept. */
export const NO_SAVER: Saver = {
  soon: () => {},
  now: () => Promise.resolve(),
  stop: () => {},
};

/** Saves `session` to where `host` says. After a failure it tries again as time goes on. */
export function createSaver(session: Session, host: SaverHost): Saver {
  const digest = createDigest(session);
  let writing: Promise<void> | undefined;
  let isWanted = false;
  let isStopped = false;
  let hasFailed = false;
  let savedAtMs = session.nowMs();

  const write = async (): Promise<void> => {
    const log = session.log();
    savedAtMs = log.endedAtMs;
    try {
      const isOurs = await host.save({ log, digest: digest.read() });
      if (!isOurs) {
        stop();
        host.onTaken();
      }
      if (isOurs && hasFailed) host.onWorksAgain();
      hasFailed = false;
    } catch (error) {
      if (!hasFailed) host.onProblem(saveProblem(error));
      hasFailed = true;
    }
  };
  const writeAll = async (): Promise<void> => {
    while (isWanted && !isStopped) {
      isWanted = false;
      await write();
    }
    writing = undefined;
  };
  const start = (): Promise<void> => {
    isWanted = true;
    writing ??= writeAll();
    return writing;
  };
  const timer = setInterval(() => {
    if (session.nowMs() !== savedAtMs || hasFailed) void start();
  }, INTERVAL_MS);
  function stop(): void {
    isStopped = true;
    clearInterval(timer);
  }

  return { soon: () => void start(), now: start, stop };
}
