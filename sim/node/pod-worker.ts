import { type Container, isEqual, nodes, type Pod, pods } from '../api/index.ts';
import {
  because,
  type Effect,
  type Hosted,
  hostMachine,
  type Origin,
  type Timer,
} from '../kernel/index.ts';
import { type EventSource, writeAs } from '../store/index.ts';
import { createContainer, graceOf } from './container.ts';
import { type PodInput, podMachine } from './pod.machine.ts';
import type { PodAccess, PodContainer } from './pod-container.ts';
import { decisionOf, isPendingInit, sidecarToEnd } from './pod-decision.ts';
import type { PodFacts } from './pod-facts.ts';
import { type ContainerFacts, podStatus } from './pod-status.ts';
import { createPodVolumes } from './pod-volumes.ts';
import type { KubeletParts } from './ports.ts';
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
}

type ContainerList = 'containers' | 'initContainers' | 'ephemeralContainers';

const KUBELET = 'kubelet';
const ATTACHER: EventSource = { component: 'attachdetach-controller', host: '', style: 'legacy' };
/** The kubelet looks at every pod once in this time, whatever happens. */
const SYNC_MS = 60_000;
const EXPIRED = {
  reason: 'DeadlineExceeded',
  message: 'Pod was active on the node longer than the specified deadline',
} as const;

const labelsOf = ({ metadata }: Pod) => [metadata.labels ?? {}, metadata.annotations ?? {}];

const factsOf = (containers: readonly PodContainer[]): ContainerFacts[] =>
  containers.map((container) => container.facts());

/** Creates the worker of a pod that is bound to a node. */
export function createPodWorker(
  parts: KubeletParts,
  node: NodeAccess,
  first: Pod,
  firstTrigger: Trigger,
): PodWorker {
  const { queue, server } = parts;
  const startedAtEpochMs = queue.epochMs();
  const volumes = createPodVolumes(() => pod);
  let pod = first;
  let trigger = firstTrigger;
  let podIp = '';
  let isSandboxUp = false;
  let isRemoved = false;
  let isDecisionDue = false;
  let isReportDue = false;
  let isTerminating = false;
  let areSidecarsStopped = false;
  let deadline: Timer | undefined;
  let refreshTimer: Timer | undefined;
  let attachMessage = '';

  const origin = (code: string): Origin => ({
    actor: KUBELET,
    why: because(code, { pod: pod.metadata.name, node: node.name }),
    triggerRv: trigger.rv,
    commandId: trigger.commandId,
  });
  const ownSource: EventSource = { component: KUBELET, host: node.name, style: 'legacy' };
  const recordOf = (
    source: EventSource,
    fieldPath: string,
    severity: 'Normal' | 'Warning',
    reason: string,
    message: string,
  ): void => {
    if (!node.isConnected()) return;
    const event = { about: pod, fieldPath, severity, reason, message, action: '' };
    parts.events.record(source, event, origin('event'));
  };
  const facts = (): PodFacts => ({
    pod,
    podIp,
    hostIp: node.hostIp,
    allocatable: server.view.get(nodes, '', node.name)?.status.allocatable ?? {},
  });
  const access = (list: ContainerList): PodAccess => ({
    pod: () => pod,
    facts,
    presentImages: node.presentImages,
    volume: volumes.files,
    record(container, ...rest) {
      recordOf(ownSource, `spec.${list}{${container.name}}`, ...rest);
    },
    changed,
  });
  function changed(): void {
    if (isDecisionDue || isRemoved) return;
    isDecisionDue = true;
    queue.schedule(0, `decision about ${pod.metadata.name}`, () => {
      isDecisionDue = false;
      if (isRemoved) return;
      decide();
      if (isReportDue) return;
      isReportDue = true;
      node.writes.enqueue(`status of ${pod.metadata.name}`, () => {
        isReportDue = false;
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
    machine.send({ type: 'MOUNTED' });
    startEphemeral();
  };
  const refresh = (): void => {
    if (isSandboxUp && node.isConnected()) volumes.refresh(volumeContext());
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
    if (!node.isConnected()) return;
    const { namespace = '', name, uid } = pod.metadata;
    const options = {
      gracePeriodSeconds: 0,
      propagation: 'Background',
      preconditions: { uid },
      isDryRun: false,
    } as const;
    const target = { namespace, name, subresource: '' };
    server.delete(pods, target, options, origin('pod-stopped'));
  };
  const stopContainers = (): void => {
    const { deletionGracePeriodSeconds: seconds } = pod.metadata;
    const graceMs = seconds === undefined ? graceOf(pod) : seconds * 1000;
    areSidecarsStopped = true;
    for (const container of [...all, ...ephemeral]) container.stop(graceMs);
    changed();
  };
  /** Sends the pod's machine what follows from the states of its containers. */
  const decide = (): void => {
    const next = decisionOf(machine.snapshot().value, factsOf(all));
    if (next.stopsSidecars) stopSidecars();
    if (next.event !== undefined) machine.send(next.event);
    if (machine.snapshot().matches({ Syncing: 'Running' })) startMain();
    const turn = sidecarToEnd(factsOf(all));
    all.find(({ name, role }) => role === 'sidecar' && name === turn)?.takeTurn();
  };
  const stopSidecars = (): void => {
    if (areSidecarsStopped) return;
    areSidecarsStopped = true;
    for (const container of all) {
      if (container.role === 'sidecar') container.stop(graceOf(pod));
    }
  };
  /** One after the other, as far as a `postStart` hook makes the next one wait. */
  const startMain = (): void => {
    for (const container of all) {
      if (container.role !== 'main') continue;
      const { state, spec, current } = container.facts();
      if (state === 'Created') container.start();
      const isHeldUp = current === undefined || state === 'PostStart';
      if (isHeldUp && spec.lifecycle?.postStart !== undefined) return;
    }
  };
  /** Containers that were put into the pod since it was made. */
  const startEphemeral = (): void => {
    if (!isSandboxUp || !machine.snapshot().matches('Syncing')) return;
    for (const spec of (pod.spec.ephemeralContainers ?? []) as Container[]) {
      if (ephemeral.some(({ name }) => name === spec.name)) continue;
      const container = createContainer(parts, access('ephemeralContainers'), spec, 'ephemeral');
      ephemeral.push(container);
      container.start();
    }
  };
  const startNextInit = (): void => {
    const next = all.find((container) => isPendingInit(container.facts()));
    if (next?.facts().state === 'Created') next.start();
    if (next === undefined) machine.send({ type: 'INITIALIZED' });
  };
  const effects: Readonly<Record<string, () => void>> = {
    mount,
    tearDown,
    deletePod: () => node.writes.enqueue(`removal of ${pod.metadata.name}`, deletePod),
    stopContainers,
    startNextInit,
    report: changed,
    startContainers: startMain,
    recordMountFailed: () => {
      const { reason = '', message = '' } = machine.snapshot().context.mountFailure ?? {};
      const isAttach = reason === 'FailedAttachVolume';
      // The controller says it once, the kubelet again and again.
      if (isAttach && message === attachMessage) return;
      if (isAttach) attachMessage = message;
      recordOf(isAttach ? ATTACHER : ownSource, '', 'Warning', reason, message);
      changed();
    },
    recordFailure: () => {
      const { reason = '', message = '' } = machine.snapshot().context.failure ?? {};
      recordOf(ownSource, '', 'Normal', reason, message);
    },
    dropAll: () => {
      for (const container of [...all, ...ephemeral]) container.drop();
      for (const timer of [deadline, refreshTimer]) if (timer !== undefined) queue.cancel(timer);
      if (isSandboxUp) tearDown();
    },
  };
  const report = (): void => {
    if (!node.isConnected()) return;
    const { namespace = '', name, uid } = pod.metadata;
    const stored = server.view.get(pods, namespace, name);
    if (stored === undefined || stored.metadata.uid !== uid) return;
    const { context } = machine.snapshot();
    const status = podStatus({
      pod: stored,
      nowEpochMs: queue.epochMs(),
      startedAtEpochMs,
      hostIp: node.hostIp,
      podIp,
      isSandboxUp,
      finalPhase: context.phase,
      failure: context.failure,
      containers: factsOf(all),
      ephemeral: factsOf(ephemeral),
    });
    if (isEqual(status, stored.status)) return;
    const metadata = { ...stored.metadata, resourceVersion: '' };
    const options = writeAs(KUBELET);
    server.update(pods, { ...stored, metadata, status }, 'status', options, origin('pod-status'));
  };

  const all = createContainers(parts, pod, access);
  const ephemeral: PodContainer[] = [];
  const machine: Hosted<typeof podMachine> = hostMachine(
    queue,
    podMachine,
    podInput(parts, pod),
    (effect: Effect) => effects[effect.type]?.(),
  );
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
      if (!isEqual(labelsOf(next), labelsOf(before))) refresh();
      startEphemeral();
      const specs = [...(next.spec.initContainers ?? []), ...next.spec.containers];
      for (const spec of specs) all.find(({ name }) => name === spec.name)?.update(spec);
    },
    remove() {
      if (isRemoved) return;
      machine.send({ type: 'REMOVED' });
      isRemoved = true;
      machine.stop();
    },
    reconnect: changed,
    refreshVolumes() {
      if (refreshTimer !== undefined || isRemoved) return;
      const ageMs = queue.epochMs() - startedAtEpochMs;
      refreshTimer = queue.schedule(SYNC_MS - (ageMs % SYNC_MS), 'volume refresh', () => {
        refreshTimer = undefined;
        refresh();
      });
    },
    pod: () => pod,
    podIp: () => podIp,
    containers: () => [...all, ...ephemeral],
  };
}

const podInput = ({ profile }: KubeletParts, pod: Pod): PodInput => ({
  setUpMs: profile.setUpMs(pod),
  retryMs: profile.retryMs,
  deleteMs: profile.deleteMs,
  tearDownMs: profile.tearDownMs,
});

/** The containers of a pod, init containers first. */
function createContainers(
  parts: KubeletParts,
  { spec }: Pod,
  access: (list: ContainerList) => PodAccess,
): readonly PodContainer[] {
  const roleOf = ({ restartPolicy }: Container): PodContainer['role'] =>
    restartPolicy === 'Always' ? 'sidecar' : 'init';
  const init = (spec.initContainers ?? []).map((each) =>
    createContainer(parts, access('initContainers'), each, roleOf(each)),
  );
  const main = spec.containers.map((each) =>
    createContainer(parts, access('containers'), each, 'main'),
  );
  return [...init, ...main];
}
