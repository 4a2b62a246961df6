import type { Queue, Timer } from '../kernel/index.ts';

/** The memory of one run of a container: what it holds now, and a leak that goes on by itself. */
export interface Memory {
  /** From now on so many bytes, and more every minute. */
  hold(bytes: number, growthPerMinute: number): void;
  bytes(): number;
  /** Nothing is held any more. */
  release(): void;
}

const MINUTE_MS = 60_000;

/**
 * Creates the memory of a run. `exceeded` is called when it goes over `limitBytes` (undefined: the
 * container has no limit): that instant is worked out, not watched for.
 */
export function createMemory(
  queue: Queue,
  limitBytes: number | undefined,
  exceeded: () => void,
): Memory {
  let heldBytes = 0;
  let perMinute = 0;
  let sinceMs = queue.nowMs();
  let timer: Timer | undefined;

  const set = (bytes: number, growthPerMinute: number): void => {
    heldBytes = bytes;
    perMinute = growthPerMinute;
    sinceMs = queue.nowMs();
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
    bytes: () => Math.round(heldBytes + (perMinute * (queue.nowMs() - sinceMs)) / MINUTE_MS),
    release: () => set(0, 0),
  };
}
