import {
  type ChoicePrediction,
  deletedPodOfSet,
  met,
  reason,
  statesOf,
  type Task,
  unmet,
  type Verdict,
  type World,
} from '../../../../sim/lesson/index.ts';
import { hasOneRevision, inMysql, type PodState } from './cluster.ts';

const SLOW = inMysql('slow');

const statesOfSlow = (world: World): readonly PodState[] =>
  statesOf<PodState>(world, 'Pod', (name) => name === `${SLOW.set}-0`);

/** A pod of the slow set came up without being killed once. */
function slowIsUp(world: World): Verdict {
  const isUp = statesOfSlow(world).some(({ status }) =>
    status.containerStatuses?.some(
      ({ restartCount, ready }) => ready === true && restartCount === 0,
    ),
  );
  return isUp ? met(reason('slow-up')) : unmet(reason('slow-killed'));
}

const startsOver = (world: World): string | undefined => {
  const restarts = statesOfSlow(world).map(
    ({ status }) => status.containerStatuses?.[0]?.restartCount ?? 0,
  );
  return Math.max(...restarts) > (restarts[0] ?? 0) ? 'again' : undefined;
};

/** What becomes of a pod whose probe is too hasty. */
export const slowPrediction: ChoicePrediction = {
  id: 'slow',
  choices: ['up', 'again', 'gone'],
  outcome: startsOver,
};

/** Station 7: probes that help. */
export const probe: Task = {
  id: 'probe',
  check: slowIsUp,
  wrongTurns: [
    {
      id: 'deleted-slow',
      isTaken: (world) =>
        hasOneRevision(world, SLOW) && deletedPodOfSet(world, SLOW.namespace, SLOW.set),
    },
  ],
};
