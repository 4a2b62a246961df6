import { configMaps } from '../api/index.ts';
import type { StoreView } from './store.ts';

/** Longer than anybody watches. */
const MOST_MS = 10 * 60_000;

/** Faults that can be switched on: each is a ConfigMap of kube-system, `fault-slow-pull`. */
export type Fault = 'slow-pull' | 'slow-dns';

/**
 * How much longer something takes while its fault is switched on: `data.delay` of the ConfigMap, in
 * seconds, as `90s`. 0 without the ConfigMap, and for what is no time.
 */
export function faultDelayMs(view: StoreView, fault: Fault): number {
  const delay = view.get(configMaps, 'kube-system', `fault-${fault}`)?.data?.delay ?? '';
  const [, seconds] = /^(\d{1,4})s$/.exec(delay) ?? [];
  return Math.min(MOST_MS, Number(seconds ?? 0) * 1000);
}
