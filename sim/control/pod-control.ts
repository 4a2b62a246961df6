import type { KubeObject, Pod } from '../api/index.ts';
import type { Why } from '../kernel/index.ts';
import { DELETE_DEFAULT } from '../store/index.ts';
import type { Action, EventAction } from './controller.ts';

/** An event of a controller about the object that it keeps. */
export const eventOf = (
  about: KubeObject,
  severity: EventAction['severity'],
  reason: string,
  message: string,
): EventAction => ({ type: 'event', about, severity, reason, message });

/** Creates a pod and says so on its owner. Models RealPodControl.createPods. */
export const createPod = (
  owner: KubeObject,
  object: Pod,
  why: Why,
  whenRefused: (message: string) => Action[],
): Action => ({
  type: 'create',
  object,
  why,
  onSuccess: ({ metadata }) => [
    eventOf(owner, 'Normal', 'SuccessfulCreate', `Created pod: ${metadata.name}`),
  ],
  onFailure: ({ message }) => [
    eventOf(owner, 'Warning', 'FailedCreate', `Error creating: ${message}`),
    ...whenRefused(message),
  ],
});

/** Deletes a pod and says so on its owner. Models RealPodControl.DeletePod. */
export const deletePod = (owner: KubeObject, object: Pod, why: Why): Action => ({
  type: 'delete',
  object,
  options: DELETE_DEFAULT,
  why,
  onSuccess: () => [
    eventOf(owner, 'Normal', 'SuccessfulDelete', `Deleted pod: ${object.metadata.name}`),
  ],
  onFailure: () => [],
});
