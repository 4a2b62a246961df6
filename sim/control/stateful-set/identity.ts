import {
  type Container,
  claimNameOf,
  draftOf,
  ordinalOf,
  POD_NAME_LABEL,
  type Pod,
  type PodSpec,
  type PodTemplateSpec,
  podNameOf,
  type StatefulSet,
  startOrdinal,
  statefulSets,
  type Volume,
} from '../../api/index.ts';
import { controllerReference, newMeta } from '../meta.ts';

const INDEX_LABEL = 'apps.kubernetes.io/pod-index';
const REVISION_LABEL = 'controller-revision-hash';

/** The labels that say which pod of the set, and of which revision, a pod is. */
export const IDENTITY_LABELS = [POD_NAME_LABEL, INDEX_LABEL, REVISION_LABEL] as const;

export const wantedReplicas = (set: StatefulSet): number => set.spec.replicas ?? 1;

/** Whether an ordinal is among those that the set wants now. */
export const isWanted = (set: StatefulSet, ordinal: number): boolean =>
  ordinal >= startOrdinal(set) && ordinal < startOrdinal(set) + wantedReplicas(set);

/** The name of the revision that a pod was made from. */
export const revisionOf = (pod: Pod): string => pod.metadata.labels?.[REVISION_LABEL] ?? '';

const identityLabels = (name: string, ordinal: number): Record<string, string> => ({
  [POD_NAME_LABEL]: name,
  [INDEX_LABEL]: String(ordinal),
});

/** Whether a pod carries the labels that name it. Models identityMatches. */
export function hasIdentity(set: StatefulSet, pod: Pod): boolean {
  const ordinal = ordinalOf(set, pod.metadata.name);
  if (ordinal === undefined) return false;
  const { name, labels = {} } = pod.metadata;
  return labels[POD_NAME_LABEL] === name && labels[INDEX_LABEL] === String(ordinal);
}

/** Whether a pod mounts the claims of its ordinal. Models storageMatches. */
export function hasStorage(set: StatefulSet, pod: Pod): boolean {
  const ordinal = ordinalOf(set, pod.metadata.name);
  if (ordinal === undefined) return false;
  const templates = set.spec.volumeClaimTemplates ?? [];
  return (
    templates.length === 0 ||
    templates.every((template) => {
      const volume = pod.spec.volumes?.find(({ name }) => name === template.metadata.name);
      return (
        volume?.persistentVolumeClaim?.claimName ===
        claimNameOf(template.metadata.name, set, ordinal)
      );
    })
  );
}

function withClaimVolumes(set: StatefulSet, ordinal: number, volumes: readonly Volume[]): Volume[] {
  const claims = (set.spec.volumeClaimTemplates ?? []).map((template) => ({
    name: template.metadata.name,
    persistentVolumeClaim: { claimName: claimNameOf(template.metadata.name, set, ordinal) },
  }));
  const names = new Set(claims.map(({ name }) => name));
  return [...claims, ...volumes.filter(({ name }) => !names.has(name))];
}

/**
 * Gives a draft of a pod the labels and volumes of its ordinal. Models updateIdentity,
 * updateStorage.
 */
export function fixIdentity(set: StatefulSet, draft: Pod): void {
  const ordinal = ordinalOf(set, draft.metadata.name);
  if (ordinal === undefined) return;
  const labels = identityLabels(draft.metadata.name, ordinal);
  draft.metadata.labels = { ...draft.metadata.labels, ...labels };
  if (hasStorage(set, draft)) return;
  draft.spec.volumes = withClaimVolumes(set, ordinal, draft.spec.volumes ?? []);
}

/** The pod of one ordinal, made from a template. Models newStatefulSetPod. */
export function newPod(
  set: StatefulSet,
  template: PodTemplateSpec,
  revision: string,
  ordinal: number,
): Pod {
  const name = podNameOf(set, ordinal);
  const { labels = {}, annotations, finalizers } = template.metadata ?? {};
  const spec: PodSpec = draftOf(template.spec ?? { containers: [] as Container[] });
  const volumes = withClaimVolumes(set, ordinal, spec.volumes ?? []);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: newMeta({
      name,
      generateName: `${set.metadata.name}-`,
      namespace: set.metadata.namespace ?? '',
      labels: { ...labels, ...identityLabels(name, ordinal), [REVISION_LABEL]: revision },
      ...(annotations === undefined ? {} : { annotations: { ...annotations } }),
      ...(finalizers === undefined ? {} : { finalizers: [...finalizers] }),
      ownerReferences: [controllerReference(statefulSets, set)],
    }),
    spec: {
      ...spec,
      ...(volumes.length > 0 ? { volumes } : {}),
      hostname: name,
      ...(set.spec.serviceName ? { subdomain: set.spec.serviceName } : {}),
    },
    status: {},
  };
}
