import type { Parts } from '../kernel/index.ts';
import type { LoggedInput, Session, SessionLog } from '../lesson/index.ts';
import { type MovesInSteps, thenMade } from './moves.ts';
import { beginSession, type LessonSource } from './session.ts';

/** A log that was played again, or the part without which it cannot be. */
export type Replay =
  | { readonly type: 'whole'; readonly session: Session }
  | { readonly type: 'missing'; readonly part: string };

/** How far a replay has come: `part` has to be loaded before it goes on. */
export type ReplayStep = 'done' | 'more' | { readonly part: string };

/** A session that plays a log again, as much at a time as its caller has time for. */
export interface Replayer {
  readonly session: Session;
  /** Whether all that it has played, and no instant more, is how `log` begins. */
  leadsTo(log: SessionLog): boolean;
  /**
   * Plays on towards the end of `log`, to which it must lead, until `isEnough()`, which is asked
   * after each due task. Where it stops for that makes no difference to what comes out.
   */
  goOn(log: SessionLog, isEnough: () => boolean): ReplayStep;
}

const isSame = (a: LoggedInput, b: LoggedInput | undefined): boolean =>
  a.atMs === b?.atMs &&
  (a.input === b.input || JSON.stringify(a.input) === JSON.stringify(b.input));

/** Goes on from a session that has had all its inputs: with others, of a log that it leads to. */
export function replayOn(session: Session): Replayer {
  const { seed, inputs: had } = session.log();
  let played = had.length;
  /** Moves to an instant. Answers whether it is there, with all that had to be done on the way. */
  const moveTo = (atMs: number, isEnough: () => boolean): boolean => {
    const leftMs = atMs - session.nowMs();
    // What is due at this very instant comes after its inputs.
    if (leftMs > 0) session.advanceUntil(isEnough, leftMs);
    else session.advance(0);
    return session.nowMs() >= atMs && session.missingPart() === undefined;
  };
  return {
    session,
    leadsTo({ seed: other, inputs, endedAtMs }) {
      const mine = session.log().inputs;
      const nextAtMs = inputs[played]?.atMs ?? endedAtMs;
      const isPrefix = mine.every((input, at) => isSame(input, inputs[at]));
      return seed === other && isPrefix && session.nowMs() <= nextAtMs;
    },
    goOn({ inputs, endedAtMs }, isEnough) {
      for (;;) {
        const next = inputs[played];
        const isThere = moveTo(next?.atMs ?? endedAtMs, isEnough);
        const part = session.missingPart();
        if (part !== undefined) return { part };
        if (isThere && next === undefined) return 'done';
        if (isThere && next !== undefined) {
          session.input(next.input);
          played += 1;
        }
        if (isEnough()) return 'more';
      }
    },
  };
}

/** Starts a lesson in which a log is to be played again, in as many steps as its caller likes. */
export const startReplay = (
  source: LessonSource,
  seed: number,
  parts: Parts,
): MovesInSteps<Replayer> => thenMade(beginSession(source, seed, parts), replayOn);

/**
 * Plays a log again; the session is then as it was left. `log.lesson` must be the source's lesson;
 * a log of another engine version plays too, but need not end in the same state. When a part is
 * missing, load it and call this again.
 */
export function replaySession(source: LessonSource, log: SessionLog, parts: Parts): Replay {
  const never = (): boolean => false;
  const start = startReplay(source, log.seed, parts).goOn(never);
  if (start === 'more') throw new Error('nothing stops it');
  if ('part' in start) return { type: 'missing', part: start.part };
  const step = start.made.goOn(log, never);
  if (typeof step === 'object') return { type: 'missing', part: step.part };
  return { type: 'whole', session: start.made.session };
}
