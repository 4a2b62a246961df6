import type { Play } from './play.ts';

/**
 * Makes what is read from a session reactive: `read` is called again after each frame in which the
 * world changed, and the value counts as new when `keyOf` of it is.
 */
export function fromSession<T>(play: Play, read: () => T, keyOf: (value: T) => unknown) {
  let value = $state.raw(read());
  const refresh = (): void => {
    const next = read();
    if (keyOf(next) !== keyOf(value)) value = next;
  };
  $effect(() => play.onFrame(refresh));
  return {
    /** Reads again now, because something else than the session has changed. */
    refresh,
    get current(): T {
      return value;
    },
  };
}
