import type { Paced, PartLoader, Session } from '../../session/index.ts';

/** Two sessions from one instant whose clocks go together. */
export interface TwoWorlds extends Paced {
  readonly worlds: readonly Session[];
  /** Time that has passed in both since they were made. */
  nowMs(): number;
  /** Moves both on, and fetches what one of them waits for. */
  move(ms: number): Promise<void>;
}

/** Locks the clocks of sessions that are at the same instant. */
export function lockWorlds(worlds: readonly Session[], loader: PartLoader): TwoWorlds {
  const startMs = Math.min(...worlds.map((world) => world.nowMs()));
  const nowMs = (): number => Math.min(...worlds.map((world) => world.nowMs())) - startMs;
  // One that waits for a part stands; the other is at the target already when it goes on.
  const advance = (ms: number): void => {
    const untilMs = startMs + nowMs() + ms;
    for (const world of worlds) world.advance(Math.max(0, untilMs - world.nowMs()));
  };
  return {
    worlds,
    nowMs,
    nextAtMs() {
      const due = worlds.map((world) => world.nextAtMs()).filter((atMs) => atMs !== undefined);
      return due.length === 0 ? undefined : Math.min(...due) - startMs;
    },
    advance,
    async move(ms) {
      const untilMs = nowMs() + ms;
      for (;;) {
        advance(Math.max(0, untilMs - nowMs()));
        const part = worlds.map((world) => world.missingPart()).find((one) => one !== undefined);
        if (part === undefined) return;
        await loader.load(part);
      }
    },
  };
}
