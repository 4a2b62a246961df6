import { AGE_COLUMN, column, NAME_COLUMN, wideColumn } from '../columns.ts';
import type { Column } from '../kind.ts';
import type { PersistentVolume } from '../types.generated.ts';
import { orUnset, STORAGE_CLASS_ANNOTATION, shortAccessModes } from '../volume-text.ts';

/** Keeps a volume while it is bound. */
export const PV_PROTECTION_FINALIZER = 'kubernetes.io/pv-protection';

/** The volume's class; '' when it has none. Models GetPersistentVolumeClass. */
export const classOfVolume = (volume: PersistentVolume): string =>
  volume.metadata.annotations?.[STORAGE_CLASS_ANNOTATION] ?? volume.spec.storageClassName ?? '';

export const VOLUME_COLUMNS: readonly Column<PersistentVolume>[] = [
  NAME_COLUMN,
  column('Capacity', ({ spec }) => spec.capacity?.storage ?? '0'),
  column('Access Modes', ({ spec }) => shortAccessModes(spec.accessModes)),
  column('Reclaim Policy', ({ spec }) => spec.persistentVolumeReclaimPolicy ?? ''),
  column('Status', ({ metadata, status }) =>
    metadata.deletionTimestamp !== undefined ? 'Terminating' : (status.phase ?? ''),
  ),
  column('Claim', ({ spec }) =>
    spec.claimRef === undefined ? '' : `${spec.claimRef.namespace ?? ''}/${spec.claimRef.name}`,
  ),
  column('StorageClass', classOfVolume),
  column('VolumeAttributesClass', ({ spec }) => orUnset(spec.volumeAttributesClassName)),
  column('Reason', ({ status }) => status.reason ?? ''),
  AGE_COLUMN,
  wideColumn('VolumeMode', ({ spec }) => orUnset(spec.volumeMode)),
];
