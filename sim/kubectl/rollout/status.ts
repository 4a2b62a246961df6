import type { DaemonSet, Deployment, StatefulSet } from '../../api/index.ts';

/** How far a rollout is: one line of text, and whether it is over. */
export type RolloutStatus =
  | { readonly text: string; readonly isDone: boolean }
  | { readonly error: string };

const going = (text: string): RolloutStatus => ({ text: `${text}\n`, isDone: false });
const complete = (text: string): RolloutStatus => ({ text: `${text}\n`, isDone: true });
const ROLLING_ONLY = 'rollout status is only available for RollingUpdate strategy type';

/** Models kubectl's status viewer of StatefulSets. */
export function statefulSetStatus({ metadata, spec, status }: StatefulSet): RolloutStatus {
  const { type, rollingUpdate } = spec.updateStrategy ?? {};
  if (type !== 'RollingUpdate') return { error: ROLLING_ONLY };
  const observed = status.observedGeneration ?? 0;
  if (observed === 0 || (metadata.generation ?? 0) > observed) {
    return going('Waiting for statefulset spec update to be observed...');
  }
  const wanted = spec.replicas ?? 0;
  const ready = status.readyReplicas ?? 0;
  const updated = status.updatedReplicas ?? 0;
  if (ready < wanted) return going(`Waiting for ${wanted - ready} pods to be ready...`);
  if (rollingUpdate !== undefined) {
    const total = wanted - (rollingUpdate.partition ?? 0);
    if (rollingUpdate.partition !== undefined && updated < total) {
      return going(
        `Waiting for partitioned roll out to finish: ${updated} out of ${total} new pods have ` +
          'been updated...',
      );
    }
    return complete(`partitioned roll out complete: ${updated} new pods have been updated...`);
  }
  if (status.updateRevision !== status.currentRevision) {
    return going(
      `waiting for statefulset rolling update to complete ${updated} pods at revision ` +
        `${status.updateRevision}...`,
    );
  }
  return complete(
    `statefulset rolling update complete ${status.currentReplicas ?? 0} pods at revision ` +
      `${status.currentRevision}...`,
  );
}

/** Models kubectl's status viewer of Deployments. */
export function deploymentStatus({ metadata, spec, status }: Deployment): RolloutStatus {
  if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0)) {
    return going('Waiting for deployment spec update to be observed...');
  }
  const { name } = metadata;
  const progressing = status.conditions?.find(({ type }) => type === 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded') {
    return { error: `deployment "${name}" exceeded its progress deadline` };
  }
  const wait = `Waiting for deployment "${name}" rollout to finish:`;
  const wanted = spec.replicas ?? 0;
  const updated = status.updatedReplicas ?? 0;
  const available = status.availableReplicas ?? 0;
  const old = (status.replicas ?? 0) - updated;
  if (updated < wanted) {
    return going(`${wait} ${updated} out of ${wanted} new replicas have been updated...`);
  }
  if (old > 0) return going(`${wait} ${old} old replicas are pending termination...`);
  if (available < updated) {
    return going(`${wait} ${available} of ${updated} updated replicas are available...`);
  }
  return complete(`deployment "${name}" successfully rolled out`);
}

/** Models kubectl's status viewer of DaemonSets. */
export function daemonSetStatus({ metadata, spec, status }: DaemonSet): RolloutStatus {
  if (spec.updateStrategy?.type !== 'RollingUpdate') return { error: ROLLING_ONLY };
  if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0)) {
    return going('Waiting for daemon set spec update to be observed...');
  }
  const { name } = metadata;
  const wait = `Waiting for daemon set "${name}" rollout to finish:`;
  const wanted = status.desiredNumberScheduled;
  const updated = status.updatedNumberScheduled ?? 0;
  const available = status.numberAvailable ?? 0;
  if (updated < wanted) {
    return going(`${wait} ${updated} out of ${wanted} new pods have been updated...`);
  }
  if (available < wanted) {
    return going(`${wait} ${available} of ${wanted} updated pods are available...`);
  }
  return complete(`daemon set "${name}" successfully rolled out`);
}
