import type { ImageBehaviour } from '../lesson/index.ts';
import type { NodeProfile } from '../node/index.ts';

const TIMEOUT = 'context deadline exceeded';

/**
 * The nodes of a lesson: as `profile`, but for the images whose behaviour the lesson sets. An image
 * is named as in its containers.
 */
export function withBehaviours(
  profile: NodeProfile,
  images: Readonly<Record<string, ImageBehaviour>>,
): NodeProfile {
  const of = (image: string | undefined): ImageBehaviour => images[image ?? ''] ?? {};
  return {
    ...profile,
    pull(request) {
      const pull = profile.pull(request);
      const { pullMs } = of(request.container.image);
      return pull.type === 'pulled' && pullMs !== undefined ? { ...pull, delayMs: pullMs } : pull;
    },
    startMs: (pod, container) => of(container.image).startMs ?? profile.startMs(pod, container),
    usage: (pod, container) => ({
      ...profile.usage(pod, container),
      ...of(container.image).usage,
    }),
    run(pod, container, attempt) {
      const { crash } = of(container.image);
      if (crash === undefined || attempt >= (crash.times ?? Number.POSITIVE_INFINITY)) {
        return profile.run(pod, container, attempt);
      }
      const { afterMs: exitAfterMs, exitCode, output } = crash;
      return {
        ...{ type: 'emulated', exitAfterMs, exitCode },
        ...(output === undefined ? {} : { output }),
      };
    },
    probe(pod, container, kind) {
      const plan = profile.probe(pod, container, kind);
      if (!of(container.image).hangingProbes?.includes(kind)) return plan;
      const rule = container[`${kind}Probe`];
      return {
        type: 'emulated',
        firstMs: (rule?.initialDelaySeconds ?? 0) * 1000 + (rule?.timeoutSeconds ?? 1) * 1000,
        successThreshold: rule?.successThreshold ?? 1,
        failureThreshold: rule?.failureThreshold ?? 3,
        outcome: { type: 'failure', message: TIMEOUT },
      };
    },
  };
}
