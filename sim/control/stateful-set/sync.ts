import {
  type PodTemplateSpec,
  readySinceMs,
  type StatefulSet,
  startOrdinal,
} from '../../api/index.ts';
import { because } from '../../kernel/index.ts';
import type { Action, View } from '../controller.ts';
import { isDeleting } from '../meta.ts';
import { isWanted, newPod, wantedReplicas } from './identity.ts';
import { isAvailable, isUnavailable, type Member, memberOf } from './members.ts';
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
import { isStatusStale, statusOf } from './status.ts';

/** Feature gates that change what the controller does. */
export interface StatefulSetGates {
  readonly MaxUnavailableStatefulSet: boolean;
}

/** The largest batch of a burst. */
const MAX_BURST = 500;

interface Members {
  /** One a wanted ordinal, in order; those that do not exist yet have no phase. */
  readonly replicas: readonly Member[];
  /** Highest ordinal first. */
  readonly condemned: readonly Member[];
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

function partition(set: StatefulSet, members: readonly Member[], revisions: Revisions): Members {
  const start = startOrdinal(set);
  const wanted = wantedReplicas(set);
  const existing: (Member | undefined)[] = new Array(wanted).fill(undefined);
  const condemned: Member[] = [];
  for (const member of members) {
    const { ordinal = -1 } = member;
    if (isWanted(set, ordinal)) existing[ordinal - start] = member;
    else condemned.push(member);
  }
  const templates = new Map<string, PodTemplateSpec>();
  const replicas = existing.map((member, index) => {
    if (member !== undefined) return member;
    const ordinal = start + index;
    const revision = needsCurrent(set, ordinal) ? revisions.current : revisions.update;
    const { name } = revision.metadata;
    const template = templates.get(name) ?? templateOf(revision);
    templates.set(name, template);
    return memberOf(set, newPod(set, template, name, ordinal));
  });
  condemned.sort((a, b) => (b.ordinal ?? 0) - (a.ordinal ?? 0));
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
  const firstUnavailable = suspects.find((member) => isUnavailable(set, member, view.clock));
  const phases: readonly (() => Step)[] = [
    () =>
      runSteps(arrange(replicas), (member) => {
        const step = processReplica(set, member, isOrdered, view);
        return step.isLast && !isOrdered ? { ...step, isLast: false } : step;
      }),
    () => fixCondemnedClaims(set, condemned, view),
    () =>
      runSteps(arrange(condemned), (member) =>
        processCondemned(set, member, firstUnavailable, isOrdered, view.clock),
      ),
  ];
  return runSteps(phases, (phase) => phase());
}

function roll(
  set: StatefulSet,
  replicas: readonly Member[],
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
function whenAvailable(set: StatefulSet, members: readonly Member[], view: View): Action[] {
  const seconds = set.spec.minReadySeconds ?? 0;
  if (seconds === 0) return [];
  const dueMs = members
    .filter((member) => !isAvailable(set, member, view.clock))
    .flatMap(({ pod }) => readySinceMs(pod) ?? [])
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
  owned: readonly Member[],
  view: View,
  gates: StatefulSetGates,
): Action[] {
  const revisions = revisionsOf(set, view);
  const members = partition(set, owned, revisions);
  const isSettling = !isDeleting(set);
  const established = isSettling ? establish(set, members, view) : { actions: [], isLast: true };
  const rolled = established.isLast
    ? { actions: [], ended: 0 }
    : roll(set, members.replicas, revisions.update.metadata.name, gates, view);
  const status = statusOf(set, owned, revisions, rolled.ended, view.clock);
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
  const tail = [...report, ...truncateHistory(set, owned, revisions)];
  return [
    ...revisions.actions,
    ...alsoOnFailure([...established.actions, ...rolled.actions], tail),
    ...tail,
    ...whenAvailable(set, owned, view),
  ];
}
