import {
  claimNameOf,
  draftOf,
  isEqual,
  type OwnerReference,
  ordinalOf,
  type PersistentVolumeClaim,
  type Pod,
  persistentVolumeClaims,
  pods as podKind,
  type StatefulSet,
  type Status,
  statefulSets,
} from '../../api/index.ts';
import { because } from '../../kernel/index.ts';
import type { Action, View } from '../controller.ts';
import { controllerReference, isDeleting, newMeta } from '../meta.ts';
import { claimEvent } from './events.ts';
import { isWanted } from './identity.ts';

/** The claims of one ordinal, in the order of their templates. Models getPersistentVolumeClaims. */
export function claimsOf(set: StatefulSet, ordinal: number): PersistentVolumeClaim[] {
  return (set.spec.volumeClaimTemplates ?? []).map((template) => {
    const { labels, annotations } = template.metadata;
    return {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: newMeta({
        name: claimNameOf(template.metadata.name, set, ordinal),
        namespace: set.metadata.namespace ?? '',
        labels: { ...labels, ...set.spec.selector.matchLabels },
        ...(annotations === undefined ? {} : { annotations: { ...annotations } }),
      }),
      spec: draftOf(template.spec),
      status: {},
    };
  });
}

const stored = (view: View, claim: PersistentVolumeClaim): PersistentVolumeClaim | undefined =>
  view.get(persistentVolumeClaims, claim.metadata.namespace ?? '', claim.metadata.name);

const policyOf = (set: StatefulSet): { onDelete: boolean; onScale: boolean } => ({
  onDelete: set.spec.persistentVolumeClaimRetentionPolicy?.whenDeleted === 'Delete',
  onScale: set.spec.persistentVolumeClaimRetentionPolicy?.whenScaled === 'Delete',
});

/**
 * Whether a claim still belongs to an earlier pod of the same name, and so is about to go. Models
 * PodClaimIsStale.
 */
export function hasStaleClaim(set: StatefulSet, pod: Pod, ordinal: number, view: View): boolean {
  if (!policyOf(set).onScale) return false;
  return claimsOf(set, ordinal).some((claim) =>
    (stored(view, claim)?.metadata.ownerReferences ?? []).some(
      ({ kind, name, uid }) =>
        kind === 'Pod' && name === pod.metadata.name && uid !== pod.metadata.uid,
    ),
  );
}

/**
 * Creates the claims of a pod that do not exist, then does `then`; when one cannot be had, does
 * `otherwise` with the reasons. Models createPersistentVolumeClaims.
 */
export function createClaims(
  set: StatefulSet,
  pod: Pod,
  view: View,
  then: () => Action[],
  otherwise: (error: string) => Action[],
): Action[] {
  const ordinal = ordinalOf(set, pod.metadata.name) ?? 0;
  const step = (rest: readonly PersistentVolumeClaim[], errors: readonly string[]): Action[] => {
    const [claim, ...others] = rest;
    if (claim === undefined) {
      if (errors.length === 0) return then();
      const [first] = errors;
      return otherwise(errors.length === 1 ? String(first) : `[${errors.join(', ')}]`);
    }
    const { name } = claim.metadata;
    const existing = stored(view, claim);
    if (existing !== undefined) {
      const error = isDeleting(existing) ? [`pvc ${name} is being deleted`] : [];
      return step(others, [...errors, ...error]);
    }
    const fail = (status: Status): Action[] => [
      claimEvent(set, pod, claim, status.message),
      ...step(others, [...errors, `failed to create PVC ${name}: ${status.message}`]),
    ];
    return [
      {
        type: 'create',
        object: claim,
        why: because('statefulset.createClaim', { claim: name, pod: pod.metadata.name }),
        onSuccess: () => [claimEvent(set, pod, claim, undefined), ...step(others, errors)],
        onFailure: fail,
      },
    ];
  };
  return step(claimsOf(set, ordinal), []);
}

/** Who should own a claim by the set's retention policy. Models updateClaimOwnerRefForSetAndPod. */
function ownersFor(
  set: StatefulSet,
  pod: Pod,
  claim: PersistentVolumeClaim,
): readonly OwnerReference[] {
  const references = claim.metadata.ownerReferences ?? [];
  const isOurs = ({ kind, name }: OwnerReference): boolean =>
    (kind === 'StatefulSet' && name === set.metadata.name) ||
    (kind === 'Pod' && name === pod.metadata.name);
  const others = references.filter((reference) => !isOurs(reference));
  if (others.some(({ controller }) => controller === true)) return others;
  const policy = policyOf(set);
  const isCondemned = !isWanted(set, ordinalOf(set, pod.metadata.name) ?? -1);
  if (policy.onScale && isCondemned) return [...others, controllerReference(podKind, pod)];
  if (policy.onDelete) return [...others, controllerReference(statefulSets, set)];
  return others;
}

/**
 * Gives the claims of a pod the owners that the retention policy asks for; nothing when they have
 * them.
 */
export function fixClaimOwners(set: StatefulSet, pod: Pod, view: View): Action[] {
  const templates = set.spec.volumeClaimTemplates ?? [];
  if (templates.length === 0) return [];
  const ordinal = ordinalOf(set, pod.metadata.name);
  if (ordinal === undefined) return [];
  return templates.flatMap((template): Action[] => {
    const name = claimNameOf(template.metadata.name, set, ordinal);
    const claim = view.get(persistentVolumeClaims, set.metadata.namespace ?? '', name);
    if (claim === undefined) return [];
    const owners = ownersFor(set, pod, claim);
    if (isEqual(owners, claim.metadata.ownerReferences ?? [])) return [];
    const object = draftOf(claim);
    if (owners.length > 0) object.metadata.ownerReferences = [...owners];
    else delete object.metadata.ownerReferences;
    const why = because('statefulset.claimRetention', { claim: object.metadata.name });
    return [{ type: 'update', object, subresource: '', why }];
  });
}

/** The same for claims that this very sync created, when they are there. */
export function ownClaims(set: StatefulSet, pod: Pod, view: View): Action[] {
  return policyOf(set).onDelete ? fixClaimOwners(set, pod, view) : [];
}
