import type { KubeObject } from '../../api/index.ts';
import { SAFE_ALPHABET } from '../../kernel/index.ts';
import { type Made, owner, type Put } from './boot.ts';
import { podObject } from './pods.ts';
import { LABELS, TEMPLATE_HASH, template } from './template.ts';

/** How many DNS servers a cluster has. */
export const REPLICAS = 2;

/** The Deployment, its ReplicaSet and their pods. */
export function workload(made: Made, put: Put, addresses: readonly string[]): KubeObject[] {
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
