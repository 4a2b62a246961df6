import {
  type Condition,
  controllerOf,
  deployments,
  isEqual,
  isPodReady,
  type KubeObject,
  type Pod,
  type PodDisruptionBudget,
  type PodDisruptionBudgetStatus,
  podDisruptionBudgets,
  pods,
  selects,
  timestamp,
} from '../api/index.ts';
import { because } from '../kernel/index.ts';
import { type Action, type Controller, keyOf, NO_KEYS, splitKey, type View } from './controller.ts';
import { scaledValue } from './int-or-percent.ts';
import { isDeleting } from './meta.ts';

const LATENCY_MS = 5;
/** An eviction that was allowed but has not deleted its pod by then is forgotten. */
const DISRUPTION_MS = 120_000;

const isPercent = (value: number | string): boolean => String(value).endsWith('%');

/** What the pods' controllers want altogether. Models getExpectedScale. */
function expectedScale(found: readonly Pod[], view: View): number {
  const sizes = new Map<string, number>();
  for (const pod of found) {
    const owner = controllerOf(pod);
    const set = owner && view.byUid(owner.uid)?.object;
    const parent = set && controllerOf(set);
    const deployment =
      parent && view.get(deployments, pod.metadata.namespace ?? '', parent.name ?? '');
    const scaled = (deployment ?? set) as
      | (KubeObject & { spec: { replicas?: number } })
      | undefined;
    if (scaled !== undefined) sizes.set(scaled.metadata.uid, scaled.spec.replicas ?? 1);
  }
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

function goalOf(
  { spec }: PodDisruptionBudget,
  found: readonly Pod[],
  view: View,
): { expectedPods: number; desiredHealthy: number } {
  const { maxUnavailable, minAvailable } = spec;
  if (maxUnavailable !== undefined) {
    const expectedPods = expectedScale(found, view);
    const desired = expectedPods - scaledValue(maxUnavailable, expectedPods, Math.ceil);
    return { expectedPods, desiredHealthy: Math.max(0, desired) };
  }
  if (minAvailable === undefined) return { expectedPods: found.length, desiredHealthy: 0 };
  const expectedPods = isPercent(minAvailable) ? expectedScale(found, view) : found.length;
  return { expectedPods, desiredHealthy: scaledValue(minAvailable, expectedPods, Math.ceil) };
}

function conditionOf(budget: PodDisruptionBudget, allowed: number, view: View): Condition {
  const old = budget.status.conditions?.find(({ type }) => type === 'DisruptionAllowed');
  const status = allowed > 0 ? 'True' : 'False';
  const now = timestamp(view.clock.epochMs());
  return {
    type: 'DisruptionAllowed',
    status,
    observedGeneration: budget.metadata.generation ?? 0,
    lastTransitionTime: old?.status === status ? old.lastTransitionTime : now,
    reason: allowed > 0 ? 'SufficientPods' : 'InsufficientPods',
    message: '',
  };
}

/** Evictions that were allowed and whose pods have not begun to end. */
function stillDisrupted(
  budget: PodDisruptionBudget,
  found: readonly Pod[],
  view: View,
): Record<string, string> {
  const entries = Object.entries(budget.status.disruptedPods ?? {}).filter(([name, time]) => {
    const pod = found.find(({ metadata }) => metadata.name === name);
    const isFresh = new Date(time).getTime() + DISRUPTION_MS > view.clock.epochMs();
    return pod !== undefined && !isDeleting(pod) && isFresh;
  });
  return Object.fromEntries(entries);
}

function sync(budget: PodDisruptionBudget, view: View): Action[] {
  const found = view
    .list(pods, budget.metadata.namespace ?? '')
    .filter(({ metadata }) => selects(budget.spec.selector, metadata.labels));
  const disruptedPods = stillDisrupted(budget, found, view);
  const healthy = found.filter(
    (pod) => !isDeleting(pod) && disruptedPods[pod.metadata.name] === undefined && isPodReady(pod),
  ).length;
  const { expectedPods, desiredHealthy } = goalOf(budget, found, view);
  const allowed = expectedPods > 0 ? Math.max(0, healthy - desiredHealthy) : 0;
  const others = (budget.status.conditions ?? []).filter(
    ({ type }) => type !== 'DisruptionAllowed',
  );
  const status: PodDisruptionBudgetStatus = {
    observedGeneration: budget.metadata.generation ?? 0,
    ...(Object.keys(disruptedPods).length > 0 ? { disruptedPods } : {}),
    disruptionsAllowed: allowed,
    currentHealthy: healthy,
    desiredHealthy,
    expectedPods,
    conditions: [...others, conditionOf(budget, allowed, view)],
  };
  const message = 'No matching pods found';
  const none: Action[] =
    found.length > 0
      ? []
      : [{ type: 'event', about: budget, severity: 'Normal', reason: 'NoPods', message }];
  if (isEqual(status, budget.status)) return none;
  const object: PodDisruptionBudget = { ...budget, status };
  const why = because('budget.status', { allowed });
  return [...none, { type: 'update', object, subresource: 'status', why }];
}

/** Says how many pods may be evicted. Models pkg/controller/disruption. */
export const createDisruptionController = (): Controller => ({
  name: 'controllermanager',
  latencyMs: LATENCY_MS,
  watches: [
    { kind: podDisruptionBudgets, keys: (change) => [keyOf(change.object)] },
    {
      kind: pods,
      keys({ object, previous }, view) {
        const budgets = view.list(podDisruptionBudgets, '');
        if (budgets.length === 0) return NO_KEYS;
        return budgets
          .filter(({ metadata }) => metadata.namespace === object.metadata.namespace)
          .filter(({ spec }) =>
            [object, previous].some((pod) => pod && selects(spec.selector, pod.metadata.labels)),
          )
          .map(keyOf);
      },
    },
  ],
  reconcile(key, view) {
    const { namespace, name } = splitKey(key);
    const budget = view.get(podDisruptionBudgets, namespace, name);
    return budget === undefined ? [] : sync(budget, view);
  },
});
