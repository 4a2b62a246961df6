import {
  type AnyKind,
  controllerOf,
  freeze,
  type Kind,
  type KubeObject,
  share,
} from '../api/index.ts';
import type { Clock, Origin } from '../kernel/index.ts';
import { createObjectIndex } from './object-index.ts';

export type ChangeType = 'ADDED' | 'MODIFIED' | 'DELETED';

/** One change of the cluster, kept for ever: the history that checks, pictures and `why` read. */
export interface Change {
  readonly rv: number;
  readonly atMs: number;
  readonly type: ChangeType;
  readonly kind: AnyKind;
  /** After the change; for DELETED the last state, with the resourceVersion of the deletion. */
  readonly object: KubeObject;
  /** Before the change; undefined for ADDED. */
  readonly previous: KubeObject | undefined;
  readonly origin: Origin;
}

/**
 * Reading the cluster. Objects are frozen; lists are in order of namespace, then name. A list of
 * all namespaces is the store's own and holds until the next change: copy it to keep it.
 */
export interface StoreView {
  get<T extends KubeObject>(kind: Kind<T>, namespace: string, name: string): T | undefined;
  /** All of a kind, or those of one namespace ('' means all). */
  list<T extends KubeObject>(kind: Kind<T>, namespace: string): readonly T[];
  /** Objects of `kind` that have an ownerReference to `uid`. */
  ownedBy<T extends KubeObject>(kind: Kind<T>, uid: string): readonly T[];
  /** Any object by uid. */
  byUid(uid: string): { readonly kind: AnyKind; readonly object: KubeObject } | undefined;
  resourceVersion(): number;
  /** The whole history, oldest first. */
  changes(): readonly Change[];
}

/** The versioned store (etcd's part): no validation, no admission. Only `store/` writes to it. */
export interface Store extends StoreView {
  /**
   * Adds or replaces; gives the object its resourceVersion and freezes it. It is the store's from
   * then on, but what was stored before is copied.
   */
  put<T extends KubeObject>(kind: Kind<T>, object: T, origin: Origin): T;
  /** Removes; the object must exist. */
  remove<T extends KubeObject>(kind: Kind<T>, object: T, origin: Origin): T;
  /** Called after each change, in order. Returns a function that ends the subscription. */
  onChange(listener: (change: Change) => void): () => void;
}

/** The object itself, or a copy of what is stored already. */
const changeable = <T extends object>(object: T): T =>
  Object.isFrozen(object) ? { ...object } : object;

type Stated = KubeObject & { readonly spec?: unknown; readonly status?: unknown };

/** Whether an object says what the version before it did not, in more than its metadata. */
const saysMore = (object: Stated, previous: Stated | undefined): boolean =>
  'spec' in object && (object.spec !== previous?.spec || object.status !== previous?.status);

/** Creates an empty store. The first change gets resourceVersion `firstRv`. */
export function createStore(clock: Clock, firstRv: number): Store {
  const objects = createObjectIndex();
  const history: Change[] = [];
  const listeners = new Set<(change: Change) => void>();
  /** What was written last of each owner's or kind's: the next is often made as that one. */
  const lastOf = new Map<AnyKind | string, KubeObject>();
  let rv = firstRv - 1;

  const record = (change: Change): void => {
    history.push(change);
    for (const listener of listeners) listener(change);
  };
  const { get, list, ownedBy, byUid } = objects;

  return {
    get,
    list,
    ownedBy,
    byUid,
    resourceVersion: () => rv,
    changes: () => history,
    put(kind, object, origin) {
      const { namespace = '', name } = object.metadata;
      const previous = get(kind, namespace, name);
      const maker = controllerOf(object)?.uid ?? kind;
      const own = share(object, previous);
      const similar = saysMore(own, previous) ? lastOf.get(maker) : undefined;
      const stored = changeable(share(own, similar));
      stored.metadata = changeable(stored.metadata);
      stored.metadata.resourceVersion = String(++rv);
      freeze(stored);
      objects.set(kind, stored);
      lastOf.set(maker, stored);
      const type = previous === undefined ? 'ADDED' : 'MODIFIED';
      record({ rv, atMs: clock.nowMs(), type, kind, object: stored, previous, origin });
      return stored;
    },
    remove(kind, object, origin) {
      const { namespace = '', name } = object.metadata;
      const previous = get(kind, namespace, name);
      if (previous === undefined)
        throw new Error(`${kind.kind} ${namespace}/${name} is not stored`);
      objects.remove(kind, previous);
      const metadata = { ...previous.metadata, resourceVersion: String(++rv) };
      const gone = freeze({ ...previous, metadata }) as typeof object;
      record({ rv, atMs: clock.nowMs(), type: 'DELETED', kind, object: gone, previous, origin });
      return gone;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
