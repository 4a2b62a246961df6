import {
  type Container,
  type ContainerState,
  type ContainerStatus,
  type Pod,
  type PodCondition,
  type PodStatus,
  timestamp,
} from '../api/index.ts';
import type { Identity } from '../kernel/index.ts';
import type { ContainerContext, Exit } from './container.machine.ts';
import type { PodFailure } from './pod.machine.ts';
import { podResources } from './resources.ts';

/** One run of a container, as far as the status tells. */
export interface RunFacts {
  readonly containerId: string;
  readonly startedAtEpochMs: number;
  readonly finishedAtEpochMs: number | undefined;
  readonly exit: Exit | undefined;
  readonly user: Identity;
}

/** Ephemeral ones are put into a running pod, to look around; nothing waits for them. */
export type ContainerRole = 'init' | 'sidecar' | 'main' | 'ephemeral';

export interface ContainerFacts {
  readonly spec: Container;
  readonly role: ContainerRole;
  /** The state of its machine. */
  readonly state: string;
  readonly context: ContainerContext;
  /** The newest run, and the one before it. */
  readonly current: RunFacts | undefined;
  readonly previous: RunFacts | undefined;
  readonly restarts: number;
  readonly isReady: boolean;
  readonly isStarted: boolean;
  /** Of the image that runs; '' before the first start. */
  readonly image: string;
  readonly imageId: string;
}

export interface StatusFacts {
  /** The pod as it is stored. */
  readonly pod: Pod;
  readonly nowEpochMs: number;
  readonly startedAtEpochMs: number;
  readonly hostIp: string;
  /** '' before the sandbox stands. */
  readonly podIp: string;
  readonly isSandboxUp: boolean;
  /** Set when the pod is at its end. */
  readonly finalPhase: 'Succeeded' | 'Failed' | undefined;
  /** Why the node ended it; only shown with the final phase. */
  readonly failure: PodFailure | undefined;
  /** All but the ephemeral ones. */
  readonly containers: readonly ContainerFacts[];
  readonly ephemeral: readonly ContainerFacts[];
}

const NEVER = null as unknown as string;

const linuxUser = ({ user: { uid, gid, groups } }: RunFacts) => ({
  uid,
  gid,
  supplementalGroups: [...groups].sort((a, b) => a - b),
});

function terminated({ exit, ...run }: RunFacts): ContainerState {
  if (exit === undefined) return {};
  return {
    terminated: {
      exitCode: exit.exitCode,
      reason: exit.reason,
      ...(exit.message === '' ? {} : { message: exit.message }),
      startedAt: timestamp(exit.reason === 'StartError' ? 0 : run.startedAtEpochMs),
      finishedAt: timestamp(run.finishedAtEpochMs ?? run.startedAtEpochMs),
      containerID: run.containerId,
    },
  };
}

const waiting = (reason: string, message: string): ContainerState => ({
  waiting: message === '' ? { reason } : { reason, message },
});

/** `10s`, `1m20s`: how Go prints a duration of whole seconds. */
const goDuration = (ms: number): string => {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
};

/** How long the back-off of a container is now: doubled with each end. */
const backOffMs = ({ backOffFirstMs, backOffMaxMs, ends }: ContainerContext): number =>
  Math.min(backOffMaxMs, backOffFirstMs * 2 ** Math.min(30, Math.max(0, ends - 2)));

/** `mysql-2_default(ac8bf3dc-…)`: how the kubelet names a pod. */
export const podFullName = ({ metadata }: Pod): string =>
  `${metadata.name}_${metadata.namespace}(${metadata.uid})`;

const hasInit = ({ spec }: Pod): boolean => (spec.initContainers ?? []).length > 0;

function waitingState(pod: Pod, facts: ContainerFacts): ContainerState {
  const { state, context, spec, current } = facts;
  const { pull } = context.plan;
  const error = pull.type === 'failed' ? pull.error : undefined;
  switch (state) {
    case 'CrashLoopBackOff':
      return waiting(
        'CrashLoopBackOff',
        `back-off ${goDuration(backOffMs(context))} restarting failed ` +
          `container=${spec.name} pod=${podFullName(pod)}`,
      );
    case 'ErrImagePull':
    case 'InvalidImageName':
    case 'ErrImageNeverPull':
      return waiting(error?.reason ?? state, error?.message ?? '');
    case 'ImagePullBackOff':
      return waiting(
        'ImagePullBackOff',
        `Back-off pulling image "${spec.image}": ErrImagePull: ${error?.message ?? ''}`,
      );
    case 'CreateContainerConfigError':
      return waiting('CreateContainerConfigError', context.plan.refusal);
    case 'ContainerStatusUnknown':
      return {
        terminated: {
          exitCode: 137,
          reason: 'ContainerStatusUnknown',
          message: 'The container could not be located when the pod was terminated',
          startedAt: NEVER,
          finishedAt: NEVER,
        },
      };
    case 'Terminated':
      if (context.hookFailure !== '') return waiting('PostStartHookError', context.hookFailure);
      return current === undefined ? {} : terminated(current);
    default:
      if (current?.exit !== undefined) return terminated(current);
      return waiting(hasInit(pod) ? 'PodInitializing' : 'ContainerCreating', '');
  }
}

/** A run whose `postStart` hook failed never counted as running. */
const isRunning = ({ state, context }: ContainerFacts): boolean =>
  state === 'Running' || (state === 'Stopping' && context.hookFailure === '');

function containerStatus(pod: Pod, facts: ContainerFacts): ContainerStatus {
  const { spec, current, previous, restarts } = facts;
  const state: ContainerState =
    current !== undefined && isRunning(facts)
      ? { running: { startedAt: timestamp(current.startedAtEpochMs) } }
      : waitingState(pod, facts);
  const shown = state.waiting === undefined || current?.exit === undefined ? previous : current;
  const { requests } = spec.resources ?? {};
  const mounts = (spec.volumeMounts ?? []).map(({ name, mountPath, readOnly }) => ({
    name,
    mountPath,
    ...(readOnly ? { readOnly: true, recursiveReadOnly: 'Disabled' } : {}),
  }));
  return {
    name: spec.name,
    state,
    lastState: shown === undefined ? {} : terminated(shown),
    ready: facts.isReady,
    restartCount: restarts,
    image: current === undefined ? (spec.image ?? '') : facts.image,
    imageID: current === undefined ? '' : facts.imageId,
    ...(current === undefined ? {} : { containerID: current.containerId }),
    started: facts.isStarted,
    ...(current === undefined || requests === undefined ? {} : { allocatedResources: requests }),
    ...(current === undefined ? {} : { resources: spec.resources ?? {} }),
    ...(mounts.length === 0 ? {} : { volumeMounts: mounts }),
    ...(isRunning(facts) && current !== undefined ? { user: { linux: linuxUser(current) } } : {}),
  };
}

const isDone = ({ role, state, context, isStarted }: ContainerFacts): boolean =>
  role === 'sidecar' ? isStarted : state === 'Ended' && context.exit?.exitCode === 0;

/** The phase of a pod that is not at its end. Models getPhase of pkg/kubelet/kubelet_pods.go. */
function phaseOf(containers: readonly ContainerFacts[], isInitialized: boolean): string {
  if (!isInitialized) return 'Pending';
  const main = containers.filter(({ role }) => role === 'main');
  return main.some(({ current }) => current === undefined) ? 'Pending' : 'Running';
}

interface Verdict {
  readonly isTrue: boolean;
  readonly reason: string;
  readonly message: string;
}

const YES: Verdict = { isTrue: true, reason: '', message: '' };
const verdict = (isTrue: boolean, reason = '', message = ''): Verdict => ({
  isTrue,
  reason,
  message,
});
const names = (containers: readonly ContainerFacts[]): string =>
  `[${containers.map(({ spec }) => spec.name).join(' ')}]`;

function initializedVerdict({ containers, finalPhase }: StatusFacts): Verdict {
  const missing = containers.filter((facts) => facts.role !== 'main' && !isDone(facts));
  if (finalPhase === 'Succeeded') return verdict(true, 'PodCompleted');
  if (missing.length === 0) return YES;
  const message = `containers with incomplete status: ${names(missing)}`;
  return verdict(false, 'ContainersNotInitialized', message);
}

function readyVerdict({ containers, finalPhase, podIp }: StatusFacts): Verdict {
  const isUnknown =
    podIp !== '' && containers.some(({ state }) => state === 'ContainerStatusUnknown');
  if (finalPhase === 'Succeeded') return verdict(false, 'PodCompleted');
  if (finalPhase === 'Failed' && !isUnknown) return verdict(false, 'PodFailed');
  const unready = containers.filter(({ role, isReady }) => role !== 'init' && !isReady);
  if (unready.length === 0) return YES;
  const message = `containers with unready status: ${names(unready)}`;
  return verdict(false, 'ContainersNotReady', message);
}

/** Readiness gates ask for conditions that somebody else sets. */
function gatedVerdict(pod: Pod, ready: Verdict): Verdict {
  if (!ready.isTrue) return ready;
  const failing = (pod.spec.readinessGates ?? []).filter(
    ({ conditionType }) =>
      pod.status.conditions?.find(({ type }) => type === conditionType)?.status !== 'True',
  );
  if (failing.length === 0) return ready;
  const details = failing.map(({ conditionType: type }) => {
    const found = pod.status.conditions?.find((condition) => condition.type === type);
    return found === undefined
      ? `corresponding condition of pod readiness gate "${type}" does not exist.`
      : `the status of pod readiness gate "${type}" is not "True", but ${found.status}`;
  });
  return verdict(false, 'ReadinessGatesNotReady', details.join(', '));
}

const OWN_CONDITIONS = [
  'PodReadyToStartContainers',
  'Initialized',
  'Ready',
  'ContainersReady',
  'PodScheduled',
];

function conditionsOf(facts: StatusFacts): PodCondition[] {
  const { pod, nowEpochMs } = facts;
  const ready = readyVerdict(facts);
  const verdicts: Readonly<Record<string, Verdict>> = {
    PodReadyToStartContainers: verdict(facts.isSandboxUp),
    Initialized: initializedVerdict(facts),
    Ready: gatedVerdict(pod, ready),
    ContainersReady: ready,
    PodScheduled: YES,
  };
  const before = pod.status.conditions ?? [];
  const own = OWN_CONDITIONS.map((type): PodCondition => {
    const { isTrue, reason, message } = verdicts[type] as Verdict;
    const old = before.find((condition) => condition.type === type);
    const status = isTrue ? 'True' : 'False';
    const isSame = old?.status === status && old.lastTransitionTime !== undefined;
    return {
      type,
      ...(pod.metadata.generation === undefined
        ? {}
        : { observedGeneration: pod.metadata.generation }),
      status,
      lastProbeTime: NEVER,
      lastTransitionTime: isSame ? (old.lastTransitionTime as string) : timestamp(nowEpochMs),
      ...(reason === '' ? {} : { reason }),
      ...(message === '' ? {} : { message }),
    };
  });
  return [...own, ...before.filter(({ type }) => !OWN_CONDITIONS.includes(type))];
}

/**
 * The status that the kubelet writes. Models generateAPIPodStatus of pkg/kubelet/kubelet_pods.go.
 */
export function podStatus(facts: StatusFacts): PodStatus {
  const { pod, containers, hostIp, podIp } = facts;
  const isInitialized = containers.every((each) => each.role === 'main' || isDone(each));
  const statusOf = (each: ContainerFacts): ContainerStatus => containerStatus(pod, each);
  const init = containers.filter(({ role }) => role !== 'main');
  const resources = podResources(pod);
  return {
    ...pod.status,
    ...(pod.metadata.generation === undefined
      ? {}
      : { observedGeneration: pod.metadata.generation }),
    phase: facts.finalPhase ?? phaseOf(containers, isInitialized),
    ...(facts.finalPhase === undefined ? {} : facts.failure),
    conditions: conditionsOf(facts),
    hostIP: hostIp,
    hostIPs: [{ ip: hostIp }],
    ...(podIp === '' ? {} : { podIP: podIp, podIPs: [{ ip: podIp }] }),
    startTime: timestamp(facts.startedAtEpochMs),
    ...(init.length === 0 ? {} : { initContainerStatuses: init.map(statusOf) }),
    containerStatuses: containers.filter(({ role }) => role === 'main').map(statusOf),
    ...(facts.ephemeral.length === 0
      ? {}
      : { ephemeralContainerStatuses: facts.ephemeral.map(statusOf) }),
    ...(resources.requests === undefined ? {} : { allocatedResources: resources.requests }),
    resources,
  };
}
