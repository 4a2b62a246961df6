// What a rule of the scheduler compared: the fields of the pod, of the node, and of other pods.
import { type Node, nodes, type Pod, pods, selects } from '../../../sim/api/index.ts';
import type { Session } from '../../../sim/lesson/index.ts';
import { fields, type View } from './hold.ts';

const NONE = '—';
/** Other pods that are named. */
const MOST_PODS = 3;
/** Tolerations that every pod gets. */
const GIVEN = /^node\.kubernetes\.io\/(not-ready|unreachable)$/;

type Said = Readonly<Record<string, unknown>>;

function taints(_: View, pod: Pod, node: Node | undefined): Said {
  const own = (pod.spec.tolerations ?? []).filter(({ key = '' }) => !GIVEN.test(key));
  return {
    [`${node?.metadata.name} spec.taints`]: node?.spec.taints?.map(
      ({ key, value, effect }) => `${key}=${value ?? ''}:${effect}`,
    ),
    'spec.tolerations': own.length === 0 ? NONE : own,
  };
}

/** The labels of the node that the pod asks for by name. */
function affinity(_: View, pod: Pod, node: Node | undefined): Said {
  const { nodeSelector = {}, affinity: { nodeAffinity } = {} } = pod.spec;
  const terms = nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  const asked = (terms ?? []).flatMap((term) =>
    (term.matchExpressions ?? []).map(({ key }) => key),
  );
  const labels = node?.metadata.labels ?? {};
  return {
    'spec.nodeSelector': pod.spec.nodeSelector,
    'spec.affinity.nodeAffinity': terms,
    ...Object.fromEntries(
      [...new Set([...Object.keys(nodeSelector), ...asked])].map((key) => [
        `${node?.metadata.name} metadata.labels[${key}]`,
        labels[key] ?? NONE,
      ]),
    ),
  };
}

const hostPorts = ({ spec }: Pod): number[] =>
  spec.containers.flatMap(({ ports = [] }) => ports.flatMap(({ hostPort }) => hostPort ?? []));
const isOn =
  (node: Node | undefined) =>
  ({ spec }: Pod): boolean =>
    spec.nodeName === node?.metadata.name;

function takenPorts(view: View, pod: Pod, node: Node | undefined): Said {
  const wanted = hostPorts(pod);
  const others = view
    .list(pods, '')
    .filter(isOn(node))
    .filter((other) => hostPorts(other).some((port) => wanted.includes(port)));
  return {
    'spec.containers[].ports[].hostPort': wanted,
    ...Object.fromEntries(
      others
        .slice(0, MOST_PODS)
        .map((other) => [`${other.metadata.name} hostPort`, hostPorts(other)]),
    ),
  };
}

function resources(_: View, pod: Pod, node: Node | undefined): Said {
  const asked = pod.spec.containers.flatMap(({ name, resources: { requests } = {} }) =>
    requests === undefined ? [] : [[`spec.containers[${name}].resources.requests`, requests]],
  );
  const { cpu, memory, pods: most } = node?.status.allocatable ?? {};
  return {
    ...Object.fromEntries(asked),
    [`${node?.metadata.name} status.allocatable`]: { cpu, memory, pods: most },
  };
}

/** Pods on nodes that are one place with `node`, by a label. */
function podsAround(view: View, node: Node | undefined, key: string): readonly Pod[] {
  const value = node?.metadata.labels?.[key];
  const names = new Set(
    view
      .list(nodes, '')
      .filter(({ metadata }) => value !== undefined && metadata.labels?.[key] === value)
      .map(({ metadata }) => metadata.name),
  );
  return view.list(pods, '').filter(({ spec }) => names.has(spec.nodeName ?? ''));
}

function otherPods(view: View, pod: Pod, node: Node | undefined): Said {
  const { podAffinity, podAntiAffinity } = pod.spec.affinity ?? {};
  const near = podAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const apart = podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const inTheWay = (apart ?? []).flatMap(({ labelSelector, topologyKey }) =>
    podsAround(view, node, topologyKey).filter(
      ({ metadata }) =>
        metadata.namespace === pod.metadata.namespace && selects(labelSelector, metadata.labels),
    ),
  );
  return {
    'spec.affinity.podAffinity': near,
    'spec.affinity.podAntiAffinity': apart,
    ...(inTheWay.length === 0
      ? {}
      : {
          [`${node?.metadata.name}`]: inTheWay
            .slice(0, MOST_PODS)
            .map(({ metadata }) => metadata.name),
        }),
  };
}

/** How many pods each place has, of those that are to be spread. */
function spread(view: View, pod: Pod): Said {
  const constraints = pod.spec.topologySpreadConstraints ?? [];
  const counts = constraints.map(({ topologyKey, labelSelector }) => {
    const places = new Map<string, number>();
    for (const { metadata } of view.list(nodes, '')) {
      const place = metadata.labels?.[topologyKey];
      if (place === undefined) continue;
      const here = view
        .list(pods, pod.metadata.namespace ?? '')
        .filter(({ spec }) => spec.nodeName === metadata.name)
        .filter((other) => selects(labelSelector, other.metadata.labels));
      places.set(place, (places.get(place) ?? 0) + here.length);
    }
    return [`${topologyKey}`, Object.fromEntries(places)] as const;
  });
  return {
    'spec.topologySpreadConstraints': constraints.map(({ maxSkew, topologyKey }) => ({
      maxSkew,
      topologyKey,
    })),
    ...Object.fromEntries(counts),
  };
}

const RULES: Readonly<Record<string, (view: View, pod: Pod, node: Node | undefined) => Said>> = {
  InterPodAffinity: otherPods,
  NodeAffinity: affinity,
  NodePorts: takenPorts,
  NodeResourcesFit: resources,
  NodeUnschedulable: (_, __, node) => ({
    [`${node?.metadata.name} spec.unschedulable`]: node?.spec.unschedulable,
  }),
  PodTopologySpread: spread,
  SchedulingGates: (_, { spec }) => ({ 'spec.schedulingGates': spec.schedulingGates }),
  TaintToleration: taints,
};

/** The fields that a rule of the scheduler compared, of the pod and of the node. */
export function fieldsOfRule(
  { view }: Session,
  pod: Pod,
  rule: string,
  nodeName: string,
): string[] {
  const node = view.get(nodes, '', nodeName);
  return fields(RULES[rule]?.(view, pod, node) ?? {});
}
