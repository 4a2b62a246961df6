import * as fieldErrors from './field-errors.ts';
import { AUTOSCALER_COLUMNS } from './horizontal-pod-autoscaler-columns.ts';
import { validateMetricsAndBehavior } from './horizontal-pod-autoscaler-validation.ts';
import type { Kind } from './kind.ts';
import type { FieldError } from './status.ts';
import { keepStatus, PLAIN_STRATEGY } from './strategy.ts';
import type {
  HorizontalPodAutoscaler,
  HPAScalingPolicy,
  HPAScalingRules,
} from './types.generated.ts';

const setRuleDefaults = (
  rules: HPAScalingRules,
  stabilizationSeconds: number | undefined,
  policies: readonly HPAScalingPolicy[],
): void => {
  if (stabilizationSeconds !== undefined) rules.stabilizationWindowSeconds ??= stabilizationSeconds;
  rules.selectPolicy ??= 'Max';
  rules.policies ??= policies.map((policy) => ({ ...policy }));
};

/** Models pkg/apis/autoscaling/v2/defaults.go. */
function setAutoscalerDefaults(autoscaler: HorizontalPodAutoscaler): void {
  const { spec } = autoscaler;
  spec.minReplicas ??= 1;
  if (spec.metrics === undefined || spec.metrics.length === 0) {
    const target = { type: 'Utilization', averageUtilization: 80 };
    spec.metrics = [{ type: 'Resource', resource: { name: 'cpu', target } }];
  }
  if (spec.behavior === undefined) return;
  spec.behavior.scaleUp ??= {};
  spec.behavior.scaleDown ??= {};
  setRuleDefaults(spec.behavior.scaleUp, 0, [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ]);
  setRuleDefaults(spec.behavior.scaleDown, undefined, [
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ]);
}

/** Models validateHorizontalPodAutoscalerSpec. */
function validateAutoscaler(autoscaler: HorizontalPodAutoscaler): FieldError[] {
  const errors: FieldError[] = [];
  const { spec } = autoscaler;
  const { minReplicas, maxReplicas = 0, scaleTargetRef } = spec;
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
  for (const name of ['kind', 'name'] as const) {
    if (!scaleTargetRef?.[name]) errors.push(fieldErrors.required(`spec.scaleTargetRef.${name}`));
  }
  errors.push(...validateMetricsAndBehavior(autoscaler));
  return errors;
}

/** Models pkg/registry of horizontalpodautoscalers. */
export const horizontalPodAutoscalers: Kind<HorizontalPodAutoscaler> = {
  ...PLAIN_STRATEGY,
  group: 'autoscaling',
  version: 'v2',
  kind: 'HorizontalPodAutoscaler',
  plural: 'horizontalpodautoscalers',
  singular: 'horizontalpodautoscaler',
  shortNames: ['hpa'],
  categories: ['all'],
  isNamespaced: true,
  subresources: ['status'],
  prepareForCreate(draft) {
    draft.status = { desiredReplicas: 0, currentMetrics: null as never };
  },
  prepareForUpdate: keepStatus,
  setDefaults: setAutoscalerDefaults,
  validate: validateAutoscaler,
  validateUpdate: validateAutoscaler,
  columns: AUTOSCALER_COLUMNS,
};
