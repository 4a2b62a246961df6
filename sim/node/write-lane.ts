import type { Queue } from '../kernel/index.ts';

/** A single file of writes to the API server, in the order in which they were asked for. */
export interface WriteLane {
  /** Runs `write` now, or as soon as those before it are done. */
  enqueue(label: string, write: () => void): void;
}

/** Creates a lane in which two writes are at least `spacingMs` apart. */
export function createWriteLane(queue: Queue, spacingMs: number): WriteLane {
  let freeAtMs = 0;
  return {
    enqueue(label, write) {
      const atMs = Math.max(queue.nowMs(), freeAtMs);
      freeAtMs = atMs + spacingMs;
      queue.schedule(atMs - queue.nowMs(), label, write);
    },
  };
}
