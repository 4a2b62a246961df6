import { DEFAULT_COLUMNS } from './columns.ts';
import type { Kind } from './kind.ts';
import { PLAIN_STRATEGY } from './strategy.ts';
import type { StorageClass } from './types.generated.ts';

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
  columns: DEFAULT_COLUMNS,
};
