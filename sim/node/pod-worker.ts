import { isEqual, nodes, type Pod } from '../api/index.ts';
import {
  because,
  type Effect,
  type Hosted,
  hostMachine,
  type Origin,
  type Timer,
} from '../kernel/index.ts';
import { graceOf } from './container.ts';
import { foundContainer, startOf } from './found-pod.ts';
import { type PodFailure, type PodInput, podMachine } from './pod.machine.ts';
import type { PodAccess, PodContainer } from './pod-container.ts';
import { type ContainerList, createPodContainers } from './pod-containers.ts';
import { decisionOf } from './pod-decision.ts';
import { createPodEvents } from './pod-events.ts';
import type { PodFacts } from './pod-facts.ts';
import { createSharedProcesses } from './pod-processes.ts';
import { EVICTED, hasLimitedDirectory, spaceFailure } from './pod-space.ts';
import { createPodVolumes } from './pod-volumes.ts';
import { finishDeletion, postPodStatus } from './pod-writes.ts';
import type { KubeletParts } from './ports.ts';
import { type RunningMachine, runningMachine } from './statechart.ts';
import type { VolumeContext, VolumeStore } from './volumes.ts';
import type { WriteLane } from './write-lane.ts';

/** What a pod worker has of its node. */
export interface NodeAccess {
  readonly name: string;
  readonly hostIp: string;
  readonly presentImages: Set<string>;
  readonly volumes: VolumeStore;
  readonly writes: WriteLane;
  takeAddress(): string | undefined;
  releaseAddress(address: string): void;
  /** The volumes of a pod are there. */
  mounted(pod: Pod): void;
  /** Whether the kubelet reaches the API server. */
  isConnected(): boolean;
}

/** Why the worker acts: the change that it last heard of. */
export interface Trigger {
  readonly rv: number;
  readonly commandId: number;
}

export interface PodWorker {
  /** The pod was changed, by somebody else or by this kubelet. */
  update(pod: Pod, trigger: Trigger): void;
  /** Takes over a version that leaves it nothing to do, and returns whether it is one. */
  takeOver(pod: Pod): boolean;
  /** The pod is gone from the API. */
  remove(): void;
  /** Writes what changed while the node was cut off. */
  reconnect(): void;
  /** A mounted ConfigMap or Secret changed: its files follow at the next look at the pod. */
  refreshVolumes(): void;
  pod(): Pod;
  /** '' before the sandbox stands. */
  podIp(): string;
  containers(): readonly PodContainer[];
  /** Its own machine and those of its containers, to be shown. */
  machines(): readonly RunningMachine[];
}

const KUBELET = 'kubelet';
/** The kubelet looks at every pod once in this time, whatever happens. */
const SYNC_MS = 60_000;
/** The kubelet measures local storage this often. */
const SPACE_MS = 10_000;
/** What an evicted pod gets to end. */
const EVICTION_GRACE_MS = 1_000;
const EXPIRED = {
  reason: 'DeadlineExceeded',
  message: 'Pod was active on the node longer than the specified deadline',
} as const;

const isLabelledAs = ({ metadata: a }: Pod, { metadata: b }: Pod): boolean =>
  isEqual(a.labels ?? {}, b.labels ?? {}) && isEqual(a.annotations ?? {}, b.annotations ?? {});

/** Whether two versions of a pod ask the same of its kubelet, their names for things aside. */
const isSameWork = (a: Pod, b: Pod): boolean =>
  a.spec === b.spec &&
  a.metadata.generation === b.metadata.generation &&
  a.metadata.deletionTimestamp === b.metadata.deletionTimestamp &&
  a.metadata.deletionGracePeriodSeconds === b.metadata.deletionGracePeriodSeconds;

/**
 * Creates the worker of a pod that is bound to a node. A pod that is found running (`isFound`: the
 * kubelet has just started) goes on as its status says, and nothing is reported of that.
 */
export function createPodWorker(
  parts: KubeletParts,
  node: NodeAccess,
  first: Pod,
  firstTrigger: Trigger,
  isFound: boolean,
): PodWorker {
  const { queue, server } = parts;
  const startedAtEpochMs = isFound ? startOf(first) : queue.epochMs();
  let isTakingUp = isFound;
  const volumes = createPodVolumes(() => pod);
  let [pod, trigger] = [first, firstTrigger];
  let podIp = '';
  let isSandboxUp = false;
  let [isTerminating, isRemoved] = [false, false];
  const due = { decision: false, report: false };
  let [deadline, refreshTimer]: (Timer | undefined)[] = [];

  const origin = (code: string): Origin => ({
    actor: KUBELET,
    why: because(code, { pod: pod.metadata.name, node: node.name }),
    triggerRv: trigger.rv,
    commandId: trigger.commandId,
  });
  const events = createPodEvents(parts.events, node, () => ({ pod, origin: origin('event') }));
  const facts = (): PodFacts => ({
    pod,
    podIp,
    hostIp: node.hostIp,
    allocatable: server.view.get(nodes, '', node.name)?.status.allocatable ?? {},
  });
  const sharedProcesses = createSharedProcesses(parts, first);
  const access = (list: ContainerList): PodAccess => ({
    pod: () => pod,
    facts,
    presentImages: node.presentImages,
    volume: volumes.files,
    processes: sharedProcesses,
    found: (name) => (isTakingUp ? foundContainer(first, name) : undefined),
    record(container, ...rest) {
      if (isTakingUp) return;
      events.record(`spec.${list}{${container.name}}`, ...rest);
    },
    changed,
  });
  function changed(): void {
    if (due.decision || isRemoved) return;
    due.decision = true;
    queue.schedule(0, `decision about ${pod.metadata.name}`, () => {
      due.decision = false;
      if (isRemoved) return;
      decide();
      if (due.report) return;
      due.report = true;
      node.writes.enqueue(`status of ${pod.metadata.name}`, () => {
        due.report = false;
        report();
      });
    });
  }
  const volumeContext = (): VolumeContext => ({
    view: server.view,
    facts: facts(),
    store: node.volumes,
    nowEpochMs: () => queue.epochMs(),
  });
  const mount = (): void => {
    const refusal = volumes.mount(volumeContext());
    if (refusal !== undefined) {
      machine.send({ type: 'MOUNT_FAILED', failure: refusal });
      return;
    }
    if (podIp === '') podIp = pod.spec.hostNetwork ? node.hostIp : (node.takeAddress() ?? '');
    isSandboxUp = true;
    watchSpace();
    machine.send({ type: 'MOUNTED' });
    node.mounted(pod);
    startEphemeral();
  };
  const refresh = (): void => {
    if (isSandboxUp && node.isConnected()) volumes.refresh(volumeContext());
  };
  /** Looks at the size of the pod's directories, as long as one of them has a limit. */
  const watchSpace = (): void => {
    if (!hasLimitedDirectory(pod)) return;
    queue.schedule(SPACE_MS, `space of ${pod.metadata.name}`, () => {
      if (isRemoved || !machine.snapshot().matches('Syncing')) return;
      const failure = spaceFailure(pod, volumes.files);
      if (failure === undefined) watchSpace();
      else machine.send({ type: 'FAIL', failure });
    });
  };
  const watchDeadline = (): void => {
    if (deadline !== undefined) queue.cancel(deadline);
    const { activeDeadlineSeconds: seconds } = pod.spec;
    if (seconds === undefined) return;
    const delayMs = Math.max(0, startedAtEpochMs + seconds * 1000 - queue.epochMs());
    deadline = queue.schedule(delayMs, `deadline of ${pod.metadata.name}`, () => {
      if (machine.snapshot().matches('Syncing')) machine.send({ type: 'FAIL', failure: EXPIRED });
    });
  };
  const tearDown = (): void => {
    isSandboxUp = false;
    if (podIp !== '' && !pod.spec.hostNetwork) node.releaseAddress(podIp);
  };
  const deletePod = (): void => {
    if (node.isConnected()) finishDeletion(server, pod, origin('pod-stopped'));
  };
  const stopContainers = (): void => {
    containers.stop(graceFor(pod, machine.snapshot().context.failure));
    changed();
  };
  /** Sends the pod's machine what follows from the states of its containers. */
  const decide = (): void => {
    const next = decisionOf(machine.snapshot().value, containers.facts());
    if (next.stopsSidecars) containers.stopSidecars();
    if (next.event !== undefined) machine.send(next.event);
    if (machine.snapshot().matches({ Syncing: 'Running' })) containers.startMain();
    containers.passTurn();
  };
  const startEphemeral = (): void => {
    if (pod.spec.ephemeralContainers === undefined) return;
    if (isSandboxUp && machine.snapshot().matches('Syncing')) containers.startEphemeral();
  };
  const startNextInit = (): void => {
    if (!containers.startNextInit()) machine.send({ type: 'INITIALIZED' });
  };
  const effects: Readonly<Record<string, () => void>> = {
    mount,
    tearDown,
    deletePod: () => node.writes.enqueue(`removal of ${pod.metadata.name}`, deletePod),
    stopContainers,
    startNextInit,
    report: changed,
    startContainers: () => containers.startMain(),
    recordMountFailed: () => {
      const { mountFailure } = machine.snapshot().context;
      if (mountFailure !== undefined && events.mountFailed(mountFailure)) changed();
    },
    recordFailure: () => {
      const { failure } = machine.snapshot().context;
      if (failure !== undefined) events.failed(failure);
    },
    dropAll: () => {
      containers.drop();
      for (const timer of [deadline, refreshTimer]) if (timer !== undefined) queue.cancel(timer);
      if (isSandboxUp) tearDown();
    },
  };
  const report = (): void => {
    if (!node.isConnected()) return;
    if (isTakingUp && !containers.facts().every(({ isReady }) => isReady)) return;
    isTakingUp = false;
    const { context } = machine.snapshot();
    const seen = {
      nowEpochMs: queue.epochMs(),
      startedAtEpochMs,
      hostIp: node.hostIp,
      podIp,
      isSandboxUp,
      finalPhase: context.phase,
      failure: context.failure,
      containers: containers.facts(),
      ephemeral: containers.ephemeralFacts(),
    };
    postPodStatus(server, pod, seen, origin('pod-status'));
  };
  const containers = createPodContainers(parts, () => pod, access);
  const execute = ({ type }: Effect): void => effects[type]?.();
  const input = podInput(parts, pod, isFound);
  const machine: Hosted<typeof podMachine> = hostMachine(queue, podMachine, input, execute);
  const terminateIfAsked = (before: Pod): void => {
    const { deletionTimestamp, deletionGracePeriodSeconds } = pod.metadata;
    if (deletionTimestamp === undefined) return;
    const isSame = before.metadata.deletionGracePeriodSeconds === deletionGracePeriodSeconds;
    if (isTerminating && isSame) return;
    isTerminating = true;
    machine.send({ type: 'TERMINATE' });
  };
  terminateIfAsked(first);
  watchDeadline();

  return {
    update(next, because_) {
      if (isRemoved) return;
      const before = pod;
      pod = next;
      trigger = because_;
      terminateIfAsked(before);
      if (next.metadata.generation !== before.metadata.generation) changed();
      if (next.spec.activeDeadlineSeconds !== before.spec.activeDeadlineSeconds) watchDeadline();
      if (volumes.mayDiffer() && !isLabelledAs(next, before)) refresh();
      startEphemeral();
      containers.update(next);
    },
    takeOver(next) {
      const isNews = containers.areAttentive() || (volumes.mayDiffer() && !isLabelledAs(next, pod));
      if (isRemoved || isNews || !isSameWork(next, pod)) return false;
      pod = next;
      return true;
    },
    remove() {
      if (isRemoved) return;
      machine.send({ type: 'REMOVED' });
      isRemoved = true;
      machine.stop();
    },
    reconnect: changed,
    refreshVolumes() {
      volumes.outdate();
      if (refreshTimer !== undefined || isRemoved) return;
      const ageMs = queue.epochMs() - startedAtEpochMs;
      refreshTimer = queue.schedule(SYNC_MS - (ageMs % SYNC_MS), 'volume refresh', () => {
        refreshTimer = undefined;
        refresh();
      });
    },
    pod: () => pod,
    podIp: () => podIp,
    containers: containers.list,
    machines: () => [
      runningMachine(podMachine, pod.metadata.name, machine.snapshot()),
      ...containers.list().flatMap((container) => container.machines()),
    ],
  };
}

const podInput = ({ profile }: KubeletParts, pod: Pod, isFound: boolean): PodInput => ({
  setUpMs: isFound ? 0 : profile.setUpMs(pod),
  retryMs: profile.retryMs,
  deleteMs: profile.deleteMs,
  tearDownMs: profile.tearDownMs,
});

/** What a pod's containers get to end. */
function graceFor(pod: Pod, failure: PodFailure | undefined): number {
  const { deletionGracePeriodSeconds: seconds } = pod.metadata;
  const fullMs = seconds === undefined ? graceOf(pod) : seconds * 1000;
  return failure?.reason === EVICTED ? Math.min(fullMs, EVICTION_GRACE_MS) : fullMs;
}
