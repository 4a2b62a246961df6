import { createStore, del, get, set } from 'idb-keyval';

/** Where things are kept from visit to visit, by key. IndexedDB in a page, a map in tests. */
export interface Shelf {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
}

/** The browser's own shelf. Where IndexedDB is refused every call fails, and the caller says so. */
export function browserShelf(): Shelf {
  const store = createStore('ordinal', 'kept');
  return {
    get: (key) => get(key, store),
    set: (key, value) => set(key, value, store),
    remove: (key) => del(key, store),
  };
}

/** A shelf that lasts as long as the page. */
export function memoryShelf(): Shelf {
  const values = new Map<string, unknown>();
  return {
    get: async (key) => values.get(key),
    set: async (key, value) => {
      values.set(key, value);
    },
    remove: async (key) => {
      values.delete(key);
    },
  };
}
