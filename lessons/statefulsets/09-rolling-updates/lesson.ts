import {
  allOf,
  askedAt,
  claimHolds,
  claimsKept,
  deletedPodOfSet,
  firstMoment,
  type Lesson,
  learnersChanges,
  met,
  neverFewerReady,
  ordinalsInOrder,
  ordinalsWith,
  type PredictedMoment,
  podMoments,
  podWasRenewed,
  type ReadyPods,
  ranExactly,
  readyCounts,
  reason,
  type SetName,
  setStates,
  statesOf,
  unmet,
  updatedInReverse,
  type Verdict,
  type World,
  wasDeleted,
} from '../../../sim/lesson/index.ts';

const MYSQL: SetName = { namespace: 'mysql', set: 'mysql-stateful' };
const OLD = 'mysql:8.2.0';
const NEW = 'mysql:8.3.0';
const ALL = [0, 1, 2];
/** The directory of MySQL that the database of this name has. */
const DATABASE = '/shop';

const deletedSet = (world: World): boolean =>
  wasDeleted(world, {
    kind: 'StatefulSet',
    namespace: MYSQL.namespace,
    isMeant: (name) => name === MYSQL.set,
  });

/** The revisions that ready pods were made from. */
const revisions = (ready: ReadyPods): Set<string> =>
  new Set([...ready.values()].map(({ revision }) => revision));

/** Under OnDelete, when all pods ran the new image, one of them went to a newer revision alone. */
function oneByHand(world: World): Verdict {
  const withRevisions = (count: number, afterRv: number): number | undefined =>
    firstMoment(world, MYSQL, (ready, { strategy, rv }) => {
      const isLater = rv >= afterRv || [...ready.values()].some((pod) => pod.rv > afterRv);
      const areAllNew = ordinalsWith(ready, NEW).length === ALL.length;
      return strategy === 'OnDelete' && isLater && areAllNew && revisions(ready).size === count;
    });
  const equal = withRevisions(1, 0);
  const at = equal === undefined ? undefined : withRevisions(2, equal);
  const isOnDelete = setStates(world, MYSQL).at(-1)?.strategy === 'OnDelete';
  if (at !== undefined) return met(reason('one-by-hand'), at);
  return unmet(reason(isOnDelete ? 'none-by-hand' : 'not-on-delete'));
}

/** After OnDelete the set went back to RollingUpdate, and all pods have one revision. */
function backToRolling(world: World): Verdict {
  const states = setStates(world, MYSQL);
  const onDelete = states.find(({ strategy }) => strategy === 'OnDelete');
  const back = states.find(
    ({ strategy, rv }) => strategy === 'RollingUpdate' && rv > (onDelete?.rv ?? Infinity),
  );
  if (back === undefined) return unmet(reason('not-rolling-again'));
  const at = firstMoment(world, MYSQL, (ready, asked) => {
    const isBack = asked.rv >= back.rv && asked.strategy === 'RollingUpdate';
    return isBack && ready.size === ALL.length && revisions(ready).size === 1;
  });
  return at === undefined ? unmet(reason('not-one-revision')) : met(reason('one-revision'), at);
}

interface RevisedSet {
  readonly metadata: { readonly resourceVersion?: string };
  readonly spec: { readonly updateStrategy?: { readonly type?: string } };
  readonly status?: { readonly updateRevision?: string };
}

/** With one pod updated by hand, the template was changed once more, under OnDelete still. */
function changedAgain(world: World): boolean {
  const { ok, atRv = Infinity } = oneByHand(world);
  const revised = statesOf<RevisedSet>(world, 'StatefulSet', (name) => name === MYSQL.set).filter(
    ({ metadata, spec }) =>
      Number(metadata.resourceVersion) > atRv && spec.updateStrategy?.type === 'OnDelete',
  );
  return ok && new Set(revised.map(({ status }) => status?.updateRevision)).size > 1;
}

/** Under OnDelete the learner ended more than one pod. */
function deletedMany(world: World): boolean {
  const states = setStates(world, MYSQL);
  const byUser = new Set(
    world.changes.flatMap(({ origin, rv }) => (origin.actor === 'user' ? [rv] : [])),
  );
  const ended = podMoments(world, MYSQL.namespace, MYSQL.set).filter(
    ({ type, rv }) =>
      type === 'ending' && byUser.has(rv) && askedAt(states, rv)?.strategy === 'OnDelete',
  );
  return ended.length > 1;
}

interface ClaimState {
  readonly spec: { readonly volumeName?: string };
}

/** What a pod's volume holds of the database is older than the pod's first one of the update. */
const wroteBefore =
  (ordinal: number) =>
  (world: World): Verdict => {
    const claim = `mysql-data-${MYSQL.set}-${ordinal}`;
    const states = statesOf<ClaimState>(world, 'PersistentVolumeClaim', (name) => name === claim);
    const volume = states.at(-1)?.spec.volumeName ?? '';
    const oldestMs = world.oldestOnVolumeMs(volume, DATABASE) ?? Infinity;
    const updated = podMoments(world, MYSQL.namespace, MYSQL.set).find(
      (one) => one.type === 'created' && one.ordinal === ordinal && one.image === NEW,
    );
    return oldestMs < (updated?.atMs ?? 0)
      ? met(reason('row-kept'), updated?.rv)
      : unmet(reason('row-too-late'));
  };

/** A row that was on the volume of a pod before its update is there still. */
function rowIsThere(world: World): Verdict {
  const found = ALL.map((ordinal) =>
    allOf(world, [
      claimHolds(MYSQL.namespace, `mysql-data-${MYSQL.set}-${ordinal}`, DATABASE),
      podWasRenewed(MYSQL, ordinal, NEW),
      wroteBefore(ordinal),
    ]),
  );
  const isLate = ({ why }: Verdict): boolean => why.code === 'row-too-late';
  return found.find(({ ok }) => ok) ?? found.find(isLate) ?? unmet(reason('no-row'));
}

const LEAST_SECONDS = 5;
/** Conditions have whole seconds, so a part of one may be missing. */
const LEAST_MS = (LEAST_SECONDS - 1) * 1000;

interface ProbeDelay {
  readonly initialDelaySeconds?: number;
}

interface PatientSet {
  readonly spec: {
    readonly minReadySeconds?: number;
    readonly template: {
      readonly spec: {
        readonly containers: readonly {
          readonly readinessProbe?: ProbeDelay;
          readonly livenessProbe?: ProbeDelay;
          readonly lifecycle?: { readonly postStart?: unknown };
        }[];
      };
    };
  };
}
const patientSets = (world: World): readonly PatientSet[] =>
  statesOf<PatientSet>(world, 'StatefulSet', (name) => name === MYSQL.set);

/** In a rollout, a pod stayed ready for some seconds before the set took the next one. */
function waitedForPods(world: World): Verdict {
  const askedRv = world.fold<number>('patient since', 0, (since, { kind, object, rv }) => {
    if (since > 0 || kind.kind !== 'StatefulSet' || object.metadata.name !== MYSQL.set)
      return since;
    const { minReadySeconds = 0 } = (object as unknown as PatientSet).spec;
    return minReadySeconds >= LEAST_SECONDS ? rv : 0;
  });
  if (askedRv === 0) return unmet(reason('not-patient'));
  const byUser = learnersChanges(world);
  const moments = podMoments(world, MYSQL.namespace, MYSQL.set).filter(({ rv }) => rv > askedRv);
  const next = moments.find(({ type, ordinal, rv, atMs }) => {
    const before = moments.findLast(
      (one) => one.type === 'ready' && one.ordinal === ordinal + 1 && one.rv < rv,
    );
    const isBySet = type === 'ending' && !byUser.has(rv);
    return isBySet && before !== undefined && atMs - before.atMs >= LEAST_MS;
  });
  return next === undefined ? unmet(reason('no-next')) : met(reason('patient'), next.rv);
}

interface PodObject {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly containers: readonly {
      readonly readinessProbe?: unknown;
      readonly lifecycle?: { readonly postStart?: unknown };
    }[];
  };
  readonly status: {
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

const containersOf = ({ spec }: PatientSet) => spec.template.spec.containers;

/** All pods are ready, and none of them was so before a hook or a probe had said so. */
function readyWhenUp(world: World): Verdict {
  const isAsked = patientSets(world).some((set) =>
    containersOf(set).some(
      ({ readinessProbe, lifecycle }) =>
        readinessProbe !== undefined || lifecycle?.postStart !== undefined,
    ),
  );
  if (!isAsked) return unmet(reason('no-hook'));
  const isRun = (pod: PodObject): boolean =>
    pod.spec.containers.some(
      ({ readinessProbe, lifecycle }) =>
        readinessProbe !== undefined || lifecycle?.postStart !== undefined,
    ) &&
    (pod.status.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'True');
  const names = new Set(
    statesOf<PodObject>(world, 'Pod', (name) => name.startsWith(`${MYSQL.set}-`))
      .filter(isRun)
      .map(({ metadata }) => metadata.name),
  );
  return names.size === ALL.length ? met(reason('hooked')) : unmet(reason('not-all-hooked'));
}

/** The first probe of a pod is late, which is not what the set waits for. */
const delaysProbes = (world: World): boolean =>
  waitedForPods(world).why.code === 'not-patient' &&
  patientSets(world).some((set) =>
    containersOf(set).some(({ readinessProbe, livenessProbe }) =>
      [readinessProbe, livenessProbe].some((probe) => (probe?.initialDelaySeconds ?? 0) > 0),
    ),
  );

const onlyLiveness = (world: World): boolean =>
  readyWhenUp(world).why.code === 'no-hook' &&
  patientSets(world).some((set) =>
    containersOf(set).some(({ livenessProbe }) => livenessProbe !== undefined),
  );

const lastOfSet = (world: World) => setStates(world, MYSQL).at(-1);

/** Pods in the order in which they came with the new image. */
const updateOrder = (world: World): readonly PredictedMoment[] =>
  ordinalsInOrder(
    podMoments(world, MYSQL.namespace, MYSQL.set).filter(
      ({ type, image }) => type === 'created' && image === NEW,
    ),
  );

const areAllOld = (world: World): boolean =>
  lastOfSet(world)?.image === OLD &&
  readyCounts(podMoments(world, MYSQL.namespace, MYSQL.set)).at(-1)?.ready === 3;

/** Rolling updates: one pod at a time from the highest ordinal; or only when a pod is deleted. */
export const lesson: Lesson = {
  id: 'statefulsets/rolling-updates',
  start: 'fresh',
  cluster: { nodes: 3, hasDefaultStorageClass: true, objects: [] },
  tasks: [
    {
      id: 'update',
      check: (world) =>
        allOf(world, [ranExactly(MYSQL, NEW, ALL, 3), updatedInReverse(MYSQL, NEW, 3)]),
      wrongTurns: [
        { id: 'deleted-set', isTaken: deletedSet },
        {
          id: 'deleted-pods',
          isTaken: (world) =>
            deletedPodOfSet(world, MYSQL.namespace, MYSQL.set) && lastOfSet(world)?.image === OLD,
        },
      ],
    },
    {
      id: 'available',
      check: (world) =>
        allOf(world, [
          ranExactly(MYSQL, NEW, ALL, 3),
          neverFewerReady(MYSQL, 3, 2),
          claimsKept(MYSQL, 'mysql-data', 3),
        ]),
      wrongTurns: [
        {
          id: 'scaled-down',
          isTaken: (world) => setStates(world, MYSQL).some(({ replicas }) => replicas < 2),
        },
      ],
    },
    {
      id: 'data',
      check: rowIsThere,
      wrongTurns: [
        { id: 'too-late', isTaken: (world) => rowIsThere(world).why.code === 'row-too-late' },
      ],
    },
    {
      id: 'on-delete',
      check: oneByHand,
      wrongTurns: [
        {
          id: 'no-new-revision',
          isTaken: (world) => {
            const isOnDelete = lastOfSet(world)?.strategy === 'OnDelete';
            return isOnDelete && deletedPodOfSet(world, MYSQL.namespace, MYSQL.set);
          },
        },
        { id: 'deleted-all', isTaken: deletedMany },
      ],
    },
    {
      id: 'back',
      check: backToRolling,
      wrongTurns: [{ id: 'restarted', isTaken: changedAgain }],
    },
    {
      id: 'patience',
      check: waitedForPods,
      wrongTurns: [{ id: 'initial-delay', isTaken: delaysProbes }],
    },
    {
      id: 'joined',
      check: readyWhenUp,
      wrongTurns: [{ id: 'liveness', isTaken: onlyLiveness }],
    },
  ],
  predictions: [
    {
      id: 'update-order',
      items: ['ordinal-0', 'ordinal-1', 'ordinal-2'],
      happened: updateOrder,
      playOut: {
        isPossible: areAllOld,
        lines: [`kubectl set image -n mysql sts/mysql-stateful mysql=${NEW}`],
        forMs: 5 * 60_000,
      },
    },
  ],
  questions: [
    { id: 'stuck', choices: ['goes-on', 'stops', 'returns'], right: 'stops' },
    { id: 'when-on-delete', choices: ['join', 'speed', 'many'], right: 'join' },
    { id: 'set-image', choices: ['slow', 'drift', 'order'], right: 'drift' },
  ],
};
