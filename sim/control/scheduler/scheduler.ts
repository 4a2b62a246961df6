import {
  draftOf,
  isEqual,
  isPodTerminal,
  type Node,
  nodes,
  type PersistentVolumeClaim,
  type Pod,
  persistentVolumeClaims,
  persistentVolumes,
  pods,
} from '../../api/index.ts';
import { because } from '../../kernel/index.ts';
import type { Change } from '../../store/index.ts';
import {
  type Action,
  type Controller,
  keyOf,
  NO_KEYS,
  splitKey,
  type View,
} from '../controller.ts';
import { annotationOf, SELECTED_NODE } from '../volumes/index.ts';
import type { Attempt, Refusal, RuledRefusal } from './attempt.ts';
import { type ClusterState, createClusterState, isWaiting } from './cluster-state.ts';
import { type Failure, fail, refuse } from './failed-attempt.ts';
import { refusalOf } from './filters.ts';
import { helpsByComing, helpsByGoing } from './hints.ts';
import { type Preemption, preempt, priorityOf } from './preemption.ts';
import { bestNodes } from './scores.ts';
import { claimNamesOf, volumesOf } from './volumes.ts';
import { whatIf } from './what-if.ts';

const LATENCY_MS = 3;
/** How often a pod whose volume is being made looks whether it is there. */
const BIND_POLL_MS = 1000;

type Outcome = { readonly node: Node; readonly attempt: Attempt } | Failure;

/** `1 node(s) were unschedulable, 2 Insufficient cpu`: counts of reasons, sorted as text. */
function histogram(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort()
    .join(', ');
}

/** What the scheduler says when no node fits. Models FitError and what its PostFilters add. */
function fitError(count: number, refusals: readonly Refusal[], outcome: Preemption): string {
  const none = `0/${count} nodes are available:`;
  const said = `${none} ${histogram(refusals.flatMap((refusal) => refusal.reasons))}.`;
  if ('candidate' in outcome) return said;
  const start = `${said} no new claims to deallocate, preemption:`;
  if (outcome.message !== '') return `${start} ${outcome.message}`;
  const preemption = refusals.map(({ isFinal }) =>
    isFinal
      ? 'Preemption is not helpful for scheduling'
      : 'No preemption victims found for incoming pod',
  );
  return `${start} ${none} ${histogram(preemption)}.`;
}

/** Pods that room is made for on a node, as important as `pod` at least. */
const nominatedTo = (node: string, pod: Pod, state: ClusterState): Pod[] =>
  [...state.nominated()].filter(
    (other) =>
      other.status.nominatedNodeName === node &&
      other.metadata.uid !== pod.metadata.uid &&
      priorityOf(other) >= priorityOf(pod),
  );

/** Why a node does not take the pod, also with those that were promised room there. */
function refusalWithNominated(attempt: Attempt, node: Node): RuledRefusal | undefined {
  const { name } = node.metadata;
  const come = nominatedTo(name, attempt.pod, attempt.state);
  const state = whatIf(attempt.state, name, [], come);
  return refusalOf({ ...attempt, state }, node) ?? refusalOf(attempt, node);
}

function findNode(pod: Pod, state: ClusterState, view: View): Outcome {
  const all = view.list(nodes, '');
  if (all.length === 0) return { message: 'no nodes available to schedule pods', rules: [] };
  const volumes = volumesOf(pod, view);
  if ('error' in volumes) {
    const message = `0/${all.length} nodes are available: ${volumes.error}. not found`;
    return { message, rules: ['VolumeBinding'] };
  }
  const attempt: Attempt = { pod, volumes, state, nodes: all, view };
  const refusals = new Map<string, RuledRefusal>();
  const fitting = all.filter((node) => {
    const refusal = refusalWithNominated(attempt, node);
    if (refusal !== undefined) refusals.set(node.metadata.name, refusal);
    return refusal === undefined;
  });
  const nominated = fitting.find(({ metadata }) => metadata.name === pod.status.nominatedNodeName);
  if (nominated !== undefined) return { node: nominated, attempt };
  if (fitting.length === 0) {
    const preemption = preempt(attempt, refusals, view.prng);
    const found = [...refusals.values()];
    const rules = found.map(({ rule }) => rule);
    return { message: fitError(all.length, found, preemption), rules, preemption };
  }
  const best = bestNodes(attempt, fitting);
  return { node: best[view.prng.below(best.length)] as Node, attempt };
}

const assign = (pod: Pod, node: string): Action => {
  const object: Pod = { ...pod, spec: { ...pod.spec, nodeName: node } };
  const { namespace = '', name } = pod.metadata;
  return {
    type: 'update',
    object,
    subresource: 'binding',
    why: because('scheduler.assigned', { pod: name, node }),
    onSuccess: () => [
      {
        type: 'event',
        about: pod,
        severity: 'Normal',
        reason: 'Scheduled',
        message: `Successfully assigned ${namespace}/${name} to ${node}`,
      },
    ],
  };
};

/** Names the node on the claims that wait for it, and looks again when they may be bound. */
function selectNode(pod: Pod, node: string, claims: readonly PersistentVolumeClaim[]): Action[] {
  const why = because('scheduler.selectNode', { pod: pod.metadata.name, node });
  const nominated = draftOf(pod);
  nominated.status.nominatedNodeName = node;
  return [
    { type: 'update', object: nominated, subresource: 'status', why },
    ...claims.map((claim): Action => {
      const object = draftOf(claim);
      object.metadata.annotations = { ...object.metadata.annotations, [SELECTED_NODE]: node };
      return { type: 'update', object, subresource: '', why };
    }),
    { type: 'again', delayMs: BIND_POLL_MS, why },
  ];
}

/** When the node was written on the claims of a nominated pod. */
function nominatedAtMs(pod: Pod, view: View): number {
  const names = claimNamesOf(pod);
  const changes = view.changes();
  for (let i = changes.length - 1; i >= 0; i--) {
    const { kind, object, previous, atMs } = changes[i] as Change;
    if (kind !== persistentVolumeClaims || !names.includes(object.metadata.name)) continue;
    if (object.metadata.namespace !== pod.metadata.namespace) continue;
    const [now, before] = [object, previous] as PersistentVolumeClaim[];
    const had = before !== undefined && annotationOf(before, SELECTED_NODE) !== '';
    if (now !== undefined && annotationOf(now, SELECTED_NODE) !== '' && !had) return atMs;
  }
  return view.clock.nowMs();
}

/** A pod whose node is chosen waits for its volumes, looking once a second. */
function awaitVolumes(pod: Pod, node: string, view: View): Action[] {
  const why = because('scheduler.waitVolumes', { pod: pod.metadata.name, node });
  const elapsedMs = (view.clock.nowMs() - nominatedAtMs(pod, view)) % BIND_POLL_MS;
  const again: Action = { type: 'again', delayMs: BIND_POLL_MS - elapsedMs, why };
  const volumes = volumesOf(pod, view);
  const isReady = !('error' in volumes) && volumes.waiting.length === 0;
  if (elapsedMs === 0 && isReady) return [assign(pod, node)];
  return [{ type: 'wait', about: pod, why }, again];
}

/** Whether a pod's node was chosen before its volumes were made there. */
function waitsForVolumes(pod: Pod, view: View): boolean {
  const { nominatedNodeName = '' } = pod.status;
  return claimNamesOf(pod).some((name) => {
    const claim = view.get(persistentVolumeClaims, pod.metadata.namespace ?? '', name);
    return claim !== undefined && annotationOf(claim, SELECTED_NODE) === nominatedNodeName;
  });
}

const GATED = 'Scheduling is blocked due to non-empty scheduling gates';

/** By which filters pods were refused when they were last looked at, by uid. */
type Rejections = Map<string, ReadonlySet<string>>;

function schedule(key: string, state: ClusterState, rejections: Rejections, view: View): Action[] {
  state.follow(view);
  const { namespace, name } = splitKey(key);
  const pod = view.get(pods, namespace, name);
  if (pod === undefined || !isWaiting(pod)) return [];
  if ((pod.spec.schedulingGates ?? []).length > 0) {
    return refuse(pod, 'SchedulingGated', GATED, undefined, view);
  }
  const { nominatedNodeName = '' } = pod.status;
  if (nominatedNodeName !== '' && waitsForVolumes(pod, view)) {
    return awaitVolumes(pod, nominatedNodeName, view);
  }
  const outcome = findNode(pod, state, view);
  if ('message' in outcome) {
    rejections.set(pod.metadata.uid, new Set(outcome.rules));
    return fail(pod, outcome, view);
  }
  rejections.delete(pod.metadata.uid);
  const { waiting } = outcome.attempt.volumes;
  if (waiting.length > 0) return selectNode(pod, outcome.node.metadata.name, waiting);
  return [assign(pod, outcome.node.metadata.name)];
}

/** What of a node can make a pod fit that did not. */
const nodeFacts = (node: Node): string =>
  JSON.stringify([
    node.metadata.labels,
    node.spec.taints,
    node.spec.unschedulable,
    node.status.allocatable,
  ]);

/** Whether a change of a pod makes room or company for others. */
function makesRoom(change: Change): boolean {
  const [now, before] = [change.object, change.previous] as [Pod, Pod | undefined];
  if (!now.spec.nodeName) return false;
  if (change.type === 'DELETED') return !isPodTerminal(now);
  if (before === undefined) return false;
  return (
    isPodTerminal(now) !== isPodTerminal(before) ||
    (before.spec.nodeName ?? '') === '' ||
    !isEqual(now.metadata.labels, before.metadata.labels)
  );
}

function retryKeys(state: ClusterState, view: View, is: (pod: Pod) => boolean): readonly string[] {
  if (!state.mayHaveRefused(view)) return NO_KEYS;
  state.follow(view);
  const refused = state.refused();
  if (refused.length === 0) return NO_KEYS;
  return refused.filter(([, pod]) => is(pod)).map(([key]) => key);
}

/** Finds a node for each pod. Models pkg/scheduler with its default plugins. */
export function createScheduler(): Controller {
  const state = createClusterState();
  const rejections: Rejections = new Map();
  const rulesOf = ({ metadata }: Pod): ReadonlySet<string> =>
    rejections.get(metadata.uid) ?? new Set();
  return {
    name: 'default-scheduler',
    latencyMs: LATENCY_MS,
    watches: [
      {
        kind: pods,
        keys(change, view) {
          const pod = change.object as Pod;
          if (change.type === 'DELETED') rejections.delete(pod.metadata.uid);
          const wasSame =
            change.previous !== undefined &&
            isEqual((change.previous as Pod).spec, pod.spec) &&
            isEqual(change.previous.metadata.labels, pod.metadata.labels);
          const isOwn = change.type !== 'DELETED' && !wasSame && isWaiting(pod);
          const own = isOwn ? [keyOf(pod)] : NO_KEYS;
          if (!makesRoom(change)) return own;
          const isArrival = change.type !== 'DELETED' && !isPodTerminal(pod);
          const others = retryKeys(state, view, (other) =>
            isArrival ? helpsByComing(other, pod) : helpsByGoing(rulesOf(other), other, pod),
          );
          return others.length === 0 ? own : [...own, ...others];
        },
      },
      {
        kind: nodes,
        keys: ({ object, previous }, view) =>
          previous !== undefined && nodeFacts(object as Node) === nodeFacts(previous as Node)
            ? []
            : retryKeys(state, view, () => true),
      },
      {
        kind: persistentVolumeClaims,
        keys: ({ object, type }, view) =>
          type === 'DELETED'
            ? []
            : retryKeys(
                state,
                view,
                (pod) =>
                  pod.metadata.namespace === object.metadata.namespace &&
                  claimNamesOf(pod).includes(object.metadata.name),
              ),
      },
      {
        kind: persistentVolumes,
        keys: ({ type }, view) =>
          type === 'DELETED' ? [] : retryKeys(state, view, (pod) => claimNamesOf(pod).length > 0),
      },
    ],
    reconcile: (key, view) => schedule(key, state, rejections, view),
  };
}
