import * as fieldErrors from '../field-errors.ts';
import { goForm } from '../go-form.ts';
import { validateLabelSelector } from '../label-selector.ts';
import { byteLength, IMMUTABLE } from '../names.ts';
import { isEqual, type Json } from '../object.ts';
import { domainPathErrors, validateImmutable } from '../object-meta.ts';
import { podTemplateForm } from '../pod/go-form.ts';
import { validateChoice, validateNonNegative } from '../pod/validation/scalars.ts';
import { validatePodTemplate, validateTemplateLabels } from '../pod/validation/template.ts';
import type { FieldError } from '../status.ts';
import type { Job, JobSpec } from '../types.generated.ts';
import { fieldAt } from '../untyped.ts';
import { validatePodFailurePolicy, validateSuccessPolicy } from './policies.ts';
import { validateGeneratedSelector } from './selector.ts';

const COMPLETION_MODES = ['NonIndexed', 'Indexed'];

const NUMBERS = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
  'backoffLimitPerIndex',
  'maxFailedIndexes',
] as const;

/** How much a Job with indexes may ask for, and how much when it has more of them than that. */
const MANY = 100_000;
const FEW = 10_000;
const MAX_MANAGER = 63;

/** A number that is at most so much. */
const atMost = (value: number | undefined, most: number, field: string, rest = ''): FieldError[] =>
  value !== undefined && value > most
    ? [fieldErrors.invalid(field, value, `must be less than or equal to ${most}${rest}`)]
    : [];

/** What a Job with indexes must say, and how much of it. */
function validateIndexed(spec: JobSpec, field: string): FieldError[] {
  const { completions, maxFailedIndexes, parallelism } = spec;
  const [failed, parallel] = [`${field}.maxFailedIndexes`, `${field}.parallelism`];
  const errors: FieldError[] = [];
  if (completions === undefined) {
    const detail = 'when completion mode is Indexed';
    errors.push(fieldErrors.required(`${field}.completions`, detail));
  }
  errors.push(...atMost(parallelism, MANY, parallel, ' when completion mode is Indexed'));
  if (maxFailedIndexes !== undefined && maxFailedIndexes > (completions ?? maxFailedIndexes)) {
    const detail = 'must be less than or equal to completions';
    errors.push(fieldErrors.invalid(failed, maxFailedIndexes, detail));
  }
  errors.push(...atMost(maxFailedIndexes, MANY, failed));
  if ((completions ?? 0) <= MANY || spec.backoffLimitPerIndex === undefined) return errors;
  if (maxFailedIndexes === undefined) {
    const detail = `must be specified when completions is above ${MANY}`;
    errors.push(fieldErrors.required(failed, detail));
  }
  const rest = ` when completions are above ${MANY} and used with backoff limit per index`;
  return [
    ...errors,
    ...atMost(parallelism, FEW, parallel, rest),
    ...atMost(maxFailedIndexes, FEW, failed, rest),
  ];
}

/** What only Jobs with indexes may ask for. */
function validateMode(spec: JobSpec, field: string): FieldError[] {
  const errors: FieldError[] = [];
  if (spec.maxFailedIndexes !== undefined && spec.backoffLimitPerIndex === undefined) {
    const detail = 'when maxFailedIndexes is specified';
    errors.push(fieldErrors.required(`${field}.backoffLimitPerIndex`, detail));
  }
  if (spec.managedBy !== undefined) {
    errors.push(...domainPathErrors(spec.managedBy, `${field}.managedBy`));
    if (byteLength(spec.managedBy) > MAX_MANAGER) {
      errors.push(fieldErrors.tooLong(`${field}.managedBy`, MAX_MANAGER));
    }
  }
  errors.push(...validateChoice(spec.completionMode, COMPLETION_MODES, `${field}.completionMode`));
  if (spec.completionMode === 'Indexed') return [...errors, ...validateIndexed(spec, field)];
  if (spec.completionMode !== 'NonIndexed') return errors;
  for (const name of ['backoffLimitPerIndex', 'maxFailedIndexes'] as const) {
    const value = spec[name];
    if (value === undefined) continue;
    errors.push(fieldErrors.invalid(`${field}.${name}`, value, 'requires indexed completion mode'));
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
function validateJobSpec(spec: JobSpec, field: string): FieldError[] {
  const at = `${field}.template.spec.restartPolicy`;
  const restartPolicy = spec.template.spec?.restartPolicy ?? '';
  const errors = [
    ...NUMBERS.flatMap((name) => validateNonNegative(spec[name], `${field}.${name}`)),
    ...validateMode(spec, field),
    ...validatePolicies(spec, field),
  ];
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
const validateOwnSpec = (spec: JobSpec): FieldError[] => [
  ...validateJobSpec(spec, 'spec'),
  ...(spec.selector === undefined
    ? [fieldErrors.required('spec.selector')]
    : validateLabelSelector(spec.selector, 'spec.selector')),
  ...validateTemplateLabels(spec.template, spec.selector, 'spec.template'),
];

/** Models ValidateJob. */
export const validateJob = (job: Job): FieldError[] => [
  ...validateGeneratedSelector(job),
  ...validateOwnSpec(job.spec),
];

/** The Job of a CronJob; its selector comes when it is made. Models ValidateJobTemplateSpec. */
export function validateJobTemplate(spec: JobSpec, field: string): FieldError[] {
  const errors = validateJobSpec(spec, field);
  if (spec.selector !== undefined) {
    const shown = spec.selector as unknown as Json;
    const detail = '`selector` will be auto-generated';
    errors.push(fieldErrors.invalid(`${field}.selector`, shown, detail));
  }
  if (spec.manualSelector === true) {
    errors.push(fieldErrors.unsupported(`${field}.manualSelector`, true, ['nil', 'false']));
  }
  return errors;
}

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
    ...validateOwnSpec(job.spec),
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
