import { draftOf, type Pod, timestamp } from '../api/index.ts';
import type { Clock } from '../kernel/index.ts';

/** The pod with the condition that says who ends it and why. Models MarkPodAsFailed's patch. */
export function withDisruption(pod: Pod, reason: string, message: string, clock: Clock): Pod {
  const object = draftOf(pod);
  const others = (object.status.conditions ?? []).filter(({ type }) => type !== 'DisruptionTarget');
  object.status.conditions = [
    ...others,
    {
      type: 'DisruptionTarget',
      observedGeneration: pod.metadata.generation ?? 0,
      status: 'True',
      lastProbeTime: null as unknown as string,
      lastTransitionTime: timestamp(clock.epochMs()),
      reason,
      message,
    },
  ];
  return object;
}
