import {
  type ControllerRevision,
  isEqual,
  type StatefulSet,
  type StatefulSetStatus,
} from '../../api/index.ts';
import type { Clock } from '../../kernel/index.ts';
import { wantedReplicas } from './identity.ts';
import { isAvailable, isReady, type Member } from './members.ts';

const NUMBERS_KEPT_AT_ZERO = new Set(['replicas', 'availableReplicas', 'collisionCount']);

/** Leaves out the counters that JSON leaves out when they are zero. */
function withoutZeros(status: StatefulSetStatus): StatefulSetStatus {
  const entries = Object.entries(status).filter(
    ([key, value]) => value !== 0 || NUMBERS_KEPT_AT_ZERO.has(key),
  );
  return Object.fromEntries(entries) as unknown as StatefulSetStatus;
}

/**
 * The status of a set from the pods that were there when its sync began, less `endedForUpdate` that
 * the sync itself deletes to update them. A finished rolling update makes the update revision the
 * current one. Models updateStatus and completeRollingUpdate.
 */
export function statusOf(
  set: StatefulSet,
  members: readonly Member[],
  revisions: { current: ControllerRevision; update: ControllerRevision; collisionCount: number },
  endedForUpdate: number,
  clock: Clock,
): StatefulSetStatus {
  const current = revisions.current.metadata.name;
  const update = revisions.update.metadata.name;
  const counts = { created: 0, ready: 0, available: 0, current: 0, update: 0 };
  for (const member of members) {
    if (isReady(member)) counts.ready++;
    if (isAvailable(set, member, clock)) counts.available++;
    if (!member.isCreated) continue;
    counts.created++;
    if (member.isDeleting) continue;
    const { revision } = member;
    if (revision === current) counts.current++;
    if (revision === update) counts.update++;
  }
  const status: StatefulSetStatus = {
    observedGeneration: set.metadata.generation ?? 0,
    replicas: counts.created,
    readyReplicas: counts.ready,
    currentReplicas: counts.current - endedForUpdate,
    updatedReplicas: counts.update,
    currentRevision: current,
    updateRevision: update,
    collisionCount: revisions.collisionCount,
    availableReplicas: counts.available,
  };
  const wanted = wantedReplicas(set);
  const isComplete =
    set.spec.updateStrategy?.type === 'RollingUpdate' &&
    [status.updatedReplicas, status.readyReplicas, status.replicas].every((n) => n === wanted);
  if (isComplete) {
    status.currentReplicas = wanted;
    status.currentRevision = update;
  }
  return withoutZeros(status);
}

/** Whether a computed status differs from the stored one in what the controller owns. */
export const isStatusStale = (set: StatefulSet, status: StatefulSetStatus): boolean => {
  const { conditions: _, ...stored } = set.status;
  return !isEqual(stored, status);
};
