import * as fieldErrors from '../field-errors.ts';
import { goForm } from '../go-form.ts';
import { isEqual, type Json } from '../object.ts';
import { validateImmutable } from '../object-meta.ts';
import { validateAccessModes } from '../persistent-volume-claim/validation.ts';
import { validateChoice } from '../pod/validation/scalars.ts';
import { compareQuantities } from '../quantity.ts';
import type { FieldError } from '../status.ts';
import type { PersistentVolume, PersistentVolumeSpec } from '../types.generated.ts';

const RECLAIM_POLICIES = ['Delete', 'Recycle', 'Retain'];
const VOLUME_MODES = ['Block', 'Filesystem'];

type Affinity = PersistentVolumeSpec['nodeAffinity'];

/** Fields of a volume's spec that do not say where its data is. */
const COMMON: ReadonlySet<string> = new Set([
  'accessModes',
  'capacity',
  'claimRef',
  'mountOptions',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeAttributesClassName',
  'volumeMode',
]);

const sourceOf = (spec: PersistentVolumeSpec): Record<string, unknown> =>
  Object.fromEntries(Object.entries(spec).filter(([name]) => !COMMON.has(name)));

function validateCapacity({ capacity = {} }: PersistentVolumeSpec): FieldError[] {
  const names = Object.keys(capacity);
  if (names.length === 0) return [fieldErrors.required('spec.capacity')];
  if (capacity.storage === undefined || names.length > 1) {
    return [fieldErrors.unsupported('spec.capacity', { ...capacity }, ['storage'])];
  }
  return compareQuantities(capacity.storage, '0') > 0
    ? []
    : [
        fieldErrors.invalid(
          'spec.capacity[storage]',
          capacity.storage,
          'must be greater than zero',
        ),
      ];
}

function validateSource({ spec }: PersistentVolume): FieldError[] {
  const names = Object.keys(sourceOf(spec));
  if (names.length === 0) return [fieldErrors.required('spec', 'must specify a volume type')];
  const errors = names.slice(1).map((name) => {
    const detail = 'may not specify more than 1 volume type';
    return fieldErrors.forbidden(`spec.${name}`, detail);
  });
  if (names[0] === 'hostPath' && !spec.hostPath?.path) {
    errors.push(fieldErrors.required('spec.hostPath.path'));
  }
  if (names[0] === 'nfs') {
    const { server, path } = spec.nfs ?? { server: '', path: '' };
    if (!server) errors.push(fieldErrors.required('spec.nfs.server'));
    if (!path) errors.push(fieldErrors.required('spec.nfs.path'));
    else if (!path.startsWith('/')) {
      errors.push(fieldErrors.invalid('spec.nfs.path', path, 'must be an absolute path'));
    }
  }
  if (names[0] === 'csi') {
    if (!spec.csi?.driver) errors.push(fieldErrors.required('spec.csi.driver'));
    if (!spec.csi?.volumeHandle) errors.push(fieldErrors.required('spec.csi.volumeHandle'));
  }
  const path = spec.hostPath?.path ?? '';
  if (names[0] === 'hostPath' && path.split('/').includes('..')) {
    errors.unshift(fieldErrors.invalid('spec.hostPath.path', path, "must not contain '..'"));
  }
  if (names[0] === 'local') {
    if (!spec.local?.path) errors.push(fieldErrors.required('spec.local.path'));
    if (spec.nodeAffinity === undefined) {
      errors.push(fieldErrors.required('spec.nodeAffinity', 'Local volume requires node affinity'));
    }
  }
  return errors;
}

/** Models ValidatePersistentVolumeSpec. */
export const validateVolume = (volume: PersistentVolume): FieldError[] => [
  ...validateAccessModes(volume.spec.accessModes, 'spec.accessModes', ''),
  ...validateCapacity(volume.spec),
  ...validateChoice(
    volume.spec.persistentVolumeReclaimPolicy,
    RECLAIM_POLICIES,
    'spec.persistentVolumeReclaimPolicy',
  ),
  ...validateSource(volume),
  ...validateChoice(volume.spec.volumeMode, VOLUME_MODES, 'spec.volumeMode'),
];

/** Where a volume can be reached does not change once it is said. Models validatePvNodeAffinity. */
function validateNodeAffinityUpdate(now: Affinity, old: Affinity): FieldError[] {
  if (old === undefined || isEqual(now, old)) return [];
  const value = now === undefined ? null : goForm('VolumeNodeAffinity', now as unknown as Json);
  return [fieldErrors.invalid('nodeAffinity', value, 'field is immutable')];
}

/** Models ValidatePersistentVolumeUpdate. */
export function validateVolumeUpdate(
  volume: PersistentVolume,
  old: PersistentVolume,
): FieldError[] {
  const errors = validateVolume(volume);
  if (!isEqual(sourceOf(volume.spec), sourceOf(old.spec))) {
    const detail = 'spec.persistentvolumesource is immutable after creation';
    errors.push(fieldErrors.forbidden('spec.persistentvolumesource', detail));
  }
  errors.push(...validateImmutable('spec.volumeMode', volume.spec.volumeMode, old.spec.volumeMode));
  errors.push(...validateNodeAffinityUpdate(volume.spec.nodeAffinity, old.spec.nodeAffinity));
  return errors;
}
