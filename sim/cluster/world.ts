import type { Processes, Queue } from '../kernel/index.ts';
import { LIMITS } from '../limits.ts';
import type { Change, Store } from '../store/index.ts';

/**
 * Moves virtual time. Everything that is due on the way happens, in the one order there is. A move
 * ends when nothing more is due at its last instant, so that what comes from outside always comes
 * after that: a replay, which knows only the instants, then meets the same order.
 */
export interface World {
  nowMs(): number;
  nextAtMs(): number | undefined;
  /**
   * The name of the part that something waits for. Until it has come the world stands still:
   * nothing below moves time or changes anything, and the next call goes on where it stopped.
   */
  missingPart(): string | undefined;
  /** Lets the world react, at this instant, to what was changed from outside. */
  settle(): void;
  /** Moves time forward by `ms`, or until a part is missing. */
  advance(ms: number): void;
  /** Moves time forward until `isDone()`, by `limitMs` at the most. Returns whether it was done. */
  advanceUntil(isDone: () => boolean, limitMs: number): boolean;
  /** Called after each turn (a due task and all that follows from it at once). */
  onTurn(listener: () => void): () => void;
}

export interface WorldParts {
  readonly queue: Queue;
  readonly store: Store;
  readonly processes: Processes;
  /** Everybody who is told of changes, in this order. */
  readonly watchers: readonly ((change: Change) => void)[];
  /** The name of the part without which they cannot be told of a change. */
  readonly missingFor: (change: Change) => string | undefined;
}

/**
 * Creates the turn loop: due task → changes are told → programs that can go on, until all is quiet.
 */
export function createWorld(parts: WorldParts): World {
  const { queue, store, processes, watchers, missingFor } = parts;
  const listeners = new Set<() => void>();
  let told = store.changes().length;
  /** The part without which the next change cannot be told. */
  let missing: string | undefined;

  const tell = (): boolean => {
    const changes = store.changes();
    const isNew = told < changes.length;
    while (told < changes.length) {
      const change = changes[told] as Change;
      missing = missingFor(change);
      if (missing !== undefined) return true;
      told += 1;
      for (const watcher of watchers) watcher(change);
    }
    return isNew;
  };
  const missingPart = (): string | undefined => processes.missingPart() ?? missing;
  const isHeld = (): boolean => missingPart() !== undefined;
  /** A round of programs that a missing part interrupted goes on before anybody is told. */
  const move = (): boolean =>
    (processes.missingPart() === undefined && tell()) || processes.resume();
  const settle = (): void => {
    for (let rounds = 0; move() && !isHeld(); rounds++) {
      if (rounds > LIMITS.stepsPerInstant) throw new Error(`livelock at ${queue.nowMs()} ms`);
    }
    if (isHeld()) return;
    for (const listener of listeners) listener();
  };
  const runUntil = (targetMs: number, isDone: () => boolean): boolean => {
    settle();
    for (let tasks = 0; !isHeld() && !isDone(); tasks++) {
      const next = queue.nextAtMs();
      if (next === undefined || next > targetMs) return false;
      if (tasks > LIMITS.tasksPerAdvance) throw new Error(`too much to do by ${targetMs} ms`);
      queue.runNext();
      settle();
    }
    return !isHeld();
  };
  /** Ends a move that `runUntil` has made as far as there was something to do. */
  const moveTo = (targetMs: number): void => {
    if (!isHeld()) queue.moveTo(targetMs);
  };

  return {
    nowMs: () => queue.nowMs(),
    nextAtMs: () => queue.nextAtMs(),
    missingPart,
    settle,
    advance(ms) {
      if (ms <= 0) {
        settle();
        return;
      }
      const targetMs = queue.nowMs() + ms;
      runUntil(targetMs, () => false);
      moveTo(targetMs);
    },
    advanceUntil(isDone, limitMs) {
      const targetMs = queue.nowMs() + limitMs;
      const isMet = runUntil(targetMs, isDone);
      if (isMet) runUntil(queue.nowMs(), () => false);
      else moveTo(targetMs);
      return isMet;
    },
    onTurn(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
