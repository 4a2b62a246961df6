import { type Deployment, isEqual, type PodTemplateSpec, type ReplicaSet } from '../api/index.ts';

const HASH_LABEL = 'pod-template-hash';

/** The revision that a controller wrote on an object; 0 for none. */
export const revisionOf = ({ metadata }: Pick<ReplicaSet, 'metadata'>): number =>
  Number(metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0);

/** The ReplicaSets of a Deployment, oldest first. */
export const ownedReplicaSets = (
  all: readonly ReplicaSet[],
  { metadata }: Deployment,
): ReplicaSet[] =>
  all
    .filter((set) =>
      set.metadata.ownerReferences?.some((o) => o.controller && o.uid === metadata.uid),
    )
    .sort(
      (a, b) => Date.parse(a.metadata.creationTimestamp) - Date.parse(b.metadata.creationTimestamp),
    );

/** A template without the label that tells ReplicaSets apart. */
export function plainTemplate(template: PodTemplateSpec | undefined): PodTemplateSpec | undefined {
  if (template?.metadata?.labels === undefined) return template;
  const { [HASH_LABEL]: _, ...labels } = template.metadata.labels;
  return { ...template, metadata: { ...template.metadata, labels } };
}

/** The ReplicaSet that runs the Deployment's present template; undefined when none does yet. */
export const newReplicaSetOf = (
  owned: readonly ReplicaSet[],
  { spec }: Deployment,
): ReplicaSet | undefined =>
  owned.find((set) => isEqual(plainTemplate(set.spec.template), plainTemplate(spec.template)));
