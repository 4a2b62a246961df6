import { createStore, get, keys, set, type UseStore } from 'idb-keyval';

/** A value that has to stand under a key for something else to happen. */
export interface Guard {
  readonly key: string;
  readonly value: string;
}

/** Where things are kept from visit to visit, by key. IndexedDB in a page, a map in tests. */
export interface Shelf {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  /** Sets a value while the guard stands, in one step. Answers whether it did. */
  setWhile(guard: Guard, key: string, value: unknown): Promise<boolean>;
  keys(): Promise<readonly string[]>;
}

/**
 * The browser's own shelf. Where IndexedDB is refused every call rejects, and the caller says so.
 */
export function browserShelf(): Shelf {
  const opened = createStore('ordinal', 'kept');
  const store: UseStore = async (mode, act) => {
    const { indexedDB } = globalThis as { indexedDB?: unknown };
    if (indexedDB === undefined) throw new Error('no IndexedDB');
    return opened(mode, act);
  };
  return {
    get: async (key) => get(key, store),
    set: async (key, value) => set(key, value, store),
    setWhile: async (guard, key, value) =>
      store(
        'readwrite',
        (objects) =>
          new Promise<boolean>((resolve, reject) => {
            const { transaction } = objects;
            let isSet = false;
            const asked = objects.get(guard.key);
            asked.onsuccess = () => {
              if (asked.result !== guard.value) return;
              objects.put(value, key);
              isSet = true;
            };
            transaction.oncomplete = () => resolve(isSet);
            transaction.onabort = () => reject(transaction.error);
          }),
      ),
    keys: async () => (await keys(store)).map(String),
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
    setWhile: async (guard, key, value) => {
      if (values.get(guard.key) !== guard.value) return false;
      values.set(key, value);
      return true;
    },
    keys: async () => [...values.keys()],
  };
}
