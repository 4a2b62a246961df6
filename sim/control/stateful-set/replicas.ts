import { isPodTerminal, type Pod, type StatefulSet } from '../../api/index.ts';
import { because, type Clock, type Why } from '../../kernel/index.ts';
import type { Action, View } from '../controller.ts';
import { fixClaimOwners, hasStaleClaim } from './claims.ts';
import { isAvailable, isReady, isUnavailable, type Member } from './members.ts';
import { createMissingClaims, createPod, deletePod, fixPod } from './pod-actions.ts';

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
function obstacle(set: StatefulSet, member: Member, clock: Clock): string | undefined {
  if (member.isDeleting) return 'statefulset.waitTermination';
  if (!isReady(member)) return 'statefulset.waitReady';
  if (!isAvailable(set, member, clock)) return 'statefulset.waitAvailable';
  return undefined;
}

/**
 * One wanted pod: replaces one that ended, creates one that is missing, waits for one that is not
 * available (when the set is ordered), and puts its identity right. Models processReplica.
 */
export function processReplica(
  set: StatefulSet,
  member: Member,
  isOrdered: boolean,
  view: View,
): Step {
  if (member.isSound && !isOrdered) return PASS;
  const { pod, ordinal = 0 } = member;
  if (isPodTerminal(pod)) {
    if (member.isDeleting) return stop(waitFor(set, 'statefulset.waitTermination', pod));
    const { phase = '' } = pod.status;
    const why = because('statefulset.replaceEnded', { pod: pod.metadata.name, phase });
    return stop(deletePod(set, pod, why));
  }
  if (!member.isCreated) {
    if (hasStaleClaim(set, pod, ordinal, view)) {
      return stop(waitFor(set, 'statefulset.waitStaleClaim', pod));
    }
    return { actions: createPod(set, pod, view), isLast: isOrdered };
  }
  const claims = pod.status.phase === 'Pending' ? createMissingClaims(set, pod, view) : [];
  const blocked = isOrdered ? obstacle(set, member, view.clock) : undefined;
  if (blocked !== undefined) return stop(...claims, waitFor(set, blocked, pod));
  if (member.isSound) return PASS;
  return act(...claims, ...fixPod(set, pod, view));
}

/** Before any pod is deleted, the claims of all condemned pods get their owners. */
export const fixCondemnedClaims = (
  set: StatefulSet,
  condemned: readonly Member[],
  view: View,
): Step => act(...condemned.flatMap(({ pod }) => fixClaimOwners(set, pod, view)));

/** One pod beyond the wanted range. Models processCondemned. */
export function processCondemned(
  set: StatefulSet,
  member: Member,
  firstUnavailable: Member | undefined,
  isOrdered: boolean,
  clock: Clock,
): Step {
  const { pod } = member;
  if (member.isDeleting) {
    return isOrdered ? stop(waitFor(set, 'statefulset.waitTermination', pod)) : PASS;
  }
  const isHealthy = isAvailable(set, member, clock);
  if (isOrdered && !isHealthy && member !== firstUnavailable) {
    const code = isReady(member)
      ? 'statefulset.waitAvailableBeforeScaleDown'
      : 'statefulset.waitReadyBeforeScaleDown';
    return stop(waitFor(set, code, firstUnavailable?.pod ?? pod));
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

const isOutdated = (member: Member, revision: string): boolean =>
  member.revision !== revision && !member.isDeleting;

const updateWhy = (pod: Pod, revision: string): Why =>
  because('statefulset.update', { pod: pod.metadata.name, revision });

/** Deletes the highest pod of an old revision once all above it are available. */
export function rollOne(
  set: StatefulSet,
  replicas: readonly Member[],
  revision: string,
  clock: Clock,
): UpdateStep {
  for (let target = replicas.length - 1; target >= partitionOf(set); target--) {
    const member = replicas[target] as Member;
    const { pod } = member;
    if (isOutdated(member, revision)) {
      return { actions: [deletePod(set, pod, updateWhy(pod, revision))], ended: 1 };
    }
    if (isUnavailable(set, member, clock)) {
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
  replicas: readonly Member[],
  revision: string,
  clock: Clock,
): UpdateStep {
  const unavailable = replicas.filter((member) => isUnavailable(set, member, clock));
  const room = maxUnavailableOf(set, replicas.length) - unavailable.length;
  if (room <= 0) {
    const [first] = unavailable;
    const wait = first && waitFor(set, 'statefulset.waitUpdated', first.pod);
    return { actions: wait === undefined ? [] : [wait], ended: 0 };
  }
  const targets = replicas
    .slice(partitionOf(set))
    .reverse()
    .filter((member) => isOutdated(member, revision))
    .slice(0, room);
  const actions = targets.map(({ pod }) => deletePod(set, pod, updateWhy(pod, revision)));
  return { actions, ended: targets.length };
}
