import type { Watch, WatchEvent } from '../../client/index.ts';
import type { Program } from '../../kernel/index.ts';
import { parseDuration } from '../flags.ts';
import type { Session } from '../session.ts';

/**
 * Hands each event of a watch to `each` until that answers something, or for as long as
 * `--request-timeout` lets a request take; closes the watch however it ends.
 */
export function* eventsOf<T>(
  session: Session,
  watch: Watch,
  each: (event: WatchEvent) => Program<T | undefined>,
): Program<T | undefined> {
  const nowMs = (): number => session.parts.clock.nowMs();
  const limitMs = requestLimitMs(session.flags.text('request-timeout'));
  const untilMs = limitMs === 0 ? undefined : nowMs() + limitMs;
  try {
    for (;;) {
      const event = yield* nextEvent(watch, nowMs, untilMs);
      if (event === undefined) return undefined;
      const answer = yield* each(event);
      if (answer !== undefined) return answer;
    }
  } finally {
    watch.close();
  }
}

/** What `--request-timeout` says, which is known to be right: `5` or `1m`; 0 is for ever. */
export function requestLimitMs(text: string): number {
  if (/^\d*$/.test(text)) return Number(text) * 1000;
  const duration = parseDuration(text);
  return duration.ok ? Math.max(0, Math.round(duration.ms)) : 0;
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
