import {
  allOf,
  claimsKept,
  deletions,
  firstMoment,
  type Lesson,
  met,
  ordinalsWith,
  type PodState,
  podMoments,
  reason,
  type SetName,
  setStates,
  statesOf,
  unmet,
  type Verdict,
  type World,
  wasDeleted,
} from '../../../sim/lesson/index.ts';

const MYSQL: SetName = { namespace: 'mysql', set: 'mysql-stateful' };
const GOOD = 'mysql:8.4.0';
const OLDER = 'mysql:8.3.0';
const STUCK = `${MYSQL.set}-2`;
/** Whoever has reverted and looks on for so long waits for something that does not come. */
const PATIENCE_MS = 30_000;

const pods = (world: World) => podMoments(world, MYSQL.namespace, MYSQL.set);

/** When the template first had the good image again. */
const revertedAt = (world: World): number | undefined =>
  setStates(world, MYSQL).find(({ image }) => image === GOOD)?.rv;

function reverted(world: World): Verdict {
  const rv = revertedAt(world);
  return rv === undefined ? unmet(reason('still-bad')) : met(reason('reverted'), rv);
}

/** All pods ready on the good image, by ending no pod but the stuck one. */
function recovered(world: World): Verdict {
  const at = firstMoment(
    world,
    MYSQL,
    (ready, { image }) => image === GOOD && ordinalsWith(ready, GOOD).length === 3,
  );
  const touched = pods(world).find(
    ({ type, name, rv }) => type === 'ending' && name !== STUCK && rv <= (at ?? Infinity),
  );
  if (touched !== undefined) {
    return unmet(reason('healthy-touched', { name: touched.name }), touched.rv);
  }
  return at === undefined ? unmet(reason('not-recovered')) : met(reason('recovered'), at);
}

/** The stuck ordinal was tried with the older version and its server gave up. */
function refused(world: World): Verdict {
  const states = statesOf<PodState>(world, 'Pod', (name) => name === STUCK).filter(
    ({ spec }) => spec.containers[0]?.image === OLDER,
  );
  const hasFailed = states.some(({ status }) =>
    status.containerStatuses?.some(
      ({ restartCount = 0, state }) => restartCount > 0 || (state?.terminated?.exitCode ?? 0) > 0,
    ),
  );
  if (hasFailed) return met(reason('refused'));
  return unmet(reason(states.length > 0 ? 'not-refused-yet' : 'not-tried'));
}

/** After that, all pods were ready on the good image again. */
function goodAgain(world: World): Verdict {
  const tried = setStates(world, MYSQL).find(({ image }) => image === OLDER);
  const at = firstMoment(world, MYSQL, (ready, { image, rv }) => {
    const isLater = tried !== undefined && rv > tried.rv;
    return isLater && image === GOOD && ordinalsWith(ready, GOOD).length === 3;
  });
  return at === undefined ? unmet(reason('not-good-again')) : met(reason('good-again'), at);
}

/** What became of the stuck pod when the template was good again. */
function afterRevert(world: World): string | undefined {
  const rv = revertedAt(world);
  const change = world.changes.find((one) => one.rv === rv);
  if (rv === undefined || change === undefined) return undefined;
  const isStuck = { kind: 'Pod', namespace: MYSQL.namespace, isMeant: (n: string) => n === STUCK };
  const end = deletions(world, isStuck).find((one) => one.rv > rv);
  if (end !== undefined) return end.origin.actor === 'user' ? 'stays' : 'replaced';
  return world.clock.nowMs() - change.atMs > PATIENCE_MS ? 'stays' : undefined;
}

const deletedHealthy = (world: World): boolean => recovered(world).why.code === 'healthy-touched';

const isNamed = (kind: string, isMeant: (name: string) => boolean) => ({
  kind,
  namespace: MYSQL.namespace,
  isMeant,
});

/** The stuck pod was scaled away, and the template is as bad as before. */
const scaledDownBad = (world: World): boolean =>
  revertedAt(world) === undefined && setStates(world, MYSQL).some(({ replicas }) => replicas < 3);

/** The older version was given an empty directory: the claim of its pod was deleted. */
const startedEmpty = (world: World): boolean =>
  refused(world).why.code === 'not-refused-yet' &&
  wasDeleted(
    world,
    isNamed('PersistentVolumeClaim', (name) => name === `mysql-data-${STUCK}`),
  );

/** A rollout that sticks: the way back needs two steps, and data does not always go back. */
export const lesson: Lesson = {
  id: 'statefulsets/stuck-rollout',
  start: 'fresh',
  cluster: { nodes: 3, hasDefaultStorageClass: true, objects: [] },
  tasks: [
    { id: 'revert', check: reverted, wrongTurns: [{ id: 'scaled-down', isTaken: scaledDownBad }] },
    {
      id: 'recover',
      check: recovered,
      wrongTurns: [
        {
          id: 'only-reverted',
          isTaken: (world) => revertedAt(world) !== undefined && afterRevert(world) === 'stays',
        },
        { id: 'deleted-healthy', isTaken: deletedHealthy },
        {
          id: 'deleted-stuck-first',
          isTaken: (world) =>
            revertedAt(world) === undefined &&
            deletions(
              world,
              isNamed('Pod', (name) => name === STUCK),
            ).length > 0,
        },
      ],
    },
    { id: 'refused', check: refused, wrongTurns: [{ id: 'emptied', isTaken: startedEmpty }] },
    {
      id: 'good-again',
      check: (world) => allOf(world, [goodAgain, claimsKept(MYSQL, 'mysql-data', 3)]),
      wrongTurns: [
        {
          id: 'deleted-claim',
          isTaken: (world) =>
            wasDeleted(
              world,
              isNamed('PersistentVolumeClaim', (name) => name.startsWith('mysql-data-')),
            ),
        },
      ],
    },
  ],
  predictions: [
    { id: 'after-revert', choices: ['replaced', 'stays', 'all'], outcome: afterRevert },
  ],
  questions: [
    { id: 'why-last', choices: ['luck', 'order', 'node'], right: 'order' },
    { id: 'undo', choices: ['template', 'repository', 'history'], right: 'repository' },
    { id: 'down', choices: ['image', 'backup', 'delete'], right: 'backup' },
  ],
};
