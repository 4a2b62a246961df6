import { podMoments, type SetName, type World } from '../../../../sim/lesson/index.ts';

/** Where all sets of this cluster are. */
export const NAMESPACE = 'mysql';

/** A set of this lesson. */
export const inMysql = (set: string): SetName => ({ namespace: NAMESPACE, set });

/** The database that somebody has neglected. */
export const DATABASE = inMysql('mysql-stateful');

/** What its Service and its set select. */
export const LABELS = { app: 'mysql', environment: 'test' };

/** What the stations read of a pod. */
export interface PodState {
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly nodeName?: string;
    readonly terminationGracePeriodSeconds?: number;
    readonly containers: readonly {
      readonly env?: readonly { readonly name: string; readonly value?: string }[];
    }[];
  };
  readonly status: {
    readonly containerStatuses?: readonly {
      readonly restartCount?: number;
      readonly ready?: boolean;
      readonly lastState?: { readonly terminated?: { readonly exitCode?: number } };
    }[];
  };
}

/** What the stations read of a node. */
export interface NodeState {
  readonly spec: { readonly unschedulable?: boolean };
  readonly status: {
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

/** The pods that are there, in their last states. */
export const podsNow = (world: World): readonly PodState[] => {
  const now = world.fold('pods that are there', new Map<string, PodState>(), (pods, change) => {
    const { kind, type, object } = change;
    if (kind.kind !== 'Pod' || object.metadata.namespace !== NAMESPACE) return pods;
    if (type === 'DELETED') pods.delete(object.metadata.uid);
    else pods.set(object.metadata.uid, object as unknown as PodState);
    return pods;
  });
  return [...now.values()];
};

/** Whether a pod's name is one that the set would give it. */
export const isNamedBy = ({ set }: SetName, name: string): boolean => name.startsWith(`${set}-`);

/** Whether all pods of a set so far were made from one template. */
export const hasOneRevision = (world: World, { namespace, set }: SetName): boolean =>
  new Set(podMoments(world, namespace, set).map(({ revision }) => revision)).size === 1;
