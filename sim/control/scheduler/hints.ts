import { type Pod, selects } from '../../api/index.ts';
import { isAbout } from './affinity.ts';
import { hostPorts, requiredApart, requiredNear } from './filters.ts';
import { claimNamesOf } from './volumes.ts';

// Models the QueueingHints of the default plugins: which waiting pods another pod's coming or
// going can help.

const isOfSameNamespace = (a: Pod, b: Pod): boolean =>
  a.metadata.namespace === b.metadata.namespace;

const isCounted = (pod: Pod, other: Pod): boolean =>
  isOfSameNamespace(pod, other) &&
  (pod.spec.topologySpreadConstraints ?? []).some(
    ({ labelSelector, whenUnsatisfiable }) =>
      whenUnsatisfiable === 'DoNotSchedule' && selects(labelSelector, other.metadata.labels),
  );

const isWantedNear = (pod: Pod, other: Pod): boolean =>
  requiredNear(pod).some((term) => isAbout(term, pod, other));

const isWantedApart = (pod: Pod, other: Pod): boolean =>
  requiredApart(pod).some((term) => isAbout(term, pod, other)) ||
  requiredApart(other).some((term) => isAbout(term, other, pod));

/** Whether a new neighbour can help a pod: only one that it looks at. */
export const helpsByComing = (pod: Pod, other: Pod): boolean =>
  isWantedNear(pod, other) || isCounted(pod, other);

const overlaps = (a: readonly string[], b: readonly string[]): boolean =>
  a.some((item) => b.includes(item));

/** By filter, if it looks at other pods: whether the end of one can change its mind. */
const HELPS_BY_GOING: Readonly<Record<string, (pod: Pod, gone: Pod) => boolean>> = {
  NodeResourcesFit: () => true,
  NodePorts: (pod, gone) => overlaps(hostPorts(pod), hostPorts(gone)),
  VolumeRestrictions: (pod, gone) =>
    isOfSameNamespace(pod, gone) && overlaps(claimNamesOf(pod), claimNamesOf(gone)),
  PodTopologySpread: isCounted,
  InterPodAffinity: (pod, gone) => isWantedNear(pod, gone) || isWantedApart(pod, gone),
};

/** Whether the end of a pod can help one that `rules` refused. */
export const helpsByGoing = (rules: ReadonlySet<string>, pod: Pod, gone: Pod): boolean =>
  [...rules].some((rule) => HELPS_BY_GOING[rule]?.(pod, gone) ?? false);
