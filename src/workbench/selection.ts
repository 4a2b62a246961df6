import type { Views } from './views.ts';

/** The object that a learner looks at, in all panels alike. */
export interface Selection {
  /** Its uid; '' for none. */
  uid(): string;
  /** The name of a pod that the selected workload should have and has not; '' for none. */
  missing(): string;
  choose(uid: string, missing?: string): void;
  onChange(listener: (uid: string) => void): () => void;
}

/** Selects at first what `views` says, and tells it what is selected then. */
export function createSelection(views: Pick<Views, 'selected'>): Selection {
  const listeners = new Set<(uid: string) => void>();
  let missingPod = '';
  return {
    uid: () => views.selected,
    missing: () => missingPod,
    choose(uid, missing = '') {
      views.selected = uid;
      missingPod = missing;
      for (const listener of listeners) listener(uid);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
