import {
  type Container,
  isRestartableInitContainer,
  milliValue,
  type Pod,
} from '../../api/index.ts';
import { groupPods, type PodGroups, type Sample, type Samples } from './pod-groups.ts';

/** How far usage may be off its target before anything is done, down and up. */
export interface Tolerance {
  readonly down: number;
  readonly up: number;
}

/** What a metric is looked at for. */
export interface Question {
  readonly resource: string;
  readonly pods: readonly Pod[];
  readonly samples: Samples;
  readonly current: number;
  readonly tolerance: Tolerance;
  readonly nowEpochMs: number;
}

/** How many replicas a metric asks for; `used` is the average, in thousandths. */
export type Answer =
  | {
      readonly ok: true;
      readonly replicas: number;
      readonly used: number;
      /** Percent of what was requested; undefined for a metric of plain values. */
      readonly utilization: number | undefined;
    }
  | { readonly ok: false; readonly error: string };

interface Usage {
  readonly ratio: number;
  readonly used: number;
  readonly utilization: number | undefined;
}

const NO_PODS = 'no pods returned by selector while calculating replica count';
const NO_METRICS = 'did not receive metrics for targeted pods (pods might be unready)';
const UNMATCHED = 'no metrics returned matched known pods';

const isWithin = (ratio: number, { down, up }: Tolerance): boolean =>
  1 - down <= ratio && ratio <= 1 + up;

const sample = (value: number): Sample => ({ value, atEpochMs: 0, windowMs: 0 });

/**
 * From the usage of the pods that are known, with a cautious guess for the others: all that they
 * may use before a step down, nothing before a step up. Models GetResourceReplicas and
 * calcPlainMetricReplicas.
 */
function replicasFor(
  { samples, current, tolerance }: Question,
  { readyCount, unready, missing }: PodGroups,
  usageOf: () => Usage,
  fallback: (pod: Pod) => number,
): Answer {
  const { ratio, used, utilization } = usageOf();
  const answer = (replicas: number): Answer => ({ ok: true, replicas, used, utilization });
  const isUpWithUnready = unready.length > 0 && ratio > 1;
  if (!isUpWithUnready && missing.length === 0) {
    return answer(isWithin(ratio, tolerance) ? current : Math.ceil(ratio * readyCount));
  }
  for (const pod of missing) {
    if (ratio < 1) samples.set(pod.metadata.name, sample(fallback(pod)));
    if (ratio > 1) samples.set(pod.metadata.name, sample(0));
  }
  if (isUpWithUnready) for (const pod of unready) samples.set(pod.metadata.name, sample(0));
  const guessed = usageOf().ratio;
  const isTurned = (ratio < 1 && guessed > 1) || (ratio > 1 && guessed < 1);
  if (isWithin(guessed, tolerance) || isTurned) return answer(current);
  const replicas = Math.ceil(guessed * samples.size);
  const isAgainst = (guessed < 1 && replicas > current) || (guessed > 1 && replicas < current);
  return answer(isAgainst ? current : replicas);
}

/** What the pods ask for, in thousandths; the error when a container asks for nothing. */
function requestsOf(
  { resource, pods }: Question,
  container: string,
): ReadonlyMap<string, number> | string {
  const requests = new Map<string, number>();
  for (const { metadata, spec } of pods) {
    const sidecars = (spec.initContainers ?? []).filter(isRestartableInitContainer);
    const all: readonly Container[] = [...spec.containers, ...sidecars];
    let sum = 0;
    for (const { name, resources } of all) {
      if (container !== '' && container !== name) continue;
      const request = resources?.requests?.[resource];
      if (request === undefined) {
        return `missing request for ${resource} in container ${name} of Pod ${metadata.name}`;
      }
      sum += milliValue(request);
    }
    requests.set(metadata.name, sum);
  }
  return requests;
}

const totalOf = (samples: Samples): number =>
  [...samples.values()].reduce((sum, { value }) => sum + value, 0);

const groupsOf = ({ pods, samples, resource, nowEpochMs }: Question): PodGroups =>
  groupPods(pods, samples, resource, nowEpochMs);

/** For a target in percent of the requests. Models GetResourceReplicas. */
export function replicasByUtilization(
  question: Question,
  target: number,
  container: string,
): Answer {
  const { pods, samples } = question;
  if (pods.length === 0) return { ok: false, error: NO_PODS };
  const groups = groupsOf(question);
  if (samples.size === 0) return { ok: false, error: NO_METRICS };
  const requests = requestsOf(question, container);
  if (typeof requests === 'string') return { ok: false, error: requests };
  const requested = (): number =>
    [...samples.keys()].reduce((sum, name) => sum + (requests.get(name) ?? 0), 0);
  if (requested() === 0) return { ok: false, error: UNMATCHED };
  const usageOf = (): Usage => {
    const utilization = Math.trunc((totalOf(samples) * 100) / requested());
    const used = Math.trunc(totalOf(samples) / samples.size);
    return { ratio: utilization / target, used, utilization };
  };
  const fallback = ({ metadata }: Pod): number =>
    Math.trunc(((requests.get(metadata.name) ?? 0) * Math.max(100, target)) / 100);
  return replicasFor(question, groups, usageOf, fallback);
}

/** For a target that is an average, in thousandths. Models calcPlainMetricReplicas. */
export function replicasByValue(question: Question, target: number): Answer {
  const { pods, samples } = question;
  if (pods.length === 0) return { ok: false, error: NO_PODS };
  const groups = groupsOf(question);
  if (samples.size === 0) return { ok: false, error: NO_METRICS };
  const usageOf = (): Usage => {
    const used = Math.trunc(totalOf(samples) / samples.size);
    return { ratio: used / target, used, utilization: undefined };
  };
  return replicasFor(question, groups, usageOf, () => target);
}
