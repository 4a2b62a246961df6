import {
  type AnyKind,
  apiVersionOf,
  type KubeObject,
  type ObjectMeta,
  type OwnerReference,
} from '../api/index.ts';

/** Metadata of an object that is still to be created; the API server fills the rest. */
export const newMeta = (fields: Partial<ObjectMeta> & { name: string }): ObjectMeta => ({
  uid: '',
  resourceVersion: '',
  creationTimestamp: '',
  ...fields,
});

/** The reference of an object to the controller that manages it. Models metav1.NewControllerRef. */
export const controllerReference = (kind: AnyKind, owner: KubeObject): OwnerReference => ({
  apiVersion: apiVersionOf(kind),
  kind: kind.kind,
  name: owner.metadata.name,
  uid: owner.metadata.uid,
  controller: true,
  blockOwnerDeletion: true,
});

/** Whether an object is on its way out. */
export const isDeleting = (object: KubeObject): boolean =>
  object.metadata.deletionTimestamp !== undefined;

/** Adds or removes one finalizer of a draft. */
export function setFinalizer(draft: KubeObject, finalizer: string, isWanted: boolean): void {
  const others = (draft.metadata.finalizers ?? []).filter((name) => name !== finalizer);
  const finalizers = isWanted ? [...others, finalizer] : others;
  if (finalizers.length > 0) draft.metadata.finalizers = finalizers;
  else delete draft.metadata.finalizers;
}
