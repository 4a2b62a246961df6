import {
  allOf,
  claimHolds,
  deletedByLearner,
  deletions,
  firstMoment,
  type Lesson,
  met,
  neverFewerReady,
  podMoments,
  reachedReady,
  readyCounts,
  reason,
  type SetName,
  setStates,
  statesOf,
  unmet,
  type Verdict,
  type World,
  wantedReplicas,
} from '../../../sim/lesson/index.ts';

const MYSQL: SetName = { namespace: 'mysql', set: 'mysql-stateful' };
const JOURNAL: SetName = { namespace: 'mysql', set: 'journal' };
const NOTES: SetName = { namespace: 'mysql', set: 'notes' };
const FAR: SetName = { namespace: 'mysql', set: 'far' };
const SLOW: SetName = { namespace: 'mysql', set: 'slow' };
const GREEDY: SetName = { namespace: 'mysql', set: 'greedy' };
const LEAST_GRACE_SECONDS = 10;
const LABELS = { app: 'mysql', environment: 'test' };
const NODE = 'node-3';
const LOST_NODE = 'node-4';
/** A pod that holds too much memory is killed well before that. */
const STEADY_MS = 20_000;

interface PodState {
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly deletionTimestamp?: string;
  };
  readonly spec: {
    readonly nodeName?: string;
    readonly terminationGracePeriodSeconds?: number;
    readonly containers: readonly {
      readonly env?: readonly { readonly name: string; readonly value?: string }[];
    }[];
  };
  readonly status: {
    readonly containerStatuses?: readonly {
      readonly restartCount?: number;
      readonly ready?: boolean;
      readonly lastState?: { readonly terminated?: { readonly exitCode?: number } };
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
  readonly status: {
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

const podsNow = (world: World): readonly PodState[] => {
  const now = world.fold('pods that are there', new Map<string, PodState>(), (pods, change) => {
    const { kind, type, object } = change;
    if (kind.kind !== 'Pod' || object.metadata.namespace !== MYSQL.namespace) return pods;
    if (type === 'DELETED') pods.delete(object.metadata.uid);
    else pods.set(object.metadata.uid, object as unknown as PodState);
    return pods;
  });
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

const deletedPod = (world: World, { namespace, set }: SetName): boolean =>
  deletedByLearner(world, {
    kind: 'Pod',
    namespace,
    isMeant: (name) => name.startsWith(`${set}-`),
  });

/** The program found a page at its start that the one before it had left half written. */
function sawTornPage(world: World): Verdict {
  const torn = [0, 1].some((at) => claimHolds('mysql', `data-journal-${at}`, '/torn')(world).ok);
  return torn ? met(reason('torn')) : unmet(reason('whole'));
}

/** When the set was deleted, it had been asked for no pod and had none. */
function retired(world: World): Verdict {
  const { namespace, set } = JOURNAL;
  const isMeant = (name: string): boolean => name === set;
  const counts = readyCounts(podMoments(world, namespace, set));
  const wanted = wantedReplicas(world, namespace, set);
  const ended = deletions(world, { kind: 'StatefulSet', namespace, isMeant });
  const clean = ended.find(({ rv }) => {
    const asked = wanted.findLast((entry) => entry.rv < rv);
    return asked?.replicas === 0 && counts.findLast((count) => count.rv < rv)?.ready === 0;
  });
  if (clean !== undefined) return met(reason('retired'), clean.rv);
  return unmet(reason(ended.length > 0 ? 'went-at-once' : 'still-there'));
}

const versionOf = ({ spec }: PodState): string | undefined =>
  spec.containers[0]?.env?.find(({ name }) => name === 'VERSION')?.value;

const notesOfVersion1 = (world: World): readonly PodState[] =>
  statesOf<PodState>(world, 'Pod', (name) => name === `${NOTES.set}-0`).filter(
    (pod) => versionOf(pod) === '1',
  );

function rolledBack(world: World): Verdict {
  const isReady = notesOfVersion1(world).some(({ status }) => status.containerStatuses?.[0]?.ready);
  return isReady ? met(reason('rolled-back')) : unmet(reason('not-rolled-back'));
}

/** Version 1 met data that it cannot read, and ended. */
const wasRefused = (world: World): boolean =>
  notesOfVersion1(world).some(
    ({ status }) => status.containerStatuses?.[0]?.lastState?.terminated?.exitCode === 1,
  );

const wasLost = (world: World): boolean =>
  statesOf<NodeState>(world, 'Node', (name) => name === LOST_NODE).some(
    ({ status }) => status.conditions?.find(({ type }) => type === 'Ready')?.status !== 'True',
  );

/** The node was lost, and the pod with the network volume is ready on another one. */
function movedOn(world: World): Verdict {
  if (!wasLost(world)) return unmet(reason('not-lost'));
  const isElsewhere = statesOf<PodState>(world, 'Pod', (name) => name === `${FAR.set}-0`).some(
    ({ spec, status }) =>
      spec.nodeName !== undefined &&
      spec.nodeName !== LOST_NODE &&
      status.containerStatuses?.[0]?.ready === true,
  );
  return isElsewhere ? met(reason('moved')) : unmet(reason('not-moved'));
}

/** The pod has run for a while without being killed for its memory. */
function hasRoom(world: World): Verdict {
  const isReady = ({ status }: PodState): boolean =>
    status.containerStatuses?.[0]?.ready === true && status.containerStatuses[0].restartCount === 0;
  const moments = podMoments(world, GREEDY.namespace, GREEDY.set);
  const started = moments.findLast(({ type }) => type === 'ready');
  const now = podsNow(world).find(({ metadata }) => metadata.uid === started?.uid);
  const isSteady = started !== undefined && world.clock.nowMs() - started.atMs >= STEADY_MS;
  return isSteady && now !== undefined && isReady(now)
    ? met(reason('has-room'))
    : unmet(reason('killed'));
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
  const counts = podMoments(world, MYSQL.namespace, MYSQL.set);
  return at !== undefined && counts.length > 0 ? met(reason('drained')) : unmet(reason('too-few'));
}

const startsOver = (world: World): string | undefined => {
  const first = statesOf<PodState>(world, 'Pod', (name) => name === 'slow-0');
  const restarts = first.map(({ status }) => status.containerStatuses?.[0]?.restartCount ?? 0);
  const before = restarts[0] ?? 0;
  return Math.max(...restarts) > before ? 'again' : undefined;
};

const hasOneRevision = (world: World, { namespace, set }: SetName): boolean =>
  new Set(podMoments(world, namespace, set).map(({ revision }) => revision)).size === 1;

const notMoved = (world: World): boolean =>
  wasLost(world) && !movedOn(world).ok && deletedPod(world, FAR);

/** Good practice: small things to mend in a set that somebody has neglected. */
export const lesson: Lesson = {
  id: 'statefulsets/good-practice',
  start: 'fresh',
  cluster: { nodes: 4, hasDefaultStorageClass: true, objects: [] },
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
      id: 'torn',
      check: sawTornPage,
      wrongTurns: [
        {
          id: 'kindly',
          isTaken: (world) => !sawTornPage(world).ok && deletedPod(world, JOURNAL),
        },
      ],
    },
    {
      id: 'retire',
      check: retired,
      wrongTurns: [
        { id: 'at-once', isTaken: (world) => retired(world).why.code === 'went-at-once' },
      ],
    },
    {
      id: 'rollback',
      check: rolledBack,
      wrongTurns: [{ id: 'refused', isTaken: wasRefused }],
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
      id: 'reach',
      check: movedOn,
      wrongTurns: [{ id: 'only-deleted', isTaken: notMoved }],
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
    {
      id: 'memory',
      check: hasRoom,
      wrongTurns: [
        {
          id: 'restarted',
          isTaken: (world) => hasOneRevision(world, GREEDY) && deletedPod(world, GREEDY),
        },
      ],
    },
  ],
  predictions: [{ id: 'slow', choices: ['up', 'again', 'gone'], outcome: startsOver }],
  questions: [
    { id: 'force', choices: ['faster', 'torn', 'nothing'], right: 'torn' },
    { id: 'local', choices: ['moves', 'waits', 'copy'], right: 'waits' },
    { id: 'rollback', choices: ['image', 'both', 'never'], right: 'both' },
  ],
};
