import { controllerOf, draftOf, type Job, jobs, type Pod, pods } from '../../api/index.ts';
import { because } from '../../kernel/index.ts';
import { DELETE_DEFAULT } from '../../store/index.ts';
import { claimPods } from '../claim-pods.ts';
import {
  type Action,
  type Controller,
  keyOf,
  NO_KEYS,
  splitKey,
  type View,
} from '../controller.ts';
import { isDeleting, setFinalizer } from '../meta.ts';
import { ownerKeys } from '../owner-keys.ts';
import { endedMs } from './outcome.ts';
import { isTracked, TRACKING } from './pods.ts';
import { syncJob } from './sync.ts';

const NAME = 'job-controller';
const LATENCY_MS = 3;
/** Changes of pods and counters are looked at together. Models syncJobBatchPeriod. */
const BATCH_MS = 1000;

function reconcile(key: string, view: View): Action[] {
  const { namespace, name } = splitKey(key);
  const job = view.get(jobs, namespace, name);
  if (job === undefined || endedMs(job) !== undefined) return [];
  const { selector } = job.spec;
  const claimed = claimPods(jobs, job, selector, view, { canAdopt: () => true });
  if (claimed.actions.length > 0) return [...claimed.actions];
  return syncJob(job, claimed.owned, view);
}

/** Looks at a Job at once when it was made or asked for something else. */
const prompt: Controller = {
  name: NAME,
  latencyMs: LATENCY_MS,
  watches: [
    {
      kind: jobs,
      keys: ({ object, previous, type }) =>
        type !== 'DELETED' && object.metadata.generation !== previous?.metadata.generation
          ? [keyOf(object)]
          : [],
    },
  ],
  reconcile,
};

/** Looks at a Job a second after its pods or its counters began to change. */
const batched: Controller = {
  name: NAME,
  latencyMs: BATCH_MS,
  watches: [
    { kind: jobs, keys: ({ object, previous }) => (previous === undefined ? [] : [keyOf(object)]) },
    { kind: pods, keys: (change, view) => ownerKeys(jobs, change, view) },
  ],
  reconcile,
};

/** Lets pods go whose Job is gone. Models syncOrphanPod. */
const orphans: Controller = {
  name: NAME,
  latencyMs: LATENCY_MS,
  watches: [
    {
      kind: jobs,
      keys: ({ object, type }, view) =>
        type === 'DELETED' ? view.ownedBy(pods, object.metadata.uid).map(keyOf) : [],
    },
    {
      kind: pods,
      keys: ({ object, previous }) =>
        previous !== undefined &&
        isDeleting(object) !== isDeleting(previous) &&
        isTracked(object as Pod)
          ? [keyOf(object)]
          : NO_KEYS,
    },
  ],
  reconcile(key, view) {
    const { namespace, name } = splitKey(key);
    const pod = view.get(pods, namespace, name);
    const owner = pod && controllerOf(pod);
    if (pod === undefined || !isTracked(pod)) return [];
    if (owner !== undefined && view.byUid(owner.uid) !== undefined) return [];
    const object = draftOf(pod);
    setFinalizer(object, TRACKING, false);
    const why = because('job.orphan', { pod: name });
    return [{ type: 'update', object, subresource: '', why, onFailure: () => [] }];
  },
};

/** Deletes Jobs some time after their end. Models pkg/controller/ttlafterfinished. */
const expiry: Controller = {
  name: 'ttl-after-finished-controller',
  latencyMs: LATENCY_MS,
  watches: [
    { kind: jobs, keys: ({ object, type }) => (type === 'DELETED' ? [] : [keyOf(object)]) },
  ],
  reconcile(key, view) {
    const { namespace, name } = splitKey(key);
    const job: Job | undefined = view.get(jobs, namespace, name);
    const seconds = job?.spec.ttlSecondsAfterFinished;
    const sinceMs = job && endedMs(job);
    if (job === undefined || seconds === undefined || sinceMs === undefined) return [];
    if (isDeleting(job)) return [];
    const why = because('job.ttl', { seconds });
    const leftMs = sinceMs + seconds * 1000 - view.clock.epochMs();
    if (leftMs > 0) return [{ type: 'again', delayMs: leftMs, why }];
    const preconditions = { uid: job.metadata.uid };
    const options = { ...DELETE_DEFAULT, propagation: 'Foreground' as const, preconditions };
    return [{ type: 'delete', object: job, options, why, onFailure: () => [] }];
  },
};

/** Runs Jobs to their end. Models pkg/controller/job. */
export const createJobControllers = (): Controller[] => [prompt, batched, orphans, expiry];
