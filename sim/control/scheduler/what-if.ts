import type { Pod } from '../../api/index.ts';
import { addTo, type ClusterState, type NodeLoad } from './cluster-state.ts';

const copyOf = (load: NodeLoad): NodeLoad => ({
  ...load,
  others: new Map(load.others),
  pods: new Map(load.pods),
  byOwner: new Map(load.byOwner),
});

/** The state as it would be with `gone` off a node and `come` on it. */
export function whatIf(
  state: ClusterState,
  node: string,
  gone: readonly Pod[],
  come: readonly Pod[],
): ClusterState {
  if (gone.length === 0 && come.length === 0) return state;
  const load = copyOf(state.load(node));
  for (const pod of gone) {
    if (load.pods.delete(pod.metadata.uid)) addTo(load, pod, state.demand(pod), -1);
  }
  for (const pod of come) {
    load.pods.set(pod.metadata.uid, pod);
    addTo(load, pod, state.demand(pod), 1);
  }
  const uids = new Set(gone.map(({ metadata }) => metadata.uid));
  return {
    ...state,
    load: (name) => (name === node ? load : state.load(name)),
    repelling: () => [...state.repelling()].filter(({ metadata }) => !uids.has(metadata.uid)),
  };
}
