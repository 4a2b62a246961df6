import {
  claimHolds,
  deletedPodOfSet,
  deletions,
  met,
  podMoments,
  readyCounts,
  reason,
  type Task,
  unmet,
  type Verdict,
  type World,
  wantedReplicas,
} from '../../../../sim/lesson/index.ts';
import { inMysql, NAMESPACE } from './cluster.ts';

const JOURNAL = inMysql('journal');

/** The program found a page at its start that the one before it had left half written. */
function sawTornPage(world: World): Verdict {
  const isTorn = (at: number): boolean =>
    claimHolds(NAMESPACE, `data-journal-${at}`, '/torn')(world).ok;
  return [0, 1].some(isTorn) ? met(reason('torn')) : unmet(reason('whole'));
}

/** When the set was deleted, it had been asked for no pod and had none. */
function retired(world: World): Verdict {
  const { namespace, set } = JOURNAL;
  const isMeant = (name: string): boolean => name === set;
  const counts = readyCounts(podMoments(world, namespace, set));
  const wanted = wantedReplicas(world, namespace, set);
  const ended = deletions(world, { kind: 'StatefulSet', namespace, isMeant });
  const clean = ended.find(({ rv }) => {
    const asked = wanted.findLast((entry) => entry.rv < rv);
    return asked?.replicas === 0 && counts.findLast((count) => count.rv < rv)?.ready === 0;
  });
  if (clean !== undefined) return met(reason('retired'), clean.rv);
  return unmet(reason(ended.length > 0 ? 'went-at-once' : 'still-there'));
}

/** Station 2: time to stop. */
export const torn: Task = {
  id: 'torn',
  check: sawTornPage,
  wrongTurns: [
    {
      id: 'kindly',
      isTaken: (world) =>
        !sawTornPage(world).ok && deletedPodOfSet(world, JOURNAL.namespace, JOURNAL.set),
    },
  ],
};

/** Station 3: scale down before you delete. */
export const retire: Task = {
  id: 'retire',
  check: retired,
  wrongTurns: [{ id: 'at-once', isTaken: (world) => retired(world).why.code === 'went-at-once' }],
};
