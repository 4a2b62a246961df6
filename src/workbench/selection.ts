/** The object that a learner looks at, in all panels alike. */
export interface Selection {
  /** Its uid; '' for none. */
  uid(): string;
  /** The name of a pod that the selected workload should have and has not; '' for none. */
  missing(): string;
  choose(uid: string, missing?: string): void;
  onChange(listener: (uid: string) => void): () => void;
}

/** `first` is selected at first; '' is nothing. */
export function createSelection(first: string): Selection {
  const listeners = new Set<(uid: string) => void>();
  let selected = first;
  let missingPod = '';
  return {
    uid: () => selected,
    missing: () => missingPod,
    choose(uid, missing = '') {
      selected = uid;
      missingPod = missing;
      for (const listener of listeners) listener(uid);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
