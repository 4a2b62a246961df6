import { type Node, type Pod, selects, type TopologySpreadConstraint } from '../../api/index.ts';
import { ownAt } from '../../kernel/index.ts';
import { isDeleting } from '../meta.ts';
import { allowsNode } from './affinity.ts';
import type { Attempt, Refusal } from './attempt.ts';

/** How many pods of the pod's namespace a constraint counts in each domain of its topology. */
export function domainCounts(
  { pod, state, nodes }: Attempt,
  constraint: TopologySpreadConstraint,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const node of nodes) {
    const domain = ownAt(node.metadata.labels, constraint.topologyKey);
    if (domain === undefined || !allowsNode(pod, node)) continue;
    const counted = [...state.load(node.metadata.name).pods.values()].filter(
      (other) =>
        other.metadata.namespace === pod.metadata.namespace &&
        !isDeleting(other) &&
        selects(constraint.labelSelector, other.metadata.labels),
    );
    counts.set(domain, (counts.get(domain) ?? 0) + counted.length);
  }
  return counts;
}

const isCountedItself = (pod: Pod, constraint: TopologySpreadConstraint): boolean =>
  selects(constraint.labelSelector, pod.metadata.labels);

/**
 * Whether a pod on this node would make its domains too uneven. Models PodTopologySpread's filter.
 */
export function spreadRefusal(attempt: Attempt, node: Node): Refusal | undefined {
  const reason = "node(s) didn't match pod topology spread constraints";
  for (const constraint of attempt.pod.spec.topologySpreadConstraints ?? []) {
    if (constraint.whenUnsatisfiable !== 'DoNotSchedule') continue;
    const domain = ownAt(node.metadata.labels, constraint.topologyKey);
    if (domain === undefined) {
      return { reasons: [`${reason} (missing required label)`], isFinal: true };
    }
    const counts = domainCounts(attempt, constraint);
    const isBelowMinimum = counts.size < (constraint.minDomains ?? 1);
    const least = isBelowMinimum ? 0 : Math.min(...counts.values());
    const own = isCountedItself(attempt.pod, constraint) ? 1 : 0;
    const skew = (counts.get(domain) ?? 0) + own - least;
    if (skew > constraint.maxSkew) return { reasons: [reason], isFinal: false };
  }
  return undefined;
}
