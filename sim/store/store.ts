import {
  type AnyKind,
  apiVersionOf,
  freeze,
  type Kind,
  type KubeObject,
  resourceOf,
} from '../api/index.ts';
import type { Clock, Origin } from '../kernel/index.ts';

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
  /** Adds or replaces; gives the object its resourceVersion and freezes it. */
  put<T extends KubeObject>(kind: Kind<T>, object: T, origin: Origin): T;
  /** Removes; the object must exist. */
  remove<T extends KubeObject>(kind: Kind<T>, object: T, origin: Origin): T;
  /** Called after each change, in order. Returns a function that ends the subscription. */
  onChange(listener: (change: Change) => void): () => void;
}

const keyOf = (namespace: string, name: string): string => `${namespace}/${name}`;

/** The objects of one kind, by key and in order. */
interface Shelf {
  readonly objects: Map<string, KubeObject>;
  readonly sorted: KubeObject[];
}

const keyOfObject = ({ metadata }: KubeObject): string =>
  keyOf(metadata.namespace ?? '', metadata.name);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The order of keys, without making the keys of objects in one namespace. */
const byKey = (a: KubeObject, b: KubeObject): number =>
  a.metadata.namespace === b.metadata.namespace
    ? compare(a.metadata.name, b.metadata.name)
    : compare(keyOfObject(a), keyOfObject(b));

/** Where an object stands in `sorted`, or where it would have to be put in. */
const placeOf = (sorted: readonly KubeObject[], object: KubeObject): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (byKey(sorted[middle] as KubeObject, object) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Creates an empty store. The first change gets resourceVersion `firstRv`. */
export function createStore(clock: Clock, firstRv: number): Store {
  const shelves = new Map<string, Shelf>();
  const owned = new Map<string, Set<KubeObject>>();
  const uids = new Map<string, { kind: AnyKind; object: KubeObject }>();
  const history: Change[] = [];
  const listeners = new Set<(change: Change) => void>();
  let rv = firstRv - 1;

  const shelfOf = (kind: AnyKind): Shelf => {
    const name = resourceOf(kind);
    const shelf = shelves.get(name) ?? { objects: new Map(), sorted: [] };
    shelves.set(name, shelf);
    return shelf;
  };
  const unindex = (object: KubeObject): void => {
    uids.delete(object.metadata.uid);
    for (const { uid } of object.metadata.ownerReferences ?? []) owned.get(uid)?.delete(object);
  };
  const index = (kind: AnyKind, object: KubeObject): void => {
    uids.set(object.metadata.uid, { kind, object });
    for (const { uid } of object.metadata.ownerReferences ?? []) {
      const set = owned.get(uid) ?? new Set();
      owned.set(uid, set.add(object));
    }
  };
  const record = (change: Change): void => {
    history.push(change);
    for (const listener of listeners) listener(change);
  };
  const get = (kind: AnyKind, namespace: string, name: string): KubeObject | undefined =>
    shelves.get(resourceOf(kind))?.objects.get(keyOf(namespace, name));
  const listAll = (kind: AnyKind): readonly KubeObject[] =>
    shelves.get(resourceOf(kind))?.sorted ?? [];

  return {
    get: <T extends KubeObject>(kind: Kind<T>, namespace: string, name: string) =>
      get(kind, namespace, name) as T | undefined,
    list: <T extends KubeObject>(kind: Kind<T>, namespace: string) => {
      const all = listAll(kind) as readonly T[];
      return namespace === '' ? all : all.filter((o) => o.metadata.namespace === namespace);
    },
    ownedBy: <T extends KubeObject>(kind: Kind<T>, uid: string) => {
      const apiVersion = apiVersionOf(kind);
      return [...(owned.get(uid) ?? [])]
        .filter((o) => o.kind === kind.kind && o.apiVersion === apiVersion)
        .sort(byKey) as T[];
    },
    byUid: (uid) => uids.get(uid),
    resourceVersion: () => rv,
    changes: () => history,
    put(kind, object, origin) {
      const shelf = shelfOf(kind);
      const key = keyOfObject(object);
      const previous = shelf.objects.get(key);
      const metadata = { ...object.metadata, resourceVersion: String(++rv) };
      const stored = freeze({ ...object, metadata });
      if (previous !== undefined) unindex(previous);
      shelf.objects.set(key, stored);
      const place = placeOf(shelf.sorted, stored);
      if (previous === undefined) shelf.sorted.splice(place, 0, stored);
      else shelf.sorted[place] = stored;
      index(kind, stored);
      const type = previous === undefined ? 'ADDED' : 'MODIFIED';
      record({ rv, atMs: clock.nowMs(), type, kind, object: stored, previous, origin });
      return stored;
    },
    remove(kind, object, origin) {
      const { namespace = '', name } = object.metadata;
      const shelf = shelfOf(kind);
      const previous = shelf.objects.get(keyOf(namespace, name));
      if (previous === undefined)
        throw new Error(`${kind.kind} ${namespace}/${name} is not stored`);
      unindex(previous);
      shelf.objects.delete(keyOf(namespace, name));
      shelf.sorted.splice(placeOf(shelf.sorted, previous), 1);
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
