import {
  AGE_COLUMN,
  column,
  containerColumns,
  formatLabelSelector,
  NAME_COLUMN,
  wideColumn,
} from '../columns.ts';
import { humanDuration } from '../duration.ts';
import type { Column } from '../kind.ts';
import type { Job } from '../types.generated.ts';

/** Whether a condition of a type is True. */
export const hasJobCondition = ({ status }: Job, type: string): boolean =>
  status.conditions?.some((c) => c.type === type && c.status === 'True') === true;

/** One word for the Job's state. Models printJob. */
export function jobStatus(job: Job): string {
  if (hasJobCondition(job, 'Complete')) return 'Complete';
  if (hasJobCondition(job, 'Failed')) return 'Failed';
  if (job.metadata.deletionTimestamp !== undefined) return 'Terminating';
  if (hasJobCondition(job, 'Suspended')) return 'Suspended';
  if (hasJobCondition(job, 'FailureTarget')) return 'FailureTarget';
  if (hasJobCondition(job, 'SuccessCriteriaMet')) return 'SuccessCriteriaMet';
  return 'Running';
}

const completions = ({ spec, status }: Job): string => {
  const succeeded = status.succeeded ?? 0;
  if (spec.completions !== undefined) return `${succeeded}/${spec.completions}`;
  const parallelism = spec.parallelism ?? 0;
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
};

export const JOB_COLUMNS: readonly Column<Job>[] = [
  NAME_COLUMN,
  column('Status', jobStatus),
  column('Completions', completions),
  column('Duration', ({ status }, clock) => {
    if (status.startTime === undefined) return '';
    const endMs =
      status.completionTime === undefined ? clock.epochMs() : Date.parse(status.completionTime);
    return humanDuration(endMs - Date.parse(status.startTime));
  }),
  AGE_COLUMN,
  ...containerColumns<Job>(({ spec }) => spec.template.spec?.containers ?? []),
  wideColumn('Selector', ({ spec }) => formatLabelSelector(spec.selector)),
];
