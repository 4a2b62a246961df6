import {
  type AnyKind,
  apiVersionOf,
  type Kind,
  type KubeObject,
  resourceOf,
} from '../api/index.ts';

/** Finding objects of one moment: by name, by kind in order, by uid, by owner. */
export interface ObjectIndex {
  get<T extends KubeObject>(kind: Kind<T>, namespace: string, name: string): T | undefined;
  list<T extends KubeObject>(kind: Kind<T>, namespace: string): readonly T[];
  ownedBy<T extends KubeObject>(kind: Kind<T>, uid: string): readonly T[];
  byUid(uid: string): { readonly kind: AnyKind; readonly object: KubeObject } | undefined;
  /** Adds the object, or puts it in the place of the one of its name. */
  set(kind: AnyKind, object: KubeObject): void;
  remove(kind: AnyKind, object: KubeObject): void;
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

/** How many objects come before those whose namespaces are not `isBefore`. */
const countBefore = (
  sorted: readonly KubeObject[],
  isBefore: (prefix: string) => boolean,
): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(keyOf(sorted[middle]?.metadata.namespace ?? '', ''))) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The objects of one namespace, which stand together. */
function inNamespace<T extends KubeObject>(sorted: readonly T[], namespace: string): T[] {
  const isHere = (object: T | undefined): boolean => object?.metadata.namespace === namespace;
  if (isHere(sorted[0]) && isHere(sorted.at(-1))) return sorted.slice();
  const prefix = keyOf(namespace, '');
  return sorted.slice(
    countBefore(sorted, (other) => other < prefix),
    countBefore(sorted, (other) => other <= prefix),
  );
}

/** Creates an index of nothing. */
export function createObjectIndex(): ObjectIndex {
  const shelves = new Map<string, Shelf>();
  /** The same shelves by the kind itself, which needs no name to be put together. */
  const shelfByKind = new Map<AnyKind, Shelf>();
  const owned = new Map<string, Set<KubeObject>>();
  const uids = new Map<string, { kind: AnyKind; object: KubeObject }>();

  const shelfOf = (kind: AnyKind): Shelf => {
    const known = shelfByKind.get(kind);
    if (known !== undefined) return known;
    const name = resourceOf(kind);
    const shelf = shelves.get(name) ?? { objects: new Map(), sorted: [] };
    shelves.set(name, shelf);
    shelfByKind.set(kind, shelf);
    return shelf;
  };
  const forget = (object: KubeObject): void => {
    uids.delete(object.metadata.uid);
    for (const { uid } of object.metadata.ownerReferences ?? []) owned.get(uid)?.delete(object);
  };
  const listAll = (kind: AnyKind): readonly KubeObject[] => shelfOf(kind).sorted;

  return {
    get: <T extends KubeObject>(kind: Kind<T>, namespace: string, name: string) =>
      shelfOf(kind).objects.get(keyOf(namespace, name)) as T | undefined,
    list: <T extends KubeObject>(kind: Kind<T>, namespace: string) => {
      const all = listAll(kind) as readonly T[];
      return namespace === '' ? all : inNamespace(all, namespace);
    },
    ownedBy: <T extends KubeObject>(kind: Kind<T>, uid: string) => {
      const apiVersion = apiVersionOf(kind);
      return [...(owned.get(uid) ?? [])]
        .filter((o) => o.kind === kind.kind && o.apiVersion === apiVersion)
        .sort(byKey) as T[];
    },
    byUid: (uid) => uids.get(uid),
    set(kind, object) {
      const shelf = shelfOf(kind);
      const key = keyOfObject(object);
      const previous = shelf.objects.get(key);
      if (previous !== undefined) forget(previous);
      shelf.objects.set(key, object);
      const place = placeOf(shelf.sorted, object);
      if (previous === undefined) shelf.sorted.splice(place, 0, object);
      else shelf.sorted[place] = object;
      uids.set(object.metadata.uid, { kind, object });
      for (const { uid } of object.metadata.ownerReferences ?? []) {
        const set = owned.get(uid) ?? new Set();
        owned.set(uid, set.add(object));
      }
    },
    remove(kind, object) {
      const shelf = shelfOf(kind);
      forget(object);
      shelf.objects.delete(keyOfObject(object));
      shelf.sorted.splice(placeOf(shelf.sorted, object), 1);
    },
  };
}
