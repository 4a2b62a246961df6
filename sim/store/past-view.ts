import type { AnyKind, KubeObject } from '../api/index.ts';
import { createObjectIndex } from './object-index.ts';
import type { Change, StoreView } from './store.ts';

/** How many of the changes had happened by the end of this instant. */
export function changesUntil(changes: readonly Change[], atMs: number): number {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle] as Change).atMs <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last state of each object in the first `count` changes; what was deleted is not there. */
export function objectsAfter(
  changes: readonly Change[],
  count: number,
): readonly { readonly kind: AnyKind; readonly object: KubeObject }[] {
  const seen = new Set<string>();
  const alive: { kind: AnyKind; object: KubeObject }[] = [];
  for (let i = count - 1; i >= 0; i--) {
    const { kind, object, type } = changes[i] as Change;
    if (seen.has(object.metadata.uid)) continue;
    seen.add(object.metadata.uid);
    if (type !== 'DELETED') alive.push({ kind, object });
  }
  return alive.reverse();
}

/** The cluster as it was at the end of an instant, with the history until then. It stays so. */
export function pastView(changes: readonly Change[], atMs: number): StoreView {
  const count = changesUntil(changes, atMs);
  const index = createObjectIndex();
  for (const { kind, object } of objectsAfter(changes, count)) index.set(kind, object);
  const { get, list, ownedBy, byUid } = index;
  let history: readonly Change[] | undefined;
  return {
    get,
    list,
    ownedBy,
    byUid,
    resourceVersion: () => changes[count - 1]?.rv ?? 0,
    changes() {
      history ??= changes.slice(0, count);
      return history;
    },
  };
}
