import {
  type PersistentVolume,
  type PersistentVolumeClaim,
  type StorageClass,
  storageClasses,
} from '../../api/index.ts';
import type { StoreView } from '../../store/index.ts';

export const BIND_COMPLETED = 'pv.kubernetes.io/bind-completed';
export const BOUND_BY_CONTROLLER = 'pv.kubernetes.io/bound-by-controller';
export const PROVISIONED_BY = 'pv.kubernetes.io/provisioned-by';
export const SELECTED_NODE = 'volume.kubernetes.io/selected-node';
export const PROVISIONER = 'volume.kubernetes.io/storage-provisioner';
export const OLD_PROVISIONER = 'volume.beta.kubernetes.io/storage-provisioner';
const OLD_CLASS = 'volume.beta.kubernetes.io/storage-class';

/** An annotation of an object; '' when it has none. */
export const annotationOf = (
  object: PersistentVolume | PersistentVolumeClaim,
  name: string,
): string => object.metadata.annotations?.[name] ?? '';

/** The class of a claim or a volume; '' when it has none. */
export const classOf = (object: PersistentVolume | PersistentVolumeClaim): string =>
  object.metadata.annotations?.[OLD_CLASS] ?? object.spec.storageClassName ?? '';

export const classNamed = (view: StoreView, name: string): StorageClass | undefined =>
  name === '' ? undefined : view.get(storageClasses, '', name);

/** Whether a claim waits for a pod before it is bound. Models IsDelayBindingMode. */
export const isLazy = (view: StoreView, claim: PersistentVolumeClaim): boolean =>
  classNamed(view, classOf(claim))?.volumeBindingMode === 'WaitForFirstConsumer';

/** Whether binding of a claim is finished on both sides. */
export const isFullyBound = (claim: PersistentVolumeClaim): boolean =>
  (claim.spec.volumeName ?? '') !== '' && annotationOf(claim, BIND_COMPLETED) !== '';

/** Whether a volume belongs to a claim, or was reserved for one of its name. */
export function isClaimedBy(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const { claimRef } = volume.spec;
  if (claimRef === undefined) return false;
  const { name, namespace, uid } = claim.metadata;
  if (claimRef.name !== name || claimRef.namespace !== namespace) return false;
  return !claimRef.uid || claimRef.uid === uid;
}
