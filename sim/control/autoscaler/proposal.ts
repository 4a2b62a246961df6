import {
  addQuantities,
  type MetricSpec,
  type MetricStatus,
  type MetricsSource,
  type MetricValueStatus,
  milliValue,
  type Pod,
} from '../../api/index.ts';
import { samplesOf } from './pod-groups.ts';
import { type Answer, replicasByUtilization, replicasByValue, type Tolerance } from './replicas.ts';

const NOT_SERVED = 'the server could not find the requested resource (get pods.metrics.k8s.io)';
const NONE = 'no metrics returned from resource metrics API';
const NO_CUSTOM = 'no custom metrics API (custom.metrics.k8s.io) registered';

/** How many replicas a metric asks for, or why it cannot be told. */
export type Proposal =
  | {
      readonly ok: true;
      readonly replicas: number;
      readonly metric: string;
      readonly status: MetricStatus;
    }
  /** `error` is in the event and the condition, `failure` in what follows from it. */
  | {
      readonly ok: false;
      readonly reason: string;
      readonly error: string;
      readonly failure: string;
    };

/** What an autoscaler looks at. */
export interface Sight {
  readonly namespace: string;
  readonly pods: readonly Pod[];
  readonly current: number;
  readonly tolerance: Tolerance;
  readonly nowEpochMs: number;
  /** Undefined without a metrics server. */
  readonly metrics: MetricsSource | undefined;
}

const refuse = (reason: string, error: string, what: string): Proposal => ({
  ok: false,
  reason,
  error,
  failure: `failed to get ${what} metric value: ${error}`,
});

/** The amount of so many thousandths. Models resource.NewMilliQuantity. */
const quantity = (milli: number): string => addQuantities(`${milli}m`, '0');

type Source = NonNullable<MetricSpec['resource']>;

function answerFor(sight: Sight, { name, target }: Source, container: string): Answer {
  const unavailable = (error: string): Answer => {
    const text = `unable to get metrics for resource ${name}: ${error}`;
    return { ok: false, error: text };
  };
  const { metrics, pods, current, tolerance, nowEpochMs } = sight;
  if (metrics === undefined) {
    return unavailable(`unable to fetch metrics from resource metrics API: ${NOT_SERVED}`);
  }
  const isKnown = name === 'cpu' || name === 'memory';
  const measured = samplesOf(metrics, pods, 'cpu', '');
  if (measured.size === 0) return unavailable(NONE);
  const samples = isKnown ? samplesOf(metrics, pods, name, container) : new Map();
  if (container !== '' && samples.size === 0) {
    const text = `container ${container} not present in metrics for pod`;
    const [first] = measured.keys();
    return unavailable(`failed to get container metrics: ${text} ${sight.namespace}/${first}`);
  }
  const question = { resource: name, pods, samples, current, tolerance, nowEpochMs };
  return target.averageValue === undefined
    ? replicasByUtilization(question, target.averageUtilization ?? 0, container)
    : replicasByValue(question, milliValue(target.averageValue));
}

/** A metric of cpu or memory. Models computeStatusForResourceMetricGeneric. */
function byUsage(sight: Sight, source: Source, container: string): Proposal {
  const { name, target } = source;
  const of = container === '' ? '' : 'container ';
  const reason = container === '' ? 'FailedGetResourceMetric' : 'FailedGetContainerResourceMetric';
  const isValue = target.averageValue !== undefined;
  const answer = answerFor(sight, source, container);
  if (!answer.ok) {
    const error = `failed to get ${name} ${isValue ? 'usage' : 'utilization'}: ${answer.error}`;
    return refuse(reason, error, container === '' ? `${name} resource` : `${name} container`);
  }
  const { replicas, used, utilization } = answer;
  const current: MetricValueStatus = {
    ...(utilization === undefined ? {} : { averageUtilization: utilization }),
    averageValue: quantity(used),
  };
  const metric = isValue
    ? `${name} ${of}resource`
    : `${name} ${of}resource utilization (percentage of request)`;
  const status: MetricStatus =
    container === ''
      ? { type: 'Resource', resource: { name, current } }
      : { type: 'ContainerResource', containerResource: { name, container, current } };
  return { ok: true, replicas, metric, status };
}

/** What one metric asks for. Models computeReplicasForMetric. */
export function proposalOf(spec: MetricSpec, sight: Sight): Proposal {
  const { resource, containerResource, pods, object, external } = spec;
  if (resource !== undefined) return byUsage(sight, resource, '');
  if (containerResource !== undefined) {
    return byUsage(sight, containerResource, containerResource.container);
  }
  const custom = `unable to fetch metrics from custom metrics API: ${NO_CUSTOM}`;
  if (pods !== undefined) {
    const error = `unable to get metric ${pods.metric.name}: ${custom}`;
    return refuse('FailedGetPodsMetric', error, 'pods');
  }
  if (object !== undefined) {
    const { name } = object.metric;
    const on = `${object.describedObject.kind} on ${sight.namespace} ${object.describedObject.name}`;
    const error = `unable to get metric ${name}: ${on}/${custom}`;
    return refuse('FailedGetObjectMetric', error, 'object');
  }
  return unknownExternal(external?.metric ?? { name: '' }, sight.namespace);
}

type Identifier = NonNullable<MetricSpec['external']>['metric'];

/** Models GetExternalMetricReplicas, where Go prints the selector. */
function unknownExternal({ name, selector }: Identifier, namespace: string): Proposal {
  const labels = Object.entries(selector?.matchLabels ?? {}).sort();
  const shown = labels.map(([key, value]) => `${key}: ${value},`).join('');
  const text =
    selector === undefined
      ? 'nil'
      : `&LabelSelector{MatchLabels:map[string]string{${shown}},` +
        'MatchExpressions:[]LabelSelectorRequirement{},}';
  const error =
    `unable to get external metric ${namespace}/${name}/${text}: ` +
    'unable to fetch metrics from external metrics API: the server could not find the requested ' +
    `resource (get ${name}.external.metrics.k8s.io)`;
  return refuse('FailedGetExternalMetric', error, `${name} external`);
}
