import {
  badRequest,
  failure,
  forbidden,
  isPodReady,
  type JsonObject,
  notFound,
  type Pod,
  type PodDisruptionBudget,
  podDisruptionBudgets,
  pods,
  type Result,
  type Status,
  selects,
  statusOf,
  success,
  timestamp,
  tooManyRequests,
} from '../api/index.ts';
import type { ObjectPath } from '../client/index.ts';
import type { Clock, Origin } from '../kernel/index.ts';
import { type ApiServer, type DeleteOptions, writeAs } from '../store/index.ts';
import { DONE } from './binding.ts';

/** Disruptions that one budget may have on record; more means that its controller is stuck. */
const MAX_DISRUPTED = 2_000;
const REFUSED = "Cannot evict pod as it would violate the pod's disruption budget.";
const SEVERAL =
  'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.';
const RETRY_SECONDS = 10;

export interface EvictionParts {
  readonly server: ApiServer;
  readonly clock: Clock;
  origin(): Origin;
}

/** Pods that a budget does not protect: they serve nobody. */
const isUnprotected = ({ metadata, status }: Pod): boolean =>
  metadata.deletionTimestamp !== undefined ||
  ['Succeeded', 'Failed', 'Pending'].includes(status.phase ?? '');

function refuse(message: string, retryAfterSeconds: number): Result<never> {
  const status = tooManyRequests(REFUSED, retryAfterSeconds);
  const causes = [{ reason: 'DisruptionBudget', message, field: '' }];
  return failure({ ...status, details: { ...status.details, causes } });
}

/** Whether an unready pod may go without counting as a disruption. */
function isFree(pod: Pod, { spec, status }: PodDisruptionBudget): boolean {
  if (isPodReady(pod)) return false;
  if (spec.unhealthyPodEvictionPolicy === 'AlwaysAllow') return true;
  const { currentHealthy = 0, desiredHealthy = 0 } = status;
  return desiredHealthy > 0 && currentHealthy >= desiredHealthy;
}

/** Takes one disruption from a budget, or says why there is none. */
function takeDisruption(
  { server, clock, origin }: EvictionParts,
  pod: Pod,
  budget: PodDisruptionBudget,
  isDryRun: boolean,
): Result<null> {
  const { metadata, status } = budget;
  const { disruptionsAllowed = 0, disruptedPods = {}, currentHealthy, desiredHealthy } = status;
  const budgetName = `The disruption budget ${metadata.name}`;
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0)) {
    return refuse(`${budgetName} is still being processed by the server.`, RETRY_SECONDS);
  }
  if (disruptionsAllowed < 0) {
    return failure(
      forbidden(podDisruptionBudgets, metadata.name, 'pdb disruptions allowed is negative'),
    );
  }
  if (Object.keys(disruptedPods).length > MAX_DISRUPTED) {
    const text = 'DisruptedPods map too big - too many evictions not confirmed by PDB controller';
    return failure(forbidden(podDisruptionBudgets, metadata.name, text));
  }
  if (disruptionsAllowed === 0) {
    const counts = `needs ${desiredHealthy ?? 0} healthy pods and has ${currentHealthy ?? 0}`;
    return refuse(`${budgetName} ${counts} currently`, 0);
  }
  if (isDryRun) return success(null);
  const object: PodDisruptionBudget = {
    ...budget,
    status: {
      ...status,
      disruptionsAllowed: disruptionsAllowed - 1,
      disruptedPods: { ...disruptedPods, [pod.metadata.name]: timestamp(clock.epochMs()) },
    },
  };
  const options = writeAs('kube-apiserver');
  const updated = server.update(podDisruptionBudgets, object, 'status', options, origin());
  return updated.ok ? success(null) : updated;
}

interface WireOptions {
  gracePeriodSeconds?: number;
  dryRun?: string[];
  preconditions?: { uid?: string; resourceVersion?: string };
}

function optionsOf(body: JsonObject, isDryRun: boolean): DeleteOptions {
  const given = (body.deleteOptions ?? {}) as WireOptions;
  return {
    gracePeriodSeconds: given.gracePeriodSeconds,
    propagation: undefined,
    preconditions: given.preconditions ?? {},
    isDryRun: isDryRun || (given.dryRun ?? []).length > 0,
  };
}

/**
 * The eviction subresource: deletes a pod if its disruption budget allows it. Models
 * registry/core/pod/storage/eviction.go.
 */
export function evict(
  parts: EvictionParts,
  path: ObjectPath,
  body: JsonObject,
  isDryRun: boolean,
): Result<Status> {
  const { server } = parts;
  const { namespace, name } = path;
  const pod = server.view.get(pods, namespace, name);
  if (pod === undefined) return failure(notFound(pods, name));
  const { name: named = '' } = (body.metadata ?? {}) as { name?: string };
  if (named !== name) {
    return failure(badRequest('name in URL does not match name in Eviction object'));
  }
  const options = optionsOf(body, isDryRun);
  const budgets = server.view
    .list(podDisruptionBudgets, namespace)
    .filter(({ spec }) => selects(spec.selector, pod.metadata.labels));
  const [budget, ...others] = isUnprotected(pod) ? [] : budgets;
  if (others.length > 0) return failure({ ...statusOf('', SEVERAL), code: 500 });
  if (budget !== undefined && !isFree(pod, budget)) {
    const taken = takeDisruption(parts, pod, budget, options.isDryRun);
    if (!taken.ok) return taken;
  }
  const target = { namespace, name, subresource: '' };
  const deleted = server.delete(pods, target, options, parts.origin());
  return deleted.ok ? success(DONE) : deleted;
}
