import {
  endpointSlices,
  events,
  formatSelector,
  type JsonObject,
  leases,
  limitRanges,
  pods,
  replicaSets,
  resourceQuotas,
  services,
} from '../../api/index.ts';
import type { Client } from '../../client/index.ts';
import { isDescribed } from '../describe/index.ts';
import { pathOf } from '../resources.ts';
import type { Described } from '../tool-log.ts';

// Models the requests that kubectl's describers make (pkg/describe).

/** Kinds that are told of without events. */
const WITHOUT_EVENTS = new Set([
  ...['resourcequotas', 'limitranges', 'namespaces', 'secrets', 'networkpolicies'],
  ...['roles', 'rolebindings', 'clusterroles', 'clusterrolebindings'],
]);

/** Workloads that count their pods. */
const COUNTING = new Set([
  ...['statefulsets', 'daemonsets', 'replicasets', 'replicationcontrollers'],
]);

const EVERYTHING = { labelSelector: '', fieldSelector: '' };

const specOf = ({ object }: Described): JsonObject => (object.spec ?? {}) as JsonObject;

/** The selector of a workload as a list's query has it. */
function selectorText(info: Described): string {
  const selector = (specOf(info).selector ?? {}) as JsonObject;
  const isPlain = selector.matchLabels === undefined && selector.matchExpressions === undefined;
  return formatSelector(isPlain ? { matchLabels: selector as Record<string, string> } : selector);
}

function listEvents(
  client: Client,
  { kind, name, namespace, object }: Described,
  uid: string,
): void {
  const own = object.kind === 'Pod' ? [] : [`involvedObject.kind=${kind.kind}`];
  const fields = [
    `involvedObject.name=${name}`,
    `involvedObject.namespace=${namespace}`,
    ...own,
    `involvedObject.uid=${uid}`,
  ];
  client.list({ kind: events, namespace }, { labelSelector: '', fieldSelector: fields.join(',') });
}

/** The Services that an Ingress leads to. */
function backendsOf(info: Described): readonly string[] {
  const texts = JSON.stringify(specOf(info)).matchAll(/"service":\{"name":"([^"]*)"/g);
  return [...texts].map(([, name = '']) => name);
}

function slicesOf(client: Client, namespace: string, service: string): void {
  const labelSelector = `kubernetes.io/service-name=${service}`;
  client.list({ kind: endpointSlices, namespace }, { labelSelector, fieldSelector: '' });
}

/** What is asked for between an object and its events. */
function before(client: Client, info: Described): void {
  const { kind, name, namespace } = info;
  const labelSelector = COUNTING.has(kind.plural) ? selectorText(info) : '';
  if (labelSelector !== '') {
    client.list({ kind: pods, namespace }, { labelSelector, fieldSelector: '' });
  } else if (kind.plural === 'services') slicesOf(client, namespace, name);
  else if (kind.plural === 'persistentvolumeclaims') {
    client.list({ kind: pods, namespace }, EVERYTHING);
  } else if (kind.plural === 'namespaces') {
    client.list({ kind: resourceQuotas, namespace: name }, EVERYTHING);
    client.list({ kind: limitRanges, namespace: name }, EVERYTHING);
  } else if (kind.plural === 'nodes') {
    const over = ['Succeeded', 'Failed'].map((phase) => `status.phase!=${phase}`).join(',');
    const fieldSelector = `spec.nodeName=${name},${over}`;
    client.list({ kind: pods, namespace: '' }, { labelSelector: '', fieldSelector });
  }
}

/** What is asked for after the events. */
function after(client: Client, info: Described): void {
  const { kind, name, namespace } = info;
  if (kind.plural === 'deployments') {
    const labelSelector = selectorText(info);
    client.list({ kind: replicaSets, namespace }, { labelSelector, fieldSelector: '' });
  }
  if (kind.plural === 'ingresses') {
    for (const backend of backendsOf(info)) {
      slicesOf(client, namespace, backend);
      client.get(pathOf({ kind: services, namespace, name: backend }));
    }
  }
  if (kind.plural !== 'nodes') return;
  const slices = client.discovery.kinds().find(({ plural }) => plural === 'resourceslices');
  if (slices !== undefined) {
    const fieldSelector = `spec.nodeName=${name}`;
    client.list({ kind: slices, namespace: '' }, { labelSelector: '', fieldSelector });
  }
  client.get(pathOf({ kind: leases, namespace: 'kube-node-lease', name }));
}

/** Asks, one after the other, for what the description of an object is made of. */
export function askForDescription(
  client: Client,
  dynamic: Client,
  info: Described,
  hasEvents: boolean,
): void {
  (isDescribed(info.kind) ? client : dynamic).get(pathOf(info));
  before(client, info);
  if (hasEvents && !WITHOUT_EVENTS.has(info.kind.plural)) {
    const { uid = '' } = (info.object.metadata ?? {}) as { uid?: string };
    listEvents(client, info, uid);
    // Events of kubelets have the name for the uid.
    if (info.kind.plural === 'nodes') listEvents(client, info, info.name);
  }
  after(client, info);
}
