import * as fieldErrors from '../field-errors.ts';
import { goForm } from '../go-form.ts';
import { IMMUTABLE } from '../names.ts';
import { isEqual, type Json } from '../object.ts';
import { validateImmutable } from '../object-meta.ts';
import { podTemplateForm } from '../pod/go-form.ts';
import { validateChoice, validateNonNegative } from '../pod/validation/scalars.ts';
import { validatePodTemplate, validateTemplateLabels } from '../pod/validation/template.ts';
import type { FieldError } from '../status.ts';
import type { Job, JobSpec } from '../types.generated.ts';
import { fieldAt } from '../untyped.ts';
import { validatePodFailurePolicy, validateSuccessPolicy } from './policies.ts';

const COMPLETION_MODES = ['Indexed', 'NonIndexed'];

const NUMBERS = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
  'backoffLimitPerIndex',
  'maxFailedIndexes',
] as const;

/** What only Jobs with indexes may ask for. */
function validateIndexFields(spec: JobSpec, field: string): FieldError[] {
  const { completions, maxFailedIndexes } = spec;
  if (spec.completionMode !== 'Indexed') {
    return (['backoffLimitPerIndex', 'maxFailedIndexes'] as const).flatMap((name) => {
      const value = spec[name];
      const detail = 'requires indexed completion mode';
      return value === undefined ? [] : [fieldErrors.invalid(`${field}.${name}`, value, detail)];
    });
  }
  const errors: FieldError[] = [];
  if (maxFailedIndexes !== undefined && completions !== undefined) {
    const detail = 'must be less than or equal to completions';
    if (maxFailedIndexes > completions) {
      errors.push(fieldErrors.invalid(`${field}.maxFailedIndexes`, maxFailedIndexes, detail));
    }
  }
  if (maxFailedIndexes !== undefined && spec.backoffLimitPerIndex === undefined) {
    const detail = 'when maxFailedIndexes is specified';
    errors.push(fieldErrors.required(`${field}.backoffLimitPerIndex`, detail));
  }
  return errors;
}

/** What the policies about failed pods and about success may say. */
function validatePolicies(spec: JobSpec, field: string): FieldError[] {
  const errors: FieldError[] = [];
  if (spec.podFailurePolicy !== undefined) {
    errors.push(...validatePodFailurePolicy(spec, `${field}.podFailurePolicy`));
  }
  const { successPolicy } = spec;
  if (successPolicy === undefined) return errors;
  const at = `${field}.successPolicy`;
  if (spec.completionMode === 'Indexed') return [...errors, ...validateSuccessPolicy(spec, at)];
  const shown = goForm('SuccessPolicy', successPolicy as unknown as Json);
  return [...errors, fieldErrors.invalid(at, shown, 'requires indexed completion mode')];
}

function validateReplacement(spec: JobSpec, field: string): FieldError[] {
  const choices =
    spec.podFailurePolicy === undefined ? ['Failed', 'TerminatingOrFailed'] : ['Failed'];
  return validateChoice(spec.podReplacementPolicy, choices, `${field}.podReplacementPolicy`);
}

/** What a Job and the template of a CronJob have in common. Models validateJobSpec. */
export function validateJobSpec(spec: JobSpec, field: string): FieldError[] {
  const at = `${field}.template.spec.restartPolicy`;
  const restartPolicy = spec.template.spec?.restartPolicy ?? '';
  const errors = [
    ...NUMBERS.flatMap((name) => validateNonNegative(spec[name], `${field}.${name}`)),
    ...validateChoice(spec.completionMode, COMPLETION_MODES, `${field}.completionMode`),
  ];
  if (spec.completionMode === 'Indexed' && spec.completions === undefined) {
    const detail = 'when completion mode is Indexed';
    errors.push(fieldErrors.required(`${field}.completions`, detail));
  }
  errors.push(...validateIndexFields(spec, field), ...validatePolicies(spec, field));
  errors.push(...validateReplacement(spec, field));
  errors.push(...validatePodTemplate(spec.template, `${field}.template`));
  // Always is the default, so the author has to choose.
  if (restartPolicy === 'Always') {
    errors.push(fieldErrors.required(at, 'valid values: "OnFailure", "Never"'));
  } else if (restartPolicy !== 'OnFailure' && restartPolicy !== 'Never') {
    errors.push(fieldErrors.unsupported(at, restartPolicy, ['OnFailure', 'Never']));
  } else if (spec.podFailurePolicy !== undefined && restartPolicy !== 'Never') {
    const detail = 'only "Never" is supported when podFailurePolicy is specified';
    errors.push(fieldErrors.invalid(at, restartPolicy, detail));
  }
  return errors;
}

/** Models ValidateJobSpec. */
export const validateJob = ({ spec }: Job): FieldError[] => [
  ...(spec.selector === undefined ? [fieldErrors.required('spec.selector')] : []),
  ...validateTemplateLabels(spec.template, spec.selector, 'spec.template'),
  ...validateJobSpec(spec, 'spec'),
];

function validateCompletions(spec: JobSpec, old: JobSpec): FieldError[] {
  if (spec.completions === old.completions) return [];
  const field = 'spec.completions';
  if (old.completionMode !== 'Indexed') {
    return [fieldErrors.invalid(field, spec.completions ?? null, IMMUTABLE)];
  }
  if (spec.completions === spec.parallelism) return [];
  const detail = 'can only be modified in tandem with spec.parallelism';
  return [fieldErrors.invalid(field, spec.completions ?? null, detail)];
}

/** Models ValidateJobSpecUpdate. */
export function validateJobUpdate(job: Job, old: Job): FieldError[] {
  const [spec, before] = [job.spec, old.spec];
  const errors = [
    ...validateJob(job),
    ...validateCompletions(spec, before),
    ...validateImmutable('spec.selector', spec.selector, before.selector),
  ];
  if (!isEqual(spec.template, before.template)) {
    errors.push(fieldErrors.invalid('spec.template', podTemplateForm(spec.template), IMMUTABLE));
  }
  const fixed = [
    ...['completionMode', 'podFailurePolicy', 'backoffLimitPerIndex', 'managedBy'],
    'successPolicy',
  ] as const;
  for (const name of fixed) {
    errors.push(...validateImmutable(`spec.${name}`, fieldAt(spec, name), fieldAt(before, name)));
  }
  return errors;
}
