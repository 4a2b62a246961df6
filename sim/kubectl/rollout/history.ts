import {
  type AnyKind,
  type ControllerRevision,
  controllerRevisions,
  type Deployment,
  daemonSets,
  deployments,
  formatSelector,
  type JsonObject,
  type LabelSelector,
  type PodTemplateSpec,
  type ReplicaSet,
  replicaSets,
  statefulSets,
} from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { done, type Failure, failed, message, type Outcome } from '../failure.ts';
import { ownedReplicaSets, plainTemplate, revisionOf } from '../replica-sets.ts';
import { type Info, listKind, objectOf, pathOf } from '../resources.ts';
import type { Session } from '../session.ts';

/** One revision of a workload. */
export interface Revision {
  readonly number: number;
  readonly cause: string;
  readonly template: PodTemplateSpec;
  /** The object that keeps the revision. */
  readonly holder: ControllerRevision | ReplicaSet;
  /** The template as it is kept: a ReplicaSet's has its hash. */
  readonly recorded: PodTemplateSpec;
  /** The template as `rollout history` shows it: a ReplicaSet's has the cause as well. */
  readonly shown: PodTemplateSpec;
  /** What the revision's object carries besides: annotations to bring back. */
  readonly annotations: Readonly<Record<string, string>>;
}

const CAUSE = 'kubernetes.io/change-cause';

const everything = { isEverywhere: false, labelSelector: '', fieldSelector: '' };

const isOneOf = (kind: AnyKind, kinds: readonly AnyKind[]): boolean => kinds.includes(kind);

function fromControllerRevision(revision: ControllerRevision): Revision {
  const data = revision.data as JsonObject | undefined;
  const spec = (data?.spec ?? {}) as JsonObject;
  const { $patch: _, ...template } = (spec.template ?? {}) as JsonObject;
  return {
    number: revision.revision,
    cause: revision.metadata.annotations?.[CAUSE] ?? '',
    template: template as PodTemplateSpec,
    holder: revision,
    recorded: template as PodTemplateSpec,
    shown: template as PodTemplateSpec,
    annotations: {},
  };
}

/** A template with the cause of its change. Models DeploymentHistoryViewer.ViewHistory. */
const withCause = (template: PodTemplateSpec, cause: string): PodTemplateSpec => {
  if (cause === '' || template.metadata === undefined) return template;
  const annotations = { ...template.metadata.annotations, [CAUSE]: cause };
  return { ...template, metadata: { ...template.metadata, annotations } };
};

function fromReplicaSet(set: ReplicaSet): Revision {
  const template = set.spec.template ?? {};
  return {
    number: revisionOf(set),
    cause: set.metadata.annotations?.[CAUSE] ?? '',
    template: plainTemplate(template) ?? {},
    holder: set,
    recorded: template,
    shown: withCause(template, set.metadata.annotations?.[CAUSE] ?? ''),
    annotations: set.metadata.annotations ?? {},
  };
}

/** Kinds that the real tool knows as workloads, although they have no history. */
const OTHERS = new Set(['CronJob', 'Job', 'Pod', 'ReplicaSet', 'ReplicationController']);

/** Why a kind has nothing of `what`. Models the visitors of kubectl's polymorphichelpers. */
export function noneOf(what: 'history' | 'rollbacker', { group, kind }: AnyKind): Failure {
  const type = group === '' ? kind : `${kind}.${group}`;
  if (!OTHERS.has(kind)) {
    const text = `no visitor method exists for {${group} ${kind}}`;
    return message(`error retrieving ${what} for "${type}", ${text}`);
  }
  if (what === 'history') return message(`no history viewer has been implemented for "${type}"`);
  return message(`no rollbacker has been implemented for "${type}"`);
}

/** Whether a kind has a history at all. */
export const hasHistory = (kind: AnyKind): boolean =>
  isOneOf(kind, [statefulSets, daemonSets, deployments]);

/** The selector of a workload as a list's query has it. */
const selectorText = ({ object }: Info): string =>
  formatSelector(((object.spec ?? {}) as JsonObject).selector as LabelSelector);

/** The revisions of a workload, oldest first. */
export function* revisionsOf(session: Session, info: Info): Program<Outcome<Revision[]>> {
  if (!hasHistory(info.kind)) return failed(noneOf('history', info.kind));
  const client = session.typed;
  const local = { ...session, client, namespace: info.namespace };
  client.get(pathOf(info));
  const labelSelector = selectorText(info);
  if (info.kind === deployments) {
    const sets = yield* listKind(local, replicaSets, { ...everything, labelSelector });
    if (!sets.ok) return sets;
    const owned = ownedReplicaSets(sets.value as ReplicaSet[], objectOf(info) as Deployment);
    const revisions = owned.map(fromReplicaSet).filter(({ number }) => number > 0);
    return done(revisions.sort((a, b) => a.number - b.number));
  }
  const list = yield* listKind(local, controllerRevisions, { ...everything, labelSelector });
  if (!list.ok) return list;
  const { uid } = objectOf(info).metadata;
  const owned = (list.value as ControllerRevision[]).filter((revision) =>
    revision.metadata.ownerReferences?.some((owner) => owner.controller && owner.uid === uid),
  );
  return done(owned.map(fromControllerRevision).sort((a, b) => a.number - b.number));
}
