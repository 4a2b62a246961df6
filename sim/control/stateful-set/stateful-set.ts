import { pods, type StatefulSet, statefulSets } from '../../api/index.ts';
import { claim } from '../claim-pods.ts';
import { type Action, type Controller, keyOf, splitKey, type View } from '../controller.ts';
import { ownerKeys } from '../owner-keys.ts';
import { createMemberLists, type MemberLists } from './members.ts';
import { adoptRevisions, listRevisions } from './revisions.ts';
import { type StatefulSetGates, syncStatefulSet } from './sync.ts';

const LATENCY_MS = 4;

function reconcile(key: string, view: View, gates: StatefulSetGates, lists: MemberLists): Action[] {
  const { namespace, name } = splitKey(key);
  const set: StatefulSet | undefined = view.get(statefulSets, namespace, name);
  if (set === undefined) {
    lists.forget(key);
    return [];
  }
  const candidates = lists
    .of(key, set, view.list(pods, namespace))
    .filter(({ ordinal }) => ordinal !== undefined);
  const strangers = candidates.filter(({ isOwn }) => !isOwn).map(({ pod }) => pod);
  const { actions } = claim(statefulSets, set, set.spec.selector, strangers, {
    canAdopt: () => true,
  });
  // What changes who belongs to the set is seen by the next sync, which it triggers.
  if (actions.length > 0) return [...actions];
  const members = strangers.length === 0 ? candidates : candidates.filter(({ isOwn }) => isOwn);
  const adopted = adoptRevisions(set, listRevisions(set, view));
  return [...adopted, ...syncStatefulSet(set, members, view, gates)];
}

/** Keeps the pods and claims of StatefulSets. Models pkg/controller/statefulset. */
export function createStatefulSetController(gates: StatefulSetGates): Controller {
  const lists = createMemberLists();
  return {
    name: 'statefulset-controller',
    latencyMs: LATENCY_MS,
    watches: [
      { kind: statefulSets, keys: (change) => [keyOf(change.object)] },
      { kind: pods, keys: (change, view) => ownerKeys(statefulSets, change, view) },
    ],
    reconcile: (key, view) => reconcile(key, view, gates, lists),
  };
}
