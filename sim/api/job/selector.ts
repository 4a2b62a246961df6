import * as fieldErrors from '../field-errors.ts';
import { validateLabelSelector } from '../label-selector.ts';
import { selects } from '../labels.ts';
import type { Json, ObjectMeta } from '../object.ts';
import type { FieldError } from '../status.ts';
import type { Job } from '../types.generated.ts';

const CONTROLLER_UID_LABEL = 'batch.kubernetes.io/controller-uid';
const JOB_NAME_LABEL = 'batch.kubernetes.io/job-name';

const labelsOf = ({ metadata: { uid, name } }: Job): Record<string, string> => ({
  'controller-uid': uid,
  'job-name': name,
  [CONTROLLER_UID_LABEL]: uid,
  [JOB_NAME_LABEL]: name,
});

/** What a selector that was not asked for may not say. Models ValidateGeneratedSelector. */
export function validateGeneratedSelector(job: Job): FieldError[] {
  const { selector, manualSelector, template } = job.spec;
  if (manualSelector === true || selector === undefined) return [];
  const wanted = labelsOf(job);
  const given = template.metadata?.labels ?? {};
  const errors = [CONTROLLER_UID_LABEL, JOB_NAME_LABEL].flatMap((key) =>
    given[key] === wanted[key]
      ? []
      : [
          fieldErrors.invalid(
            `spec.template.metadata.labels[${key}]`,
            { ...given },
            `must be '${wanted[key]}'`,
          ),
        ],
  );
  if (validateLabelSelector(selector, '').length > 0 || selects(selector, wanted)) return errors;
  const detail = '`selector` not auto-generated';
  return [...errors, fieldErrors.invalid('spec.selector', selector as unknown as Json, detail)];
}

/**
 * Gives a Job that does not choose its own selector one by its uid, and its pods the labels for it.
 * Models generateSelector of pkg/registry/batch/job.
 */
export function generateSelector(job: Job): void {
  const { spec, metadata } = job;
  if (spec.manualSelector === true) return;
  const labels = labelsOf(job);
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
