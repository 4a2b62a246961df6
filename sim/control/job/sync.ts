import {
  draftOf,
  isEqual,
  type Job,
  type JobStatus,
  type Pod,
  timestamp,
} from '../../api/index.ts';
import { because, type Clock } from '../../kernel/index.ts';
import type { Action, View } from '../controller.ts';
import { isDeleting, setFinalizer } from '../meta.ts';
import { eventOf } from '../pod-control.ts';
import { backoffMs } from './backoff.ts';
import { isIndexed, pendingIndexes } from './indexes.ts';
import { conditionNow, deadlineMs, type Outcome, outcomeOf } from './outcome.ts';
import { failureCounts, isPerIndex, replaceAfterMs } from './per-index.ts';
import { createPods, deletePods, TRACKING } from './pods.ts';
import { indexFields, isIgnored, type Tally, tallyOf } from './tally.ts';

/** Pods that one sync creates or deletes at the most. */
const MAX_AT_ONCE = 500;

interface Managed {
  readonly actions: readonly Action[];
  /** How many pods are active after them. */
  readonly active: number;
}

const phaseRank = (pod: Pod): number => (pod.status.phase === 'Running' ? 1 : 0);

/** Makes or ends pods so that as many run as should. Models manageJob. */
function manage(job: Job, tally: Tally, view: View, whenRefused: () => Action[]): Managed {
  const { spec } = job;
  const active = tally.active.length;
  if (spec.suspend === true) {
    return { actions: deletePods(job, tally.active, 'job.suspend'), active: 0 };
  }
  const parallelism = spec.parallelism ?? 1;
  const { completions } = spec;
  const left = completions === undefined ? parallelism : completions - tally.succeeded;
  const isFree = completions === undefined && tally.succeeded > 0;
  const wanted = isFree ? Math.min(active, parallelism) : Math.max(0, Math.min(parallelism, left));
  if (active > wanted) {
    const youngest = [...tally.active].sort((a, b) => phaseRank(a) - phaseRank(b));
    const surplus = youngest.slice(0, Math.min(active - wanted, MAX_AT_ONCE));
    const actions = deletePods(job, surplus, 'job.surplus');
    return { actions, active: active - surplus.length };
  }
  const ending = spec.podReplacementPolicy === 'Failed' ? tally.terminating : 0;
  const missing = Math.min(wanted - ending - active, MAX_AT_ONCE);
  if (missing <= 0) return { actions: [], active };
  const { indexes, waitMs } = nextPods(job, tally, missing, view.clock);
  if (waitMs > 0) {
    const why = because('job.backoff', { seconds: Math.ceil(waitMs / 1000) });
    const wait: Action = { type: 'wait', about: job, why };
    return { actions: [wait, { type: 'again', delayMs: waitMs, why }], active };
  }
  const countsOf = (index: number | undefined) => {
    if (index === undefined || !isPerIndex(job)) return {};
    const failed = tally.waiting.get(index);
    return failureCounts(failed, failed !== undefined && isIgnored(job, failed));
  };
  const actions = createPods(job, indexes, countsOf, whenRefused);
  return { actions, active: active + indexes.length };
}

/** Which pods are made now, or how long the next one still waits. */
function nextPods(
  job: Job,
  tally: Tally,
  missing: number,
  clock: Clock,
): { readonly indexes: readonly (number | undefined)[]; readonly waitMs: number } {
  const isSettled = (index: number): boolean =>
    tally.done.has(index) || tally.failedIndexes.has(index);
  if (isPerIndex(job)) {
    // Each index waits for itself. Models getPodCreationInfoForIndependentIndexes.
    const all = pendingIndexes(job, tally.active, isSettled, missing);
    const waits = all.map((index) => replaceAfterMs(tally.waiting.get(index), clock));
    const indexes = all.filter((_index, i) => waits[i] === 0);
    return { indexes, waitMs: indexes.length > 0 || all.length === 0 ? 0 : Math.min(...waits) };
  }
  const indexes = isIndexed(job)
    ? pendingIndexes(job, tally.active, isSettled, missing)
    : Array.from({ length: missing }, () => undefined);
  return { indexes, waitMs: backoffMs(tally.all, clock) };
}

/** Says that a Job was suspended or goes on; `conditions` is changed. */
function noteSuspension(job: Job, status: JobStatus, clock: Clock): Action[] {
  const conditions = status.conditions ?? [];
  const old = conditions.find(({ type }) => type === 'Suspended');
  const isSuspended = job.spec.suspend === true;
  if (isSuspended === (old?.status === 'True')) return [];
  const [reason, message] = isSuspended
    ? ['JobSuspended', 'Job suspended']
    : ['JobResumed', 'Job resumed'];
  const fresh = conditionNow('Suspended', { reason, message }, clock);
  fresh.status = isSuspended ? 'True' : 'False';
  status.conditions = old
    ? conditions.map((one) => (one === old ? fresh : one))
    : [...conditions, fresh];
  if (!isSuspended) status.startTime = timestamp(clock.epochMs());
  return [eventOf(job, 'Normal', isSuspended ? 'Suspended' : 'Resumed', message)];
}

const isEmpty = ({ succeeded, failed }: Tally['uncounted']): boolean =>
  succeeded.length + failed.length === 0;

function uncountedOf({ uncounted: { succeeded, failed } }: Tally) {
  return {
    ...(succeeded.length > 0 ? { succeeded: [...succeeded] } : {}),
    ...(failed.length > 0 ? { failed: [...failed] } : {}),
  };
}

/** The status that a sync writes before it lets pods go. */
function interimStatus(
  job: Job,
  tally: Tally,
  active: number,
  outcome: Outcome | undefined,
  clock: Clock,
): JobStatus {
  const { active: _, succeeded, ...rest } = job.status;
  const counted = isIndexed(job) ? tally.succeeded : succeeded;
  const ending = outcome === undefined ? 0 : tally.active.length - active;
  const status: JobStatus = {
    ...rest,
    ...(job.status.startTime === undefined && job.spec.suspend !== true
      ? { startTime: timestamp(clock.epochMs()) }
      : {}),
    ...(active > 0 ? { active } : {}),
    ...(counted ? { succeeded: counted } : {}),
    ...indexFields(job, tally),
    ready: outcome === undefined || active > 0 ? tally.ready : 0,
    terminating: tally.terminating + ending,
    uncountedTerminatedPods: uncountedOf(tally),
  };
  if (outcome !== undefined) {
    const type = outcome.isSuccess ? 'SuccessCriteriaMet' : 'FailureTarget';
    const { conditions = [] } = status;
    if (!conditions.some((one) => one.type === type)) {
      status.conditions = [...conditions, conditionNow(type, outcome, clock)];
    }
  }
  return status;
}

/** The status when all pods have been let go, and what is said of it. */
function settle(
  job: Job,
  updated: Job,
  tally: Tally,
  outcome: Outcome | undefined,
  clock: Clock,
): Action[] {
  const status: JobStatus = {
    ...updated.status,
    ...(tally.succeeded > 0 ? { succeeded: tally.succeeded } : {}),
    ...(tally.failed > 0 ? { failed: tally.failed } : {}),
    uncountedTerminatedPods: {},
  };
  const isEnded = outcome !== undefined && (status.terminating ?? 0) === 0;
  if (isEnded) {
    const type = outcome.isSuccess ? 'Complete' : 'Failed';
    status.conditions = [...(status.conditions ?? []), conditionNow(type, outcome, clock)];
    if (outcome.isSuccess) status.completionTime = timestamp(clock.epochMs());
  }
  if (isEqual(status, updated.status)) return [];
  const said = outcome?.isSuccess
    ? eventOf(job, 'Normal', 'Completed', 'Job completed')
    : eventOf(job, 'Warning', outcome?.reason ?? '', outcome?.message ?? '');
  return [
    {
      type: 'update',
      object: { ...updated, status } as Job,
      subresource: 'status',
      why: because('job.status'),
      onSuccess: () => (isEnded ? [said] : []),
    },
  ];
}

function release(pod: Pod): Action {
  const object = draftOf(pod);
  setFinalizer(object, TRACKING, false);
  const why = because('job.counted', { pod: pod.metadata.name });
  return { type: 'update', object, subresource: '', why, onFailure: () => [] };
}

/** One sync of a Job that has not ended. Models syncJob. */
export function syncJob(job: Job, pods: readonly Pod[], view: View): Action[] {
  const { clock } = view;
  const tally = tallyOf(job, pods);
  const outcome = outcomeOf(job, tally, clock);
  const done = (active: number): Action[] => {
    const status = interimStatus(job, tally, active, outcome, clock);
    const said =
      outcome === undefined && !isDeleting(job) ? noteSuspension(job, status, clock) : [];
    const after = (updated: Job): Action[] => [
      ...tally.free.map(release),
      ...(isEmpty(tally.uncounted) && outcome === undefined
        ? []
        : settle(job, updated, tally, outcome, clock)),
    ];
    if (isEqual(status, job.status)) return after(job);
    const why = because('job.status');
    const object: Job = { ...job, status };
    const onSuccess = (updated: unknown): Action[] => [...said, ...after(updated as Job)];
    return [{ type: 'update', object, subresource: 'status', why, onSuccess }];
  };
  const managed: Managed =
    outcome !== undefined
      ? { actions: deletePods(job, tally.active, 'job.ended'), active: 0 }
      : isDeleting(job)
        ? { actions: [], active: tally.active.length }
        : manage(job, tally, view, () => done(tally.active.length));
  const dueMs = deadlineMs(job, clock);
  const again: Action[] =
    dueMs === undefined || dueMs <= 0 || outcome !== undefined
      ? []
      : [{ type: 'again', delayMs: dueMs, why: because('job.deadline') }];
  return [...managed.actions, ...done(managed.active), ...again];
}
