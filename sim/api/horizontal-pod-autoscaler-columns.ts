import { AGE_COLUMN, column, NAME_COLUMN } from './columns.ts';
import type { Column } from './kind.ts';
import type {
  HorizontalPodAutoscaler,
  MetricSpec,
  MetricStatus,
  MetricTarget,
  MetricValueStatus,
} from './types.generated.ts';

const UNKNOWN = '<unknown>';
const MAX_METRICS = 2;

const average = (current: MetricValueStatus | undefined, target: MetricTarget): string =>
  `${current?.averageValue ?? UNKNOWN}/${target.averageValue} (avg)`;

const utilization = (current: MetricValueStatus | undefined, target: MetricTarget): string => {
  if (target.averageValue !== undefined)
    return `${current?.averageValue ?? UNKNOWN}/${target.averageValue}`;
  const used = current?.averageUtilization;
  const wanted = target.averageUtilization;
  return `${used === undefined ? UNKNOWN : `${used}%`}/${wanted === undefined ? '<auto>' : `${wanted}%`}`;
};

const metricText = (metric: MetricSpec, status: MetricStatus | undefined): string => {
  switch (metric.type) {
    case 'Resource':
      return metric.resource === undefined
        ? UNKNOWN
        : `${metric.resource.name}: ${utilization(status?.resource?.current, metric.resource.target)}`;
    case 'ContainerResource':
      return metric.containerResource === undefined
        ? UNKNOWN
        : `${metric.containerResource.name}: ${utilization(status?.containerResource?.current, metric.containerResource.target)}`;
    case 'Pods':
      return metric.pods === undefined
        ? UNKNOWN
        : `${status?.pods?.current.averageValue ?? UNKNOWN}/${metric.pods.target.averageValue}`;
    case 'External':
      return metric.external === undefined
        ? UNKNOWN
        : metric.external.target.averageValue !== undefined
          ? average(status?.external?.current, metric.external.target)
          : `${status?.external?.current.value ?? UNKNOWN}/${metric.external.target.value}`;
    case 'Object':
      return metric.object === undefined
        ? UNKNOWN
        : metric.object.target.averageValue !== undefined
          ? average(status?.object?.current, metric.object.target)
          : `${status?.object?.current.value ?? UNKNOWN}/${metric.object.target.value}`;
    default:
      return '<unknown type>';
  }
};

/** `cpu: 5%/70%, …`: at most two metrics. Models formatHPAMetrics. */
export function formatMetrics({ spec, status }: HorizontalPodAutoscaler): string {
  const metrics = spec.metrics ?? [];
  if (metrics.length === 0) return '<none>';
  const shown = metrics
    .slice(0, MAX_METRICS)
    .map((metric, i) => metricText(metric, status.currentMetrics?.[i]))
    .join(', ');
  return metrics.length > MAX_METRICS
    ? `${shown} + ${metrics.length - MAX_METRICS} more...`
    : shown;
}

export const AUTOSCALER_COLUMNS: readonly Column<HorizontalPodAutoscaler>[] = [
  NAME_COLUMN,
  column('Reference', ({ spec }) => `${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}`),
  column('Targets', formatMetrics),
  column('MinPods', ({ spec }) => String(spec.minReplicas ?? '<unset>')),
  column('MaxPods', ({ spec }) => spec.maxReplicas),
  column('Replicas', ({ status }) => status.currentReplicas ?? 0),
  AGE_COLUMN,
];
