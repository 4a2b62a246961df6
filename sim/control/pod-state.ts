import type { Pod, PodCondition } from '../api/index.ts';
import type { Clock } from '../kernel/index.ts';

/** A condition of a pod by its type. */
export const podCondition = (pod: Pod, type: string): PodCondition | undefined =>
  pod.status.conditions?.find((condition) => condition.type === type);

/** Whether the Ready condition is True, whatever the phase. */
export const isPodReady = (pod: Pod): boolean => podCondition(pod, 'Ready')?.status === 'True';

/** Whether a pod has ended and never runs again. */
export const isPodOver = (pod: Pod): boolean =>
  pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';

/** When a pod became ready, in milliseconds since 1970; undefined when it is not. */
export function readySinceEpochMs(pod: Pod): number | undefined {
  const condition = podCondition(pod, 'Ready');
  if (condition?.status !== 'True') return undefined;
  return new Date(condition.lastTransitionTime ?? 0).getTime();
}

/** Whether a pod is ready and has been so for `minReadySeconds`. Models podutil.IsPodAvailable. */
export function isPodAvailable(pod: Pod, minReadySeconds: number, clock: Clock): boolean {
  const since = readySinceEpochMs(pod);
  if (since === undefined) return false;
  return minReadySeconds === 0 || since + minReadySeconds * 1000 < clock.epochMs();
}
