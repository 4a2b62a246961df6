import type { Queue } from '../kernel/index.ts';

/** A single file of writes to the API server, in the order in which they were asked for. */
export interface WriteLane {
  /** Runs `write` now, or as soon as those before it are done. */
  enqueue(label: string, write: () => void): void;
}

/** A longer lane is done in so many steps of several writes: a thousand pods must not wait. */
const MAX_STEPS = 16;

/** Creates a lane in which two writes are at least `spacingMs` apart while the file is short. */
export function createWriteLane(queue: Queue, spacingMs: number): WriteLane {
  let waiting: (() => void)[] = [];
  let freeAtMs = 0;
  let isDue = false;

  const step = (): void => {
    const count = Math.ceil(waiting.length / MAX_STEPS);
    const now = waiting.slice(0, count);
    waiting = waiting.slice(count);
    isDue = false;
    freeAtMs = queue.nowMs() + spacingMs;
    for (const write of now) write();
    if (waiting.length > 0) wake('writes');
  };
  const wake = (label: string): void => {
    if (isDue) return;
    isDue = true;
    queue.schedule(Math.max(0, freeAtMs - queue.nowMs()), label, step);
  };
  return {
    enqueue(label, write) {
      waiting.push(write);
      wake(label);
    },
  };
}
