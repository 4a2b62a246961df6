import { type Container, isEqual, nodes, type Pod, pods } from '../api/index.ts';
import {
  because,
  type Effect,
  type FileSystem,
  type Hosted,
  hostMachine,
  type Origin,
} from '../kernel/index.ts';
import { writeAs } from '../store/index.ts';
import { createContainer, graceOf } from './container.ts';
import { type PodInput, podMachine } from './pod.machine.ts';
import type { PodAccess, PodContainer } from './pod-container.ts';
import { decisionOf, isPendingInit } from './pod-decision.ts';
import type { PodFacts } from './pod-facts.ts';
import { podStatus } from './pod-status.ts';
import type { KubeletParts } from './ports.ts';
import { type VolumeStore, volumeFiles } from './volumes.ts';
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
  pod(): Pod;
  /** '' before the sandbox stands. */
  podIp(): string;
  containers(): readonly PodContainer[];
}

const KUBELET = 'kubelet';

/** Creates the worker of a pod that is bound to a node. */
export function createPodWorker(
  parts: KubeletParts,
  node: NodeAccess,
  first: Pod,
  firstTrigger: Trigger,
): PodWorker {
  const { queue, server } = parts;
  const startedAtEpochMs = queue.epochMs();
  const opened = new Map<string, FileSystem>();
  const openers = new Map<string, () => FileSystem>();
  let pod = first;
  let trigger = firstTrigger;
  let podIp = '';
  let isSandboxUp = false;
  let isRemoved = false;
  let isDecisionDue = false;
  let isReportDue = false;
  let isTerminating = false;

  const origin = (code: string): Origin => ({
    actor: KUBELET,
    why: because(code, { pod: pod.metadata.name, node: node.name }),
    triggerRv: trigger.rv,
    commandId: trigger.commandId,
  });
  const recordFor =
    (fieldPath: string): PodAccess['record'] =>
    (_container, severity, reason, message) => {
      if (!node.isConnected()) return;
      const source = { component: KUBELET, host: node.name, style: 'legacy' } as const;
      const event = { about: pod, fieldPath, severity, reason, message, action: '' };
      parts.events.record(source, event, origin('event'));
    };
  const facts = (): PodFacts => ({
    pod,
    podIp,
    hostIp: node.hostIp,
    allocatable: server.view.get(nodes, '', node.name)?.status.allocatable ?? {},
  });
  const access = (list: 'containers' | 'initContainers'): PodAccess => ({
    pod: () => pod,
    facts,
    presentImages: node.presentImages,
    volume(name) {
      const files = opened.get(name) ?? openers.get(name)?.();
      if (files !== undefined) opened.set(name, files);
      return files;
    },
    record(container, ...rest) {
      recordFor(`spec.${list}{${container.name}}`)(container, ...rest);
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
  const mount = (): void => {
    const context = {
      view: server.view,
      facts: facts(),
      store: node.volumes,
      nowEpochMs: () => queue.epochMs(),
    };
    for (const volume of pod.spec.volumes ?? []) {
      const answer = volumeFiles(context, volume);
      if (!answer.ok) {
        machine.send({ type: 'MOUNT_FAILED', message: answer.message });
        return;
      }
      openers.set(volume.name, answer.open);
    }
    if (podIp === '') podIp = pod.spec.hostNetwork ? node.hostIp : (node.takeAddress() ?? '');
    isSandboxUp = true;
    machine.send({ type: 'MOUNTED' });
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
    for (const container of all) {
      if (container.role !== 'sidecar') container.stop(graceMs);
    }
    changed();
  };
  /** Sends the pod's machine what follows from the states of its containers. */
  const decide = (): void => {
    const facts = all.map((container) => container.facts());
    const next = decisionOf(machine.snapshot().value, facts);
    if (next.stopsSidecars) stopSidecars();
    if (next.event !== undefined) machine.send(next.event);
  };
  const stopSidecars = (): void => {
    for (const container of all) {
      if (container.role === 'sidecar') container.stop(graceOf(pod));
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
    startContainers: () => {
      for (const container of all) if (container.role === 'main') container.start();
    },
    recordMountFailed: () => {
      const nobody = pod.spec.containers[0];
      if (nobody === undefined) return;
      const { message } = machine.snapshot().context;
      recordFor('')(nobody, 'Warning', 'FailedMount', message);
      changed();
    },
    dropAll: () => {
      for (const container of all) container.drop();
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
      containers: all.map((container) => container.facts()),
    });
    if (isEqual(status, stored.status)) return;
    const metadata = { ...stored.metadata, resourceVersion: '' };
    const options = writeAs(KUBELET);
    server.update(pods, { ...stored, metadata, status }, 'status', options, origin('pod-status'));
  };

  const all = createContainers(parts, pod, access);
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

  return {
    update(next, because_) {
      if (isRemoved) return;
      const before = pod;
      pod = next;
      trigger = because_;
      terminateIfAsked(before);
      if (next.metadata.generation !== before.metadata.generation) changed();
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
    pod: () => pod,
    podIp: () => podIp,
    containers: () => all,
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
  access: (list: 'containers' | 'initContainers') => PodAccess,
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
