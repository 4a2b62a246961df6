import {
  type ControllerRevision,
  controllerOf,
  controllerRevisions,
  type DaemonSet,
  daemonSets,
  draftOf,
  isEqual,
  type JsonObject,
  type Pod,
  selects,
} from '../../api/index.ts';
import { because } from '../../kernel/index.ts';
import { DELETE_DEFAULT } from '../../store/index.ts';
import type { Action, View } from '../controller.ts';
import { controllerReference, newMeta } from '../meta.ts';
import { templateHash } from '../template-hash/template-hash.ts';

export const HASH_LABEL = 'controller-revision-hash';

/** The history of a set as one sync sees it. */
export interface History {
  /** The hash of the template as it is now. */
  readonly hash: string;
  readonly current: ControllerRevision | undefined;
  /** Oldest first. */
  readonly old: readonly ControllerRevision[];
  /** What must be done to it first. */
  readonly actions: readonly Action[];
}

const hashOf = ({ metadata }: { metadata: { labels?: Record<string, string> } }): string =>
  metadata.labels?.[HASH_LABEL] ?? '';

/** What a revision records: the pod template, to be put back whole. */
const dataOf = (set: DaemonSet): JsonObject => ({
  spec: {
    template: { ...(draftOf(set.spec.template) as unknown as JsonObject), $patch: 'replace' },
  },
});

/** Models snapshot of pkg/controller/daemon. */
function newRevision(set: DaemonSet, revision: number): ControllerRevision {
  const hash = templateHash(set.spec.template, set.status.collisionCount);
  const { name, namespace = '', annotations } = set.metadata;
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: newMeta({
      name: `${name}-${hash}`,
      namespace,
      labels: { ...set.spec.template.metadata?.labels, [HASH_LABEL]: hash },
      ...(annotations === undefined ? {} : { annotations: { ...annotations } }),
      ownerReferences: [controllerReference(daemonSets, set)],
    }),
    data: dataOf(set),
    revision,
  };
}

/** The revisions of a set; a new template gets a new one. Models constructHistory. */
export function historyOf(set: DaemonSet, view: View): History {
  const all = view
    .list(controllerRevisions, set.metadata.namespace ?? '')
    .filter((one) => selects(set.spec.selector, one.metadata.labels))
    .filter((one) => controllerOf(one)?.uid === set.metadata.uid)
    .sort((a, b) => a.revision - b.revision);
  const data = dataOf(set);
  const current = all.filter((one) => isEqual(one.data, data)).at(-1);
  const old = all.filter((one) => one !== current);
  const next = (old.at(-1)?.revision ?? 0) + 1;
  if (current === undefined) {
    const object = newRevision(set, next);
    const why = because('daemonset.newRevision', { revision: object.metadata.name });
    return { hash: hashOf(object), current, old, actions: [{ type: 'create', object, why }] };
  }
  if (current.revision >= next) return { hash: hashOf(current), current, old, actions: [] };
  const object = { ...draftOf(current), revision: next };
  const why = because('daemonset.reuseRevision', { revision: current.metadata.name });
  const update: Action = { type: 'update', object, subresource: '', why };
  return { hash: hashOf(current), current, old, actions: [update] };
}

/** Deletes the oldest revisions that no pod has. Models cleanupHistory. */
export function cleanUp(set: DaemonSet, { old }: History, pods: readonly Pod[]): Action[] {
  const limit = set.spec.revisionHistoryLimit ?? 10;
  const inUse = new Set(pods.map(hashOf));
  return old
    .filter((one) => !inUse.has(hashOf(one)))
    .slice(0, Math.max(0, old.length - limit))
    .map((object) => ({
      type: 'delete',
      object,
      options: DELETE_DEFAULT,
      why: because('daemonset.truncateHistory', { limit }),
    }));
}
