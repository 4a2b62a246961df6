import {
  isPodReady,
  isPodTerminal,
  type MetricSpec,
  type MetricStatus,
  milliValue,
  type Pod,
} from '../../api/index.ts';
import { isDeleting } from '../meta.ts';
import type { PodMetrics } from './metrics.ts';

/** A ratio this close to 1 asks for nothing. */
const TOLERANCE = 0.1;
const NOT_SERVED =
  'unable to fetch metrics from resource metrics API: ' +
  'the server could not find the requested resource (get pods.metrics.k8s.io)';
const NONE = 'no metrics returned from resource metrics API';

/** How many replicas a metric asks for, or why it cannot be told. */
export type Proposal =
  | { readonly replicas: number; readonly metric: string; readonly status: MetricStatus }
  | { readonly reason: string; readonly error: string; readonly failure: string };

interface Measured {
  readonly pod: Pod;
  /** In thousandths. */
  readonly used: number;
}

function measure(name: string, pods: readonly Pod[], metrics: PodMetrics): Measured[] {
  return pods.flatMap((pod) => {
    const usage = metrics.usageOf(pod);
    if (usage === undefined) return [];
    const used = usage.reduce(
      (sum, one) => sum + (name === 'cpu' ? one.cpuMilli : one.memoryBytes * 1000),
      0,
    );
    return [{ pod, used }];
  });
}

/** What a pod asks for, in thousandths; a container's name when that one asks for nothing. */
function requestOf(name: string, { spec }: Pod): number | string {
  let total = 0;
  for (const container of spec.containers) {
    const request = container.resources?.requests?.[name];
    if (request === undefined) return container.name;
    total += milliValue(request);
  }
  return total;
}

const wanted = (ratio: number, current: number, count: number): number =>
  Math.abs(ratio - 1) <= TOLERANCE ? current : Math.ceil(ratio * count);

function refuse(name: string, what: string, error: string): Proposal {
  return {
    reason: 'FailedGetResourceMetric',
    error: `failed to get ${name} ${what}: ${error}`,
    failure: `failed to get ${name} resource metric value: failed to get ${name} ${what}: ${error}`,
  };
}

const quantity = (name: string, milli: number): string =>
  name === 'cpu' ? `${Math.round(milli)}m` : String(Math.round(milli / 1000));

function byUtilization(
  name: string,
  target: number,
  measured: readonly Measured[],
  current: number,
): Proposal {
  let [used, requested] = [0, 0];
  for (const one of measured) {
    const request = requestOf(name, one.pod);
    if (typeof request === 'string') {
      const { metadata } = one.pod;
      const where = `container ${request} of Pod ${metadata.name}`;
      const error = `missing request for ${name} in ${where}`;
      return refuse(name, 'utilization', error);
    }
    used += one.used;
    requested += request;
  }
  const utilization = Math.trunc((used * 100) / requested);
  return {
    replicas: wanted(utilization / target, current, measured.length),
    metric: `${name} resource utilization (percentage of request)`,
    status: {
      type: 'Resource',
      resource: {
        name,
        current: {
          averageUtilization: utilization,
          averageValue: quantity(name, used / measured.length),
        },
      },
    },
  };
}

/** What one metric asks for. Models computeReplicasForMetric. */
export function proposalOf(
  spec: MetricSpec,
  pods: readonly Pod[],
  current: number,
  metrics: PodMetrics,
): Proposal {
  const { resource, type } = spec;
  if (resource === undefined) {
    const error = `no metrics of type ${type} are known`;
    return { reason: `FailedGet${type}Metric`, error, failure: error };
  }
  const { name, target } = resource;
  const what = target.averageUtilization === undefined ? 'usage' : 'utilization';
  const unavailable = `unable to get metrics for resource ${name}: `;
  if (!metrics.isServed()) return refuse(name, what, unavailable + NOT_SERVED);
  const living = pods.filter((pod) => !isPodTerminal(pod) && !isDeleting(pod) && isPodReady(pod));
  const measured = measure(name, living, metrics);
  if (measured.length === 0) return refuse(name, what, unavailable + NONE);
  if (target.averageUtilization !== undefined) {
    return byUtilization(name, target.averageUtilization, measured, current);
  }
  const goal = milliValue(target.averageValue ?? '0');
  const used = measured.reduce((sum, one) => sum + one.used, 0);
  const averageValue = quantity(name, used / measured.length);
  return {
    replicas: wanted(used / (goal * measured.length), current, measured.length),
    metric: `${name} resource`,
    status: { type: 'Resource', resource: { name, current: { averageValue } } },
  };
}
