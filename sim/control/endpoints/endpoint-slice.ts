import {
  type DiscoveryV1EndpointPort,
  draftOf,
  type Endpoint,
  type EndpointSlice,
  endpointSlices,
  isEqual,
  type Service,
  services,
  timestamp,
} from '../../api/index.ts';
import { because } from '../../kernel/index.ts';
import { DELETE_DEFAULT } from '../../store/index.ts';
import { type Action, type Controller, splitKey, type View } from '../controller.ts';
import { controllerReference, newMeta } from '../meta.ts';
import {
  ENDPOINT_WATCHES,
  endpointOf,
  hasSelector,
  podsBehind,
  portsOf,
  triggerTime,
} from './desired.ts';

const LATENCY_MS = 3;
/** Endpoints in one slice, as --max-endpoints-per-slice has it. */
const SLICE_SIZE = 100;
const SERVICE_LABEL = 'kubernetes.io/service-name';
const MANAGER_LABEL = 'endpointslice.kubernetes.io/managed-by';
const MANAGER = 'endpointslice-controller.k8s.io';
const HEADLESS_LABEL = 'service.kubernetes.io/headless';
const TRIGGER_ANNOTATION = 'endpoints.kubernetes.io/last-change-trigger-time';

/** Endpoints that share one list of ports, and so can share a slice. */
interface Group {
  readonly ports: DiscoveryV1EndpointPort[];
  readonly endpoints: Endpoint[];
}

const portsKey = (ports: readonly DiscoveryV1EndpointPort[] | null | undefined): string =>
  JSON.stringify((ports ?? []).map((p) => [p.name ?? '', p.protocol, p.port, p.appProtocol]));

const podUid = (endpoint: Endpoint): string => endpoint.targetRef?.uid ?? '';

function groupsOf(service: Service, view: View): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const pod of podsBehind(service, view)) {
    const ports = portsOf(service, pod);
    const group = groups.get(portsKey(ports)) ?? { ports, endpoints: [] };
    group.endpoints.push(endpointOf(service, pod, view));
    groups.set(portsKey(ports), group);
  }
  return groups;
}

function labelsOf(service: Service): Record<string, string> {
  return {
    ...service.metadata.labels,
    ...(service.spec.clusterIP === 'None' ? { [HEADLESS_LABEL]: '' } : {}),
    [SERVICE_LABEL]: service.metadata.name,
    [MANAGER_LABEL]: MANAGER,
  };
}

/** The endpoints of existing slices that are still wanted, in their places, then the new ones. */
function place(group: Group, existing: readonly EndpointSlice[]): Endpoint[][] {
  const wanted = new Map(group.endpoints.map((endpoint) => [podUid(endpoint), endpoint]));
  const contents = existing.map((slice) =>
    (slice.endpoints ?? []).flatMap((old) => {
      const endpoint = wanted.get(podUid(old));
      wanted.delete(podUid(old));
      return endpoint ?? [];
    }),
  );
  for (const endpoint of wanted.values()) {
    const room = contents.find((content) => content.length < SLICE_SIZE);
    if (room === undefined) contents.push([endpoint]);
    else room.push(endpoint);
  }
  return contents;
}

/** Empty lists are null in a slice, as the API server shows them. */
const orNull = <T>(list: T[]): T[] => (list.length > 0 ? list : (null as unknown as T[]));

interface Wanted {
  readonly slice: EndpointSlice | undefined;
  readonly endpoints: Endpoint[];
  readonly ports: DiscoveryV1EndpointPort[];
}

/**
 * What each slice should hold; slices that are not needed are reused for new ones. Models finalize.
 */
function planOf(service: Service, existing: readonly EndpointSlice[], view: View): Wanted[] {
  const groups = groupsOf(service, view);
  const spare = existing.filter((slice) => !groups.has(portsKey(slice.ports)));
  const plan: Wanted[] = [];
  for (const [key, group] of groups) {
    const slices = existing.filter((slice) => portsKey(slice.ports) === key);
    place(group, slices).forEach((endpoints, i) => {
      if (endpoints.length === 0) spare.push(slices[i] as EndpointSlice);
      else plan.push({ slice: slices[i], endpoints, ports: group.ports });
    });
  }
  if (plan.length === 0) return [{ slice: spare[0], endpoints: [], ports: [] }];
  return plan.map((wanted) => (wanted.slice ? wanted : { ...wanted, slice: spare.shift() }));
}

function withTrigger(draft: EndpointSlice, time: string | undefined): void {
  const { [TRIGGER_ANNOTATION]: _, ...others } = draft.metadata.annotations ?? {};
  const annotations = time === undefined ? others : { ...others, [TRIGGER_ANNOTATION]: time };
  if (Object.keys(annotations).length > 0) draft.metadata.annotations = annotations;
  else delete draft.metadata.annotations;
}

function write(service: Service, wanted: Wanted, view: View): Action[] {
  const { slice, endpoints, ports } = wanted;
  const labels = labelsOf(service);
  const why = because('endpointslice.write', { endpoints: endpoints.length });
  if (slice !== undefined) {
    const isSame =
      isEqual(slice.endpoints ?? [], endpoints) &&
      portsKey(slice.ports) === portsKey(ports) &&
      isEqual(slice.metadata.labels, labels);
    if (isSame) return [];
    const object = { ...draftOf(slice), endpoints: orNull(endpoints), ports: orNull(ports) };
    object.metadata.labels = labels;
    withTrigger(object, triggerTime(service, slice.metadata.resourceVersion, view));
    return [{ type: 'update', object, subresource: '', why }];
  }
  const object: EndpointSlice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: newMeta({
      name: '',
      generateName: `${service.metadata.name}-`,
      namespace: service.metadata.namespace ?? '',
      labels,
      ownerReferences: [controllerReference(services, service)],
    }),
    addressType: 'IPv4',
    endpoints: orNull(endpoints),
    ports: orNull(ports),
  };
  const now = timestamp(view.clock.epochMs());
  const times = [service.metadata.creationTimestamp, triggerTime(service, '0', view) ?? now];
  withTrigger(object, times.sort()[0]);
  return [{ type: 'create', object, why }];
}

function reconcile(key: string, view: View): Action[] {
  const { namespace, name } = splitKey(key);
  const service = view.get(services, namespace, name);
  if (service === undefined || !hasSelector(service)) return [];
  const existing = view
    .ownedBy(endpointSlices, service.metadata.uid)
    .filter(({ metadata }) => metadata.labels?.[MANAGER_LABEL] === MANAGER);
  const plan = planOf(service, existing, view);
  const kept = new Set(plan.map(({ slice }) => slice?.metadata.uid));
  const surplus = existing.filter(({ metadata }) => !kept.has(metadata.uid));
  return [
    ...plan.flatMap((wanted) => write(service, wanted, view)),
    ...surplus.map(
      (object): Action => ({
        type: 'delete',
        object,
        options: DELETE_DEFAULT,
        why: because('endpointslice.surplus'),
      }),
    ),
  ];
}

/** Lists the pods behind Services in EndpointSlices. Models pkg/controller/endpointslice. */
export const createEndpointSliceController = (): Controller => ({
  name: 'endpoint-slice-controller',
  latencyMs: LATENCY_MS,
  watches: [
    ...ENDPOINT_WATCHES,
    {
      kind: endpointSlices,
      keys: ({ type, object }) => {
        const service = object.metadata.labels?.[SERVICE_LABEL];
        const isLost = type === 'DELETED' && service !== undefined;
        return isLost ? [`${object.metadata.namespace ?? ''}/${service}`] : [];
      },
    },
  ],
  reconcile,
});
