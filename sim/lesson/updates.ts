import { because } from '../kernel/index.ts';
import { met, type SetName, unmet } from './checks.ts';
import { type PodMoment, podMoments, readyCounts } from './history.ts';
import type { Check, World } from './lesson.ts';
import { learnersChanges } from './turns.ts';

/** How a set was asked to be, after each change of what it asks for. */
export interface SetState {
  readonly rv: number;
  readonly uid: string;
  readonly replicas: number;
  /** Of the template's first container. */
  readonly image: string;
  readonly strategy: string;
  readonly partition: number;
}

interface SetObject {
  readonly spec: {
    readonly replicas?: number;
    readonly template: { readonly spec: { readonly containers: readonly { image: string }[] } };
    readonly updateStrategy?: {
      readonly type?: string;
      readonly rollingUpdate?: { readonly partition?: number };
    };
  };
}

/** What a set was asked for in the lesson, oldest first. */
export const setStates = (world: World, { namespace, set }: SetName): readonly SetState[] =>
  world.fold<SetState[]>(`states of ${namespace}/${set}`, [], (states, change) => {
    const { kind, object, rv, type } = change;
    const { name, namespace: space, uid } = object.metadata;
    const isIt = kind.kind === 'StatefulSet' && name === set && space === namespace;
    if (!isIt || type === 'DELETED') return states;
    const { replicas = 1, template, updateStrategy } = (object as unknown as SetObject).spec;
    states.push({
      rv,
      uid,
      replicas,
      image: template.spec.containers[0]?.image ?? '',
      strategy: updateStrategy?.type ?? '',
      partition: updateStrategy?.rollingUpdate?.partition ?? 0,
    });
    return states;
  });

/** The ready pods of a set at one moment: ordinal and what it runs. */
export type ReadyPods = ReadonlyMap<number, PodMoment>;

/** What a set was asked for when a change happened; undefined before the set was made. */
export const askedAt = (states: readonly SetState[], rv: number): SetState | undefined =>
  states.findLast((state) => state.rv <= rv);

/**
 * The first moment at which the ready pods were as asked for: after a pod or the set changed.
 * `isIt` sees the ready pods and what the set was asked for.
 */
export function firstMoment(
  world: World,
  name: SetName,
  isIt: (ready: ReadyPods, asked: SetState) => boolean,
): number | undefined {
  const states = setStates(world, name);
  const moments = podMoments(world, name.namespace, name.set);
  const points = [
    ...moments.map((moment) => ({ rv: moment.rv, moment })),
    ...states.map(({ rv }) => ({ rv, moment: undefined })),
  ].sort((a, b) => a.rv - b.rv);
  const ready = new Map<number, PodMoment>();
  for (const { rv, moment } of points) {
    if (moment?.type === 'ready') ready.set(moment.ordinal, moment);
    if (moment?.type === 'ending' || moment?.type === 'gone') ready.delete(moment.ordinal);
    const asked = askedAt(states, rv);
    if (asked !== undefined && isIt(ready, asked)) return rv;
  }
  return undefined;
}

/** The ordinals whose ready pod runs `image`, smallest first. */
export const ordinalsWith = (ready: ReadyPods, image: string): number[] =>
  [...ready]
    .flatMap(([ordinal, pod]) => (pod.image === image ? [ordinal] : []))
    .sort((a, b) => a - b);

const isSame = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((one, at) => one === b[at]);

/** At some moment exactly `ordinals` ran `image`, and all `replicas` pods were ready. */
export const ranExactly =
  (name: SetName, image: string, ordinals: readonly number[], replicas: number): Check =>
  (world) => {
    const isAll = ordinals.length === replicas;
    const wanted = isAll
      ? { name: name.set, image, replicas }
      : { name: name.set, image, ordinals: ordinals.join(', ') };
    const at = firstMoment(
      world,
      name,
      (ready) => ready.size === replicas && isSame(ordinalsWith(ready, image), ordinals),
    );
    return at === undefined
      ? unmet(because(isAll ? 'image-not-on-all' : 'image-not-on', wanted))
      : met(because(isAll ? 'deployed' : 'image-on', wanted), at);
  };

/** Whether pods went over to `image` from the highest ordinal down, one at a time. */
export const updatedInReverse =
  ({ namespace, set }: SetName, image: string, replicas: number): Check =>
  (world) => {
    const moments = podMoments(world, namespace, set).filter((moment) => moment.image === image);
    let expected = replicas - 1;
    for (const { type, ordinal, rv, name } of moments) {
      if (type === 'created' && ordinal < replicas && ordinal > expected) continue;
      if (type === 'created' && ordinal !== expected) {
        const wanted = `${set}-${expected}`;
        return unmet(because('updated-out-of-order', { name, expected: wanted }), rv);
      }
      if (type === 'ready' && ordinal === expected) expected--;
      if (expected < 0) return met(because('updated-in-reverse', { name: set, image }), rv);
    }
    return unmet(because('pod-not-updated-yet', { name: `${set}-${expected}`, image }));
  };

/** Once `count` pods were ready, there were never fewer than `least`. */
export const neverFewerReady =
  ({ namespace, set }: SetName, count: number, least: number): Check =>
  (world) => {
    const counts = readyCounts(podMoments(world, namespace, set));
    const from = counts.findIndex(({ ready }) => ready >= count);
    if (from < 0) return unmet(because('set-not-ready', { name: set, replicas: count, ready: 0 }));
    const low = counts.slice(from).find(({ ready }) => ready < least);
    return low === undefined
      ? met(because('never-fewer-ready', { name: set, least }))
      : unmet(because('fewer-ready', { name: set, least, ready: low.ready }), low.rv);
  };

/** Which ends of pods count. */
type EndFilter = (world: World) => (rv: number) => boolean;
const endedByLearner: EndFilter = (world) => {
  const rvs = learnersChanges(world);
  return (rv) => rvs.has(rv);
};

const cameBack =
  ({ namespace, set }: SetName, ordinal: number, image: string, ends: EndFilter): Check =>
  (world) => {
    const name = `${set}-${ordinal}`;
    const counts = ends(world);
    const own = podMoments(world, namespace, set).filter((one) => one.ordinal === ordinal);
    const ended = own.find(({ type, rv }) => type === 'ending' && counts(rv));
    if (ended === undefined) return unmet(because('pod-not-deleted', { name }));
    const back = own.find(
      ({ type, rv, uid }) => type === 'ready' && rv > ended.rv && uid !== ended.uid,
    );
    if (back === undefined) return unmet(because('pod-not-back', { name }), ended.rv);
    return back.image === image
      ? met(because('pod-back', { name, image }), back.rv)
      : unmet(because('pod-back-otherwise', { name, image: back.image }), back.rv);
  };

/** Whether the learner ended one of these pods of a set and the set made it anew, ready. */
export const podCameBack = (name: SetName, ordinal: number, image: string): Check =>
  cameBack(name, ordinal, image, endedByLearner);

/** The same, whoever ended the pod: it was deleted, drained, scaled away or restarted. */
export const podWasRenewed = (name: SetName, ordinal: number, image: string): Check =>
  cameBack(name, ordinal, image, () => () => true);
