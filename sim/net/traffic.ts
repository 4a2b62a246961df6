import { nodes, type Pod, pods, type Service, type ServicePort, services } from '../api/index.ts';
import type { StoreView } from '../store/index.ts';
import { endpointsOf, type ServiceEndpoint } from './endpoints.ts';

/** Where a connection to an address may go. */
export type Route =
  /** It is no address of a Service. */
  | { readonly type: 'none' }
  /** The Service has no such port: packets are dropped, the caller times out. */
  | { readonly type: 'dropped' }
  /** Nobody is ready: the connection is refused. */
  | { readonly type: 'refused' }
  | {
      readonly type: 'backends';
      readonly backends: readonly Backend[];
      /** How long a client stays with its backend; 0 without session affinity. */
      readonly affinityMs: number;
    };

export interface Backend {
  readonly address: string;
  readonly port: number;
  readonly pod: string;
}

const DEFAULT_AFFINITY_SECONDS = 10_800;

const backendsOf = (service: Service, endpoints: ServiceEndpoint[], name: string): Backend[] => {
  const isSingle = (service.spec.ports ?? []).length === 1;
  return endpoints.flatMap(({ address, pod, ports }) =>
    ports
      .filter((port) => isSingle || port.name === name)
      .map(({ port }) => ({ address, port, pod })),
  );
};

/** Ready endpoints; when there are none, those that still serve while they terminate. */
function usable(endpoints: ServiceEndpoint[]): ServiceEndpoint[] {
  const ready = endpoints.filter(({ isReady }) => isReady);
  return ready.length > 0
    ? ready
    : endpoints.filter(({ isServing, isTerminating }) => isServing && isTerminating);
}

/** Where a packet enters a Service, and on which node. */
interface Entry {
  readonly node: string;
  readonly isExternal: boolean;
}

/** Endpoints of the other nodes are left out where the Service's policy is `Local`. */
function isLocalOnly({ spec }: Service, { isExternal }: Entry): boolean {
  const policy = isExternal ? spec.externalTrafficPolicy : spec.internalTrafficPolicy;
  return policy === 'Local';
}

function routeThrough(view: StoreView, service: Service, port: ServicePort, entry: Entry): Route {
  const all = endpointsOf(view, service);
  const isLocal = isLocalOnly(service, entry);
  const near = isLocal ? all.filter(({ node }) => node === entry.node) : all;
  const backends = backendsOf(service, usable(near), port.name ?? '');
  // Packets that only another node could answer are dropped, not refused.
  const isElsewhere = isLocal && backendsOf(service, usable(all), port.name ?? '').length > 0;
  if (backends.length === 0) return isElsewhere ? { type: 'dropped' } : { type: 'refused' };
  const { sessionAffinity, sessionAffinityConfig } = service.spec;
  const seconds = sessionAffinityConfig?.clientIP?.timeoutSeconds ?? DEFAULT_AFFINITY_SECONDS;
  const affinityMs = sessionAffinity === 'ClientIP' ? seconds * 1000 : 0;
  return { type: 'backends', backends, affinityMs };
}

/** The addresses at which a Service answers on its own ports. */
const virtualAddresses = ({ spec, status }: Service): string[] => [
  spec.clusterIP ?? '',
  ...(spec.externalIPs ?? []),
  ...(status?.loadBalancer?.ingress ?? []).flatMap(({ ip }) => ip ?? []),
];

const hasAddress = (service: Service, address: string): boolean =>
  virtualAddresses(service).includes(address);

/** The node that has an address. */
const nodeAt = (view: StoreView, address: string): string | undefined =>
  view
    .list(nodes, '')
    .find(({ status }) => status?.addresses?.some((each) => each.address === address))?.metadata
    .name;

/** The node that a packet of this address leaves from; '' for one from outside. */
function nodeOf(view: StoreView, address: string): string {
  const pod = view.list(pods, '').find(({ status }) => status.podIP === address);
  return pod?.spec.nodeName ?? nodeAt(view, address) ?? '';
}

/**
 * Where connections from an address to a virtual IP or a node port go. Models kube-proxy, with its
 * policies `internalTrafficPolicy` and `externalTrafficPolicy`.
 */
export function routeOf(view: StoreView, address: string, port: number, from: string): Route {
  const all = view.list(services, '');
  const service = all.find((each) => hasAddress(each, address));
  if (service !== undefined) {
    const servicePort = service.spec.ports?.find((each) => each.port === port);
    if (servicePort === undefined) return { type: 'dropped' };
    // A policy that wants the node is seldom; finding the node is not for nothing then.
    const isLocal = service.spec.internalTrafficPolicy === 'Local';
    const node = isLocal ? nodeOf(view, from) : '';
    return routeThrough(view, service, servicePort, { node, isExternal: false });
  }
  const node = nodeAt(view, address);
  for (const each of node === undefined ? [] : all) {
    const nodePort = each.spec.ports?.find((candidate) => candidate.nodePort === port);
    if (nodePort === undefined) continue;
    // From within the cluster every node leads everywhere.
    const isExternal = nodeOf(view, from) === '';
    const entry = { node: node ?? '', isExternal: true };
    const inside = { ...each, spec: { ...each.spec, externalTrafficPolicy: 'Cluster' as const } };
    return routeThrough(view, isExternal ? each : inside, nodePort, entry);
  }
  return { type: 'none' };
}

/** What an address belongs to. */
export type Owner =
  | { readonly type: 'pods'; readonly pods: readonly Pod[] }
  /** An address of the pod network that no pod has now. */
  | { readonly type: 'nobody' }
  | { readonly type: 'node' }
  | { readonly type: 'service' }
  | { readonly type: 'outside' };

const POD_NETWORK = '10.244.';

/** Finds who has an address. Pods of the host's network share that of their node. */
export function ownerOf(view: StoreView, address: string): Owner {
  const having = view
    .list(pods, '')
    .filter(
      ({ status }) =>
        status.podIP === address && status.phase !== 'Succeeded' && status.phase !== 'Failed',
    );
  if (having.length > 0) return { type: 'pods', pods: having };
  if (nodeAt(view, address) !== undefined) return { type: 'node' };
  if (address.startsWith(POD_NETWORK)) return { type: 'nobody' };
  const isVirtual = view.list(services, '').some((each) => hasAddress(each, address));
  return isVirtual ? { type: 'service' } : { type: 'outside' };
}
