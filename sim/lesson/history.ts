import { controllerOf, type Pod, pods } from '../api/index.ts';
import type { Change } from '../store/index.ts';
import type { PredictedMoment, World } from './lesson.ts';

/** A moment in the life of a set's pod. */
export interface PodMoment {
  readonly type: 'created' | 'ready' | 'ending' | 'gone';
  readonly name: string;
  readonly ordinal: number;
  readonly uid: string;
  /** Of the pod's first container. */
  readonly image: string;
  /** The revision of the set that the pod was made from. */
  readonly revision: string;
  readonly rv: number;
  readonly atMs: number;
}

const isReady = (pod: Pod | undefined): boolean =>
  pod?.status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ??
  false;

const ordinalIn = (set: string, pod: string): number => {
  const text = pod.startsWith(`${set}-`) ? pod.slice(set.length + 1) : '';
  return /^\d+$/.test(text) ? Number(text) : -1;
};

function addMoments(moments: PodMoment[], change: Change, namespace: string, set: string): void {
  const { name, namespace: space, uid } = change.object.metadata;
  if (change.kind !== pods || space !== namespace) return;
  const ordinal = ordinalIn(set, name);
  const pod = change.object as Pod;
  const old = change.previous as Pod | undefined;
  const isOwned = controllerOf(pod)?.kind === 'StatefulSet';
  if (ordinal < 0 || !isOwned) return;
  const image = pod.spec.containers[0]?.image ?? '';
  const revision = pod.metadata.labels?.['controller-revision-hash'] ?? '';
  const add = (type: PodMoment['type']): void => {
    moments.push({ type, name, ordinal, uid, image, revision, rv: change.rv, atMs: change.atMs });
  };
  if (change.type === 'ADDED') add('created');
  if (change.type !== 'DELETED' && isReady(pod) && !isReady(old)) add('ready');
  if (pod.metadata.deletionTimestamp && !old?.metadata.deletionTimestamp) add('ending');
  if (change.type === 'DELETED') add('gone');
}

/**
 * What happened to the pods that a StatefulSet made, oldest first: created, first ready, told to
 * end, gone. Pods of an earlier set of the same name count too.
 */
export const podMoments = (world: World, namespace: string, set: string): readonly PodMoment[] =>
  world.fold<PodMoment[]>(`pods of ${namespace}/${set}`, [], (moments, change) => {
    addMoments(moments, change, namespace, set);
    return moments;
  });

/** The first moment of each ordinal among these, as the items `ordinal-0`, `ordinal-1` …. */
export function ordinalsInOrder(moments: readonly PodMoment[]): readonly PredictedMoment[] {
  const first = new Map<number, number>();
  for (const { ordinal, atMs } of moments) if (!first.has(ordinal)) first.set(ordinal, atMs);
  return [...first].map(([ordinal, atMs]) => ({ item: `ordinal-${ordinal}`, atMs }));
}

/** How many of a set's pods were ready after each moment that changed the number. */
export function readyCounts(
  moments: readonly PodMoment[],
): readonly { readonly ready: number; readonly rv: number; readonly atMs: number }[] {
  const ready = new Set<string>();
  const counts: { ready: number; rv: number; atMs: number }[] = [];
  for (const { type, uid, rv, atMs } of moments) {
    const before = ready.size;
    if (type === 'ready') ready.add(uid);
    if (type === 'ending' || type === 'gone') ready.delete(uid);
    if (ready.size !== before) counts.push({ ready: ready.size, rv, atMs });
  }
  return counts;
}

interface Wanted {
  readonly replicas: number;
  readonly rv: number;
  readonly atMs: number;
}

/** The replicas that a set was asked for, one entry a change, oldest first. */
export const wantedReplicas = (world: World, namespace: string, set: string): readonly Wanted[] =>
  world.fold<Wanted[]>(`replicas of ${namespace}/${set}`, [], (wanted, change) => {
    const { kind, object, previous, type, rv, atMs } = change;
    const { name, namespace: space } = object.metadata;
    if (kind.kind !== 'StatefulSet' || name !== set || space !== namespace) return wanted;
    const of = (value: unknown): number =>
      (value as { spec: { replicas?: number } }).spec.replicas ?? 1;
    if (type === 'DELETED') return wanted;
    const isNew = previous === undefined || of(previous) !== of(object);
    if (isNew) wanted.push({ replicas: of(object), rv, atMs });
    return wanted;
  });
