import { AGE_COLUMN, column, NAME_COLUMN, wideColumn } from '../columns.ts';
import type { Column } from '../kind.ts';
import type { PersistentVolumeClaim } from '../types.generated.ts';
import { orUnset, shortAccessModes } from '../volume-text.ts';
import { classOfClaim } from './class.ts';

/** Claims show what they got, hence nothing before a volume is named. */
const whenNamed = (claim: PersistentVolumeClaim, text: string): string =>
  (claim.spec.volumeName ?? '') === '' ? '' : text;

export const CLAIM_COLUMNS: readonly Column<PersistentVolumeClaim>[] = [
  NAME_COLUMN,
  column('Status', ({ metadata, status }) =>
    metadata.deletionTimestamp !== undefined ? 'Terminating' : (status.phase ?? ''),
  ),
  column('Volume', ({ spec }) => spec.volumeName ?? ''),
  column('Capacity', (claim) => whenNamed(claim, claim.status.capacity?.storage ?? '0')),
  column('Access Modes', (claim) => whenNamed(claim, shortAccessModes(claim.status.accessModes))),
  column('StorageClass', classOfClaim),
  column('VolumeAttributesClass', ({ spec }) => orUnset(spec.volumeAttributesClassName)),
  AGE_COLUMN,
  wideColumn('VolumeMode', ({ spec }) => orUnset(spec.volumeMode)),
];
