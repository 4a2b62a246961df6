import type { Container, Pod } from '../api/index.ts';
import type { ImageAnswer, PullError, Usage } from './image.ts';

export type ProbeKind = 'startup' | 'readiness' | 'liveness';

export interface PullRequest {
  readonly pod: Pod;
  readonly container: Container;
  readonly image: ImageAnswer;
  /** Whether the node has the image already. */
  readonly isPresent: boolean;
}

/** What happens with the image before a container starts. */
export type Pull =
  | { readonly type: 'present' }
  | { readonly type: 'pulled'; readonly delayMs: number }
  | { readonly type: 'failed'; readonly delayMs: number; readonly error: PullError };

/** What the main program does: as its image says, or nothing for a while and then an exit. */
export type RunPlan =
  | { readonly type: 'image' }
  /** `exitAfterMs` undefined: it runs until it is stopped. */
  | {
      readonly type: 'emulated';
      readonly exitAfterMs: number | undefined;
      /** What it writes to its log before it ends. */
      readonly output?: string;
      readonly exitCode: number;
    };

/** How the main program takes SIGTERM. */
export type StopPlan =
  | { readonly type: 'image' }
  | { readonly type: 'emulated'; readonly delayMs: number; readonly exitCode: number };

export type ProbeOutcome =
  | { readonly type: 'success' }
  | { readonly type: 'failure'; readonly message: string };

/** Who answers a probe. An emulated one is asked again as soon as its pod changes. */
export type ProbePlan =
  | { readonly type: 'image' }
  | {
      readonly type: 'emulated';
      /** From the container's start to the first answer. */
      readonly firstMs: number;
      readonly successThreshold: number;
      readonly failureThreshold: number;
      readonly outcome: ProbeOutcome;
    };

/**
 * How long things take on a node, and what is emulated instead of run. All of it is data and pure
 * functions, so that a lesson or a test can hand in another one.
 */
export interface NodeProfile {
  /** When the cluster starts, on the calendar. */
  readonly startsAtEpochMs: number;
  readonly capacity: Readonly<Record<string, string>>;
  /** The pods' addresses on a node begin here: 2 for a new node, more when it had pods before. */
  readonly firstPodHost: number;
  /** From a change of a pod to the pod worker's reaction. */
  readonly syncMs: number;
  /** From the first status of a pod until its sandbox stands and its first container may start. */
  setUpMs(pod: Pod): number;
  pull(request: PullRequest): Pull;
  /** From the image being there to the container being started. */
  startMs(pod: Pod, container: Container): number;
  /** `attempt` is 0 for the first run of the container. */
  run(pod: Pod, container: Container, attempt: number): RunPlan;
  stop(pod: Pod, container: Container): StopPlan;
  /** What its program takes otherwise than its image says. */
  usage(pod: Pod, container: Container): Partial<Usage>;
  probe(pod: Pod, container: Container, kind: ProbeKind): ProbePlan;
  /** From a termination that finds nothing running to the final status. */
  readonly idleStopMs: number;
  /**
   * Between two writes of pod statuses; they are written one by one, as the API server takes them.
   */
  readonly writeMs: number;
  /** From the final status of a deleted pod to its removal from the API. */
  readonly deleteMs: number;
  /** From a pod's own end to the tear-down of its sandbox. */
  readonly tearDownMs: number;
  /** From the exit of a container to the next decision about it. */
  readonly restartMs: number;
  /** From an error (image, configuration, volume) to the next attempt or to its back-off state. */
  readonly retryMs: number;
  /** Of restarts and of pulls. */
  readonly backOffFirstMs: number;
  readonly backOffMaxMs: number;
  /** Between renewals of a node's lease; 0: none, so that an idle cluster has nothing due. */
  readonly heartbeatMs: number;
  /** Programs that are of another version than their image has, by name. */
  readonly programVersions: Readonly<Record<string, string>>;
  /** Whether a metrics server runs in the cluster. */
  readonly hasMetricsServer: boolean;
  /** Whether the cluster says by events what it accepts but does not simulate. */
  readonly hasNotices: boolean;
}

/** 64 MB/s and a second for the registry's answers. */
const PULL_BYTES_PER_MS = 64_000;
const REGISTRY_MS = 900;

/** What the pull policy and the node's images ask for; `delayMs` by the size of the image. */
export function pullByPolicy({ container, image, isPresent }: PullRequest): Pull {
  if (container.imagePullPolicy === 'Never' && !isPresent) {
    const message = `Container image "${container.image}" is not present with pull policy of Never`;
    return { type: 'failed', delayMs: 0, error: { reason: 'ErrImageNeverPull', message } };
  }
  if (isPresent && container.imagePullPolicy !== 'Always') return { type: 'present' };
  if (!image.ok) return { type: 'failed', delayMs: REGISTRY_MS, error: image.error };
  const transferMs = isPresent ? 0 : Math.round(image.image.sizeBytes / PULL_BYTES_PER_MS);
  return { type: 'pulled', delayMs: REGISTRY_MS + transferMs };
}

/** The product's nodes: believable delays, and programs that run as their images say. */
export const DEFAULT_PROFILE: NodeProfile = {
  // Fixed, so that two sessions of one seed are equal.
  startsAtEpochMs: Date.UTC(2026, 10, 23, 8, 0, 0),
  capacity: {
    cpu: '4',
    'ephemeral-storage': '64Gi',
    'hugepages-1Gi': '0',
    'hugepages-2Mi': '0',
    memory: '8Gi',
    pods: '110',
  },
  firstPodHost: 2,
  syncMs: 10,
  setUpMs: () => 600,
  pull: pullByPolicy,
  startMs: () => 350,
  run: () => ({ type: 'image' }),
  stop: () => ({ type: 'image' }),
  probe: () => ({ type: 'image' }),
  usage: () => ({}),
  idleStopMs: 45,
  writeMs: 7,
  deleteMs: 60,
  tearDownMs: 5,
  restartMs: 200,
  retryMs: 1500,
  backOffFirstMs: 10_000,
  backOffMaxMs: 300_000,
  heartbeatMs: 0,
  programVersions: {},
  hasMetricsServer: true,
  hasNotices: true,
};
