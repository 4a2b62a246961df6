import {
  ALLOWED,
  hasClass,
  isDefaultClass,
  type KubeObject,
  type PersistentVolumeClaim,
  persistentVolumeClaims,
  type StorageClass,
  storageClasses,
} from '../../api/index.ts';
import type { Admission } from '../api-server.ts';
import type { StoreView } from '../store.ts';

/** The default class: the newest when there are several, by name when they are of one age. */
export function defaultStorageClassOf(view: StoreView): StorageClass | undefined {
  const classes = view.list(storageClasses, '').filter(isDefaultClass);
  return classes.reduce<StorageClass | undefined>(
    (best, next) =>
      best === undefined || best.metadata.creationTimestamp < next.metadata.creationTimestamp
        ? next
        : best,
    undefined,
  );
}

/** Gives a claim that names no class the default one. */
export const defaultStorageClass: Admission = {
  name: 'DefaultStorageClass',
  admit(kind, draft, old, { view }) {
    if (kind !== persistentVolumeClaims || old !== undefined) return ALLOWED;
    const claim = draft as KubeObject as PersistentVolumeClaim;
    const found = hasClass(claim) ? undefined : defaultStorageClassOf(view);
    if (found !== undefined) claim.spec.storageClassName = found.metadata.name;
    return ALLOWED;
  },
};
