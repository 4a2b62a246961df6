import type { Job, Pod } from '../../api/index.ts';
import type { Clock } from '../../kernel/index.ts';
import { delayAfter, finishedMs } from './backoff.ts';
import { indexOf, isIndexed } from './indexes.ts';

/** How often an index failed before the pod that has this annotation; one for ignored failures. */
const FAILURES = 'batch.kubernetes.io/job-index-failure-count';
const IGNORED = 'batch.kubernetes.io/job-index-ignored-failure-count';

/** Whether each index has a limit of its own. */
export const isPerIndex = (job: Job): boolean =>
  isIndexed(job) && job.spec.backoffLimitPerIndex !== undefined;

const countOf = ({ metadata }: Pod, annotation: string): number =>
  Number(metadata.annotations?.[annotation] ?? 0);
const absoluteCount = (pod: Pod): number => countOf(pod, FAILURES) + countOf(pod, IGNORED);

/** Whether the failure of a pod was one too many for its index. Models isIndexFailed. */
export const isLastFailure = ({ spec }: Job, pod: Pod): boolean =>
  countOf(pod, FAILURES) >= (spec.backoffLimitPerIndex ?? 0);

/**
 * The failed pod of each index that is not replaced yet. They are kept until then, because their
 * replacement counts on from them. Models getPodsWithDelayedDeletionPerIndex.
 */
export function waitingFor(
  job: Job,
  failed: readonly Pod[],
  isSettled: (index: number) => boolean,
): ReadonlyMap<number, Pod> {
  const waiting = new Map<number, Pod>();
  for (const pod of failed) {
    const index = indexOf(job, pod);
    if (index === undefined || isSettled(index)) continue;
    const other = waiting.get(index);
    const isLater =
      other === undefined ||
      (absoluteCount(other) <= absoluteCount(pod) && finishedMs(other) <= finishedMs(pod));
    if (isLater) waiting.set(index, pod);
  }
  return waiting;
}

/** How long the replacement of a failed pod still waits. Models getRemainingTimePerIndex. */
export function replaceAfterMs(failed: Pod | undefined, clock: Clock): number {
  if (failed === undefined) return 0;
  const dueMs = finishedMs(failed) + delayAfter(absoluteCount(failed) + 1);
  return Math.max(0, dueMs - clock.epochMs());
}

/** What a new pod of an index says of those before it. Models getNewIndexFailureCounts. */
export function failureCounts(
  failed: Pod | undefined,
  isIgnored: boolean,
): Readonly<Record<string, string>> {
  if (failed === undefined) return { [FAILURES]: '0' };
  const failures = countOf(failed, FAILURES) + (isIgnored ? 0 : 1);
  const ignored = countOf(failed, IGNORED) + (isIgnored ? 1 : 0);
  return {
    [FAILURES]: String(failures),
    ...(ignored > 0 ? { [IGNORED]: String(ignored) } : {}),
  };
}
