import type { KubeObject } from '../../api/index.ts';
import { SAFE_ALPHABET, sha256 } from '../../kernel/index.ts';
import { type Made, owner } from './boot.ts';
import {
  configMount,
  configVolume,
  container,
  IMAGE,
  LABELS,
  podSettings,
  TEMPLATE_HASH,
  tolerations,
} from './template.ts';

const HEX = '0123456789abcdef';

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

/** A pod of the DNS server that runs. */
export function podObject(
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
