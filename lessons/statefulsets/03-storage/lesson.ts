import {
  deletions,
  type Lesson,
  met,
  reason,
  statesOf,
  unmet,
  type Verdict,
  type World,
} from '../../../sim/lesson/index.ts';

const PATIENCE_MS = 20_000;

interface Claim {
  readonly metadata: { readonly name: string; readonly uid: string };
  readonly spec: { readonly storageClassName?: string; readonly volumeName?: string };
  readonly status: { readonly phase?: string };
}
interface StorageClass {
  readonly metadata: { readonly name: string };
  readonly volumeBindingMode?: string;
  readonly reclaimPolicy?: string;
}
interface Volume {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly claimRef?: { readonly name: string };
    readonly persistentVolumeReclaimPolicy?: string;
  };
  readonly status: { readonly phase?: string };
}

const claims = (world: World, name: string): readonly Claim[] =>
  statesOf<Claim>(world, 'PersistentVolumeClaim', (own) => own === name);
const fastClasses = (world: World): readonly StorageClass[] =>
  statesOf<StorageClass>(world, 'StorageClass', (name) => name === 'fast');
const fastVolumes = (world: World): readonly Volume[] =>
  statesOf<Volume>(world, 'PersistentVolume', () => true).filter(
    ({ spec }) =>
      spec.claimRef?.name === 'fast-data' && spec.persistentVolumeReclaimPolicy === 'Retain',
  );

function boundByDefault(world: World): Verdict {
  const own = claims(world, 'data');
  const isBound = own.some(
    ({ spec, status }) => spec.storageClassName === 'standard' && status.phase === 'Bound',
  );
  if (isBound) return met(reason('bound'));
  return unmet(reason(own.length === 0 ? 'no-claim' : 'not-bound'));
}

function classExists(world: World): Verdict {
  const isThere = fastClasses(world).some(
    ({ volumeBindingMode }) => volumeBindingMode === 'WaitForFirstConsumer',
  );
  const isAsked = claims(world, 'fast-data').length > 0;
  if (isThere && isAsked) return met(reason('class-there'));
  return unmet(reason(isAsked ? 'class-missing' : 'fast-claim-missing'));
}

/** The claim waited for a provisioner that nobody runs, and has a volume since. */
function boundAfterAll(world: World): Verdict {
  const own = claims(world, 'lost-data');
  const waited = own.findIndex(
    ({ spec, status }) => spec.storageClassName === 'lost' && status.phase === 'Pending',
  );
  if (waited < 0) return unmet(reason('no-lost-claim'));
  const isBound = own.slice(waited).some(({ status }) => status.phase === 'Bound');
  return isBound ? met(reason('lost-bound')) : unmet(reason('lost-pending'));
}

/** The claim was made anew, and waits for the same class as before. */
const madeTheSameAgain = (world: World): boolean => {
  const own = claims(world, 'lost-data');
  const areAlike = own.every(({ spec }) => spec.storageClassName === 'lost');
  return new Set(own.map(({ metadata }) => metadata.uid)).size > 1 && areAlike;
};

interface PodState {
  readonly spec: {
    readonly volumes?: readonly {
      readonly persistentVolumeClaim?: { readonly claimName: string };
    }[];
  };
}
const gaveItAPod = (world: World): boolean =>
  statesOf<PodState>(world, 'Pod', () => true).some(({ spec }) =>
    spec.volumes?.some(({ persistentVolumeClaim: claim }) => claim?.claimName === 'lost-data'),
  );

function boundByPod(world: World): Verdict {
  const last = claims(world, 'fast-data').at(-1);
  const isBound = claims(world, 'fast-data').some(({ status }) => status.phase === 'Bound');
  if (isBound) return met(reason('fast-bound'));
  return unmet(reason(last === undefined ? 'fast-claim-missing' : 'fast-pending'));
}

function released(world: World): Verdict {
  const isReleased = fastVolumes(world).some(({ status }) => status.phase === 'Released');
  return isReleased ? met(reason('released')) : unmet(reason('not-released'));
}

function cleaned(world: World): Verdict {
  const wasReleased = fastVolumes(world).find(({ status }) => status.phase === 'Released');
  if (wasReleased === undefined) return unmet(reason('not-released'));
  const gone = world.changes.find(
    ({ type, object }) => type === 'DELETED' && object.metadata.name === wasReleased.metadata.name,
  );
  return gone === undefined ? unmet(reason('volume-left')) : met(reason('volume-gone'), gone.rv);
}

/** What the claim did when its class had come, and before a pod used it. */
function afterClass(world: World): string | undefined {
  const made = world.changes.find(
    ({ kind, object }) => kind.kind === 'StorageClass' && object.metadata.name === 'fast',
  );
  if (made === undefined || claims(world, 'fast-data').length === 0) return undefined;
  const pod = world.changes.find(
    ({ kind, rv, object }) =>
      kind.kind === 'Pod' && rv > made.rv && object.metadata.namespace === 'default',
  );
  const bound = world.changes.find(
    ({ kind, object }) =>
      kind.kind === 'PersistentVolumeClaim' &&
      object.metadata.name === 'fast-data' &&
      (object as unknown as Claim).status.phase === 'Bound',
  );
  if (bound !== undefined && bound.rv < (pod?.rv ?? Infinity)) return 'bound';
  const isLate = world.clock.nowMs() - made.atMs > PATIENCE_MS;
  return pod !== undefined || isLate ? 'pending' : undefined;
}

const lastClass = (world: World): StorageClass | undefined => fastClasses(world).at(-1);

const deletedBoundVolume = (world: World): boolean =>
  deletions(world, { kind: 'PersistentVolume', namespace: '', isMeant: () => true }).some(
    ({ object, origin }) =>
      origin.actor === 'user' && (object as unknown as Volume).status.phase === 'Bound',
  );

const deletedWaitingClaim = (world: World): boolean =>
  deletions(world, {
    kind: 'PersistentVolumeClaim',
    namespace: 'default',
    isMeant: (name) => name === 'fast-data',
  }).some(({ object }) => (object as unknown as Claim).status.phase === 'Pending');

/** Storage: claims, volumes and classes; who makes a volume, when, and who takes it away. */
export const lesson: Lesson = {
  id: 'statefulsets/storage',
  start: 'fresh',
  cluster: { nodes: 3, hasDefaultStorageClass: true, objects: [] },
  tasks: [
    {
      id: 'dynamic',
      check: boundByDefault,
      wrongTurns: [
        {
          id: 'empty-class',
          isTaken: (world) =>
            claims(world, 'data').some(({ spec }) => spec.storageClassName === ''),
        },
      ],
    },
    {
      id: 'provisioner',
      check: boundAfterAll,
      wrongTurns: [
        { id: 'same-again', isTaken: madeTheSameAgain },
        { id: 'with-a-pod', isTaken: gaveItAPod },
      ],
    },
    {
      id: 'class',
      check: classExists,
      wrongTurns: [
        {
          id: 'immediate',
          isTaken: (world) => lastClass(world)?.volumeBindingMode === 'Immediate',
        },
      ],
    },
    {
      id: 'consumer',
      check: boundByPod,
      wrongTurns: [{ id: 'deleted-waiting', isTaken: deletedWaitingClaim }],
    },
    {
      id: 'retain',
      check: released,
      wrongTurns: [
        { id: 'delete-policy', isTaken: (world) => lastClass(world)?.reclaimPolicy === 'Delete' },
      ],
    },
    {
      id: 'clean-up',
      check: cleaned,
      wrongTurns: [{ id: 'bound-volume', isTaken: deletedBoundVolume }],
    },
  ],
  predictions: [{ id: 'after-class', choices: ['bound', 'pending', 'fails'], outcome: afterClass }],
  questions: [
    { id: 'once', choices: ['pod', 'node', 'write'], right: 'node' },
    { id: 'no-class', choices: ['default', 'pending', 'refused'], right: 'default' },
    { id: 'released', choices: ['again', 'admin', 'soon'], right: 'admin' },
  ],
};
