import type { Play } from './play.ts';

/**
 * Makes what is read from a session reactive: `read` is called again after each frame in which the
 * world changed, and the value counts as new when `keyOf` of it is. `restMs` is the wall time that
 * has to pass between two readings, for values that cost much to read and to draw.
 */
export function fromSession<T>(
  play: Play,
  read: () => T,
  keyOf: (value: T) => unknown,
  restMs: (value: T) => number = () => 0,
) {
  let value = $state.raw(read());
  let readAtMs = performance.now();
  let timer = 0;
  const refresh = (): void => {
    clearTimeout(timer);
    timer = 0;
    const next = read();
    readAtMs = performance.now();
    if (keyOf(next) !== keyOf(value)) value = next;
  };
  const refreshSoon = (): void => {
    if (timer !== 0) return;
    const waitMs = readAtMs + restMs(value) - performance.now();
    if (waitMs <= 0) refresh();
    else timer = window.setTimeout(refresh, waitMs);
  };
  $effect(() => {
    const end = play.onFrame(refreshSoon);
    return () => {
      clearTimeout(timer);
      end();
    };
  });
  return {
    /** Reads again now, because something else than the session has changed. */
    refresh,
    get current(): T {
      return value;
    },
  };
}
