import type { KubeObject } from '../../api/index.ts';
import { encodeBase64, encodeUtf8 } from '../../kernel/index.ts';
import { newObject } from './new-object.ts';

/** How others find the control plane, by the name that minikube gives it. */
const SERVER = 'https://control-plane.minikube.internal:8443';
const VERSION = 'v1.36.2';

const configMap = (namespace: string, name: string, data: Record<string, string>): KubeObject =>
  newObject('v1', 'ConfigMap', namespace, name, { data }, {});

const CLUSTER_INFO = (authority: string): string => `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${authority}
    server: ${SERVER}
  name: ""
contexts: null
current-context: ""
kind: Config
users: null
`;

const CLUSTER_CONFIGURATION = `apiServer:
  certSANs:
  - 127.0.0.1
  - localhost
  - 192.168.49.2
  extraArgs:
  - name: enable-admission-plugins
    value: NamespaceLifecycle,LimitRanger,ServiceAccount,DefaultStorageClass,DefaultTolerationSeconds,NodeRestriction,MutatingAdmissionWebhook,ValidatingAdmissionWebhook,ResourceQuota
apiVersion: kubeadm.k8s.io/v1beta4
caCertificateValidityPeriod: 87600h0m0s
certificateValidityPeriod: 8760h0m0s
certificatesDir: /var/lib/minikube/certs
clusterName: mk
controlPlaneEndpoint: control-plane.minikube.internal:8443
controllerManager:
  extraArgs:
  - name: allocate-node-cidrs
    value: "true"
  - name: leader-elect
    value: "false"
dns: {}
encryptionAlgorithm: RSA-2048
etcd:
  local:
    dataDir: /var/lib/minikube/etcd
imageRepository: registry.k8s.io
kind: ClusterConfiguration
kubernetesVersion: ${VERSION}
networking:
  dnsDomain: cluster.local
  podSubnet: 10.244.0.0/16
  serviceSubnet: 10.96.0.0/12
proxy: {}
scheduler:
  extraArgs:
  - name: leader-elect
    value: "false"
`;

const KUBELET = `apiVersion: kubelet.config.k8s.io/v1beta1
authentication:
  anonymous:
    enabled: false
  webhook:
    cacheTTL: 0s
    enabled: true
  x509:
    clientCAFile: /var/lib/minikube/certs/ca.crt
authorization:
  mode: Webhook
  webhook:
    cacheAuthorizedTTL: 0s
    cacheUnauthorizedTTL: 0s
cgroupDriver: systemd
clusterDNS:
- 10.96.0.10
clusterDomain: cluster.local
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
cpuManagerReconcilePeriod: 0s
crashLoopBackOff: {}
evictionHard:
  imagefs.available: 0%
  nodefs.available: 0%
  nodefs.inodesFree: 0%
evictionPressureTransitionPeriod: 0s
failSwapOn: false
fileCheckFrequency: 0s
healthzBindAddress: 127.0.0.1
healthzPort: 10248
httpCheckFrequency: 0s
imageGCHighThresholdPercent: 100
imageMaximumGCAge: 0s
imageMinimumGCAge: 0s
kind: KubeletConfiguration
logging:
  flushFrequency: 0
  options:
    json:
      infoBufferSize: "0"
    text:
      infoBufferSize: "0"
  verbosity: 0
memorySwap: {}
nodeStatusReportFrequency: 0s
nodeStatusUpdateFrequency: 0s
rotateCertificates: true
runtimeRequestTimeout: 15m0s
shutdownGracePeriod: 0s
shutdownGracePeriodCriticalPods: 0s
staticPodPath: /etc/kubernetes/manifests
streamingConnectionIdleTimeout: 0s
syncFrequency: 0s
volumeStatsAggPeriod: 0s
`;

const KUBE_PROXY = `apiVersion: kubeproxy.config.k8s.io/v1alpha1
bindAddress: 0.0.0.0
bindAddressHardFail: false
clientConnection:
  acceptContentTypes: ""
  burst: 0
  contentType: ""
  kubeconfig: /var/lib/kube-proxy/kubeconfig.conf
  qps: 0
clusterCIDR: 10.244.0.0/16
configSyncPeriod: 0s
conntrack:
  maxPerCore: 0
  min: null
  tcpBeLiberal: false
  tcpCloseWaitTimeout: 0s
  tcpEstablishedTimeout: 0s
  udpStreamTimeout: 0s
  udpTimeout: 0s
detectLocal:
  bridgeInterface: ""
  interfaceNamePrefix: ""
detectLocalMode: ""
enableProfiling: false
healthzBindAddress: ""
hostnameOverride: ""
iptables:
  localhostNodePorts: null
  masqueradeAll: false
  masqueradeBit: null
  minSyncPeriod: 0s
  syncPeriod: 0s
kind: KubeProxyConfiguration
metricsBindAddress: 0.0.0.0:10249
mode: ""
nodePortAddresses: null
oomScoreAdj: null
portRange: ""
showHiddenMetricsForVersion: ""
`;

const KUBE_PROXY_CREDENTIALS = `apiVersion: v1
kind: Config
clusters:
- cluster:
    certificate-authority: /var/run/secrets/kubernetes.io/serviceaccount/ca.crt
    server: ${SERVER}
  name: default
contexts:
- context:
    cluster: default
    namespace: default
    user: default
  name: default
current-context: default
users:
- name: default
  user:
    tokenFile: /var/run/secrets/kubernetes.io/serviceaccount/token
`;

/** The certificates and headers by which the API server knows who asks. */
const authentication = (certificate: string): Record<string, string> => ({
  'client-ca-file': certificate,
  'requestheader-allowed-names': '["front-proxy-client"]',
  'requestheader-client-ca-file': certificate,
  'requestheader-extra-headers-prefix': '["X-Remote-Extra-"]',
  'requestheader-group-headers': '["X-Remote-Group"]',
  'requestheader-username-headers': '["X-Remote-User"]',
});

/**
 * The ConfigMaps in which kubeadm and the API server keep what they were started with. Models
 * cmd/kubeadm/app/phases and pkg/controlplane/controller.
 */
export function configurations({
  time,
  caCertificate,
}: {
  readonly time: string;
  readonly caCertificate: string;
}): readonly KubeObject[] {
  const authority = encodeBase64(encodeUtf8(caCertificate));
  return [
    configMap('kube-public', 'cluster-info', { kubeconfig: CLUSTER_INFO(authority) }),
    configMap('kube-system', 'extension-apiserver-authentication', authentication(caCertificate)),
    configMap('kube-system', 'kube-apiserver-legacy-service-account-token-tracking', {
      since: time.slice(0, 'YYYY-MM-DD'.length),
    }),
    configMap('kube-system', 'kube-proxy', {
      'config.conf': KUBE_PROXY,
      'kubeconfig.conf': KUBE_PROXY_CREDENTIALS,
    }),
    configMap('kube-system', 'kubeadm-config', { ClusterConfiguration: CLUSTER_CONFIGURATION }),
    configMap('kube-system', 'kubelet-config', { kubelet: KUBELET }),
  ];
}
