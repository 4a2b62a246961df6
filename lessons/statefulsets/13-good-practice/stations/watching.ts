import {
  deletedPodOfSet,
  met,
  podMoments,
  reason,
  type Task,
  unmet,
  type Verdict,
  type World,
} from '../../../../sim/lesson/index.ts';
import { hasOneRevision, inMysql, podsNow } from './cluster.ts';

const GREEDY = inMysql('greedy');
/** A pod that holds too much memory is killed well before that. */
const STEADY_MS = 20_000;

/** The pod has run for a while without being killed for its memory. */
function hasRoom(world: World): Verdict {
  const moments = podMoments(world, GREEDY.namespace, GREEDY.set);
  const started = moments.findLast(({ type }) => type === 'ready');
  const isSteady = started !== undefined && world.clock.nowMs() - started.atMs >= STEADY_MS;
  const now = podsNow(world).find(({ metadata }) => metadata.uid === started?.uid);
  const [container] = now?.status.containerStatuses ?? [];
  return isSteady && container?.ready === true && container.restartCount === 0
    ? met(reason('has-room'))
    : unmet(reason('killed'));
}

/** Station 9: what to watch. */
export const memory: Task = {
  id: 'memory',
  check: hasRoom,
  wrongTurns: [
    {
      id: 'restarted',
      isTaken: (world) =>
        hasOneRevision(world, GREEDY) && deletedPodOfSet(world, GREEDY.namespace, GREEDY.set),
    },
  ],
};
