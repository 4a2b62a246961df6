import {
  draftOf,
  type EndpointAddress,
  type EndpointPort,
  type EndpointSubset,
  type Endpoints,
  endpoints,
  isEqual,
  isPodReady,
  type Service,
  services,
} from '../../api/index.ts';
import { because } from '../../kernel/index.ts';
import { DELETE_DEFAULT } from '../../store/index.ts';
import { type Action, type Controller, splitKey, type View } from '../controller.ts';
import { isDeleting, newMeta } from '../meta.ts';
import {
  ENDPOINT_WATCHES,
  hasSelector,
  hostnameIn,
  podsBehind,
  portsOf,
  triggerTime,
} from './desired.ts';

const LATENCY_MS = 4;
const MANAGER_LABEL = 'endpoints.kubernetes.io/managed-by';
const HEADLESS_LABEL = 'service.kubernetes.io/headless';
const TRIGGER_ANNOTATION = 'endpoints.kubernetes.io/last-change-trigger-time';

const byAddress = (a: EndpointAddress, b: EndpointAddress): number =>
  a.ip < b.ip ? -1 : a.ip > b.ip ? 1 : 0;

const byPort = (a: EndpointPort, b: EndpointPort): number =>
  (a.name ?? '') < (b.name ?? '') ? -1 : (a.name ?? '') > (b.name ?? '') ? 1 : a.port - b.port;

interface Draft {
  readonly ready: EndpointAddress[];
  readonly waiting: EndpointAddress[];
  readonly ports: EndpointPort[];
}

/** Addresses of the same ports together, sorted. Models endpoints.RepackSubsets. */
function subsetsOf(service: Service, view: View): EndpointSubset[] {
  const isOpen = service.spec.publishNotReadyAddresses === true;
  const drafts = new Map<string, Draft>();
  for (const pod of podsBehind(service, view)) {
    if (isDeleting(pod) && !isOpen) continue;
    const ports = portsOf(service, pod).map(
      ({ name, port = 0, protocol, appProtocol }): EndpointPort => ({
        ...(name ? { name } : {}),
        port,
        ...(protocol ? { protocol } : {}),
        ...(appProtocol ? { appProtocol } : {}),
      }),
    );
    if (ports.length === 0 && service.spec.clusterIP !== 'None') continue;
    const hostname = hostnameIn(service, pod);
    const { namespace = '', name, uid } = pod.metadata;
    const address: EndpointAddress = {
      ip: pod.status.podIP ?? '',
      ...(hostname ? { hostname } : {}),
      ...(pod.spec.nodeName ? { nodeName: pod.spec.nodeName } : {}),
      targetRef: { kind: 'Pod', namespace, name, uid },
    };
    const key = JSON.stringify(ports);
    const draft = drafts.get(key) ?? { ready: [], waiting: [], ports };
    drafts.set(key, draft);
    (isOpen || isPodReady(pod) ? draft.ready : draft.waiting).push(address);
  }
  return [...drafts.values()].map(({ ready, waiting, ports }) => ({
    ...(ready.length > 0 ? { addresses: ready.sort(byAddress) } : {}),
    ...(waiting.length > 0 ? { notReadyAddresses: waiting.sort(byAddress) } : {}),
    ...(ports.length > 0 ? { ports: ports.sort(byPort) } : {}),
  }));
}

const labelsOf = (service: Service): Record<string, string> => ({
  ...service.metadata.labels,
  ...(service.spec.clusterIP === 'None' ? { [HEADLESS_LABEL]: '' } : {}),
  [MANAGER_LABEL]: 'endpoint-controller',
});

function withTrigger(draft: Endpoints, time: string | undefined): void {
  const { [TRIGGER_ANNOTATION]: _, ...others } = draft.metadata.annotations ?? {};
  const annotations = time === undefined ? others : { ...others, [TRIGGER_ANNOTATION]: time };
  if (Object.keys(annotations).length > 0) draft.metadata.annotations = annotations;
  else delete draft.metadata.annotations;
}

function reconcile(key: string, view: View): Action[] {
  const { namespace, name } = splitKey(key);
  const service = view.get(services, namespace, name);
  const existing = view.get(endpoints, namespace, name);
  if (service === undefined) {
    if (existing?.metadata.labels?.[MANAGER_LABEL] === undefined) return [];
    const why = because('endpoints.noService');
    return [{ type: 'delete', object: existing, options: DELETE_DEFAULT, why }];
  }
  if (!hasSelector(service)) return [];
  const subsets = subsetsOf(service, view);
  const labels = labelsOf(service);
  const isSame =
    existing !== undefined &&
    isEqual(existing.subsets ?? [], subsets) &&
    isEqual(existing.metadata.labels, labels);
  if (isSame) return [];
  const object: Endpoints =
    existing === undefined
      ? { apiVersion: 'v1', kind: 'Endpoints', metadata: newMeta({ name, namespace }) }
      : draftOf(existing);
  object.metadata.labels = labels;
  if (subsets.length > 0) object.subsets = subsets;
  else delete object.subsets;
  const since = existing?.metadata.resourceVersion;
  const created = service.metadata.creationTimestamp;
  withTrigger(object, since === undefined ? created : triggerTime(service, since, view));
  const why = because('endpoints.write', { subsets: subsets.length });
  if (existing === undefined) return [{ type: 'create', object, why }];
  return [{ type: 'update', object, subresource: '', why }];
}

/** Keeps the older Endpoints objects of Services. Models pkg/controller/endpoint. */
export const createEndpointsController = (): Controller => ({
  name: 'endpoint-controller',
  latencyMs: LATENCY_MS,
  watches: [...ENDPOINT_WATCHES],
  reconcile,
});
