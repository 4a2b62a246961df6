import {
  allOf,
  claimHolds,
  claimsKept,
  deletedByLearner,
  type Lesson,
  met,
  podWasRenewed,
  reason,
  type SetName,
  unmet,
  type Verdict,
  type World,
  wasDeleted,
} from '../../../sim/lesson/index.ts';

const MYSQL: SetName = { namespace: 'mysql', set: 'mysql-stateful' };
const IMAGE = 'mysql:8.2.0';
const TEMPLATE = 'mysql-data';
const REPLICAS = 3;
const ORDINALS = [0, 1, 2];

const claimOf = (ordinal: number): string => `${TEMPLATE}-${MYSQL.set}-${ordinal}`;
/** The volume of an ordinal has a database: a directory of its name. */
const holds = (ordinal: number, database: string) =>
  claimHolds(MYSQL.namespace, claimOf(ordinal), `/${database}`);
const isIn = (world: World, ordinal: number, database: string): boolean =>
  holds(ordinal, database)(world).ok;

const created = holds(0, 'ststest');
const cameBack = (ordinal: number) => podWasRenewed(MYSQL, ordinal, IMAGE);
const kept = claimsKept(MYSQL, TEMPLATE, REPLICAS);

const oneSurvived = (world: World): Verdict => allOf(world, [created, cameBack(0), kept]);
const allSurvived = (world: World): Verdict =>
  allOf(world, [created, ...ORDINALS.map(cameBack), kept]);

function onlyInOne(world: World): Verdict {
  if (!isIn(world, 2, 'onlyhere')) return unmet(reason('not-in-two'));
  const others = [0, 1].filter((ordinal) => isIn(world, ordinal, 'onlyhere'));
  return others.length === 0 ? met(reason('only-in-two')) : unmet(reason('elsewhere-too'));
}

const claimWasDeleted = (world: World): boolean =>
  deletedByLearner(world, {
    kind: 'PersistentVolumeClaim',
    namespace: MYSQL.namespace,
    isMeant: (name) => name.startsWith(TEMPLATE),
  });

/** Data survives its pods, and each ordinal has its own. */
export const lesson: Lesson = {
  id: 'statefulsets/data-survives',
  start: 'previous',
  cluster: { nodes: 3, hasDefaultStorageClass: true, objects: [] },
  tasks: [
    {
      id: 'create',
      check: created,
      wrongTurns: [
        {
          id: 'other-pod',
          isTaken: (world) => [1, 2].some((ordinal) => isIn(world, ordinal, 'ststest')),
        },
      ],
    },
    {
      id: 'one',
      check: oneSurvived,
      wrongTurns: [{ id: 'claim-deleted', isTaken: claimWasDeleted }],
    },
    {
      id: 'all',
      check: allSurvived,
      wrongTurns: [
        {
          id: 'set-deleted',
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
      id: 'where',
      check: onlyInOne,
      wrongTurns: [
        {
          id: 'everywhere',
          isTaken: (world) => onlyInOne(world).why.code === 'elsewhere-too',
        },
      ],
    },
  ],
  predictions: [
    {
      id: 'in-pod-one',
      choices: ['same', 'none', 'later'],
      outcome(world) {
        if (!isIn(world, 0, 'ststest')) return undefined;
        return isIn(world, 1, 'ststest') ? 'same' : 'none';
      },
    },
  ],
  questions: [
    { id: 'which-claim', choices: ['free', 'same', 'new'], right: 'same' },
    { id: 'service', choices: ['all', 'one', 'none'], right: 'one' },
    { id: 'replicate', choices: ['kubernetes', 'database', 'storage'], right: 'database' },
  ],
};
