import {
  hasLabels,
  type Node,
  type NodeSelectorRequirement,
  type NodeSelectorTerm,
  type Pod,
  type PodAffinityTerm,
  selects,
  type Taint,
  type Toleration,
} from '../../api/index.ts';
import { ownAt } from '../../kernel/index.ts';

function meets({ operator, values = [] }: NodeSelectorRequirement, value: string | undefined) {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return value !== undefined && Number(value) > Number(values[0]);
    case 'Lt':
      return value !== undefined && Number(value) < Number(values[0]);
    default:
      return false;
  }
}

/** Whether a node meets one term; an empty term is met by none. */
export function meetsTerm(term: NodeSelectorTerm, node: Node): boolean {
  const { matchExpressions = [], matchFields = [] } = term;
  if (matchExpressions.length + matchFields.length === 0) return false;
  const labels = node.metadata.labels ?? {};
  return (
    matchExpressions.every((requirement) => meets(requirement, ownAt(labels, requirement.key))) &&
    matchFields.every((requirement) => meets(requirement, node.metadata.name))
  );
}

/** Whether a node is one that the pod's nodeSelector and required node affinity allow. */
export function allowsNode(pod: Pod, node: Node): boolean {
  const required = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return (
    hasLabels(pod.spec.nodeSelector, node.metadata.labels) &&
    (required === undefined || required.nodeSelectorTerms.some((term) => meetsTerm(term, node)))
  );
}

/** Whether a toleration covers a taint. Models ToleratesTaint. */
export function tolerates(toleration: Toleration, taint: Taint): boolean {
  const { effect = '', key = '', operator = 'Equal', value = '' } = toleration;
  if (effect !== '' && effect !== taint.effect) return false;
  if (key !== '' && key !== taint.key) return false;
  if (key === '' && operator !== 'Exists') return false;
  return operator === 'Exists' || value === (taint.value ?? '');
}

/** The taints with one of these effects that a pod does not tolerate. */
export const untolerated = (
  pod: Pod,
  taints: readonly Taint[] | undefined,
  effects: readonly string[],
): Taint[] =>
  (taints ?? [])
    .filter(({ effect }) => effects.includes(effect))
    .filter((taint) => !(pod.spec.tolerations ?? []).some((t) => tolerates(t, taint)));

/** Whether a term that `owner` states is about `other`. */
export function isAbout(term: PodAffinityTerm, owner: Pod, other: Pod): boolean {
  const namespace = other.metadata.namespace ?? '';
  const isAnywhere =
    term.namespaceSelector !== undefined &&
    Object.keys(term.namespaceSelector.matchLabels ?? {}).length === 0 &&
    (term.namespaceSelector.matchExpressions ?? []).length === 0;
  const named = term.namespaces ?? [];
  const isHere =
    named.length > 0
      ? named.includes(namespace)
      : !term.namespaceSelector && namespace === (owner.metadata.namespace ?? '');
  return (isHere || isAnywhere) && selects(term.labelSelector, other.metadata.labels);
}
