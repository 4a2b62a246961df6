import type { Service } from '../node/index.ts';

type FindService = (namespace: string, pod: string, port: number) => Service | undefined;

/** What listens in pods, and what of it was killed from outside. */
export interface Listeners {
  readonly serviceOf: FindService;
  /** Ends what listens on a port; returns what starts it again. */
  kill(namespace: string, pod: string, port: number): () => void;
}

/** A service that was started again: connections to what was there before do not come back. */
interface Again {
  readonly before: Service;
  readonly after: Service;
}

export function createListeners(find: FindService): Listeners {
  const killed = new Set<string>();
  const again = new Map<string, Again>();
  const keyOf = (...parts: readonly (string | number)[]): string => parts.join(' ');
  return {
    serviceOf(namespace, pod, port) {
      const key = keyOf(namespace, pod, port);
      if (killed.has(key)) return undefined;
      const service = find(namespace, pod, port);
      const restarted = again.get(key);
      return restarted !== undefined && restarted.before === service ? restarted.after : service;
    },
    kill(namespace, pod, port) {
      const key = keyOf(namespace, pod, port);
      killed.add(key);
      return () => {
        killed.delete(key);
        const before = find(namespace, pod, port);
        if (before !== undefined) again.set(key, { before, after: { ...before } });
      };
    },
  };
}
