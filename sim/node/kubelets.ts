import {
  configMaps,
  type KubeObject,
  type Node,
  nodes,
  type PersistentVolumeClaim,
  type Pod,
  persistentVolumeClaims,
  persistentVolumes,
  pods,
  type Result,
  secrets,
} from '../api/index.ts';
import {
  because,
  type FileSystem,
  type Hosted,
  hostMachine,
  type Origin,
  type Process,
  type Reader,
} from '../kernel/index.ts';
import type { Change } from '../store/index.ts';
import { type Addresses, createAddresses } from './addresses.ts';
import {
  attachToContainer,
  type ContainerAttach,
  type ContainerExec,
  type ContainerLogs,
  containerLogs,
  execInContainer,
  type FindContainers,
} from './exec.ts';
import { leaveLease, renewLease } from './lease.ts';
import { nodeMachine } from './node.machine.ts';
import { postNodeStatus } from './node-status.ts';
import { noticeNotModelled } from './notices.ts';
import type { PodContainer, RunningContainer } from './pod-container.ts';
import { mountsData } from './pod-volumes.ts';
import { createPodWorker, type NodeAccess, type PodWorker, type Trigger } from './pod-worker.ts';
import type { KubeletParts } from './ports.ts';
import { claimNamesOf, growOnNode, isWaitingForNode } from './resize.ts';
import { type RunningMachine, runningMachine } from './statechart.ts';
import { createVolumeData } from './volume-data.ts';
import { createWriteLane } from './write-lane.ts';

/** The kubelets of all nodes. */
export interface Kubelets {
  /** To be called for every change of the store, after it. */
  onChange(change: Change): void;
  /** Starts a program in a container; it is killed with it (exit code 137). */
  exec(request: ContainerExec): Result<Process>;
  /** Connects somebody with the main program of a container. */
  attach(request: ContainerAttach): Result<Process>;
  logs(request: ContainerLogs): Result<Reader>;
  /** A pod's containers, init containers first; undefined when no kubelet knows the pod. */
  containersOf(namespace: string, pod: string): readonly PodContainer[] | undefined;
  /** Whether a node's kubelet answers. */
  isReachable(node: string): boolean;
  /** The container that owns an address and answers on a port, for traffic between pods. */
  containersAt(address: string): readonly RunningContainer[];
  /** What lies on a PersistentVolume; undefined before a pod has mounted it. */
  dataOf(volume: string): FileSystem | undefined;
  /** The node's machine stops: its kubelet is heard no more, and its pods stay as they are. */
  failNode(name: string): void;
  recoverNode(name: string): void;
  /** The machines that run for a pod (by uid) or a node (by name), to be shown. */
  machinesOf(uidOrNode: string): readonly RunningMachine[];
}

interface KubeletNode {
  readonly access: NodeAccess;
  readonly machine: Hosted<typeof nodeMachine>;
  isUnschedulable: boolean;
}

const keyOf = (pod: Pod): string => `${pod.metadata.namespace}/${pod.metadata.name}`;

/** Creates the kubelets; they take up the nodes and pods that exist already. */
export function createKubelets(parts: KubeletParts): Kubelets {
  const { queue, server, profile } = parts;
  const hosts = new Map<string, KubeletNode>();
  const workers = new Map<string, PodWorker>();
  const byName = new Map<string, PodWorker>();
  const writes = createWriteLane(queue, profile.writeMs);
  const volumes = createVolumeData(queue, server.view);
  const origin = (code: string, name: string): Origin => ({
    actor: 'kubelet',
    why: because(code, { node: name }),
    triggerRv: 0,
    commandId: 0,
  });

  const reconnect = (name: string): void => {
    for (const worker of workers.values()) {
      if (worker.pod().spec.nodeName !== name) continue;
      const { namespace = '', name: podName, uid } = worker.pod().metadata;
      const stored = server.view.get(pods, namespace, podName);
      if (stored?.metadata.uid === uid) worker.update(stored, { rv: 0, commandId: 0 });
      else drop(worker);
      worker.reconnect();
    }
    for (const pod of server.view.list(pods, '')) {
      if (pod.spec.nodeName === name) see(pod, { rv: 0, commandId: 0 });
    }
  };
  const addNode = (node: Node): void => {
    const { name } = node.metadata;
    const addresses: Addresses = createAddresses(
      node.spec.podCIDR ?? '10.244.0.0/24',
      parts.profile.firstPodHost,
    );
    const hostIp = node.status.addresses?.find(({ type }) => type === 'InternalIP')?.address;
    const effects: Readonly<Record<string, () => void>> = {
      renewLease: () => renewLease(parts, name, origin('heartbeat', name)),
      postStatus: () => postNodeStatus(parts, name, origin('node-status', name)),
      leaveLease: () => {
        if (profile.heartbeatMs === 0) leaveLease(parts, name, origin('heartbeat', name));
      },
      thaw: () => queue.schedule(0, `reconnect ${name}`, () => reconnect(name)),
    };
    const input = { heartbeatMs: profile.heartbeatMs };
    const machine = hostMachine(queue, nodeMachine, input, ({ type }) => effects[type]?.());
    const access: NodeAccess = {
      name,
      hostIp: hostIp ?? '',
      presentImages: new Set(),
      volumes: volumes.store,
      writes,
      takeAddress: addresses.take,
      releaseAddress: addresses.release,
      mounted: (pod) => growDisks(pod, () => true),
      isConnected: () => machine.snapshot().value !== 'NotReady',
    };
    hosts.set(name, { access, machine, isUnschedulable: node.spec.unschedulable === true });
  };
  const onNode = (change: Change): void => {
    const node = change.object as Node;
    const { name } = node.metadata;
    const host = hosts.get(name);
    if (change.type === 'DELETED') {
      host?.machine.stop();
      hosts.delete(name);
    } else if (host === undefined) addNode(node);
    else if (host.isUnschedulable !== (node.spec.unschedulable === true)) {
      host.isUnschedulable = !host.isUnschedulable;
      const reason = host.isUnschedulable ? 'NodeNotSchedulable' : 'NodeSchedulable';
      const message = `Node ${name} status is now: ${reason}`;
      const about = { ...node, metadata: { ...node.metadata, uid: name } };
      const source = { component: 'kubelet', host: name, style: 'legacy' } as const;
      const severity = 'Normal' as const;
      const event = { about, fieldPath: '', severity, reason, message, action: '' };
      parts.events.record(source, event, origin('event', name));
    }
  };
  const drop = (worker: PodWorker): void => {
    const pod = worker.pod();
    workers.delete(pod.metadata.uid);
    if (byName.get(keyOf(pod)) === worker) byName.delete(keyOf(pod));
    worker.remove();
  };
  const see = (pod: Pod, trigger: Trigger, isFound = false): void => {
    const host = hosts.get(pod.spec.nodeName ?? '');
    if (host === undefined || !host.access.isConnected()) return;
    const worker = workers.get(pod.metadata.uid);
    if (worker !== undefined) {
      worker.update(pod, trigger);
      return;
    }
    const { phase } = pod.status;
    const isOver = phase === 'Succeeded' || phase === 'Failed';
    if (isOver && pod.metadata.deletionTimestamp === undefined) return;
    const created = createPodWorker(
      parts,
      host.access,
      pod,
      trigger,
      isFound && phase === 'Running',
    );
    workers.set(pod.metadata.uid, created);
    byName.set(keyOf(pod), created);
  };
  const takesOver = (pod: Pod): boolean => {
    const worker = workers.get(pod.metadata.uid);
    return worker !== undefined && isReachable(worker) && worker.takeOver(pod);
  };
  const onPod = (change: Change): void => {
    const seen = change.object as Pod;
    const { uid, namespace = '', name } = seen.metadata;
    if ((seen.spec.nodeName ?? '') === '') return;
    const isOwn = change.origin.actor === 'kubelet' && change.type !== 'DELETED';
    if (isOwn && seen.metadata.deletionTimestamp === undefined) return;
    if (change.type === 'MODIFIED' && takesOver(seen)) return;
    const trigger = { rv: change.rv, commandId: change.origin.commandId };
    queue.schedule(profile.syncMs, `sync ${name}`, () => {
      const worker = workers.get(uid);
      const stored = server.view.get(pods, namespace, name);
      if (stored?.metadata.uid === uid) see(stored, trigger);
      else if (worker !== undefined && isReachable(worker)) drop(worker);
    });
  };
  const onData = (kind: 'ConfigMap' | 'Secret', object: KubeObject): void => {
    const { namespace, name } = object.metadata;
    for (const worker of workers.values()) {
      const pod = worker.pod();
      if (pod.metadata.namespace === namespace && mountsData(pod, kind, name)) {
        worker.refreshVolumes();
      }
    }
  };
  /** Disks that became larger are followed where they are mounted. */
  const growDisks = (pod: Pod, isMeant: (claimName: string) => boolean): void => {
    for (const name of claimNamesOf(pod).filter(isMeant)) {
      const claim = server.view.get(persistentVolumeClaims, pod.metadata.namespace ?? '', name);
      if (claim === undefined || !isWaitingForNode(claim)) continue;
      growOnNode(parts, pod, name, pod.spec.nodeName ?? '');
    }
  };
  const onClaim = ({ type, object }: Change): void => {
    if (type === 'DELETED' || !isWaitingForNode(object as PersistentVolumeClaim)) return;
    const { namespace, name } = object.metadata;
    for (const worker of workers.values()) {
      const isIn = worker.pod().metadata.namespace === namespace && worker.podIp() !== '';
      if (isIn && isReachable(worker)) growDisks(worker.pod(), (claimName) => claimName === name);
    }
  };
  const containersOf: Kubelets['containersOf'] = (namespace, pod) => {
    const worker = byName.get(`${namespace}/${pod}`);
    return worker !== undefined && isReachable(worker) ? worker.containers() : undefined;
  };
  /** The kubelet that the API server cannot reach for a pod; undefined when it can. */
  const silentKubelet = ({ spec }: Pod): string | undefined => {
    const access = hosts.get(spec.nodeName ?? '')?.access;
    return access?.isConnected() === false ? `${access.hostIp}:10250` : undefined;
  };
  const isReachable = (worker: PodWorker): boolean =>
    hosts.get(worker.pod().spec.nodeName ?? '')?.access.isConnected() === true;

  const find: FindContainers = { containersOf, silentKubelet };
  for (const node of server.view.list(nodes, '')) addNode(node);
  for (const pod of server.view.list(pods, '')) see(pod, { rv: 0, commandId: 0 }, true);
  return {
    onChange(change) {
      noticeNotModelled(parts, change);
      if (change.kind === pods) onPod(change);
      else if (change.kind === nodes) onNode(change);
      else if (change.kind === configMaps) onData('ConfigMap', change.object);
      else if (change.kind === secrets) onData('Secret', change.object);
      else if (change.kind === persistentVolumeClaims) onClaim(change);
      else if (change.kind === persistentVolumes && change.type === 'DELETED') {
        volumes.forget(change.object.metadata.name);
      }
    },
    exec: (request) => execInContainer(find, server.view, request),
    attach: (request) => attachToContainer(find, server.view, request),
    logs: (request) => containerLogs(find, server.view, queue.epochMs(), request),
    containersOf,
    isReachable: (name) => hosts.get(name)?.access.isConnected() === true,
    containersAt(address) {
      const worker = [...workers.values()].find(
        (each) => each.podIp() === address && isReachable(each),
      );
      const running = worker?.containers().map((container) => container.run()) ?? [];
      return running.filter((each) => each !== undefined);
    },
    dataOf: volumes.dataOf,
    failNode: (name) => hosts.get(name)?.machine.send({ type: 'FAIL' }),
    recoverNode: (name) => hosts.get(name)?.machine.send({ type: 'RECOVER' }),
    machinesOf(uidOrNode) {
      const node = hosts.get(uidOrNode)?.machine;
      if (node !== undefined) return [runningMachine(nodeMachine, uidOrNode, node.snapshot())];
      return workers.get(uidOrNode)?.machines() ?? [];
    },
  };
}
