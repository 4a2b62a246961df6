import {
  ordinalOf,
  type Pod,
  type PodTemplateSpec,
  readySinceMs,
  type StatefulSet,
  startOrdinal,
} from '../../api/index.ts';
import { because } from '../../kernel/index.ts';
import type { Action, View } from '../controller.ts';
import { isDeleting } from '../meta.ts';
import { isWanted, newPod, wantedReplicas } from './identity.ts';
import {
  fixCondemnedClaims,
  processCondemned,
  processReplica,
  rollMany,
  rollOne,
  type Step,
  type UpdateStep,
} from './replicas.ts';
import { type Revisions, revisionsOf, templateOf, truncateHistory } from './revisions.ts';
import { isRunningAndAvailable, isStatusStale, isUnavailable, statusOf } from './status.ts';

/** Feature gates that change what the controller does. */
export interface StatefulSetGates {
  readonly MaxUnavailableStatefulSet: boolean;
}

/** The largest batch of a burst. */
const MAX_BURST = 500;

interface Members {
  /** One a wanted ordinal, in order; those that do not exist yet have no phase. */
  readonly replicas: readonly Pod[];
  /** Highest ordinal first. */
  readonly condemned: readonly Pod[];
}

/**
 * Whether a pod of that ordinal is made from the current revision. Models isCurrentRevisionNeeded.
 */
function needsCurrent(set: StatefulSet, ordinal: number): boolean {
  const { updateStrategy } = set.spec;
  if (updateStrategy?.type !== 'RollingUpdate') return false;
  const { rollingUpdate } = updateStrategy;
  const below =
    rollingUpdate === undefined
      ? (set.status.currentReplicas ?? 0)
      : (rollingUpdate.partition ?? 0);
  return ordinal < startOrdinal(set) + below;
}

function partition(set: StatefulSet, pods: readonly Pod[], revisions: Revisions): Members {
  const existing = new Map<number, Pod>();
  for (const pod of pods) existing.set(ordinalOf(set, pod.metadata.name) ?? -1, pod);
  const templates = new Map<string, PodTemplateSpec>();
  const replicas = Array.from({ length: wantedReplicas(set) }, (_, index) => {
    const ordinal = startOrdinal(set) + index;
    const pod = existing.get(ordinal);
    if (pod !== undefined) return pod;
    const revision = needsCurrent(set, ordinal) ? revisions.current : revisions.update;
    const { name } = revision.metadata;
    const template = templates.get(name) ?? templateOf(revision);
    templates.set(name, template);
    return newPod(set, template, name, ordinal);
  });
  const condemned = [...existing]
    .filter(([ordinal]) => !isWanted(set, ordinal))
    .sort(([a], [b]) => b - a)
    .map(([, pod]) => pod);
  return { replicas, condemned };
}

/**
 * The order in which a burst handles items: batches of 1, 2, 4 …, in each the last one first.
 * Models slowStartBatch, whose goroutines Go starts in that order.
 */
function inBursts<T>(items: readonly T[]): T[] {
  const ordered: T[] = [];
  let size = 1;
  for (let from = 0; from < items.length; ) {
    const last = Math.min(from + size, items.length) - 1;
    ordered.push(items[last] as T);
    while (from < last) ordered.push(items[from++] as T);
    from = last + 1;
    size = Math.min(size * 2, MAX_BURST);
  }
  return ordered;
}

/** Runs steps in order until one says that it is the last. */
function runSteps<T>(items: readonly T[], step: (item: T) => Step): Step {
  const actions: Action[] = [];
  for (const item of items) {
    const done = step(item);
    actions.push(...done.actions);
    if (done.isLast) return { actions, isLast: true };
  }
  return { actions, isLast: false };
}

function establish(set: StatefulSet, members: Members, view: View): Step {
  const isOrdered = set.spec.podManagementPolicy !== 'Parallel';
  const { replicas, condemned } = members;
  const arrange = <T>(items: readonly T[]): readonly T[] => (isOrdered ? items : inBursts(items));
  const suspects = condemned.length === 0 ? [] : [...replicas, ...[...condemned].reverse()];
  const firstUnavailable = suspects.find((pod) => isUnavailable(set, pod, view.clock));
  const phases: readonly (() => Step)[] = [
    () =>
      runSteps(arrange(replicas), (pod) => {
        const step = processReplica(set, pod, isOrdered, view);
        return { ...step, isLast: step.isLast && isOrdered };
      }),
    () => fixCondemnedClaims(set, condemned, view),
    () =>
      runSteps(arrange(condemned), (pod) =>
        processCondemned(set, pod, firstUnavailable, isOrdered, view.clock),
      ),
  ];
  return runSteps(phases, (phase) => phase());
}

function roll(
  set: StatefulSet,
  replicas: readonly Pod[],
  revision: string,
  gates: StatefulSetGates,
  view: View,
): UpdateStep {
  if (set.spec.updateStrategy?.type === 'OnDelete') return { actions: [], ended: 0 };
  const rollSome = gates.MaxUnavailableStatefulSet ? rollMany : rollOne;
  return rollSome(set, replicas, revision, view.clock);
}

/**
 * The same actions, where one that fails still does `tail`: a sync that fails reports its status
 * and keeps its history short too.
 */
function alsoOnFailure(actions: readonly Action[], tail: readonly Action[]): Action[] {
  return actions.map((action): Action => {
    if (action.type !== 'create' && action.type !== 'update' && action.type !== 'delete') {
      return action;
    }
    const { onSuccess, onFailure } = action;
    return {
      ...action,
      ...(onSuccess === undefined
        ? {}
        : { onSuccess: (object: never) => alsoOnFailure(onSuccess(object), tail) }),
      onFailure: (status) => [...(onFailure?.(status) ?? []), ...tail],
    } as Action;
  });
}

/** Looks again when the next ready pod has been ready for long enough. */
function whenAvailable(set: StatefulSet, pods: readonly Pod[], view: View): Action[] {
  const seconds = set.spec.minReadySeconds ?? 0;
  if (seconds === 0) return [];
  const dueMs = pods
    .filter((pod) => !isRunningAndAvailable(set, pod, view.clock))
    .flatMap((pod) => readySinceMs(pod) ?? [])
    .map((since) => since + seconds * 1000 - view.clock.epochMs());
  if (dueMs.length === 0) return [];
  const why = because('statefulset.minReadySeconds', { seconds });
  return [{ type: 'again', delayMs: Math.max(1, Math.min(...dueMs)), why }];
}

/**
 * One sync of a set with the pods that belong to it: history, pods and claims, then the status,
 * then the limit of the history. Pods that the sync creates or deletes count in the next one's
 * status. Models UpdateStatefulSet.
 */
export function syncStatefulSet(
  set: StatefulSet,
  pods: readonly Pod[],
  view: View,
  gates: StatefulSetGates,
): Action[] {
  const revisions = revisionsOf(set, view);
  const members = partition(set, pods, revisions);
  const isSettling = !isDeleting(set);
  const established = isSettling ? establish(set, members, view) : { actions: [], isLast: true };
  const rolled = established.isLast
    ? { actions: [], ended: 0 }
    : roll(set, members.replicas, revisions.update.metadata.name, gates, view);
  const status = statusOf(set, pods, revisions, rolled.ended, view.clock);
  const report: Action[] = isStatusStale(set, status)
    ? [
        {
          type: 'update',
          object: { ...set, status } as StatefulSet,
          subresource: 'status',
          why: because('statefulset.status'),
        },
      ]
    : [];
  const tail = [...report, ...truncateHistory(set, pods, revisions)];
  return [
    ...revisions.actions,
    ...alsoOnFailure([...established.actions, ...rolled.actions], tail),
    ...tail,
    ...whenAvailable(set, pods, view),
  ];
}
