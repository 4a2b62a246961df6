import {
  deletedPodOfSet,
  met,
  reason,
  type Task,
  unmet,
  type Verdict,
  type World,
} from '../../../../sim/lesson/index.ts';
import { DATABASE, isNamedBy, LABELS, type PodState, podsNow } from './cluster.ts';

const isSelected = ({ metadata }: PodState): boolean =>
  Object.entries(LABELS).every(([key, value]) => metadata.labels?.[key] === value);

function noStranger(world: World): Verdict {
  const found = podsNow(world).find(
    (pod) => isSelected(pod) && !isNamedBy(DATABASE, pod.metadata.name),
  );
  return found === undefined
    ? met(reason('no-stranger'))
    : unmet(reason('stranger', { name: found.metadata.name }));
}

/** Station 5: no foreign pod under the selector. */
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
