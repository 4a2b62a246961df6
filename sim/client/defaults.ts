import type { AnyKind, Column, KubeObject } from '../api/index.ts';
import type { StoreView } from '../store/index.ts';

/**
 * Objects that a new cluster has and hardly anybody changes: they are in the store only once
 * somebody does.
 */
export interface DefaultObjects {
  /** Those of a kind that are as they were at first, of one namespace or ('') of all. */
  list(kind: AnyKind, namespace: string): readonly KubeObject[];
  /** The table of a kind. */
  columnsOf(kind: AnyKind): readonly Column<KubeObject>[];
}

/** What comes with code that may come later than the API server; undefined until it has come. */
export interface LateDefaults {
  objects(): readonly KubeObject[] | undefined;
  /** By the name of a kind that nothing acts upon. */
  columnsOf(kind: string): readonly Column<KubeObject>[] | undefined;
}

const keyOf = ({ metadata }: KubeObject): string => `${metadata.namespace ?? ''}/${metadata.name}`;

const EMPTY: ReadonlySet<string> = new Set();

/** What has not come nobody can have asked for: it is kubectl's code that it comes with. */
export function createDefaultObjects(view: StoreView, late: LateDefaults): DefaultObjects {
  let made: readonly KubeObject[] | undefined;
  const objects = (): readonly KubeObject[] => {
    made ??= late.objects();
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
    columnsOf: (kind) => (kind.isModelled ? undefined : late.columnsOf(kind.kind)) ?? kind.columns,
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
