/** The object that a learner looks at, in all panels alike. */
export interface Selection {
  /** Its uid; '' for none. */
  uid(): string;
  choose(uid: string): void;
  onChange(listener: (uid: string) => void): () => void;
}

/** Nothing is selected at first. */
export function createSelection(): Selection {
  const listeners = new Set<(uid: string) => void>();
  let selected = '';
  return {
    uid: () => selected,
    choose(uid) {
      selected = uid;
      for (const listener of listeners) listener(uid);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
