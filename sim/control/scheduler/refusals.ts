import { nodes, type Pod } from '../../api/index.ts';
import type { StoreView } from '../../store/index.ts';
import type { Attempt } from './attempt.ts';
import { createClusterState, isWaiting } from './cluster-state.ts';
import { isShort, refusalOf, sharesOf } from './filters.ts';
import { volumesOf } from './volumes.ts';

/** A node that does not take a pod. */
export interface NodeRefusal {
  /** '' when the pod is refused before any node is looked at. */
  readonly node: string;
  /** The scheduler's plugin that refuses: `NodeResourcesFit`. */
  readonly rule: string;
  /** In the scheduler's own words. */
  readonly reasons: readonly string[];
  /** What there is too little of; cpu in thousandths, memory in bytes. */
  readonly short: readonly { readonly asked: number; readonly free: number }[];
}

const ofAll = (rule: string, reason: string): NodeRefusal[] => [
  { node: '', rule, reasons: [reason], short: [] },
];

/**
 * Which nodes a pod that waits for one does not fit now, and by which rule, node by node: what the
 * scheduler counts together in its FailedScheduling events. Nothing for a pod that does not wait.
 */
export function refusalsOf(pod: Pod, view: StoreView): NodeRefusal[] {
  if (!isWaiting(pod)) return [];
  const gates = (pod.spec.schedulingGates ?? []).map(({ name }) => name);
  if (gates.length > 0) return ofAll('SchedulingGates', gates.join(', '));
  const volumes = volumesOf(pod, view);
  if ('error' in volumes) return ofAll('VolumeBinding', volumes.error);
  const state = createClusterState();
  state.follow(view);
  const all = view.list(nodes, '');
  const attempt: Attempt = { pod, volumes, state, nodes: all, view };
  return all.flatMap((node) => {
    const refusal = refusalOf(attempt, node);
    if (refusal === undefined) return [];
    const { rule, reasons } = refusal;
    const short = reasons.map((reason) => {
      const share = sharesOf(attempt, node).find((one) => one.reason === reason && isShort(one));
      return share === undefined
        ? { asked: 0, free: 0 }
        : { asked: share.asked, free: share.all - share.used };
    });
    return [{ node: node.metadata.name, rule, reasons, short }];
  });
}
