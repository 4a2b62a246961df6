import type { Node, Pod } from '../../api/index.ts';
import type { StoreView } from '../../store/index.ts';
import type { ClusterState } from './cluster-state.ts';
import type { PodVolumes } from './volumes.ts';

/** Why a node does not take a pod; `isFinal` when ending other pods there would not help. */
export interface Refusal {
  readonly reasons: readonly string[];
  readonly isFinal: boolean;
}

/** A refusal, and the filter that it comes from. */
export type RuledRefusal = Refusal & { readonly rule: string };

export interface Attempt {
  readonly pod: Pod;
  readonly volumes: PodVolumes;
  readonly state: ClusterState;
  readonly nodes: readonly Node[];
  readonly view: StoreView;
}
