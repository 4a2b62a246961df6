import { isObject, type Json, type JsonObject, type KubeObject } from '../../api/index.ts';
import type { ObjectPath } from '../../client/index.ts';
import type { Program } from '../../kernel/index.ts';
import type { Patch, Session, WriteOptions } from '../session.ts';

const BY_SERVER = 'kubectl';
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const ANNOTATION_OWNER = 'kubectl-last-applied';
/** How often is tried again what somebody else was faster with. */
const MOST_ATTEMPTS = 5;

type Entry = ReturnType<Session['client']['managedFields']>[number];

/** All fields of two sets. */
function union(one: JsonObject, other: JsonObject): JsonObject {
  const both: Record<string, Json> = { ...one };
  for (const [key, value] of Object.entries(other)) {
    const known = both[key];
    both[key] = isObject(known) && isObject(value) ? union(known, value) : (value ?? {});
  }
  return both;
}

const setOf = ({ fieldsV1 }: Entry): JsonObject => (fieldsV1 ?? {}) as unknown as JsonObject;

/** Whether somebody owns the annotation that client-side apply leaves. */
function ownsAnnotation(entry: Entry): boolean {
  const metadata = setOf(entry)['f:metadata'];
  const annotations = isObject(metadata) ? metadata['f:annotations'] : undefined;
  return isObject(annotations) && annotations[`f:${LAST_APPLIED}`] !== undefined;
}

/** Keeps the annotation of client-side apply, by an owner of its own. */
function* keepAnnotation(
  session: Session,
  path: ObjectPath,
  { apiVersion, kind, metadata }: KubeObject,
  { fieldValidation }: WriteOptions,
): Program<KubeObject | undefined> {
  const value = metadata.annotations?.[LAST_APPLIED] ?? '';
  const { name, namespace } = metadata;
  const place = namespace === undefined ? {} : { namespace };
  const annotations = { [LAST_APPLIED]: value };
  const body = { apiVersion, kind, metadata: { name, ...place, annotations } };
  const options = {
    fieldManager: ANNOTATION_OWNER,
    isDryRun: false,
    fieldValidation,
  };
  const patch = { type: 'apply' as const, body, isForced: false };
  const kept = yield* session.call(session.client.patch(path, patch, options));
  return kept.ok ? kept.value : undefined;
}

/** What client-side apply owned, `old`, goes to who applies now. */
function handedOver(entries: readonly Entry[], old: readonly Entry[], manager: string): Entry[] {
  const isNew = (entry: Entry): boolean =>
    entry.operation === 'Apply' && entry.manager === manager && (entry.subresource ?? '') === '';
  return entries
    .filter((entry) => !old.includes(entry))
    .map((entry) => {
      if (!isNew(entry)) return entry;
      const fields = old.reduce((all, one) => union(all, setOf(one)), setOf(entry));
      return { ...entry, fieldsV1: fields } as unknown as Entry;
    })
    .map(({ manager: name, operation, apiVersion, time, ...rest }) => {
      const { fieldsType, fieldsV1, ...others } = rest;
      const head = { manager: name, operation, apiVersion, time };
      return { ...head, fieldsType, fieldsV1, ...others } as Entry;
    });
}

/** Who left the annotation of client-side apply, under whatever name. */
const notersOf = (entries: readonly Entry[]): ReadonlySet<string> =>
  new Set(
    entries
      .filter((entry) => entry.operation === 'Update' && ownsAnnotation(entry))
      .map((entry) => entry.manager),
  );

/** The patch that hands over what `owners` own of an object as it is; undefined for nothing. */
function handOver(
  entries: readonly Entry[],
  owners: ReadonlySet<string>,
  { metadata }: KubeObject,
  manager: string,
): Patch | undefined {
  const old = entries.filter(
    ({ operation, manager: name, subresource = '' }) =>
      operation === 'Update' && owners.has(name) && subresource === '',
  );
  if (old.length === 0) return undefined;
  const body = [
    { op: 'replace', path: '/metadata/managedFields', value: handedOver(entries, old, manager) },
    { op: 'replace', path: '/metadata/resourceVersion', value: metadata.resourceVersion },
  ] as unknown as JsonObject;
  return { type: 'json', body, isForced: false };
}

/**
 * Takes over what client-side apply owned of an object that was just applied by the server, so that
 * what a manifest does not name any more goes away. Whether there was anything; then it is to be
 * applied again. Models migrateToSSAIfNecessary of kubectl's pkg/cmd/apply.
 */
export function* takeOver(
  session: Session,
  path: ObjectPath,
  applied: KubeObject,
  options: WriteOptions,
): Program<boolean> {
  const { fieldManager: manager } = options;
  const { client } = session;
  let object = applied;
  const isNoted = object.metadata.annotations?.[LAST_APPLIED] !== undefined;
  const before = client.managedFields(path.kind, object);
  const isKept = before.some((entry) => entry.operation === 'Apply' && ownsAnnotation(entry));
  if (manager === BY_SERVER && isNoted && !isKept) {
    const kept = yield* keepAnnotation(session, path, object, options);
    if (kept === undefined) return false;
    object = kept;
  }
  const owners = notersOf(client.managedFields(path.kind, object));
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const patch = handOver(client.managedFields(path.kind, object), owners, object, manager);
    if (patch === undefined) return false;
    const sent = yield* session.call(client.patch(path, patch, options));
    if (sent.ok) return true;
    const { failure } = sent;
    const isOutdated = failure.type === 'status' && failure.status.reason === 'Conflict';
    const got = isOutdated ? yield* session.call(client.get(path)) : sent;
    if (!got.ok) return false;
    object = got.value;
  }
  return false;
}
