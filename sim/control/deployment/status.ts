import {
  type Deployment,
  type DeploymentCondition,
  type DeploymentStatus,
  isEqual,
  type ReplicaSet,
  timestamp,
} from '../../api/index.ts';
import { because, type Clock } from '../../kernel/index.ts';
import type { Action } from '../controller.ts';
import { availableOf, boundsOf, replicasOf, totalOf } from './replica-sets.ts';

const NO_DEADLINE = 2_147_483_647;

const conditionOf = (status: DeploymentStatus, type: string): DeploymentCondition | undefined =>
  status.conditions?.find((c) => c.type === type);

/** Puts a condition last; one of the same status and reason stays as and where it is. */
export function setCondition(
  conditions: readonly DeploymentCondition[],
  fresh: { type: string; status: string; reason: string; message: string },
  clock: Clock,
): DeploymentCondition[] {
  const old = conditions.find(({ type }) => type === fresh.type);
  if (old?.status === fresh.status && old.reason === fresh.reason) return [...conditions];
  return replaceCondition(conditions, fresh, clock);
}

/** Puts a condition last, and says that it was looked at now. */
export function replaceCondition(
  conditions: readonly DeploymentCondition[],
  fresh: { type: string; status: string; reason: string; message: string },
  clock: Clock,
): DeploymentCondition[] {
  const now = timestamp(clock.epochMs());
  const old = conditions.find(({ type }) => type === fresh.type);
  const lastTransitionTime = old?.status === fresh.status ? (old.lastTransitionTime ?? now) : now;
  const { type, status, reason, message } = fresh;
  const condition = { type, status, lastUpdateTime: now, lastTransitionTime, reason, message };
  return [...conditions.filter((c) => c.type !== type), condition];
}

const sum = (sets: readonly ReplicaSet[], of: (set: ReplicaSet) => number | undefined): number =>
  sets.reduce((total, set) => total + (of(set) ?? 0), 0);

const withoutZeros = (counts: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));

/** Counters and the Available condition. Models calculateStatus. */
function calculate(
  deployment: Deployment,
  sets: readonly ReplicaSet[],
  fresh: ReplicaSet | undefined,
  clock: Clock,
): DeploymentStatus {
  const available = sum(sets, availableOf);
  const isEnough = available >= replicasOf(deployment) - boundsOf(deployment.spec).unavailable;
  const { conditions = [], collisionCount } = deployment.status;
  const counts = withoutZeros({
    observedGeneration: deployment.metadata.generation ?? 0,
    replicas: sum(sets, ({ status }) => status.replicas),
    updatedReplicas: fresh?.status.replicas ?? 0,
    readyReplicas: sum(sets, ({ status }) => status.readyReplicas),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, totalOf(sets) - available),
  });
  return {
    ...counts,
    terminatingReplicas: sum(sets, ({ status }) => status.terminatingReplicas),
    ...(collisionCount === undefined ? {} : { collisionCount }),
    conditions: setCondition(
      conditions,
      {
        type: 'Available',
        status: isEnough ? 'True' : 'False',
        reason: isEnough ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
        message: isEnough
          ? 'Deployment has minimum availability.'
          : 'Deployment does not have minimum availability.',
      },
      clock,
    ),
  };
}

function isComplete(deployment: Deployment, status: DeploymentStatus): boolean {
  const wanted = replicasOf(deployment);
  return [status.updatedReplicas, status.replicas, status.availableReplicas].every(
    (count) => (count ?? 0) === wanted,
  );
}

function isProgressing(old: DeploymentStatus, status: DeploymentStatus): boolean {
  const grown = (key: 'updatedReplicas' | 'readyReplicas' | 'availableReplicas'): boolean =>
    (status[key] ?? 0) > (old[key] ?? 0);
  const oldOnes = (s: DeploymentStatus): number => (s.replicas ?? 0) - (s.updatedReplicas ?? 0);
  return (
    grown('updatedReplicas') ||
    oldOnes(status) < oldOnes(old) ||
    grown('readyReplicas') ||
    grown('availableReplicas')
  );
}

/**
 * When the rollout has made no progress for too long, in milliseconds from now; undefined: never.
 */
function deadlineMs(deployment: Deployment, status: DeploymentStatus, clock: Clock) {
  const seconds = deployment.spec.progressDeadlineSeconds ?? NO_DEADLINE;
  const condition = conditionOf(status, 'Progressing');
  if (seconds === NO_DEADLINE || condition === undefined || deployment.spec.paused)
    return undefined;
  if (['NewReplicaSetAvailable', 'ProgressDeadlineExceeded'].includes(condition.reason ?? '')) {
    return undefined;
  }
  return new Date(condition.lastUpdateTime ?? 0).getTime() + seconds * 1000 - clock.epochMs();
}

/** The Progressing condition. Models syncRolloutStatus. */
function progress(
  deployment: Deployment,
  status: DeploymentStatus,
  fresh: ReplicaSet | undefined,
  clock: Clock,
): DeploymentCondition[] {
  const conditions = status.conditions ?? [];
  const old = conditionOf(deployment.status, 'Progressing');
  const what = fresh
    ? `ReplicaSet "${fresh.metadata.name}"`
    : `Deployment "${deployment.metadata.name}"`;
  const set = (state: string, reason: string, message: string, isLook: boolean) =>
    (isLook ? replaceCondition : setCondition)(
      conditions,
      { type: 'Progressing', status: state, reason, message },
      clock,
    );
  const isDone =
    deployment.status.replicas === deployment.status.updatedReplicas &&
    old?.reason === 'NewReplicaSetAvailable';
  if (isDone) return conditions;
  if (isComplete(deployment, status)) {
    const text = `${what} has successfully progressed.`;
    return set('True', 'NewReplicaSetAvailable', text, false);
  }
  if (isProgressing(deployment.status, status)) {
    return set('True', 'ReplicaSetUpdated', `${what} is progressing.`, true);
  }
  const dueMs = deadlineMs(deployment, status, clock);
  if (dueMs !== undefined && dueMs <= 0) {
    return set('False', 'ProgressDeadlineExceeded', `${what} has timed out progressing.`, false);
  }
  return conditions;
}

const FAILURE = 'ReplicaFailure';

/**
 * The conditions with the failure of the ReplicaSets, the newest one's first; without it when they
 * have none. Models getReplicaFailures.
 */
function withFailure(
  conditions: readonly DeploymentCondition[],
  sets: readonly ReplicaSet[],
  fresh: ReplicaSet | undefined,
): DeploymentCondition[] {
  const failures = [...(fresh === undefined ? [] : [fresh]), ...sets].flatMap(({ status }) =>
    (status.conditions ?? []).filter(({ type }) => type === FAILURE),
  );
  const others = conditions.filter(({ type }) => type !== FAILURE);
  const [failure] = failures;
  if (failure === undefined) return others;
  const old = conditions.find(({ type }) => type === FAILURE);
  if (old?.status === failure.status && old.reason === failure.reason) return [...conditions];
  const { lastTransitionTime } = failure;
  const times = lastTransitionTime === undefined ? {} : { lastUpdateTime: lastTransitionTime };
  return [...others, { ...failure, ...times }];
}

/** Writes the status if it changed, and looks again at the deadline. */
export function report(
  deployment: Deployment,
  sets: readonly ReplicaSet[],
  fresh: ReplicaSet | undefined,
  clock: Clock,
): Action[] {
  const status = calculate(deployment, sets, fresh, clock);
  const hasDeadline = (deployment.spec.progressDeadlineSeconds ?? NO_DEADLINE) !== NO_DEADLINE;
  if (hasDeadline && !deployment.spec.paused) {
    status.conditions = progress(deployment, status, fresh, clock);
  }
  if (!deployment.spec.paused) {
    status.conditions = withFailure(status.conditions ?? [], sets, fresh);
  }
  const why = because('deployment.status');
  const object: Deployment = { ...deployment, status };
  const dueMs = deadlineMs(deployment, status, clock);
  const again: Action[] =
    dueMs === undefined || dueMs <= 0 ? [] : [{ type: 'again', delayMs: dueMs + 1000, why }];
  if (isEqual(status, deployment.status)) return again;
  return [{ type: 'update', object, subresource: 'status', why }, ...again];
}
