import { controllerOf, type Pod, pods, type StatefulSet, statefulSets } from '../../api/index.ts';
import type { Change } from '../../store/index.ts';
import { claim } from '../claim-pods.ts';
import {
  type Action,
  type Controller,
  keyOf,
  NO_KEYS,
  splitKey,
  type View,
} from '../controller.ts';
import { ownerKeys } from '../owner-keys.ts';
import { createMemberLists, isSameMember, type MemberLists } from './members.ts';
import { adoptRevisions, listRevisions } from './revisions.ts';
import { type StatefulSetGates, syncStatefulSet } from './sync.ts';

const LATENCY_MS = 4;

/** What the controller remembers of its sets. */
interface Memory {
  readonly gates: StatefulSetGates;
  readonly lists: MemberLists;
  /** Sets as a sync saw them that found nothing to do, which holds as long as all is the same. */
  readonly rests: Map<string, StatefulSet>;
}

function reconcile(key: string, view: View, { gates, lists, rests }: Memory): Action[] {
  const { namespace, name } = splitKey(key);
  const set: StatefulSet | undefined = view.get(statefulSets, namespace, name);
  if (set === undefined) {
    lists.forget(key);
    rests.delete(key);
    return [];
  }
  const { members: all, isAsBefore } = lists.of(key, set, view);
  if (isAsBefore && rests.get(key) === set) return [];
  rests.delete(key);
  const revisions = listRevisions(set, view);
  const candidates = all.filter(({ ordinal }) => ordinal !== undefined);
  const strangers = candidates.filter(({ isOwn }) => !isOwn).map(({ pod }) => pod);
  const { actions } = claim(statefulSets, set, set.spec.selector, strangers, {
    canAdopt: () => true,
  });
  // What changes who belongs to the set is seen by the next sync, which it triggers.
  if (actions.length > 0) return [...actions];
  const members = strangers.length === 0 ? candidates : candidates.filter(({ isOwn }) => isOwn);
  const adopted = adoptRevisions(set, revisions);
  const done = [...adopted, ...syncStatefulSet(set, members, view, gates)];
  // Neither claims nor the time of day count for such pods.
  const isAtRest = done.length === 0 && candidates.every(({ isOwn, isSound }) => isOwn && isSound);
  if (isAtRest && (set.spec.minReadySeconds ?? 0) === 0) rests.set(key, set);
  return done;
}

/** The sets that a change of a pod is news for. */
function keysOf(change: Change, view: View): readonly string[] {
  const { type, object, previous } = change;
  const owner = controllerOf(object);
  if (type !== 'MODIFIED' || previous === undefined || owner?.kind !== statefulSets.kind) {
    return ownerKeys(statefulSets, change, view);
  }
  const set = view.get(statefulSets, object.metadata.namespace ?? '', owner.name);
  return set !== undefined && isSameMember(set, object as Pod, previous as Pod)
    ? NO_KEYS
    : ownerKeys(statefulSets, change, view);
}

/** Keeps the pods and claims of StatefulSets. Models pkg/controller/statefulset. */
export function createStatefulSetController(gates: StatefulSetGates): Controller {
  const memory: Memory = { gates, lists: createMemberLists(), rests: new Map() };
  return {
    name: 'statefulset-controller',
    latencyMs: LATENCY_MS,
    watches: [
      { kind: statefulSets, keys: (change) => [keyOf(change.object)] },
      { kind: pods, keys: keysOf },
    ],
    reconcile: (key, view) => reconcile(key, view, memory),
  };
}
