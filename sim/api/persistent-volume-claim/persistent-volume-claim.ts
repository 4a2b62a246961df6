import type { Kind } from '../kind.ts';
import { fractionWarnings } from '../pod/warnings.ts';
import { keepStatus, PLAIN_STRATEGY } from '../strategy.ts';
import type { PersistentVolumeClaim } from '../types.generated.ts';
import { CLAIM_COLUMNS } from './columns.ts';
import { validateClaimSpec, validateClaimUpdate } from './validation.ts';

/** Models pkg/registry of persistentvolumeclaims. */
export const persistentVolumeClaims: Kind<PersistentVolumeClaim> = {
  ...PLAIN_STRATEGY,
  group: '',
  version: 'v1',
  kind: 'PersistentVolumeClaim',
  plural: 'persistentvolumeclaims',
  singular: 'persistentvolumeclaim',
  shortNames: ['pvc'],
  categories: [],
  isNamespaced: true,
  subresources: ['status'],
  prepareForCreate(draft) {
    draft.status = { phase: 'Pending' };
  },
  prepareForUpdate: keepStatus,
  setDefaults(claim) {
    claim.spec ??= {};
    claim.spec.resources ??= {};
    claim.spec.volumeMode ??= 'Filesystem';
    claim.status ??= {};
    claim.status.phase ||= 'Pending';
  },
  validate: (claim) => validateClaimSpec(claim.spec, 'spec'),
  validateUpdate: validateClaimUpdate,
  warnings: ({ spec }) =>
    fractionWarnings(spec.resources?.requests?.storage, 'spec.resources.requests[storage]'),
  columns: CLAIM_COLUMNS,
};
