import { draftOf, type Pod, type StatefulSet, type Status } from '../../api/index.ts';
import { because, type Why } from '../../kernel/index.ts';
import { DELETE_DEFAULT } from '../../store/index.ts';
import { retryDelayMs } from '../backoff.ts';
import type { Action, View } from '../controller.ts';
import { createClaims, fixClaimOwners, ownClaims } from './claims.ts';
import { type PodVerb, podEvent } from './events.ts';
import { fixIdentity, hasIdentity, hasStorage } from './identity.ts';

/** What cannot be had without a request that fails is tried again as if one had failed. */
function blocked(set: StatefulSet, view: View, verb: PodVerb, pod: Pod, error: string): Action[] {
  const event = podEvent(set, verb, pod, error);
  const why = because('statefulset.retry', { pod: pod.metadata.name, error });
  const delayMs = retryDelayMs(view, set, event.message);
  return [event, { type: 'wait', about: set, why }, { type: 'again', delayMs, why }];
}

function refused(set: StatefulSet, pod: Pod, status: Status): Action[] {
  if (status.reason !== 'AlreadyExists') return [podEvent(set, 'Create', pod, status.message)];
  const why = because('statefulset.nameTaken', { pod: pod.metadata.name });
  return [{ type: 'wait', about: set, why }];
}

/** Why it is this pod's turn. */
const reasonOf = ({ metadata, spec }: StatefulSet, pod: Pod): string => {
  if (spec.podManagementPolicy === 'Parallel') return 'statefulset.createPodParallel';
  const isFirst = pod.metadata.name === `${metadata.name}-${spec.ordinals?.start ?? 0}`;
  return isFirst ? 'statefulset.createFirstPod' : 'statefulset.createPod';
};

/** Creates a pod after its claims. Models CreateStatefulPod. */
export function createPod(set: StatefulSet, pod: Pod, view: View): Action[] {
  const create: Action = {
    type: 'create',
    object: pod,
    why: because(reasonOf(set, pod), { pod: pod.metadata.name }),
    onSuccess: () => [...ownClaims(set, pod, view), podEvent(set, 'Create', pod, undefined)],
    onFailure: (status) => refused(set, pod, status),
  };
  return createClaims(
    set,
    pod,
    view,
    () => [create],
    (error) => blocked(set, view, 'Create', pod, error),
  );
}

/** Creates claims that a pending pod lacks. Models createMissingPersistentVolumeClaims. */
export const createMissingClaims = (set: StatefulSet, pod: Pod, view: View): Action[] =>
  createClaims(
    set,
    pod,
    view,
    () => [],
    (error) => blocked(set, view, 'Create', pod, error),
  );

/** Deletes a pod and says so. Models DeleteStatefulPod. */
export const deletePod = (set: StatefulSet, pod: Pod, why: Why): Action => ({
  type: 'delete',
  object: pod,
  options: DELETE_DEFAULT,
  why,
  onSuccess: () => [podEvent(set, 'Delete', pod, undefined)],
  onFailure: (status) => [podEvent(set, 'Delete', pod, status.message)],
});

/**
 * Puts a pod's identity, volumes and claims right; nothing when they are. Models UpdateStatefulPod,
 * which also says so when only a claim changed.
 */
export function fixPod(set: StatefulSet, pod: Pod, view: View): Action[] {
  const owners = fixClaimOwners(set, pod, view);
  const isSame = hasIdentity(set, pod) && hasStorage(set, pod);
  if (isSame) {
    return owners.length === 0 ? [] : [...owners, podEvent(set, 'Update', pod, undefined)];
  }
  const object = draftOf(pod);
  fixIdentity(set, object);
  const update: Action = {
    type: 'update',
    object,
    subresource: '',
    why: because('statefulset.fixIdentity', { pod: pod.metadata.name }),
    onSuccess: () => [podEvent(set, 'Update', pod, undefined)],
    onFailure: (status) => [podEvent(set, 'Update', pod, status.message)],
  };
  return createClaims(
    set,
    object,
    view,
    () => [...owners, update],
    (error) => blocked(set, view, 'Update', pod, error),
  );
}
