import {
  type DeploymentName,
  deletedPodOf,
  deploymentStates,
  type Lesson,
  met,
  podCameBack,
  reason,
  type SetName,
  statesOf,
  unmet,
  type Verdict,
  type World,
} from '../../../sim/lesson/index.ts';

const IMAGE = 'mysql:8.2.0';
const PORT = 3306;
const REPLICAS = 3;

interface Placed {
  readonly metadata: { readonly namespace?: string };
}

/** The namespace of what the learner made last of that name; the files name none. */
const spaceOf = (world: World, kind: string, name: string): string =>
  statesOf<Placed>(world, kind, (own) => own === name).at(-1)?.metadata.namespace ?? 'default';
const deploymentOf = (world: World, deployment: string): DeploymentName => ({
  namespace: spaceOf(world, 'Deployment', deployment),
  deployment,
});
const memberOf = (world: World): SetName => ({
  namespace: spaceOf(world, 'StatefulSet', 'member'),
  set: 'member',
});

interface Event {
  readonly reason?: string;
  readonly involvedObject: { readonly kind?: string; readonly name?: string };
}

/** Connections of clients to MySQL that a pod answered. */
const connections = ({ requests }: World) =>
  requests.filter(
    ({ port, outcome, protocol, pod }) =>
      protocol === 'tcp' && port === PORT && outcome === 'ok' && pod !== '',
  );

const throughService = (world: World): readonly string[] =>
  connections(world)
    .filter(({ host }) => /^shop(\.|$)/.test(host))
    .map(({ pod }) => pod);

function answersDiffer(world: World): Verdict {
  const pods = new Set(throughService(world));
  if (pods.size >= 2) return met(reason('two-answered', { count: pods.size }));
  return unmet(reason(pods.size === 1 ? 'one-answered' : 'nobody-asked'));
}

const refusals = (world: World): readonly string[] =>
  statesOf<Event>(world, 'Event', () => true)
    .filter(({ reason: why }) => why === 'FailedAttachVolume')
    .flatMap(({ involvedObject: { name = '' } }) => (name.startsWith('shared-') ? [name] : []));

const wantsShared = (world: World): number =>
  Math.max(
    0,
    ...deploymentStates(world, deploymentOf(world, 'shared')).map(({ spec }) => spec.replicas ?? 1),
  );

function oneHasTheDisk(world: World): Verdict {
  if (wantsShared(world) === 0) return unmet(reason('no-shared'));
  if (wantsShared(world) < REPLICAS) return unmet(reason('too-few'));
  const refused = new Set(refusals(world)).size;
  return refused > 0 ? met(reason('refused', { count: refused })) : unmet(reason('not-seen'));
}

function namesCompared(world: World): Verdict {
  const back = [0, 1, 2].some((ordinal) => podCameBack(memberOf(world), ordinal, IMAGE)(world).ok);
  const isReplaced = deletedPodOf(world, deploymentOf(world, 'shop'));
  if (back && isReplaced) return met(reason('both-deleted'));
  return unmet(reason(back ? 'shop-not-deleted' : 'member-not-back'));
}

/** Why a Deployment does not fit: different answers, one disk, names that change. */
export const lesson: Lesson = {
  id: 'statefulsets/why-not-a-deployment',
  start: 'fresh',
  cluster: {
    nodes: 3,
    hasDefaultStorageClass: true,
    objects: [
      {
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: { name: 'disk-1' },
        spec: {
          storageClassName: 'disk',
          capacity: { storage: '1Gi' },
          accessModes: ['ReadWriteOnce'],
          persistentVolumeReclaimPolicy: 'Retain',
          csi: { driver: 'disk.example.com', volumeHandle: 'disk-1' },
        },
      },
    ],
  },
  tasks: [
    {
      id: 'differ',
      check: answersDiffer,
      wrongTurns: [
        {
          id: 'by-address',
          isTaken: (world) => throughService(world).length === 0 && connections(world).length > 0,
        },
      ],
    },
    {
      id: 'shared',
      check: oneHasTheDisk,
      wrongTurns: [
        { id: 'one-replica', isTaken: (world) => oneHasTheDisk(world).why.code === 'too-few' },
      ],
    },
    {
      id: 'names',
      check: namesCompared,
      wrongTurns: [
        {
          id: 'shop-only',
          isTaken: (world) =>
            !namesCompared(world).ok && deletedPodOf(world, deploymentOf(world, 'shop')),
        },
      ],
    },
  ],
  predictions: [
    {
      id: 'how-often',
      choices: ['always', 'sometimes', 'never'],
      outcome: (world) => (answersDiffer(world).ok ? 'sometimes' : undefined),
    },
  ],
  questions: [
    { id: 'when', choices: ['web', 'database', 'never'], right: 'web' },
    { id: 'once', choices: ['one', 'all', 'readers'], right: 'one' },
    { id: 'names', choices: ['random', 'ordinal', 'address'], right: 'ordinal' },
  ],
};
