import type { Kind } from '../kind.ts';
import { keepStatus, PLAIN_STRATEGY } from '../strategy.ts';
import type { Job } from '../types.generated.ts';
import { JOB_COLUMNS } from './columns.ts';

/** Models pkg/registry of jobs. */
export const jobs: Kind<Job> = {
  ...PLAIN_STRATEGY,
  group: 'batch',
  version: 'v1',
  kind: 'Job',
  plural: 'jobs',
  singular: 'job',
  shortNames: [],
  categories: ['all'],
  isNamespaced: true,
  subresources: ['status'],
  hasGeneration: true,
  prepareForCreate(draft) {
    draft.status = {};
  },
  prepareForUpdate: keepStatus,
  columns: JOB_COLUMNS,
};
