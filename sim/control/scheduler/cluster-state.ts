import {
  controllerOf,
  getPodCondition,
  isPodTerminal,
  type Node,
  type Pod,
  type PodSpec,
  pods,
} from '../../api/index.ts';
import { memoize } from '../../kernel/index.ts';
import type { Change, StoreView } from '../../store/index.ts';
import { isDeleting } from '../meta.ts';
import { allocatableOf, type Requests, requestsOf, scoredRequestsOf } from './requests.ts';

/** What runs on one node. */
export interface NodeLoad {
  milliCpu: number;
  memory: number;
  scoredMilliCpu: number;
  scoredMemory: number;
  readonly others: Map<string, number>;
  readonly pods: Map<string, Pod>;
  /** Pods of each controller, by its uid. */
  readonly byOwner: Map<string, number>;
}

/** What a pod asks for, as it is reserved and as it is scored. */
export interface Demand {
  readonly requests: Requests;
  readonly scored: Requests;
}

/** What a scheduler knows of all pods, kept up with the history instead of counted anew. */
export interface ClusterState {
  /** Brings it up to date. */
  follow(view: StoreView): void;
  /** The load of a node; an empty one when nothing runs there. */
  load(node: string): NodeLoad;
  /** What a stored pod asks for, and what a stored node can give. */
  demand(pod: Pod): Demand;
  capacity(node: Node): Requests;
  /** Assigned pods that forbid others near them. */
  repelling(): Iterable<Pod>;
  /** Whether there can be refused pods; a look that costs little and brings nothing up to date. */
  mayHaveRefused(view: StoreView): boolean;
  /** Pods that no node was found for, by key, in the order in which they came. */
  refused(): readonly [string, Pod][];
  /** Pods that wait for a node, for which a node is chosen already, and room is made there. */
  nominated(): Iterable<Pod>;
}

const emptyLoad = (): NodeLoad => ({
  milliCpu: 0,
  memory: 0,
  scoredMilliCpu: 0,
  scoredMemory: 0,
  others: new Map(),
  pods: new Map(),
  byOwner: new Map(),
});

const isAssigned = (pod: Pod): boolean => Boolean(pod.spec.nodeName) && !isPodTerminal(pod);

/** Whether this scheduler should find a node for a pod. */
export const isWaiting = (pod: Pod): boolean =>
  !pod.spec.nodeName &&
  !isPodTerminal(pod) &&
  !isDeleting(pod) &&
  (pod.spec.schedulerName ?? 'default-scheduler') === 'default-scheduler';

const repels = (pod: Pod): boolean =>
  (pod.spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [])
    .length > 0;

/** Counts a pod on a node, or takes it out again. */
export function addTo(load: NodeLoad, pod: Pod, { requests, scored }: Demand, sign: 1 | -1): void {
  load.milliCpu += sign * requests.milliCpu;
  load.memory += sign * requests.memory;
  load.scoredMilliCpu += sign * scored.milliCpu;
  load.scoredMemory += sign * scored.memory;
  for (const [resource, amount] of Object.entries(requests.others)) {
    load.others.set(resource, (load.others.get(resource) ?? 0) + sign * amount);
  }
  const owner = controllerOf(pod)?.uid;
  if (owner !== undefined) load.byOwner.set(owner, (load.byOwner.get(owner) ?? 0) + sign);
}

/** Whether a version of a pod is where the one before it was, and takes what that took. */
const isAtHome = (pod: Pod, previous: Pod): boolean =>
  Boolean(pod.spec.nodeName) &&
  pod.spec === previous.spec &&
  pod.metadata.uid === previous.metadata.uid &&
  pod.metadata.ownerReferences === previous.metadata.ownerReferences &&
  isPodTerminal(pod) === isPodTerminal(previous);

const isRefused = (pod: Pod): boolean => getPodCondition(pod, 'PodScheduled')?.status === 'False';

const NOBODY: readonly [string, Pod][] = [];

/** Creates the state of a cluster without pods. */
export function createClusterState(): ClusterState {
  const loads = new Map<string, NodeLoad>();
  const repellers = new Map<string, Pod>();
  const waiting = new Map<string, Pod>();
  const refused = new Set<string>();
  const nominated = new Map<string, Pod>();
  let seen = 0;
  /** How much of the history after that is known to refuse nobody. */
  let looked = 0;
  const demandOf = memoize(
    (spec: PodSpec): Demand => ({ requests: requestsOf(spec), scored: scoredRequestsOf(spec) }),
  );
  const capacityOf = memoize((node: Node): Requests => allocatableOf(node.status.allocatable));

  const loadOf = (node: string): NodeLoad => {
    const known = loads.get(node);
    if (known !== undefined) return known;
    const load = emptyLoad();
    loads.set(node, load);
    return load;
  };
  const forget = (pod: Pod): void => {
    if (!isAssigned(pod)) return;
    const load = loadOf(pod.spec.nodeName ?? '');
    if (!load.pods.delete(pod.metadata.uid)) return;
    addTo(load, pod, demandOf(pod.spec), -1);
    repellers.delete(pod.metadata.uid);
  };
  const learn = (pod: Pod): void => {
    if (!isAssigned(pod)) return;
    const load = loadOf(pod.spec.nodeName ?? '');
    load.pods.set(pod.metadata.uid, pod);
    addTo(load, pod, demandOf(pod.spec), 1);
    if (repels(pod)) repellers.set(pod.metadata.uid, pod);
  };
  /** It takes what it took, and becomes the one that came last. */
  const renew = (pod: Pod): void => {
    const { uid } = pod.metadata;
    const load = loadOf(pod.spec.nodeName ?? '');
    if (load.pods.delete(uid)) load.pods.set(uid, pod);
    if (repellers.delete(uid)) repellers.set(uid, pod);
  };

  return {
    follow(view) {
      const changes = view.changes();
      for (; seen < changes.length; seen++) {
        const change = changes[seen];
        if (change?.kind !== pods) continue;
        const pod = change.object as Pod;
        const previous = change.previous as Pod | undefined;
        if (change.type === 'MODIFIED' && previous !== undefined && isAtHome(pod, previous)) {
          renew(pod);
          continue;
        }
        const key = `${pod.metadata.namespace ?? ''}/${pod.metadata.name}`;
        if (previous !== undefined) forget(previous);
        if (change.type === 'DELETED' || !isWaiting(pod)) waiting.delete(key);
        else waiting.set(key, pod);
        if (isRefused(pod) && waiting.has(key)) refused.add(key);
        else refused.delete(key);
        if (waiting.has(key) && pod.status.nominatedNodeName) nominated.set(key, pod);
        else nominated.delete(key);
        if (change.type !== 'DELETED') learn(pod);
      }
    },
    load: loadOf,
    demand: ({ spec }) => demandOf(spec),
    capacity: capacityOf,
    repelling: () => repellers.values(),
    mayHaveRefused(view) {
      if (refused.size > 0) return true;
      const changes = view.changes();
      for (looked = Math.max(looked, seen); looked < changes.length; looked++) {
        const { kind, object } = changes[looked] as Change;
        if (kind === pods && !(object as Pod).spec.nodeName && isRefused(object as Pod))
          return true;
      }
      return false;
    },
    refused: () =>
      refused.size === 0 ? NOBODY : [...waiting.entries()].filter(([key]) => refused.has(key)),
    nominated: () => nominated.values(),
  };
}
