import {
  type Deployment,
  deployments,
  draftOf,
  isEqual,
  isPodTerminal,
  pods,
  type ReplicaSet,
  replicaSets,
} from '../../api/index.ts';
import { because } from '../../kernel/index.ts';
import { DELETE_DEFAULT } from '../../store/index.ts';
import { claim } from '../claim-pods.ts';
import {
  type Action,
  type Controller,
  keyOf,
  NO_KEYS,
  splitKey,
  type View,
} from '../controller.ts';
import { isDeleting } from '../meta.ts';
import { ownerKeys } from '../owner-keys.ts';
import {
  annotationsFor,
  byAge,
  findNew,
  newReplicaSet,
  REVISION,
  replicasOf,
  revisionOf,
} from './replica-sets.ts';
import { newReplicas, scale, scaleAll, shrinkOld, wasScaled } from './scaling.ts';
import { replaceCondition, report, setCondition } from './status.ts';

const LATENCY_MS = 12;

interface Rollout {
  readonly deployment: Deployment;
  /** All ReplicaSets that it owns. */
  readonly sets: readonly ReplicaSet[];
  readonly old: readonly ReplicaSet[];
  readonly fresh: ReplicaSet | undefined;
}

/** The deployment's own record of its revision. Models SetDeploymentRevision. */
function withRevision(deployment: Deployment, revision: string): Deployment {
  if (deployment.metadata.annotations?.[REVISION] === revision) return deployment;
  const annotations = { ...deployment.metadata.annotations, [REVISION]: revision };
  return { ...deployment, metadata: { ...deployment.metadata, annotations } };
}

/** Notes in the Progressing condition that a ReplicaSet was made or found. */
function withNote(deployment: Deployment, reason: string, message: string, view: View): Deployment {
  const fresh = { type: 'Progressing', status: 'True', reason, message };
  const conditions = replaceCondition(deployment.status.conditions ?? [], fresh, view.clock);
  return { ...deployment, status: { ...deployment.status, conditions } };
}

/** What the controller knows of the revision, which is written with the status. */
const saveRevision = (object: Deployment, revision: string): Action => ({
  type: 'update',
  object: { ...object, metadata: { ...object.metadata, resourceVersion: '' } },
  subresource: 'status',
  why: because('deployment.revision', { revision }),
});

/** Makes the ReplicaSet of the deployment's template; the next sync goes on with it. */
function createNew({ deployment, sets, old }: Rollout, view: View): Action[] {
  const revision = Math.max(0, ...old.map(revisionOf)) + 1;
  const object = newReplicaSet(deployment, newReplicas(deployment, sets, undefined), revision);
  const { name } = object.metadata;
  const size = replicasOf(object);
  const message = `Scaled up replica set ${name} from 0 to ${size}`;
  const reason = 'ScalingReplicaSet';
  const said: Action = { type: 'event', about: deployment, severity: 'Normal', reason, message };
  const noted = withNote(
    withRevision(deployment, String(revision)),
    'NewReplicaSetCreated',
    `Created new replica set "${name}"`,
    view,
  );
  return [
    {
      type: 'create',
      object,
      why: because(old.length === 0 ? 'deployment.firstReplicaSet' : 'deployment.newReplicaSet', {
        set: name,
      }),
      onSuccess: () => [...(size > 0 ? [said] : []), saveRevision(noted, String(revision))],
    },
  ];
}

/** Brings the annotations of the new ReplicaSet up to date. */
function refresh({ deployment, old, fresh }: Rollout, view: View): Action[] {
  if (fresh === undefined) return [];
  const revision = Math.max(0, ...old.map(revisionOf)) + 1;
  const annotations = annotationsFor(deployment, fresh, revision);
  const minReadySeconds = deployment.spec.minReadySeconds ?? 0;
  const isSame =
    isEqual(annotations, fresh.metadata.annotations ?? {}) &&
    (fresh.spec.minReadySeconds ?? 0) === minReadySeconds;
  if (!isSame) {
    const object = draftOf(fresh);
    object.metadata.annotations = annotations;
    if (minReadySeconds > 0) object.spec.minReadySeconds = minReadySeconds;
    else delete object.spec.minReadySeconds;
    return [{ type: 'update', object, subresource: '', why: because('deployment.annotate') }];
  }
  const number = annotations[REVISION] ?? '';
  const revised = withRevision(deployment, number);
  const isKnown = deployment.status.conditions?.some(({ type }) => type === 'Progressing');
  const message = `Found new replica set "${fresh.metadata.name}"`;
  const noted = isKnown ? revised : withNote(revised, 'FoundNewReplicaSet', message, view);
  return noted === deployment ? [] : [saveRevision(noted, number)];
}

function roll(rollout: Rollout): Action[] {
  const { deployment, sets, old, fresh } = rollout;
  if (fresh === undefined) return [];
  const size = replicasOf(fresh);
  const wanted = replicasOf(deployment);
  const target = size > wanted ? wanted : newReplicas(deployment, sets, fresh);
  if (target !== size) return scale(deployment, fresh, target);
  return shrinkOld(deployment, old, fresh);
}

function recreate(rollout: Rollout, view: View): Action[] {
  const { deployment, old, fresh } = rollout;
  const down = old.filter((set) => replicasOf(set) > 0);
  if (down.length > 0) return down.flatMap((set) => scale(deployment, set, 0));
  const isRunning = old.some(({ metadata }) =>
    view.ownedBy(pods, metadata.uid).some((pod) => !isPodTerminal(pod)),
  );
  if (isRunning) {
    const why = because('deployment.waitOldPods', { deployment: deployment.metadata.name });
    return [{ type: 'wait', about: deployment, why }];
  }
  if (fresh === undefined) return createNew(rollout, view);
  return scale(deployment, fresh, replicasOf(deployment));
}

/** Deletes the oldest ReplicaSets that have nothing left. Models cleanupDeployment. */
function cleanUp({ deployment, old }: Rollout): Action[] {
  const limit = deployment.spec.revisionHistoryLimit ?? 10;
  const isEmpty = ({ spec, status, metadata }: ReplicaSet): boolean =>
    (spec.replicas ?? 1) === 0 &&
    status.replicas === 0 &&
    metadata.deletionTimestamp === undefined &&
    (status.observedGeneration ?? 0) >= (metadata.generation ?? 0);
  const sorted = [...old].sort((a, b) => revisionOf(a) - revisionOf(b) || byAge(a, b));
  return sorted
    .slice(0, Math.max(0, sorted.length - limit))
    .filter(isEmpty)
    .map((object) => ({
      type: 'delete',
      object,
      options: DELETE_DEFAULT,
      why: because('deployment.historyLimit', { limit }),
    }));
}

/** Notes in the Progressing condition that the deployment was paused or goes on. */
function notePause(deployment: Deployment, view: View): Action[] {
  if (deployment.spec.progressDeadlineSeconds === undefined) return [];
  const old = deployment.status.conditions?.find(({ type }) => type === 'Progressing');
  if (old?.reason === 'ProgressDeadlineExceeded') return [];
  const isPaused = deployment.spec.paused === true;
  const wasPaused = old?.reason === 'DeploymentPaused';
  if (isPaused === wasPaused) return [];
  const fresh = {
    type: 'Progressing',
    status: 'Unknown',
    reason: isPaused ? 'DeploymentPaused' : 'DeploymentResumed',
    message: isPaused ? 'Deployment is paused' : 'Deployment is resumed',
  };
  const object = draftOf(deployment);
  object.status.conditions = setCondition(object.status.conditions ?? [], fresh, view.clock);
  const why = because('deployment.progress', { reason: fresh.reason });
  return [{ type: 'update', object, subresource: 'status', why }];
}

function sync(deployment: Deployment, view: View): Action[] {
  const { namespace = '' } = deployment.metadata;
  const { selector, strategy, paused } = deployment.spec;
  const all = view.list(replicaSets, namespace);
  const claimed = claim(deployments, deployment, selector, all, { canAdopt: () => true });
  if (claimed.actions.length > 0) return [...claimed.actions];
  const sets = claimed.owned;
  const fresh = findNew(deployment, sets);
  const old = sets.filter((set) => set !== fresh);
  const rollout: Rollout = { deployment, sets, old, fresh };
  const status = (): Action[] => report(deployment, sets, fresh, view.clock);
  if (isDeleting(deployment)) return status();
  const pause = notePause(deployment, view);
  if (pause.length > 0) return pause;
  if (paused || wasScaled(deployment, sets)) {
    return [...scaleAll(deployment, sets, fresh), ...status()];
  }
  const isRecreate = strategy?.type === 'Recreate';
  if (fresh === undefined && !isRecreate) return createNew(rollout, view);
  const refreshed = refresh(rollout, view);
  if (refreshed.length > 0) return refreshed;
  const moved = isRecreate ? recreate(rollout, view) : roll(rollout);
  if (fresh === undefined && moved.some(({ type }) => type === 'create')) return moved;
  return [...moved, ...status(), ...(moved.length === 0 ? cleanUp(rollout) : [])];
}

/** Rolls Deployments out through their ReplicaSets. Models pkg/controller/deployment. */
export const createDeploymentController = (): Controller => ({
  name: 'deployment-controller',
  latencyMs: LATENCY_MS,
  watches: [
    { kind: deployments, keys: (change) => [keyOf(change.object)] },
    { kind: replicaSets, keys: (change, view) => ownerKeys(deployments, change, view) },
    {
      kind: pods,
      keys: (change, view) => {
        if (change.type !== 'DELETED' || change.object.kind !== 'Pod') return NO_KEYS;
        const owner = change.object.metadata.ownerReferences?.find((o) => o.kind === 'ReplicaSet');
        const set = owner && view.byUid(owner.uid)?.object;
        const parent = set?.metadata.ownerReferences?.find((o) => o.kind === 'Deployment');
        return parent ? [`${set?.metadata.namespace ?? ''}/${parent.name}`] : [];
      },
    },
  ],
  reconcile(key, view) {
    const { namespace, name } = splitKey(key);
    const deployment = view.get(deployments, namespace, name);
    return deployment === undefined ? [] : sync(deployment, view);
  },
});
