import { type Deployment, draftOf, type ReplicaSet } from '../../api/index.ts';
import { because } from '../../kernel/index.ts';
import type { Action } from '../controller.ts';
import { availableOf, boundsOf, byAge, DESIRED, MAX, replicasOf, totalOf } from './replica-sets.ts';

/** Sets the size of a ReplicaSet and says so; nothing when it has it. Models scaleReplicaSet. */
export function scale(deployment: Deployment, set: ReplicaSet, replicas: number): Action[] {
  const wanted = replicasOf(deployment);
  const bounds = {
    [DESIRED]: String(wanted),
    [MAX]: String(wanted + boundsOf(deployment.spec).surge),
  };
  const { annotations } = set.metadata;
  const hasBounds = Object.entries(bounds).every(([key, value]) => annotations?.[key] === value);
  const before = replicasOf(set);
  if (before === replicas && hasBounds) return [];
  const object = draftOf(set);
  object.spec.replicas = replicas;
  object.metadata.annotations = { ...annotations, ...bounds };
  const { name } = set.metadata;
  const why = because('deployment.scale', { set: name, from: before, to: replicas });
  const direction = before < replicas ? 'up' : 'down';
  const message = `Scaled ${direction} replica set ${name} from ${before} to ${replicas}`;
  const reason = 'ScalingReplicaSet';
  const said: Action = { type: 'event', about: deployment, severity: 'Normal', reason, message };
  const onSuccess = (): Action[] => (before === replicas ? [] : [said]);
  return [{ type: 'update', object, subresource: '', why, onSuccess }];
}

/** How many pods the new ReplicaSet should have now. Models NewRSNewReplicas. */
export function newReplicas(
  deployment: Deployment,
  sets: readonly ReplicaSet[],
  fresh: ReplicaSet | undefined,
): number {
  const wanted = replicasOf(deployment);
  if (deployment.spec.strategy?.type === 'Recreate') return wanted;
  const now = fresh === undefined ? 0 : replicasOf(fresh);
  const room = wanted + boundsOf(deployment.spec).surge - totalOf(sets);
  return room <= 0 ? now : now + Math.max(0, Math.min(room, wanted - now));
}

/** Takes pods from old ReplicaSets, the unhealthy first. Models reconcileOldReplicaSets. */
export function shrinkOld(
  deployment: Deployment,
  old: readonly ReplicaSet[],
  fresh: ReplicaSet,
): Action[] {
  const all = [...old, fresh];
  const least = replicasOf(deployment) - boundsOf(deployment.spec).unavailable;
  const missing = replicasOf(fresh) - availableOf(fresh);
  const most = totalOf(all) - least - missing;
  if (totalOf(old) === 0 || most <= 0) return [];
  const sizes = new Map(old.map((set) => [set, replicasOf(set)]));
  let unhealthy = 0;
  for (const set of [...old].sort(byAge)) {
    const size = sizes.get(set) ?? 0;
    const cut = Math.min(most - unhealthy, size - availableOf(set));
    if (size === 0 || cut <= 0) continue;
    sizes.set(set, size - cut);
    unhealthy += cut;
  }
  let spare = all.reduce((sum, set) => sum + availableOf(set), 0) - least;
  for (const set of [...old].sort(byAge)) {
    const size = sizes.get(set) ?? 0;
    const cut = Math.min(size, spare);
    if (size === 0 || cut <= 0) continue;
    sizes.set(set, size - cut);
    spare -= cut;
  }
  return old.flatMap((set) => {
    const size = sizes.get(set) ?? 0;
    return size === replicasOf(set) ? [] : scale(deployment, set, size);
  });
}

/** Whether the deployment itself was scaled since its ReplicaSets were. Models isScalingEvent. */
export const wasScaled = (deployment: Deployment, sets: readonly ReplicaSet[]): boolean =>
  sets
    .filter((set) => replicasOf(set) > 0)
    .some(({ metadata }) => {
      const desired = metadata.annotations?.[DESIRED];
      return desired !== undefined && Number(desired) !== replicasOf(deployment);
    });

/** Shares a change of size among the ReplicaSets by their sizes. Models scale. */
export function scaleAll(
  deployment: Deployment,
  sets: readonly ReplicaSet[],
  fresh: ReplicaSet | undefined,
): Action[] {
  const active = sets.filter((set) => replicasOf(set) > 0);
  const wanted = replicasOf(deployment);
  const only = active.length === 1 ? active[0] : active.length === 0 ? fresh : undefined;
  if (only !== undefined) return scale(deployment, only, wanted);
  const isSaturated =
    fresh !== undefined && replicasOf(fresh) === wanted && availableOf(fresh) === wanted;
  if (isSaturated) {
    const old = active.filter((set) => set !== fresh);
    return old.flatMap((set) => scale(deployment, set, 0));
  }
  const total = totalOf(active);
  const allowed = wanted === 0 ? 0 : wanted + boundsOf(deployment.spec).surge;
  const toAdd = allowed - total;
  const largestFirst = [...active].sort((a, b) => replicasOf(b) - replicasOf(a) || byAge(b, a));
  let added = 0;
  const shares = largestFirst.map((set) => {
    const bound = Number(set.metadata.annotations?.[MAX] ?? wanted);
    const share = Math.round((replicasOf(set) * allowed) / bound) - replicasOf(set);
    const left = toAdd - added;
    const given = toAdd > 0 ? Math.min(share, left) : Math.max(share, left);
    added += toAdd === 0 ? 0 : given;
    return toAdd === 0 ? 0 : given;
  });
  return largestFirst.flatMap((set, i) => {
    const rest = i === 0 ? toAdd - added : 0;
    return scale(deployment, set, Math.max(0, replicasOf(set) + (shares[i] ?? 0) + rest));
  });
}
