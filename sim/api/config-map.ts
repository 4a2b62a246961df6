import { AGE_COLUMN, column, NAME_COLUMN } from './columns.ts';
import type { Kind } from './kind.ts';
import { PLAIN_STRATEGY } from './strategy.ts';
import type { ConfigMap } from './types.generated.ts';

/** Models pkg/registry of configmaps. */
export const configMaps: Kind<ConfigMap> = {
  ...PLAIN_STRATEGY,
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  singular: 'configmap',
  shortNames: ['cm'],
  categories: [],
  isNamespaced: true,
  subresources: [],
  columns: [
    NAME_COLUMN,
    column(
      'Data',
      ({ data, binaryData }) =>
        Object.keys(data ?? {}).length + Object.keys(binaryData ?? {}).length,
    ),
    AGE_COLUMN,
  ],
};
