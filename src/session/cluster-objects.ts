import {
  type ControllerRevision,
  controllerOf,
  controllerRevisions,
  type Deployment,
  deployments,
  type EndpointSlice,
  endpointSlices,
  type KubeObject,
  type Node,
  nodes,
  type PersistentVolumeClaim,
  type Pod,
  persistentVolumeClaims,
  pods,
  type ReplicaSet,
  replicaSets,
  type Service,
  type StatefulSet,
  services,
  statefulSets,
} from '../../sim/api/index.ts';
import type { Session } from '../../sim/lesson/index.ts';

export type {
  ControllerRevision,
  Deployment,
  EndpointSlice,
  Node,
  PersistentVolumeClaim,
  Pod,
  ReplicaSet,
  Service,
  StatefulSet,
};

/** The objects that the cluster picture shows, as the store has them now. */
export interface ClusterObjects {
  readonly nodes: readonly Node[];
  readonly pods: readonly Pod[];
  readonly claims: readonly PersistentVolumeClaim[];
  readonly sets: readonly StatefulSet[];
  readonly deployments: readonly Deployment[];
  readonly replicaSets: readonly ReplicaSet[];
  readonly revisions: readonly ControllerRevision[];
  readonly services: readonly Service[];
  readonly slices: readonly EndpointSlice[];
}

export function clusterObjects({ view }: Session): ClusterObjects {
  return {
    nodes: view.list(nodes, ''),
    pods: view.list(pods, ''),
    claims: view.list(persistentVolumeClaims, ''),
    sets: view.list(statefulSets, ''),
    deployments: view.list(deployments, ''),
    replicaSets: view.list(replicaSets, ''),
    revisions: view.list(controllerRevisions, ''),
    services: view.list(services, ''),
    slices: view.list(endpointSlices, ''),
  };
}

/** All pods, in the order of their names. */
export const podsOf = ({ view }: Session): readonly Pod[] => view.list(pods, '');

/** Where the StatefulSets are. */
export const setsOf = ({ view }: Session): { namespace: string; name: string }[] =>
  view
    .list(statefulSets, '')
    .map(({ metadata }) => ({ namespace: metadata.namespace ?? '', name: metadata.name }));

const STATUS_COLUMN = pods.columns.findIndex((column) => column.name === 'Status');

/** STATUS does not say how long ago something was. */
const NO_CLOCK = { nowMs: () => 0, epochMs: () => 0 };

/** What kubectl prints under STATUS. */
export const podStatusText = (pod: Pod): string =>
  String(pods.columns[STATUS_COLUMN]?.cell(pod, NO_CLOCK) ?? '');

/** The controller that an object belongs to; undefined for objects on their own. */
export const ownerOf = (object: KubeObject) => controllerOf(object);
