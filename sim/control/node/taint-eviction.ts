import { type Node, nodes, type Pod, pods, type Taint } from '../../api/index.ts';
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
import { eventOf } from '../pod-control.ts';
import { tolerates } from '../scheduler/affinity.ts';

const LATENCY_MS = 6;

/**
 * How long a pod bears the taints of its node, in seconds: Infinity for ever; undefined when it
 * does not bear one of them.
 */
function patienceSeconds(pod: Pod, taints: readonly Taint[]): number | undefined {
  let seconds = Number.POSITIVE_INFINITY;
  for (const taint of taints) {
    const matching = (pod.spec.tolerations ?? []).filter((t) => tolerates(t, taint));
    if (matching.length === 0) return undefined;
    for (const { tolerationSeconds: own } of matching) {
      if (own !== undefined) seconds = Math.min(seconds, Math.max(0, own));
    }
  }
  return seconds;
}

/** Says why the pod goes, then deletes it. */
function evict(pod: Pod, view: View): Action[] {
  const { namespace = '', name } = pod.metadata;
  const why = because('taint.evict', { pod: name, node: pod.spec.nodeName ?? '' });
  const reason = 'DeletionByTaintManager';
  const message = 'Taint manager: deleting due to NoExecute taint';
  const object = withDisruption(pod, reason, message, view.clock);
  const text = `Marking for deletion Pod ${namespace}/${name}`;
  return [
    eventOf(pod, 'Normal', 'TaintManagerEviction', text),
    { type: 'update', object, subresource: 'status', why },
    { type: 'delete', object: pod, options: DELETE_DEFAULT, why },
  ];
}

/** A pod that was to go may stay after all. */
function cancel(pod: Pod): Action[] {
  const text = `Cancelling deletion of Pod ${pod.metadata.namespace ?? ''}/${pod.metadata.name}`;
  return [eventOf(pod, 'Normal', 'TaintManagerEviction', text)];
}

/**
 * `waiting` holds when pods are to go, by their uids: that counts from when the taints were seen
 * first, and is kept when they change. Models processPodOnNode.
 */
function sync(pod: Pod, waiting: Map<string, number>, view: View): Action[] {
  const { uid, name } = pod.metadata;
  const node = view.get(nodes, '', pod.spec.nodeName ?? '');
  const taints = (node?.spec.taints ?? []).filter(({ effect }) => effect === 'NoExecute');
  const knownMs = waiting.get(uid);
  waiting.delete(uid);
  if (isDeleting(pod)) return [];
  const cancelled = knownMs === undefined ? [] : cancel(pod);
  const seconds = patienceSeconds(pod, taints);
  if (seconds === undefined) return [...cancelled, ...evict(pod, view)];
  if (seconds === Number.POSITIVE_INFINITY) return cancelled;
  const nowMs = view.clock.epochMs();
  const dueMs = knownMs ?? nowMs + seconds * 1000;
  if (dueMs <= nowMs) return evict(pod, view);
  waiting.set(uid, dueMs);
  const why = because('taint.tolerated', { pod: name, seconds });
  return [{ type: 'again', delayMs: dueMs - nowMs, why }];
}

const taintsOf = (node: Node | undefined): string => JSON.stringify(node?.spec.taints ?? []);

/** Deletes pods that do not bear the NoExecute taints of their node. Models tainteviction. */
export function createTaintEvictionController(): Controller {
  const waiting = new Map<string, number>();
  return {
    name: 'taint-eviction-controller',
    latencyMs: LATENCY_MS,
    watches: [
      {
        kind: nodes,
        keys: ({ object, previous }, view) =>
          taintsOf(object as Node) === taintsOf(previous as Node | undefined)
            ? []
            : view
                .list(pods, '')
                .filter(({ spec }) => spec.nodeName === object.metadata.name)
                .map(keyOf),
      },
      {
        kind: pods,
        keys: ({ object, previous, type }) => {
          const node = (object as Pod).spec.nodeName;
          const isNew = type !== 'DELETED' && node !== (previous as Pod | undefined)?.spec.nodeName;
          if (type === 'DELETED') waiting.delete(object.metadata.uid);
          return node && isNew ? [keyOf(object)] : NO_KEYS;
        },
      },
    ],
    reconcile(key, view) {
      const { namespace, name } = splitKey(key);
      const pod = view.get(pods, namespace, name);
      return pod?.spec.nodeName ? sync(pod, waiting, view) : [];
    },
  };
}
