import {
  controllerOf,
  controllerRevisions,
  isCreated,
  isEqual,
  isPodTerminal,
  isRunningAndReady,
  ordinalOf,
  type Pod,
  pods,
  readySinceMs,
  type StatefulSet,
  selects,
} from '../../api/index.ts';
import type { Clock } from '../../kernel/index.ts';
import type { Change, StoreView } from '../../store/index.ts';
import { isDeleting } from '../meta.ts';
import { hasIdentity, hasStorage, IDENTITY_LABELS, revisionOf } from './identity.ts';

/** A pod, and what a sync asks of it. */
export interface Member {
  readonly pod: Pod;
  /** Undefined for a pod with another name than those of the set. */
  readonly ordinal: number | undefined;
  /** Whether it has the set for its owner, and the labels that the set looks for. */
  readonly isOwn: boolean;
  readonly revision: string;
  readonly isCreated: boolean;
  readonly isDeleting: boolean;
  /** It runs, and is ready since then; undefined while it is not. */
  readonly readySinceMs: number | undefined;
  /** It exists, has not ended, and needs neither claims nor another identity. */
  readonly isSound: boolean;
}

type Labels = Readonly<Record<string, string>>;

const NO_LABELS: Labels = {};

const readyAtMs = (pod: Pod): number | undefined =>
  isRunningAndReady(pod) ? (readySinceMs(pod) ?? 0) : undefined;

/**
 * What a pod is to a set: of the set, this depends on its name, uid and spec alone. What it was
 * `before` holds as far as it says the same.
 */
export function memberOf(set: StatefulSet, pod: Pod, before?: Member): Member {
  const owner = controllerOf(pod);
  const isReadyAsBefore = before !== undefined && before.pod.status === pod.status;
  return {
    pod,
    ordinal: ordinalOf(set, pod.metadata.name),
    isOwn: owner?.uid === set.metadata.uid && selects(set.spec.selector, pod.metadata.labels),
    revision: revisionOf(pod),
    isCreated: isCreated(pod),
    isDeleting: isDeleting(pod),
    readySinceMs: isReadyAsBefore ? before.readySinceMs : readyAtMs(pod),
    isSound:
      isCreated(pod) &&
      !isPodTerminal(pod) &&
      (set.spec.volumeClaimTemplates ?? []).length === 0 &&
      hasIdentity(set, pod) &&
      hasStorage(set, pod),
  };
}

const areLabelsAlike = (set: StatefulSet, a: Labels, b: Labels): boolean =>
  a === b ||
  (IDENTITY_LABELS.every((label) => a[label] === b[label]) &&
    selects(set.spec.selector, a) === selects(set.spec.selector, b));

/** Whether two versions of a stored pod differ in nothing that its set looks at. */
export const isSameMember = (set: StatefulSet, pod: Pod, previous: Pod): boolean =>
  pod.spec === previous.spec &&
  pod.status === previous.status &&
  pod.metadata.uid === previous.metadata.uid &&
  pod.metadata.ownerReferences === previous.metadata.ownerReferences &&
  isDeleting(pod) === isDeleting(previous) &&
  areLabelsAlike(set, pod.metadata.labels ?? NO_LABELS, previous.metadata.labels ?? NO_LABELS);

/** Whether a pod runs and is ready. */
export const isReady = ({ readySinceMs }: Member): boolean => readySinceMs !== undefined;

/** Whether a pod runs and has been ready for the set's minReadySeconds. */
export const isAvailable = (set: StatefulSet, { readySinceMs }: Member, clock: Clock): boolean => {
  const seconds = set.spec.minReadySeconds ?? 0;
  if (readySinceMs === undefined || seconds === 0) return readySinceMs !== undefined;
  return readySinceMs + seconds * 1000 <= clock.epochMs();
};

/** Whether a pod counts against the update: not available, or ending. */
export const isUnavailable = (set: StatefulSet, member: Member, clock: Clock): boolean =>
  member.isDeleting || !isAvailable(set, member, clock);

/** Whether two pods of one name are the same to their set; their labels, say, may differ. */
const isAlike = (a: Member, b: Member): boolean =>
  a.isOwn === b.isOwn &&
  a.revision === b.revision &&
  a.isCreated === b.isCreated &&
  a.isDeleting === b.isDeleting &&
  a.readySinceMs === b.readySinceMs &&
  a.isSound === b.isSound;

interface Known {
  readonly uid: string;
  readonly spec: StatefulSet['spec'];
  readonly members: Member[];
  /** How much of the history they follow. */
  seen: number;
}

/** The pods of the set's namespace, in the store's order, as the set sees them. */
export interface MemberList {
  /** The list's own, which holds until the next look. */
  readonly members: readonly Member[];
  /**
   * Whether they are to the set just what they were the last time, and no revision of the namespace
   * is another.
   */
  readonly isAsBefore: boolean;
}

/** What pods are to their sets, kept up with the history: a sync mostly comes of one among many. */
export interface MemberLists {
  of(key: string, set: StatefulSet, view: StoreView): MemberList;
  /** The set is gone. */
  forget(key: string): void;
}

/** Where the pod of a name stands, or where it would have to be put in. */
function placeOf(members: readonly Member[], name: string): number {
  let low = 0;
  let high = members.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((members[middle] as Member).pod.metadata.name < name) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Takes a change of a pod over; returns whether that pod is to the set what it was. */
function take(set: StatefulSet, members: Member[], { type, object }: Change): boolean {
  const pod = object as Pod;
  const { name, uid } = pod.metadata;
  const at = placeOf(members, name);
  const old = members[at]?.pod.metadata.name === name ? members[at] : undefined;
  if (type === 'DELETED') {
    members.splice(at, old === undefined ? 0 : 1);
    return false;
  }
  const member = memberOf(set, pod, old);
  if (old === undefined) members.splice(at, 0, member);
  else members[at] = member;
  return old?.pod.metadata.uid === uid && isAlike(old, member);
}

/** Creates the lists of one controller. They are as long as the lists of pods themselves. */
export function createMemberLists(): MemberLists {
  const lists = new Map<string, Known>();
  return {
    of(key, set, view) {
      const { uid, namespace = '' } = set.metadata;
      const changes = view.changes();
      const known = lists.get(key);
      if (known?.uid !== uid || !isEqual(known.spec, set.spec)) {
        const members = view.list(pods, namespace).map((pod) => memberOf(set, pod));
        lists.set(key, { uid, spec: set.spec, members, seen: changes.length });
        return { members, isAsBefore: false };
      }
      let isAsBefore = true;
      for (; known.seen < changes.length; known.seen++) {
        const change = changes[known.seen] as Change;
        if (change.object.metadata.namespace !== namespace) continue;
        if (change.kind === controllerRevisions) isAsBefore = false;
        else if (change.kind === pods && !take(set, known.members, change)) isAsBefore = false;
      }
      return { members: known.members, isAsBefore };
    },
    forget: (key) => lists.delete(key),
  };
}
