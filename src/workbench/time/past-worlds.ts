import { logUntil, playAgain, UNWATCHED } from '../../session/engine.ts';
import type { LessonSource, PartLoader, Session } from '../../session/index.ts';

/** Worlds of the past, played again from the log: once for all that look at the same instant. */
export interface PastWorlds {
  /**
   * The world of an instant; undefined when nobody wants it any more, or a part of it cannot be
   * brought. Who aborts `unwanted` does not.
   */
  at(atMs: number, unwanted: AbortSignal): Promise<Session | undefined>;
}

interface PlayedWorld {
  readonly atMs: number;
  readonly session: Promise<Session | undefined>;
  readonly stopping: AbortController;
  /** Who wants it; it is not played on for nobody. */
  wanting: number;
}

/** What a session is played again with. */
interface Played {
  readonly session: Session;
  readonly source: LessonSource;
  readonly loader: PartLoader;
}

/** Creates the worlds of the past of a session. The last one that was played is kept. */
export function createPastWorlds({ session, source, loader }: Played): PastWorlds {
  let last: PlayedWorld | undefined;
  const begin = (atMs: number): PlayedWorld => {
    const stopping = new AbortController();
    const watcher = { ...UNWATCHED, stopped: stopping.signal };
    const played = playAgain(source, logUntil(session.log(), atMs), loader, watcher);
    const world: PlayedWorld = {
      atMs,
      session: played.catch(() => {
        if (last === world) last = undefined;
        return undefined;
      }),
      stopping,
      wanting: 0,
    };
    return world;
  };
  return {
    async at(atMs, unwanted) {
      if (atMs === session.nowMs()) return session;
      if (last?.atMs !== atMs || last.stopping.signal.aborted) last = begin(atMs);
      const world = last;
      let isDone = false;
      world.wanting += 1;
      unwanted.addEventListener('abort', () => {
        world.wanting -= 1;
        if (world.wanting === 0 && !isDone) world.stopping.abort();
      });
      const played = await world.session;
      isDone = true;
      return played;
    },
  };
}
