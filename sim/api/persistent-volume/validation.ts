import * as fieldErrors from '../field-errors.ts';
import { goForm } from '../go-form.ts';
import { dns1123SubdomainErrors, NOT_NEGATIVE } from '../names.ts';
import { isEqual, type Json } from '../object.ts';
import { validateImmutable } from '../object-meta.ts';
import { validateAccessModes } from '../persistent-volume-claim/validation.ts';
import { allInvalid, validateChoice, validateNoBacksteps } from '../pod/validation/scalars.ts';
import { validateHostPath, validateNfs } from '../pod/validation/volumes.ts';
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

function validateCapacity({ capacity }: PersistentVolumeSpec): FieldError[] {
  const field = 'spec.capacity';
  const entries = Object.entries(capacity ?? {});
  const errors = entries.length === 0 ? [fieldErrors.required(field)] : [];
  if (capacity?.storage === undefined || entries.length > 1) {
    errors.push(fieldErrors.unsupported(field, capacity ? { ...capacity } : null, ['storage']));
  }
  for (const [name, amount] of entries) {
    const sign = compareQuantities(amount, '0');
    const details = [
      ...(sign < 0 ? [NOT_NEGATIVE] : []),
      ...(sign <= 0 ? ['must be greater than zero'] : []),
    ];
    errors.push(...allInvalid(`${field}[${name}]`, amount, details));
  }
  return errors;
}

/** What is checked of the places that the data may be in. */
const SOURCES: Readonly<Record<string, (spec: PersistentVolumeSpec) => FieldError[]>> = {
  hostPath: ({ hostPath }) => validateHostPath(hostPath, 'spec.hostPath'),
  nfs: ({ nfs }) => validateNfs(nfs, 'spec.nfs'),
  csi: ({ csi }) => [
    ...(csi?.driver ? [] : [fieldErrors.required('spec.csi.driver')]),
    ...(csi?.volumeHandle ? [] : [fieldErrors.required('spec.csi.volumeHandle')]),
  ],
  local: ({ local, nodeAffinity }) => [
    ...(local?.path
      ? validateNoBacksteps(local.path, 'spec.local.path')
      : [fieldErrors.required('spec.local.path')]),
    ...(nodeAffinity === undefined
      ? [fieldErrors.required('spec.nodeAffinity', 'Local volume requires node affinity')]
      : []),
  ],
};

function validateSource({ spec }: PersistentVolume): FieldError[] {
  const [name, ...others] = Object.keys(sourceOf(spec)).sort();
  if (name === undefined) return [fieldErrors.required('spec', 'must specify a volume type')];
  const detail = 'may not specify more than 1 volume type';
  return [
    ...(SOURCES[name]?.(spec) ?? []),
    ...others.map((other) => fieldErrors.forbidden(`spec.${other}`, detail)),
  ];
}

const isRoot = (path: string): boolean => /^\/(\.?\/)*\.?$/.test(path);

/** What holds for a volume whatever it is made of. */
function validateUse({ persistentVolumeReclaimPolicy, hostPath, ...spec }: PersistentVolumeSpec) {
  const field = 'spec.persistentVolumeReclaimPolicy';
  const isWiped = persistentVolumeReclaimPolicy === 'Recycle' && isRoot(hostPath?.path ?? '');
  const detail = "may not be 'recycle' for a hostPath mount of '/'";
  const { storageClassName: name = '' } = spec;
  const wrong = name === '' ? [] : dns1123SubdomainErrors(name);
  return [
    ...(isWiped ? [fieldErrors.forbidden(field, detail)] : []),
    ...allInvalid('spec.storageClassName', name, wrong),
    ...validateChoice(spec.volumeMode, VOLUME_MODES, 'spec.volumeMode'),
  ];
}

/** Models ValidatePersistentVolumeSpec. */
export const validateVolume = (volume: PersistentVolume): FieldError[] => [
  ...(volume.spec.accessModes?.length ? [] : [fieldErrors.required('spec.accessModes')]),
  ...validateAccessModes(volume.spec.accessModes ?? [], 'spec.accessModes'),
  ...validateCapacity(volume.spec),
  ...validateChoice(
    volume.spec.persistentVolumeReclaimPolicy,
    RECLAIM_POLICIES,
    'spec.persistentVolumeReclaimPolicy',
  ),
  ...validateSource(volume),
  ...validateUse(volume.spec),
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
