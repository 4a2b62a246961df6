import { AGE_COLUMN, column, NAME_COLUMN } from './columns.ts';
import * as fieldErrors from './field-errors.ts';
import type { Kind } from './kind.ts';
import { qualifiedNameErrors } from './names.ts';
import { isEqual } from './object.ts';
import { validateImmutable } from './object-meta.ts';
import { allInvalid, validateChoice } from './pod/validation/scalars.ts';
import type { FieldError } from './status.ts';
import { PLAIN_STRATEGY } from './strategy.ts';
import type { StorageClass } from './types.generated.ts';

const DEFAULT_CLASS_ANNOTATIONS = [
  'storageclass.kubernetes.io/is-default-class',
  'storageclass.beta.kubernetes.io/is-default-class',
];

/** Whether claims without a class get this one. */
export const isDefaultClass = ({ metadata }: StorageClass): boolean =>
  DEFAULT_CLASS_ANNOTATIONS.some((key) => metadata.annotations?.[key] === 'true');

const RECLAIM_POLICIES = ['Delete', 'Retain'];
const BINDING_MODES = ['Immediate', 'WaitForFirstConsumer'];

/** Models ValidateStorageClass. */
const validateStorageClass = (storageClass: StorageClass): FieldError[] => [
  ...(storageClass.provisioner
    ? allInvalid(
        'provisioner',
        storageClass.provisioner,
        qualifiedNameErrors(storageClass.provisioner.toLowerCase()),
      )
    : [fieldErrors.required('provisioner')]),
  ...validateChoice(storageClass.reclaimPolicy, RECLAIM_POLICIES, 'reclaimPolicy'),
  ...validateChoice(storageClass.volumeBindingMode, BINDING_MODES, 'volumeBindingMode'),
];

/** Models ValidateStorageClassUpdate. */
function validateStorageClassUpdate(now: StorageClass, old: StorageClass): FieldError[] {
  const errors: FieldError[] = [];
  for (const name of ['parameters', 'provisioner'] as const) {
    if (!isEqual(now[name], old[name])) {
      errors.push(fieldErrors.forbidden(name, `updates to ${name} are forbidden.`));
    }
  }
  return [
    ...errors,
    ...validateImmutable('reclaimPolicy', now.reclaimPolicy, old.reclaimPolicy),
    ...validateImmutable('volumeBindingMode', now.volumeBindingMode, old.volumeBindingMode),
  ];
}

/** Models pkg/registry of storageclasses. */
export const storageClasses: Kind<StorageClass> = {
  ...PLAIN_STRATEGY,
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'StorageClass',
  plural: 'storageclasses',
  singular: 'storageclass',
  shortNames: ['sc'],
  categories: [],
  isNamespaced: false,
  subresources: [],
  setDefaults(storageClass) {
    storageClass.reclaimPolicy ??= 'Delete';
    storageClass.volumeBindingMode ??= 'Immediate';
  },
  validate: validateStorageClass,
  validateUpdate: validateStorageClassUpdate,
  columns: [
    {
      ...NAME_COLUMN,
      cell: (storageClass) =>
        isDefaultClass(storageClass)
          ? `${storageClass.metadata.name} (default)`
          : storageClass.metadata.name,
    },
    column('Provisioner', ({ provisioner }) => provisioner),
    column('ReclaimPolicy', ({ reclaimPolicy }) => reclaimPolicy ?? 'Delete'),
    column('VolumeBindingMode', ({ volumeBindingMode }) => volumeBindingMode ?? '<unset>'),
    column('AllowVolumeExpansion', ({ allowVolumeExpansion }) =>
      String(allowVolumeExpansion === true),
    ),
    AGE_COLUMN,
  ],
};
