import { LIMITS } from '../../limits.ts';

/** The texts of objects that never change. */
export interface TextCache {
  /** The text of an object; made anew when the object may change. */
  of(object: object, make: () => string): string;
}

/** Creates a cache that keeps texts while their objects live, up to a number of characters. */
export function createTextCache(): TextCache {
  let known = new WeakMap<object, string>();
  let size = 0;
  return {
    of(object, make) {
      // What the store has is frozen; anything else is somebody's draft.
      if (!Object.isFrozen(object)) return make();
      const found = known.get(object);
      if (found !== undefined) return found;
      const text = make();
      // Reading a character makes one piece of what was put together.
      text.charCodeAt(0);
      size += text.length;
      if (size > LIMITS.keptTextCharacters) {
        known = new WeakMap();
        size = text.length;
      }
      known.set(object, text);
      return text;
    },
  };
}
