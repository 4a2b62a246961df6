import {
  claimHolds,
  type Lesson,
  met,
  reason,
  statesOf,
  unmet,
  type Verdict,
  type World,
} from '../../../sim/lesson/index.ts';

/** The directory of MySQL that a database of this name has. */
const SHOP = '/shop';

interface Placed {
  readonly metadata: { readonly namespace?: string };
}

/** The namespace that the learner works in; the files name none. */
const spaceOf = (world: World): string =>
  statesOf<Placed>(world, 'StatefulSet', (name) => name === 'mysql').at(-1)?.metadata.namespace ??
  'default';
const holds = (claim: string, path: string) => (world: World) =>
  claimHolds(spaceOf(world), claim, path)(world);
const isOn = (world: World, claim: string, path: string): boolean => holds(claim, path)(world).ok;

interface Finished {
  readonly metadata: { readonly name: string };
  readonly status: { readonly succeeded?: number };
}

const seeded = holds('data-mysql-0', SHOP);

/** What the seed made on the first server reached the second one by replication. */
function replicated(world: World): Verdict {
  if (!isOn(world, 'data-mysql-0', SHOP)) return unmet(reason('no-source'));
  return isOn(world, 'data-mysql-1', SHOP)
    ? met(reason('replicated'))
    : unmet(reason('not-replicated'));
}

function backedUp(world: World): Verdict {
  const hasRun = statesOf<Finished>(world, 'Job', () => true).some(
    ({ status }) => (status.succeeded ?? 0) > 0,
  );
  if (!hasRun) return unmet(reason('no-job'));
  return holds('backups', '/shop.sql')(world);
}

const restored = (world: World): Verdict =>
  isOn(world, 'backups', '/shop.sql')
    ? holds('drill-data', SHOP)(world)
    : unmet(reason('no-backup'));

/** Data is yours to manage: seed, replicas, backup, and a drill that proves the backup. */
export const lesson: Lesson = {
  id: 'statefulsets/data-is-yours',
  start: 'fresh',
  cluster: { nodes: 3, hasDefaultStorageClass: true, objects: [] },
  tasks: [
    {
      id: 'seed',
      check: seeded,
      wrongTurns: [
        {
          id: 'no-config',
          isTaken: ({ view }) =>
            view
              .changes()
              .some(({ object }) =>
                ((object as { message?: string }).message ?? '').includes(
                  'configmap "mysql-config" not found',
                ),
              ),
        },
      ],
    },
    {
      id: 'replicate',
      check: replicated,
      wrongTurns: [
        {
          id: 'wrong-way',
          isTaken: (world) =>
            isOn(world, 'data-mysql-1', '/written_here') &&
            !isOn(world, 'data-mysql-0', '/written_here'),
        },
      ],
    },
    {
      id: 'backup',
      check: backedUp,
      wrongTurns: [
        {
          id: 'in-the-pod',
          isTaken: (world) =>
            isOn(world, 'data-mysql-0', '/shop.sql') && !isOn(world, 'backups', '/shop.sql'),
        },
      ],
    },
    {
      id: 'restore',
      check: restored,
      wrongTurns: [
        {
          id: 'empty-drill',
          isTaken: (world) =>
            isOn(world, 'backups', '/shop.sql') &&
            isOn(world, 'drill-data', '/mysql.ibd') &&
            !isOn(world, 'drill-data', SHOP),
        },
      ],
    },
  ],
  predictions: [
    {
      id: 'seed-twice',
      choices: ['again', 'once', 'fails'],
      outcome: (world) => (isOn(world, 'data-mysql-0', SHOP) ? 'once' : undefined),
    },
  ],
  questions: [
    { id: 'who', choices: ['set', 'mysql', 'service'], right: 'mysql' },
    { id: 'replica-is', choices: ['backup', 'copy', 'spare'], right: 'copy' },
    { id: 'drill', choices: ['file', 'size', 'restore'], right: 'restore' },
  ],
};
