import type { AnyKind, KubeObject } from '../api/index.ts';
import type { StoreView } from '../store/index.ts';

/**
 * Objects that a new cluster has and hardly anybody changes: they are in the store only once
 * somebody does.
 */
export interface DefaultObjects {
  /** Those of a kind that are as they were at first, of one namespace or ('') of all. */
  list(kind: AnyKind, namespace: string): readonly KubeObject[];
}

const keyOf = ({ metadata }: KubeObject): string => `${metadata.namespace ?? ''}/${metadata.name}`;

const EMPTY: ReadonlySet<string> = new Set();

/** `make` says undefined until its code has come; then nobody can have asked for them either. */
export function createDefaultObjects(
  view: StoreView,
  make: () => readonly KubeObject[] | undefined,
): DefaultObjects {
  let made: readonly KubeObject[] | undefined;
  const objects = (): readonly KubeObject[] => {
    made ??= make();
    return made ?? [];
  };
  let seen = 0;
  /** What was ever stored, by kind; it is not as it was at first any more. */
  const stored = new Map<AnyKind, Set<string>>();
  const notice = (): void => {
    const changes = view.changes();
    for (; seen < changes.length; seen++) {
      const change = changes[seen];
      if (change === undefined || change.kind.isModelled) continue;
      const known = stored.get(change.kind) ?? new Set();
      known.add(keyOf(change.object));
      stored.set(change.kind, known);
    }
  };
  return {
    list(kind, namespace) {
      if (kind.isModelled) return [];
      notice();
      const changed = stored.get(kind) ?? EMPTY;
      return objects().filter(
        (object) =>
          object.kind === kind.kind &&
          (namespace === '' || object.metadata.namespace === namespace) &&
          !changed.has(keyOf(object)),
      );
    },
  };
}
