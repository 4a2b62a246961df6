import {
  type AnyKind,
  apiVersionOf,
  applyConflict,
  failure,
  type JsonObject,
  type KubeObject,
  type ManagedFieldsEntry,
  type Result,
  success,
} from '../../api/index.ts';
import { decodeObject } from '../../schema/index.ts';
import type { FieldSet, Owner, Writer } from '../../store/index.ts';
import {
  difference,
  formatFieldsV1,
  formatPath,
  intersection,
  isBelow,
  isSameSet,
  parseFieldsV1,
  union,
} from './field-set.ts';
import { compare, fieldsOf, mergeApplied, withoutFields } from './typed.ts';

// Models apimachinery/pkg/util/managedfields: who owns which fields of an object.

type Operation = ManagedFieldsEntry['operation'];

/** The owners that an object's own managedFields tell. */
export const ownersOf = (object: KubeObject | undefined): Owner[] =>
  (object?.metadata.managedFields ?? []).map(({ fieldsV1, ...entry }) => ({
    entry,
    fields: parseFieldsV1(fieldsV1 ?? {}),
  }));

function entryOf(kind: AnyKind, writer: Writer, operation: Operation): Owner['entry'] {
  const { manager, subresource, time } = writer;
  const entry = {
    apiVersion: apiVersionOf(kind),
    fieldsType: 'FieldsV1' as const,
    manager,
    operation,
  };
  return {
    ...entry,
    ...(subresource === '' ? {} : { subresource }),
    // The scale subresource keeps its owners without a time.
    ...(subresource === 'scale' ? {} : { time }),
  } as Owner['entry'];
}

const isSameOwner = (a: Owner['entry'], b: Owner['entry']): boolean =>
  a.manager === b.manager &&
  a.operation === b.operation &&
  a.apiVersion === b.apiVersion &&
  (a.subresource ?? '') === (b.subresource ?? '');

const orderKey = ({ entry }: Owner): string =>
  [
    entry.operation,
    entry.time ?? '',
    entry.manager,
    entry.apiVersion,
    entry.subresource ?? '',
  ].join('\u0000');

/** Owners as `metadata.managedFields` shows them: those who own anything, in order. */
export const entriesOf = (owners: readonly Owner[]): ManagedFieldsEntry[] =>
  owners
    .filter(({ fields }) => fields.size > 0)
    .sort((a, b) => (orderKey(a) < orderKey(b) ? -1 : 1))
    .map(({ entry, fields }) => ({ ...entry, fieldsV1: formatFieldsV1(fields) }));

/** What Go's zero object of a kind holds, so that a new object's owner does not own that. */
function emptyOf(kind: AnyKind): JsonObject {
  const decoded = decodeObject(kind, {}, 'Ignore', 'json');
  if (!decoded.ok) throw new Error(decoded.error);
  return decoded.value as unknown as JsonObject;
}

/**
 * What a write to the object itself cannot change, so that nobody comes to own it by that: the
 * status. Models GetResetFields of the strategies.
 */
const withoutStatus = (kind: AnyKind, { subresource }: Writer, set: FieldSet): FieldSet =>
  subresource === 'status' || !kind.subresources.includes('status')
    ? set
    : new Set([...set].filter((path) => path !== 'f:status' && !isBelow(path, 'f:status')));

/**
 * Owners after an ordinary write that asked for `object`: the writer owns what it changed, and
 * nobody else does.
 */
export function ownersAfterUpdate(
  kind: AnyKind,
  owners: readonly Owner[],
  old: KubeObject | undefined,
  object: KubeObject,
  writer: Writer,
): readonly Owner[] {
  const compared = compare(
    kind,
    old === undefined ? emptyOf(kind) : (old as unknown as JsonObject),
    object as unknown as JsonObject,
  );
  const removed = withoutStatus(kind, writer, compared.removed);
  const changed = withoutStatus(kind, writer, union(compared.added, compared.modified));
  const mine = entryOf(kind, writer, 'Update');
  const own = owners.find(({ entry }) => isSameOwner(entry, mine));
  const before: FieldSet = own?.fields ?? new Set();
  const fields = union(difference(before, removed), changed);
  const others = owners
    .filter((owner) => owner !== own)
    .map((owner) => ({
      ...owner,
      fields: difference(difference(owner.fields, changed), removed),
    }));
  const isSame = own !== undefined && isSameSet(before, fields);
  return [...others, { entry: isSame ? own.entry : mine, fields }].filter(
    (owner) => owner.fields.size > 0,
  );
}

/**
 * The managedFields after an ordinary write. `old` is undefined at creation and else has those from
 * before.
 */
export const trackUpdate = (
  kind: AnyKind,
  old: KubeObject | undefined,
  object: KubeObject,
  writer: Writer,
): ManagedFieldsEntry[] => entriesOf(ownersAfterUpdate(kind, ownersOf(old), old, object, writer));

interface Conflict {
  readonly owner: Owner['entry'];
  readonly path: string;
}

function describeOwner({
  manager,
  subresource,
  operation,
  apiVersion,
  time,
}: Owner['entry']): string {
  const name = JSON.stringify(manager);
  const who = subresource === undefined ? name : `${name} with subresource "${subresource}"`;
  if (operation === 'Apply') return who;
  return time === undefined
    ? `${who} using ${apiVersion}`
    : `${who} using ${apiVersion} at ${time}`;
}

function refuse(conflicts: readonly Conflict[]): Result<never> {
  const causes = conflicts.map(({ owner, path }) => ({
    message: `conflict with ${describeOwner(owner)}`,
    field: formatPath(path),
  }));
  const [first] = causes;
  if (causes.length === 1 && first !== undefined) {
    const text = `Apply failed with 1 conflict: ${first.message}: ${first.field}`;
    return failure(applyConflict(text, causes));
  }
  const lines: string[] = [];
  let last = '';
  for (const { message, field } of causes) {
    if (message !== last) lines.push(`${message.replace('conflict', 'conflicts')}:`);
    last = message;
    lines.push(`- ${field}`);
  }
  const text = `Apply failed with ${causes.length} conflicts: ${lines.join('\n')}`;
  return failure(applyConflict(text, causes));
}

/** What a server-side apply makes of an object. */
export interface Applied {
  readonly object: JsonObject;
  readonly owners: readonly Owner[];
}

/**
 * The fields that this applier gave up and that nobody else owns. Who owns a field within another
 * holds that one too: models EnsureNamedFieldsAreMembers of structured-merge-diff.
 */
function abandoned(before: FieldSet, now: FieldSet, others: readonly Owner[]): FieldSet {
  const holds = (fields: FieldSet, path: string): boolean =>
    fields.has(path) || [...fields].some((held) => isBelow(held, path));
  const isHeld = (path: string): boolean =>
    holds(now, path) || others.some(({ fields }) => holds(fields, path));
  return new Set([...difference(before, now)].filter((path) => !isHeld(path)));
}

/**
 * Server-side apply: `config` is merged into the live object (undefined when there is none), the
 * applier owns what it says, and what it said before and says no longer goes away unless somebody
 * else owns it. `owners` are those of the live object. Where the configuration differs from what
 * others own the answer is a Conflict that names them, unless `isForced`.
 */
export function applyConfig(
  kind: AnyKind,
  live: KubeObject | undefined,
  owners: readonly Owner[],
  config: JsonObject,
  writer: Writer,
  isForced: boolean,
): Result<Applied> {
  const mine = entryOf(kind, writer, 'Apply');
  const own = owners.find(({ entry }) => isSameOwner(entry, mine));
  const others = owners.filter((owner) => owner !== own);
  const wanted = fieldsOf(kind, config);
  const current = (live ?? {}) as unknown as JsonObject;
  const merged = live === undefined ? config : mergeApplied(kind, current, config);
  const gone = abandoned(own?.fields ?? new Set(), wanted, others);
  const { added, modified } = compare(kind, current, merged);
  const changed = union(added, modified);
  const conflicts = [...others]
    .sort((a, b) => (orderKey(a) < orderKey(b) ? -1 : 1))
    .flatMap(({ entry, fields }) =>
      [...intersection(fields, changed)].sort().map((path): Conflict => ({ owner: entry, path })),
    );
  if (conflicts.length > 0 && !isForced) return refuse(conflicts);
  const isSame = own !== undefined && isSameSet(own.fields, wanted);
  const left = others.map((owner) => ({ ...owner, fields: difference(owner.fields, changed) }));
  return success({
    object: withoutFields(kind, merged, gone),
    owners: [...left, { entry: isSame ? own.entry : mine, fields: wanted }],
  });
}
