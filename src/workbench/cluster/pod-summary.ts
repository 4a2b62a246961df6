/** What a pod looks like: the word kubectl prints decides, not a second reading of the pod. */
export type Tone = 'ready' | 'starting' | 'pending' | 'terminating' | 'failed' | 'done';

export interface PodSummary {
  readonly uid: string;
  readonly name: string;
  readonly namespace: string;
  /** Of a StatefulSet's pod; undefined for others. */
  readonly ordinal: number | undefined;
  readonly set: string | undefined;
  /** The uid of the StatefulSet or Deployment that it belongs to; '' for others. */
  readonly workload: string;
  /** The number of its template's revision, as the rollout's history counts; 0 for none. */
  readonly revision: number;
  /** '' while it is on none. */
  readonly node: string;
  /** '' while it has none. */
  readonly address: string;
  /** As under STATUS. */
  readonly status: string;
  readonly tone: Tone;
  readonly ready: number;
  readonly containers: number;
  readonly isReady: boolean;
  readonly restarts: number;
  /** Names of the claims it mounts, of its own namespace. */
  readonly claims: readonly string[];
}
