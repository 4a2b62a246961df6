/** What the Service finds its pods by. */
export const LABELS = { 'k8s-app': 'kube-dns' };

/** The image of the DNS server. */
export const IMAGE = 'registry.k8s.io/coredns/coredns:v1.13.1';

/** The hash of the pod template below, as the Deployment controller works it out. */
export const TEMPLATE_HASH = '779f86f7b9';

const probe = (path: string, port: number, rest: object) => ({
  httpGet: { path, port, scheme: 'HTTP' },
  ...rest,
  periodSeconds: 10,
  successThreshold: 1,
  failureThreshold: 3,
});

/** The container of a DNS pod. */
export const container = {
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

/** Where the container has its Corefile. */
export const configMount = { mountPath: '/etc/coredns', name: 'config-volume', readOnly: true };

/** The volume of the Corefile. */
export const configVolume = {
  configMap: { items: [{ key: 'Corefile', path: 'Corefile' }], name: 'coredns', defaultMode: 420 },
  name: 'config-volume',
};

/** DNS pods go to control planes too. */
export const tolerations = [
  { key: 'CriticalAddonsOnly', operator: 'Exists' },
  { effect: 'NoSchedule', key: 'node-role.kubernetes.io/control-plane' },
];

/** What a DNS pod says besides its containers. */
export const podSettings = {
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

/** The template of the pods. */
export const template = (labels: object) => ({
  metadata: { labels },
  spec: {
    containers: [{ ...container, volumeMounts: [configMount] }],
    ...podSettings,
    tolerations,
    volumes: [configVolume],
  },
});
