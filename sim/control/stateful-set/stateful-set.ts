import { ordinalOf, pods, type StatefulSet, statefulSets } from '../../api/index.ts';
import { claim } from '../claim-pods.ts';
import { type Action, type Controller, keyOf, splitKey, type View } from '../controller.ts';
import { ownerKeys } from '../owner-keys.ts';
import { adoptRevisions, listRevisions } from './revisions.ts';
import { type StatefulSetGates, syncStatefulSet } from './sync.ts';

const LATENCY_MS = 4;

function reconcile(key: string, view: View, gates: StatefulSetGates): Action[] {
  const { namespace, name } = splitKey(key);
  const set: StatefulSet | undefined = view.get(statefulSets, namespace, name);
  if (set === undefined) return [];
  const candidates = view
    .list(pods, namespace)
    .filter((pod) => ordinalOf(set, pod.metadata.name) !== undefined);
  const members = claim(statefulSets, set, set.spec.selector, candidates, {
    canAdopt: () => true,
  });
  // What changes who belongs to the set is seen by the next sync, which it triggers.
  if (members.actions.length > 0) return [...members.actions];
  const adopted = adoptRevisions(set, listRevisions(set, view));
  return [...adopted, ...syncStatefulSet(set, members.owned, view, gates)];
}

/** Keeps the pods and claims of StatefulSets. Models pkg/controller/statefulset. */
export const createStatefulSetController = (gates: StatefulSetGates): Controller => ({
  name: 'statefulset-controller',
  latencyMs: LATENCY_MS,
  watches: [
    { kind: statefulSets, keys: (change) => [keyOf(change.object)] },
    { kind: pods, keys: (change, view) => ownerKeys(statefulSets, change, view) },
  ],
  reconcile: (key, view) => reconcile(key, view, gates),
});
