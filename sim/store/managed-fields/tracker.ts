import type { AnyKind, KubeObject, ManagedFieldsEntry } from '../../api/index.ts';
import { entriesOf, type Owner, ownersAfterUpdate, type Writer } from './managers.ts';

/**
 * Who owns which fields of every object that was written. It is worked out when somebody asks, from
 * what is remembered of each write, because most objects are never asked about.
 */
export interface FieldTracker {
  /** An ordinary write made `object` out of `previous`, which is undefined at creation. */
  wrote(object: KubeObject, previous: KubeObject | undefined, writer: Writer): void;
  /** A server-side apply made `object`, and these are its owners. */
  applied(object: KubeObject, owners: readonly Owner[]): void;
  /** `object` is `previous` with something that nobody owns. */
  kept(object: KubeObject, previous: KubeObject): void;
  ownersOf(kind: AnyKind, object: KubeObject): readonly Owner[];
  /** As `metadata.managedFields` shows them. */
  entriesOf(kind: AnyKind, object: KubeObject): readonly ManagedFieldsEntry[];
}

interface Write {
  readonly previous: KubeObject | undefined;
  /** Undefined when the owners stay as they were. */
  readonly writer: Writer | undefined;
}

/** Whoever made what exists before anybody writes. */
const FIRST_MANAGER = 'kubeadm';

/** Creates a tracker; an object that it was told nothing of was there from the start. */
export function createFieldTracker(): FieldTracker {
  const writes = new WeakMap<KubeObject, Write>();
  const known = new WeakMap<KubeObject, readonly Owner[]>();
  const shown = new WeakMap<KubeObject, readonly ManagedFieldsEntry[]>();

  const firstWrite = ({ metadata }: KubeObject): Write => ({
    previous: undefined,
    writer: { manager: FIRST_MANAGER, subresource: '', time: metadata.creationTimestamp },
  });
  const ownersOf = (kind: AnyKind, object: KubeObject): readonly Owner[] => {
    const chain: { object: KubeObject; write: Write }[] = [];
    let at: KubeObject | undefined = object;
    while (at !== undefined && !known.has(at)) {
      const write: Write = writes.get(at) ?? firstWrite(at);
      chain.push({ object: at, write });
      at = write.previous;
    }
    let owners = (at === undefined ? undefined : known.get(at)) ?? [];
    for (const { object: written, write } of chain.reverse()) {
      if (write.writer !== undefined) {
        owners = ownersAfterUpdate(kind, owners, write.previous, written, write.writer);
      }
      known.set(written, owners);
    }
    return owners;
  };
  return {
    wrote: (object, previous, writer) => {
      writes.set(object, { previous, writer });
    },
    applied: (object, owners) => {
      known.set(object, owners);
    },
    kept: (object, previous) => {
      writes.set(object, { previous, writer: undefined });
    },
    ownersOf,
    entriesOf(kind, object) {
      const entries = shown.get(object) ?? entriesOf(ownersOf(kind, object));
      shown.set(object, entries);
      return entries;
    },
  };
}
