import type { AnyKind, KubeObject } from '../api/index.ts';
import type { Clock } from '../kernel/index.ts';
import { LIMITS } from '../limits.ts';
import type { Change, StoreView } from '../store/index.ts';

// The store keeps every change, but an API server does not: what it compacted is expired.

const newestBefore = (changes: readonly Change[], atMs: number): number => {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle] as Change).atMs <= atMs) low = middle + 1;
    else high = middle;
  }
  return changes[low - 1]?.rv ?? 0;
};

/**
 * The oldest version that can still be listed. Models the compaction of etcd by the API server:
 * every five minutes, up to what was newest five minutes before.
 */
export function oldestVersion(view: StoreView, clock: Clock): number {
  const interval = LIMITS.compactionMs;
  const compactedAtMs = (Math.floor(clock.nowMs() / interval) - 1) * interval;
  return compactedAtMs <= 0 ? 0 : newestBefore(view.changes(), compactedAtMs);
}

/**
 * The oldest version that a watch of this kind may start from. Models the watch cache: it keeps
 * the newest changes of a kind, however old, and all that are recent.
 */
export function oldestWatched(view: StoreView, clock: Clock, kind: AnyKind): number {
  const changes = view.changes();
  const recentMs = clock.nowMs() - LIMITS.compactionMs;
  let kept = 0;
  for (let i = changes.length - 1; i >= 0; i--) {
    const change = changes[i] as Change;
    if (change.kind !== kind) continue;
    if (++kept > LIMITS.watchCacheChanges && change.atMs < recentMs) return change.rv;
  }
  return 0;
}

const keyOf = ({ metadata }: KubeObject): string => `${metadata.namespace ?? ''}/${metadata.name}`;

const byKey = ([a]: [string, KubeObject], [b]: [string, KubeObject]): number =>
  a < b ? -1 : a > b ? 1 : 0;

/** All objects of a kind as they were at a version, in the order of a list. */
export function objectsAt(view: StoreView, kind: AnyKind, version: number): readonly KubeObject[] {
  const objects = new Map(view.list(kind, '').map((object) => [keyOf(object), object]));
  const changes = view.changes();
  for (let i = changes.length - 1; i >= 0; i--) {
    const change = changes[i] as Change;
    if (change.rv <= version) break;
    if (change.kind !== kind) continue;
    if (change.previous === undefined) objects.delete(keyOf(change.object));
    else objects.set(keyOf(change.previous), change.previous);
  }
  return [...objects].sort(byKey).map(([, object]) => object);
}
