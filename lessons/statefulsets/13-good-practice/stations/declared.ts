import {
  allOf,
  met,
  reachedReady,
  reason,
  setStates,
  type Task,
  unmet,
  type Verdict,
  type World,
} from '../../../../sim/lesson/index.ts';
import { DATABASE, isNamedBy, podsNow } from './cluster.ts';

const LEAST_GRACE_SECONDS = 10;

/** Three pods that are given time to stop. */
function hasGrace(world: World): Verdict {
  const own = podsNow(world).filter(({ metadata }) => isNamedBy(DATABASE, metadata.name));
  const hasty = own.find(
    ({ spec }) => (spec.terminationGracePeriodSeconds ?? 30) < LEAST_GRACE_SECONDS,
  );
  if (hasty !== undefined) return unmet(reason('no-grace', { name: hasty.metadata.name }));
  return own.length >= 3 ? met(reason('grace')) : unmet(reason('too-few'));
}

/** Station 1: what runs is what the file says. */
export const declared: Task = {
  id: 'declared',
  check: (world) => allOf(world, [reachedReady(DATABASE, 3), hasGrace]),
  wrongTurns: [
    {
      id: 'only-scaled',
      isTaken: (world) =>
        setStates(world, DATABASE).at(-1)?.replicas === 3 &&
        hasGrace(world).why.code === 'no-grace',
    },
  ],
};
