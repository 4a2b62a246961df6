import type { Queue, Timer } from '../kernel/index.ts';

/** The memory of one run of a container: what it holds now, and a leak that goes on by itself. */
export interface Memory {
  /** From now on so many bytes, and more every minute. */
  hold(bytes: number, growthPerMinute: number): void;
  bytes(): number;
  /** What was held at an instant of the last minute; 0 before the first `hold`. */
  bytesAt(atMs: number): number;
  /** Nothing is held any more. */
  release(): void;
}

const MINUTE_MS = 60_000;

interface Held {
  readonly sinceMs: number;
  readonly bytes: number;
  readonly perMinute: number;
}

const heldAt = ({ sinceMs, bytes, perMinute }: Held, atMs: number): number =>
  Math.round(bytes + (perMinute * (atMs - sinceMs)) / MINUTE_MS);

/**
 * Creates the memory of a run. `exceeded` is called when it goes over `limitBytes` (undefined: the
 * container has no limit): that instant is worked out, not watched for.
 */
export function createMemory(
  queue: Queue,
  limitBytes: number | undefined,
  exceeded: () => void,
): Memory {
  let current: Held = { sinceMs: queue.nowMs(), bytes: 0, perMinute: 0 };
  let past: readonly Held[] = [];
  let timer: Timer | undefined;

  const set = (bytes: number, growthPerMinute: number): void => {
    const nowMs = queue.nowMs();
    past = [...past, current].filter(
      (_, i, all) => (all[i + 1]?.sinceMs ?? nowMs) > nowMs - MINUTE_MS,
    );
    current = { sinceMs: nowMs, bytes, perMinute: growthPerMinute };
    if (timer !== undefined) queue.cancel(timer);
    timer = undefined;
  };
  return {
    hold(bytes, growthPerMinute) {
      set(bytes, growthPerMinute);
      if (limitBytes === undefined) return;
      const leftBytes = Math.max(0, limitBytes - bytes);
      if (bytes <= limitBytes && growthPerMinute <= 0) return;
      const delayMs = bytes > limitBytes ? 0 : (leftBytes / growthPerMinute) * MINUTE_MS;
      timer = queue.schedule(Math.ceil(delayMs), 'out of memory', exceeded);
    },
    bytes: () => heldAt(current, queue.nowMs()),
    bytesAt(atMs) {
      const held = [...past, current].findLast(({ sinceMs }) => sinceMs <= atMs);
      return held === undefined ? 0 : heldAt(held, atMs);
    },
    release: () => set(0, 0),
  };
}
