import { column, NAME_COLUMN } from './columns.ts';
import type { AnyKind, Column, Kind } from './kind.ts';
import type { KubeObject, ObjectMeta } from './object.ts';
import { addQuantities } from './quantity.ts';
import { PLAIN_STRATEGY } from './strategy.ts';

/** Amounts by resource name: `cpu` in thousand-millionths of a core, `memory` in bytes. */
export type ResourceUsage = Readonly<Record<'cpu' | 'memory', string>>;

/** Nothing of metrics is stored, so that they have neither a uid nor a version. */
export type MetricsMeta = Omit<ObjectMeta, 'uid' | 'resourceVersion'>;

interface Measured {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: MetricsMeta;
  /** The end of the window. */
  readonly timestamp: string;
  /** As Go writes a duration: `15s`. */
  readonly window: string;
}

/** Models k8s.io/metrics/pkg/apis/metrics/v1beta1 NodeMetrics. */
export interface NodeMetrics extends Measured {
  readonly usage: ResourceUsage;
}

/** Models k8s.io/metrics/pkg/apis/metrics/v1beta1 PodMetrics. */
export interface PodMetrics extends Measured {
  readonly containers: readonly { readonly name: string; readonly usage: ResourceUsage }[];
}

/** The metrics of `metrics.k8s.io`, as the API server gets them from the metrics server. */
export interface MetricsSource {
  /** Undefined while a pod has not been measured for a whole window. */
  podMetrics(namespace: string, name: string): PodMetrics | undefined;
  nodeMetrics(name: string): NodeMetrics | undefined;
}

/** What a pod uses: the sum of its containers. */
export function podUsage({ containers }: PodMetrics): ResourceUsage {
  const [first = { usage: { cpu: '0', memory: '0' } }, ...others] = containers;
  return {
    cpu: others.reduce((sum, { usage }) => addQuantities(sum, usage.cpu), first.usage.cpu),
    memory: others.reduce((sum, { usage }) => addQuantities(sum, usage.memory), first.usage.memory),
  };
}

const usageColumns = <T extends NodeMetrics | PodMetrics>(
  usageOf: (object: T) => ResourceUsage,
): Column<T & KubeObject>[] => [
  NAME_COLUMN,
  column('cpu', (object) => usageOf(object).cpu),
  column('memory', (object) => usageOf(object).memory),
  column('Window', ({ window }) => window),
];

const METRICS = { ...PLAIN_STRATEGY, group: 'metrics.k8s.io', version: 'v1beta1' };

/** Nothing of it is stored; see `MetricsSource`. Models pkg/api of the metrics server. */
export const nodeMetricses: Kind<NodeMetrics & KubeObject> = {
  ...METRICS,
  kind: 'NodeMetrics',
  plural: 'nodes',
  singular: 'nodemetrics',
  isNamespaced: false,
  columns: usageColumns(({ usage }) => usage),
};

export const podMetricses: Kind<PodMetrics & KubeObject> = {
  ...METRICS,
  kind: 'PodMetrics',
  plural: 'pods',
  singular: 'podmetrics',
  isNamespaced: true,
  columns: usageColumns(podUsage),
};

/** The kinds that a metrics server adds to the API. */
export const METRICS_KINDS: readonly AnyKind[] = [nodeMetricses, podMetricses];

/** Whether objects of a kind are worked out when they are asked for, and only read. */
export const isMetricsKind = ({ group }: AnyKind): boolean => group === METRICS.group;
