import { isNodeReady, isPodTerminal, type Node, nodes, type Pod, pods } from '../../api/index.ts';
import { because } from '../../kernel/index.ts';
import { DELETE_DEFAULT } from '../../store/index.ts';
import {
  type Action,
  type Controller,
  keyOf,
  NO_KEYS,
  splitKey,
  type View,
} from '../controller.ts';
import { withDisruption } from '../disruption-target.ts';
import { isDeleting } from '../meta.ts';
import { OUT_OF_SERVICE } from './condition-taints.ts';

/** How often it looks. Models gcCheckPeriod. */
const PERIOD_MS = 20_000;
/** How long a node must be missing since it was seen to be. Models quarantineTime. */
const QUARANTINE_MS = 40_000;

const isOutOfService = (node: Node): boolean =>
  isNodeReady(node) !== true && (node.spec.taints ?? []).some(({ key }) => key === OUT_OF_SERVICE);

function forceDelete(pod: Pod, code: string): Action {
  const { name } = pod.metadata;
  return {
    type: 'delete',
    object: pod,
    options: { ...DELETE_DEFAULT, gracePeriodSeconds: 0 },
    why: because(code, { pod: name, node: pod.spec.nodeName ?? '' }),
    onFailure: () => [],
  };
}

/** Ends a pod that nobody can end in the usual way. Models markFailedAndDeletePod. */
function failAndDelete(pod: Pod, marked: Pod, code: string): Action[] {
  if (isPodTerminal(pod)) return [forceDelete(pod, code)];
  marked.status.phase = 'Failed';
  const why = because(code, { pod: pod.metadata.name, node: pod.spec.nodeName ?? '' });
  const fail: Action = { type: 'update', object: marked, subresource: 'status', why };
  return [fail, forceDelete(pod, code)];
}

/** When each node was first seen to be missing, by name. */
type Quarantine = Map<string, number>;

function quarantined(pod: Pod, nodeName: string, missing: Quarantine, view: View): Action[] {
  const nowMs = view.clock.nowMs();
  const sinceMs = missing.get(nodeName) ?? nowMs;
  missing.set(nodeName, sinceMs);
  const delayMs = sinceMs + QUARANTINE_MS - nowMs;
  const why = because('podgc.quarantine', { pod: pod.metadata.name, node: nodeName });
  return delayMs <= 0 ? [] : [{ type: 'again', delayMs, why }];
}

function sync(pod: Pod, missing: Quarantine, view: View): Action[] {
  const { nodeName = '' } = pod.spec;
  if (nodeName === '') return isDeleting(pod) ? [forceDelete(pod, 'podgc.unscheduled')] : [];
  const node = view.get(nodes, '', nodeName);
  if (node !== undefined) missing.delete(nodeName);
  if (node === undefined) {
    const wait = quarantined(pod, nodeName, missing, view);
    if (wait.length > 0) return wait;
    const message = 'PodGC: node no longer exists';
    const marked = withDisruption(pod, 'DeletionByPodGC', message, view.clock);
    return failAndDelete(pod, marked, 'podgc.orphan');
  }
  if (!isDeleting(pod) || !isOutOfService(node)) return [];
  return failAndDelete(pod, { ...pod, status: { ...pod.status } }, 'podgc.outOfService');
}

/** Removes pods that their node cannot remove. Models pkg/controller/podgc. */
export function createPodGarbageCollector(): Controller {
  const missing: Quarantine = new Map();
  return {
    name: 'pod-garbage-collector',
    latencyMs: PERIOD_MS,
    watches: [
      {
        kind: nodes,
        keys: ({ type, object }, view) =>
          type === 'DELETED' || isOutOfService(object as Node)
            ? view
                .list(pods, '')
                .filter(({ spec }) => spec.nodeName === object.metadata.name)
                .map(keyOf)
            : [],
      },
      {
        kind: pods,
        keys: ({ type, object, previous }, view) => {
          if (type === 'DELETED') return [];
          const { nodeName = '' } = (object as Pod).spec;
          const node = view.get(nodes, '', nodeName);
          const isNew = nodeName !== (previous as Pod | undefined)?.spec.nodeName;
          if (nodeName !== '' && isNew && node === undefined) return [keyOf(object)];
          if (!isDeleting(object) || (previous !== undefined && isDeleting(previous)))
            return NO_KEYS;
          return node === undefined || isOutOfService(node) ? [keyOf(object)] : [];
        },
      },
    ],
    reconcile(key, view) {
      const { namespace, name } = splitKey(key);
      const pod = view.get(pods, namespace, name);
      return pod === undefined ? [] : sync(pod, missing, view);
    },
  };
}
