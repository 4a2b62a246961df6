import { LIMITS } from '../limits.ts';

/** A due task in virtual time. Keep it to cancel it. */
export interface Timer {
  readonly atMs: number;
  readonly seq: number;
  readonly label: string;
}

/** Virtual time, read only. Reading never moves it. */
export interface Clock {
  /** Milliseconds of virtual time since the cluster was created. */
  nowMs(): number;
  /** Milliseconds of virtual time since 1970, for dates that a user sees. */
  epochMs(): number;
}

/** The one queue of the simulator: tasks ordered by `(atMs, seq)`. */
export interface Queue extends Clock {
  /** Runs `task` after `delayMs` (0 or more, whole milliseconds) of virtual time. */
  schedule(delayMs: number, label: string, task: () => void): Timer;
  /** Forgets a timer; one that ran or was cancelled is ignored. */
  cancel(timer: Timer): void;
  /** When the next task is due, or undefined when there is none. */
  nextAtMs(): number | undefined;
  /** Moves time to the next due task and runs it. Returns false when there is none. */
  runNext(): boolean;
  /** Moves time forward to `atMs` without running anything; nothing may be due before it. */
  moveTo(atMs: number): void;
}

interface Entry extends Timer {
  task: (() => void) | undefined;
}

const isBefore = (a: Entry, b: Entry): boolean =>
  a.atMs < b.atMs || (a.atMs === b.atMs && a.seq < b.seq);

/** Creates an empty queue at virtual time 0, which stands for `startAtEpochMs` on the calendar. */
export function createQueue(startAtEpochMs: number): Queue {
  const heap: Entry[] = [];
  let nowMs = 0;
  let seq = 0;

  const swap = (i: number, j: number): void => {
    const held = heap[i] as Entry;
    heap[i] = heap[j] as Entry;
    heap[j] = held;
  };
  const push = (entry: Entry): void => {
    heap.push(entry);
    let i = heap.length - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!isBefore(heap[i] as Entry, heap[parent] as Entry)) break;
      swap(i, parent);
      i = parent;
    }
  };
  const isEarlier = (i: number, j: number): boolean =>
    i < heap.length && isBefore(heap[i] as Entry, heap[j] as Entry);
  const sink = (): void => {
    let i = 0;
    for (;;) {
      const left = 2 * i + 1;
      let least = isEarlier(left, i) ? left : i;
      if (isEarlier(left + 1, least)) least = left + 1;
      if (least === i) return;
      swap(i, least);
      i = least;
    }
  };
  const pop = (): Entry | undefined => {
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined) return undefined;
    if (heap.length > 0) {
      heap[0] = last;
      sink();
    }
    return first;
  };
  const dropCancelled = (): void => {
    while (heap[0] !== undefined && heap[0].task === undefined) pop();
  };

  return {
    nowMs: () => nowMs,
    epochMs: () => startAtEpochMs + nowMs,
    schedule(delayMs, label, task) {
      if (!Number.isInteger(delayMs) || delayMs < 0) {
        throw new Error(`delay of ${label} must be whole milliseconds, 0 or more: ${delayMs}`);
      }
      if (heap.length >= LIMITS.timers) throw new Error(`too many timers, last: ${label}`);
      const entry: Entry = { atMs: nowMs + delayMs, seq: seq++, label, task };
      push(entry);
      return entry;
    },
    cancel(timer) {
      (timer as Entry).task = undefined;
    },
    nextAtMs() {
      dropCancelled();
      return heap[0]?.atMs;
    },
    runNext() {
      dropCancelled();
      const entry = pop();
      if (entry?.task === undefined) return false;
      nowMs = entry.atMs;
      const { task } = entry;
      entry.task = undefined;
      task();
      return true;
    },
    moveTo(atMs) {
      const next = this.nextAtMs();
      if (atMs < nowMs || (next !== undefined && next < atMs)) {
        throw new Error(`cannot move time from ${nowMs} to ${atMs}`);
      }
      nowMs = atMs;
    },
  };
}
