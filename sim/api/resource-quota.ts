import { AGE_COLUMN, column, NAME_COLUMN } from './columns.ts';
import type { Kind } from './kind.ts';
import { validateQuota, validateQuotaUpdate } from './resource-quota-validation.ts';
import { keepStatus, PLAIN_STRATEGY } from './strategy.ts';
import type { ResourceQuota } from './types.generated.ts';

const formatUsage = (quota: ResourceQuota, isShown: (name: string) => boolean): string =>
  Object.keys(quota.status.hard ?? {})
    .filter(isShown)
    .sort()
    .map((name) => `${name}: ${quota.status.used?.[name] ?? '0'}/${quota.status.hard?.[name]}`)
    .join(', ');

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
  setDefaults(quota) {
    quota.spec ??= {};
    quota.status ??= {};
  },
  validate: validateQuota,
  validateUpdate: validateQuotaUpdate,
  columns: [
    NAME_COLUMN,
    column('Request', (quota) => formatUsage(quota, (name) => !name.startsWith('limits.'))),
    column('Limit', (quota) => formatUsage(quota, (name) => name.startsWith('limits.'))),
    AGE_COLUMN,
  ],
};
