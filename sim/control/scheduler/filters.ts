import {
  type Node,
  type Pod,
  type PodAffinityTerm,
  persistentVolumeClaims,
} from '../../api/index.ts';
import { ownAt, rememberLast } from '../../kernel/index.ts';
import { allowsNode, isAbout, untolerated } from './affinity.ts';
import type { Attempt, Refusal, RuledRefusal } from './attempt.ts';
import { spreadRefusal } from './spreading.ts';
import { claimNamesOf, volumeRefusal } from './volumes.ts';

interface Filter {
  readonly name: string;
  refuse(attempt: Attempt, node: Node): Refusal | undefined;
}

const final = (...reasons: readonly string[]): Refusal => ({ reasons, isFinal: true });
const forNow = (...reasons: readonly string[]): Refusal => ({ reasons, isFinal: false });

const UNSCHEDULABLE = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

/** How much of a resource a pod asks for, how much others have, and how much there is. */
export interface Share {
  readonly reason: string;
  readonly asked: number;
  readonly used: number;
  readonly all: number;
}

/** What a pod asks of a node's resources; cpu in thousandths, memory in bytes. */
export function sharesOf({ pod, state }: Attempt, node: Node): Share[] {
  const { requests: wanted } = state.demand(pod);
  const has = state.capacity(node);
  const load = state.load(node.metadata.name);
  const maxPods = has.others.pods ?? 110;
  const share = (reason: string, asked: number, used: number, all: number): Share => ({
    reason,
    asked,
    used,
    all,
  });
  return [
    share('Too many pods', 1, load.pods.size, maxPods),
    share('Insufficient cpu', wanted.milliCpu, load.milliCpu, has.milliCpu),
    share('Insufficient memory', wanted.memory, load.memory, has.memory),
    ...Object.entries(wanted.others).map(([resource, amount]) =>
      share(
        `Insufficient ${resource}`,
        amount,
        load.others.get(resource) ?? 0,
        has.others[resource] ?? 0,
      ),
    ),
  ];
}

/** Whether a node has less left than is asked. */
export const isShort = ({ asked, used, all }: Share): boolean => asked > 0 && asked + used > all;

/** Whether a node surely has room: most have, and need no list of what they have. */
function hasRoom({ pod, state }: Attempt, node: Node): boolean {
  const { milliCpu, memory, others } = state.demand(pod).requests;
  const has = state.capacity(node);
  const load = state.load(node.metadata.name);
  for (const _ in others) return false;
  return (
    load.pods.size < (has.others.pods ?? 110) &&
    (milliCpu === 0 || milliCpu + load.milliCpu <= has.milliCpu) &&
    (memory === 0 || memory + load.memory <= has.memory)
  );
}

function refuseResources(attempt: Attempt, node: Node): Refusal | undefined {
  if (hasRoom(attempt, node)) return undefined;
  const short = sharesOf(attempt, node).filter(isShort);
  if (short.length === 0) return undefined;
  const isFinal = short.some(({ asked, all }) => asked > all);
  return { reasons: short.map(({ reason }) => reason), isFinal };
}

/** The ports that a pod takes on its node; every node is asked about the same pod. */
export const hostPorts = rememberLast(({ spec }: Pod): readonly string[] =>
  spec.containers
    .flatMap(({ ports }) => ports ?? [])
    .filter(({ hostPort }) => hostPort !== undefined && hostPort > 0)
    .map(({ hostPort, protocol }) => `${protocol ?? 'TCP'}/${hostPort}`),
);

function refusePorts({ pod, state }: Attempt, node: Node): Refusal | undefined {
  const wanted = hostPorts(pod);
  if (wanted.length === 0) return undefined;
  const used = [...state.load(node.metadata.name).pods.values()].flatMap(hostPorts);
  return wanted.some((port) => used.includes(port))
    ? forNow("node(s) didn't have free ports for the requested pod ports")
    : undefined;
}

type Terms = readonly PodAffinityTerm[];
/** What a pod must be near to. */
export const requiredNear = (pod: Pod): Terms =>
  pod.spec.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
/** What a pod must be away from. */
export const requiredApart = (pod: Pod): Terms =>
  pod.spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];

/** Pods in the same topology domain as `node`. */
function neighbours({ state, nodes }: Attempt, node: Node, topologyKey: string): Pod[] {
  const domain = ownAt(node.metadata.labels, topologyKey);
  if (domain === undefined) return [];
  return nodes
    .filter(({ metadata }) => ownAt(metadata.labels, topologyKey) === domain)
    .flatMap(({ metadata }) => [...state.load(metadata.name).pods.values()]);
}

function isNear(attempt: Attempt, node: Node, term: PodAffinityTerm): boolean {
  const { pod } = attempt;
  return neighbours(attempt, node, term.topologyKey).some((other) => isAbout(term, pod, other));
}

/** The first pod of a group that wants to be together may go anywhere. */
function isFirstOfGroup({ pod, state, nodes }: Attempt, terms: Terms): boolean {
  const all = nodes.flatMap(({ metadata }) => [...state.load(metadata.name).pods.values()]);
  return terms.every(
    (term) => isAbout(term, pod, pod) && !all.some((other) => isAbout(term, pod, other)),
  );
}

function refuseRepelled(attempt: Attempt, node: Node): boolean {
  const { pod, state, nodes } = attempt;
  for (const other of state.repelling()) {
    const home = nodes.find(({ metadata }) => metadata.name === other.spec.nodeName);
    for (const term of requiredApart(other)) {
      const domain = ownAt(home?.metadata.labels, term.topologyKey);
      const isSameDomain =
        domain !== undefined && domain === ownAt(node.metadata.labels, term.topologyKey);
      if (isSameDomain && isAbout(term, other, pod)) return true;
    }
  }
  return false;
}

function refuseAffinity(attempt: Attempt, node: Node): Refusal | undefined {
  const near = requiredNear(attempt.pod);
  const isMissing = near.some((term) => !isNear(attempt, node, term));
  if (isMissing && !isFirstOfGroup(attempt, near)) {
    return final("node(s) didn't match pod affinity rules");
  }
  if (requiredApart(attempt.pod).some((term) => isNear(attempt, node, term))) {
    return forNow("node(s) didn't match pod anti-affinity rules");
  }
  return refuseRepelled(attempt, node)
    ? forNow("node(s) didn't satisfy existing pods anti-affinity rules")
    : undefined;
}

/** A claim for one pod only is in use by another one. Models VolumeRestrictions. */
function refuseShared({ pod, state, nodes, view }: Attempt): Refusal | undefined {
  const namespace = pod.metadata.namespace ?? '';
  const single = claimNamesOf(pod).filter((name) =>
    view
      .get(persistentVolumeClaims, namespace, name)
      ?.spec.accessModes?.includes('ReadWriteOncePod'),
  );
  if (single.length === 0) return undefined;
  const isTaken = nodes
    .flatMap(({ metadata }) => [...state.load(metadata.name).pods.values()])
    .filter((other) => other.metadata.namespace === namespace)
    .some((other) => claimNamesOf(other).some((name) => single.includes(name)));
  if (!isTaken) return undefined;
  const what = 'PersistentVolumeClaim with the same name and ReadWriteOncePod access mode';
  return forNow(`node has pod using ${what}`);
}

/** The filters in their order; the first that refuses a node gives its reasons. */
const FILTERS: readonly Filter[] = [
  {
    name: 'NodeUnschedulable',
    refuse: ({ pod }, node) =>
      node.spec.unschedulable === true &&
      untolerated(pod, [UNSCHEDULABLE], ['NoSchedule']).length > 0
        ? final('node(s) were unschedulable')
        : undefined,
  },
  {
    name: 'TaintToleration',
    refuse: ({ pod }, node) =>
      untolerated(pod, node.spec.taints, ['NoSchedule', 'NoExecute']).length > 0
        ? final('node(s) had untolerated taint(s)')
        : undefined,
  },
  {
    name: 'NodeAffinity',
    refuse: ({ pod }, node) =>
      allowsNode(pod, node)
        ? undefined
        : final("node(s) didn't match Pod's node affinity/selector"),
  },
  { name: 'NodePorts', refuse: refusePorts },
  { name: 'NodeResourcesFit', refuse: refuseResources },
  { name: 'VolumeRestrictions', refuse: refuseShared },
  {
    name: 'VolumeBinding',
    refuse(attempt, node) {
      const reasons = volumeRefusal(attempt.volumes, node, attempt.view);
      return reasons.length > 0 ? final(...reasons) : undefined;
    },
  },
  {
    name: 'PodTopologySpread',
    refuse: (attempt, node) => spreadRefusal(attempt, node),
  },
  { name: 'InterPodAffinity', refuse: refuseAffinity },
];

/** Why a node cannot take the pod, and the filter that says so; undefined when it can. */
export function refusalOf(attempt: Attempt, node: Node): RuledRefusal | undefined {
  for (const filter of FILTERS) {
    const refusal = filter.refuse(attempt, node);
    if (refusal !== undefined) return { ...refusal, rule: filter.name };
  }
  return undefined;
}
