import type { Node, NodeCondition } from '../types.generated.ts';

/** The node's condition of a type, if it has one. */
export const getNodeCondition = (node: Node, type: string): NodeCondition | undefined =>
  node.status.conditions?.find((condition) => condition.type === type);

/** Whether the condition Ready is True; undefined when the node has no such condition. */
export function isNodeReady(node: Node): boolean | undefined {
  const condition = getNodeCondition(node, 'Ready');
  return condition === undefined ? undefined : condition.status === 'True';
}
