import type { ObjectMeta } from '../object.ts';
import type { Job } from '../types.generated.ts';

const CONTROLLER_UID_LABEL = 'batch.kubernetes.io/controller-uid';
const JOB_NAME_LABEL = 'batch.kubernetes.io/job-name';

/**
 * Gives a Job that does not choose its own selector one by its uid, and its pods the labels for it.
 * Models generateSelector of pkg/registry/batch/job.
 */
export function generateSelector(job: Job): void {
  const { spec, metadata } = job;
  if (spec.manualSelector === true) return;
  const labels = {
    'controller-uid': metadata.uid,
    'job-name': metadata.name,
    [CONTROLLER_UID_LABEL]: metadata.uid,
    [JOB_NAME_LABEL]: metadata.name,
  };
  spec.template.metadata ??= {} as ObjectMeta;
  spec.template.metadata.labels = { ...labels, ...spec.template.metadata.labels };
  spec.selector ??= {};
  spec.selector.matchLabels = {
    ...spec.selector.matchLabels,
    [CONTROLLER_UID_LABEL]: metadata.uid,
  };
  // A Job without labels takes those of its pods.
  if (Object.keys(metadata.labels ?? {}).length === 0) {
    metadata.labels = { ...spec.template.metadata.labels };
  }
}
