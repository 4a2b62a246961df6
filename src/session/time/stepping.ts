import {
  type Deployment,
  deployments,
  type Pod,
  pods,
  statefulSets,
} from '../../../sim/api/index.ts';
import type { Session } from '../../../sim/lesson/index.ts';

/** Virtual time in which something has to happen; a cluster at rest has only heartbeats. */
const STEP_LIMIT_MS = 10 * 60_000;
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

/** Moves on until everything is ready. Returns whether it was, within ten virtual minutes. */
export const advanceUntilReady = (session: Session): boolean =>
  session.advanceUntil(() => isReady(session), STEP_LIMIT_MS);
