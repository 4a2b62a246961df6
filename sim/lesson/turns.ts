import type { Change } from '../store/index.ts';
import { podMoments } from './history.ts';
import type { World } from './lesson.ts';

/** What a change is about, for those who look for changes. */
export interface ChangeFilter {
  readonly kind: string;
  readonly namespace: string;
  isMeant(name: string): boolean;
}

const isAbout = ({ kind, namespace, isMeant }: ChangeFilter, change: Change): boolean => {
  const { name, namespace: space = '' } = change.object.metadata;
  return change.kind.kind === kind && space === namespace && isMeant(name);
};

/** The changes of all objects of a kind, oldest first. */
const changesOf = (world: World, kind: string): readonly Change[] =>
  world.fold<Change[]>(`changes of ${kind}`, [], (found, change) => {
    if (change.kind.kind === kind) found.push(change);
    return found;
  });

/** Whether an object was deleted in the lesson, by whomever. */
export const wasDeleted = (world: World, filter: ChangeFilter): boolean =>
  changesOf(world, filter.kind).some(
    (change) => change.type === 'DELETED' && isAbout(filter, change),
  );

/** The changes that began the end of objects, or ended them at once. */
export const deletions = (world: World, filter: ChangeFilter): readonly Change[] =>
  changesOf(world, filter.kind).filter((change) => {
    if (!isAbout(filter, change)) return false;
    const { object, previous, type } = change;
    const wasEnding = previous?.metadata.deletionTimestamp !== undefined;
    return !wasEnding && (type === 'DELETED' || object.metadata.deletionTimestamp !== undefined);
  });

/** Whether the learner, and not a controller, told such an object to end. */
export const deletedByLearner = (world: World, filter: ChangeFilter): boolean =>
  deletions(world, filter).some(({ origin }) => origin.actor === 'user');

/** The resourceVersions of what the learner changed. */
export const learnersChanges = (world: World): ReadonlySet<number> =>
  world.fold('changes of the learner', new Set<number>(), (rvs, { origin, rv }) =>
    origin.actor === 'user' ? rvs.add(rv) : rvs,
  );

/** Whether the learner told one of a set's pods to end. */
export const deletedPodOfSet = (world: World, namespace: string, set: string): boolean => {
  const byUser = learnersChanges(world);
  return podMoments(world, namespace, set).some(
    ({ type, rv }) => type === 'ending' && byUser.has(rv),
  );
};

/** Every state that objects of a kind were in, in any namespace, oldest first. */
export const statesOf = <T>(
  world: World,
  kind: string,
  isMeant: (name: string) => boolean,
): readonly T[] =>
  changesOf(world, kind)
    .filter(({ object }) => isMeant(object.metadata.name))
    .map(({ object }) => object as unknown as T);

/** What checks read of a pod's states. */
export interface PodState {
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly uid: string };
  readonly spec: {
    readonly nodeName?: string;
    readonly containers: readonly { readonly image: string }[];
  };
  readonly status: {
    readonly phase?: string;
    readonly containerStatuses?: readonly {
      readonly restartCount?: number;
      readonly state?: { readonly terminated?: { readonly exitCode: number } };
    }[];
  };
}
