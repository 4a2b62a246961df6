import type { PersistentVolumeClaim } from '../types.generated.ts';
import { STORAGE_CLASS_ANNOTATION } from '../volume-text.ts';

/** Keeps a claim while a pod uses it. */
export const PVC_PROTECTION_FINALIZER = 'kubernetes.io/pvc-protection';

/** The claim's class; '' when it has none. Models GetPersistentVolumeClaimClass. */
export const classOfClaim = (claim: PersistentVolumeClaim): string =>
  claim.metadata.annotations?.[STORAGE_CLASS_ANNOTATION] ?? claim.spec.storageClassName ?? '';

/** Whether the claim names a class, be it the empty one. */
export const hasClass = (claim: PersistentVolumeClaim): boolean =>
  claim.metadata.annotations?.[STORAGE_CLASS_ANNOTATION] !== undefined ||
  claim.spec.storageClassName !== undefined;
