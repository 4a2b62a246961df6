import type { Pod, PodCondition } from '../types.generated.ts';

/** The label that a StatefulSet gives its pods. */
export const POD_NAME_LABEL = 'statefulset.kubernetes.io/pod-name';

/** The pod's condition of a type, if it has one. */
export function getPodCondition({ status }: Pod, type: string): PodCondition | undefined {
  const { conditions } = status;
  // Asked for every pod at every look: the iterator of a loop over values would be seen.
  for (let i = 0; i < (conditions?.length ?? 0); i++) {
    const condition = conditions?.[i];
    if (condition?.type === type) return condition;
  }
  return undefined;
}

/** Whether the condition Ready is True. */
export const isPodReady = (pod: Pod): boolean => getPodCondition(pod, 'Ready')?.status === 'True';

/** When the pod became ready, in milliseconds since 1970; undefined while it is not. */
export function readySinceMs(pod: Pod): number | undefined {
  const condition = getPodCondition(pod, 'Ready');
  if (condition?.status !== 'True' || condition.lastTransitionTime === undefined) return undefined;
  return Date.parse(condition.lastTransitionTime);
}

/** Ready for at least `minReadySeconds`. Models podutil.IsPodAvailable. */
export function isPodAvailable(pod: Pod, minReadySeconds: number, nowEpochMs: number): boolean {
  if (!isPodReady(pod)) return false;
  if (minReadySeconds === 0) return true;
  const sinceMs = readySinceMs(pod);
  return sinceMs !== undefined && sinceMs + minReadySeconds * 1000 <= nowEpochMs;
}

/** Whether deletion was asked for. */
export const isTerminating = (pod: Pod): boolean => pod.metadata.deletionTimestamp !== undefined;

export const isFailed = (pod: Pod): boolean => pod.status.phase === 'Failed';
export const isSucceeded = (pod: Pod): boolean => pod.status.phase === 'Succeeded';

/** Whether the pod has reached a phase that it never leaves. Models podutil.IsPodTerminal. */
export const isPodTerminal = (pod: Pod): boolean => isFailed(pod) || isSucceeded(pod);

/** Whether the pod still counts for its controller. Models controller.IsPodActive. */
export const isPodActive = (pod: Pod): boolean => !isPodTerminal(pod) && !isTerminating(pod);

/** Whether the API server has accepted the pod (it has a phase). */
export const isCreated = (pod: Pod): boolean => (pod.status.phase ?? '') !== '';

export const isRunningAndReady = (pod: Pod): boolean =>
  pod.status.phase === 'Running' && isPodReady(pod);
