import {
  allOf,
  deletedByLearner,
  firstMoment,
  type Lesson,
  met,
  neverFewerReady,
  podMoments,
  reachedReady,
  reason,
  type SetName,
  setStates,
  statesOf,
  unmet,
  type Verdict,
  type World,
} from '../../../sim/lesson/index.ts';

const MYSQL: SetName = { namespace: 'mysql', set: 'mysql-stateful' };
const SLOW: SetName = { namespace: 'mysql', set: 'slow' };
const LEAST_GRACE_SECONDS = 10;
const LABELS = { app: 'mysql', environment: 'test' };
const NODE = 'node-3';

interface PodState {
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly deletionTimestamp?: string;
  };
  readonly spec: { readonly nodeName?: string; readonly terminationGracePeriodSeconds?: number };
  readonly status: {
    readonly containerStatuses?: readonly {
      readonly restartCount?: number;
      readonly ready?: boolean;
    }[];
  };
}
interface Budget {
  readonly spec: {
    readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> };
  };
}
interface NodeState {
  readonly spec: { readonly unschedulable?: boolean };
}

const podsNow = ({ changes }: World): readonly PodState[] => {
  const now = new Map<string, PodState>();
  for (const { kind, type, object } of changes) {
    if (kind.kind !== 'Pod' || object.metadata.namespace !== MYSQL.namespace) continue;
    if (type === 'DELETED') now.delete(object.metadata.uid);
    else now.set(object.metadata.uid, object as unknown as PodState);
  }
  return [...now.values()];
};

const isSelected = ({ metadata }: PodState): boolean =>
  Object.entries(LABELS).every(([key, value]) => metadata.labels?.[key] === value);

/** Three ready pods that are given time to stop. */
function hasGrace(world: World): Verdict {
  const own = podsNow(world).filter(({ metadata }) => metadata.name.startsWith(`${MYSQL.set}-`));
  const hasty = own.find(
    ({ spec }) => (spec.terminationGracePeriodSeconds ?? 30) < LEAST_GRACE_SECONDS,
  );
  if (hasty !== undefined) return unmet(reason('no-grace', { name: hasty.metadata.name }));
  return own.length >= 3 ? met(reason('grace')) : unmet(reason('too-few'));
}

function noStranger(world: World): Verdict {
  const stranger = podsNow(world).find(
    (pod) => isSelected(pod) && !pod.metadata.name.startsWith(`${MYSQL.set}-`),
  );
  return stranger === undefined
    ? met(reason('no-stranger'))
    : unmet(reason('stranger', { name: stranger.metadata.name }));
}

/** A pod of the slow set came up without being killed once. */
function slowIsUp(world: World): Verdict {
  const isUp = statesOf<PodState>(world, 'Pod', (name) => name === 'slow-0').some(({ status }) =>
    status.containerStatuses?.some(
      ({ restartCount, ready }) => ready === true && restartCount === 0,
    ),
  );
  return isUp ? met(reason('slow-up')) : unmet(reason('slow-killed'));
}

function budgetExists(world: World): Verdict {
  const fits = statesOf<Budget>(world, 'PodDisruptionBudget', () => true).some(
    ({ spec }) => spec.selector?.matchLabels?.app === LABELS.app,
  );
  return fits ? met(reason('budget')) : unmet(reason('no-budget'));
}

const drainedNow = (world: World): boolean => {
  const node = statesOf<NodeState>(world, 'Node', (name) => name === NODE).at(-1);
  const isClosed = node?.spec.unschedulable === true;
  return (
    isClosed &&
    podsNow(world).every(
      ({ metadata, spec }) => spec.nodeName !== NODE || !metadata.name.startsWith(`${MYSQL.set}-`),
    )
  );
};

/** The node was emptied while the budget was there, and three pods were ready elsewhere. */
function drained(world: World): Verdict {
  if (!drainedNow(world)) return unmet(reason('not-drained'));
  const at = firstMoment(world, MYSQL, (ready, { replicas }) => replicas === 3 && ready.size === 3);
  const counts = podMoments(world.changes, MYSQL.namespace, MYSQL.set);
  return at !== undefined && counts.length > 0 ? met(reason('drained')) : unmet(reason('too-few'));
}

const startsOver = (world: World): string | undefined => {
  const first = statesOf<PodState>(world, 'Pod', (name) => name === 'slow-0');
  const restarts = first.map(({ status }) => status.containerStatuses?.[0]?.restartCount ?? 0);
  const before = restarts[0] ?? 0;
  return Math.max(...restarts) > before ? 'again' : undefined;
};

const hasOneRevision = ({ changes }: World, { namespace, set }: SetName): boolean =>
  new Set(podMoments(changes, namespace, set).map(({ revision }) => revision)).size === 1;

/** Good practice: small things to mend in a set that somebody has neglected. */
export const lesson: Lesson = {
  id: 'statefulsets/good-practice',
  start: 'fresh',
  cluster: { nodes: 3, hasDefaultStorageClass: true, objects: [] },
  tasks: [
    {
      id: 'declared',
      check: (world) => allOf(world, [reachedReady(MYSQL, 3), hasGrace]),
      wrongTurns: [
        {
          id: 'only-scaled',
          isTaken: (world) =>
            setStates(world, MYSQL).at(-1)?.replicas === 3 &&
            hasGrace(world).why.code === 'no-grace',
        },
      ],
    },
    {
      id: 'stranger',
      check: noStranger,
      wrongTurns: [
        {
          id: 'deleted-member',
          isTaken: (world) =>
            !noStranger(world).ok &&
            deletedByLearner(world, {
              kind: 'Pod',
              namespace: MYSQL.namespace,
              isMeant: (name) => name.startsWith(`${MYSQL.set}-`),
            }),
        },
      ],
    },
    {
      id: 'probe',
      check: slowIsUp,
      wrongTurns: [
        {
          id: 'deleted-slow',
          isTaken: (world) =>
            hasOneRevision(world, SLOW) &&
            deletedByLearner(world, {
              kind: 'Pod',
              namespace: SLOW.namespace,
              isMeant: (name) => name === 'slow-0',
            }),
        },
      ],
    },
    { id: 'budget', check: budgetExists, wrongTurns: [] },
    {
      id: 'drain',
      check: (world) => allOf(world, [budgetExists, drained, neverFewerReady(MYSQL, 3, 2)]),
      wrongTurns: [],
    },
  ],
  predictions: [{ id: 'slow', choices: ['up', 'again', 'gone'], outcome: startsOver }],
  questions: [
    { id: 'force', choices: ['faster', 'torn', 'nothing'], right: 'torn' },
    { id: 'local', choices: ['moves', 'waits', 'copy'], right: 'waits' },
    { id: 'rollback', choices: ['image', 'both', 'never'], right: 'both' },
  ],
};
