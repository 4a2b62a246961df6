import type { Pod } from '../../api/index.ts';

/** What one container uses now. */
export interface ContainerUsage {
  readonly name: string;
  readonly cpuMilli: number;
  readonly memoryBytes: number;
}

/** The metrics server as the autoscaler reaches it; without one nothing is known. */
export interface PodMetrics {
  /** Whether the cluster has metrics at all. */
  isServed(): boolean;
  /** What a pod uses; undefined until it has been measured. */
  usageOf(pod: Pod): readonly ContainerUsage[] | undefined;
}

/** A cluster without a metrics server. */
export const NO_METRICS: PodMetrics = { isServed: () => false, usageOf: () => undefined };
