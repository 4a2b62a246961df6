import {
  type AnyKind,
  draftOf,
  type KubeObject,
  MODELLED_KINDS,
  type OwnerReference,
} from '../api/index.ts';
import { because, type Why } from '../kernel/index.ts';
import { type Change, DELETE_DEFAULT, type StoreView } from '../store/index.ts';
import { type Action, type Controller, NO_KEYS, type View } from './controller.ts';
import { isDeleting, setFinalizer } from './meta.ts';

const LATENCY_MS = 9;
const FOREGROUND = 'foregroundDeletion';
const ORPHAN = 'orphan';

const ownersOf = (object: KubeObject): readonly OwnerReference[] =>
  object.metadata.ownerReferences ?? [];

const has = (object: KubeObject, finalizer: string): boolean =>
  isDeleting(object) && (object.metadata.finalizers ?? []).includes(finalizer);

const dependentsOf = (uid: string, view: StoreView): KubeObject[] =>
  MODELLED_KINDS.flatMap((kind: AnyKind) => view.ownedBy(kind, uid) as readonly KubeObject[]);

const isBlocking = (dependent: KubeObject, uid: string): boolean =>
  ownersOf(dependent).some((owner) => owner.uid === uid && owner.blockOwnerDeletion === true);

const update = (object: KubeObject, why: Why): Action => ({
  type: 'update',
  object,
  subresource: '',
  why,
});

function withoutOwners(object: KubeObject, uids: ReadonlySet<string>, why: Why): Action {
  const draft = draftOf(object);
  const others = ownersOf(object).filter(({ uid }) => !uids.has(uid));
  if (others.length > 0) draft.metadata.ownerReferences = [...others];
  else delete draft.metadata.ownerReferences;
  return update(draft, why);
}

function withoutFinalizer(object: KubeObject, finalizer: string, why: Why): Action {
  const draft = draftOf(object);
  setFinalizer(draft, finalizer, false);
  return update(draft, why);
}

/** Lets the dependents go on without their owner, then the owner itself go. */
function orphan(owner: KubeObject, view: View): Action[] {
  const { uid, name } = owner.metadata;
  const why = because('gc.orphan', { owner: name });
  const released = dependentsOf(uid, view).map((d) => withoutOwners(d, new Set([uid]), why));
  return [...released, withoutFinalizer(owner, ORPHAN, why)];
}

/** Lets an owner go when nothing that blocks it is left. Models processDeletingDependentsItem. */
function awaitDependents(owner: KubeObject, view: View): Action[] {
  const { uid, name } = owner.metadata;
  const blocking = dependentsOf(uid, view).filter((dependent) => isBlocking(dependent, uid));
  const [first] = blocking;
  if (first === undefined) {
    return [withoutFinalizer(owner, FOREGROUND, because('gc.foregroundDone', { owner: name }))];
  }
  const why = because('gc.foregroundWait', { owner: name, dependent: first.metadata.name });
  return [{ type: 'wait', about: owner, why }];
}

function propagationOf(object: KubeObject): 'Background' | 'Foreground' | 'Orphan' {
  const { finalizers = [] } = object.metadata;
  if (finalizers.includes(ORPHAN)) return 'Orphan';
  return finalizers.includes(FOREGROUND) ? 'Foreground' : 'Background';
}

/** Deletes an object whose owners are all gone or on their way. Models attemptToDeleteItem. */
function collect(object: KubeObject, view: View): Action[] {
  const owners = ownersOf(object);
  if (owners.length === 0 || isDeleting(object)) return [];
  const gone = owners.filter(({ uid }) => view.byUid(uid) === undefined);
  const waiting = owners.filter(({ uid }) => {
    const owner = view.byUid(uid)?.object;
    return owner !== undefined && has(owner, FOREGROUND);
  });
  const lost = new Set([...gone, ...waiting].map(({ uid }) => uid));
  if (lost.size === 0) return [];
  const { uid, name } = object.metadata;
  const why = because('gc.ownerGone', { object: name, owner: (gone[0] ?? waiting[0])?.name ?? '' });
  if (lost.size < owners.length) return [withoutOwners(object, lost, why)];
  const isParent = waiting.length > 0 && dependentsOf(uid, view).length > 0;
  const propagation = isParent ? 'Foreground' : propagationOf(object);
  const options = { ...DELETE_DEFAULT, propagation, preconditions: { uid } };
  return [{ type: 'delete', object, options, why, onFailure: () => [] }];
}

function keys({ type, object, previous }: Change, view: View): readonly string[] {
  const { uid } = object.metadata;
  if (type === 'DELETED') {
    const waiting = ownersOf(object).filter((owner) => {
      const parent = view.byUid(owner.uid)?.object;
      return parent !== undefined && has(parent, FOREGROUND);
    });
    const dependents = dependentsOf(uid, view).map(({ metadata }) => metadata.uid);
    return [...dependents, ...waiting.map((owner) => owner.uid)];
  }
  const isEnding = has(object, FOREGROUND) || has(object, ORPHAN);
  const wasEnding = previous !== undefined && isDeleting(previous);
  if (isEnding && !wasEnding) {
    const dependents = has(object, FOREGROUND) ? dependentsOf(uid, view) : [];
    return [uid, ...dependents.map(({ metadata }) => metadata.uid)];
  }
  if (isEnding) return [uid];
  const isOwned = ownersOf(object).length > 0;
  const isNews = previous === undefined || ownersOf(previous).length !== ownersOf(object).length;
  return isOwned && isNews ? [uid] : NO_KEYS;
}

/** Deletes what has lost its owners. Models pkg/controller/garbagecollector. */
export const createGarbageCollector = (): Controller => ({
  name: 'garbage-collector',
  latencyMs: LATENCY_MS,
  watches: MODELLED_KINDS.map((kind) => ({ kind, keys })),
  reconcile(uid, view) {
    const object = view.byUid(uid)?.object;
    if (object === undefined) return [];
    if (has(object, ORPHAN)) return orphan(object, view);
    if (has(object, FOREGROUND)) return awaitDependents(object, view);
    return collect(object, view);
  },
});
