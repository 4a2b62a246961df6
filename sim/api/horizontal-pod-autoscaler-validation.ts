import * as fieldErrors from './field-errors.ts';
import { validateChoice } from './pod/validation/scalars.ts';
import type { FieldError } from './status.ts';
import type {
  HorizontalPodAutoscaler,
  HPAScalingRules,
  MetricSpec,
  MetricTarget,
} from './types.generated.ts';

const LONGEST_WINDOW_SECONDS = 3600;
const LONGEST_PERIOD_SECONDS = 1800;

/** The kinds of metric sources, and the fields that they are in. */
const SOURCES: Readonly<
  Record<string, 'object' | 'pods' | 'resource' | 'containerResource' | 'external'>
> = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
};

function validateTarget(target: MetricTarget, field: string): FieldError[] {
  const errors: FieldError[] = [];
  if (!target.type) {
    errors.push(fieldErrors.required(`${field}.type`, 'must specify a metric target type'));
  }
  if (target.type && !['Utilization', 'Value', 'AverageValue'].includes(target.type)) {
    const detail = 'must be either Utilization, Value, or AverageValue';
    errors.push(fieldErrors.invalid(`${field}.type`, target.type, detail));
  }
  const used = target.averageUtilization;
  if (used !== undefined && used < 1) {
    errors.push(fieldErrors.invalid(`${field}.averageUtilization`, used, 'must be greater than 0'));
  }
  return errors;
}

/** A metric of a resource. Models validateResourceSource. */
function validateUsage(source: NonNullable<MetricSpec['resource']>, field: string): FieldError[] {
  const errors: FieldError[] = [];
  if (!source.name) {
    errors.push(fieldErrors.required(`${field}.name`, 'must specify a resource name'));
  }
  const { target } = source;
  errors.push(...validateTarget(target, `${field}.target`));
  if (target.averageUtilization === undefined && target.averageValue === undefined) {
    const detail = 'must set either a target raw value or a target utilization';
    errors.push(fieldErrors.required(`${field}.target.averageUtilization`, detail));
  }
  if (target.averageUtilization !== undefined && target.averageValue !== undefined) {
    const detail = 'may not set both a target raw value and a target utilization';
    errors.push(fieldErrors.forbidden(`${field}.target.averageValue`, detail));
  }
  return errors;
}

function validateMetric(metric: MetricSpec, field: string): FieldError[] {
  const errors: FieldError[] = [];
  if (!metric.type) {
    errors.push(fieldErrors.required(`${field}.type`, 'must specify a metric source type'));
  }
  const wanted = SOURCES[metric.type];
  if (wanted === undefined) {
    errors.push(fieldErrors.unsupported(`${field}.type`, metric.type, Object.keys(SOURCES).sort()));
  }
  if (metric.resource !== undefined) {
    errors.push(...validateUsage(metric.resource, `${field}.resource`));
  }
  if (wanted !== undefined && metric[wanted] === undefined) {
    const detail = 'must populate information for the given metric source';
    errors.push(fieldErrors.required(`${field}.${wanted}`, detail));
  }
  const present = Object.values(SOURCES).filter((name) => metric[name] !== undefined);
  if (present.length === 1) return errors;
  const others = present.filter((name) => name !== wanted).sort();
  const detail = 'must populate the given metric source only';
  return [...errors, ...others.map((name) => fieldErrors.forbidden(`${field}.${name}`, detail))];
}

function validateRules(rules: HPAScalingRules | undefined, field: string): FieldError[] {
  if (rules === undefined) return [];
  const errors: FieldError[] = [];
  const seconds = rules.stabilizationWindowSeconds ?? 0;
  const window = `${field}.stabilizationWindowSeconds`;
  if (seconds < 0) {
    errors.push(fieldErrors.invalid(window, seconds, 'must be greater than or equal to zero'));
  }
  if (seconds > LONGEST_WINDOW_SECONDS) {
    const detail = `must be less than or equal to ${LONGEST_WINDOW_SECONDS}`;
    errors.push(fieldErrors.invalid(window, seconds, detail));
  }
  const choices = ['Disabled', 'Max', 'Min'];
  errors.push(...validateChoice(rules.selectPolicy, choices, `${field}.selectPolicy`));
  const { policies = [] } = rules;
  if (policies.length === 0) {
    errors.push(fieldErrors.required(`${field}.policies`, 'must specify at least one Policy'));
  }
  for (const [i, { type, value, periodSeconds }] of policies.entries()) {
    const at = `${field}.policies[${i}]`;
    errors.push(...validateChoice(type, ['Percent', 'Pods'], `${at}.type`));
    const wrong = (name: string, bad: number, detail: string): void => {
      errors.push(fieldErrors.invalid(`${at}.${name}`, bad, detail));
    };
    if (value <= 0) wrong('value', value, 'must be greater than zero');
    if (periodSeconds <= 0) wrong('periodSeconds', periodSeconds, 'must be greater than zero');
    if (periodSeconds > LONGEST_PERIOD_SECONDS) {
      const detail = `must be less than or equal to ${LONGEST_PERIOD_SECONDS}`;
      wrong('periodSeconds', periodSeconds, detail);
    }
  }
  return errors;
}

/** The metrics and the behaviour of an autoscaler. Models validateMetrics and validateBehavior. */
export const validateMetricsAndBehavior = ({ spec }: HorizontalPodAutoscaler): FieldError[] => [
  ...(spec.metrics ?? []).flatMap((metric, i) => validateMetric(metric, `spec.metrics[${i}]`)),
  ...validateRules(spec.behavior?.scaleUp, 'spec.behavior.scaleUp'),
  ...validateRules(spec.behavior?.scaleDown, 'spec.behavior.scaleDown'),
];
