import {
  deletedByLearner,
  firstMoment,
  type Lesson,
  met,
  podMoments,
  reason,
  type SetName,
  statesOf,
  unmet,
  type Verdict,
  type World,
  wantedReplicas,
  wasDeleted,
} from '../../../sim/lesson/index.ts';

const CART: SetName = { namespace: 'shop', set: 'cart' };
const LEDGER: SetName = { namespace: 'bank', set: 'ledger' };
const QUEUE: SetName = { namespace: 'jobs', set: 'queue' };
const ARCHIVE: SetName = { namespace: 'logs', set: 'archive' };
const ONLY_COPY = 'data-archive-1';

interface Named {
  readonly metadata: { readonly name: string; readonly namespace?: string };
}
interface ServiceState extends Named {
  readonly spec: {
    readonly clusterIP?: string;
    readonly selector?: Readonly<Record<string, string>>;
  };
}
interface SetState extends Named {
  readonly spec: { readonly serviceName?: string };
}
interface ClaimState {
  readonly metadata: { readonly ownerReferences?: readonly { readonly kind: string }[] };
}
interface NodeState {
  readonly status: {
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

/** The set's name for its Service is that of a headless Service that selects its pods. */
function namesResolve(world: World): Verdict {
  const set = statesOf<SetState>(world, 'StatefulSet', (name) => name === CART.set).at(-1);
  const fits = statesOf<ServiceState>(world, 'Service', () => true).some(
    ({ metadata, spec }) =>
      metadata.namespace === CART.namespace &&
      metadata.name === set?.spec.serviceName &&
      spec.clusterIP === 'None' &&
      spec.selector?.app === CART.set,
  );
  const isReady = firstMoment(world, CART, (ready) => ready.size === 2) !== undefined;
  return fits && isReady ? met(reason('resolve')) : unmet(reason('no-names'));
}

const touchedHealthy = ({ changes }: World): boolean =>
  podMoments(changes, LEDGER.namespace, LEDGER.set).some(
    ({ type, ordinal }) => type === 'ending' && ordinal < 2,
  );

/** All three ready, none of them on the bad image, and the two healthy ones left alone. */
function canaryMended(world: World): Verdict {
  if (touchedHealthy(world)) return unmet(reason('touched'));
  const at = firstMoment(world, LEDGER, (ready) => ready.size === 3);
  return at === undefined ? unmet(reason('stuck')) : met(reason('mended'), at);
}

/** The node with the only disk is back, and the pod on it is ready. */
function queueIsBack(world: World): Verdict {
  const node = statesOf<NodeState>(world, 'Node', (name) => name === 'node-3').at(-1);
  const isUp = node?.status.conditions?.some(
    ({ type, status }) => type === 'Ready' && status === 'True',
  );
  if (isUp !== true) return unmet(reason('node-down'));
  const at = firstMoment(world, QUEUE, (ready) => ready.size === 1);
  return at === undefined ? unmet(reason('queue-down')) : met(reason('queue-up'), at);
}

const copyLost = (world: World): boolean =>
  wasDeleted(world, {
    kind: 'PersistentVolumeClaim',
    namespace: ARCHIVE.namespace,
    isMeant: (name) => name === ONLY_COPY,
  });

const scaledTo = (world: World, replicas: number): boolean =>
  wantedReplicas(world.changes, ARCHIVE.namespace, ARCHIVE.set).at(-1)?.replicas === replicas;

/** A claim that is to go with its pod belongs to it before the pod ends. */
const isDoomed = (world: World): boolean => {
  const claim = statesOf<ClaimState>(world, 'PersistentVolumeClaim', (n) => n === ONLY_COPY).at(-1);
  return claim?.metadata.ownerReferences?.some(({ kind }) => kind === 'Pod') === true;
};

/** One pod is left, and the claim of the other is still there. */
function smallerAndSafe(world: World): Verdict {
  if (copyLost(world) || isDoomed(world)) return unmet(reason('copy-lost'));
  const isGone = podMoments(world.changes, ARCHIVE.namespace, ARCHIVE.set).some(
    ({ type, ordinal }) => type === 'gone' && ordinal === 1,
  );
  return scaledTo(world, 1) && isGone ? met(reason('copy-kept')) : unmet(reason('not-smaller'));
}

const fateOfCopy = (world: World): string | undefined => {
  if (copyLost(world)) return 'deleted';
  return smallerAndSafe(world).ok ? 'kept' : undefined;
};

/** Four incidents at once. */
export const lesson: Lesson = {
  id: 'statefulsets/exam',
  start: 'fresh',
  cluster: { nodes: 3, hasDefaultStorageClass: true, objects: [] },
  tasks: [
    {
      id: 'names',
      check: namesResolve,
      wrongTurns: [
        {
          id: 'cluster-ip',
          isTaken: (world) =>
            statesOf<ServiceState>(world, 'Service', (name) => name === CART.set).some(
              ({ spec }) => spec.clusterIP !== 'None',
            ),
        },
      ],
    },
    {
      id: 'canary',
      check: canaryMended,
      wrongTurns: [{ id: 'touched', isTaken: touchedHealthy }],
    },
    {
      id: 'node',
      check: queueIsBack,
      wrongTurns: [
        {
          id: 'deleted-claim',
          isTaken: (world) =>
            deletedByLearner(world, {
              kind: 'PersistentVolumeClaim',
              namespace: QUEUE.namespace,
              isMeant: () => true,
            }),
        },
      ],
    },
    {
      id: 'only-copy',
      check: smallerAndSafe,
      wrongTurns: [{ id: 'lost', isTaken: copyLost }],
    },
  ],
  predictions: [{ id: 'copy', choices: ['kept', 'deleted'], outcome: fateOfCopy }],
  questions: [
    { id: 'first', choices: ['all', 'look', 'restart'], right: 'look' },
    { id: 'local', choices: ['node', 'claim', 'scale'], right: 'node' },
  ],
};
