import { draftOf, type Pod, pods, type StatefulSet, type Status } from '../../api/index.ts';
import { because, type Why } from '../../kernel/index.ts';
import { DELETE_DEFAULT } from '../../store/index.ts';
import { retryDelayMs } from '../backoff.ts';
import type { Action, View } from '../controller.ts';
import { createClaims, fixClaimOwners, ownClaims } from './claims.ts';
import { podEvent } from './events.ts';
import { fixIdentity, hasIdentity, hasStorage } from './identity.ts';

/** A name that is taken raises no event, so nothing counts the attempts. */
const NAME_TAKEN_RETRY_MS = 1000;

const retry = (set: StatefulSet, view: View, message: string): Action => ({
  type: 'again',
  delayMs: retryDelayMs(view, set, message),
  why: because('statefulset.retry', { error: message }),
});

function failed(set: StatefulSet, view: View, event: ReturnType<typeof podEvent>): Action[] {
  return [event, retry(set, view, event.message)];
}

function refused(set: StatefulSet, view: View, pod: Pod, status: Status): Action[] {
  if (status.reason !== 'AlreadyExists') {
    return failed(set, view, podEvent(set, 'Create', pod, status.message));
  }
  const why = because('statefulset.nameTaken', { pod: pod.metadata.name });
  const again: Action = { type: 'again', delayMs: NAME_TAKEN_RETRY_MS, why };
  return [{ type: 'wait', about: set, why }, again];
}

/** Creates a pod after its claims. Models CreateStatefulPod. */
export function createPod(set: StatefulSet, pod: Pod, view: View): Action[] {
  const create: Action = {
    type: 'create',
    object: pod,
    why: because('statefulset.createPod', { pod: pod.metadata.name }),
    onSuccess: () => [...ownClaims(set, pod, view), podEvent(set, 'Create', pod, undefined)],
    onFailure: (status) => refused(set, view, pod, status),
  };
  return createClaims(
    set,
    pod,
    view,
    () => [create],
    (error) => failed(set, view, podEvent(set, 'Create', pod, error)),
  );
}

/** Creates claims that a pending pod lacks. Models createMissingPersistentVolumeClaims. */
export const createMissingClaims = (set: StatefulSet, pod: Pod, view: View): Action[] =>
  createClaims(
    set,
    pod,
    view,
    () => [],
    (error) => failed(set, view, podEvent(set, 'Create', pod, error)),
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
    onFailure: (status) => failed(set, view, podEvent(set, 'Update', pod, status.message)),
  };
  return createClaims(
    set,
    object,
    view,
    () => [...owners, update],
    (error) => failed(set, view, podEvent(set, 'Update', pod, error)),
  );
}

/** The stored pod of that name, whoever owns it. */
export const podNamed = (view: View, set: StatefulSet, name: string): Pod | undefined =>
  view.get(pods, set.metadata.namespace ?? '', name);
