import type { KubeObject } from '../api/index.ts';
import { timestamp } from '../api/index.ts';
import { type Prng, SAFE_ALPHABET, sha256, uuid } from '../kernel/index.ts';
import { DNS_ADDRESS, type NetworkOptions } from '../net/index.ts';

const LABELS = { 'k8s-app': 'kube-dns' };
const IMAGE = 'registry.k8s.io/coredns/coredns:v1.13.1';

/** The configuration of CoreDNS as kubeadm writes it. */
const corefile = (cacheSeconds: number): string => {
  const withoutCache = [
    '       disable success cluster.local\n',
    '       disable denial cluster.local\n',
  ];
  return [
    '.:53 {\n    errors\n    health {\n       lameduck 5s\n    }\n    ready\n',
    '    kubernetes cluster.local in-addr.arpa ip6.arpa {\n       pods insecure\n',
    '       fallthrough in-addr.arpa ip6.arpa\n       ttl 30\n    }\n    prometheus :9153\n',
    '    forward . /etc/resolv.conf {\n       max_concurrent 1000\n    }\n',
    `    cache ${cacheSeconds === 0 ? 30 : cacheSeconds} {\n`,
    ...(cacheSeconds === 0 ? withoutCache : []),
    '    }\n    loop\n    reload\n    loadbalance\n}\n',
  ].join('');
};

/** The hash of the pod template below, as the Deployment controller works it out. */
const TEMPLATE_HASH = '779f86f7b9';
const NAMESPACE = 'kube-system';
const REPLICAS = 2;
const HEX = '0123456789abcdef';
const PORTS = [
  { name: 'dns', port: 53, protocol: 'UDP' },
  { name: 'dns-tcp', port: 53, protocol: 'TCP' },
  { name: 'metrics', port: 9153, protocol: 'TCP' },
];

const probe = (path: string, port: number, rest: object) => ({
  httpGet: { path, port, scheme: 'HTTP' },
  ...rest,
  periodSeconds: 10,
  successThreshold: 1,
  failureThreshold: 3,
});

const container = {
  args: ['-conf', '/etc/coredns/Corefile'],
  image: IMAGE,
  imagePullPolicy: 'IfNotPresent',
  livenessProbe: probe('/health', 8080, { initialDelaySeconds: 60, timeoutSeconds: 5 }),
  name: 'coredns',
  ports: [
    { containerPort: 53, name: 'dns', protocol: 'UDP' },
    { containerPort: 53, name: 'dns-tcp', protocol: 'TCP' },
    { containerPort: 9153, name: 'metrics', protocol: 'TCP' },
    { containerPort: 8080, name: 'liveness-probe', protocol: 'TCP' },
    { containerPort: 8181, name: 'readiness-probe', protocol: 'TCP' },
  ],
  readinessProbe: probe('/ready', 8181, { timeoutSeconds: 1 }),
  resources: { limits: { memory: '170Mi' }, requests: { cpu: '100m', memory: '70Mi' } },
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
};
const configMount = { mountPath: '/etc/coredns', name: 'config-volume', readOnly: true };
const configVolume = {
  configMap: { items: [{ key: 'Corefile', path: 'Corefile' }], name: 'coredns', defaultMode: 420 },
  name: 'config-volume',
};
const tolerations = [
  { key: 'CriticalAddonsOnly', operator: 'Exists' },
  { effect: 'NoSchedule', key: 'node-role.kubernetes.io/control-plane' },
];
const podSettings = {
  dnsPolicy: 'Default',
  nodeSelector: { 'kubernetes.io/os': 'linux' },
  priorityClassName: 'system-cluster-critical',
  restartPolicy: 'Always',
  schedulerName: 'default-scheduler',
  securityContext: {},
  serviceAccount: 'coredns',
  serviceAccountName: 'coredns',
  terminationGracePeriodSeconds: 30,
};
const template = (labels: object) => ({
  metadata: { labels },
  spec: {
    containers: [{ ...container, volumeMounts: [configMount] }],
    ...podSettings,
    tolerations,
    volumes: [configVolume],
  },
});

/** An object, with the kind under which it is kept. */
type Put = (kind: string, object: KubeObject) => void;

export interface DnsBoot {
  readonly network: NetworkOptions;
  readonly prng: Prng;
  /** When everything of it was made, and runs since. */
  readonly epochMs: number;
  readonly hostIp: string;
  /** The first address of the first node's range that is free. */
  readonly firstPodAddress: string;
}

interface Made {
  readonly boot: DnsBoot;
  readonly time: string;
  /** The object's own metadata. */
  meta(name: string, rest?: object): KubeObject['metadata'];
}

const owner = (apiVersion: string, kind: string, name: string, uid: string) => ({
  ownerReferences: [{ apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true }],
});

/** What the kubelet reports of a pod that has run since `time`. */
function podStatus(
  { boot, time }: Made,
  address: string,
  containerId: string,
  mounts: readonly object[],
) {
  const digest = `registry.k8s.io/coredns/coredns@sha256:${sha256(IMAGE)}`;
  const condition = (type: string) => ({
    type,
    observedGeneration: 1,
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: time,
  });
  return {
    phase: 'Running',
    qosClass: 'Burstable',
    conditions: [
      ...['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled'],
    ].map(condition),
    observedGeneration: 1,
    hostIP: boot.hostIp,
    hostIPs: [{ ip: boot.hostIp }],
    startTime: time,
    podIP: address,
    podIPs: [{ ip: address }],
    containerStatuses: [
      {
        name: 'coredns',
        state: { running: { startedAt: time } },
        lastState: {},
        ready: true,
        restartCount: 0,
        image: IMAGE,
        imageID: digest,
        containerID: containerId,
        started: true,
        resources: container.resources,
        allocatedResources: container.resources.requests,
        volumeMounts: mounts.map((mount) => ({ ...mount, recursiveReadOnly: 'Disabled' })),
        user: { linux: { uid: 0, gid: 0, supplementalGroups: [0] } },
      },
    ],
    resources: container.resources,
    allocatedResources: container.resources.requests,
  };
}

function podObject(
  made: Made,
  setName: string,
  setUid: string,
  suffix: string,
  address: string,
): KubeObject {
  const { prng } = made.boot;
  const access = `kube-api-access-${prng.text(5, SAFE_ALPHABET)}`;
  const tokenMount = {
    name: access,
    readOnly: true,
    mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
  };
  const namespaceField = { apiVersion: 'v1', fieldPath: 'metadata.namespace' };
  const sources = [
    { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
    { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    { downwardAPI: { items: [{ path: 'namespace', fieldRef: namespaceField }] } },
  ];
  const tolerated = (key: string) => ({
    key: `node.kubernetes.io/${key}`,
    operator: 'Exists',
    effect: 'NoExecute',
    tolerationSeconds: 300,
  });
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: made.meta(`${setName}-${suffix}`, {
      generateName: `${setName}-`,
      labels: { ...LABELS, 'pod-template-hash': TEMPLATE_HASH },
      ...owner('apps/v1', 'ReplicaSet', setName, setUid),
      generation: 1,
    }),
    spec: {
      containers: [{ ...container, volumeMounts: [configMount, tokenMount] }],
      ...podSettings,
      tolerations: [...tolerations, tolerated('not-ready'), tolerated('unreachable')],
      volumes: [configVolume, { name: access, projected: { sources, defaultMode: 420 } }],
      enableServiceLinks: true,
      preemptionPolicy: 'PreemptLowerPriority',
      priority: 2_000_000_000,
      nodeName: 'node-1',
    },
    status: podStatus(made, address, `containerd://${prng.text(64, HEX)}`, [
      configMount,
      tokenMount,
    ]),
  } as unknown as KubeObject;
}

function workload(made: Made, put: Put, addresses: readonly string[]): KubeObject[] {
  const { time, meta } = made;
  const setName = `coredns-${TEMPLATE_HASH}`;
  const revision = { 'deployment.kubernetes.io/revision': '1' };
  const deploymentMeta = meta('coredns', { labels: LABELS, generation: 1, annotations: revision });
  const condition = (type: string, reason: string, message: string) => ({
    type,
    status: 'True',
    lastUpdateTime: time,
    lastTransitionTime: time,
    reason,
    message,
  });
  const progressed = `ReplicaSet "${setName}" has successfully progressed.`;
  const counts = {
    replicas: REPLICAS,
    readyReplicas: REPLICAS,
    availableReplicas: REPLICAS,
    terminatingReplicas: 0,
    observedGeneration: 1,
  };
  put('Deployment', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: deploymentMeta,
    spec: {
      replicas: REPLICAS,
      selector: { matchLabels: LABELS },
      strategy: { rollingUpdate: { maxUnavailable: 1, maxSurge: '25%' }, type: 'RollingUpdate' },
      template: template(LABELS),
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
    },
    status: {
      ...counts,
      updatedReplicas: REPLICAS,
      conditions: [
        condition('Available', 'MinimumReplicasAvailable', 'Deployment has minimum availability.'),
        condition('Progressing', 'NewReplicaSetAvailable', progressed),
      ],
    },
  } as unknown as KubeObject);
  const labels = { ...LABELS, 'pod-template-hash': TEMPLATE_HASH };
  const setMeta = meta(setName, {
    labels,
    generation: 1,
    annotations: {
      ...revision,
      'deployment.kubernetes.io/desired-replicas': '2',
      'deployment.kubernetes.io/max-replicas': '3',
    },
    ...owner('apps/v1', 'Deployment', 'coredns', deploymentMeta.uid),
  });
  put('ReplicaSet', {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: setMeta,
    spec: { replicas: REPLICAS, selector: { matchLabels: labels }, template: template(labels) },
    status: { ...counts, fullyLabeledReplicas: REPLICAS },
  } as unknown as KubeObject);
  // In the order of the names, in which the kubelet finds them and knows their addresses.
  const suffixes = addresses.map(() => made.boot.prng.text(5, SAFE_ALPHABET)).sort();
  const pods = addresses.map((address, i) =>
    podObject(made, setName, setMeta.uid, suffixes[i] ?? '', address),
  );
  for (const pod of pods) put('Pod', pod);
  return pods;
}

function serviceObjects(made: Made, put: Put, targets: readonly KubeObject[]): void {
  const { meta, time, boot } = made;
  const labels = {
    ...LABELS,
    'kubernetes.io/cluster-service': 'true',
    'kubernetes.io/name': 'CoreDNS',
  };
  const serviceMeta = meta('kube-dns', {
    annotations: { 'prometheus.io/port': '9153', 'prometheus.io/scrape': 'true' },
    labels,
  });
  put('Service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: serviceMeta,
    spec: {
      clusterIP: DNS_ADDRESS,
      clusterIPs: [DNS_ADDRESS],
      internalTrafficPolicy: 'Cluster',
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      ports: PORTS.map((port) => ({ ...port, targetPort: port.port })),
      selector: LABELS,
      sessionAffinity: 'None',
      type: 'ClusterIP',
    },
    status: { loadBalancer: {} },
  } as unknown as KubeObject);
  const ends = targets.map(({ metadata, ...rest }) => ({
    ip: (rest as unknown as { status: { podIP: string } }).status.podIP,
    target: { kind: 'Pod', namespace: NAMESPACE, name: metadata.name, uid: metadata.uid },
  }));
  const annotations = { 'endpoints.kubernetes.io/last-change-trigger-time': time };
  put('EndpointSlice', {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: meta(`kube-dns-${boot.prng.text(5, SAFE_ALPHABET)}`, {
      generateName: 'kube-dns-',
      labels: {
        ...labels,
        'kubernetes.io/service-name': 'kube-dns',
        'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
      },
      ...owner('v1', 'Service', 'kube-dns', serviceMeta.uid),
      generation: 1,
      annotations,
    }),
    addressType: 'IPv4',
    endpoints: ends.map(({ ip, target }) => ({
      addresses: [ip],
      conditions: { ready: true, serving: true, terminating: false },
      targetRef: target,
      nodeName: 'node-1',
    })),
    ports: PORTS.map(({ name, protocol, port }) => ({ name, protocol, port })),
  } as unknown as KubeObject);
  put('Endpoints', {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: meta('kube-dns', {
      labels: { ...labels, 'endpoints.kubernetes.io/managed-by': 'endpoint-controller' },
      annotations,
    }),
    subsets: [
      {
        addresses: ends.map(({ ip, target }) => ({ ip, nodeName: 'node-1', targetRef: target })),
        ports: PORTS,
      },
    ],
  } as unknown as KubeObject);
}

/**
 * Puts the cluster's DNS as kubeadm applies it, both pods on the first node and ready since the
 * cluster was made. Nothing when it is built in.
 */
export function putClusterDns(boot: DnsBoot, put: Put): void {
  const { network, prng, firstPodAddress } = boot;
  if (network.dns === 'built-in') return;
  const time = timestamp(boot.epochMs);
  const made: Made = {
    boot,
    time,
    meta: (name, rest = {}) =>
      ({
        name,
        namespace: NAMESPACE,
        uid: uuid(prng),
        resourceVersion: '',
        creationTimestamp: time,
        ...rest,
      }) as KubeObject['metadata'],
  };
  const plain = (kind: string, rest: object): void =>
    put(kind, { apiVersion: 'v1', kind, metadata: made.meta('coredns'), ...rest } as KubeObject);
  plain('ServiceAccount', {});
  plain('ConfigMap', { data: { Corefile: corefile(network.dnsCacheSeconds) } });
  const prefix = firstPodAddress.slice(0, firstPodAddress.lastIndexOf('.') + 1);
  const first = Number(firstPodAddress.slice(prefix.length));
  const addresses = Array.from({ length: REPLICAS }, (_, i) => `${prefix}${first + i}`);
  serviceObjects(made, put, workload(made, put, addresses));
}
