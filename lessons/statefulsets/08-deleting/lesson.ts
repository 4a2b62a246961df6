import {
  deletedByLearner,
  deletions,
  type Lesson,
  met,
  podMoments,
  readyCounts,
  reason,
  type SetName,
  statesOf,
  unmet,
  type Verdict,
  type World,
  wantedReplicas,
} from '../../../sim/lesson/index.ts';

const MYSQL: SetName = { namespace: 'mysql', set: 'mysql-stateful' };
const CLAIMS = [0, 1, 2, 3].map((ordinal) => `mysql-data-${MYSQL.set}-${ordinal}`);

interface SetState {
  readonly metadata: { readonly name: string; readonly uid: string };
  readonly spec: {
    readonly replicas?: number;
    readonly persistentVolumeClaimRetentionPolicy?: {
      readonly whenDeleted?: string;
      readonly whenScaled?: string;
    };
  };
}

const ofSet = {
  kind: 'StatefulSet',
  namespace: MYSQL.namespace,
  isMeant: (n: string) => n === MYSQL.set,
};

/** The changes by which sets of this name began to go, oldest first. */
const setDeletions = (world: World) => deletions(world, ofSet);

/** The uids of the sets of this name, oldest first. */
const setUids = ({ changes }: World): string[] => [
  ...new Set(
    changes
      .filter(
        ({ kind, object }) => kind.kind === 'StatefulSet' && object.metadata.name === MYSQL.set,
      )
      .map(({ object }) => object.metadata.uid),
  ),
];

const pods = (world: World) => podMoments(world, MYSQL.namespace, MYSQL.set);

/** The first set went and left its pods: they were made orphans before it was gone. */
function orphaned({ changes }: World): Verdict {
  const gone = changes.find(
    ({ type, kind, object }) =>
      type === 'DELETED' && kind.kind === 'StatefulSet' && object.metadata.name === MYSQL.set,
  );
  if (gone === undefined) return unmet(reason('set-still-there'));
  const { uid } = gone.object.metadata;
  const isLeft = changes.some(
    ({ object }) =>
      object.metadata.uid === uid && object.metadata.finalizers?.includes('orphan') === true,
  );
  return isLeft ? met(reason('orphaned'), gone.rv) : unmet(reason('pods-went'), gone.rv);
}

/** A later set has two ready pods that are older than itself. */
function adopted(world: World): Verdict {
  const [, second] = setUids(world);
  if (second === undefined) return unmet(reason('no-second-set'));
  const owners = world.changes.filter(
    ({ kind, object, previous }) =>
      kind.kind === 'Pod' &&
      previous !== undefined &&
      object.metadata.ownerReferences?.some(({ uid }) => uid === second) === true &&
      previous.metadata.ownerReferences?.some(({ uid }) => uid === second) !== true,
  );
  const names = new Set(owners.map(({ object }) => object.metadata.name));
  return names.size >= 2 ? met(reason('adopted'), owners.at(-1)?.rv) : unmet(reason('not-adopted'));
}

/** When a set was deleted, no pod of it was left. */
function emptyFirst(world: World): Verdict {
  const counts = readyCounts(pods(world));
  const wanted = wantedReplicas(world, MYSQL.namespace, MYSQL.set);
  const clean = setDeletions(world).find(({ rv }) => {
    const asked = wanted.findLast((entry) => entry.rv < rv);
    return asked?.replicas === 0 && counts.findLast((count) => count.rv < rv)?.ready === 0;
  });
  if (clean !== undefined) return met(reason('emptied-first'), clean.rv);
  const isEmpty = wanted.at(-1)?.replicas === 0;
  return unmet(reason(isEmpty ? 'emptied-not-deleted' : 'not-emptied'));
}

/** The four claims of the start were deleted by the learner, and their volumes are gone. */
function cleanedUp(world: World): Verdict {
  const isOld = (name: string): boolean => CLAIMS.includes(name);
  const gone = world.changes.filter(
    ({ type, kind, object }) =>
      type === 'DELETED' && kind.kind === 'PersistentVolumeClaim' && isOld(object.metadata.name),
  );
  const names = new Set(gone.map(({ object }) => object.metadata.name));
  const missing = CLAIMS.find((name) => !names.has(name));
  if (missing !== undefined) return unmet(reason('claim-left', { name: missing }));
  return met(reason('claims-gone'), gone.at(-1)?.rv);
}

/** A set whose policy says so was deleted, and its claims went with it. */
function policyWorked(world: World): Verdict {
  const policied = statesOf<SetState>(world, 'StatefulSet', ofSet.isMeant).filter(
    ({ spec }) => spec.persistentVolumeClaimRetentionPolicy?.whenDeleted === 'Delete',
  );
  const uids = new Set(policied.map(({ metadata }) => metadata.uid));
  if (uids.size === 0) return unmet(reason('no-policy'));
  const end = setDeletions(world).find(({ object }) => uids.has(object.metadata.uid));
  if (end === undefined) return unmet(reason('policy-set-there'));
  const claim = world.changes.find(
    ({ type, kind, rv, object }) =>
      type === 'DELETED' &&
      kind.kind === 'PersistentVolumeClaim' &&
      object.metadata.namespace === MYSQL.namespace &&
      rv > end.rv,
  );
  return claim === undefined
    ? unmet(reason('policy-claims-there'), end.rv)
    : met(reason('policy-worked'), claim.rv);
}

/** A claim belonged to the pod that was scaled away, and went with it. */
function wentWithItsPod({ changes }: World): Verdict {
  const gone = changes.find(
    ({ type, kind, object }) =>
      type === 'DELETED' &&
      kind.kind === 'PersistentVolumeClaim' &&
      object.metadata.namespace === MYSQL.namespace &&
      object.metadata.ownerReferences?.some((owner) => owner.kind === 'Pod') === true,
  );
  return gone === undefined
    ? unmet(reason('none-scaled-away'))
    : met(reason('scaled-away'), gone.rv);
}

/** The set with a policy was made smaller while its policy keeps claims on scaling. */
const scaledTooEarly = (world: World): boolean =>
  statesOf<SetState>(world, 'StatefulSet', ofSet.isMeant).some(({ spec }) => {
    const { persistentVolumeClaimRetentionPolicy: policy, replicas = 1 } = spec;
    return policy?.whenDeleted === 'Delete' && policy.whenScaled !== 'Delete' && replicas < 2;
  });

/** A set was deleted whose policy is about scaling only. */
const deletedTooEarly = (world: World): boolean =>
  setDeletions(world).some(({ object }) => {
    const { persistentVolumeClaimRetentionPolicy: policy } = (object as unknown as SetState).spec;
    return policy?.whenScaled === 'Delete' && policy.whenDeleted !== 'Delete';
  });

const deletedClaimInUse = (world: World): boolean => {
  const claims = {
    kind: 'PersistentVolumeClaim',
    namespace: 'mysql',
    isMeant: (n: string) => CLAIMS.includes(n),
  };
  const counts = readyCounts(pods(world));
  return deletions(world, claims).some(
    ({ rv, origin }) =>
      origin.actor === 'user' && (counts.findLast((count) => count.rv < rv)?.ready ?? 0) > 0,
  );
};

const orphansOutcome = (world: World): string | undefined => {
  const { why, ok } = orphaned(world);
  if (ok) return 'run-on';
  return why.code === 'pods-went' ? 'go' : undefined;
};

/** Deleting: pods with the set or without it, zero first, and what becomes of the claims. */
export const lesson: Lesson = {
  id: 'statefulsets/deleting',
  start: 'previous',
  cluster: { nodes: 3, hasDefaultStorageClass: true, objects: [] },
  tasks: [
    {
      id: 'orphan',
      check: orphaned,
      wrongTurns: [{ id: 'cascade', isTaken: (world) => orphaned(world).why.code === 'pods-went' }],
    },
    {
      id: 'adopt',
      check: adopted,
      wrongTurns: [
        {
          id: 'deleted-orphans',
          isTaken: (world) =>
            setDeletions(world).length > 0 &&
            setUids(world).length < 2 &&
            deletedByLearner(world, {
              kind: 'Pod',
              namespace: MYSQL.namespace,
              isMeant: (name) => name.startsWith(`${MYSQL.set}-`),
            }),
        },
      ],
    },
    {
      id: 'zero-first',
      check: emptyFirst,
      wrongTurns: [
        {
          id: 'not-empty',
          isTaken: (world) => setDeletions(world).length > 1 && !emptyFirst(world).ok,
        },
      ],
    },
    {
      id: 'clean-up',
      check: cleanedUp,
      wrongTurns: [{ id: 'in-use', isTaken: deletedClaimInUse }],
    },
    {
      id: 'scaled',
      check: wentWithItsPod,
      wrongTurns: [{ id: 'kept', isTaken: scaledTooEarly }],
    },
    { id: 'policy', check: policyWorked, wrongTurns: [{ id: 'kept', isTaken: deletedTooEarly }] },
  ],
  predictions: [{ id: 'orphans', choices: ['go', 'run-on', 'restart'], outcome: orphansOutcome }],
  questions: [
    { id: 'order', choices: ['reverse', 'none', 'asks'], right: 'none' },
    { id: 'bill', choices: ['nothing', 'volumes', 'pods'], right: 'volumes' },
    { id: 'default-policy', choices: ['retain', 'delete', 'class'], right: 'retain' },
  ],
};
