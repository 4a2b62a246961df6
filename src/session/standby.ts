import {
  type LessonSource,
  logBefore,
  type MovesInSteps,
  type Replayer,
  replayOn,
  startReplay,
} from '../../sim/index.ts';
import type { CommandRecord, Session, SessionLog } from '../../sim/lesson/index.ts';
import { continues } from './log-order.ts';
import type { PartLoader } from './parts.ts';

/** What it plays at a stretch while the page has nothing better to do. */
const STRETCH_MS = 4;
/** The world rests when nothing is due for so long, in virtual time. */
const REST_MS = 300;
/** Between two looks at whether there is something to play. */
const LOOK_EVERY_MS = 1000;
/** Changes in all worlds that are held beside the session: more would take too much memory. */
const MOST_CHANGES = 50_000;
/** Commands that can be undone, and done again, one right after the other. */
const MOST_IN_A_ROW = 3;

/** When a standby may play. */
export interface StandbyHost {
  /** Whether a replay would take so long that some are better ready. */
  isWorthIt(): boolean;
  /** Resolves when the page has nothing better to do. */
  idle(): Promise<void>;
}

/** Replays that stand ready where the last commands of a session were typed. */
export interface Standby {
  /**
   * Follows another session from now on. The one that it followed is kept, when that goes on from
   * this one: to do again what was undone is to come back to it.
   */
  follow(session: Session): void;
  /** Whether one stands where this log ends. */
  isAt(log: SessionLog): boolean;
  /** Gives away the replay that is the farthest on its way to `log`, if there is one. */
  take(log: SessionLog): Replayer | undefined;
  stop(): void;
}

/** Where each of the last commands was typed, the last one first. */
function typedBefore(session: Session, count: number): readonly SessionLog[] {
  const log = session.log();
  const last = newest(session.commands(), count).toReversed();
  return last.flatMap((command: CommandRecord) => logBefore(log, command) ?? []);
}

const newest = <T>(list: readonly T[], count: number): readonly T[] =>
  count === 0 ? [] : list.slice(-count);

/** The farthest of the replays that lead to a log. */
const nearest = (replays: readonly Replayer[], log: SessionLog): Replayer | undefined =>
  replays
    .filter((replay) => replay.leadsTo(log))
    .reduce<Replayer | undefined>(
      (best, one) =>
        best === undefined || one.session.nowMs() > best.session.nowMs() ? one : best,
      undefined,
    );

const stretch = (): (() => boolean) => {
  const untilMs = performance.now() + STRETCH_MS;
  return () => performance.now() >= untilMs;
};

/** For each of the logs, the farthest replay that leads there and to none of those before it. */
function assign(
  replays: readonly Replayer[],
  logs: readonly SessionLog[],
): readonly (readonly [SessionLog, Replayer | undefined])[] {
  const free = new Set(replays);
  return logs.map((log) => {
    const replay = nearest([...free], log);
    if (replay !== undefined) free.delete(replay);
    return [log, replay] as const;
  });
}

/**
 * Follows a session, some commands behind, while the page is idle: what runs cannot be copied, but
 * it can be played more than once. To undo the last commands then takes no replay from the start.
 */
export function createStandby(
  source: LessonSource,
  loader: PartLoader,
  host: StandbyHost,
): Standby {
  let followed: Session | undefined;
  /** On their way to where commands were typed. */
  let behind: readonly Replayer[] = [];
  /** One more of them that has not come to the beginning of the lesson yet. */
  let starting: { readonly seed: number; readonly steps: MovesInSteps<Replayer> } | undefined;
  /** Sessions that were undone. */
  let ahead: readonly Replayer[] = [];
  let isStopped = false;
  const mayPlay = (session: Session): boolean => {
    const restsMs = (session.nextAtMs() ?? Number.POSITIVE_INFINITY) - session.nowMs();
    return restsMs >= REST_MS && host.isWorthIt();
  };
  /** How many worlds like this one may be held beside so many others. */
  const room = (session: Session, others: number): number => {
    const fits = Math.floor(MOST_CHANGES / Math.max(1, session.view.changes().length));
    return Math.max(0, Math.min(MOST_IN_A_ROW, fits - others));
  };
  /** Goes on with the start of one more. */
  const start = (seed: number, isEnough: () => boolean): 'more' | { readonly part: string } => {
    if (starting?.seed !== seed) {
      starting = { seed, steps: startReplay(source, seed, loader.parts) };
    }
    const step = starting.steps.goOn(isEnough);
    if (step === 'more' || 'part' in step) return step;
    behind = [...behind, step.made];
    starting = undefined;
    return 'more';
  };
  /** Plays a stretch. Answers whether there may be more to play. */
  const playOn = async (session: Session): Promise<boolean> => {
    const log = session.log();
    ahead = ahead.filter((one) => continues(one.session.log(), log));
    const pairs = assign(behind, typedBefore(session, room(session, ahead.length)));
    behind = pairs.flatMap(([, replay]) => replay ?? []);
    for (const [target, known] of pairs) {
      const isEnough = stretch();
      const step =
        known === undefined ? start(target.seed, isEnough) : known.goOn(target, isEnough);
      if (typeof step === 'object') await loader.load(step.part);
      if (step !== 'done') return true;
    }
    return false;
  };
  const run = async (): Promise<void> => {
    while (!isStopped) {
      await host.idle();
      if (isStopped) return;
      if (followed !== undefined && mayPlay(followed) && (await playOn(followed))) continue;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  };
  // Without it a command is undone all the same, from the start.
  void run().catch(() => undefined);
  return {
    follow(session) {
      const before = followed;
      followed = session;
      if (before === undefined || before === session || before.missingPart() !== undefined) return;
      if (!host.isWorthIt() || !continues(before.log(), session.log())) return;
      ahead = newest([...ahead, replayOn(before)], room(before, behind.length));
    },
    isAt: (log) => nearest(behind, log)?.session.nowMs() === log.endedAtMs,
    take(log) {
      const taken = nearest([...behind, ...ahead], log);
      behind = behind.filter((one) => one !== taken);
      ahead = ahead.filter((one) => one !== taken);
      return taken;
    },
    stop() {
      isStopped = true;
      [behind, ahead, starting, followed] = [[], [], undefined, undefined];
    },
  };
}
