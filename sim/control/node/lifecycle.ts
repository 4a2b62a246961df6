import {
  draftOf,
  getPodCondition,
  isEqual,
  isNodeReady,
  leases,
  type Node,
  type NodeCondition,
  nodes,
  type Pod,
  pods,
  timestamp,
} from '../../api/index.ts';
import { because, type Clock } from '../../kernel/index.ts';
import { type Action, type Controller, splitKey, type View } from '../controller.ts';
import { eventOf } from '../pod-control.ts';
import { taintsFor } from './condition-taints.ts';

const LATENCY_MS = 8;
const LEASES = 'kube-node-lease';
/** How long a node may be silent. Models node-monitor-grace-period. */
const GRACE_MS = 50_000;
/** How often it looks at the nodes. Models node-monitor-period. */
const MONITOR_MS = 5000;
/** What nobody knows of a node that is silent. */
const UNKNOWN = ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'Ready'];

/**
 * How long a node has been silent. A node that never spoke again after its first word does not
 * beat at all, and its silence says nothing: then it is undefined.
 */
function silentMs(name: string, view: View): number | undefined {
  const lease = view.get(leases, LEASES, name);
  const renewedMs = Date.parse(lease?.spec?.renewTime ?? '');
  const createdMs = Date.parse(lease?.metadata.creationTimestamp ?? '');
  if (!(renewedMs > createdMs + 1000)) return undefined;
  return view.clock.epochMs() - renewedMs;
}

function unknown(old: NodeCondition, clock: Clock): NodeCondition {
  if (!UNKNOWN.includes(old.type) || old.status === 'Unknown') return old;
  const lastTransitionTime = timestamp(clock.epochMs());
  const reason = 'NodeStatusUnknown';
  const message = 'Kubelet stopped posting node status.';
  return { ...old, status: 'Unknown', lastTransitionTime, reason, message };
}

/** Says of a pod that it is not ready any more, as nobody can tell. */
function markNotReady(pod: Pod, clock: Clock): Action[] {
  const ready = getPodCondition(pod, 'Ready');
  if (ready?.status !== 'True') return [];
  const object = draftOf(pod);
  object.metadata.resourceVersion = '';
  const lastTransitionTime = timestamp(clock.epochMs());
  object.status.conditions = (pod.status.conditions ?? []).map((one) =>
    one.type === 'Ready' ? { ...one, status: 'False', lastTransitionTime } : one,
  );
  const why = because('node.podNotReady', { node: pod.spec.nodeName ?? '' });
  return [
    { type: 'update', object, subresource: 'status', why, onFailure: () => [] },
    eventOf(pod, 'Warning', 'NodeNotReady', 'Node is not ready'),
  ];
}

/** What follows from a node's silence. Models monitorNodeHealth. */
function giveUp(node: Node, view: View): Action[] {
  const { name } = node.metadata;
  const object = draftOf(node);
  object.status.conditions = (node.status.conditions ?? []).map((one) => unknown(one, view.clock));
  const why = because('node.silent', { node: name, seconds: GRACE_MS / 1000 });
  const about = { ...node, metadata: { ...node.metadata, uid: name } };
  const text = `Node ${name} status is now: NodeNotReady`;
  const here = view.list(pods, '').filter(({ spec }) => spec.nodeName === name);
  return [
    { type: 'update', object, subresource: 'status', why },
    eventOf(about, 'Normal', 'NodeNotReady', text),
    ...here.flatMap((pod) => markNotReady(pod, view.clock)),
  ];
}

function sync(node: Node, view: View): Action[] {
  const { name } = node.metadata;
  const silence = silentMs(name, view);
  const why = because('node.monitor', { node: name });
  const leftMs = silence === undefined ? undefined : GRACE_MS - silence;
  if (leftMs !== undefined && leftMs <= 0 && isNodeReady(node) === true) return giveUp(node, view);
  const again: Action[] =
    leftMs === undefined || leftMs <= 0 ? [] : [{ type: 'again', delayMs: leftMs, why }];
  const taints = taintsFor(node, view.clock);
  if (isEqual(taints, node.spec.taints ?? [])) return again;
  const object = draftOf(node);
  if (taints.length > 0) object.spec.taints = taints;
  else delete object.spec.taints;
  const tainted = because('node.taint', { node: name });
  return [{ type: 'update', object, subresource: '', why: tainted }, ...again];
}

/** Says that a node is not looked after any more. Models the deleted ones of monitorNodeHealth. */
export const createNodeFarewell = (): Controller => ({
  name: 'node-controller',
  latencyMs: MONITOR_MS,
  watches: [
    {
      kind: nodes,
      keys: ({ object, type }) =>
        type === 'DELETED' ? [`${object.metadata.name}/${object.metadata.uid}`] : [],
    },
  ],
  reconcile(key, view) {
    const { namespace: name, name: uid } = splitKey(key);
    if (view.get(nodes, '', name) !== undefined) return [];
    const about = {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name, uid },
    } as unknown as Node;
    const message = `Node ${name} event: Removing Node ${name} from Controller`;
    return [eventOf(about, 'Normal', 'RemovingNode', message)];
  },
});

/** Taints nodes that pods should leave, and tells of silence. Models nodelifecycle. */
export const createNodeLifecycleController = (): Controller => ({
  name: 'node-controller',
  latencyMs: LATENCY_MS,
  watches: [
    { kind: nodes, keys: ({ object, type }) => (type === 'DELETED' ? [] : [object.metadata.name]) },
    {
      kind: leases,
      keys: ({ object, type }) =>
        type !== 'DELETED' && object.metadata.namespace === LEASES ? [object.metadata.name] : [],
    },
  ],
  reconcile(key, view) {
    const node = view.get(nodes, '', key);
    return node === undefined ? [] : sync(node, view);
  },
});
