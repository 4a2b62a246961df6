import { type LessonSource, logBefore, type Replayer } from '../../sim/index.ts';
import type { Session, SessionLog } from '../../sim/lesson/index.ts';
import type { PartLoader } from './parts.ts';
import { beginReplay } from './play-again.ts';

/** What it plays at a stretch while the page has nothing better to do. */
const STRETCH_MS = 4;
/** The world rests when nothing is due for so long, in virtual time. */
const REST_MS = 300;
/** Between two looks at whether there is something to play. */
const LOOK_EVERY_MS = 1000;
/** A session with more is not held twice. */
const MOST_CHANGES = 50_000;

/** When a standby may play. */
export interface StandbyHost {
  /** Whether a replay would take so long that one is better ready. */
  isWorthIt(): boolean;
  /** Resolves when the page has nothing better to do. */
  idle(): Promise<void>;
}

/** A replay that stands ready where the last command of a session was typed. */
export interface Standby {
  /** The instant that it has come to; undefined while it has not begun. */
  reachedMs(): number | undefined;
  /** Gives the replay away, when it leads to `log`; it is not followed any more then. */
  take(log: SessionLog): Replayer | undefined;
  stop(): void;
}

/**
 * Follows a session, a command behind, while the page is idle: what runs cannot be copied, but it
 * can be played twice. To undo the last command then takes no replay from the start.
 */
export function createStandby(
  source: LessonSource,
  session: Session,
  loader: PartLoader,
  host: StandbyHost,
): Standby {
  let replayer: Replayer | undefined;
  let isStopped = false;
  const wanted = (): SessionLog | undefined => {
    const last = session.commands().at(-1);
    return last === undefined ? undefined : logBefore(session.log(), last);
  };
  const mayPlay = (): boolean => {
    const restsMs = (session.nextAtMs() ?? Number.POSITIVE_INFINITY) - session.nowMs();
    const isSmall = session.view.changes().length <= MOST_CHANGES;
    return restsMs >= REST_MS && isSmall && host.isWorthIt();
  };
  /** Plays a stretch. Answers whether there may be more to play. */
  const playOn = async (): Promise<boolean> => {
    const log = mayPlay() ? wanted() : undefined;
    if (log === undefined) return false;
    replayer ??= await beginReplay(source, log.seed, loader);
    if (isStopped) return false;
    const untilMs = performance.now() + STRETCH_MS;
    const step = replayer.goOn(log, () => performance.now() >= untilMs);
    if (typeof step === 'object') await loader.load(step.part);
    return step !== 'done';
  };
  const follow = async (): Promise<void> => {
    while (!isStopped) {
      await host.idle();
      if (isStopped || (await playOn())) continue;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  };
  // Without it a command is undone all the same, from the start.
  void follow().catch(() => undefined);
  return {
    reachedMs: () => replayer?.session.nowMs(),
    take(log) {
      isStopped = true;
      return replayer?.leadsTo(log) === true ? replayer : undefined;
    },
    stop() {
      isStopped = true;
    },
  };
}
