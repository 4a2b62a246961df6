import { DEFAULT_COLUMNS } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { keepStatus, PLAIN_STRATEGY } from '../strategy.ts';
import type { Deployment } from '../types.generated.ts';

/** Models pkg/registry of deployments. */
export const deployments: Kind<Deployment> = {
  ...PLAIN_STRATEGY,
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  plural: 'deployments',
  singular: 'deployment',
  shortNames: ['deploy'],
  categories: ['all'],
  isNamespaced: true,
  subresources: ['scale', 'status'],
  hasGeneration: true,
  prepareForCreate(draft) {
    draft.status = {};
  },
  prepareForUpdate: keepStatus,
  columns: DEFAULT_COLUMNS,
};
