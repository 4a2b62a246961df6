import type { Node, NodeCondition } from '../api/index.ts';
import { timestamp } from '../api/index.ts';
import { LINUX, sha256 } from '../kernel/index.ts';
import type { NodeProfile } from './profile.ts';

export const KUBELET_VERSION = 'v1.36.2';

const asUuid = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
    '-',
  );

const CONDITIONS: readonly (readonly [string, string, string, string])[] = [
  [
    'MemoryPressure',
    'False',
    'KubeletHasSufficientMemory',
    'kubelet has sufficient memory available',
  ],
  ['DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
  ['PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
  ['Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'],
];

/** The conditions that a healthy kubelet posts. */
export const healthyConditions = (epochMs: number): NodeCondition[] =>
  CONDITIONS.map(([type, status, reason, message]) => ({
    type,
    status,
    lastHeartbeatTime: timestamp(epochMs),
    lastTransitionTime: timestamp(epochMs),
    reason,
    message,
  }));

/** The labels of node number `index`, counted from 0; the first one has the control plane. */
const labelsOf = (name: string, index: number): Record<string, string> => ({
  'beta.kubernetes.io/arch': 'amd64',
  'beta.kubernetes.io/os': 'linux',
  'kubernetes.io/arch': 'amd64',
  'kubernetes.io/hostname': name,
  'kubernetes.io/os': 'linux',
  'minikube.k8s.io/name': 'minikube',
  'minikube.k8s.io/primary': index === 0 ? 'true' : 'false',
  'minikube.k8s.io/version': 'v1.38.0',
  ...(index === 0
    ? {
        'node-role.kubernetes.io/control-plane': '',
        'node.kubernetes.io/exclude-from-external-load-balancers': '',
      }
    : {}),
});

/**
 * Node number `index`, counted from 0, as its kubelet registers it and reports its first status.
 */
export function nodeObject(index: number, profile: NodeProfile, epochMs: number): Node {
  const name = `node-${index + 1}`;
  const machineId = sha256(name).slice(0, 32);
  const podCIDR = `10.244.${index}.0/24`;
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      uid: '',
      resourceVersion: '',
      creationTimestamp: '',
      labels: labelsOf(name, index),
      annotations: {
        'node.alpha.kubernetes.io/ttl': '0',
        'volumes.kubernetes.io/controller-managed-attach-detach': 'true',
      },
    },
    spec: { podCIDR, podCIDRs: [podCIDR] },
    status: {
      capacity: { ...profile.capacity },
      allocatable: { ...profile.capacity },
      conditions: healthyConditions(epochMs),
      addresses: [
        { type: 'InternalIP', address: `192.168.49.${index + 2}` },
        { type: 'Hostname', address: name },
      ],
      daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
      nodeInfo: {
        machineID: machineId,
        systemUUID: asUuid(machineId),
        bootID: LINUX.bootId,
        kernelVersion: LINUX.release,
        osImage: 'Debian GNU/Linux 12 (bookworm)',
        containerRuntimeVersion: 'containerd://1.7.27',
        kubeletVersion: KUBELET_VERSION,
        kubeProxyVersion: '',
        operatingSystem: 'linux',
        architecture: 'amd64',
      },
    },
  };
}
