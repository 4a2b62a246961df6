import { type Node, nodes } from '../api/index.ts';
import type { Origin } from '../kernel/index.ts';
import { writeAs } from '../store/index.ts';
import { healthyConditions } from './node-object.ts';
import type { KubeletParts } from './ports.ts';

/** Posts that a node is healthy; a condition that was so before keeps the time since when. */
export function postNodeStatus(
  { queue, server }: KubeletParts,
  name: string,
  origin: Origin,
): void {
  const node = server.view.get(nodes, '', name);
  if (node === undefined) return;
  const before = node.status.conditions ?? [];
  const conditions = healthyConditions(queue.epochMs()).map((condition) => {
    const old = before.find(({ type }) => type === condition.type);
    return old?.status === condition.status
      ? { ...condition, lastTransitionTime: old.lastTransitionTime as string }
      : condition;
  });
  const metadata = { ...node.metadata, resourceVersion: '' };
  const next: Node = { ...node, metadata, status: { ...node.status, conditions } };
  server.update(nodes, next, 'status', writeAs('kubelet'), origin);
}
