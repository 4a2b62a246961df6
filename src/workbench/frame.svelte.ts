import type { Play } from './play.ts';

/**
 * Makes what is read from a session reactive: `read` is called again after each frame in which the world
 * changed, and the value counts as new when `keyOf` of it is.
 */
export function fromSession<T>(play: Play, read: () => T, keyOf: (value: T) => unknown) {
  let value = $state.raw(read());
  $effect(() =>
    play.onFrame(() => {
      const next = read();
      if (keyOf(next) !== keyOf(value)) value = next;
    }),
  );
  return {
    get current(): T {
      return value;
    },
  };
}
