import type { Watch, WatchEvent } from '../../client/index.ts';
import type { Program } from '../../kernel/index.ts';

/**
 * Hands each event of a watch to `each` until that answers something; closes the watch however it
 * ends.
 */
export function* eventsOf<T>(
  watch: Watch,
  each: (event: WatchEvent) => Program<T | undefined>,
): Program<T> {
  let pending: WatchEvent | undefined;
  const ready = (): boolean => {
    pending ??= watch.next();
    return pending !== undefined;
  };
  try {
    for (;;) {
      if (!ready()) yield { ready };
      const event = pending;
      pending = undefined;
      if (event === undefined) continue;
      const answer = yield* each(event);
      if (answer !== undefined) return answer;
    }
  } finally {
    watch.close();
  }
}

/**
 * The next event of a watch, or undefined when `untilMs` of virtual time is reached first. `nowMs`
 * tells the time; an `untilMs` of undefined is never reached.
 */
export function* nextEvent(
  watch: Watch,
  nowMs: () => number,
  untilMs: number | undefined,
): Program<WatchEvent | undefined> {
  let pending: WatchEvent | undefined;
  const ready = (): boolean => {
    pending ??= watch.next();
    return pending !== undefined;
  };
  if (ready()) return pending;
  if (untilMs === undefined) yield { ready };
  else {
    const delayMs = Math.max(0, untilMs - nowMs());
    if (delayMs === 0) return undefined;
    yield { ready, delayMs };
  }
  ready();
  return pending;
}
