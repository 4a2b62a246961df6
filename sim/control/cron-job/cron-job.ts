import {
  type CronJob,
  type CronJobStatus,
  controllerOf,
  cronJobs,
  draftOf,
  isEqual,
  type Job,
  jobs,
  type ObjectReference,
  timestamp,
} from '../../api/index.ts';
import { because } from '../../kernel/index.ts';
import { DELETE_DEFAULT } from '../../store/index.ts';
import { type Action, type Controller, keyOf, splitKey, type View } from '../controller.ts';
import { endedMs } from '../job/outcome.ts';
import { controllerReference, isDeleting, newMeta } from '../meta.ts';
import { ownerKeys } from '../owner-keys.ts';
import { eventOf } from '../pod-control.ts';
import { dueOf } from './due.ts';
import { isKnownZone } from './time-zone.ts';

const LATENCY_MS = 3;
const SCHEDULED = 'batch.kubernetes.io/cronjob-scheduled-timestamp';

const TOO_MANY =
  'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew';

const isComplete = ({ status }: Job): boolean =>
  status.conditions?.some((c) => c.type === 'Complete' && c.status === 'True') === true;

const referenceTo = ({ metadata }: Job): ObjectReference => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  name: metadata.name,
  namespace: metadata.namespace ?? '',
  resourceVersion: metadata.resourceVersion,
  uid: metadata.uid,
});

interface Sync {
  readonly cronJob: CronJob;
  readonly children: readonly Job[];
  readonly view: View;
  /** The status that is being worked out. */
  readonly status: CronJobStatus;
}

function setActive(status: CronJobStatus, active: ObjectReference[]): void {
  if (active.length > 0) status.active = active;
  else delete status.active;
}

/** Brings the list of active Jobs and the last success up to date. */
function follow({ cronJob, children, status }: Sync): Action[] {
  const said: Action[] = [];
  const active = status.active ?? [];
  const isListed = (uid: string): boolean => active.some((one) => one.uid === uid);
  let left = active;
  for (const job of children) {
    const { uid, name } = job.metadata;
    const isEnded = endedMs(job) !== undefined;
    if (!isListed(uid) && !isEnded) {
      const text = `Saw a job that the controller did not create or forgot: ${name}`;
      said.push(eventOf(cronJob, 'Warning', 'UnexpectedJob', text));
    } else if (isListed(uid) && isEnded) {
      left = left.filter((one) => one.uid !== uid);
      const condition = isComplete(job) ? 'Complete' : 'Failed';
      const text = `Saw completed job: ${name}, condition: ${condition}`;
      said.push(eventOf(cronJob, 'Normal', 'SawCompletedJob', text));
    }
    const { completionTime } = job.status;
    const isLater = (completionTime ?? '') > (status.lastSuccessfulTime ?? '');
    if (isComplete(job) && completionTime !== undefined && isLater) {
      status.lastSuccessfulTime = completionTime;
    }
  }
  for (const reference of left) {
    if (children.some(({ metadata }) => metadata.uid === reference.uid)) continue;
    left = left.filter((one) => one !== reference);
    const text = `Active job went missing: ${reference.name}`;
    said.push(eventOf(cronJob, 'Normal', 'MissingJob', text));
  }
  setActive(status, left);
  return said;
}

function deleteJob(cronJob: CronJob, job: Job, code: string): Action {
  const { name } = job.metadata;
  return {
    type: 'delete',
    object: job,
    options: { ...DELETE_DEFAULT, propagation: 'Background' },
    why: because(code, { job: name }),
    onSuccess: () => [eventOf(cronJob, 'Normal', 'SuccessfulDelete', `Deleted job ${name}`)],
    onFailure: () => [],
  };
}

/** Models getJobFromTemplate2. */
function newJob(cronJob: CronJob, scheduledMs: number): Job {
  const { metadata, spec } = draftOf(cronJob.spec.jobTemplate);
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: newMeta({
      name: `${cronJob.metadata.name}-${Math.floor(scheduledMs / 60_000)}`,
      namespace: cronJob.metadata.namespace ?? '',
      ...(metadata?.labels === undefined ? {} : { labels: metadata.labels }),
      annotations: { ...metadata?.annotations, [SCHEDULED]: timestamp(scheduledMs) },
      ownerReferences: [controllerReference(cronJobs, cronJob)],
    }),
    spec: spec ?? { template: {} },
    status: {},
  };
}

/** Starts the Job that is due, as the concurrency policy allows it. */
function start(
  { cronJob, children, status }: Sync,
  scheduledMs: number,
  write: () => Action[],
): Action[] {
  const object = newJob(cronJob, scheduledMs);
  const { name } = object.metadata;
  const active = status.active ?? [];
  const scheduled = timestamp(scheduledMs);
  if (active.some((one) => one.name === name) || status.lastScheduleTime === scheduled) {
    return write();
  }
  const { concurrencyPolicy } = cronJob.spec;
  if (concurrencyPolicy === 'Forbid' && active.length > 0) {
    const text =
      'Not starting job because prior execution is running and concurrency policy is Forbid';
    return [eventOf(cronJob, 'Normal', 'JobAlreadyActive', text), ...write()];
  }
  const replaced = children.filter(
    ({ metadata }) =>
      concurrencyPolicy === 'Replace' && active.some(({ uid }) => uid === metadata.uid),
  );
  const others = active.filter(({ uid }) => !replaced.some(({ metadata }) => metadata.uid === uid));
  const create: Action = {
    type: 'create',
    object,
    why: because('cronjob.createJob', { job: name }),
    onSuccess: (created) => {
      setActive(status, [...others, referenceTo(created as Job)]);
      status.lastScheduleTime = scheduled;
      return [eventOf(cronJob, 'Normal', 'SuccessfulCreate', `Created job ${name}`), ...write()];
    },
    onFailure: ({ message }) => [
      eventOf(cronJob, 'Warning', 'FailedCreate', `Error creating job: ${message}`),
    ],
  };
  return [...replaced.map((job) => deleteJob(cronJob, job, 'cronjob.replace')), create];
}

/** Deletes the oldest finished Jobs beyond the limits. Models cleanupFinishedJobs. */
function cleanUp({ cronJob, children }: Sync): Action[] {
  const { successfulJobsHistoryLimit, failedJobsHistoryLimit } = cronJob.spec;
  const finished = children.filter((job) => endedMs(job) !== undefined && !isDeleting(job));
  const oldest = (found: readonly Job[], limit: number | undefined): Job[] =>
    [...found]
      .sort((a, b) => ((a.status.startTime ?? '') < (b.status.startTime ?? '') ? -1 : 1))
      .slice(0, Math.max(0, found.length - (limit ?? found.length)));
  return [
    ...oldest(finished.filter(isComplete), successfulJobsHistoryLimit),
    ...oldest(
      finished.filter((job) => !isComplete(job)),
      failedJobsHistoryLimit,
    ),
  ].map((job) => deleteJob(cronJob, job, 'cronjob.historyLimit'));
}

function sync(cronJob: CronJob, view: View): Action[] {
  const { clock } = view;
  const { namespace = '', uid } = cronJob.metadata;
  const children = view.list(jobs, namespace).filter((job) => controllerOf(job)?.uid === uid);
  const run: Sync = { cronJob, children, view, status: draftOf(cronJob.status) };
  const said = follow(run);
  const write = (): Action[] => {
    if (isEqual(run.status, cronJob.status)) return [];
    const object: CronJob = { ...cronJob, status: draftOf(run.status) };
    return [{ type: 'update', object, subresource: 'status', why: because('cronjob.status') }];
  };
  const tidy = cleanUp(run);
  if (isDeleting(cronJob) || cronJob.spec.suspend === true) return [...said, ...tidy, ...write()];
  const { timeZone } = cronJob.spec;
  if (timeZone !== undefined && !isKnownZone(timeZone)) {
    const text = `invalid timeZone: "${timeZone}": unknown time zone ${timeZone}`;
    return [...said, eventOf(cronJob, 'Warning', 'UnknownTimeZone', text), ...tidy, ...write()];
  }
  const { missedMs, isTooMany, againMs } = dueOf(cronJob, clock);
  const { schedule, startingDeadlineSeconds } = cronJob.spec;
  const why = because('cronjob.wait', { schedule });
  const again: Action[] = againMs === undefined ? [] : [{ type: 'again', delayMs: againMs, why }];
  if (isTooMany) {
    said.push(eventOf(cronJob, 'Warning', 'TooManyMissedTimes', TOO_MANY));
  }
  if (missedMs === undefined) return [...said, ...tidy, ...write(), ...again];
  const lateMs = clock.epochMs() - missedMs;
  if (startingDeadlineSeconds !== undefined && lateMs > startingDeadlineSeconds * 1000) {
    const missed = new Date(missedMs).toUTCString().replace('GMT', '+0000');
    const text = `Missed scheduled time to start a job: ${missed}`;
    return [...said, eventOf(cronJob, 'Warning', 'MissSchedule', text), ...write(), ...again];
  }
  return [...said, ...tidy, ...start(run, missedMs, write), ...again];
}

/** Starts Jobs at their times. Models pkg/controller/cronjob. */
export const createCronJobController = (): Controller => ({
  name: 'cronjob-controller',
  latencyMs: LATENCY_MS,
  watches: [
    { kind: cronJobs, keys: (change) => [keyOf(change.object)] },
    { kind: jobs, keys: (change, view) => ownerKeys(cronJobs, change, view) },
  ],
  reconcile(key, view) {
    const { namespace, name } = splitKey(key);
    const cronJob = view.get(cronJobs, namespace, name);
    return cronJob === undefined ? [] : sync(cronJob, view);
  },
});
