import { type KubeObject, type Namespace, type Pod, timestamp } from '../api/index.ts';
import type { DeleteOptions } from './api-server.ts';

const ORPHAN = 'orphan';
const FOREGROUND = 'foregroundDeletion';

/** What a delete makes of an object: it goes at once, or it stays and is marked. */
export interface Deletion {
  /** The object marked as deleting; undefined when it needs no mark before it goes. */
  readonly marked: KubeObject | undefined;
  readonly isGone: boolean;
}

/**
 * The finalizers that a propagation policy asks for. Models deletionFinalizersForGarbageCollection.
 */
function finalizersFor(object: KubeObject, options: DeleteOptions): readonly string[] {
  const current = object.metadata.finalizers ?? [];
  if (options.propagation === undefined) return current;
  const others = current.filter((name) => name !== ORPHAN && name !== FOREGROUND);
  if (options.propagation === 'Orphan') return [...others, ORPHAN];
  if (options.propagation === 'Foreground') return [...others, FOREGROUND];
  return others;
}

/** Seconds of grace for a pod. Models registry/core/pod CheckGracefulDelete. */
function podGraceSeconds(pod: Pod, options: DeleteOptions): number {
  const isOver = pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
  if (isOver || (pod.spec.nodeName ?? '') === '') return 0;
  return options.gracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 30;
}

function mark(object: KubeObject, nowEpochMs: number, graceSeconds: number): KubeObject {
  const { generation = 0, deletionTimestamp } = object.metadata;
  const isNew = deletionTimestamp === undefined && generation > 0;
  return {
    ...object,
    metadata: {
      ...object.metadata,
      ...(isNew ? { generation: generation + 1 } : {}),
      deletionTimestamp: timestamp(nowEpochMs + graceSeconds * 1000),
      deletionGracePeriodSeconds: graceSeconds,
    },
  };
}

function withFinalizers(object: KubeObject, finalizers: readonly string[]): KubeObject {
  const { finalizers: before, ...others } = object.metadata;
  if (finalizers.length === 0)
    return before === undefined ? object : { ...object, metadata: others };
  if (before === finalizers) return object;
  return { ...object, metadata: { ...object.metadata, finalizers: [...finalizers] } };
}

function deletePod(pod: Pod, options: DeleteOptions, nowEpochMs: number): Deletion {
  const finalizers = finalizersFor(pod, options);
  const graceSeconds = podGraceSeconds(pod, options);
  const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = pod.metadata;
  const isShorter = graceSeconds < deletionGracePeriodSeconds;
  if (deletionTimestamp !== undefined && !isShorter && deletionGracePeriodSeconds > 0) {
    return { marked: undefined, isGone: false };
  }
  const marked = withFinalizers(mark(pod, nowEpochMs, graceSeconds), finalizers);
  return { marked, isGone: graceSeconds === 0 && finalizers.length === 0 };
}

function deleteNamespace(namespace: Namespace, nowEpochMs: number): Deletion {
  const { metadata, status } = namespace;
  const deletionTimestamp = timestamp(nowEpochMs);
  const marked: Namespace =
    metadata.deletionTimestamp !== undefined
      ? namespace
      : {
          ...namespace,
          metadata: { ...metadata, deletionTimestamp },
          status: { ...status, phase: 'Terminating' },
        };
  return { marked, isGone: (namespace.spec.finalizers ?? []).length === 0 };
}

/**
 * Decides what a delete does to an object. Models apiserver/pkg/registry/rest/delete.go
 * BeforeDelete together with the store's handling of finalizers.
 */
export function deletionOf(
  object: KubeObject,
  options: DeleteOptions,
  nowEpochMs: number,
): Deletion {
  if (object.kind === 'Pod') return deletePod(object as Pod, options, nowEpochMs);
  if (object.kind === 'Namespace') return deleteNamespace(object as Namespace, nowEpochMs);
  const finalizers = finalizersFor(object, options);
  if (finalizers.length === 0) return { marked: undefined, isGone: true };
  const isMarked = object.metadata.deletionTimestamp !== undefined;
  const draft = isMarked ? object : mark(object, nowEpochMs, 0);
  return { marked: withFinalizers(draft, finalizers), isGone: false };
}

/** Whether an object that is being deleted waits for nothing any more. */
export function isReadyToGo(object: KubeObject): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds = 0, finalizers = [] } = object.metadata;
  if (deletionTimestamp === undefined || finalizers.length > 0) return false;
  if (object.kind === 'Namespace')
    return ((object as Namespace).spec.finalizers ?? []).length === 0;
  return deletionGracePeriodSeconds === 0;
}
