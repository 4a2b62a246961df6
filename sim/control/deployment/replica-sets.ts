import {
  type Deployment,
  type DeploymentSpec,
  deployments,
  draftOf,
  isEqual,
  type PodTemplateSpec,
  type ReplicaSet,
} from '../../api/index.ts';
import { memoize } from '../../kernel/index.ts';
import { scaledValue } from '../int-or-percent.ts';
import { controllerReference, newMeta } from '../meta.ts';
import { templateHash } from '../template-hash/template-hash.ts';

export const HASH_LABEL = 'pod-template-hash';
export const REVISION = 'deployment.kubernetes.io/revision';
export const REVISION_HISTORY = 'deployment.kubernetes.io/revision-history';
export const DESIRED = 'deployment.kubernetes.io/desired-replicas';
export const MAX = 'deployment.kubernetes.io/max-replicas';
/** Annotations that stay with the deployment. */
const NOT_COPIED = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  REVISION_HISTORY,
  DESIRED,
  MAX,
  'deprecated.deployment.rollback.to',
]);

export const replicasOf = (object: { spec: { replicas?: number } }): number =>
  object.spec.replicas ?? 1;

/** The sum of what ReplicaSets are asked for. */
export const totalOf = (sets: readonly ReplicaSet[]): number =>
  sets.reduce((sum, set) => sum + replicasOf(set), 0);

export const availableOf = (set: ReplicaSet): number => set.status.availableReplicas ?? 0;

export const revisionOf = ({ metadata }: ReplicaSet): number =>
  Number(metadata.annotations?.[REVISION] ?? 0);

const createdMs = ({ metadata }: ReplicaSet): number =>
  new Date(metadata.creationTimestamp).getTime();

/** Oldest first. */
export const byAge = (a: ReplicaSet, b: ReplicaSet): number =>
  createdMs(a) - createdMs(b) || revisionOf(a) - revisionOf(b);

const withoutHash = memoize((template: PodTemplateSpec): PodTemplateSpec => {
  const draft = draftOf(template);
  if (draft.metadata?.labels !== undefined) delete draft.metadata.labels[HASH_LABEL];
  return draft;
});

/** The ReplicaSet that has the deployment's template. Models FindNewReplicaSet. */
export const findNew = (
  deployment: Deployment,
  sets: readonly ReplicaSet[],
): ReplicaSet | undefined =>
  [...sets]
    .sort(byAge)
    .find(({ spec }) =>
      isEqual(withoutHash(spec.template ?? {}), withoutHash(deployment.spec.template)),
    );

/** How far a rolling update may go above and below the wanted number. Models ResolveFenceposts. */
export function boundsOf(spec: DeploymentSpec): { surge: number; unavailable: number } {
  const replicas = spec.replicas ?? 1;
  if (spec.strategy?.type === 'Recreate') return { surge: 0, unavailable: 0 };
  const { maxSurge, maxUnavailable } = spec.strategy?.rollingUpdate ?? {};
  const surge = scaledValue(maxSurge, replicas, Math.ceil);
  const unavailable = scaledValue(maxUnavailable, replicas, Math.floor);
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}

/**
 * Annotations of a ReplicaSet after its deployment's; the revision history grows when it changes.
 */
export function annotationsFor(
  deployment: Deployment,
  set: ReplicaSet | undefined,
  revision: number,
): Record<string, string> {
  const own = set?.metadata.annotations ?? {};
  const copied = Object.entries(deployment.metadata.annotations ?? {}).filter(
    ([name]) => !NOT_COPIED.has(name),
  );
  const old = own[REVISION];
  const isNewer = old !== undefined && Number(old) < revision;
  const history = [own[REVISION_HISTORY], old].filter((part) => part !== undefined).join(',');
  const replicas = replicasOf(deployment);
  return {
    ...own,
    ...Object.fromEntries(copied),
    ...(isNewer ? { [REVISION_HISTORY]: history } : {}),
    [REVISION]: String(Math.max(revision, Number(old ?? 0))),
    [DESIRED]: String(replicas),
    [MAX]: String(replicas + boundsOf(deployment.spec).surge),
  };
}

/** A ReplicaSet for the deployment's template. */
export function newReplicaSet(
  deployment: Deployment,
  replicas: number,
  revision: number,
): ReplicaSet {
  const template = draftOf(deployment.spec.template);
  const hash = templateHash(template, deployment.status.collisionCount);
  const { name, namespace = '' } = deployment.metadata;
  const labels = { ...template.metadata?.labels, [HASH_LABEL]: hash };
  const { matchLabels, matchExpressions } = deployment.spec.selector;
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: newMeta({
      name: `${name}-${hash}`,
      namespace,
      labels,
      annotations: annotationsFor(deployment, undefined, revision),
      ownerReferences: [controllerReference(deployments, deployment)],
    }),
    spec: {
      replicas,
      ...(deployment.spec.minReadySeconds
        ? { minReadySeconds: deployment.spec.minReadySeconds }
        : {}),
      selector: {
        matchLabels: { ...matchLabels, [HASH_LABEL]: hash },
        ...(matchExpressions === undefined ? {} : { matchExpressions: draftOf(matchExpressions) }),
      },
      template: { ...template, metadata: { ...template.metadata, labels } as never },
    },
    status: { replicas: 0 },
  };
}
