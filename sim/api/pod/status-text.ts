import type { ContainerState, ContainerStatus, Pod } from '../types.generated.ts';
import { getPodCondition, isPodReady, isPodTerminal } from './conditions.ts';
import { isRestartableInitContainer } from './restartable-init.ts';

/** What the table says about a pod's containers. */
export interface PodSummary {
  readonly ready: number;
  readonly total: number;
  /** `Running`, `Init:0/1`, `CrashLoopBackOff`, `Terminating`, … */
  readonly status: string;
  readonly restarts: number;
  /** When the last of those restarts was; '' when none is known. */
  readonly lastRestart: string;
}

interface Tally {
  ready: number;
  restarts: number;
  lastRestart: string;
}

const NODE_UNREACHABLE = 'NodeLost';

const later = (a: string, b: string): string => (a < b ? b : a);

const count = (tally: Tally, status: ContainerStatus): void => {
  tally.restarts += status.restartCount;
  tally.lastRestart = later(tally.lastRestart, status.lastState?.terminated?.finishedAt ?? '');
};

const terminatedReason = (state: NonNullable<ContainerState['terminated']>): string => {
  if (state.reason !== undefined && state.reason !== '') return state.reason;
  return (state.signal ?? 0) !== 0 ? `Signal:${state.signal}` : `ExitCode:${state.exitCode}`;
};

/** Why an init container that has not finished holds the pod up. */
const initReason = (pod: Pod, status: ContainerStatus, index: number): string => {
  const { terminated, waiting } = status.state ?? {};
  if (terminated !== undefined) return `Init:${terminatedReason(terminated)}`;
  const reason = waiting?.reason ?? '';
  if (reason !== '' && reason !== 'PodInitializing') return `Init:${reason}`;
  return `Init:${index}/${pod.spec.initContainers?.length ?? 0}`;
};

interface InitProgress {
  readonly all: Tally;
  readonly sidecars: Tally;
  /** Undefined when all init containers are done. */
  readonly reason: string | undefined;
}

const initProgress = (pod: Pod): InitProgress => {
  const all: Tally = { ready: 0, restarts: 0, lastRestart: '' };
  const sidecars: Tally = { ready: 0, restarts: 0, lastRestart: '' };
  const specs = new Map((pod.spec.initContainers ?? []).map((c) => [c.name, c]));
  for (const [index, status] of (pod.status.initContainerStatuses ?? []).entries()) {
    const isSidecar = isRestartableInitContainer(specs.get(status.name));
    count(all, status);
    if (isSidecar) count(sidecars, status);
    if (status.state?.terminated?.exitCode === 0) continue;
    if (isSidecar && status.started === true) {
      if (status.ready) all.ready++;
      continue;
    }
    return { all, sidecars, reason: initReason(pod, status, index) };
  }
  return { all, sidecars, reason: undefined };
};

/** Counts the app containers into `tally`; the first one that is not running names the reason. */
const appReason = (pod: Pod, reason: string, tally: Tally): string => {
  let hasRunning = false;
  let current = reason;
  for (const status of [...(pod.status.containerStatuses ?? [])].reverse()) {
    count(tally, status);
    const { waiting, terminated, running } = status.state ?? {};
    if (waiting?.reason !== undefined && waiting.reason !== '') current = waiting.reason;
    else if (terminated !== undefined) current = terminatedReason(terminated);
    else if (status.ready && running !== undefined) {
      hasRunning = true;
      tally.ready++;
    }
  }
  if (current === 'Completed' && hasRunning) return isPodReady(pod) ? 'Running' : 'NotReady';
  return current;
};

/** What `kubectl get pods` shows of a pod. Models pkg/printers/internalversion printPod. */
export function summarizePod(pod: Pod): PodSummary {
  const sidecarCount = (pod.spec.initContainers ?? []).filter(isRestartableInitContainer).length;
  const total = pod.spec.containers.length + sidecarCount;
  const isGated = getPodCondition(pod, 'PodScheduled')?.reason === 'SchedulingGated';
  let status = pod.status.reason || pod.status.phase || '';
  if (isGated) status = 'SchedulingGated';
  const init = initProgress(pod);
  let tally = init.all;
  if (init.reason !== undefined) status = init.reason;
  const isInitialized = getPodCondition(pod, 'Initialized')?.status === 'True';
  if (init.reason === undefined || isInitialized) {
    tally = { ...init.sidecars, ready: init.all.ready };
    status = appReason(pod, status, tally);
  }
  if (pod.metadata.deletionTimestamp !== undefined) {
    if (pod.status.reason === NODE_UNREACHABLE) status = 'Unknown';
    else if (!isPodTerminal(pod)) status = 'Terminating';
  }
  return { total, status, ...tally };
}
