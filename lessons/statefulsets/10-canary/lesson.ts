import {
  allOf,
  firstMoment,
  type Lesson,
  met,
  neverFewerReady,
  ordinalsWith,
  podCameBack,
  podMoments,
  reason,
  type SetName,
  setStates,
  unmet,
  type Verdict,
  type World,
} from '../../../sim/lesson/index.ts';

const MYSQL: SetName = { namespace: 'mysql', set: 'mysql-stateful' };
const OLD = 'mysql:8.3.0';
const NEW = 'mysql:8.4.0';
const REPLICAS = 3;
const CANARY = { name: MYSQL.set, image: NEW, ordinals: '2' };

/** The new image was in the template while the partition held every pod back. */
function staged(world: World): Verdict {
  const at = firstMoment(
    world,
    MYSQL,
    (ready, { image, partition }) =>
      image === NEW && partition >= REPLICAS && ordinalsWith(ready, OLD).length === REPLICAS,
  );
  if (at !== undefined) return met(reason('staged'), at);
  const isWanted = setStates(world, MYSQL).at(-1)?.image === NEW;
  return unmet(reason(isWanted ? 'not-held-back' : 'not-staged'));
}

/** While the partition was 2, pod 2 alone had the new version. */
function oneCanary(world: World): Verdict {
  const at = firstMoment(
    world,
    MYSQL,
    (ready, { partition }) =>
      partition === 2 && ready.size === REPLICAS && ordinalsWith(ready, NEW).join() === '2',
  );
  if (at !== undefined) return met(reason('image-on', CANARY), at);
  return unmet(reason('image-not-on', CANARY));
}

/** While the partition was 1, pods 1 and 2 had the new version and pod 0 the old one. */
function inPhases(world: World): Verdict {
  const at = firstMoment(
    world,
    MYSQL,
    (ready, { image, partition }) =>
      image === NEW &&
      partition === 1 &&
      ready.size === REPLICAS &&
      ordinalsWith(ready, NEW).join() === '1,2',
  );
  return at === undefined ? unmet(reason('no-phase')) : met(reason('phase'), at);
}

const allNew = (world: World): Verdict => {
  const at = firstMoment(
    world,
    MYSQL,
    (ready, { partition }) => partition === 0 && ordinalsWith(ready, NEW).length === REPLICAS,
  );
  return at === undefined ? unmet(reason('not-all-new')) : met(reason('all-new'), at);
};

const partitionsWithNew = (world: World): number[] =>
  setStates(world, MYSQL).flatMap(({ image, partition }) => (image === NEW ? [partition] : []));

const firstUpdated = (world: World): string | undefined => {
  const first = podMoments(world, MYSQL.namespace, MYSQL.set).find(
    ({ type, image }) => type === 'created' && image === NEW,
  );
  return first === undefined ? undefined : `ordinal-${first.ordinal}`;
};

const deletedAnyOf = (world: World, ordinals: readonly number[]): boolean =>
  ordinals.some((ordinal) => podCameBack(MYSQL, ordinal, '')(world).why.code !== 'pod-not-deleted');

/** A partition stages an update: one canary first, then in phases. */
export const lesson: Lesson = {
  id: 'statefulsets/canary',
  start: 'fresh',
  cluster: { nodes: 3, hasDefaultStorageClass: true, objects: [] },
  tasks: [
    {
      id: 'stage',
      check: staged,
      wrongTurns: [{ id: 'not-held-back', isTaken: (world) => partitionsWithNew(world)[0] === 0 }],
    },
    {
      id: 'canary',
      check: oneCanary,
      wrongTurns: [
        {
          id: 'wrong-direction',
          isTaken: (world) => partitionsWithNew(world).find((one) => one < REPLICAS) === 1,
        },
        {
          id: 'by-hand',
          isTaken: (world) =>
            deletedAnyOf(world, [2]) && partitionsWithNew(world).every((one) => one >= REPLICAS),
        },
      ],
    },
    {
      id: 'below',
      check: (world) => allOf(world, [oneCanary, podCameBack(MYSQL, 0, OLD)]),
      wrongTurns: [
        {
          id: 'deleted-canary',
          isTaken: (world) => deletedAnyOf(world, [2]) && !deletedAnyOf(world, [0]),
        },
      ],
    },
    {
      id: 'phases',
      check: (world) => allOf(world, [inPhases, allNew, neverFewerReady(MYSQL, REPLICAS, 2)]),
      wrongTurns: [
        {
          id: 'one-leap',
          isTaken: (world) =>
            partitionsWithNew(world).includes(0) && !partitionsWithNew(world).includes(1),
        },
      ],
    },
  ],
  predictions: [
    {
      id: 'which-pods',
      choices: ['ordinal-2', 'ordinal-0', 'ordinal-1', 'none'],
      outcome: firstUpdated,
    },
  ],
  questions: [
    { id: 'direction', choices: ['low', 'high', 'count'], right: 'high' },
    { id: 'crash', choices: ['old', 'new', 'none'], right: 'old' },
    { id: 'left-behind', choices: ['again', 'nothing', 'error'], right: 'nothing' },
  ],
};
