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
  const shownWanted = wanted === undefined ? '<auto>' : `${wanted}%`;
  return `${used === undefined ? UNKNOWN : `${used}%`}/${shownWanted}`;
};

/** A metric with one value: an average of it, or the value itself. */
const valueText = (current: MetricValueStatus | undefined, target: MetricTarget): string =>
  target.averageValue === undefined
    ? `${current?.value ?? UNKNOWN}/${target.value}`
    : average(current, target);

const metricText = (metric: MetricSpec, status: MetricStatus | undefined): string => {
  const { resource, containerResource, pods, external, object } = metric;
  if (resource !== undefined) {
    return `${resource.name}: ${utilization(status?.resource?.current, resource.target)}`;
  }
  if (containerResource !== undefined) {
    const { name, target } = containerResource;
    return `${name}: ${utilization(status?.containerResource?.current, target)}`;
  }
  if (pods !== undefined) {
    return `${status?.pods?.current.averageValue ?? UNKNOWN}/${pods.target.averageValue}`;
  }
  if (external !== undefined) return valueText(status?.external?.current, external.target);
  if (object !== undefined) return valueText(status?.object?.current, object.target);
  return '<unknown type>';
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
