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

/** The objects of one kind, by name and in order. */
interface Shelf {
  /** By namespace and name: to put a key together for each look would take longer than the look. */
  readonly objects: Map<string, Map<string, KubeObject>>;
  /** Those that were there when a list was last asked for, as they are now. */
  readonly sorted: KubeObject[];
  /** Where in `sorted` one was last replaced: those of one request often stand side by side. */
  lastAt: number;
  /** Those that have come since, by key: most kinds are written far more than listed. */
  readonly fresh: Map<string, KubeObject>;
}

const createShelf = (): Shelf => ({
  objects: new Map(),
  sorted: [],
  lastAt: 0,
  fresh: new Map(),
});

/** So many are put in one by one; more are sorted in together. */
const FEW = 8;

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

/** Puts the next version of an object in the place of the one that is in `sorted`. */
function replace(shelf: Shelf, previous: KubeObject, object: KubeObject): void {
  const { sorted, lastAt } = shelf;
  let at = sorted[lastAt] === previous ? lastAt : lastAt + 1;
  if (sorted[at] !== previous) at = placeOf(sorted, object);
  sorted[at] = object;
  shelf.lastAt = at;
}

/** All objects of a shelf, in order. */
function inOrder({ sorted, fresh }: Shelf): readonly KubeObject[] {
  if (fresh.size === 0) return sorted;
  const isFew = fresh.size < FEW;
  for (const object of fresh.values()) {
    if (isFew) sorted.splice(placeOf(sorted, object), 0, object);
    else sorted.push(object);
  }
  if (!isFew) sorted.sort(byKey);
  fresh.clear();
  return sorted;
}

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

const NOTHING: readonly never[] = [];

/** The objects of one namespace, which stand together. */
function inNamespace<T extends KubeObject>(sorted: readonly T[], namespace: string): readonly T[] {
  const isHere = (object: T | undefined): boolean => object?.metadata.namespace === namespace;
  if (isHere(sorted[0]) && isHere(sorted.at(-1))) return sorted.slice();
  const prefix = keyOf(namespace, '');
  return sorted.slice(
    countBefore(sorted, (other) => other < prefix),
    countBefore(sorted, (other) => other <= prefix),
  );
}

/** An object as it is now. */
interface Entry {
  readonly kind: AnyKind;
  object: KubeObject;
}

/** Creates an index of nothing. */
export function createObjectIndex(): ObjectIndex {
  const shelves = new Map<string, Shelf>();
  /** The same shelves by the kind itself, which needs no name to be put together. */
  const shelfByKind = new Map<AnyKind, Shelf>();
  const uids = new Map<string, Entry>();
  /** What has an owner, by the owner's uid and its own. */
  const owned = new Map<string, Map<string, Entry>>();

  const shelfOf = (kind: AnyKind): Shelf => {
    const known = shelfByKind.get(kind);
    if (known !== undefined) return known;
    const name = resourceOf(kind);
    const shelf = shelves.get(name) ?? createShelf();
    shelves.set(name, shelf);
    shelfByKind.set(kind, shelf);
    return shelf;
  };
  const disown = ({ metadata }: KubeObject): void => {
    for (const { uid } of metadata.ownerReferences ?? []) {
      const dependents = owned.get(uid);
      dependents?.delete(metadata.uid);
      if (dependents?.size === 0) owned.delete(uid);
    }
  };
  const own = (entry: Entry): void => {
    const { uid, ownerReferences = [] } = entry.object.metadata;
    for (const owner of ownerReferences) {
      const dependents = owned.get(owner.uid);
      if (dependents === undefined) owned.set(owner.uid, new Map([[uid, entry]]));
      else dependents.set(uid, entry);
    }
  };
  /** Takes over what a version says of itself and of its owners, where that is new. */
  const follow = (kind: AnyKind, object: KubeObject, previous: KubeObject | undefined): void => {
    const { uid, ownerReferences } = object.metadata;
    const before = previous?.metadata;
    const known = before?.uid === uid ? uids.get(uid) : undefined;
    if (known !== undefined) known.object = object;
    if (known !== undefined && before?.ownerReferences === ownerReferences) return;
    if (previous !== undefined) disown(previous);
    if (before !== undefined && before.uid !== uid) uids.delete(before.uid);
    const entry = known ?? { kind, object };
    uids.set(uid, entry);
    own(entry);
  };
  const listAll = (kind: AnyKind): readonly KubeObject[] => inOrder(shelfOf(kind));

  return {
    get: <T extends KubeObject>(kind: Kind<T>, namespace: string, name: string) =>
      shelfOf(kind).objects.get(namespace)?.get(name) as T | undefined,
    list: <T extends KubeObject>(kind: Kind<T>, namespace: string) => {
      const all = listAll(kind) as readonly T[];
      if (all.length === 0) return NOTHING;
      return namespace === '' ? all : inNamespace(all, namespace);
    },
    ownedBy: <T extends KubeObject>(kind: Kind<T>, uid: string) => {
      const dependents = owned.get(uid);
      if (dependents === undefined) return [];
      const apiVersion = apiVersionOf(kind);
      return [...dependents.values()]
        .map(({ object }) => object)
        .filter((o) => o.kind === kind.kind && o.apiVersion === apiVersion)
        .sort(byKey) as T[];
    },
    byUid(uid) {
      const entry = uids.get(uid);
      // What was found stays what it was then.
      return entry && { ...entry };
    },
    set(kind, object) {
      const shelf = shelfOf(kind);
      const { namespace = '', name } = object.metadata;
      const space = shelf.objects.get(namespace) ?? new Map<string, KubeObject>();
      const previous = space.get(name);
      if (space.size === 0) shelf.objects.set(namespace, space);
      space.set(name, object);
      const isSorted = shelf.fresh.size === 0 || !shelf.fresh.has(keyOf(namespace, name));
      if (previous !== undefined && isSorted) replace(shelf, previous, object);
      else shelf.fresh.set(keyOf(namespace, name), object);
      follow(kind, object, previous);
    },
    remove(kind, object) {
      const shelf = shelfOf(kind);
      const { uid, namespace = '', name } = object.metadata;
      uids.delete(uid);
      disown(object);
      shelf.objects.get(namespace)?.delete(name);
      if (!shelf.fresh.delete(keyOf(namespace, name))) {
        shelf.sorted.splice(placeOf(shelf.sorted, object), 1);
      }
    },
  };
}
