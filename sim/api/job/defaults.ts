import { setPodTemplateDefaults } from '../pod/defaults.ts';
import type { Job, JobSpec } from '../types.generated.ts';

const MAX_INT32 = 0x7fffffff;
const BACKOFF_LIMIT = 6;

/** Models SetDefaults_Job of pkg/apis/batch/v1. */
export function setJobDefaults(job: Job): void {
  job.spec ??= {} as JobSpec;
  job.status ??= {};
  const { spec } = job;
  if (spec.completions === undefined && spec.parallelism === undefined) {
    spec.completions = 1;
    spec.parallelism = 1;
  }
  spec.parallelism ??= 1;
  spec.backoffLimit ??= spec.backoffLimitPerIndex === undefined ? BACKOFF_LIMIT : MAX_INT32;
  spec.completionMode ??= 'NonIndexed';
  spec.suspend ??= false;
  spec.manualSelector ??= false;
  spec.podReplacementPolicy ??=
    spec.podFailurePolicy === undefined ? 'TerminatingOrFailed' : 'Failed';
  spec.template ??= {};
  setPodTemplateDefaults(spec.template);
  for (const rule of spec.podFailurePolicy?.rules ?? []) {
    for (const pattern of rule.onPodConditions ?? []) pattern.status ||= 'True';
  }
}
