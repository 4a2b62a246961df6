import * as fieldErrors from '../../field-errors.ts';
import { validateLabelSelector } from '../../label-selector.ts';
import { qualifiedNameErrors } from '../../names.ts';
import type { FieldError } from '../../status.ts';
import type {
  Affinity,
  NodeSelectorTerm,
  PodAffinityTerm,
  Toleration,
  TopologySpreadConstraint,
} from '../../types.generated.ts';
import { allInvalid, eachOf, validateChoice } from './scalars.ts';

/** What a taint can do to pods that do not tolerate it. */
export const TAINT_EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
const UNSATISFIABLE = ['DoNotSchedule', 'ScheduleAnyway'];
const NODE_OPERATORS = ['DoesNotExist', 'Exists', 'Gt', 'In', 'Lt', 'NotIn'];
const MAX_WEIGHT = 100;

/** Models ValidateTolerations. */
export const validateTolerations = (
  tolerations: readonly Toleration[] | undefined,
  field: string,
): FieldError[] =>
  eachOf(tolerations, field, ({ key, operator, value, effect, tolerationSeconds }, at) => {
    const errors = key ? allInvalid(`${at}.key`, key, qualifiedNameErrors(key)) : [];
    if (!key && operator !== 'Exists') {
      const detail =
        'operator must be Exists when `key` is empty, which means "match all values and all keys"';
      errors.push(fieldErrors.invalid(`${at}.operator`, operator ?? '', detail));
    }
    if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
      const detail = "effect must be 'NoExecute' when `tolerationSeconds` is set";
      errors.push(fieldErrors.invalid(`${at}.effect`, effect ?? '', detail));
    }
    if (operator === 'Exists' && value) {
      const detail = "value must be empty when `operator` is 'Exists'";
      errors.push(fieldErrors.invalid(`${at}.operator`, value, detail));
    }
    if (operator && operator !== 'Exists' && operator !== 'Equal') {
      errors.push(fieldErrors.unsupported(`${at}.operator`, operator, ['Equal', 'Exists']));
    }
    return [...errors, ...validateChoice(effect || undefined, TAINT_EFFECTS, `${at}.effect`)];
  });

const validateNodeTerm = (term: NodeSelectorTerm, field: string): FieldError[] =>
  eachOf(term.matchExpressions, `${field}.matchExpressions`, ({ key, operator, values }, at) => {
    const count = values?.length ?? 0;
    const errors: FieldError[] = [];
    if ((operator === 'In' || operator === 'NotIn') && count === 0) {
      const detail = "must be specified when `operator` is 'In' or 'NotIn'";
      errors.push(fieldErrors.required(`${at}.values`, detail));
    }
    if ((operator === 'Exists' || operator === 'DoesNotExist') && count > 0) {
      const detail = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
      errors.push(fieldErrors.forbidden(`${at}.values`, detail));
    }
    if ((operator === 'Gt' || operator === 'Lt') && count !== 1) {
      const detail = "must be specified single value when `operator` is 'Lt' or 'Gt'";
      errors.push(fieldErrors.required(`${at}.values`, detail));
    }
    if (!NODE_OPERATORS.includes(operator)) {
      const detail = 'not a valid selector operator';
      errors.push(fieldErrors.invalid(`${at}.operator`, operator ?? '', detail));
    }
    return [...errors, ...allInvalid(`${at}.key`, key, qualifiedNameErrors(key ?? ''))];
  });

const validateWeight = (weight: number, field: string): FieldError[] =>
  weight >= 1 && weight <= MAX_WEIGHT
    ? []
    : [fieldErrors.invalid(`${field}.weight`, weight, 'must be in the range 1-100')];

const validatePodTerm = (term: PodAffinityTerm, field: string): FieldError[] => [
  ...validateLabelSelector(term.labelSelector, `${field}.labelSelector`),
  ...(term.topologyKey ? [] : [fieldErrors.required(`${field}.topologyKey`, 'can not be empty')]),
  ...allInvalid(
    `${field}.topologyKey`,
    term.topologyKey ?? '',
    qualifiedNameErrors(term.topologyKey ?? ''),
  ),
];

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

/** Models validateAffinity. */
export function validateAffinity(affinity: Affinity | undefined, field: string): FieldError[] {
  const { nodeAffinity } = affinity ?? {};
  const errors: FieldError[] = [];
  if (nodeAffinity?.[REQUIRED] !== undefined) {
    const at = `${field}.nodeAffinity.${REQUIRED}.nodeSelectorTerms`;
    const terms = nodeAffinity[REQUIRED].nodeSelectorTerms ?? [];
    if (terms.length === 0) {
      errors.push(fieldErrors.required(at, 'must have at least one node selector term'));
    }
    errors.push(...eachOf(terms, at, validateNodeTerm));
  }
  errors.push(
    ...eachOf(nodeAffinity?.[PREFERRED], `${field}.nodeAffinity.${PREFERRED}`, (term, at) => [
      ...validateWeight(term.weight, at),
      ...validateNodeTerm(term.preference, `${at}.preference`),
    ]),
  );
  for (const name of ['podAffinity', 'podAntiAffinity'] as const) {
    const pods = affinity?.[name];
    const at = `${field}.${name}`;
    errors.push(
      ...eachOf(pods?.[REQUIRED], `${at}.${REQUIRED}`, validatePodTerm),
      ...eachOf(pods?.[PREFERRED], `${at}.${PREFERRED}`, (term, one) => [
        ...validateWeight(term.weight, one),
        ...validatePodTerm(term.podAffinityTerm, `${one}.podAffinityTerm`),
      ]),
    );
  }
  return errors;
}

function validateMinDomains(constraint: TopologySpreadConstraint, field: string): FieldError[] {
  const { minDomains, whenUnsatisfiable } = constraint;
  if (minDomains === undefined) return [];
  const errors: FieldError[] = [];
  if (minDomains <= 0) {
    errors.push(fieldErrors.invalid(field, minDomains, 'must be greater than zero'));
  }
  if (whenUnsatisfiable !== 'DoNotSchedule') {
    const detail = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable}`;
    errors.push(fieldErrors.invalid(field, minDomains, detail));
  }
  return errors;
}

const pairOf = ({ topologyKey, whenUnsatisfiable }: TopologySpreadConstraint): string =>
  `{${topologyKey}, ${whenUnsatisfiable}}`;

/** Models validateTopologySpreadConstraints. */
export const validateTopologySpread = (
  constraints: readonly TopologySpreadConstraint[] | undefined,
  field: string,
): FieldError[] =>
  eachOf(constraints, field, (constraint, at, index) => {
    const errors: FieldError[] = [];
    const later = constraints?.slice(index + 1) ?? [];
    const isRepeated = later.some((other) => pairOf(other) === pairOf(constraint));
    const pair = `${at}.{topologyKey, whenUnsatisfiable}`;
    if (!(constraint.maxSkew > 0)) {
      const detail = 'must be greater than zero';
      errors.push(fieldErrors.invalid(`${at}.maxSkew`, constraint.maxSkew ?? 0, detail));
    }
    if (!constraint.topologyKey) {
      errors.push(fieldErrors.required(`${at}.topologyKey`, 'can not be empty'));
    }
    return [
      ...errors,
      ...validateChoice(constraint.whenUnsatisfiable, UNSATISFIABLE, `${at}.whenUnsatisfiable`),
      ...(isRepeated ? [fieldErrors.duplicate(pair, pairOf(constraint))] : []),
      ...validateMinDomains(constraint, `${at}.minDomains`),
      ...validateLabelSelector(constraint.labelSelector, `${at}.labelSelector`),
    ];
  });
