import { DEFAULT_COLUMNS } from './columns.ts';
import { horizontalPodAutoscalers } from './horizontal-pod-autoscaler.ts';
import { encodeSortedJson, isObject } from './json.ts';
import type { Kind } from './kind.ts';
import type { Json, JsonObject, KubeObject } from './object.ts';
import { PLAIN_STRATEGY } from './strategy.ts';

/** Models the annotations of pkg/apis/autoscaling, where v1 keeps what it has no fields for. */
const PREFIX = 'autoscaling.alpha.kubernetes.io/';

const objectAt = (json: JsonObject, key: string): JsonObject => {
  const value = json[key];
  return isObject(value) ? value : {};
};

function parsed(text: Json | undefined): Json | undefined {
  try {
    return typeof text === 'string' ? (JSON.parse(text) as Json) : undefined;
  } catch {
    return undefined;
  }
}

/** The percentage of cpu that a metric is about, as v1 has a field for it. */
function percentOf(metric: Json, key: 'target' | 'current'): Json | undefined {
  if (!isObject(metric)) return undefined;
  const resource = objectAt(metric, 'resource');
  if (metric.type !== 'Resource' || resource.name !== 'cpu') return undefined;
  return objectAt(resource, key).averageUtilization;
}

const listAt = (json: JsonObject, key: string): Json[] => {
  const value = json[key];
  return Array.isArray(value) ? value : [];
};

/** An autoscaler of v2 as v1 shows it. Models Convert_autoscaling_…_To_v1_…. */
export function autoscalerAsV1(object: JsonObject): JsonObject {
  const spec = objectAt(object, 'spec');
  const status = objectAt(object, 'status');
  const metadata = objectAt(object, 'metadata');
  const metrics = listAt(spec, 'metrics');
  const target = metrics.map((metric) => percentOf(metric, 'target')).find(Boolean);
  const others = metrics.filter((metric) => percentOf(metric, 'target') === undefined);
  const current = listAt(status, 'currentMetrics');
  const used = current.map((metric) => percentOf(metric, 'current')).find(Boolean);
  const kept: Record<string, Json | undefined> = {
    behavior: spec.behavior,
    conditions: status.conditions,
    'current-metrics': current.length > 0 ? current : undefined,
    metrics: others.length > 0 ? others : undefined,
  };
  const annotations: JsonObject = { ...objectAt(metadata, 'annotations') };
  for (const [name, value] of Object.entries(kept)) {
    if (value !== undefined) annotations[PREFIX + name] = encodeSortedJson(value as JsonObject);
  }
  const { metrics: _metrics, behavior: _behavior, ...ownSpec } = spec;
  const { currentMetrics: _current, conditions: _conditions, ...ownStatus } = status;
  return {
    ...object,
    apiVersion: 'autoscaling/v1',
    metadata: Object.keys(annotations).length === 0 ? metadata : { ...metadata, annotations },
    spec: {
      ...ownSpec,
      ...(target === undefined ? {} : { targetCPUUtilizationPercentage: target }),
    },
    status: {
      currentReplicas: 0,
      ...ownStatus,
      ...(used === undefined ? {} : { currentCPUUtilizationPercentage: used }),
    },
  };
}

/** An autoscaler of v1 as it is stored. Models Convert_v1_…_To_autoscaling_…. */
export function autoscalerFromV1(object: JsonObject): JsonObject {
  const metadata = objectAt(object, 'metadata');
  const all = objectAt(metadata, 'annotations');
  const { targetCPUUtilizationPercentage: percent, ...spec } = objectAt(object, 'spec');
  const { currentCPUUtilizationPercentage: _used, ...status } = objectAt(object, 'status');
  const others = parsed(all[`${PREFIX}metrics`]);
  const behavior = parsed(all[`${PREFIX}behavior`]);
  const conditions = parsed(all[`${PREFIX}conditions`]);
  const current = parsed(all[`${PREFIX}current-metrics`]);
  const target: JsonObject = { type: 'Utilization', averageUtilization: percent ?? 0 };
  const metrics: Json[] = [
    ...(Array.isArray(others) ? others : []),
    ...(percent === undefined ? [] : [{ type: 'Resource', resource: { name: 'cpu', target } }]),
  ];
  const own = Object.entries(all).filter(([name]) => !name.startsWith(PREFIX));
  const { annotations: _all, ...rest } = metadata;
  return {
    ...object,
    apiVersion: 'autoscaling/v2',
    metadata: own.length === 0 ? rest : { ...rest, annotations: Object.fromEntries(own) },
    spec: {
      ...spec,
      ...(metrics.length === 0 ? {} : { metrics }),
      ...(isObject(behavior) ? { behavior } : {}),
    },
    status: {
      desiredReplicas: 0,
      ...status,
      ...(conditions === undefined ? {} : { conditions }),
      currentMetrics: current ?? null,
    },
  };
}

const { group, kind, plural, singular, shortNames, categories, isNamespaced, subresources } =
  horizontalPodAutoscalers;

/** The older form of autoscalers. Its objects are stored as those of v2. */
export const horizontalPodAutoscalersV1: Kind<KubeObject> = {
  ...PLAIN_STRATEGY,
  group,
  kind,
  plural,
  singular,
  shortNames,
  categories,
  isNamespaced,
  subresources,
  version: 'v1',
  setDefaults: (draft) => {
    const { spec } = draft as unknown as { spec: { minReplicas?: number } };
    spec.minReplicas ??= 1;
  },
  columns: DEFAULT_COLUMNS,
};
