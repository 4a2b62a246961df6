import {
  isCreated,
  isPodTerminal,
  isRunningAndReady,
  ordinalOf,
  type Pod,
  type StatefulSet,
} from '../../api/index.ts';
import { because, type Clock, type Why } from '../../kernel/index.ts';
import type { Action, View } from '../controller.ts';
import { isDeleting } from '../meta.ts';
import { fixClaimOwners, hasStaleClaim } from './claims.ts';
import { revisionOf } from './identity.ts';
import { createMissingClaims, createPod, deletePod, fixPod } from './pod-actions.ts';
import { isRunningAndAvailable, isUnavailable } from './status.ts';

/** What one step of a sync does, and whether the sync must stop there. */
export interface Step {
  readonly actions: readonly Action[];
  readonly isLast: boolean;
}

export const PASS: Step = { actions: [], isLast: false };
const stop = (...actions: readonly Action[]): Step => ({ actions, isLast: true });
const act = (...actions: readonly Action[]): Step => ({ actions, isLast: false });

const waitFor = (set: StatefulSet, code: string, pod: Pod): Action => {
  const why: Why = because(code, { pod: pod.metadata.name, set: set.metadata.name });
  return { type: 'wait', about: set, why };
};

/** Why a pod holds up the ones after it, if it does. */
function obstacle(set: StatefulSet, pod: Pod, clock: Clock): string | undefined {
  if (isDeleting(pod)) return 'statefulset.waitTermination';
  if (!isRunningAndReady(pod)) return 'statefulset.waitReady';
  if (!isRunningAndAvailable(set, pod, clock)) return 'statefulset.waitAvailable';
  return undefined;
}

/**
 * One wanted pod: replaces one that ended, creates one that is missing, waits for one that is not
 * available (when the set is ordered), and puts its identity right. Models processReplica.
 */
export function processReplica(set: StatefulSet, pod: Pod, isOrdered: boolean, view: View): Step {
  if (isPodTerminal(pod)) {
    if (isDeleting(pod)) return stop(waitFor(set, 'statefulset.waitTermination', pod));
    const { phase = '' } = pod.status;
    const why = because('statefulset.replaceEnded', { pod: pod.metadata.name, phase });
    return stop(deletePod(set, pod, why));
  }
  if (!isCreated(pod)) {
    if (hasStaleClaim(set, pod, ordinalOf(set, pod.metadata.name) ?? 0, view)) {
      return stop(waitFor(set, 'statefulset.waitStaleClaim', pod));
    }
    return { actions: createPod(set, pod, view), isLast: isOrdered };
  }
  const claims = pod.status.phase === 'Pending' ? createMissingClaims(set, pod, view) : [];
  const blocked = isOrdered ? obstacle(set, pod, view.clock) : undefined;
  if (blocked !== undefined) return stop(...claims, waitFor(set, blocked, pod));
  return act(...claims, ...fixPod(set, pod, view));
}

/** Before any pod is deleted, the claims of all condemned pods get their owners. */
export const fixCondemnedClaims = (set: StatefulSet, condemned: readonly Pod[], view: View): Step =>
  act(...condemned.flatMap((pod) => fixClaimOwners(set, pod, view)));

/** One pod beyond the wanted range. Models processCondemned. */
export function processCondemned(
  set: StatefulSet,
  pod: Pod,
  firstUnavailable: Pod | undefined,
  isOrdered: boolean,
  clock: Clock,
): Step {
  if (isDeleting(pod)) {
    return isOrdered ? stop(waitFor(set, 'statefulset.waitTermination', pod)) : PASS;
  }
  const isHealthy = isRunningAndAvailable(set, pod, clock);
  if (isOrdered && !isHealthy && pod !== firstUnavailable) {
    const code = isRunningAndReady(pod)
      ? 'statefulset.waitAvailableBeforeScaleDown'
      : 'statefulset.waitReadyBeforeScaleDown';
    return stop(waitFor(set, code, firstUnavailable ?? pod));
  }
  const why = because('statefulset.scaleDown', { pod: pod.metadata.name });
  return { actions: [deletePod(set, pod, why)], isLast: isOrdered };
}

/** What a rolling update deletes, and how many pods that is. */
export interface UpdateStep {
  readonly actions: readonly Action[];
  readonly ended: number;
}

const partitionOf = (set: StatefulSet): number =>
  set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;

const isOutdated = (pod: Pod, revision: string): boolean =>
  revisionOf(pod) !== revision && !isDeleting(pod);

const updateWhy = (pod: Pod, revision: string): Why =>
  because('statefulset.update', { pod: pod.metadata.name, revision });

/** Deletes the highest pod of an old revision once all above it are available. */
export function rollOne(
  set: StatefulSet,
  replicas: readonly Pod[],
  revision: string,
  clock: Clock,
): UpdateStep {
  for (let target = replicas.length - 1; target >= partitionOf(set); target--) {
    const pod = replicas[target] as Pod;
    if (isOutdated(pod, revision)) {
      return { actions: [deletePod(set, pod, updateWhy(pod, revision))], ended: 1 };
    }
    if (isUnavailable(set, pod, clock)) {
      return { actions: [waitFor(set, 'statefulset.waitUpdated', pod)], ended: 0 };
    }
  }
  return { actions: [], ended: 0 };
}

/** A number, or a percentage of the replicas, rounded up and at least 1. */
export function maxUnavailableOf(set: StatefulSet, replicas: number): number {
  const value = set.spec.updateStrategy?.rollingUpdate?.maxUnavailable ?? 1;
  const percent = /^(\d+)%$/.exec(String(value))?.[1];
  const count =
    percent === undefined ? Number(value) : Math.ceil((Number(percent) * replicas) / 100);
  return Math.max(1, count);
}

/**
 * Deletes as many old pods as may be unavailable, highest first. The MaxUnavailableStatefulSet
 * gate.
 */
export function rollMany(
  set: StatefulSet,
  replicas: readonly Pod[],
  revision: string,
  clock: Clock,
): UpdateStep {
  const unavailable = replicas.filter((pod) => isUnavailable(set, pod, clock));
  const room = maxUnavailableOf(set, replicas.length) - unavailable.length;
  if (room <= 0) {
    const [first] = unavailable;
    const wait = first && waitFor(set, 'statefulset.waitUpdated', first);
    return { actions: wait === undefined ? [] : [wait], ended: 0 };
  }
  const targets = replicas
    .slice(partitionOf(set))
    .reverse()
    .filter((pod) => isOutdated(pod, revision))
    .slice(0, room);
  const actions = targets.map((pod) => deletePod(set, pod, updateWhy(pod, revision)));
  return { actions, ended: targets.length };
}
