import {
  type AnyKind,
  configMaps,
  deployments,
  type EndpointSlice,
  type Endpoints,
  encodeSortedJson,
  endpointSlices,
  endpoints,
  type JsonObject,
  type KubeObject,
  type Namespace,
  namespaces,
  nodes,
  type PriorityClass,
  pods,
  priorityClasses,
  replicaSets,
  type Service,
  type StorageClass,
  serviceAccounts,
  services,
  storageClasses,
  timestamp,
} from '../api/index.ts';
import { because, type Clock, type Origin, type Prng, uuid } from '../kernel/index.ts';
import type { NetworkOptions } from '../net/index.ts';
import { type NodeProfile, nodeObject } from '../node/index.ts';
import type { Store } from '../store/index.ts';
import { putClusterDns } from './cluster-dns/index.ts';

/** A cluster is shown as this old when a session starts. */
export const AGE_MS = 11 * 60_000;
const SYSTEM_NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];
const API_SERVER_ADDRESS = '192.168.49.2';
const PROVISIONER = 'k8s.io/minikube-hostpath';

export interface BootOptions {
  readonly network: NetworkOptions;
  readonly nodes: number;
  readonly storageClasses: readonly StorageClass[];
  readonly profile: NodeProfile;
}

const metadataOf = (name: string, namespace: string | undefined): KubeObject['metadata'] => ({
  name,
  ...(namespace === undefined ? {} : { namespace }),
  uid: '',
  resourceVersion: '',
  creationTimestamp: '',
});

const namespaceObject = (name: string): Namespace => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { ...metadataOf(name, undefined), labels: { 'kubernetes.io/metadata.name': name } },
  spec: { finalizers: ['kubernetes'] },
  status: { phase: 'Active' },
});

/** The Service `kubernetes`, which the API server keeps for itself. */
const apiService = (): [Service, Endpoints, EndpointSlice] => {
  const metadata = metadataOf('kubernetes', 'default');
  const labels = { component: 'apiserver', provider: 'kubernetes' };
  const port = { name: 'https', port: 8443, protocol: 'TCP' };
  const service: Service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { ...metadata, labels },
    spec: {
      clusterIP: '10.96.0.1',
      clusterIPs: ['10.96.0.1'],
      internalTrafficPolicy: 'Cluster',
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 8443 }],
      sessionAffinity: 'None',
      type: 'ClusterIP',
    },
    status: { loadBalancer: {} },
  };
  const mirrored = { 'endpointslice.kubernetes.io/skip-mirror': 'true' };
  const addresses: Endpoints = {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { ...metadata, labels: mirrored },
    subsets: [{ addresses: [{ ip: API_SERVER_ADDRESS }], ports: [port] }],
  } as Endpoints;
  const slice: EndpointSlice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      ...metadata,
      generation: 1,
      labels: { 'kubernetes.io/service-name': 'kubernetes' },
    },
    addressType: 'IPv4',
    endpoints: [{ addresses: [API_SERVER_ADDRESS], conditions: { ready: true } }],
    ports: [port],
  } as EndpointSlice;
  return [service, addresses, slice];
};

/** An object as `kubectl apply` made it, with the manifest in its annotation. */
function applied<T extends KubeObject>(manifest: JsonObject): T {
  const { metadata = {}, ...rest } = manifest as { metadata?: JsonObject };
  const { annotations = {}, ...own } = metadata as { annotations?: JsonObject };
  const whole = { ...rest, metadata: { ...own, annotations } } as unknown as JsonObject;
  const lastApplied = `${encodeSortedJson(whole)}\n`;
  return {
    ...rest,
    metadata: {
      ...metadataOf('', undefined),
      ...own,
      annotations: {
        'kubectl.kubernetes.io/last-applied-configuration': lastApplied,
        ...annotations,
      },
    },
  } as unknown as T;
}

/** The class `standard` of a new cluster: default, Delete, Immediate. */
export const standardClass = (): StorageClass => ({
  ...applied<StorageClass>({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: {
      name: 'standard',
      labels: { 'addonmanager.kubernetes.io/mode': 'EnsureExists' },
      annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
    },
    provisioner: PROVISIONER,
  }),
  reclaimPolicy: 'Delete',
  volumeBindingMode: 'Immediate',
});

/** A class of the same provisioner that binds when a pod needs it. */
export const waitingClass = (name: string): StorageClass => ({
  ...applied<StorageClass>({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name },
    provisioner: PROVISIONER,
    volumeBindingMode: 'WaitForFirstConsumer',
  }),
  reclaimPolicy: 'Delete',
});

/** The classes of what the cluster cannot do without. Models pkg/apis/scheduling helpers. */
const systemPriorities = (): PriorityClass[] =>
  [
    {
      name: 'system-cluster-critical',
      value: 2_000_000_000,
      description:
        'Used for system critical pods that must run in the cluster, but can be moved to another ' +
        'node if necessary.',
    },
    {
      name: 'system-node-critical',
      value: 2_000_001_000,
      description: 'Used for system critical pods that must not be moved from their current node.',
    },
  ].map(({ name, value, description }) => ({
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { ...metadataOf(name, undefined), generation: 1 },
    value,
    description,
    preemptionPolicy: 'PreemptLowerPriority',
  }));

/** Who made what a new cluster has. */
export const BOOT: Origin = {
  actor: 'kubeadm',
  why: because('boot'),
  triggerRv: 0,
  commandId: 0,
};

/** Puts what exists before anybody arrives, with an age of eleven minutes. */
export function bootCluster(store: Store, clock: Clock, prng: Prng, options: BootOptions): void {
  const origin = BOOT;
  const creationTimestamp = timestamp(clock.epochMs() - AGE_MS);
  const put = (kind: AnyKind, object: KubeObject): void => {
    const metadata = { ...object.metadata, uid: uuid(prng), creationTimestamp };
    store.put(kind, { ...object, metadata }, origin);
  };
  for (const name of SYSTEM_NAMESPACES) put(namespaces, namespaceObject(name));
  for (let i = 0; i < options.nodes; i++) {
    put(nodes, nodeObject(i, options.profile, clock.epochMs() - AGE_MS));
  }
  const [service, addresses, slice] = apiService();
  put(services, service);
  put(endpoints, addresses);
  put(endpointSlices, slice);
  for (const object of options.storageClasses) put(storageClasses, object);
  for (const object of systemPriorities()) put(priorityClasses, object);
  bootDns(store, clock, prng.split('dns'), options, origin);
}

const DNS_KINDS: Readonly<Record<string, AnyKind>> = {
  ConfigMap: configMaps,
  Deployment: deployments,
  EndpointSlice: endpointSlices,
  Endpoints: endpoints,
  Pod: pods,
  ReplicaSet: replicaSets,
  Service: services,
  ServiceAccount: serviceAccounts,
};

function bootDns(
  store: Store,
  clock: Clock,
  prng: Prng,
  { network, profile }: BootOptions,
  origin: Origin,
): void {
  const [first] = store.list(nodes, '');
  if (first === undefined) return;
  const hostIp = first.status.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '';
  const range = first.spec.podCIDR ?? '10.244.0.0/24';
  const firstPodAddress = range.slice(0, range.lastIndexOf('.') + 1) + profile.firstPodHost;
  const epochMs = clock.epochMs() - AGE_MS;
  putClusterDns({ network, prng, epochMs, hostIp, firstPodAddress }, (kind, object) => {
    store.put(DNS_KINDS[kind] as AnyKind, object, origin);
  });
}
