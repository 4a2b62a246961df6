import {
  AGE_COLUMN,
  ageSince,
  column,
  containerColumns,
  formatLabelSelector,
  integerColumn,
  NAME_COLUMN,
  orNone,
  wideColumn,
} from './columns.ts';
import type { Kind } from './kind.ts';
import type { ObjectMeta } from './object.ts';
import { setPodTemplateDefaults } from './pod/defaults.ts';
import { keepStatus, PLAIN_STRATEGY } from './strategy.ts';
import type { CronJob, CronJobSpec } from './types.generated.ts';

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
  setDefaults(cronJob) {
    cronJob.spec ??= {} as CronJobSpec;
    cronJob.status ??= {};
    const { spec } = cronJob;
    spec.concurrencyPolicy ||= 'Allow';
    spec.suspend ??= false;
    spec.successfulJobsHistoryLimit ??= 3;
    spec.failedJobsHistoryLimit ??= 1;
    spec.jobTemplate ??= {};
    spec.jobTemplate.metadata ??= {} as ObjectMeta;
    spec.jobTemplate.spec ??= { template: {} };
    spec.jobTemplate.spec.template ??= {};
    setPodTemplateDefaults(spec.jobTemplate.spec.template);
  },
  columns: [
    NAME_COLUMN,
    column('Schedule', ({ spec }) => spec.schedule),
    column('Timezone', ({ spec }) => orNone(spec.timeZone)),
    column('Suspend', ({ spec }) =>
      spec.suspend === undefined ? '<unset>' : spec.suspend ? 'True' : 'False',
    ),
    integerColumn('Active', ({ status }) => status.active?.length ?? 0),
    column('Last Schedule', ({ status }, clock) =>
      status.lastScheduleTime === undefined ? '<none>' : ageSince(status.lastScheduleTime, clock),
    ),
    AGE_COLUMN,
    ...containerColumns<CronJob>(
      ({ spec }) => spec.jobTemplate.spec?.template.spec?.containers ?? [],
    ),
    wideColumn('Selector', ({ spec }) => formatLabelSelector(spec.jobTemplate.spec?.selector)),
  ],
};
