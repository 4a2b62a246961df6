import {
  claimHolds,
  type Lesson,
  met,
  reason,
  statesOf,
  unmet,
  type Verdict,
  type World,
  wasDeleted,
} from '../../../sim/lesson/index.ts';

const CLAIM = 'shop-data';
/** The directory that MySQL makes for a database of this name. */
const DATABASE = '/shop';

interface PodState {
  readonly metadata: {
    readonly uid: string;
    readonly namespace?: string;
    readonly deletionTimestamp?: string;
  };
  readonly spec: {
    readonly volumes?: readonly {
      readonly persistentVolumeClaim?: { readonly claimName: string };
    }[];
  };
  readonly status: {
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly containerStatuses?: readonly { readonly restartCount: number }[];
  };
}

const podsNamed = (world: World, name: string): readonly PodState[] =>
  statesOf<PodState>(world, 'Pod', (own) => own === name);
/** The namespace that the learner works in; the files name none. */
const spaceOf = (world: World): string =>
  podsNamed(world, 'remembering').at(-1)?.metadata.namespace ?? 'default';
const isReady = ({ metadata, status }: PodState): boolean =>
  metadata.deletionTimestamp === undefined &&
  status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') === true;
const hasRestarted = ({ status }: PodState): boolean =>
  status.containerStatuses?.some(({ restartCount }) => restartCount > 0) === true;
const usesClaim = ({ spec }: PodState): boolean =>
  spec.volumes?.some(({ persistentVolumeClaim: claim }) => claim?.claimName === CLAIM) === true;

/** How many pods of this name were ready, one after the other. */
const readyInTurn = (pods: readonly PodState[]): number =>
  new Set(pods.filter(isReady).map(({ metadata }) => metadata.uid)).size;

function forgot(world: World): Verdict {
  const bare = podsNamed(world, 'forgetful').filter((pod) => !usesClaim(pod));
  const count = readyInTurn(bare);
  if (count > 1) return met(reason('replaced'));
  return unmet(reason(count === 1 ? 'not-replaced' : 'not-ready'));
}

function wrote(world: World): Verdict {
  const pods = podsNamed(world, 'remembering').filter(usesClaim);
  if (readyInTurn(pods) === 0) return unmet(reason('no-pod'));
  return claimHolds(spaceOf(world), CLAIM, DATABASE)(world);
}

function remembered(world: World): Verdict {
  const isLost = wasDeleted(world, {
    kind: 'PersistentVolumeClaim',
    namespace: spaceOf(world),
    isMeant: (name) => name === CLAIM,
  });
  if (isLost) return unmet(reason('claim-deleted'));
  if (readyInTurn(podsNamed(world, 'remembering').filter(usesClaim)) < 2) {
    return unmet(reason('not-again'));
  }
  return claimHolds(spaceOf(world), CLAIM, DATABASE)(world);
}

const REDIS_PORT = 6379;

/** Since an instant, pods named `shop` have asked Redis, and were answered. */
const askedRedis = ({ requests }: World, sinceMs: number): boolean =>
  requests.some(
    ({ from, port, outcome, atMs }) =>
      from.pod === 'shop' && port === REDIS_PORT && outcome === 'ok' && atMs > sinceMs,
  );

/** When a second pod `shop` was ready. */
function shopReplacedAt(world: World): number | undefined {
  interface Seen {
    readonly first?: string;
    readonly atMs?: number;
  }
  return world.fold<Seen>('shop replaced', {}, (seen, { kind, object, atMs }) => {
    const { name, uid } = object.metadata;
    const isShop = kind.kind === 'Pod' && name === 'shop';
    if (!isShop || seen.atMs !== undefined || !isReady(object as unknown as PodState)) return seen;
    if (seen.first === undefined) return { first: uid };
    return uid === seen.first ? seen : { ...seen, atMs };
  }).atMs;
}

/** What one pod gave to Redis, the next one asked for. */
function moved(world: World): Verdict {
  const replacedAtMs = shopReplacedAt(world);
  if (replacedAtMs === undefined) return unmet(reason('shop-there'));
  return askedRedis(world, replacedAtMs)
    ? met(reason('cart-asked'))
    : unmet(reason('cart-not-asked'));
}

const claimWasDeleted = (world: World): boolean => remembered(world).why.code === 'claim-deleted';

/** What state is: a container that forgets, and a volume that remembers. */
export const lesson: Lesson = {
  id: 'statefulsets/state',
  start: 'fresh',
  cluster: { nodes: 3, hasDefaultStorageClass: true, objects: [] },
  tasks: [
    {
      id: 'forget',
      check: forgot,
      wrongTurns: [
        {
          id: 'restart-only',
          isTaken: (world) =>
            forgot(world).why.code === 'not-replaced' &&
            podsNamed(world, 'forgetful').some(hasRestarted),
        },
      ],
    },
    {
      id: 'write',
      check: wrote,
      wrongTurns: [
        {
          id: 'elsewhere',
          isTaken: (world) =>
            readyInTurn(podsNamed(world, 'remembering').filter((pod) => !usesClaim(pod))) > 0,
        },
      ],
    },
    {
      id: 'remember',
      check: remembered,
      wrongTurns: [{ id: 'claim-deleted', isTaken: claimWasDeleted }],
    },
    {
      id: 'sessions',
      check: moved,
      wrongTurns: [
        {
          id: 'in-a-file',
          isTaken: (world) => shopReplacedAt(world) !== undefined && !askedRedis(world, 0),
        },
      ],
    },
  ],
  predictions: [
    {
      id: 'after',
      choices: ['row', 'empty', 'refused'],
      outcome: (world) => (forgot(world).ok ? 'empty' : undefined),
    },
  ],
  questions: [
    { id: 'what', choices: ['image', 'sessions', 'config', 'logs'], right: 'sessions' },
    { id: 'where', choices: ['container', 'volume', 'manifest'], right: 'volume' },
    { id: 'redis', choices: ['gone', 'moved', 'none'], right: 'moved' },
  ],
};
