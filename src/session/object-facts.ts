import {
  type AnyKind,
  controllerOf,
  type Event,
  events,
  type KubeObject,
  MODELLED_KINDS,
  type Pod,
  persistentVolumeClaims,
  pods,
} from '../../sim/api/index.ts';
import type { NodeRefusal, ResolverRules, Session } from '../../sim/lesson/index.ts';
import { type Cause, causesWithCommands } from './causes.ts';
import { fieldsOfRule, type Hold, holdsOf, isPodReady } from './holds/index.ts';
import { type LookUp, lookUpsIn } from './look-ups.ts';

/** Enough to name an object. */
export interface ObjectName {
  readonly uid: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** An event, as a list of events shows it. */
export interface EventLine {
  readonly uid: string;
  /** Virtual time of its last occurrence, milliseconds since 1970; 0 when it has none. */
  readonly atEpochMs: number;
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly count: number;
  readonly about: ObjectName;
}

/** What the details of an object show. */
export interface ObjectFacts extends ObjectName {
  /** False when it is gone; what is known is then only its history. */
  readonly exists: boolean;
  readonly phase: string;
  readonly address: string;
  readonly images: readonly string[];
  readonly revision: string;
  readonly conditions: readonly {
    readonly type: string;
    readonly isTrue: boolean;
    readonly reason: string;
    readonly message: string;
  }[];
  readonly events: readonly EventLine[];
  /** Newest first, down to the learner's command. */
  readonly causes: readonly Cause[];
  /** What holds it up, or the workload that it belongs to. */
  readonly waits: readonly Wait[];
  /** What keeps it from going on, with the fields that say so. */
  readonly holds: readonly Hold[];
  /**
   * The event that says why it is not done: of a claim that is not bound its newest one, of a probe
   * what it met.
   */
  readonly lastWord: EventLine | undefined;
  /** The newest warning about it. */
  readonly lastWarning: EventLine | undefined;
  /** Nodes that do not take it, when it waits for one. */
  readonly refusals: readonly (NodeRefusal & { readonly fields: readonly string[] })[];
  /** How its names are completed, and what it asked; undefined when it asked nothing. */
  readonly lookUps: LookUps | undefined;
}

/** What a pod asked the name server. */
export interface LookUps extends ResolverRules {
  /** The newest first. */
  readonly list: readonly LookUp[];
}

type Wait = ReturnType<Session['inspection']['waits']>[number];

/** Look-ups of one pod that are shown, and questions that they are made of. */
const MOST_LOOK_UPS = 6;
const MOST_QUESTIONS = 64;

/** Kinds that change all the time by themselves and say nothing to a learner. */
const QUIET_KINDS: ReadonlySet<string> = new Set(['Event', 'Lease']);

/** The kinds that something exists of, by name. */
export function kindsThere({ view }: Session): string[] {
  return MODELLED_KINDS.filter(
    (kind) => !QUIET_KINDS.has(kind.kind) && view.list(kind, '').length > 0,
  ).map(({ kind }) => kind);
}

const kindNamed = (name: string): AnyKind | undefined =>
  MODELLED_KINDS.find(({ kind }) => kind === name);

/** All objects of a kind, as names. */
export function objectsOf({ view }: Session, kindName: string): ObjectName[] {
  const kind = kindNamed(kindName);
  if (kind === undefined) return [];
  return view.list(kind, '').map(({ metadata: { uid, name, namespace = '' } }) => ({
    uid,
    kind: kindName,
    namespace,
    name,
  }));
}

const atOf = (event: Event): number =>
  Date.parse(event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp ?? '') || 0;

const lineOf = (event: Event): EventLine => {
  const { uid = '', kind = '', namespace = '', name = '' } = event.involvedObject;
  return {
    uid: event.metadata.uid,
    atEpochMs: atOf(event),
    type: event.type ?? '',
    reason: event.reason ?? '',
    message: event.message ?? '',
    count: event.count ?? 1,
    about: { uid, kind, namespace, name },
  };
};

/** All events of the cluster, newest first. */
export const allEvents = ({ view }: Session): EventLine[] =>
  view
    .list(events, '')
    // Of one second, which is all that their times tell, the last that was written.
    .toSorted((a, b) => rvOf(b) - rvOf(a))
    .map(lineOf)
    .sort((a, b) => b.atEpochMs - a.atEpochMs);

const rvOf = ({ metadata }: Event): number => Number(metadata.resourceVersion ?? 0);

interface AnyStatus {
  readonly phase?: string;
  readonly conditions?: readonly {
    readonly type: string;
    readonly status: string;
    readonly reason?: string;
    readonly message?: string;
  }[];
}

/** An object by uid, also one that is gone: as it last was. */
function findObject({ view }: Session, uid: string) {
  const found = view.byUid(uid);
  if (found !== undefined) return { ...found, exists: true };
  const last = view.changes().findLast(({ object }) => object.metadata.uid === uid);
  return last === undefined ? undefined : { kind: last.kind, object: last.object, exists: false };
}

/** The uid of the pod that had a name at an instant, also of one that is gone since. */
export function podNamedAt(
  { view }: Session,
  { namespace, pod: name }: { readonly namespace: string; readonly pod: string },
  atMs: number,
): string | undefined {
  const last = view
    .changes()
    .findLast(
      (change) =>
        change.kind === pods &&
        change.atMs <= atMs &&
        change.object.metadata.name === name &&
        change.object.metadata.namespace === namespace,
    );
  return last?.object.metadata.uid;
}

function lookUpsOf(session: Session, pod: Pod): LookUps | undefined {
  const { metadata } = pod;
  const questions = session
    .requests()
    .filter(
      ({ protocol, from }) =>
        protocol === 'dns' && from.pod === metadata.name && from.namespace === metadata.namespace,
    );
  if (questions.length === 0) return undefined;
  const all = lookUpsIn(questions.slice(-MOST_QUESTIONS));
  const rules = session.inspection.resolver(pod);
  return { ...rules, list: all.slice(-MOST_LOOK_UPS).reverse() };
}

const refusalsOf = (session: Session, pod: Pod): ObjectFacts['refusals'] =>
  session.inspection.refusals(pod.metadata.uid).map((refusal) => ({
    ...refusal,
    fields: fieldsOfRule(session, pod, refusal.rule, refusal.node),
  }));

/** That a pod is not ready says nothing more where its controller waits for that very pod. */
const isSaid = ({ why, fields }: Hold, waits: readonly Wait[]): boolean =>
  why.code === 'hold.podNotReady' &&
  fields.length === 0 &&
  waits.some((wait) => wait.why.values.pod === why.values.pod);

/** The facts of the object with this uid; undefined when there never was one. */
export function objectFacts(session: Session, uid: string): ObjectFacts | undefined {
  const found = uid === '' ? undefined : findObject(session, uid);
  if (found === undefined) return undefined;
  const { kind, object, exists } = found;
  const { name, namespace = '', labels } = object.metadata;
  const pod = kind === pods ? (object as Pod) : undefined;
  const status = (object as KubeObject & { status?: AnyStatus }).status ?? {};
  const { inspection } = session;
  const own = allEvents(session).filter(
    ({ about }) => about.uid === uid || isNode(kind, about, name),
  );
  const holds = exists ? holdsOf(session, kind, object) : [];
  // What its probes met says more than that they failed, and why it was killed more than that.
  const isProbed = holds.some(({ why }) => why.code === 'hold.probe' || why.code === 'hold.crash');
  const isUnbound = exists && kind === persistentVolumeClaims && status.phase === 'Pending';
  const refusals = exists && pod !== undefined ? refusalsOf(session, pod) : [];
  const isHeldUp = pod !== undefined && (!isPodReady(pod) || holds.length > 0);
  const owner = isHeldUp ? controllerOf(pod)?.uid : undefined;
  const waits = [uid, owner ?? '']
    .flatMap((one) => inspection.waits(one))
    // The refusals say the same, node by node.
    .filter(({ why }) => refusals.length === 0 || why.code !== 'scheduler.unschedulable');
  return {
    uid,
    kind: kind.kind,
    namespace,
    name,
    exists,
    phase: status.phase ?? '',
    address: pod?.status.podIP ?? '',
    images: (pod?.spec.containers ?? []).map((container) => container.image ?? ''),
    revision: pod === undefined ? '' : (labels?.['controller-revision-hash'] ?? ''),
    conditions: (status.conditions ?? []).map((condition) => ({
      type: condition.type,
      isTrue: condition.status === 'True',
      reason: condition.reason ?? '',
      message: condition.message ?? '',
    })),
    events: own,
    causes: causesWithCommands(session, session.causesOf(uid)),
    waits,
    holds: holds.filter((one) => !isSaid(one, waits)),
    lastWord:
      isUnbound || isProbed
        ? own.find(({ reason }) => isUnbound || reason === 'Unhealthy')
        : undefined,
    lastWarning: own.find(({ type }) => type === 'Warning'),
    refusals,
    lookUps: pod === undefined ? undefined : lookUpsOf(session, pod),
  };
}

/** Kubelets name their node where others write its uid. */
const isNode = (kind: AnyKind, about: ObjectName, name: string): boolean =>
  kind.kind === 'Node' && about.kind === 'Node' && about.name === name;
