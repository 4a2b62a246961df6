import { AUTOSCALER_COLUMNS } from './horizontal-pod-autoscaler-columns.ts';
import type { Kind } from './kind.ts';
import { keepStatus, PLAIN_STRATEGY } from './strategy.ts';
import type { HorizontalPodAutoscaler } from './types.generated.ts';

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
  columns: AUTOSCALER_COLUMNS,
};
