import {
  ALLOWED,
  type AnyKind,
  PV_PROTECTION_FINALIZER,
  PVC_PROTECTION_FINALIZER,
  persistentVolumeClaims,
  persistentVolumes,
} from '../../api/index.ts';
import type { Admission } from '../api-server.ts';

const finalizerOf = (kind: AnyKind): string | undefined => {
  if (kind === persistentVolumes) return PV_PROTECTION_FINALIZER;
  return kind === persistentVolumeClaims ? PVC_PROTECTION_FINALIZER : undefined;
};

/** Keeps claims and volumes from going while they are in use. */
export const storageObjectInUseProtection: Admission = {
  name: 'StorageObjectInUseProtection',
  admit(kind, draft, old) {
    const finalizer = finalizerOf(kind);
    if (finalizer === undefined || old !== undefined) return ALLOWED;
    const { metadata } = draft;
    if (!metadata.finalizers?.includes(finalizer)) {
      metadata.finalizers = [...(metadata.finalizers ?? []), finalizer];
    }
    return ALLOWED;
  },
};
