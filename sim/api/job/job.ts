import type { Kind } from '../kind.ts';
import { templateWarnings, workloadNameWarnings } from '../pod/warnings.ts';
import { keepStatus, PLAIN_STRATEGY } from '../strategy.ts';
import type { Job } from '../types.generated.ts';
import { JOB_COLUMNS } from './columns.ts';
import { setJobDefaults } from './defaults.ts';
import { generateSelector } from './selector.ts';
import { validateJob, validateJobUpdate } from './validation.ts';

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
  prepareForUpdate: keepStatus,
  setDefaults: setJobDefaults,
  prepareForCreate(job) {
    generateSelector(job);
    job.status = {};
  },
  validate: validateJob,
  validateUpdate: validateJobUpdate,
  warnings: (job, old) => [
    ...(old === undefined ? workloadNameWarnings(job.metadata.name) : []),
    ...templateWarnings(job.spec.template, old?.spec.template, 'spec.template'),
  ],
  columns: JOB_COLUMNS,
};
