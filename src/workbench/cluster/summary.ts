import {
  type ClusterObjects,
  type Node,
  ownerOf,
  type PersistentVolumeClaim,
  type Pod,
} from '../../session/cluster-objects.ts';
import type { PodSummary, Tone } from './pod-summary.ts';
import { type RevisionTable, readRevisions } from './revisions.ts';
import { type RolloutSummary, type Slot, summarizeRollouts } from './rollouts.ts';
import { type ServiceSummary, summarizeServices } from './services.ts';
import { keepSame } from './share.ts';

export type { PodSummary, Tone };

export interface ClaimSummary {
  readonly uid: string;
  readonly name: string;
  readonly namespace: string;
  /** What the claims of one template of one set share: `mysql-data-mysql-stateful`. */
  readonly group: string;
  readonly ordinal: number | undefined;
  readonly phase: string;
  /** The PersistentVolume behind it; '' while there is none. */
  readonly volume: string;
  readonly isTerminating: boolean;
  /** The pod that mounts it. */
  readonly pod: PodSummary | undefined;
}

export interface NodeSummary {
  readonly uid: string;
  readonly name: string;
  readonly isReady: boolean;
  readonly isCordoned: boolean;
}

/** All that the picture and its text twin show. */
export interface Summary {
  readonly nodes: readonly NodeSummary[];
  readonly pods: readonly PodSummary[];
  readonly claims: readonly ClaimSummary[];
  readonly rollouts: readonly RolloutSummary[];
  readonly services: readonly ServiceSummary[];
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

function summarizePod(pod: Pod, status: string, revisions: RevisionTable): PodSummary {
  const owner = ownerOf(pod);
  const set = owner?.kind === 'StatefulSet' ? owner.name : undefined;
  const statuses = pod.status.containerStatuses ?? [];
  const isReady =
    pod.status.conditions?.some((c) => c.type === 'Ready' && c.status === 'True') ?? false;
  const ordinal = set === undefined ? undefined : TRAILING_NUMBER.exec(pod.metadata.name)?.[1];
  const { workload, revision } = revisions.of(pod);
  return {
    uid: pod.metadata.uid,
    name: pod.metadata.name,
    namespace: pod.metadata.namespace ?? '',
    ordinal: ordinal === undefined ? undefined : Number(ordinal),
    set,
    workload,
    revision,
    node: pod.spec.nodeName ?? '',
    address: pod.status.podIP ?? '',
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

function summarizeClaim(
  { metadata, spec, status }: PersistentVolumeClaim,
  users: ReadonlyMap<string, PodSummary>,
): ClaimSummary {
  const number = TRAILING_NUMBER.exec(metadata.name)?.[1];
  const namespace = metadata.namespace ?? '';
  return {
    uid: metadata.uid,
    name: metadata.name,
    namespace,
    group: number === undefined ? '' : metadata.name.slice(0, -number.length - 1),
    ordinal: number === undefined ? undefined : Number(number),
    phase: status?.phase ?? 'Pending',
    volume: spec.volumeName ?? '',
    isTerminating: metadata.deletionTimestamp !== undefined,
    pod: users.get(`${namespace}/${metadata.name}`),
  };
}

const byOrdinal = (a: PodSummary, b: PodSummary): number => {
  const [left, right] = [a.set ?? a.name, b.set ?? b.name];
  return left < right ? -1 : left > right ? 1 : (a.ordinal ?? 0) - (b.ordinal ?? 0);
};

const NOTHING: Summary = { nodes: [], pods: [], claims: [], rollouts: [], services: [] };
const uidOf = ({ uid }: { readonly uid: string }): string => uid;

function summarizeNode({ metadata, spec, status }: Node): NodeSummary {
  const isReady = status.conditions?.some((c) => c.type === 'Ready' && c.status === 'True');
  return {
    uid: metadata.uid,
    name: metadata.name,
    isReady: isReady ?? false,
    isCordoned: spec.unschedulable === true,
  };
}

const byGroup = (a: ClaimSummary, b: ClaimSummary): number =>
  a.group < b.group ? -1 : a.group > b.group ? 1 : (a.ordinal ?? -1) - (b.ordinal ?? -1);

const slotKey = ({ pod, ordinal }: Slot): string => pod?.uid ?? `${ordinal}`;

/** Rollouts whose slots are the objects that they were, where they say the same. */
function shareRollouts(
  last: readonly RolloutSummary[],
  young: readonly RolloutSummary[],
): readonly RolloutSummary[] {
  const known = new Map(last.map((rollout) => [rollout.uid, rollout.slots]));
  const shared = young.map((rollout) => ({
    ...rollout,
    slots: keepSame(known.get(rollout.uid) ?? [], rollout.slots, slotKey),
  }));
  return keepSame(last, shared, uidOf);
}

/**
 * Creates what reads the objects. `statusOf` gives the word that kubectl prints for a pod. What is
 * as it was at the last reading is the same object again, and all of it when nothing has changed.
 */
export function createSummarizer(
  statusOf: (pod: Pod) => string,
): (objects: ClusterObjects) => Summary {
  // Objects of the store do not change, so one that is there again need not be read again.
  let known = new WeakMap<Pod, PodSummary>();
  let revisionsKey = '';
  let last = NOTHING;
  const readPods = (all: readonly Pod[], revisions: RevisionTable): readonly PodSummary[] => {
    if (revisions.key !== revisionsKey) known = new WeakMap();
    revisionsKey = revisions.key;
    const read = all.map((pod) => {
      const summary = known.get(pod) ?? summarizePod(pod, statusOf(pod), revisions);
      known.set(pod, summary);
      return summary;
    });
    return keepSame(last.pods, read.sort(byOrdinal), uidOf);
  };
  return (objects) => {
    const revisions = readRevisions(objects);
    const pods = readPods(objects.pods, revisions);
    const users = new Map(
      pods.flatMap((pod) => pod.claims.map((claim) => [`${pod.namespace}/${claim}`, pod] as const)),
    );
    const claims = objects.claims.map((claim) => summarizeClaim(claim, users)).sort(byGroup);
    const next: Summary = {
      nodes: keepSame(last.nodes, objects.nodes.map(summarizeNode), uidOf),
      pods,
      claims: keepSame(last.claims, claims, uidOf),
      rollouts: shareRollouts(last.rollouts, summarizeRollouts(objects, pods, revisions)),
      services: keepSame(last.services, summarizeServices(objects), uidOf),
    };
    const isSame = (Object.keys(next) as (keyof Summary)[]).every((key) => next[key] === last[key]);
    if (!isSame) last = next;
    return last;
  };
}

/** What of a summary is to be seen. */
export interface Filter {
  /** '' for all. */
  readonly namespace: string;
  readonly hasRollouts: boolean;
  readonly hasServices: boolean;
  readonly hasClaims: boolean;
}

/** The namespaces that something of the picture is in. */
export const namespacesOf = ({ pods, claims, rollouts, services }: Summary): string[] =>
  [...new Set([pods, claims, rollouts, services].flat().map(({ namespace }) => namespace))].sort();

/** Whether it is the cluster's own and at rest: nothing to be seen in it among all others. */
const isQuiet = ({ namespace, ready, updated, replicas, slots }: RolloutSummary): boolean =>
  namespace === 'kube-system' &&
  [ready, updated, slots.length].every((count) => count === replicas);

/**
 * The part of a summary that a filter leaves. In all namespaces together it is without the rollouts
 * of the cluster's own workloads, unless something happens in them.
 */
export function filtered(summary: Summary, filter: Filter): Summary {
  const keep = <T extends { readonly namespace: string }>(
    isWanted: boolean,
    all: readonly T[],
  ): readonly T[] => {
    if (!isWanted) return [];
    // The very list: what is drawn from it need not be gone through again.
    if (filter.namespace === '') return all;
    return all.filter((one) => one.namespace === filter.namespace);
  };
  return {
    nodes: summary.nodes,
    pods: keep(true, summary.pods),
    claims: keep(filter.hasClaims, summary.claims),
    rollouts: keep(filter.hasRollouts, summary.rollouts).filter(
      (rollout) => filter.namespace !== '' || !isQuiet(rollout),
    ),
    services: keep(filter.hasServices, summary.services),
  };
}
