import {
  deletedPodOfSet,
  met,
  reason,
  statesOf,
  type Task,
  unmet,
  type Verdict,
  type World,
} from '../../../../sim/lesson/index.ts';
import { inMysql, type NodeState, type PodState } from './cluster.ts';

const FAR = inMysql('far');
const LOST_NODE = 'node-4';

const wasLost = (world: World): boolean =>
  statesOf<NodeState>(world, 'Node', (name) => name === LOST_NODE).some(
    ({ status }) => status.conditions?.find(({ type }) => type === 'Ready')?.status !== 'True',
  );

/** The node was lost, and the pod with the network volume is ready on another one. */
function movedOn(world: World): Verdict {
  if (!wasLost(world)) return unmet(reason('not-lost'));
  const isElsewhere = statesOf<PodState>(world, 'Pod', (name) => name === `${FAR.set}-0`).some(
    ({ spec, status }) =>
      spec.nodeName !== undefined &&
      spec.nodeName !== LOST_NODE &&
      status.containerStatuses?.[0]?.ready === true,
  );
  return isElsewhere ? met(reason('moved')) : unmet(reason('not-moved'));
}

/** Station 6: storage that can be reached from every node. */
export const reach: Task = {
  id: 'reach',
  check: movedOn,
  wrongTurns: [
    {
      id: 'only-deleted',
      isTaken: (world) =>
        wasLost(world) && !movedOn(world).ok && deletedPodOfSet(world, FAR.namespace, FAR.set),
    },
  ],
};
