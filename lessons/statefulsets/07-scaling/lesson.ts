import {
  allOf,
  cameInOrder,
  claimsKept,
  headlessServiceExists,
  type Lesson,
  podMoments,
  reachedReady,
  type SetName,
  type StoreView,
  secretHasKeys,
  type World,
  wantedReplicas,
  wentInReverse,
} from '../../../sim/lesson/index.ts';

const MYSQL: SetName = { namespace: 'mysql', set: 'mysql-stateful' };
const SECRET_KEYS = ['MYSQL_ROOT_PASSWORD', 'MYSQL_USER', 'MYSQL_PASSWORD'];

const replicasOf = ({ view }: World): number[] =>
  wantedReplicas(view, MYSQL.namespace, MYSQL.set).map(({ replicas }) => replicas);

const wasDeleted = (view: StoreView, kind: string, isMeant: (name: string) => boolean): boolean =>
  view
    .changes()
    .some(
      (change) =>
        change.type === 'DELETED' &&
        change.kind.kind === kind &&
        isMeant(change.object.metadata.name),
    );

/** Whether the learner, and not the controller, told one of the set's pods to end. */
const deletedPodByHand = ({ view }: World): boolean => {
  const byUser = new Set(
    view.changes().flatMap(({ origin, rv }) => (origin.actor === 'user' ? [rv] : [])),
  );
  return podMoments(view, MYSQL.namespace, MYSQL.set).some(
    ({ type, rv }) => type === 'ending' && byUser.has(rv),
  );
};

interface NamedSet {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: { readonly podManagementPolicy?: string };
}

/** Every state that a StatefulSet of the lesson's name was ever in, in any namespace. */
const statesOfSet = ({ view }: World): readonly NamedSet[] =>
  view
    .changes()
    .filter(({ kind, object }) => kind.kind === 'StatefulSet' && object.metadata.name === MYSQL.set)
    .map(({ object }) => object as unknown as NamedSet);

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

/** Scaling: up in order, down in reverse, and the claims stay. */
export const lesson: Lesson = {
  id: 'statefulsets/scaling',
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
    { id: 'up', check: reachedReady(MYSQL, 4), wrongTurns: [] },
    {
      id: 'down',
      check: (world) => allOf(world, [wentInReverse(MYSQL, 4, 2), reachedReady(MYSQL, 2)]),
      wrongTurns: [
        { id: 'skipped-four', isTaken: skippedFour },
        { id: 'deleted-pod', isTaken: deletedPodByHand },
        {
          id: 'deleted-set',
          isTaken: ({ view }) => wasDeleted(view, 'StatefulSet', (name) => name === MYSQL.set),
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
          isTaken: ({ view }) =>
            wasDeleted(view, 'PersistentVolumeClaim', (name) =>
              name.startsWith(`mysql-data-${MYSQL.set}-`),
            ),
        },
      ],
    },
  ],
};
