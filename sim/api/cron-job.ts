import { DEFAULT_COLUMNS } from './columns.ts';
import type { Kind } from './kind.ts';
import { keepStatus, PLAIN_STRATEGY } from './strategy.ts';
import type { CronJob } from './types.generated.ts';

/** Models pkg/registry of cronjobs. */
export const cronJobs: Kind<CronJob> = {
  ...PLAIN_STRATEGY,
  group: 'batch',
  version: 'v1',
  kind: 'CronJob',
  plural: 'cronjobs',
  singular: 'cronjob',
  shortNames: ['cj'],
  categories: ['all'],
  isNamespaced: true,
  subresources: ['status'],
  hasGeneration: true,
  prepareForCreate(draft) {
    draft.status = {};
  },
  prepareForUpdate: keepStatus,
  columns: DEFAULT_COLUMNS,
};
