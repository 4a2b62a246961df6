import { type ClusterObjects, ownerOf, type Pod } from '../../session/cluster-objects.ts';

/** Which revision of which workload a pod is of. */
export interface RevisionTable {
  /** Two tables with the same key say the same of every pod. */
  readonly key: string;
  of(pod: Pod): { readonly workload: string; readonly revision: number };
  /** The number of the revision with this name (`web-6d4c…`); 0 when there is none. */
  named(workload: string, name: string): number;
}

const NONE = { workload: '', revision: 0 };
const DEPLOYMENT_REVISION = 'deployment.kubernetes.io/revision';

/** Reads the histories of all workloads: ControllerRevisions, and the ReplicaSets' annotation. */
export function readRevisions(objects: ClusterObjects): RevisionTable {
  const byName = new Map<string, number>();
  for (const revision of objects.revisions) {
    const owner = ownerOf(revision);
    if (owner === undefined) continue;
    byName.set(`${owner.uid} ${revision.metadata.name}`, revision.revision);
  }
  const replicaSets = new Map(
    objects.replicaSets.map((set) => {
      const revision = Number(set.metadata.annotations?.[DEPLOYMENT_REVISION] ?? 0);
      const { uid } = set.metadata;
      return [uid, { workload: ownerOf(set)?.uid ?? uid, revision }] as const;
    }),
  );
  return {
    key: JSON.stringify([[...byName], [...replicaSets]]),
    named: (workload, name) => byName.get(`${workload} ${name}`) ?? 0,
    of(pod) {
      const owner = ownerOf(pod);
      if (owner === undefined) return NONE;
      const replicaSet = replicaSets.get(owner.uid);
      if (replicaSet !== undefined) return replicaSet;
      const hash = pod.metadata.labels?.['controller-revision-hash'] ?? '';
      const revision =
        byName.get(`${owner.uid} ${hash}`) ?? byName.get(`${owner.uid} ${owner.name}-${hash}`) ?? 0;
      return { workload: owner.uid, revision };
    },
  };
}
