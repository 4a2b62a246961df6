import type { ClusterObjects } from '../../session/cluster-objects.ts';
import type { PodSummary } from './pod-summary.ts';
import type { RevisionTable } from './revisions.ts';

/** One place of a workload: an ordinal of a StatefulSet, or one pod of a Deployment. */
export interface Slot {
  /** Of a StatefulSet; undefined for a Deployment's pods, which have none. */
  readonly ordinal: number | undefined;
  readonly pod: PodSummary | undefined;
}

/** How a StatefulSet or Deployment stands. */
export interface RolloutSummary {
  readonly uid: string;
  readonly kind: 'StatefulSet' | 'Deployment';
  readonly name: string;
  readonly namespace: string;
  readonly replicas: number;
  readonly ready: number;
  /** Pods that have the newest template. */
  readonly updated: number;
  /** Ordinals below it are not updated; 0 when all are. */
  readonly partition: number;
  readonly strategy: string;
  /** The number of the newest revision. */
  readonly revision: number;
  readonly slots: readonly Slot[];
}

/** The places from the first wanted ordinal on, and those of pods beyond, while they go. */
function slotsOf(start: number, replicas: number, pods: readonly PodSummary[]): Slot[] {
  const byOrdinal = new Map(pods.map((pod) => [pod.ordinal ?? -1, pod]));
  const wanted = Array.from({ length: replicas }, (_, index) => start + index);
  const ordinals = [...new Set([...wanted, ...byOrdinal.keys()])].sort((a, b) => a - b);
  return ordinals.map((ordinal) => ({ ordinal, pod: byOrdinal.get(ordinal) }));
}

/** Reads the rollouts of all StatefulSets and Deployments. */
export function summarizeRollouts(
  objects: ClusterObjects,
  pods: readonly PodSummary[],
  revisions: RevisionTable,
): RolloutSummary[] {
  const byWorkload = new Map<string, PodSummary[]>();
  for (const pod of pods) {
    const own = byWorkload.get(pod.workload) ?? [];
    own.push(pod);
    byWorkload.set(pod.workload, own);
  }
  const sets = objects.sets.map(({ metadata, spec, status }): RolloutSummary => {
    const { name, namespace = '', uid } = metadata;
    const own = byWorkload.get(uid) ?? [];
    const replicas = spec.replicas ?? 1;
    const strategy = spec.updateStrategy?.type ?? 'RollingUpdate';
    return {
      uid,
      kind: 'StatefulSet',
      name,
      namespace,
      replicas,
      ready: status?.readyReplicas ?? 0,
      updated: status?.updatedReplicas ?? 0,
      partition: spec.updateStrategy?.rollingUpdate?.partition ?? 0,
      strategy,
      revision: revisions.named(uid, status?.updateRevision ?? ''),
      slots: slotsOf(spec.ordinals?.start ?? 0, replicas, own),
    };
  });
  const deployments = objects.deployments.map(({ metadata, spec, status }): RolloutSummary => {
    const { name, namespace = '', uid, annotations } = metadata;
    const own = [...(byWorkload.get(uid) ?? [])].sort((a, b) => a.revision - b.revision);
    return {
      uid,
      kind: 'Deployment',
      name,
      namespace,
      replicas: spec.replicas ?? 1,
      ready: status?.readyReplicas ?? 0,
      updated: status?.updatedReplicas ?? 0,
      partition: 0,
      strategy: spec.strategy?.type ?? 'RollingUpdate',
      revision: Number(annotations?.['deployment.kubernetes.io/revision'] ?? 0),
      slots: own.map((pod) => ({ ordinal: undefined, pod })),
    };
  });
  return [...sets, ...deployments];
}
