import {
  allInvalid,
  type CrossVersionObjectReference,
  compareQuantities,
  dns1123LabelErrors,
  eachOf,
  type FieldError,
  fieldErrors,
  type HorizontalPodAutoscaler,
  type HPAScalingRules,
  type MetricIdentifier,
  type MetricSpec,
  type MetricTarget,
  pathSegmentErrors,
  validateChoice,
} from '../../api/index.ts';
import { ownAt } from '../../kernel/index.ts';
import { referenceErrors } from './reference.ts';
import type { Rule } from './rule.ts';

// Models pkg/apis/autoscaling/validation.

const LONGEST_WINDOW_SECONDS = 3600;
const LONGEST_PERIOD_SECONDS = 1800;
const NO_TARGET = 'must set either a target raw value or a target utilization';
const TWO_TARGETS = 'may not set both a target raw value and a target utilization';

type Reference = Partial<CrossVersionObjectReference>;

/** Models ValidateCrossVersionObjectReference; a reference that is `kept` keeps its version too. */
function versionedErrors(
  reference: Reference | undefined,
  version: 'grouped' | 'any' | 'kept',
  at: string,
): FieldError[] {
  const { apiVersion = '' } = reference ?? {};
  const errors = referenceErrors(reference ?? {}, at);
  if (version === 'kept') return errors;
  const parts = apiVersion.split('/');
  const wrong = (detail: string): void => {
    errors.push(fieldErrors.invalid(`${at}.apiVersion`, apiVersion, detail));
  };
  if (parts.length > 2) wrong(`unexpected GroupVersion string: ${apiVersion}`);
  else if (version === 'grouped' && (parts.length < 2 || parts[0] === '')) {
    wrong('apiVersion must specify API group');
  }
  return errors;
}

function identifierErrors(metric: MetricIdentifier | undefined, at: string): FieldError[] {
  const name = metric?.name ?? '';
  return name === ''
    ? [fieldErrors.required(`${at}.name`, 'must specify a metric name')]
    : allInvalid(`${at}.name`, name, pathSegmentErrors(name));
}

/** Models validateMetricTarget. */
function targetErrors(target: MetricTarget | undefined, at: string): FieldError[] {
  const { type = '', averageUtilization } = target ?? {};
  const errors: FieldError[] = [];
  if (type === '') {
    errors.push(fieldErrors.required(`${at}.type`, 'must specify a metric target type'));
  }
  if (!['Utilization', 'Value', 'AverageValue'].includes(type)) {
    const detail = 'must be either Utilization, Value, or AverageValue';
    errors.push(fieldErrors.invalid(`${at}.type`, type, detail));
  }
  for (const name of ['value', 'averageValue'] as const) {
    const value = target?.[name];
    if (value !== undefined && compareQuantities(value, '0') <= 0) {
      errors.push(fieldErrors.invalid(`${at}.${name}`, value, 'must be positive'));
    }
  }
  if (averageUtilization !== undefined && averageUtilization < 1) {
    const field = `${at}.averageUtilization`;
    errors.push(fieldErrors.invalid(field, averageUtilization, 'must be greater than 0'));
  }
  return errors;
}

/** The target of what is measured of containers. */
function usageErrors(target: MetricTarget | undefined, at: string): FieldError[] {
  const { averageUtilization, averageValue } = target ?? {};
  const errors = targetErrors(target, at);
  if (averageUtilization === undefined && averageValue === undefined) {
    errors.push(fieldErrors.required(`${at}.averageUtilization`, NO_TARGET));
  }
  if (averageUtilization !== undefined && averageValue !== undefined) {
    errors.push(fieldErrors.forbidden(`${at}.averageValue`, TWO_TARGETS));
  }
  return errors;
}

const resourceName = (name: string | undefined, at: string): FieldError[] =>
  name ? [] : [fieldErrors.required(`${at}.name`, 'must specify a resource name')];

/** What is checked of each kind of metric, in the order in which the server looks for them. */
const SOURCES = {
  object({ describedObject, metric, target }: NonNullable<MetricSpec['object']>, at: string) {
    const hasNone = target?.value === undefined && target?.averageValue === undefined;
    const detail = 'must set either a target value or averageValue';
    return [
      ...versionedErrors(describedObject, 'any', `${at}.describedObject`),
      ...identifierErrors(metric, `${at}.metric`),
      ...targetErrors(target, `${at}.target`),
      ...(hasNone ? [fieldErrors.required(`${at}.target.averageValue`, detail)] : []),
    ];
  },
  external({ metric, target }: NonNullable<MetricSpec['external']>, at: string) {
    const given = [target?.value, target?.averageValue].filter((value) => value !== undefined);
    const none = 'must set either a target value for metric or a per-pod target';
    const both = 'may not set both a target value for metric and a per-pod target';
    return [
      ...identifierErrors(metric, `${at}.metric`),
      ...targetErrors(target, `${at}.target`),
      ...(given.length === 0 ? [fieldErrors.required(`${at}.target.averageValue`, none)] : []),
      ...(given.length === 2 ? [fieldErrors.forbidden(`${at}.target.value`, both)] : []),
    ];
  },
  pods({ metric, target }: NonNullable<MetricSpec['pods']>, at: string) {
    const detail = 'must specify a positive target averageValue';
    return [
      ...identifierErrors(metric, `${at}.metric`),
      ...targetErrors(target, `${at}.target`),
      ...(target?.averageValue === undefined
        ? [fieldErrors.required(`${at}.target.averageValue`, detail)]
        : []),
    ];
  },
  resource({ name, target }: NonNullable<MetricSpec['resource']>, at: string) {
    return [...resourceName(name, at), ...usageErrors(target, `${at}.target`)];
  },
  containerResource(source: NonNullable<MetricSpec['containerResource']>, at: string) {
    const { name, container, target } = source;
    const field = `${at}.container`;
    return [
      ...resourceName(name, at),
      ...(container
        ? allInvalid(field, container, dns1123LabelErrors(container))
        : [fieldErrors.required(field, 'must specify a container')]),
      ...usageErrors(target, `${at}.target`),
    ];
  },
} as const;

type Source = keyof typeof SOURCES;
const ORDER = ['object', 'external', 'pods', 'resource', 'containerResource'] as const;
const FIELDS: Readonly<Record<string, Source>> = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
};

/** Models validateMetricSpec. */
function metricErrors(metric: MetricSpec, at: string): FieldError[] {
  const { type = '' } = metric;
  const wanted = ownAt(FIELDS, type);
  const present = ORDER.filter((name) => metric[name] !== undefined);
  const [first] = present;
  const errors: FieldError[] = [];
  const unknown = fieldErrors.unsupported(`${at}.type`, type, Object.keys(FIELDS));
  if (type === '') {
    errors.push(fieldErrors.required(`${at}.type`, 'must specify a metric source type'));
  }
  if (wanted === undefined) errors.push(unknown);
  if (first !== undefined) {
    const check = SOURCES[first] as (source: unknown, field: string) => FieldError[];
    errors.push(...check(metric[first], `${at}.${first}`));
  }
  if (wanted === undefined) errors.push(unknown);
  else if (metric[wanted] === undefined) {
    const detail = 'must populate information for the given metric source';
    errors.push(fieldErrors.required(`${at}.${wanted}`, detail));
  }
  if (present.length === 1) return errors;
  const others = present.filter((name) => name !== wanted);
  const detail = 'must populate the given metric source only';
  return [...errors, ...others.map((name) => fieldErrors.forbidden(`${at}.${name}`, detail))];
}

/** Models validateScalingRules. */
function behaviorErrors(rules: HPAScalingRules | undefined, at: string): FieldError[] {
  if (rules === undefined) return [];
  const errors: FieldError[] = [];
  const seconds = rules.stabilizationWindowSeconds ?? 0;
  const window = `${at}.stabilizationWindowSeconds`;
  if (seconds < 0) {
    errors.push(fieldErrors.invalid(window, seconds, 'must be greater than or equal to zero'));
  }
  if (seconds > LONGEST_WINDOW_SECONDS) {
    const detail = `must be less than or equal to ${LONGEST_WINDOW_SECONDS}`;
    errors.push(fieldErrors.invalid(window, seconds, detail));
  }
  const choices = ['Disabled', 'Max', 'Min'];
  errors.push(...validateChoice(rules.selectPolicy, choices, `${at}.selectPolicy`));
  const { policies = [] } = rules;
  if (policies.length === 0) {
    errors.push(fieldErrors.required(`${at}.policies`, 'must specify at least one Policy'));
  }
  return [
    ...errors,
    ...eachOf(policies, `${at}.policies`, ({ type, value, periodSeconds }, field) => {
      const longest = `must be less than or equal to ${LONGEST_PERIOD_SECONDS}`;
      const period = [
        ...(periodSeconds <= 0 ? ['must be greater than zero'] : []),
        ...(periodSeconds > LONGEST_PERIOD_SECONDS ? [longest] : []),
      ];
      return [
        ...validateChoice(type, ['Percent', 'Pods'], `${field}.type`),
        ...allInvalid(`${field}.value`, value, value <= 0 ? ['must be greater than zero'] : []),
        ...allInvalid(`${field}.periodSeconds`, periodSeconds, period),
      ];
    }),
  ];
}

function replicaErrors({ minReplicas, maxReplicas = 0 }: HorizontalPodAutoscaler['spec']) {
  const errors: FieldError[] = [];
  if (minReplicas !== undefined && minReplicas < 1) {
    const detail = 'must be greater than or equal to 1';
    errors.push(fieldErrors.invalid('spec.minReplicas', minReplicas, detail));
  }
  if (maxReplicas < 1) {
    errors.push(fieldErrors.invalid('spec.maxReplicas', maxReplicas, 'must be greater than 0'));
  }
  if (minReplicas !== undefined && maxReplicas < minReplicas) {
    const detail = 'must be greater than or equal to `minReplicas`';
    errors.push(fieldErrors.invalid('spec.maxReplicas', maxReplicas, detail));
  }
  return errors;
}

const TO_ZERO =
  'must specify at least one Object or External metric to support scaling to zero replicas';

/** Models validationOptionsForHorizontalPodAutoscaler of the strategy. */
function versionRule(now: Reference, old: Reference | undefined): 'grouped' | 'any' | 'kept' {
  if (old !== undefined && old.apiVersion === now.apiVersion && old.kind === now.kind) {
    return 'kept';
  }
  return now.kind === 'ReplicationController' && now.apiVersion === 'v1' ? 'any' : 'grouped';
}

/** Models validateHorizontalPodAutoscalerSpec. */
export const autoscalerErrors: Rule = (object, old) => {
  const { spec } = object as unknown as HorizontalPodAutoscaler;
  const { metrics = [], behavior, scaleTargetRef } = spec;
  const isWoken = metrics.some(({ type }) => type === 'Object' || type === 'External');
  const before = (old as unknown as HorizontalPodAutoscaler | undefined)?.spec.scaleTargetRef;
  const version = versionRule(scaleTargetRef ?? {}, before);
  return [
    ...replicaErrors(spec),
    ...versionedErrors(scaleTargetRef, version, 'spec.scaleTargetRef'),
    ...eachOf(metrics, 'spec.metrics', metricErrors),
    ...(spec.minReplicas === 0 && !isWoken ? [fieldErrors.forbidden('spec.metrics', TO_ZERO)] : []),
    ...behaviorErrors(behavior?.scaleUp, 'spec.behavior.scaleUp'),
    ...behaviorErrors(behavior?.scaleDown, 'spec.behavior.scaleDown'),
  ];
};
