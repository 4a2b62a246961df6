import { type PersistentVolumeClaim, type Pod, persistentVolumes, pods } from '../api/index.ts';
import type { StoreView } from '../store/index.ts';
import type { PodFacts } from './pod-facts.ts';

/** What is asked about a volume before a node takes it. */
export interface AttachQuestion {
  readonly view: StoreView;
  readonly facts: PodFacts;
}

const usesClaim = ({ metadata, spec }: Pod, claimName: string): boolean =>
  (spec.volumes ?? []).some(
    ({ name, persistentVolumeClaim, ephemeral }) =>
      persistentVolumeClaim?.claimName === claimName ||
      (ephemeral !== undefined && `${metadata.name}-${name}` === claimName),
  );

const conditionOf = ({ status }: Pod, wanted: string) =>
  status.conditions?.find(({ type }) => type === wanted);

/** Whether one of two pods came to its node before the other. */
const isEarlier = (a: Pod, b: Pod): boolean => {
  const key = (pod: Pod): string =>
    `${conditionOf(pod, 'PodScheduled')?.lastTransitionTime ?? ''} ${pod.metadata.name}`;
  return key(a) < key(b);
};

/** A pod has a volume as soon as it is on its node, unless another one had it before. */
const holds = (pod: Pod, asking: Pod): boolean =>
  conditionOf(pod, 'PodReadyToStartContainers')?.status === 'True' || isEarlier(pod, asking);

const isOver = ({ status }: Pod): boolean =>
  status.phase === 'Succeeded' || status.phase === 'Failed';

/**
 * Why a node may not take a volume now: one that is attached like a disk and that only one node may
 * have at a time is held by pods of another node. Directories of a node (`hostPath`, `local`) are
 * not attached. Models the attach-detach controller's reportMultiAttachError.
 */
export function attachRefusal(
  { view, facts }: AttachQuestion,
  claim: PersistentVolumeClaim,
  volumeName: string,
): string | undefined {
  const volume = view.get(persistentVolumes, '', volumeName);
  if (volume === undefined || volume.spec.csi === undefined) return undefined;
  const isShared = (volume.spec.accessModes ?? []).some((mode) => mode.endsWith('Many'));
  if (isShared) return undefined;
  const { namespace = '', name: claimName } = claim.metadata;
  const node = facts.pod.spec.nodeName;
  const holders = view
    .list(pods, namespace)
    .filter((pod) => (pod.spec.nodeName ?? '') !== '' && pod.spec.nodeName !== node)
    .filter((pod) => !isOver(pod) && usesClaim(pod, claimName) && holds(pod, facts.pod));
  if (holders.length === 0) return undefined;
  const names = holders.map(({ metadata }) => metadata.name).join(', ');
  const who = `Volume is already used by pod(s) ${names}`;
  return `Multi-Attach error for volume "${volumeName}" ${who}`;
}
