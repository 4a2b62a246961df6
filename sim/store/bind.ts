import {
  conflict,
  failure,
  type Pod,
  pods,
  type Result,
  success,
  timestamp,
} from '../api/index.ts';

/**
 * A pod as it is when it has been given to a node. A pod that is being deleted or has a node is a
 * Conflict. Models registry/core/pod/storage BindingREST.
 */
export function boundPod(pod: Pod, node: string, nowEpochMs: number): Result<Pod> {
  const { name, deletionTimestamp } = pod.metadata;
  const refuse = (text: string): Result<Pod> => failure(conflict(pods, name, text));
  if (deletionTimestamp !== undefined) {
    return refuse(`pod ${name} is being deleted, cannot be assigned to a host`);
  }
  if (pod.spec.nodeName) {
    return refuse(`pod ${name} is already assigned to node "${pod.spec.nodeName}"`);
  }
  const others = (pod.status.conditions ?? []).filter(({ type }) => type !== 'PodScheduled');
  const scheduled = {
    type: 'PodScheduled',
    status: 'True',
    lastProbeTime: null as unknown as string,
    lastTransitionTime: timestamp(nowEpochMs),
  };
  const status = { ...pod.status, conditions: [...others, scheduled] };
  delete status.nominatedNodeName;
  return success({ ...pod, spec: { ...pod.spec, nodeName: node }, status });
}
