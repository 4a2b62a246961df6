import {
  allOf,
  cameInOrder,
  claimsKept,
  deletedPodOfSet,
  headlessServiceExists,
  type Lesson,
  met,
  ordinalsInOrder,
  type PredictedMoment,
  podMoments,
  reachedReady,
  readyCounts,
  reason,
  type SetName,
  secretHasKeys,
  statesOf,
  unmet,
  type Verdict,
  type World,
  wantedReplicas,
  wasDeleted,
  wentInReverse,
} from '../../../sim/lesson/index.ts';

const MYSQL: SetName = { namespace: 'mysql', set: 'mysql-stateful' };
const SECRET_KEYS = ['MYSQL_ROOT_PASSWORD', 'MYSQL_USER', 'MYSQL_PASSWORD'];

const replicasOf = (world: World): number[] =>
  wantedReplicas(world, MYSQL.namespace, MYSQL.set).map(({ replicas }) => replicas);

interface NamedSet {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: { readonly podManagementPolicy?: string };
}

/** Every state that a StatefulSet of the lesson's name was ever in, in any namespace. */
const statesOfSet = (world: World): readonly NamedSet[] =>
  statesOf<NamedSet>(world, 'StatefulSet', (name) => name === MYSQL.set);

const isElsewhere = (world: World): boolean =>
  statesOfSet(world).some(({ metadata }) => metadata.namespace !== MYSQL.namespace);

const isWaitingForSecret = (world: World): boolean =>
  replicasOf(world).length > 0 &&
  !secretHasKeys(MYSQL.namespace, 'mysql-secret', SECRET_KEYS)(world).ok;

const isParallel = (world: World): boolean =>
  statesOfSet(world).some(({ spec }) => spec.podManagementPolicy === 'Parallel');

const skippedFour = (world: World): boolean => {
  const replicas = replicasOf(world);
  return replicas.includes(2) && !replicas.includes(4);
};

/** The set was asked for four, and for fewer again before the fourth pod was ready. */
const tookFourBack = (world: World): boolean => {
  const replicas = replicasOf(world);
  return replicas.includes(4) && (replicas.at(-1) ?? 0) < 4;
};

/** Pods in the order in which they were told to stop, since the set was first asked for fewer. */
const wayDown = (world: World): readonly PredictedMoment[] => {
  const down = wantedReplicas(world, MYSQL.namespace, MYSQL.set).find(
    ({ replicas }, at, all) => replicas < (all[at - 1]?.replicas ?? 0),
  );
  const moments = podMoments(world, MYSQL.namespace, MYSQL.set);
  return ordinalsInOrder(
    moments.filter(({ type, rv }) => type === 'ending' && rv > (down?.rv ?? Infinity)),
  );
};

const CLAIMS = { kind: 'PersistentVolumeClaim', namespace: MYSQL.namespace };

/** A pod that had gone when the set was scaled down came back, and its claim had stayed. */
function cameBackToItsClaim(world: World): Verdict {
  const moments = podMoments(world, MYSQL.namespace, MYSQL.set);
  const wanted = wantedReplicas(world, MYSQL.namespace, MYSQL.set);
  const left = moments.filter(
    ({ type, ordinal, rv }) =>
      type === 'gone' && ordinal >= (wanted.findLast((one) => one.rv < rv)?.replicas ?? 0),
  );
  const back = moments.find(
    ({ type, ordinal, rv }) =>
      type === 'ready' && left.some((gone) => gone.ordinal === ordinal && gone.rv < rv),
  );
  if (back === undefined) return unmet(reason(left.length > 0 ? 'not-back' : 'none-left'));
  const name = `mysql-data-${back.name}`;
  const wasLost = wasDeleted(world, { ...CLAIMS, isMeant: (own) => own === name });
  return wasLost ? unmet(reason('other-claim')) : met(reason('back'), back.rv);
}

const WAITING: SetName = { namespace: MYSQL.namespace, set: 'ordered' };

/** The second pod of the ordered set came when the first one was ready, and not before. */
function oneStep(world: World): Verdict {
  const moments = podMoments(world, WAITING.namespace, WAITING.set);
  if (moments.length === 0) return unmet(reason('no-waiting-set'));
  const first = moments.find(({ type, ordinal }) => type === 'ready' && ordinal === 0);
  if (first === undefined) return unmet(reason('first-not-ready'));
  const second = moments.find(
    ({ type, ordinal, rv }) => type === 'created' && ordinal === 1 && rv > first.rv,
  );
  return second === undefined ? unmet(reason('no-second')) : met(reason('second-came'), second.rv);
}

/** How many pods the two sets have made whose pods do not get ready by themselves. */
const madeWaiting = (world: World): string | undefined => {
  const made = (set: string): number =>
    new Set(podMoments(world, MYSQL.namespace, set).map(({ name }) => name)).size;
  if (made('parallel') < 3 || made('ordered') < 1) return undefined;
  return made('ordered') === 1 ? 'one' : 'all';
};

const hasFour = (world: World): boolean =>
  replicasOf(world).at(-1) === 4 &&
  readyCounts(podMoments(world, MYSQL.namespace, MYSQL.set)).at(-1)?.ready === 4;

/** Scaling: up in order, down in reverse, and the claims stay. */
export const lesson: Lesson = {
  id: 'statefulsets/scaling',
  start: 'fresh',
  cluster: { nodes: 3, hasDefaultStorageClass: true, objects: [] },
  tasks: [
    {
      id: 'create',
      check: (world) =>
        allOf(world, [
          secretHasKeys(MYSQL.namespace, 'mysql-secret', SECRET_KEYS),
          headlessServiceExists(MYSQL.namespace, 'mysql-headless'),
          reachedReady(MYSQL, 3),
        ]),
      wrongTurns: [
        { id: 'other-namespace', isTaken: isElsewhere },
        { id: 'no-secret', isTaken: isWaitingForSecret },
      ],
    },
    {
      id: 'order',
      check: cameInOrder(MYSQL, 3),
      wrongTurns: [{ id: 'parallel', isTaken: isParallel }],
    },
    {
      id: 'up',
      check: reachedReady(MYSQL, 4),
      wrongTurns: [{ id: 'applied-again', isTaken: tookFourBack }],
    },
    {
      id: 'down',
      check: (world) => allOf(world, [wentInReverse(MYSQL, 4, 2), reachedReady(MYSQL, 2)]),
      wrongTurns: [
        { id: 'skipped-four', isTaken: skippedFour },
        {
          id: 'deleted-pod',
          isTaken: (world) => deletedPodOfSet(world, MYSQL.namespace, MYSQL.set),
        },
        {
          id: 'deleted-set',
          isTaken: (world) =>
            wasDeleted(world, {
              kind: 'StatefulSet',
              namespace: MYSQL.namespace,
              isMeant: (name) => name === MYSQL.set,
            }),
        },
      ],
    },
    {
      id: 'claims',
      check: (world) =>
        allOf(world, [wentInReverse(MYSQL, 4, 2), claimsKept(MYSQL, 'mysql-data', 4)]),
      wrongTurns: [
        {
          id: 'deleted-claim',
          isTaken: (world) =>
            wasDeleted(world, {
              kind: 'PersistentVolumeClaim',
              namespace: MYSQL.namespace,
              isMeant: (name) => name.startsWith(`mysql-data-${MYSQL.set}-`),
            }),
        },
      ],
    },
    {
      id: 'reused',
      check: cameBackToItsClaim,
      wrongTurns: [
        {
          id: 'new-claim',
          isTaken: (world) => cameBackToItsClaim(world).why.code === 'other-claim',
        },
      ],
    },
    {
      id: 'blocked',
      check: oneStep,
      wrongTurns: [
        {
          id: 'deleted-first',
          isTaken: (world) => deletedPodOfSet(world, WAITING.namespace, WAITING.set),
        },
        {
          id: 'asked-for-more',
          isTaken: (world) =>
            wantedReplicas(world, WAITING.namespace, WAITING.set).some(
              ({ replicas }) => replicas > 3,
            ),
        },
      ],
    },
  ],
  predictions: [
    { id: 'waiting', choices: ['all', 'one', 'none'], outcome: madeWaiting },
    {
      id: 'way-down',
      items: ['ordinal-0', 'ordinal-1', 'ordinal-2', 'ordinal-3'],
      happened: wayDown,
      playOut: {
        isPossible: hasFour,
        lines: ['kubectl scale statefulset -n mysql mysql-stateful --replicas 0'],
        forMs: 5 * 60_000,
      },
    },
  ],
  questions: [
    { id: 'blocked', choices: ['skips', 'waits', 'replaces'], right: 'waits' },
    { id: 'parallel', choices: ['creation', 'updates', 'both'], right: 'creation' },
    { id: 'autoscaler', choices: ['same', 'leave-out', 'nothing'], right: 'leave-out' },
  ],
};
