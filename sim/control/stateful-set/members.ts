import {
  controllerOf,
  isCreated,
  isPodTerminal,
  isRunningAndReady,
  ordinalOf,
  type Pod,
  readySinceMs,
  type StatefulSet,
  selects,
} from '../../api/index.ts';
import type { Clock } from '../../kernel/index.ts';
import { isDeleting } from '../meta.ts';
import { hasIdentity, hasStorage, revisionOf } from './identity.ts';

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

/** What a pod is to a set: of the set, this depends on its name, uid and spec alone. */
export function memberOf(set: StatefulSet, pod: Pod): Member {
  const owner = controllerOf(pod);
  return {
    pod,
    ordinal: ordinalOf(set, pod.metadata.name),
    isOwn: owner?.uid === set.metadata.uid && selects(set.spec.selector, pod.metadata.labels),
    revision: revisionOf(pod),
    isCreated: isCreated(pod),
    isDeleting: isDeleting(pod),
    readySinceMs: isRunningAndReady(pod) ? (readySinceMs(pod) ?? 0) : undefined,
    isSound:
      isCreated(pod) &&
      !isPodTerminal(pod) &&
      (set.spec.volumeClaimTemplates ?? []).length === 0 &&
      hasIdentity(set, pod) &&
      hasStorage(set, pod),
  };
}

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
  readonly members: readonly Member[];
}

/** The pods of the set's namespace, in the store's order, as the set sees them. */
export interface MemberList {
  readonly members: readonly Member[];
  /** Whether they are to the set just what they were the last time. */
  readonly isAsBefore: boolean;
}

/** What pods are to their sets, worked out anew only for those that changed since the last time. */
export interface MemberLists {
  of(key: string, set: StatefulSet, pods: readonly Pod[]): MemberList;
  /** The set is gone. */
  forget(key: string): void;
}

/** Creates the lists of one controller. They are as long as the lists of pods themselves. */
export function createMemberLists(): MemberLists {
  const lists = new Map<string, Known>();
  return {
    of(key, set, pods) {
      const { uid } = set.metadata;
      const known = lists.get(key);
      const isSame = known?.uid === uid && known.spec === set.spec;
      const before = isSame ? known.members : [];
      // Both lists are in the order of names, so that they are walked side by side.
      let at = 0;
      let isAsBefore = isSame && before.length === pods.length;
      const members = pods.map((pod) => {
        let old = before[at];
        while (old !== undefined && old.pod !== pod) {
          if (old.pod.metadata.name >= pod.metadata.name) break;
          old = before[++at];
        }
        if (old?.pod === pod) {
          at++;
          return old;
        }
        const member = memberOf(set, pod);
        const isSamePod = old?.pod.metadata.uid === pod.metadata.uid;
        if (old === undefined || !isSamePod || !isAlike(old, member)) isAsBefore = false;
        return member;
      });
      lists.set(key, { uid, spec: set.spec, members });
      return { members, isAsBefore };
    },
    forget: (key) => lists.delete(key),
  };
}
