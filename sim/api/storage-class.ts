import { AGE_COLUMN, column, NAME_COLUMN } from './columns.ts';
import type { Kind } from './kind.ts';
import { PLAIN_STRATEGY } from './strategy.ts';
import type { StorageClass } from './types.generated.ts';

const DEFAULT_CLASS_ANNOTATIONS = [
  'storageclass.kubernetes.io/is-default-class',
  'storageclass.beta.kubernetes.io/is-default-class',
];

/** Whether claims without a class get this one. */
export const isDefaultClass = ({ metadata }: StorageClass): boolean =>
  DEFAULT_CLASS_ANNOTATIONS.some((key) => metadata.annotations?.[key] === 'true');

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
