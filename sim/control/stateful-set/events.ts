import type { PersistentVolumeClaim, Pod, StatefulSet } from '../../api/index.ts';
import type { EventAction } from '../controller.ts';

export type PodVerb = 'Create' | 'Update' | 'Delete';

/**
 * The event about a pod of the set; `error` is undefined when it went well. Models recordPodEvent.
 */
export function podEvent(
  set: StatefulSet,
  verb: PodVerb,
  pod: Pod,
  error: string | undefined,
): EventAction {
  const message = `${verb} Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`;
  const about = set;
  if (error === undefined) {
    const reason = `Successful${verb}`;
    return { type: 'event', about, severity: 'Normal', reason, message: `${message} successful` };
  }
  return {
    type: 'event',
    about,
    severity: 'Warning',
    reason: `Failed${verb}`,
    message: `${message} failed error: ${error}`,
  };
}

/** The event about a claim of a pod. Models recordClaimEvent. */
export function claimEvent(
  set: StatefulSet,
  pod: Pod,
  claim: PersistentVolumeClaim,
  error: string | undefined,
): EventAction {
  const names = `${pod.metadata.name} in StatefulSet ${set.metadata.name}`;
  const about = set;
  if (error === undefined) {
    const message = `Create Claim ${claim.metadata.name} Pod ${names} success`;
    return { type: 'event', about, severity: 'Normal', reason: 'SuccessfulCreate', message };
  }
  const message = `Create Claim ${claim.metadata.name} for Pod ${names} failed error: ${error}`;
  return { type: 'event', about, severity: 'Warning', reason: 'FailedCreate', message };
}
