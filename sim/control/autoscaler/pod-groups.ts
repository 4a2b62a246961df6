import { getPodCondition, type MetricsSource, milliValue, type Pod } from '../../api/index.ts';

/** Models the flags of kube-controller-manager `--horizontal-pod-autoscaler-…`. */
const CPU_INITIALIZATION_MS = 300_000;
const INITIAL_READINESS_MS = 30_000;

/** What one pod uses of a resource, in thousandths, and when that was measured. */
export interface Sample {
  readonly value: number;
  readonly atEpochMs: number;
  readonly windowMs: number;
}

/** By the name of the pod. */
export type Samples = Map<string, Sample>;

/** Which of the pods count, and what is not known of the others. */
export interface PodGroups {
  readonly readyCount: number;
  readonly unready: readonly Pod[];
  readonly missing: readonly Pod[];
}

/** The usage of pods, of all their containers or of one; an error when it names none. */
export function samplesOf(
  source: MetricsSource,
  pods: readonly Pod[],
  resource: 'cpu' | 'memory',
  container: string,
): Samples {
  const samples: Samples = new Map();
  for (const { metadata } of pods) {
    const metrics = source.podMetrics(metadata.namespace ?? '', metadata.name);
    const measured = (metrics?.containers ?? []).filter(
      ({ name }) => container === '' || name === container,
    );
    if (metrics === undefined || measured.length === 0) continue;
    samples.set(metadata.name, {
      value: measured.reduce((sum, { usage }) => sum + milliValue(usage[resource]), 0),
      atEpochMs: Date.parse(metrics.timestamp),
      windowMs: Number.parseFloat(metrics.window) * 1000,
    });
  }
  return samples;
}

/** Whether what a pod uses of the processor says nothing, because it has only just started. */
function isStarting({ status }: Pod, sample: Sample, nowEpochMs: number): boolean {
  const ready = getPodCondition({ status } as Pod, 'Ready');
  if (ready === undefined || status.startTime === undefined) return true;
  const startedMs = Date.parse(status.startTime);
  const changedMs = Date.parse(ready.lastTransitionTime ?? status.startTime);
  const isUnready = ready.status === 'False';
  if (startedMs + CPU_INITIALIZATION_MS > nowEpochMs) {
    return isUnready || sample.atEpochMs < changedMs + sample.windowMs;
  }
  return isUnready && startedMs + INITIAL_READINESS_MS > changedMs;
}

/**
 * Sorts pods by what is known of them, and drops the samples of those that do not count. Models
 * groupPods.
 */
export function groupPods(
  pods: readonly Pod[],
  samples: Samples,
  resource: string,
  nowEpochMs: number,
): PodGroups {
  let readyCount = 0;
  const unready: Pod[] = [];
  const missing: Pod[] = [];
  for (const pod of pods) {
    const { name, deletionTimestamp } = pod.metadata;
    const { phase } = pod.status;
    const sample = samples.get(name);
    if (deletionTimestamp !== undefined || phase === 'Failed') samples.delete(name);
    else if (phase === 'Pending') unready.push(pod);
    else if (sample === undefined) missing.push(pod);
    else if (resource === 'cpu' && isStarting(pod, sample, nowEpochMs)) unready.push(pod);
    else readyCount++;
  }
  for (const pod of unready) samples.delete(pod.metadata.name);
  return { readyCount, unready, missing };
}
