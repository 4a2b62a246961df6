import {
  controllerOf,
  events,
  type KubeObject,
  type Node,
  nodes,
  type PersistentVolumeClaim,
  type Pod,
  persistentVolumeClaims,
  pods,
  type StatefulSet,
  statefulSets,
} from '../../sim/api/index.ts';
import type { Session } from '../../sim/lesson/index.ts';

export type { Node, PersistentVolumeClaim, Pod, StatefulSet };

/** The objects that the cluster picture shows, as the store has them now. */
export interface ClusterObjects {
  readonly nodes: readonly Node[];
  readonly pods: readonly Pod[];
  readonly claims: readonly PersistentVolumeClaim[];
  readonly sets: readonly StatefulSet[];
}

/** An event about an object, for its details. */
export interface EventLine {
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly count: number;
}

export function clusterObjects({ view }: Session): ClusterObjects {
  return {
    nodes: view.list(nodes, ''),
    pods: view.list(pods, ''),
    claims: view.list(persistentVolumeClaims, ''),
    sets: view.list(statefulSets, ''),
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

/** What kubectl prints under STATUS. */
export const podStatusText = (pod: Pod, session: Session): string =>
  String(
    pods.columns[STATUS_COLUMN]?.cell(pod, {
      nowMs: session.nowMs,
      epochMs: session.nowEpochMs,
    }) ?? '',
  );

/** The name of the StatefulSet that a pod belongs to. */
export function setOf(object: KubeObject): string | undefined {
  const owner = controllerOf(object);
  return owner?.kind === 'StatefulSet' ? owner.name : undefined;
}

/** The events about an object, oldest first. */
function eventsOf({ view }: Session, object: KubeObject): EventLine[] {
  return view
    .list(events, object.metadata.namespace ?? '')
    .filter((event) => event.involvedObject.uid === object.metadata.uid)
    .map((event) => ({
      type: event.type ?? '',
      reason: event.reason ?? '',
      message: event.message ?? '',
      count: event.count ?? 1,
    }));
}

/** What the details of a pod show. */
export interface PodFacts {
  readonly phase: string;
  readonly address: string;
  readonly images: readonly string[];
  readonly revision: string;
  readonly conditions: readonly {
    readonly type: string;
    readonly isTrue: boolean;
    readonly reason: string;
  }[];
  readonly events: readonly EventLine[];
  /** Newest first, down to the learner's command. */
  readonly causes: readonly Cause[];
}

/** One link of a chain of causes. A command is given as the line that was run. */
export type Cause = ReturnType<Session['causesOf']>[number];

const NO_FACTS: PodFacts = {
  phase: '',
  address: '',
  images: [],
  revision: '',
  conditions: [],
  events: [],
  causes: [],
};

/** The chain of causes with the line of the learner's command at its end. */
function causesWithCommands(session: Session, uid: string): readonly Cause[] {
  const changes = session.view.changes();
  return session.causesOf(uid).map((cause) => {
    if (cause.why.code !== 'command') return cause;
    const change = changes.find(({ rv }) => rv === cause.rv);
    const line = session.commands().find(({ id }) => id === change?.origin.commandId)?.line;
    return line === undefined
      ? cause
      : { ...cause, why: { code: 'command.line', values: { line } } };
  });
}

/** The facts of the pod with this uid; empty ones when it is gone. */
export function podFacts(session: Session, uid: string): PodFacts {
  const found = session.view.byUid(uid);
  if (found === undefined || found.kind.kind !== pods.kind) return NO_FACTS;
  const pod = found.object as Pod;
  return {
    phase: pod.status.phase ?? '',
    address: pod.status.podIP ?? '',
    images: pod.spec.containers.map((container) => container.image ?? ''),
    revision: pod.metadata.labels?.['controller-revision-hash'] ?? '',
    conditions: (pod.status.conditions ?? []).map((condition) => ({
      type: condition.type,
      isTrue: condition.status === 'True',
      reason: condition.reason ?? '',
    })),
    events: eventsOf(session, pod),
    causes: causesWithCommands(session, uid),
  };
}
