import type { Kind } from '../kind.ts';
import { keepStatus, PLAIN_STRATEGY } from '../strategy.ts';
import type { PersistentVolume } from '../types.generated.ts';
import { VOLUME_COLUMNS } from './columns.ts';

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
  prepareForCreate(draft) {
    draft.status = { phase: 'Pending' };
  },
  prepareForUpdate: keepStatus,
  columns: VOLUME_COLUMNS,
};
