import * as fieldErrors from './field-errors.ts';
import { isEmptySelector, validateLabelSelector } from './label-selector.ts';
import type { Json } from './object.ts';
import { validatePodTemplate, validateTemplateLabels } from './pod/validation/template.ts';
import type { FieldError } from './status.ts';
import type { LabelSelector, PodTemplateSpec } from './types.generated.ts';

/** The selector of a workload: it must be there and say something. `noun` names the kind. */
export function validateWorkloadSelector(
  selector: LabelSelector | undefined,
  noun: string,
): FieldError[] {
  if (selector === undefined) return [fieldErrors.required('spec.selector')];
  const errors = validateLabelSelector(selector, 'spec.selector');
  if (isEmptySelector(selector)) {
    const detail = `empty selector is invalid for ${noun}`;
    errors.push(fieldErrors.invalid('spec.selector', selector as unknown as Json, detail));
  }
  return errors;
}

/** The template of pods that run for ever. Models ValidatePodTemplateSpecForReplicaSet. */
export function validateLastingTemplate(
  template: PodTemplateSpec,
  selector: LabelSelector | undefined,
  kind: 'ReplicaSet' | 'DaemonSet',
): FieldError[] {
  const noSelector = kind === 'ReplicaSet' ? 'invalid label selector' : undefined;
  const errors = validateTemplateLabels(template, selector, 'spec.template', noSelector);
  // Nothing more is said of a template whose pods cannot be told.
  if (noSelector !== undefined && errors.some(({ detail }) => detail === noSelector)) return errors;
  errors.push(...validatePodTemplate(template, 'spec.template'));
  const { restartPolicy = '', activeDeadlineSeconds } = template.spec ?? {};
  if (restartPolicy !== 'Always') {
    const field = 'spec.template.spec.restartPolicy';
    errors.push(fieldErrors.unsupported(field, restartPolicy, ['Always']));
  }
  if (activeDeadlineSeconds !== undefined) {
    const detail = `activeDeadlineSeconds in ${kind} is not Supported`;
    errors.push(fieldErrors.forbidden('spec.template.spec.activeDeadlineSeconds', detail));
  }
  return errors;
}
