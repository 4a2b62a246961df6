import {
  type ContainerPort,
  type DiscoveryV1EndpointPort,
  type Endpoint,
  getPodCondition,
  hasLabels,
  isEqual,
  isPodReady,
  isPodTerminal,
  nodes,
  type Pod,
  pods,
  type Service,
  type ServicePort,
  services,
} from '../../api/index.ts';
import type { Change, StoreView } from '../../store/index.ts';
import { keyOf, NO_KEYS, type View, type Watch } from '../controller.ts';
import { isDeleting } from '../meta.ts';
import { inPortOrder } from './port-order.ts';

const ZONE_LABEL = 'topology.kubernetes.io/zone';

/** Whether the controllers make endpoints for a Service. */
export const hasSelector = (service: Service): boolean =>
  Object.keys(service.spec.selector ?? {}).length > 0 && service.spec.type !== 'ExternalName';

/** The pods behind a Service that have an address and have not ended. */
export const podsBehind = (service: Service, view: StoreView): Pod[] =>
  view
    .list(pods, service.metadata.namespace ?? '')
    .filter((pod) => hasLabels(service.spec.selector, pod.metadata.labels))
    .filter((pod) => !isPodTerminal(pod) && (pod.status.podIP ?? '') !== '');

/** The number of a Service's port in a pod; undefined when the pod has no port of that name. */
function portNumber(pod: Pod, port: ServicePort): number | undefined {
  const target = port.targetPort ?? port.port;
  if (typeof target === 'number') return target === 0 ? port.port : target;
  const isTarget = ({ name, protocol = 'TCP' }: ContainerPort): boolean =>
    name === target && protocol === (port.protocol ?? 'TCP');
  const sidecars = (pod.spec.initContainers ?? []).filter((c) => c.restartPolicy === 'Always');
  return [...pod.spec.containers, ...sidecars].flatMap((c) => c.ports ?? []).find(isTarget)
    ?.containerPort;
}

/** The ports of a Service as one pod offers them, in the order in which slices list them. */
export function portsOf(service: Service, pod: Pod): DiscoveryV1EndpointPort[] {
  const ports = (service.spec.ports ?? []).flatMap((port): DiscoveryV1EndpointPort[] => {
    const number = portNumber(pod, port);
    if (number === undefined) return [];
    const { name = '', protocol = 'TCP', appProtocol } = port;
    return [{ name, protocol, port: number, ...(appProtocol ? { appProtocol } : {}) }];
  });
  return inPortOrder(ports);
}

/** Whether DNS gives a pod a name of its own within this Service. */
export const hostnameIn = (service: Service, pod: Pod): string | undefined =>
  pod.spec.subdomain === service.metadata.name ? pod.spec.hostname : undefined;

/** The entry of a pod in a slice. Models endpointslice podToEndpoint. */
export function endpointOf(service: Service, pod: Pod, view: StoreView): Endpoint {
  const serving = isPodReady(pod);
  const terminating = isDeleting(pod);
  const ready = service.spec.publishNotReadyAddresses === true || (serving && !terminating);
  const hostname = hostnameIn(service, pod);
  const { nodeName } = pod.spec;
  const node = nodeName === undefined ? undefined : view.get(nodes, '', nodeName);
  const zone = node?.metadata.labels?.[ZONE_LABEL];
  const { namespace = '', name, uid } = pod.metadata;
  return {
    addresses: (pod.status.podIPs ?? []).map(({ ip }) => ip).slice(0, 1),
    conditions: { ready, serving, terminating },
    ...(hostname ? { hostname } : {}),
    targetRef: { kind: 'Pod', namespace, name, uid },
    ...(nodeName === undefined ? {} : { nodeName }),
    ...(zone === undefined ? {} : { zone }),
  };
}

const readyTime = (pod: Pod | undefined): string | undefined =>
  pod && getPodCondition(pod, 'Ready')?.lastTransitionTime;

/** Pods as they were after change `rv`, for those that changed since. */
function podsAt(rv: number, changes: readonly Change[]): Map<string, Pod | undefined> {
  const before = new Map<string, Pod | undefined>();
  for (let i = changes.length - 1; i >= 0; i--) {
    const change = changes[i] as Change;
    if (change.rv <= rv) break;
    if (change.kind === pods) {
      before.set(change.object.metadata.uid, change.previous as Pod | undefined);
    }
  }
  return before;
}

/**
 * The earliest change of readiness that a write answers: of the pods behind the Service since
 * version `sinceRv` of the object; undefined when none. Models TriggerTimeTracker.
 */
export function triggerTime(service: Service, sinceRv: string, view: View): string | undefined {
  const before = podsAt(Number(sinceRv), view.changes());
  return view
    .list(pods, service.metadata.namespace ?? '')
    .filter((pod) => hasLabels(service.spec.selector, pod.metadata.labels))
    .filter((pod) => before.has(pod.metadata.uid))
    .filter((pod) => (readyTime(pod) ?? '') > (readyTime(before.get(pod.metadata.uid)) ?? ''))
    .map((pod) => readyTime(pod) ?? '')
    .sort()[0];
}

/** Services that a change of a pod can touch. */
function servicesOfPod(
  { object, previous }: Change,
  services: readonly Service[],
): readonly string[] {
  const { namespace = '', labels } = object.metadata;
  let keys = NO_KEYS;
  for (const service of services) {
    if (service.metadata.namespace !== namespace || !hasSelector(service)) continue;
    const { selector } = service.spec;
    if (hasLabels(selector, labels) || hasLabels(selector, previous?.metadata.labels)) {
      keys = [...keys, keyOf(service)];
    }
  }
  return keys;
}

/** Whether a change of a pod alters what an endpoint says of it. Models podEndpointsChanged. */
function isEndpointChange(change: Change): boolean {
  if (change.previous === undefined || change.type === 'DELETED') return true;
  const [now, old] = [change.object as Pod, change.previous as Pod];
  return (
    isDeleting(now) !== isDeleting(old) ||
    isPodReady(now) !== isPodReady(old) ||
    isPodTerminal(now) !== isPodTerminal(old) ||
    !isEqual(now.status.podIPs, old.status.podIPs) ||
    !isEqual(now.metadata.labels, old.metadata.labels)
  );
}

/** What makes the endpoints of a Service stale: the Service itself, and pods that it selects. */
export const ENDPOINT_WATCHES: readonly Watch[] = [
  { kind: services, keys: (change) => [keyOf(change.object)] },
  {
    kind: pods,
    keys(change, view) {
      const keys = servicesOfPod(change, view.list(services, ''));
      return keys.length > 0 && isEndpointChange(change) ? keys : NO_KEYS;
    },
  },
];
