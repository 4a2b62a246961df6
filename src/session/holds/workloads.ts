// What keeps a workload from having the pods that it wants.
import {
  type CronJob,
  controllerOf,
  type DaemonSet,
  type Deployment,
  events,
  type HorizontalPodAutoscaler,
  type Job,
  type KubeObject,
  type Pod,
  pods,
  type ReplicaSet,
  replicaSets,
  type StatefulSet,
} from '../../../sim/api/index.ts';
import { podStatusText } from '../cluster-objects.ts';
import { conditionOf, field, fields, type Hold, hold, type View } from './hold.ts';
import { isPodReady, podHolds } from './pods.ts';

/** Pods of one workload that are gone into; the others wait for the same, mostly. */
const MOST_PODS = 2;

const isDone = ({ status }: Pod): boolean => status.phase === 'Succeeded';
const isNew = ({ status }: Pod): boolean =>
  (status.containerStatuses ?? []).every(({ state }) => state?.waiting?.reason === undefined);

/** What the scheduler says of a pod that fits nowhere. */
function unplaced({ status }: Pod): string[] {
  const { status: is, message } = conditionOf(status.conditions, 'PodScheduled') ?? {};
  return is === 'False' ? fields({ 'status.conditions[PodScheduled].message': message }) : [];
}

/** Pods that are not ready, and what each of them waits for. */
export function unreadyHolds(view: View, own: readonly Pod[]): Hold[] {
  const unready = own.filter((pod) => !isPodReady(pod) && !isDone(pod));
  // One that fails says more than one that only begins.
  return [...unready.filter((pod) => !isNew(pod)), ...unready.filter(isNew)]
    .slice(0, MOST_PODS)
    .flatMap((pod) => [
      hold(
        'hold.podNotReady',
        { pod: pod.metadata.name, status: podStatusText(pod) },
        unplaced(pod),
        pod.metadata.uid,
      ),
      ...podHolds(view, pod),
    ]);
}

const ownPods = (view: View, { metadata }: KubeObject): readonly Pod[] =>
  view.ownedBy(pods, metadata.uid).filter((pod) => controllerOf(pod)?.uid === metadata.uid);

/** Pods that the API server does not let be made. */
function failureHolds({ status }: Deployment | ReplicaSet): Hold[] {
  const failure = conditionOf(status?.conditions, 'ReplicaFailure');
  if (failure?.status !== 'True') return [];
  const { message = '' } = failure;
  return [hold('hold.refusedPods', {}, [field('status.conditions[ReplicaFailure]', message)])];
}

/**
 * The same of a workload that has no condition for it: what its controller last said of making a
 * pod, as long as one is missing.
 */
function refusalHolds(view: View, { metadata }: KubeObject, isShort: boolean): Hold[] {
  if (!isShort) return [];
  const said = view
    .list(events, metadata.namespace ?? '')
    .filter(({ involvedObject, reason }) => {
      return involvedObject.uid === metadata.uid && MAKING.has(reason ?? '');
    })
    .sort((a, b) => (a.lastTimestamp ?? '').localeCompare(b.lastTimestamp ?? ''))
    .at(-1);
  if (said?.reason !== 'FailedCreate') return [];
  return [hold('hold.refusedPods', {}, [field('FailedCreate', said.message ?? '')])];
}

const MAKING: ReadonlySet<string> = new Set(['SuccessfulCreate', 'FailedCreate']);

export function deploymentHolds(view: View, deployment: Deployment): Hold[] {
  const { spec, status, metadata } = deployment;
  const progress = conditionOf(status?.conditions, 'Progressing');
  const seconds = spec.progressDeadlineSeconds ?? 0;
  const own = view.ownedBy(replicaSets, metadata.uid).flatMap((set) => ownPods(view, set));
  return [
    ...(spec.paused === true ? [hold('hold.paused', {}, [field('spec.paused', true)])] : []),
    ...failureHolds(deployment),
    ...unreadyHolds(view, own),
    ...(progress?.reason === 'ProgressDeadlineExceeded'
      ? [hold('hold.deadline', { seconds }, [field('spec.progressDeadlineSeconds', seconds)])]
      : []),
  ];
}

export const replicaSetHolds = (view: View, set: ReplicaSet): Hold[] => [
  ...failureHolds(set),
  ...unreadyHolds(view, ownPods(view, set)),
];

export function daemonSetHolds(view: View, set: DaemonSet): Hold[] {
  const { desiredNumberScheduled = 0, currentNumberScheduled = 0 } = set.status ?? {};
  return [
    ...refusalHolds(view, set, currentNumberScheduled < desiredNumberScheduled),
    ...unreadyHolds(view, ownPods(view, set)),
  ];
}

function updateHolds({ spec, status }: StatefulSet): Hold[] {
  const { type = 'RollingUpdate', rollingUpdate } = spec.updateStrategy ?? {};
  if (status?.updateRevision === status?.currentRevision) return [];
  if (type === 'OnDelete') {
    return [hold('hold.setOnDelete', {}, [field('spec.updateStrategy.type', type)])];
  }
  const partition = rollingUpdate?.partition ?? 0;
  if (partition === 0) return [];
  const path = 'spec.updateStrategy.rollingUpdate.partition';
  return [hold('hold.setPartition', { partition }, [field(path, partition)])];
}

export const statefulSetHolds = (view: View, set: StatefulSet): Hold[] => [
  ...updateHolds(set),
  ...refusalHolds(view, set, (set.status?.replicas ?? 0) < (set.spec.replicas ?? 1)),
  ...unreadyHolds(view, ownPods(view, set)),
];

/** The newest pod of a Job that failed, with how it ended. */
function failedPod(view: View, job: Job): Hold[] {
  const pod = ownPods(view, job)
    .filter(({ status }) => status.phase === 'Failed')
    .sort((a, b) => (a.status.startTime ?? '').localeCompare(b.status.startTime ?? ''))
    .at(-1);
  const ended = pod?.status.containerStatuses?.find(({ state }) => state?.terminated?.exitCode);
  if (pod === undefined || ended === undefined) return [];
  const code = ended.state?.terminated?.exitCode ?? 0;
  const container = pod.spec.containers.find(({ name }) => name === ended.name);
  const values = { pod: pod.metadata.name, container: ended.name, code };
  return [
    hold('hold.jobPod', values, [
      field('status.state.terminated.exitCode', code),
      ...fields({
        [`spec.containers[${ended.name}].command`]: container?.command ?? container?.args,
      }),
    ]),
  ];
}

export function jobHolds(view: View, job: Job): Hold[] {
  const { spec, status } = job;
  const failed = conditionOf(status?.conditions, 'Failed');
  const isOver = failed?.status === 'True';
  const limit = spec.backoffLimit ?? 0;
  const isTooMany = isOver && failed.reason === 'BackoffLimitExceeded';
  const counts = fields({ 'spec.backoffLimit': limit, 'status.failed': status?.failed });
  return [
    ...(spec.suspend === true ? [hold('hold.suspended', {}, [field('spec.suspend', true)])] : []),
    ...(isTooMany ? [hold('hold.jobFailed', { failed: status?.failed ?? 0, limit }, counts)] : []),
    ...(isOver && !isTooMany
      ? [hold('hold.jobEnded', { reason: failed.reason ?? '' }, [failed.message ?? ''])]
      : []),
    ...failedPod(view, job),
    ...(isOver ? [] : unreadyHolds(view, ownPods(view, job).filter(isUnderWay))),
  ];
}
const isUnderWay = ({ status }: Pod): boolean =>
  status.phase === 'Pending' || status.phase === 'Running';

export const cronJobHolds = ({ spec }: CronJob): Hold[] =>
  spec.suspend === true ? [hold('hold.suspended', {}, [field('spec.suspend', true)])] : [];

/** What the autoscaler compares, in the fields of its spec and its status. */
function metricFields({ spec, status }: HorizontalPodAutoscaler): string[] {
  const wanted = spec.metrics?.[0]?.resource;
  const found = status?.currentMetrics?.[0]?.resource;
  const name = wanted?.name ?? 'cpu';
  return fields({
    [`spec.metrics[${name}].target`]: wanted?.target,
    [`status.currentMetrics[${name}].current`]: found?.current,
  });
}

const LIMITS: Readonly<Record<string, readonly [string, 'minReplicas' | 'maxReplicas']>> = {
  TooManyReplicas: ['hold.atMost', 'maxReplicas'],
  TooFewReplicas: ['hold.atLeast', 'minReplicas'],
};

export function autoscalerHolds(autoscaler: HorizontalPodAutoscaler): Hold[] {
  const { spec, status } = autoscaler;
  const active = conditionOf(status?.conditions, 'ScalingActive');
  const limited = conditionOf(status?.conditions, 'ScalingLimited');
  if (active?.status === 'False') {
    return [hold('hold.noMetrics', { reason: active.reason ?? '' }, [active.message ?? ''])];
  }
  const [code, name] = limited?.status === 'True' ? (LIMITS[limited.reason ?? ''] ?? []) : [];
  if (code === undefined || name === undefined) return [];
  const limit = spec[name] ?? 1;
  return [hold(code, { limit }, [field(`spec.${name}`, limit), ...metricFields(autoscaler)])];
}
