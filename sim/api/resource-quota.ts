import { DEFAULT_COLUMNS } from './columns.ts';
import type { Kind } from './kind.ts';
import { keepStatus, PLAIN_STRATEGY } from './strategy.ts';
import type { ResourceQuota } from './types.generated.ts';

/** Models pkg/registry of resourcequotas. */
export const resourceQuotas: Kind<ResourceQuota> = {
  ...PLAIN_STRATEGY,
  group: '',
  version: 'v1',
  kind: 'ResourceQuota',
  plural: 'resourcequotas',
  singular: 'resourcequota',
  shortNames: ['quota'],
  categories: [],
  isNamespaced: true,
  subresources: ['status'],
  prepareForCreate(draft) {
    draft.status = {};
  },
  prepareForUpdate: keepStatus,
  columns: DEFAULT_COLUMNS,
};
