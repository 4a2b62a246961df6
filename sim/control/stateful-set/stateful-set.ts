import {
  controllerOf,
  type KubeObject,
  type Pod,
  pods,
  type StatefulSet,
  selects,
  statefulSets,
} from '../../api/index.ts';
import type { Change } from '../../store/index.ts';
import { type Controller, keyOf, splitKey, type View } from '../controller.ts';
import { membersOf } from './membership.ts';
import { adoptRevisions, listRevisions } from './revisions.ts';
import { type StatefulSetGates, syncStatefulSet } from './sync.ts';

const LATENCY_MS = 4;

function owningKey(object: KubeObject): string | undefined {
  const owner = controllerOf(object);
  if (owner?.kind !== 'StatefulSet') return undefined;
  return `${object.metadata.namespace ?? ''}/${owner.name}`;
}

function podKeys(change: Change, view: View): readonly string[] {
  const keys = new Set<string>();
  for (const pod of [change.object, change.previous]) {
    const key = pod && owningKey(pod);
    if (key !== undefined) keys.add(key);
  }
  const pod = change.object as Pod;
  if (change.type !== 'DELETED' && controllerOf(pod) === undefined) {
    for (const set of view.list(statefulSets, pod.metadata.namespace ?? '')) {
      if (selects(set.spec.selector, pod.metadata.labels)) keys.add(keyOf(set));
    }
  }
  return [...keys];
}

function reconcile(key: string, view: View, gates: StatefulSetGates) {
  const { namespace, name } = splitKey(key);
  const set: StatefulSet | undefined = view.get(statefulSets, namespace, name);
  if (set === undefined) return [];
  const members = membersOf(set, view);
  // What changes who belongs to the set is seen by the next sync, which it triggers.
  if (members.actions.length > 0) return [...members.actions];
  const adopted = adoptRevisions(set, listRevisions(set, view));
  return [...adopted, ...syncStatefulSet(set, members.pods, view, gates)];
}

/** Keeps the pods and claims of StatefulSets. Models pkg/controller/statefulset. */
export const createStatefulSetController = (gates: StatefulSetGates): Controller => ({
  name: 'statefulset-controller',
  latencyMs: LATENCY_MS,
  watches: [
    { kind: statefulSets, keys: (change) => [keyOf(change.object)] },
    { kind: pods, keys: podKeys },
  ],
  reconcile: (key, view) => reconcile(key, view, gates),
});
