import type { Kind } from '../kind.ts';
import { setNetworkDefaults } from '../pod/volume-defaults.ts';
import { keepStatus, PLAIN_STRATEGY } from '../strategy.ts';
import type { PersistentVolume } from '../types.generated.ts';
import { VOLUME_COLUMNS } from './columns.ts';
import { validateVolume, validateVolumeUpdate } from './validation.ts';

/** Models pkg/registry of persistentvolumes. */
export const persistentVolumes: Kind<PersistentVolume> = {
  ...PLAIN_STRATEGY,
  group: '',
  version: 'v1',
  kind: 'PersistentVolume',
  plural: 'persistentvolumes',
  singular: 'persistentvolume',
  shortNames: ['pv'],
  categories: [],
  isNamespaced: false,
  subresources: ['status'],
  prepareForUpdate: keepStatus,
  setDefaults(volume) {
    volume.spec ??= {};
    volume.status ??= {};
    volume.status.phase ||= 'Pending';
    volume.spec.persistentVolumeReclaimPolicy ||= 'Retain';
    volume.spec.volumeMode ??= 'Filesystem';
    if (volume.spec.hostPath !== undefined) volume.spec.hostPath.type ??= '';
    setNetworkDefaults(volume.spec);
  },
  prepareForCreate(volume) {
    volume.status = {
      phase: 'Pending',
      lastPhaseTransitionTime: volume.metadata.creationTimestamp,
    };
  },
  validate: validateVolume,
  validateUpdate: validateVolumeUpdate,
  columns: VOLUME_COLUMNS,
};
