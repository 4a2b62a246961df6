import { AUTOSCALER_COLUMNS } from './horizontal-pod-autoscaler-columns.ts';
import type { Kind } from './kind.ts';
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

/** Models pkg/registry of horizontalpodautoscalers; its rules come with requests. */
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
  columns: AUTOSCALER_COLUMNS,
};
