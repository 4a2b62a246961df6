import { isPodReady, type Pod, readySinceMs } from '../../api/index.ts';

const PHASES: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };
const COST = 'controller.kubernetes.io/pod-deletion-cost';

const restarts = (pod: Pod): number =>
  Math.max(0, ...(pod.status.containerStatuses ?? []).map(({ restartCount }) => restartCount));

const createdMs = (pod: Pod): number => new Date(pod.metadata.creationTimestamp).getTime();

/** What a pod is compared by: the lower in the first that differs goes first. */
function ranks(pod: Pod, sharers: number): number[] {
  const isReady = isPodReady(pod);
  return [
    pod.spec.nodeName ? 1 : 0,
    PHASES[pod.status.phase ?? ''] ?? 2,
    isReady ? 1 : 0,
    Number(pod.metadata.annotations?.[COST] ?? 0),
    -sharers,
    isReady ? -(readySinceMs(pod) ?? 0) : 0,
    -restarts(pod),
    -createdMs(pod),
  ];
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < a.length; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Pods in the order in which a scale-down ends them. Models ActivePodsWithRanks. */
export function inDeletionOrder(pods: readonly Pod[]): Pod[] {
  const onNode = new Map<string, number>();
  for (const { spec } of pods) {
    const node = spec.nodeName ?? '';
    onNode.set(node, (onNode.get(node) ?? 0) + 1);
  }
  return pods
    .map((pod) => ({ pod, rank: ranks(pod, onNode.get(pod.spec.nodeName ?? '') ?? 0) }))
    .sort((a, b) => compareRanks(a.rank, b.rank))
    .map(({ pod }) => pod);
}
