import {
  controllerOf,
  draftOf,
  type Pod,
  pods,
  type StatefulSet,
  selects,
  statefulSets,
} from '../../api/index.ts';
import { because } from '../../kernel/index.ts';
import type { Action, View } from '../controller.ts';
import { controllerReference, isDeleting } from '../meta.ts';
import { ordinalOf } from './identity.ts';

/** The pods that a set may act upon now, and what makes them its own. */
export interface Membership {
  readonly pods: readonly Pod[];
  readonly actions: readonly Action[];
}

function adopt(set: StatefulSet, pod: Pod): Pod {
  const draft = draftOf(pod);
  const others = draft.metadata.ownerReferences ?? [];
  draft.metadata.ownerReferences = [...others, controllerReference(statefulSets, set)];
  return draft;
}

function release(set: StatefulSet, pod: Pod): Pod {
  const draft = draftOf(pod);
  const others = (draft.metadata.ownerReferences ?? []).filter(
    ({ uid }) => uid !== set.metadata.uid,
  );
  if (others.length > 0) draft.metadata.ownerReferences = others;
  else delete draft.metadata.ownerReferences;
  return draft;
}

/**
 * The pods of a set: those it owns that its selector selects, and orphans named like its members, which
 * it adopts. Pods that it owns but no longer selects it releases. Models ClaimPods with the set's filter.
 */
export function membersOf(set: StatefulSet, view: View): Membership {
  const members: Pod[] = [];
  const actions: Action[] = [];
  for (const pod of view.list(pods, set.metadata.namespace ?? '')) {
    if (ordinalOf(set, pod.metadata.name) === undefined) continue;
    const owner = controllerOf(pod);
    const isSelected = selects(set.spec.selector, pod.metadata.labels);
    const values = { pod: pod.metadata.name, set: set.metadata.name };
    if (owner !== undefined) {
      if (owner.uid !== set.metadata.uid) continue;
      if (isSelected) members.push(pod);
      else if (!isDeleting(set)) {
        const why = because('statefulset.releasePod', values);
        actions.push({ type: 'update', object: release(set, pod), subresource: '', why });
      }
    } else if (isSelected && !isDeleting(set) && !isDeleting(pod)) {
      const why = because('statefulset.adoptPod', values);
      actions.push({ type: 'update', object: adopt(set, pod), subresource: '', why });
    }
  }
  return { pods: members, actions };
}
