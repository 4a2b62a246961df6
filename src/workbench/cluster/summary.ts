import { type ClusterObjects, type Node, type Pod, setOf } from '../../session/cluster-objects.ts';

/** What a pod looks like: the word kubectl prints decides, not a second reading of the pod. */
export type Tone = 'ready' | 'starting' | 'pending' | 'terminating' | 'failed' | 'done';

export interface PodSummary {
  readonly uid: string;
  readonly name: string;
  readonly namespace: string;
  /** Of a StatefulSet's pod; undefined for others. */
  readonly ordinal: number | undefined;
  readonly set: string | undefined;
  /** '' while it is on none. */
  readonly node: string;
  /** As under STATUS. */
  readonly status: string;
  readonly tone: Tone;
  readonly ready: number;
  readonly containers: number;
  readonly isReady: boolean;
  readonly restarts: number;
  /** Names of the claims it mounts, of its own namespace. */
  readonly claims: readonly string[];
}

export interface ClaimSummary {
  readonly uid: string;
  readonly name: string;
  readonly namespace: string;
  /** What the claims of one template of one set share: `mysql-data-mysql-stateful`. */
  readonly group: string;
  readonly ordinal: number | undefined;
  readonly phase: string;
  readonly isTerminating: boolean;
  /** The pod that mounts it. */
  readonly pod: PodSummary | undefined;
}

export interface NodeSummary {
  readonly name: string;
  readonly isReady: boolean;
  readonly isCordoned: boolean;
}

export interface SetSummary {
  readonly uid: string;
  readonly name: string;
  readonly namespace: string;
  readonly replicas: number;
  readonly ready: number;
  /** Ordinals below it are not updated. */
  readonly partition: number;
}

/** All that the picture and its text twin show. */
export interface Summary {
  readonly nodes: readonly NodeSummary[];
  readonly pods: readonly PodSummary[];
  readonly claims: readonly ClaimSummary[];
  readonly sets: readonly SetSummary[];
}

const TRAILING_NUMBER = /-(\d+)$/;

const FAILED = /BackOff|Err|Error|Failed|Invalid|OOMKilled|Evicted|Unknown|DeadlineExceeded/;

function toneOf(pod: Pod, status: string, isReady: boolean): Tone {
  if (pod.metadata.deletionTimestamp !== undefined) return 'terminating';
  if (FAILED.test(status)) return 'failed';
  if (status === 'Completed' || status === 'Succeeded') return 'done';
  if (isReady) return 'ready';
  return pod.spec.nodeName === undefined || pod.spec.nodeName === '' ? 'pending' : 'starting';
}

function summarizePod(pod: Pod, status: string): PodSummary {
  const set = setOf(pod);
  const statuses = pod.status.containerStatuses ?? [];
  const isReady =
    pod.status.conditions?.some((c) => c.type === 'Ready' && c.status === 'True') ?? false;
  const ordinal = set === undefined ? undefined : TRAILING_NUMBER.exec(pod.metadata.name)?.[1];
  return {
    uid: pod.metadata.uid,
    name: pod.metadata.name,
    namespace: pod.metadata.namespace ?? '',
    ordinal: ordinal === undefined ? undefined : Number(ordinal),
    set,
    node: pod.spec.nodeName ?? '',
    status,
    tone: toneOf(pod, status, isReady),
    ready: statuses.filter((container) => container.ready).length,
    containers: pod.spec.containers.length,
    isReady,
    restarts: statuses.reduce((sum, container) => sum + container.restartCount, 0),
    claims: (pod.spec.volumes ?? []).flatMap((volume) =>
      volume.persistentVolumeClaim === undefined ? [] : [volume.persistentVolumeClaim.claimName],
    ),
  };
}

const isNodeReady = (node: Node): boolean =>
  node.status.conditions?.some((c) => c.type === 'Ready' && c.status === 'True') ?? false;

const byOrdinal = (a: PodSummary, b: PodSummary): number => {
  const [left, right] = [a.set ?? a.name, b.set ?? b.name];
  return left < right ? -1 : left > right ? 1 : (a.ordinal ?? 0) - (b.ordinal ?? 0);
};

/** Reads the objects. `statusOf` gives the word that kubectl prints for a pod. */
export function summarize(objects: ClusterObjects, statusOf: (pod: Pod) => string): Summary {
  const pods = objects.pods.map((pod) => summarizePod(pod, statusOf(pod))).sort(byOrdinal);
  const user = (namespace: string, claim: string): PodSummary | undefined =>
    pods.find((pod) => pod.namespace === namespace && pod.claims.includes(claim));
  const claims = objects.claims.map(({ metadata, status }) => {
    const number = TRAILING_NUMBER.exec(metadata.name)?.[1];
    const namespace = metadata.namespace ?? '';
    return {
      uid: metadata.uid,
      name: metadata.name,
      namespace,
      group: number === undefined ? '' : metadata.name.slice(0, -number.length - 1),
      ordinal: number === undefined ? undefined : Number(number),
      phase: status?.phase ?? 'Pending',
      isTerminating: metadata.deletionTimestamp !== undefined,
      pod: user(namespace, metadata.name),
    };
  });
  return {
    nodes: objects.nodes.map((node) => ({
      name: node.metadata.name,
      isReady: isNodeReady(node),
      isCordoned: node.spec.unschedulable === true,
    })),
    pods,
    claims: claims.sort((a, b) =>
      a.group < b.group ? -1 : a.group > b.group ? 1 : (a.ordinal ?? -1) - (b.ordinal ?? -1),
    ),
    sets: objects.sets.map(({ metadata, spec, status }) => ({
      uid: metadata.uid,
      name: metadata.name,
      namespace: metadata.namespace ?? '',
      replicas: spec.replicas ?? 1,
      ready: status?.readyReplicas ?? 0,
      partition: spec.updateStrategy?.rollingUpdate?.partition ?? 0,
    })),
  };
}
