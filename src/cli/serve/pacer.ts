/** What a pacer drives. */
interface Paced {
  advance(ms: number): void;
}

/** Virtual time that follows the wall clock. */
export interface Pacer {
  /** Brings virtual time up to now. */
  catchUp(): void;
  stop(): void;
}

/** How often virtual time follows when nobody asks. */
const TICK_MS = 20;
/**
 * Wall time that is made up for at once. A machine that slept, or that is too slow for the speed,
 * loses the rest: it would never catch up.
 */
const MAX_STEP_MS = 1_000;

/**
 * Lets `speed()` virtual milliseconds pass for each of the wall clock's; 0 stands still. Nobody
 * tells when the speed changed: what passed since the last look counts at the slower of the two, so
 * that time does not run before it was let go, nor after it was held.
 * `onAdvance` is called after each step, `onBug` when one of the two throws.
 */
export function startPacer(
  world: Paced,
  speed: () => number,
  onAdvance: () => void,
  onBug: (error: unknown) => void,
): Pacer {
  let lastMs = performance.now();
  let lastSpeed = speed();
  let owedMs = 0;
  const catchUp = (): void => {
    const nowMs = performance.now();
    const nowSpeed = speed();
    owedMs += Math.min(nowMs - lastMs, MAX_STEP_MS) * Math.min(lastSpeed, nowSpeed);
    lastMs = nowMs;
    lastSpeed = nowSpeed;
    const wholeMs = Math.floor(owedMs);
    if (wholeMs === 0) return;
    owedMs -= wholeMs;
    try {
      world.advance(wholeMs);
      onAdvance();
    } catch (error) {
      onBug(error);
    }
  };
  const timer = setInterval(catchUp, TICK_MS);
  return { catchUp, stop: () => clearInterval(timer) };
}
