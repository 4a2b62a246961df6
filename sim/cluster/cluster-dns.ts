import type { JsonObject } from '../api/index.ts';
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

const probe = (path: string, port: number): JsonObject => ({
  httpGet: { path, port, scheme: 'HTTP' },
});

const container: JsonObject = {
  name: 'coredns',
  image: IMAGE,
  imagePullPolicy: 'IfNotPresent',
  args: ['-conf', '/etc/coredns/Corefile'],
  resources: { limits: { memory: '170Mi' }, requests: { cpu: '100m', memory: '70Mi' } },
  volumeMounts: [{ name: 'config-volume', mountPath: '/etc/coredns', readOnly: true }],
  ports: [
    { containerPort: 53, name: 'dns', protocol: 'UDP' },
    { containerPort: 53, name: 'dns-tcp', protocol: 'TCP' },
    { containerPort: 9153, name: 'metrics', protocol: 'TCP' },
    { containerPort: 8080, name: 'liveness-probe', protocol: 'TCP' },
    { containerPort: 8181, name: 'readiness-probe', protocol: 'TCP' },
  ],
  livenessProbe: { ...probe('/health', 8080), initialDelaySeconds: 60, timeoutSeconds: 5 },
  readinessProbe: probe('/ready', 8181),
};

const deployment: JsonObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'coredns', namespace: 'kube-system', labels: LABELS },
  spec: {
    replicas: 2,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
    selector: { matchLabels: LABELS },
    template: {
      metadata: { labels: LABELS },
      spec: {
        priorityClassName: 'system-cluster-critical',
        serviceAccountName: 'coredns',
        dnsPolicy: 'Default',
        nodeSelector: { 'kubernetes.io/os': 'linux' },
        tolerations: [
          { key: 'CriticalAddonsOnly', operator: 'Exists' },
          { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' },
        ],
        containers: [container],
        volumes: [
          {
            name: 'config-volume',
            configMap: { name: 'coredns', items: [{ key: 'Corefile', path: 'Corefile' }] },
          },
        ],
      },
    },
  },
};

const service: JsonObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: {
    name: 'kube-dns',
    namespace: 'kube-system',
    annotations: { 'prometheus.io/port': '9153', 'prometheus.io/scrape': 'true' },
    labels: {
      ...LABELS,
      'kubernetes.io/cluster-service': 'true',
      'kubernetes.io/name': 'CoreDNS',
    },
  },
  spec: {
    clusterIP: DNS_ADDRESS,
    selector: LABELS,
    ports: [
      { name: 'dns', port: 53, protocol: 'UDP', targetPort: 53 },
      { name: 'dns-tcp', port: 53, protocol: 'TCP', targetPort: 53 },
      { name: 'metrics', port: 9153, protocol: 'TCP', targetPort: 9153 },
    ],
  },
};

/** The manifests of the cluster's DNS, as kubeadm applies them; none when it is built in. */
export function clusterDns({ dns, dnsCacheSeconds }: NetworkOptions): JsonObject[] {
  if (dns === 'built-in') return [];
  const metadata = { name: 'coredns', namespace: 'kube-system' };
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata,
      data: { Corefile: corefile(dnsCacheSeconds) },
    },
    service,
    deployment,
  ];
}
