import {
  type AnyKind,
  failure,
  type KubeObject,
  type MetricsSource,
  nodeMetricses,
  nodes,
  notFound,
  pods,
  type Result,
  statusOf,
  success,
} from '../api/index.ts';
import type { StoreView } from '../store/index.ts';

/** What is measured for a kind of metrics: the objects of another kind. */
export const measuredKind = (kind: AnyKind): AnyKind => (kind === nodeMetricses ? nodes : pods);

const metricsOf = (
  kind: AnyKind,
  source: MetricsSource,
  { metadata }: KubeObject,
): KubeObject | undefined =>
  (kind === nodeMetricses
    ? source.nodeMetrics(metadata.name)
    : source.podMetrics(metadata.namespace ?? '', metadata.name)) as KubeObject | undefined;

/** Models the Get of pkg/api of the metrics server. */
export function getMetrics(
  view: StoreView,
  source: MetricsSource,
  kind: AnyKind,
  namespace: string,
  name: string,
): Result<KubeObject> {
  const measured = measuredKind(kind);
  const object = view.get(measured, measured.isNamespaced ? namespace : '', name);
  if (object === undefined) return failure(notFound(measured, name));
  const metrics = metricsOf(kind, source, object);
  if (metrics !== undefined) return success(metrics);
  const full = kind.isNamespaced ? `${namespace}/${name}` : name;
  const resource = kind.singular;
  const text = `${resource}.${kind.group} "${full}" not found`;
  return failure(statusOf('NotFound', text, { name: full, group: kind.group, kind: resource }));
}

/** The metrics of some pods or nodes, in their order; what is not measured is left out. */
export const listMetrics = (
  source: MetricsSource,
  kind: AnyKind,
  objects: readonly KubeObject[],
): KubeObject[] =>
  objects
    .map((object) => metricsOf(kind, source, object))
    .filter((metrics) => metrics !== undefined);
