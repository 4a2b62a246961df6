import { events, type KubeObject } from '../api/index.ts';
import type { StoreView } from '../store/index.ts';

const FIRST_MS = 5;
const LONGEST_MS = 1_000_000;

/**
 * When a controller that failed tries again: 5 ms, doubled by each time that it said so on `about`.
 * Models client-go's ItemExponentialFailureRateLimiter; the recorded event is the count of
 * failures.
 */
export function retryDelayMs(view: StoreView, about: KubeObject, message: string): number {
  let failures = 0;
  for (const event of view.list(events, about.metadata.namespace ?? 'default')) {
    const isSame = event.involvedObject.uid === about.metadata.uid && event.message === message;
    if (isSame) failures += event.count ?? event.series?.count ?? 1;
  }
  return Math.min(FIRST_MS * 2 ** Math.min(failures, 20), LONGEST_MS);
}
