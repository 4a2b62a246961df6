import {
  type ControllerRevision,
  controllerRevisions,
  draftOf,
  isEqual,
  type Json,
  type JsonObject,
  type PodTemplateSpec,
  revisionHash,
  type StatefulSet,
  selects,
  statefulSets,
} from '../../api/index.ts';
import { because } from '../../kernel/index.ts';
import { DELETE_DEFAULT } from '../../store/index.ts';
import type { Action, View } from '../controller.ts';
import { controllerReference, newMeta } from '../meta.ts';
import type { Member } from './members.ts';

const HASH_LABEL = 'controller.kubernetes.io/hash';

/** The history of a set as one sync sees it, and what must be done to it first. */
export interface Revisions {
  readonly current: ControllerRevision;
  readonly update: ControllerRevision;
  readonly collisionCount: number;
  readonly actions: readonly Action[];
  /** Oldest first, without the one that `actions` may create. */
  readonly all: readonly ControllerRevision[];
}

const byRevision = (a: ControllerRevision, b: ControllerRevision): number =>
  a.revision - b.revision ||
  Date.parse(a.metadata.creationTimestamp) - Date.parse(b.metadata.creationTimestamp) ||
  (a.metadata.name < b.metadata.name ? -1 : 1);

const controllerUid = (revision: ControllerRevision): string | undefined =>
  revision.metadata.ownerReferences?.find(({ controller }) => controller === true)?.uid;

/** Revisions that belong to the set or to nobody, oldest first. Models ListControllerRevisions. */
export function listRevisions(set: StatefulSet, view: View): ControllerRevision[] {
  return view
    .list(controllerRevisions, set.metadata.namespace ?? '')
    .filter((revision) => selects(set.spec.selector, revision.metadata.labels))
    .filter((revision) => (controllerUid(revision) ?? set.metadata.uid) === set.metadata.uid)
    .sort(byRevision);
}

/** Gives orphaned revisions to the set. Models adoptOrphanRevisions. */
export const adoptRevisions = (
  set: StatefulSet,
  revisions: readonly ControllerRevision[],
): Action[] =>
  revisions
    .filter((revision) => controllerUid(revision) === undefined)
    .map((revision) => {
      const object = draftOf(revision);
      const others = object.metadata.ownerReferences ?? [];
      object.metadata.ownerReferences = [...others, controllerReference(statefulSets, set)];
      const why = because('statefulset.adoptRevision', { revision: object.metadata.name });
      return { type: 'update', object, subresource: '', why };
    });

/** What a revision records of a set: the pod template, to be put back whole. Models getPatch. */
function dataOf(set: StatefulSet): JsonObject {
  const template = set.spec.template as unknown as JsonObject;
  return { spec: { template: { ...template, $patch: 'replace' } } };
}

function newRevision(
  set: StatefulSet,
  data: JsonObject,
  revision: number,
  all: readonly ControllerRevision[],
): { revision: ControllerRevision; collisionCount: number } {
  let collisionCount = set.status.collisionCount ?? 0;
  for (;;) {
    const hash = revisionHash(data, collisionCount);
    const name = `${set.metadata.name}-${hash}`;
    const taken = all.find((other) => other.metadata.name === name);
    if (taken !== undefined && !isEqual(taken.data, data)) {
      collisionCount++;
      continue;
    }
    const { annotations, namespace = '' } = set.metadata;
    const object: ControllerRevision = {
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata: newMeta({
        name,
        namespace,
        labels: { ...set.spec.template.metadata?.labels, [HASH_LABEL]: hash },
        ...(annotations === undefined ? {} : { annotations: { ...annotations } }),
        ownerReferences: [controllerReference(statefulSets, set)],
      }),
      data,
      revision,
    };
    return { revision: object, collisionCount };
  }
}

/**
 * The current and the update revision of a set; a new template gets a new revision, an old one that
 * comes back gets the newest number. Models getStatefulSetRevisions.
 */
export function revisionsOf(set: StatefulSet, view: View): Revisions {
  const all = listRevisions(set, view);
  const last = all.at(-1);
  const data = dataOf(set);
  const currentOr = (update: ControllerRevision): ControllerRevision =>
    all.find((revision) => revision.metadata.name === set.status.currentRevision) ?? update;
  // Nothing new: the usual case, in which no hash is needed.
  if (last !== undefined && isEqual(last.data, data)) {
    const collisionCount = set.status.collisionCount ?? 0;
    return { current: currentOr(last), update: last, collisionCount, actions: [], all };
  }
  const next = newRevision(set, data, (last?.revision ?? 0) + 1, all);
  const { collisionCount } = next;
  const equal = all.filter((revision) => isEqual(revision.data, data)).at(-1);
  if (equal === undefined) {
    const update = next.revision;
    const why = because('statefulset.newRevision', { revision: update.metadata.name });
    const actions: Action[] = [{ type: 'create', object: update, why }];
    return { current: currentOr(update), update, collisionCount, actions, all };
  }
  const update = { ...draftOf(equal), revision: next.revision.revision };
  const why = because('statefulset.reuseRevision', { revision: update.metadata.name });
  const actions: Action[] = [{ type: 'update', object: update, subresource: '', why }];
  return { current: currentOr(update), update, collisionCount, actions, all };
}

/** The pod template that a revision recorded. Models ApplyRevision. */
export function templateOf(revision: ControllerRevision): PodTemplateSpec {
  const spec = (revision.data?.spec ?? {}) as JsonObject;
  const { $patch: _, ...template } = (spec.template ?? {}) as { [key: string]: Json };
  return template as unknown as PodTemplateSpec;
}

/** Deletes the oldest revisions that no pod needs, down to the limit. Models truncateHistory. */
export function truncateHistory(
  set: StatefulSet,
  members: readonly Member[],
  revisions: Revisions,
): Action[] {
  const limit = set.spec.revisionHistoryLimit ?? 10;
  if (limit < 0 || revisions.all.length <= limit) return [];
  const live = new Set([revisions.current.metadata.name, revisions.update.metadata.name]);
  for (const { revision } of members) live.add(revision);
  const history = revisions.all.filter(({ metadata }) => !live.has(metadata.name));
  return history.slice(0, Math.max(0, history.length - limit)).map((object) => ({
    type: 'delete',
    object,
    options: DELETE_DEFAULT,
    why: because('statefulset.truncateHistory', { limit }),
  }));
}
