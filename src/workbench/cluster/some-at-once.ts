import type { PodSummary } from './pod-summary.ts';
import type { RolloutSummary, Slot } from './rollouts.ts';
import type { Summary } from './summary.ts';

/** Pods that may change in one frame. More would take longer than a frame lasts. */
export const MOST_PODS_A_FRAME = 8;

/** The slots of a rollout with its pods as they are drawn; one that is not yet leaves none. */
function drawnSlots(
  { slots }: RolloutSummary,
  drawn: ReadonlyMap<string, PodSummary>,
  before: ReadonlyMap<PodSummary, Slot>,
): Slot[] {
  return slots.flatMap((slot): Slot[] => {
    const { pod, ordinal } = slot;
    const shown = pod === undefined ? undefined : drawn.get(pod.uid);
    if (pod === shown) return [slot];
    if (shown !== undefined) return [before.get(shown) ?? { ordinal, pod: shown }];
    return ordinal === undefined ? [] : [{ ordinal, pod: undefined }];
  });
}

/**
 * A step from what is shown towards what is: at most `most` pods come, change or go. It is `next`
 * itself when that is all.
 */
export function someAtOnce(shown: Summary, next: Summary, most: number): Summary {
  const before = new Map(shown.pods.map((pod) => [pod.uid, pod]));
  let left = most;
  const pods: PodSummary[] = [];
  for (const pod of next.pods) {
    const old = before.get(pod.uid);
    before.delete(pod.uid);
    if (old !== pod) left--;
    if (old === pod || left >= 0) pods.push(pod);
    else if (old !== undefined) pods.push(old);
  }
  // What is left in `before` has gone.
  const gone = [...before.values()];
  if (left >= gone.length) return next;
  pods.push(...gone.slice(Math.max(0, left)));
  const drawn = new Map(pods.map((pod) => [pod.uid, pod]));
  const slots = new Map(
    shown.rollouts.flatMap((rollout) =>
      rollout.slots.flatMap((slot) => (slot.pod === undefined ? [] : [[slot.pod, slot] as const])),
    ),
  );
  const rollouts = next.rollouts.map((rollout) => ({
    ...rollout,
    slots: drawnSlots(rollout, drawn, slots),
  }));
  return { ...next, pods, rollouts };
}
