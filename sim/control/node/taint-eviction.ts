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

/** How long a pod bears the taints of its node, in seconds; undefined: for ever. */
function patienceSeconds(pod: Pod, taints: readonly Taint[]): number | undefined {
  const limits: number[] = [];
  for (const taint of taints) {
    const matching = (pod.spec.tolerations ?? []).filter((t) => tolerates(t, taint));
    if (matching.length === 0) return 0;
    const bounded = matching.flatMap(({ tolerationSeconds }) => tolerationSeconds ?? []);
    if (bounded.length > 0) limits.push(Math.max(0, Math.min(...bounded)));
  }
  return limits.length === 0 ? undefined : Math.min(...limits);
}

/** When the taints were put on, in milliseconds since 1970. */
const taintedSinceMs = (taints: readonly Taint[], nowMs: number): number =>
  Math.min(nowMs, ...taints.flatMap(({ timeAdded }) => timeAdded ?? []).map((t) => Date.parse(t)));

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

/** `waiting` holds the uids of pods that are to go later. */
function sync(pod: Pod, waiting: Set<string>, view: View): Action[] {
  const node = view.get(nodes, '', pod.spec.nodeName ?? '');
  const taints = (node?.spec.taints ?? []).filter(({ effect }) => effect === 'NoExecute');
  const wasWaiting = waiting.delete(pod.metadata.uid);
  if (isDeleting(pod)) return [];
  const seconds = taints.length === 0 ? undefined : patienceSeconds(pod, taints);
  if (seconds === undefined) return wasWaiting ? cancel(pod) : [];
  const nowMs = view.clock.epochMs();
  const leftMs = taintedSinceMs(taints, nowMs) + seconds * 1000 - nowMs;
  if (leftMs <= 0) return evict(pod, view);
  waiting.add(pod.metadata.uid);
  const why = because('taint.tolerated', { pod: pod.metadata.name, seconds });
  return [{ type: 'again', delayMs: leftMs, why }];
}

const taintsOf = (node: Node | undefined): string => JSON.stringify(node?.spec.taints ?? []);

/** Deletes pods that do not bear the NoExecute taints of their node. Models tainteviction. */
export function createTaintEvictionController(): Controller {
  const waiting = new Set<string>();
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
