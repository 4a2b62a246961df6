import {
  type ChangeFilter,
  deletedByLearner,
  deletedPodOfSet,
  deletions,
  firstMoment,
  met,
  reason,
  scored,
  statesOf,
  unmet,
  type Verdict,
  type World,
} from '../../../../sim/lesson/index.ts';
import { setOf } from './words.ts';

const queueOf = setOf('jobs', 'queue');

interface Conditioned {
  readonly status: {
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}
function nodeIsBack(world: World): Verdict {
  const node = statesOf<Conditioned>(world, 'Node', (name) => name === world.words.node).at(-1);
  const isUp = node?.status.conditions?.some(
    ({ type, status }) => type === 'Ready' && status === 'True',
  );
  return isUp === true ? met(reason('node-up')) : unmet(reason('node-down'));
}

const claimOfQueue = (world: World): ChangeFilter => ({
  kind: 'PersistentVolumeClaim',
  namespace: queueOf(world).namespace,
  isMeant: () => true,
});

/** The pod is ready, on the claim that it always had. */
function queueHasData(world: World): Verdict {
  if (deletions(world, claimOfQueue(world)).length > 0) return unmet(reason('claim-gone'));
  const at = firstMoment(world, queueOf(world), (ready) => ready.size === 1);
  return at === undefined ? unmet(reason('queue-down')) : met(reason('queue-up'), at);
}

const forcedPod = (world: World): boolean => {
  const { namespace, set } = queueOf(world);
  return deletedPodOfSet(world, namespace, set) && !nodeIsBack(world).ok;
};

/** 02:40: a pod whose local disk is in a node that is off. */
export const node = scored(
  'node',
  [
    { id: 'node', points: 10, check: nodeIsBack },
    { id: 'data', points: 15, check: queueHasData },
  ],
  [
    {
      id: 'deleted-claim',
      isTaken: (world) => deletedByLearner(world, claimOfQueue(world)),
    },
    { id: 'forced', isTaken: forcedPod },
  ],
);
