import type { Clock } from '../kernel/index.ts';

/** The processor time that one run of a container has used, as far back as somebody may ask. */
export interface Meter {
  /** From now on the program takes so many thousandths of a core. */
  runAt(milli: number): void;
  /** So much processor time went into one thing now. */
  spend(durationMs: number): void;
  /** What was used between two instants, in milliseconds of one core. */
  usedMs(fromMs: number, toMs: number): number;
}

interface Pace {
  readonly sinceMs: number;
  readonly milli: number;
}

/** What is older is forgotten; metrics look at the last half minute. */
const KEPT_MS = 60_000;
/** What is spent within a second is one entry. */
const SECOND_MS = 1_000;

/** Creates the meter of a run that begins now with `milli` thousandths of a core. */
export function createMeter(clock: Pick<Clock, 'nowMs'>, milli: number): Meter {
  let paces: readonly Pace[] = [{ sinceMs: Number.NEGATIVE_INFINITY, milli }];
  const spent = new Map<number, number>();

  const endOf = (i: number): number => paces[i + 1]?.sinceMs ?? Number.POSITIVE_INFINITY;
  const forget = (): void => {
    const oldestMs = clock.nowMs() - KEPT_MS;
    paces = paces.filter((_, i) => endOf(i) > oldestMs);
    for (const second of spent.keys()) {
      if (second * SECOND_MS >= oldestMs) break;
      spent.delete(second);
    }
  };
  return {
    runAt(next) {
      forget();
      paces = [...paces, { sinceMs: clock.nowMs(), milli: next }];
    },
    spend(durationMs) {
      const second = Math.floor(clock.nowMs() / SECOND_MS);
      if (!spent.has(second)) forget();
      spent.set(second, (spent.get(second) ?? 0) + durationMs);
    },
    usedMs(fromMs, toMs) {
      let usedMs = 0;
      for (const [i, { sinceMs, milli: pace }] of paces.entries()) {
        const durationMs = Math.min(toMs, endOf(i)) - Math.max(fromMs, sinceMs);
        usedMs += (Math.max(0, durationMs) * pace) / 1000;
      }
      for (const [second, ms] of spent) {
        if (second * SECOND_MS >= fromMs && second * SECOND_MS < toMs) usedMs += ms;
      }
      return usedMs;
    },
  };
}
