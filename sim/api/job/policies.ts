import * as fieldErrors from '../field-errors.ts';
import { quote } from '../json.ts';
import { qualifiedNameErrors } from '../names.ts';
import { validateChoice, validateNonNegative } from '../pod/validation/scalars.ts';
import type { FieldError } from '../status.ts';
import type {
  JobSpec,
  PodFailurePolicyOnExitCodesRequirement,
  PodFailurePolicyOnPodConditionsPattern,
  PodFailurePolicyRule,
  SuccessPolicyRule,
} from '../types.generated.ts';

const MAX_RULES = 20;
const MAX_PATTERNS = 20;
const MAX_EXIT_CODES = 255;
const MAX_INDEXES_TEXT = 64 * 1024;

const ACTIONS = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const OPERATORS = ['In', 'NotIn'];
const STATUSES = ['False', 'True', 'Unknown'];

const atMost = (field: string, count: number, most: number): FieldError[] =>
  count > most ? [fieldErrors.tooMany(field, count, most)] : [];

/** A value that must be there and be one of `choices`. */
function oneOf(field: string, value: string, choices: readonly string[]): FieldError[] {
  if (value === '') {
    return [fieldErrors.required(field, `valid values: [${choices.map(quote).join(' ')}]`)];
  }
  return validateChoice(value, choices, field);
}

function validateExitCodes(
  codes: PodFailurePolicyOnExitCodesRequirement,
  field: string,
  containers: readonly string[],
): FieldError[] {
  const { operator = '', containerName, values = [] } = codes;
  const errors = oneOf(`${field}.operator`, operator, OPERATORS);
  if (containerName !== undefined && !containers.includes(containerName)) {
    const detail = 'must be one of the container or initContainer names in the pod template';
    errors.push(fieldErrors.invalid(`${field}.containerName`, containerName, detail));
  }
  const at = `${field}.values`;
  if (values.length === 0) {
    errors.push(fieldErrors.invalid(at, values, 'at least one value is required'));
  }
  errors.push(...atMost(at, values.length, MAX_EXIT_CODES));
  for (const [i, value] of values.entries()) {
    if (operator === 'In' && value === 0) {
      errors.push(fieldErrors.invalid(`${at}[${i}]`, value, 'must not be 0 for the In operator'));
    }
    if (values.indexOf(value) < i) errors.push(fieldErrors.duplicate(`${at}[${i}]`, value));
  }
  if (values.some((value, i) => value < (values[i - 1] ?? value))) {
    errors.push(fieldErrors.invalid(at, values, 'must be ordered'));
  }
  return errors;
}

const validatePatterns = (
  patterns: readonly PodFailurePolicyOnPodConditionsPattern[],
  field: string,
): FieldError[] => [
  ...atMost(field, patterns.length, MAX_PATTERNS),
  ...patterns.flatMap(({ type = '', status = '' }, i) => [
    ...qualifiedNameErrors(type).map((detail) =>
      fieldErrors.invalid(`${field}[${i}].type`, type, detail),
    ),
    ...oneOf(`${field}[${i}].status`, status, STATUSES),
  ]),
];

function validateFailureRule(
  rule: PodFailurePolicyRule,
  field: string,
  spec: JobSpec,
  containers: readonly string[],
): FieldError[] {
  const { action = '', onExitCodes, onPodConditions = [] } = rule;
  const errors = oneOf(`${field}.action`, action, ACTIONS);
  if (action === 'FailIndex' && spec.backoffLimitPerIndex === undefined) {
    const detail = 'requires the backoffLimitPerIndex to be set';
    errors.push(fieldErrors.invalid(`${field}.action`, action, detail));
  }
  if (onExitCodes !== undefined) {
    errors.push(...validateExitCodes(onExitCodes, `${field}.onExitCodes`, containers));
  }
  errors.push(...validatePatterns(onPodConditions, `${field}.onPodConditions`));
  const count = (onExitCodes === undefined ? 0 : 1) + (onPodConditions.length > 0 ? 1 : 0);
  if (count === 1) return errors;
  const detail =
    count === 2
      ? 'specifying both OnExitCodes and OnPodConditions is not supported'
      : 'specifying one of OnExitCodes and OnPodConditions is required';
  return [...errors, fieldErrors.invalidPart(field, detail)];
}

/** Models validatePodFailurePolicy of pkg/apis/batch/validation. */
export function validatePodFailurePolicy(spec: JobSpec, field: string): FieldError[] {
  const rules = spec.podFailurePolicy?.rules ?? [];
  const { containers = [], initContainers = [] } = spec.template.spec ?? {};
  const names = [...containers, ...initContainers].map(({ name }) => name);
  return [
    ...atMost(`${field}.rules`, rules.length, MAX_RULES),
    ...rules.flatMap((rule, i) => validateFailureRule(rule, `${field}.rules[${i}]`, spec, names)),
  ];
}

const TWO_PARTS =
  'violates the requirement that an index interval can have at most two parts ' +
  "separated by '-'";

/** How many indexes a text like `0,2-4` names, or what is wrong with it. */
function countIndexes(text: string, completions: number): number | string {
  let count = 0;
  let last = -1;
  for (const part of text === '' ? [] : text.split(',')) {
    const limits = part.split('-');
    if (limits.length > 2) return `the fragment ${quote(part)} ${TWO_PARTS}`;
    const wrong = limits.find((limit) => !/^[-+]?\d+$/.test(limit));
    if (wrong !== undefined) return `cannot convert string to integer for index: ${quote(wrong)}`;
    const [first = 0, end = first] = limits.map(Number);
    if (first >= completions) return `too large index: ${quote(limits[0] ?? '')}`;
    if (end >= completions) return `too large index: ${quote(limits[1] ?? '')}`;
    if (first <= last) return `non-increasing order, previous: ${last}, current: ${first}`;
    if (end < first || (limits.length === 2 && end === first)) {
      return `non-increasing order, previous: ${first}, current: ${end}`;
    }
    count += end - first + 1;
    last = end;
  }
  return count;
}

function validateSuccessRule(
  { succeededCount, succeededIndexes }: SuccessPolicyRule,
  field: string,
  completions: number,
): FieldError[] {
  if (succeededCount === undefined && succeededIndexes === undefined) {
    const detail = 'at least one of succeededCount or succeededIndexes must be specified';
    return [fieldErrors.required(field, detail)];
  }
  const errors: FieldError[] = [];
  const counted = countIndexes(succeededIndexes ?? '', completions);
  if (succeededIndexes !== undefined && succeededIndexes.length > MAX_INDEXES_TEXT) {
    errors.push(fieldErrors.tooLong(`${field}.succeededIndexes`, MAX_INDEXES_TEXT));
  }
  if (typeof counted === 'string') {
    const detail = `error parsing succeededIndexes: ${counted}`;
    errors.push(fieldErrors.invalid(`${field}.succeededIndexes`, succeededIndexes ?? '', detail));
  }
  if (succeededCount === undefined) return errors;
  const at = `${field}.succeededCount`;
  const limit = (most: number, what: string): FieldError[] => {
    const detail = `must be less than or equal to ${most} (the number of ${what})`;
    return succeededCount > most ? [fieldErrors.invalid(at, succeededCount, detail)] : [];
  };
  errors.push(...validateNonNegative(succeededCount, at));
  errors.push(...limit(completions, 'specified completions'));
  if (succeededIndexes !== undefined) {
    const total = typeof counted === 'number' ? counted : 0;
    errors.push(...limit(total, 'indexes in the specified succeededIndexes field'));
  }
  return errors;
}

/** Models validateSuccessPolicy of pkg/apis/batch/validation; for Jobs with indexes. */
export function validateSuccessPolicy(spec: JobSpec, field: string): FieldError[] {
  const rules = spec.successPolicy?.rules ?? [];
  const at = `${field}.rules`;
  const none = 'at least one rules must be specified when the successPolicy is specified';
  return [
    ...(rules.length === 0 ? [fieldErrors.required(at, none)] : []),
    ...atMost(at, rules.length, MAX_RULES),
    ...rules.flatMap((rule, i) => validateSuccessRule(rule, `${at}[${i}]`, spec.completions ?? 0)),
  ];
}
