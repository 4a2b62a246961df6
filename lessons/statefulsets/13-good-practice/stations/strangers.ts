import {
  type Change,
  deletedPodOfSet,
  met,
  reason,
  type Task,
  unmet,
  type Verdict,
  type World,
} from '../../../../sim/lesson/index.ts';
import { DATABASE, isNamedBy, LABELS, type PodState, podsNow } from './cluster.ts';

const isLabelled = (labels: Readonly<Record<string, string>> = {}): boolean =>
  Object.entries(LABELS).every(([key, value]) => labels[key] === value);

const isSelected = ({ metadata }: PodState): boolean => isLabelled(metadata.labels);

function noStranger(world: World): Verdict {
  const found = podsNow(world).find(
    (pod) => isSelected(pod) && !isNamedBy(DATABASE, pod.metadata.name),
  );
  return found === undefined
    ? met(reason('no-stranger'))
    : unmet(reason('stranger', { name: found.metadata.name }));
}

/** The learner's own pods as they were made, and what became of them. */
interface OwnPods {
  readonly made: Change[];
  readonly taken: Change[];
}
const isTaken = ({ object }: Change): boolean =>
  object.metadata.ownerReferences?.some(({ name }) => name === DATABASE.set) === true;
const ownPods = (world: World): OwnPods =>
  world.fold<OwnPods>('pods of the learner', { made: [], taken: [] }, (own, change) => {
    const { kind, type, origin, object } = change;
    const { namespace, uid } = object.metadata;
    if (kind.kind !== 'Pod' || namespace !== DATABASE.namespace) return own;
    if (type === 'ADDED' && origin.actor === 'user') own.made.push(change);
    const isOwn = own.made.some((one) => one.object.metadata.uid === uid);
    if (isOwn && isTaken(change)) own.taken.push(change);
    return own;
  });
const byLearner = (world: World): readonly Change[] => ownPods(world).made;

const HAS_PLACE = new RegExp(`^${DATABASE.set}-\\d+$`);

/** A pod that the learner had made was taken by the set, and ended as one too many. */
function wasAdopted(world: World): Verdict {
  const { made, taken } = ownPods(world);
  if (made.length === 0) return unmet(reason('none-made'));
  if (taken.length === 0) return unmet(reason('not-taken'));
  const end = taken.find(
    ({ object, origin }) =>
      object.metadata.deletionTimestamp !== undefined && origin.actor !== 'user',
  );
  return end === undefined ? unmet(reason('not-ended')) : met(reason('taken'), end.rv);
}

/** Labels of the set, but a name that it would never give. */
const madeOtherName = (world: World): boolean =>
  byLearner(world).some(
    ({ object: { metadata } }) => isLabelled(metadata.labels) && !HAS_PLACE.test(metadata.name),
  );

/** A name of the set, without its labels. */
const madeWithoutLabels = (world: World): boolean =>
  byLearner(world).some(
    ({ object: { metadata } }) => !isLabelled(metadata.labels) && HAS_PLACE.test(metadata.name),
  );

/** Station 5: what becomes of a pod that looks like one of the set … */
export const adopted: Task = {
  id: 'adopted',
  check: wasAdopted,
  wrongTurns: [
    { id: 'other-name', isTaken: (world) => !wasAdopted(world).ok && madeOtherName(world) },
    { id: 'no-labels', isTaken: (world) => !wasAdopted(world).ok && madeWithoutLabels(world) },
  ],
};

/** … and no foreign pod under the selector. */
export const stranger: Task = {
  id: 'stranger',
  check: noStranger,
  wrongTurns: [
    {
      id: 'deleted-member',
      isTaken: (world) =>
        !noStranger(world).ok && deletedPodOfSet(world, DATABASE.namespace, DATABASE.set),
    },
  ],
};
