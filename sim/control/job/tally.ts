import {
  isPodActive,
  isPodReady,
  isPodTerminal,
  type Job,
  type JobStatus,
  type Pod,
} from '../../api/index.ts';
import { isDeleting } from '../meta.ts';
import { formatIndexes, indexOf, isIndexed, parseIndexes } from './indexes.ts';
import { isLastFailure, isPerIndex, waitingFor } from './per-index.ts';
import { isTracked } from './pods.ts';

/** The pods of a Job as one sync counts them. */
export interface Tally {
  readonly active: readonly Pod[];
  readonly ready: number;
  readonly terminating: number;
  /** With those that the status does not count yet. */
  readonly succeeded: number;
  readonly failed: number;
  /** Indexes that are done; empty unless the Job is Indexed. */
  readonly done: ReadonlySet<number>;
  /** Indexes that have failed for good; empty unless each has a limit of its own. */
  readonly failedIndexes: ReadonlySet<number>;
  /** Failed pods that are kept until they are replaced, by index. */
  readonly waiting: ReadonlyMap<number, Pod>;
  /** Uids that are counted as soon as their pods are let go. */
  readonly uncounted: { readonly succeeded: readonly string[]; readonly failed: readonly string[] };
  /** Pods that need to be kept no longer. */
  readonly free: readonly Pod[];
  readonly all: readonly Pod[];
}

/** Conditions of a Job that is about to end. */
export const ENDING: readonly string[] = ['FailureTarget', 'SuccessCriteriaMet'];

const onlyWhenFailed = ({ spec }: Job): boolean => spec.podReplacementPolicy === 'Failed';

/** A pod that is deleted before it has ended has failed, too. Models isPodFailed. */
function isLost(job: Job, pod: Pod): boolean {
  if (pod.status.phase === 'Failed') return true;
  return !onlyWhenFailed(job) && isDeleting(pod) && pod.status.phase !== 'Succeeded';
}

/** Whether a policy of the Job says that a failure does not count. */
export const isIgnored = (job: Job, pod: Pod): boolean => ruleFor(job, pod)?.action === 'Ignore';

/** The first rule of the policy that a failed pod meets. Models matchPodFailurePolicy. */
export function ruleFor(job: Job, pod: Pod) {
  if (pod.status.phase !== 'Failed') return undefined;
  return job.spec.podFailurePolicy?.rules.find(({ onExitCodes, onPodConditions }) => {
    if (onExitCodes !== undefined) {
      const { containerName, operator, values } = onExitCodes;
      return (pod.status.containerStatuses ?? [])
        .filter(({ name }) => containerName === undefined || name === containerName)
        .flatMap(({ state }) => state?.terminated?.exitCode ?? [])
        .some((code) => code !== 0 && values.includes(code) === (operator === 'In'));
    }
    return (onPodConditions ?? []).some((wanted) =>
      pod.status.conditions?.some(
        ({ type, status }) => type === wanted.type && status === wanted.status,
      ),
    );
  });
}

const isEnding = ({ status }: Job): boolean =>
  status.conditions?.some(({ type }) => ENDING.includes(type)) === true;

/** The indexes that failed once too often, or at once by the policy. */
function failedIndexesOf(job: Job, lost: readonly Pod[]): ReadonlySet<number> {
  if (!isPerIndex(job)) return new Set();
  const failed = parseIndexes(job.status.failedIndexes);
  for (const pod of lost) {
    const index = indexOf(job, pod);
    if (index === undefined || isIgnored(job, pod)) continue;
    if (ruleFor(job, pod)?.action === 'FailIndex' || isLastFailure(job, pod)) failed.add(index);
  }
  return failed;
}

/** Counts a Job's pods. Models the first half of syncJob. */
export function tallyOf(job: Job, pods: readonly Pod[]): Tally {
  const { uncountedTerminatedPods, succeeded = 0, failed = 0 } = job.status;
  const known = {
    succeeded: uncountedTerminatedPods?.succeeded ?? [],
    failed: uncountedTerminatedPods?.failed ?? [],
  };
  const isNew = ({ metadata }: Pod): boolean =>
    !known.succeeded.includes(metadata.uid) && !known.failed.includes(metadata.uid);
  const tracked = pods.filter(isTracked);
  const won = tracked.filter((pod) => pod.status.phase === 'Succeeded');
  const allLost = tracked.filter((pod) => isLost(job, pod));
  const active = pods.filter(isPodActive);
  const failedIndexes = failedIndexesOf(job, allLost);
  const uids = (found: readonly Pod[]): string[] => found.map(({ metadata }) => metadata.uid);
  const done = parseIndexes(isIndexed(job) ? job.status.completedIndexes : undefined);
  if (isIndexed(job)) {
    for (const pod of won) {
      const index = indexOf(job, pod);
      if (index !== undefined) done.add(index);
    }
  }
  const running = new Set(active.map((pod) => indexOf(job, pod)));
  const isSettled = (index: number): boolean =>
    done.has(index) || failedIndexes.has(index) || running.has(index);
  const waiting = isPerIndex(job) ? waitingFor(job, allLost, isSettled) : new Map<number, Pod>();
  const kept = new Set(isEnding(job) ? [] : waiting.values());
  const lost = allLost.filter((pod) => !kept.has(pod));
  const counted = lost.filter((pod) => isNew(pod) && !isIgnored(job, pod));
  const uncounted = {
    succeeded: isIndexed(job) ? [] : [...known.succeeded, ...uids(won.filter(isNew))],
    failed: [...known.failed, ...uids(counted)],
  };
  return {
    active,
    ready: active.filter(isPodReady).length,
    terminating: pods.filter((pod) => isDeleting(pod) && !isPodTerminal(pod)).length,
    succeeded: isIndexed(job) ? done.size : succeeded + uncounted.succeeded.length,
    failed: failed + uncounted.failed.length,
    done,
    failedIndexes,
    waiting,
    uncounted,
    free: isDeleting(job) ? tracked : [...won, ...lost],
    all: pods,
  };
}

/** The counters of the status that belong to indexes. */
export const indexFields = (job: Job, { done, failedIndexes }: Tally): Partial<JobStatus> => ({
  ...(isIndexed(job) && done.size > 0 ? { completedIndexes: formatIndexes(done) } : {}),
  ...(isPerIndex(job) ? { failedIndexes: formatIndexes(failedIndexes) } : {}),
});
