import {
  type Deployment,
  deployments,
  type Pod,
  pods,
  statefulSets,
} from '../../../sim/api/index.ts';
import type { Session } from '../../../sim/lesson/index.ts';

/** Virtual time in which something has to happen; a cluster at rest has only heartbeats. */
export const STEP_LIMIT_MS = 10 * 60_000;
/**
 * A cluster in which nothing has changed for so long stays as it is: longer than the usual delays
 * of probes, and than most of those of a container that crashes.
 */
export const AT_REST_MS = 150_000;
/** They change all the time by themselves. */
const HEARTBEATS: ReadonlySet<string> = new Set(['Lease', 'Node']);

/** Moves on to the next change of an object. Returns whether there was one. */
export function stepToNextChange(session: Session): boolean {
  const changes = session.view.changes();
  let seen = changes.length;
  const isChanged = (): boolean => {
    for (; seen < changes.length; seen++) {
      if (!HEARTBEATS.has(changes[seen]?.kind.kind ?? '')) return true;
    }
    return false;
  };
  return session.advanceUntil(isChanged, STEP_LIMIT_MS);
}

const isSettled = ({ status, metadata }: Pod): boolean =>
  metadata.deletionTimestamp === undefined &&
  (status.phase === 'Succeeded' ||
    (status.conditions ?? []).some(({ type, status: is }) => type === 'Ready' && is === 'True'));

interface Scaled {
  readonly metadata: { readonly generation?: number };
  readonly spec: { readonly replicas?: number };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly readyReplicas?: number;
  };
}

const isRolledOut = ({ metadata, spec, status }: Scaled): boolean => {
  const wanted = spec.replicas ?? 1;
  return (
    status?.observedGeneration === metadata.generation &&
    (status?.replicas ?? 0) === wanted &&
    (status?.readyReplicas ?? 0) === wanted
  );
};

/** Whether every pod is ready or done, and every StatefulSet and Deployment has what it wants. */
export const isReady = ({ view }: Session): boolean =>
  view.list(pods, '').every(isSettled) &&
  view.list(statefulSets, '').every(isRolledOut) &&
  view.list(deployments, '').every((deployment: Deployment) => isRolledOut(deployment));

/** What keeps a session from being ready: pods, and workloads as they are specified now. */
export const waitedFor = ({ view }: Session): readonly string[] => [
  ...view.list(pods, '').flatMap((pod) => (isSettled(pod) ? [] : [pod.metadata.uid])),
  ...[...view.list(statefulSets, ''), ...view.list(deployments, '')].flatMap((workload) =>
    isRolledOut(workload) ? [] : [`${workload.metadata.uid} ${workload.metadata.generation}`],
  ),
];

/** The uid of the first pod that is neither ready nor done; '' when there is none. */
export const unreadyPod = ({ view }: Session): string =>
  view.list(pods, '').find((pod) => !isSettled(pod))?.metadata.uid ?? '';

/** How a wait for everything to be ready ended. */
export type Readiness = 'ready' | 'at rest' | 'not yet';

/** Moves on until all is ready, nothing changes any more, or ten virtual minutes are over. */
export function advanceUntilReady(session: Session): Readiness {
  const changes = session.view.changes();
  let seen = changes.length;
  let changedAtMs = session.nowMs();
  const isOver = (): boolean => {
    for (; seen < changes.length; seen++) {
      const change = changes[seen];
      if (!HEARTBEATS.has(change?.kind.kind ?? '')) changedAtMs = change?.atMs ?? changedAtMs;
    }
    return isReady(session) || session.nowMs() - changedAtMs >= AT_REST_MS;
  };
  if (!session.advanceUntil(isOver, STEP_LIMIT_MS)) return 'not yet';
  return isReady(session) ? 'ready' : 'at rest';
}
