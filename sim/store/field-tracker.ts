import { type AnyKind, draftOf, type KubeObject, type ManagedFieldsEntry } from '../api/index.ts';
import type { Asked } from './asked.ts';
import type { Owner, Writer } from './authorship.ts';
import type { Patching } from './patching.ts';
import type { StoreView } from './store.ts';

/**
 * Who owns which fields of every object that was written. It is worked out when somebody asks, from
 * what is remembered of each write, because most objects are never asked about.
 */
export interface FieldTracker {
  /**
   * An ordinary write that `asked` for an object made `object` out of `previous`, which is
   * undefined at creation. It asked for `object` itself when that is undefined.
   */
  wrote(
    object: KubeObject,
    previous: KubeObject | undefined,
    writer: Writer,
    asked: Asked | undefined,
  ): void;
  /** A server-side apply made `object`, and these are its owners. */
  applied(object: KubeObject, owners: readonly Owner[]): void;
  /** `object` is `previous` with something that nobody owns. */
  kept(object: KubeObject, previous: KubeObject): void;
  ownersOf(kind: AnyKind, object: KubeObject): readonly Owner[];
  /** As `metadata.managedFields` shows them. */
  entriesOf(kind: AnyKind, object: KubeObject): readonly ManagedFieldsEntry[];
}

/** How a write came about; writes that one command makes in a row are the same one. */
interface Manner {
  /** Undefined when the owners stay as they were. */
  readonly writer: Writer | undefined;
  readonly asked: Asked | undefined;
}

const OF_NOBODY: Manner = { writer: undefined, asked: undefined };

interface Write extends Manner {
  readonly object: KubeObject;
  readonly previous: KubeObject | undefined;
}

/** Who made what exists before anybody writes; the rest is the API server's own. */
const FIRST_MANAGERS: Readonly<Record<string, string>> = {
  Node: 'kubelet',
  StorageClass: 'kubectl-client-side-apply',
};

/** What such an object was made from: addresses of a Service come from the allocators. */
function askedAtFirst(object: KubeObject): KubeObject {
  if (object.kind !== 'Service') return object;
  const draft = draftOf(object) as KubeObject & { spec: Record<string, unknown> };
  delete draft.spec.clusterIPs;
  delete draft.spec.ipFamilies;
  return draft;
}

/** Creates a tracker; an object that it was told nothing of was there from the start. */
export function createFieldTracker(
  patching: () => Patching,
  history: Pick<StoreView, 'changes'>,
): FieldTracker {
  /** By place in the history, which knows of which objects they were. */
  const manners: Manner[] = [];
  const placeOf = (resourceVersion: string): number =>
    Number(resourceVersion) - (history.changes()[0]?.rv ?? 0);
  let last = OF_NOBODY;
  /** Of dry runs, which have the version of what they would replace. */
  const tries = new WeakMap<KubeObject, Write>();
  const known = new WeakMap<KubeObject, readonly Owner[]>();
  const shown = new WeakMap<KubeObject, readonly ManagedFieldsEntry[]>();

  const put = (object: KubeObject, previous: KubeObject | undefined, manner: Manner): void => {
    const { resourceVersion } = object.metadata;
    const isStored = resourceVersion && resourceVersion !== previous?.metadata.resourceVersion;
    if (isStored) manners[placeOf(resourceVersion)] = manner;
    else tries.set(object, { object, previous, ...manner });
  };
  const writeOf = (object: KubeObject): Write => {
    const at = placeOf(object.metadata.resourceVersion);
    const change = history.changes()[at];
    const manner = manners[at];
    return change?.object === object && manner !== undefined
      ? { object, previous: change.previous, ...manner }
      : (tries.get(object) ?? firstWrite(object));
  };
  const firstWrite = (object: KubeObject): Write => ({
    object,
    previous: undefined,
    writer: {
      manager: FIRST_MANAGERS[object.kind] ?? 'kube-apiserver',
      subresource: '',
      time: object.metadata.creationTimestamp,
    },
    asked: () => askedAtFirst(object),
  });
  const ownersOf = (kind: AnyKind, object: KubeObject): readonly Owner[] => {
    const chain: { object: KubeObject; write: Write }[] = [];
    let at: KubeObject | undefined = object;
    while (at !== undefined && !known.has(at)) {
      const write: Write = writeOf(at);
      chain.push({ object: at, write });
      at = write.previous;
    }
    let owners = (at === undefined ? undefined : known.get(at)) ?? [];
    for (const { object: written, write } of chain.reverse()) {
      if (write.writer !== undefined) {
        const { previous, writer } = write;
        const asked = write.asked?.(previous) ?? written;
        owners = patching().ownersAfterUpdate(kind, owners, previous, asked, writer);
      }
      known.set(written, owners);
    }
    return owners;
  };
  return {
    wrote: (object, previous, writer, asked) => {
      if (last.writer !== writer || last.asked !== asked) last = { writer, asked };
      put(object, previous, last);
    },
    applied: (object, owners) => {
      known.set(object, owners);
    },
    kept: (object, previous) => {
      put(object, previous, OF_NOBODY);
    },
    ownersOf,
    entriesOf(kind, object) {
      const entries = shown.get(object) ?? patching().entriesOf(ownersOf(kind, object));
      shown.set(object, entries);
      return entries;
    },
  };
}
