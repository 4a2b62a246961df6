import {
  type AnyKind,
  controllerOf,
  draftOf,
  forLabels,
  type KubeObject,
  type LabelSelector,
  type Pod,
  pods,
  selects,
} from '../api/index.ts';
import { because } from '../kernel/index.ts';
import type { Action, View } from './controller.ts';
import { controllerReference, isDeleting } from './meta.ts';

/** The objects that a controller may act upon now, and what makes them its own. */
export interface Claimed<T> {
  readonly owned: readonly T[];
  readonly actions: readonly Action[];
}

/** What differs from one controller to another in claiming. */
export interface ClaimRules<T> {
  /** Whether an orphan may be adopted, by more than its labels. */
  canAdopt(object: T): boolean;
}

const namesOf = (owner: KubeObject, object: KubeObject): Record<string, string> => ({
  object: object.metadata.name,
  owner: owner.metadata.name,
});

function withOwner(kind: AnyKind, owner: KubeObject, object: KubeObject): KubeObject {
  const draft = draftOf(object);
  const others = draft.metadata.ownerReferences ?? [];
  draft.metadata.ownerReferences = [...others, controllerReference(kind, owner)];
  return draft;
}

function withoutOwner(owner: KubeObject, object: KubeObject): KubeObject {
  const draft = draftOf(object);
  const others = (draft.metadata.ownerReferences ?? []).filter(
    ({ uid }) => uid !== owner.metadata.uid,
  );
  if (others.length > 0) draft.metadata.ownerReferences = others;
  else delete draft.metadata.ownerReferences;
  return draft;
}

/**
 * Sorts candidates into those that `owner` has, and adopts orphans and releases strangers by its
 * selector. Models controller.BaseControllerRefManager.
 */
export function claim<T extends KubeObject>(
  kind: AnyKind,
  owner: KubeObject,
  selector: LabelSelector | undefined,
  candidates: readonly T[],
  rules: ClaimRules<T>,
): Claimed<T> {
  const owned: T[] = [];
  const actions: Action[] = [];
  const isMeant = forLabels((labels) => selects(selector, labels));
  for (const object of candidates) {
    const current = controllerOf(object);
    if (current !== undefined && current.uid !== owner.metadata.uid) continue;
    const isSelected = isMeant(object.metadata.labels);
    const isFree = current === undefined && !isDeleting(owner) && !isDeleting(object);
    if (current?.uid === owner.metadata.uid) {
      if (isSelected) owned.push(object);
      else if (!isDeleting(owner)) {
        const why = because('control.release', namesOf(owner, object));
        const draft = withoutOwner(owner, object);
        actions.push({ type: 'update', object: draft, subresource: '', why });
      }
    } else if (isFree && isSelected && rules.canAdopt(object)) {
      const why = because('control.adopt', namesOf(owner, object));
      const draft = withOwner(kind, owner, object);
      actions.push({ type: 'update', object: draft, subresource: '', why });
    }
  }
  return { owned, actions };
}

/** The pods of an owner's namespace, claimed. */
export const claimPods = (
  kind: AnyKind,
  owner: KubeObject,
  selector: LabelSelector | undefined,
  view: View,
  rules: ClaimRules<Pod>,
): Claimed<Pod> =>
  claim(kind, owner, selector, view.list(pods, owner.metadata.namespace ?? ''), rules);
