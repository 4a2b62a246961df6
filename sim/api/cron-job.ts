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
import { scheduleError } from './cron-schedule.ts';
import * as fieldErrors from './field-errors.ts';
import { validateJobTemplate } from './job/validation.ts';
import type { Kind } from './kind.ts';
import type { ObjectMeta } from './object.ts';
import { setPodTemplateDefaults } from './pod/defaults.ts';
import { validateChoice, validateNonNegative } from './pod/validation/scalars.ts';
import type { FieldError } from './status.ts';
import { keepStatus, PLAIN_STRATEGY } from './strategy.ts';
import { isTimeZone } from './time-zones.ts';
import type { CronJob, CronJobSpec } from './types.generated.ts';

const POLICIES = ['Allow', 'Forbid', 'Replace'];
/** A Job's name is this one, a hyphen and ten digits. */
const MAX_NAME = 52;

function validateSchedule({ schedule }: CronJobSpec): FieldError[] {
  if (!schedule) return [fieldErrors.required('spec.schedule')];
  const error = scheduleError(schedule);
  if (schedule.includes('TZ')) {
    const detail = 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead';
    return [fieldErrors.invalid('spec.schedule', schedule, detail)];
  }
  return error === undefined ? [] : [fieldErrors.invalid('spec.schedule', schedule, error)];
}

/** A part of the name of a time zone. */
const ZONE_PART = /^(?!\.{1,2}$)(?!-)[A-Za-z._0-9+-]{1,14}$/;

/** Models validateTimeZone. */
function validateTimeZone(timeZone: string | undefined): FieldError[] {
  if (timeZone === undefined) return [];
  const invalid = (detail: string): FieldError[] => [
    fieldErrors.invalid('spec.timeZone', timeZone, detail),
  ];
  if (timeZone === '') return invalid('timeZone must be nil or non-empty string');
  const unknown = `unknown time zone ${timeZone}`;
  if (!timeZone.split('/').every((part) => ZONE_PART.test(part))) return invalid(unknown);
  if (timeZone.toLowerCase() === 'local') {
    const where = 'https://www.iana.org/time-zones';
    return invalid(`timeZone must be an explicit time zone as defined in ${where}`);
  }
  return isTimeZone(timeZone) ? [] : invalid(unknown);
}

/** Models ValidateCronJobSpec. */
const validateCronJob = ({ metadata, spec }: CronJob): FieldError[] => [
  ...(metadata.name.length > MAX_NAME
    ? [
        fieldErrors.invalid(
          'metadata.name',
          metadata.name,
          `must be no more than ${MAX_NAME} characters`,
        ),
      ]
    : []),
  ...validateSchedule(spec),
  ...validateNonNegative(spec.startingDeadlineSeconds, 'spec.startingDeadlineSeconds'),
  ...validateTimeZone(spec.timeZone),
  ...validateChoice(spec.concurrencyPolicy, POLICIES, 'spec.concurrencyPolicy'),
  ...validateJobTemplate(spec.jobTemplate.spec ?? { template: {} }, 'spec.jobTemplate.spec'),
  ...validateNonNegative(spec.successfulJobsHistoryLimit, 'spec.successfulJobsHistoryLimit'),
  ...validateNonNegative(spec.failedJobsHistoryLimit, 'spec.failedJobsHistoryLimit'),
];

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
  validate: validateCronJob,
  validateUpdate: validateCronJob,
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
