import type { KubeObject } from '../../api/index.ts';
import { SAFE_ALPHABET } from '../../kernel/index.ts';
import { DNS_ADDRESS } from '../../net/index.ts';
import { type Made, NAMESPACE, owner, type Put } from './boot.ts';
import { LABELS } from './template.ts';

const PORTS = [
  { name: 'dns', port: 53, protocol: 'UDP' },
  { name: 'dns-tcp', port: 53, protocol: 'TCP' },
  { name: 'metrics', port: 9153, protocol: 'TCP' },
];

/** The Service and its endpoints. */
export function serviceObjects(made: Made, put: Put, targets: readonly KubeObject[]): void {
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
