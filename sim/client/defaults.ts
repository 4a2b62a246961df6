import { type AnyKind, apiVersionOf, type Column, type KubeObject } from '../api/index.ts';
import type { StoreView } from '../store/index.ts';

/**
 * Objects that a new cluster has and hardly anybody changes: they are in the store only once
 * somebody does.
 */
export interface DefaultObjects {
  /** Those of a kind that are as they were at first, of one namespace or ('') of all. */
  list(kind: AnyKind, namespace: string): readonly KubeObject[];
  /** Puts one, if it is one, into the store: it is about to be written to. */
  keep(kind: AnyKind, namespace: string, name: string): void;
  /** The table of a kind. */
  columnsOf(kind: AnyKind): readonly Column<KubeObject>[];
}

/** What comes with code that may come later than the API server; undefined until it has come. */
export interface LateDefaults {
  /** Those of a kind, perhaps with others that are made together with them. */
  objects(kind: AnyKind): readonly KubeObject[] | undefined;
  /** By the name of a kind that nothing acts upon. */
  columnsOf(kind: string): readonly Column<KubeObject>[] | undefined;
  keep(kind: AnyKind, object: KubeObject): void;
}

const keyOf = ({ metadata }: KubeObject): string => `${metadata.namespace ?? ''}/${metadata.name}`;

const typeOf = ({ apiVersion, kind }: Pick<KubeObject, 'apiVersion' | 'kind'>): string =>
  `${apiVersion} ${kind}`;

const NONE: readonly KubeObject[] = [];
const EMPTY: ReadonlySet<string> = new Set();

/** What has not come nobody can have asked for: it is kubectl's code that it comes with. */
export function createDefaultObjects(view: StoreView, late: LateDefaults): DefaultObjects {
  /** By type, and by the kinds that were asked for: of most kinds nothing is ever made. */
  const made = new Map<string, KubeObject[]>();
  const asked = new Map<AnyKind, readonly KubeObject[]>();
  const objectsOf = (kind: AnyKind): readonly KubeObject[] => {
    const known = asked.get(kind);
    if (known !== undefined) return known;
    const type = typeOf({ apiVersion: apiVersionOf(kind), kind: kind.kind });
    const objects = made.has(type) ? NONE : late.objects(kind);
    if (objects === undefined) return NONE;
    for (const object of objects) {
      const others = made.get(typeOf(object));
      if (others === undefined) made.set(typeOf(object), [object]);
      else others.push(object);
    }
    const found = made.get(type) ?? NONE;
    asked.set(kind, found);
    return found;
  };
  let seen = 0;
  /** What was ever stored, by kind; it is not as it was at first any more. */
  const stored = new Map<AnyKind, Set<string>>();
  const notice = (): void => {
    const changes = view.changes();
    for (; seen < changes.length; seen++) {
      const change = changes[seen];
      if (change === undefined || objectsOf(change.kind) === NONE) continue;
      const known = stored.get(change.kind) ?? new Set();
      known.add(keyOf(change.object));
      stored.set(change.kind, known);
    }
  };
  /** What belongs to something that is gone is gone with it. */
  const isOwned = ({ metadata }: KubeObject): boolean =>
    (metadata.ownerReferences ?? []).every(({ uid }) => view.byUid(uid) !== undefined);
  const list = (kind: AnyKind, namespace: string): readonly KubeObject[] => {
    const objects = objectsOf(kind);
    if (objects === NONE) return NONE;
    notice();
    const changed = stored.get(kind) ?? EMPTY;
    return objects.filter(
      (object) =>
        (namespace === '' || object.metadata.namespace === namespace) &&
        !changed.has(keyOf(object)) &&
        isOwned(object),
    );
  };
  return {
    columnsOf: (kind) => (kind.isModelled ? undefined : late.columnsOf(kind.kind)) ?? kind.columns,
    list,
    keep(kind, namespace, name) {
      if (objectsOf(kind) === NONE) return;
      const object = list(kind, namespace).find(({ metadata }) => metadata.name === name);
      if (object !== undefined) late.keep(kind, object);
    },
  };
}
