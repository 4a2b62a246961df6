import {
  type Node,
  type PersistentVolume,
  type PersistentVolumeClaim,
  type Pod,
  persistentVolumeClaims,
  persistentVolumes,
} from '../../api/index.ts';
import { rememberLast } from '../../kernel/index.ts';
import type { StoreView } from '../../store/index.ts';
import { isDeleting } from '../meta.ts';
import {
  annotationOf,
  classNamed,
  classOf,
  findVolume,
  isFullyBound,
  isLazy,
  SELECTED_NODE,
} from '../volumes/index.ts';
import { meetsTerm } from './affinity.ts';

/** The claims of a pod that still wait for it, and the volumes of the others. */
export interface PodVolumes {
  readonly bound: readonly PersistentVolume[];
  readonly waiting: readonly PersistentVolumeClaim[];
}

const NO_VOLUME_TO_BIND = "node(s) didn't find available persistent volumes to bind";
const NO_PROVISIONER = 'kubernetes.io/no-provisioner';

/** Names of the claims that a pod mounts; every node is asked about the same pod. */
export const claimNamesOf = rememberLast((pod: Pod): readonly string[] =>
  (pod.spec.volumes ?? []).flatMap(({ name, persistentVolumeClaim, ephemeral }) => {
    if (persistentVolumeClaim !== undefined) return [persistentVolumeClaim.claimName];
    return ephemeral === undefined ? [] : [`${pod.metadata.name}-${name}`];
  }),
);

/** The volumes of a pod, or why no node can take it. Models VolumeBinding's PreFilter. */
export function volumesOf(pod: Pod, view: StoreView): PodVolumes | { readonly error: string } {
  const namespace = pod.metadata.namespace ?? '';
  const bound: PersistentVolume[] = [];
  const waiting: PersistentVolumeClaim[] = [];
  let hasUnbound = false;
  for (const name of claimNamesOf(pod)) {
    const claim = view.get(persistentVolumeClaims, namespace, name);
    if (claim === undefined) return { error: `persistentvolumeclaim "${name}" not found` };
    if (isDeleting(claim)) return { error: `persistentvolumeclaim "${name}" is being deleted` };
    const { volumeName = '' } = claim.spec;
    if (claim.status.phase === 'Lost') {
      const text = `bound to non-existent persistentvolume "${volumeName}"`;
      return { error: `persistentvolumeclaim "${name}" ${text}` };
    }
    if (!isFullyBound(claim)) {
      if (isLazy(view, claim) && volumeName === '') waiting.push(claim);
      else hasUnbound = true;
      continue;
    }
    const volume = view.get(persistentVolumes, '', volumeName);
    if (volume !== undefined) bound.push(volume);
  }
  return hasUnbound
    ? { error: 'pod has unbound immediate PersistentVolumeClaims' }
    : { bound, waiting };
}

const isReachable = ({ spec }: PersistentVolume, node: Node): boolean => {
  const required = spec.nodeAffinity?.required;
  return required === undefined || required.nodeSelectorTerms.some((t) => meetsTerm(t, node));
};

function canWaitOn(claim: PersistentVolumeClaim, node: Node, view: StoreView): boolean {
  const selected = annotationOf(claim, SELECTED_NODE);
  if (selected !== '') return selected === node.metadata.name;
  const local = view.list(persistentVolumes, '').filter((volume) => isReachable(volume, node));
  if (findVolume(claim, local) !== undefined) return true;
  const provisioner = classNamed(view, classOf(claim))?.provisioner;
  return provisioner !== undefined && provisioner !== NO_PROVISIONER;
}

/** Why a node cannot have the pod's volumes; empty when it can. Models VolumeBinding's Filter. */
export function volumeRefusal(volumes: PodVolumes, node: Node, view: StoreView): string[] {
  const isFar = volumes.bound.some((volume) => !isReachable(volume, node));
  const isHopeless = volumes.waiting.some((claim) => !canWaitOn(claim, node, view));
  return [
    ...(isHopeless ? [NO_VOLUME_TO_BIND] : []),
    ...(isFar ? ["node(s) didn't match PersistentVolume's node affinity"] : []),
  ];
}
