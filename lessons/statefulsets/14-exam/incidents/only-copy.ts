import {
  met,
  podMoments,
  reason,
  scored,
  unmet,
  type Verdict,
  type World,
  wantedReplicas,
  wasDeleted,
} from '../../../../sim/lesson/index.ts';
import { setOf } from './words.ts';

const archiveOf = setOf('logs', 'archive');
/** Where the start wrote it, on the last pod's volume, and what it says. */
const FILE = '/accounts';
const COPY = 'the only copy';

interface VolumeState {
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly deletionTimestamp?: string;
  };
  readonly spec: {
    readonly persistentVolumeReclaimPolicy?: string;
    readonly claimRef?: { readonly uid?: string };
  };
}
interface ClaimState {
  readonly metadata: {
    readonly uid: string;
    readonly deletionTimestamp?: string;
    readonly ownerReferences?: readonly { readonly kind: string }[];
  };
}

/** The objects of a kind that are there, by uid. */
const present = <T extends object>(world: World, kind: string): ReadonlyMap<string, T> =>
  world.fold(`present ${kind}`, new Map<string, T>(), (found, { kind: of, type, object }) => {
    if (of.kind !== kind) return found;
    const { uid } = object.metadata;
    if (type === 'DELETED') found.delete(uid);
    else found.set(uid, object as unknown as T);
    return found;
  });

/** A claim that is being deleted, or that is to go with its pod, takes its volume along. */
const isDoomed = (claim: ClaimState | undefined): boolean =>
  claim === undefined ||
  claim.metadata.deletionTimestamp !== undefined ||
  claim.metadata.ownerReferences?.some(({ kind }) => kind === 'Pod') === true;

/** Volumes with the copy: on any disk, for copying it elsewhere is as good as keeping its claim. */
const volumesWithCopy = (world: World): readonly VolumeState[] =>
  [...present<VolumeState>(world, 'PersistentVolume').values()].filter(
    ({ metadata }) => world.textOnVolume(metadata.name, FILE)?.includes(COPY) === true,
  );

/** Volumes with the copy that nothing is about to take away. */
const isCopySafe = (world: World): boolean => {
  const claims = present<ClaimState>(world, 'PersistentVolumeClaim');
  return volumesWithCopy(world).some(({ metadata, spec }) => {
    const isKept = spec.persistentVolumeReclaimPolicy === 'Retain';
    const claim = claims.get(spec.claimRef?.uid ?? '');
    return metadata.deletionTimestamp === undefined && (isKept || !isDoomed(claim));
  });
};

/** The claim went, and no other disk has the copy. */
const copyLost = (world: World): boolean => {
  const { namespace } = archiveOf(world);
  const name = `data-${world.words.archive}-${world.words.last}`;
  const isMeant = (claim: string): boolean => claim === name;
  return (
    wasDeleted(world, { kind: 'PersistentVolumeClaim', namespace, isMeant }) && !isCopySafe(world)
  );
};

function isSmaller(world: World): Verdict {
  const { namespace, set } = archiveOf(world);
  const isAsked = wantedReplicas(world, namespace, set).at(-1)?.replicas === 1;
  const gone = podMoments(world, namespace, set).find(
    ({ type, ordinal }) => type === 'gone' && ordinal === 1,
  );
  return isAsked && gone !== undefined
    ? met(reason('smaller'), gone.rv)
    : unmet(reason('not-smaller'));
}

function copyKept(world: World): Verdict {
  const smaller = isSmaller(world);
  if (!smaller.ok) return copyLost(world) ? unmet(reason('copy-lost')) : smaller;
  return isCopySafe(world)
    ? met(reason('copy-kept'), smaller.atRv)
    : unmet(reason(copyLost(world) ? 'copy-lost' : 'copy-doomed'));
}

/** 02:55: a set is to be scaled down, and the pod that goes has the only copy. */
export const onlyCopy = scored(
  'only-copy',
  [
    { id: 'smaller', points: 10, check: isSmaller },
    { id: 'kept', points: 15, check: copyKept },
  ],
  [{ id: 'lost', isTaken: copyLost }],
);
