import {
  forLabels,
  hasLabels,
  isEqual,
  isPodActive,
  isPodAvailable,
  isPodReady,
  isPodTerminal,
  type Pod,
  pods,
  type ReplicaSet,
  type ReplicaSetCondition,
  type ReplicaSetStatus,
  readySinceMs,
  replicaSets,
  timestamp,
} from '../../api/index.ts';
import { because } from '../../kernel/index.ts';
import { claimPods } from '../claim-pods.ts';
import { type Action, type Controller, keyOf, splitKey, type View } from '../controller.ts';
import { isDeleting } from '../meta.ts';
import { ownerKeys } from '../owner-keys.ts';
import { createPod, deletePod } from '../pod-control.ts';
import { podFromTemplate } from '../pod-template.ts';
import { inDeletionOrder } from './deletion-order.ts';

const LATENCY_MS = 4;
/** Pods that one sync creates or deletes at the most. */
const BURST = 500;

/** The first failure is told until pods can be created again, whatever the later ones say. */
function failureOf(set: ReplicaSet, message: string, view: View): ReplicaSetCondition {
  const known = set.status.conditions?.find(({ type }) => type === 'ReplicaFailure');
  if (known !== undefined) return known;
  const lastTransitionTime = timestamp(view.clock.epochMs());
  return {
    type: 'ReplicaFailure',
    status: 'True',
    lastTransitionTime,
    reason: 'FailedCreate',
    message,
  };
}

/** Counts the pods of a set in one walk: each change of one of them asks for it. */
function statusOf(set: ReplicaSet, owned: readonly Pod[], view: View): ReplicaSetStatus {
  const minReady = set.spec.minReadySeconds ?? 0;
  const wanted = set.spec.template?.metadata?.labels;
  const isLabelled = forLabels((labels) => hasLabels(wanted, labels));
  const nowMs = view.clock.epochMs();
  let [active, labelled, ready, available, terminating] = [0, 0, 0, 0, 0];
  for (const pod of owned) {
    if (isDeleting(pod) && !isPodTerminal(pod)) terminating++;
    if (!isPodActive(pod)) continue;
    active++;
    if (isLabelled(pod.metadata.labels)) labelled++;
    if (!isPodReady(pod)) continue;
    ready++;
    if (minReady === 0 || isPodAvailable(pod, minReady, nowMs)) available++;
  }
  return {
    replicas: active,
    ...(labelled > 0 ? { fullyLabeledReplicas: labelled } : {}),
    ...(ready > 0 ? { readyReplicas: ready } : {}),
    ...(available > 0 ? { availableReplicas: available } : {}),
    terminatingReplicas: terminating,
    observedGeneration: set.metadata.generation ?? 0,
  };
}

function report(set: ReplicaSet, status: ReplicaSetStatus): Action[] {
  if (isEqual(status, set.status)) return [];
  const object: ReplicaSet = { ...set, status };
  return [{ type: 'update', object, subresource: 'status', why: because('replicaset.status') }];
}

function createPods(
  set: ReplicaSet,
  count: number,
  whenRefused: (message: string) => Action[],
): Action[] {
  const template = set.spec.template ?? {};
  const why = because('replicaset.createPod', { set: set.metadata.name });
  return Array.from({ length: Math.min(count, BURST) }, () =>
    createPod(set, podFromTemplate(template, replicaSets, set), why, whenRefused),
  );
}

const deletePods = (set: ReplicaSet, targets: readonly Pod[]): Action[] =>
  targets.map((pod) =>
    deletePod(set, pod, because('replicaset.deletePod', { pod: pod.metadata.name })),
  );

function whenAvailable(set: ReplicaSet, owned: readonly Pod[], view: View): Action[] {
  const seconds = set.spec.minReadySeconds ?? 0;
  if (seconds === 0) return [];
  const nowMs = view.clock.epochMs();
  const dueMs = owned
    .filter((pod) => !isPodAvailable(pod, seconds, nowMs))
    .flatMap((pod) => readySinceMs(pod) ?? [])
    .map((since) => since + seconds * 1000 - nowMs);
  if (dueMs.length === 0) return [];
  const why = because('replicaset.minReadySeconds', { seconds });
  return [{ type: 'again', delayMs: Math.max(1, Math.min(...dueMs)), why }];
}

function sync(set: ReplicaSet, view: View): Action[] {
  const claimed = claimPods(replicaSets, set, set.spec.selector, view, { canAdopt: isPodActive });
  if (claimed.actions.length > 0) return [...claimed.actions];
  const { owned } = claimed;
  const status = statusOf(set, owned, view);
  const missing = (set.spec.replicas ?? 1) - status.replicas;
  const whenRefused = (message: string): Action[] =>
    report(set, { ...status, conditions: [failureOf(set, message, view)] });
  const surplus = missing < 0 ? inDeletionOrder(owned.filter(isPodActive)).slice(0, -missing) : [];
  const manage = isDeleting(set)
    ? []
    : [...createPods(set, Math.max(0, missing), whenRefused), ...deletePods(set, surplus)];
  return [...manage, ...report(set, status), ...whenAvailable(set, owned, view)];
}

/** Keeps the number of pods of ReplicaSets. Models pkg/controller/replicaset. */
export const createReplicaSetController = (): Controller => ({
  name: 'replicaset-controller',
  latencyMs: LATENCY_MS,
  watches: [
    { kind: replicaSets, keys: (change) => [keyOf(change.object)] },
    { kind: pods, keys: (change, view) => ownerKeys(replicaSets, change, view) },
  ],
  reconcile(key, view) {
    const { namespace, name } = splitKey(key);
    const set = view.get(replicaSets, namespace, name);
    return set === undefined ? [] : sync(set, view);
  },
});
