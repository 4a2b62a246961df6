import type { Fields, ObjectName, Session } from '../../../sim/lesson/index.ts';
import {
  checkOf,
  checkOfChanges,
  checkOfGone,
  type DraftedObject,
  type FieldChange,
} from './draft-checks.ts';
import { rest, typeLine } from './play-page.ts';

/** A command that was played, and what it printed. */
export interface PlayedCommand {
  readonly command: string;
  readonly printed: string;
}

/** What a lesson could be made of. */
export interface Draft {
  readonly commands: readonly PlayedCommand[];
  /** One line each: what exists, changed or went, seen from the start. */
  readonly differences: readonly string[];
  /** Lines of `lesson.ts`: a check for each difference. */
  readonly checks: readonly string[];
}

/** Kinds that the cluster writes by itself. */
const NOISE: ReadonlySet<string> = new Set([
  'Lease',
  'Event',
  'Node',
  'Endpoints',
  'EndpointSlice',
  'ControllerRevision',
  'ReplicaSet',
  'ServiceAccount',
  'VolumeAttachment',
  'PodMetrics',
  'NodeMetrics',
]);
const PROVISIONED = 'pv.kubernetes.io/provisioned-by';

interface StoredObject {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid: string;
    readonly labels?: Fields;
    readonly annotations?: Fields;
    readonly ownerReferences?: readonly unknown[];
  };
  readonly spec?: Fields;
  readonly status?: Fields;
  readonly data?: Readonly<Record<string, string>>;
}

/** Whether somebody asked for it; the others follow from those. */
const isWanted = (kind: string, { metadata }: StoredObject): boolean =>
  !NOISE.has(kind) &&
  metadata.name !== 'kube-root-ca.crt' &&
  (metadata.ownerReferences ?? []).length === 0 &&
  metadata.annotations?.[PROVISIONED] === undefined;

function drafted(kind: string, object: StoredObject): DraftedObject {
  const { metadata, spec = {}, status = {}, data = {}, ...others } = object;
  const { name, namespace = '' } = metadata;
  return { kind, namespace, name, spec, status, data, rest: { ...others } };
}

/** The objects that somebody wants, by uid. */
function wantedObjects(session: Session): ReadonlyMap<string, DraftedObject> {
  const wanted = new Map<string, DraftedObject>();
  for (const { kind, type, object } of session.view.changes()) {
    const stored = object as unknown as StoredObject;
    const { uid } = stored.metadata;
    if (type === 'DELETED') wanted.delete(uid);
    else if (isWanted(kind.kind, stored)) wanted.set(uid, drafted(kind.kind, stored));
  }
  return wanted;
}

const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** The fields that `after` has otherwise than `before`; of what went, nothing is said. */
function changesOf(before: unknown, after: unknown, path: readonly string[]): FieldChange[] {
  if (!isRecord(after)) return before === after ? [] : [{ path, before, after }];
  const old = isRecord(before) ? before : {};
  return Object.entries(after).flatMap(([field, value]) =>
    changesOf(old[field], value, [...path, field]),
  );
}

const fieldsOf = ({ spec, data, rest: others }: DraftedObject): Fields => ({
  spec,
  data,
  ...others,
});

const placeOf = ({ kind, name, namespace }: ObjectName): string =>
  `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`;

const pathOf = (path: readonly string[]): string =>
  path
    .map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`))
    .join('')
    .slice(1);

const said = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');

/** What has become of objects between two looks. */
function compare(
  before: ReadonlyMap<string, DraftedObject>,
  after: ReadonlyMap<string, DraftedObject>,
): Pick<Draft, 'differences' | 'checks'> {
  const differences: string[] = [];
  const checks: string[] = [];
  for (const [uid, object] of after) {
    const old = before.get(uid);
    const changes = old === undefined ? [] : changesOf(fieldsOf(old), fieldsOf(object), []);
    if (old !== undefined && changes.length === 0) continue;
    if (old === undefined) differences.push(`${placeOf(object)} was added`);
    for (const { path, before: was, after: is } of changes) {
      differences.push(`${placeOf(object)}: ${pathOf(path)} from ${said(was)} to ${said(is)}`);
    }
    const isReplicas = ({ path }: FieldChange): boolean => pathOf(path) === 'spec.replicas';
    const others = changes.filter((change) => !isReplicas(change));
    if (changes.length > others.length || old === undefined) checks.push(checkOf(object));
    if (others.length > 0) checks.push(checkOfChanges(object, others));
  }
  for (const [uid, object] of before) {
    if (after.has(uid)) continue;
    differences.push(`${placeOf(object)} is gone`);
    checks.push(checkOfGone(object));
  }
  return { differences, checks };
}

/** Plays commands in a session and drafts what a lesson could check. */
export function draftOf(session: Session, commands: readonly string[]): Draft {
  const before = wantedObjects(session);
  const played = commands.map((command) => {
    rest(session);
    return {
      command,
      printed: typeLine(session, command, / -w\b|--watch\b/.test(command)).printed,
    };
  });
  rest(session);
  return { commands: played, ...compare(before, wantedObjects(session)) };
}
