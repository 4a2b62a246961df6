import {
  type AnyKind,
  alreadyExists,
  apiVersionOf,
  draftOf,
  type FieldError,
  failure,
  invalid,
  isEqual,
  type Kind,
  type KubeObject,
  type ManagedFieldsEntry,
  notFound,
  type Pod,
  pods,
  type Result,
  shareParts,
  success,
  timestamp,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from '../api/index.ts';
import { type Clock, type Origin, type Prng, SAFE_ALPHABET, uuid } from '../kernel/index.ts';
import { admit } from './admission/admit.ts';
import type {
  AdmissionChain,
  AdmissionContext,
  ApiServer,
  DeleteOptions,
  Patch,
  Target,
  WriteOptions,
} from './api-server.ts';
import { type Asked, createAskedByPatch } from './asked.ts';
import { type Authorship, createAuthors } from './authorship.ts';
import { boundPod } from './bind.ts';
import { deletionOf, isReadyToGo } from './delete.ts';
import { createFieldTracker } from './field-tracker.ts';
import { isSameSpec, meantBy, meantByOwn } from './meant.ts';
import type { Patching } from './patching.ts';
import { keepServerFields } from './server-fields.ts';
import { refuseOutdated, refuseStale } from './stale.ts';
import type { Store } from './store.ts';
import { refuseDelete } from './undeletable.ts';

/** A generated name keeps this much of its prefix: 63 less the five random characters. */
const MAX_PREFIX = 58;

/** Both lists, of warnings or of errors; mostly both are empty. */
const joined = <T>(before: readonly T[], after: readonly T[]): readonly T[] =>
  after.length === 0 ? before : [...before, ...after];

/** An object with its owners, as the wire has it. */
const withOwners = (object: KubeObject, entries: readonly ManagedFieldsEntry[]): KubeObject => ({
  ...object,
  metadata: { ...object.metadata, managedFields: [...entries] },
});

export interface ServerParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly prng: Prng;
  readonly admissions: AdmissionChain;
  /** Every kind that may be stored. */
  readonly kinds: readonly AnyKind[];
  /**
   * What is wrong with a write to a subresource. Only people's are asked about: controllers and
   * kubelets are believed.
   */
  subresourceErrors(
    subresource: string,
    object: KubeObject,
    old: KubeObject,
  ): readonly FieldError[];
  /** Comes with the first client: only requests bring patches and ask for owners. */
  patching(): Patching;
}

/** Subresources by which the containers of a pod change. */
const OF_CONTAINERS: ReadonlySet<string> = new Set(['ephemeralcontainers', 'resize']);

/** Who writes in the name of a person. */
const PERSON = 'user';

/** Creates the API server over a store. Models apiserver/pkg/registry/generic/registry/store.go. */
export function createApiServer(parts: ServerParts): ApiServer {
  const { store, clock, prng, admissions, patching } = parts;
  const fields = createFieldTracker(patching, store);
  const authorOf = createAuthors(clock);
  const askedByPatch = createAskedByPatch(patching);
  const byType = new Map(parts.kinds.map((kind) => [`${apiVersionOf(kind)} ${kind.kind}`, kind]));
  const kindOf = ({ apiVersion, kind }: KubeObject): AnyKind => {
    const found = byType.get(`${apiVersion} ${kind}`);
    if (found === undefined) throw new Error(`no kind ${apiVersion} ${kind}`);
    return found;
  };
  const random: Pick<AdmissionContext, 'randomSuffix' | 'randomBelow'> = {
    randomSuffix: (length) => prng.text(length, SAFE_ALPHABET),
    randomBelow: (bound) => prng.below(bound),
  };
  const contextOf = (subresource: string): AdmissionContext => {
    const { randomSuffix, randomBelow } = random;
    const nowEpochMs = clock.epochMs();
    return { view: store, subresource, nowEpochMs, randomSuffix, randomBelow };
  };
  /**
   * Writes an object, or only makes it up in a dry run, and remembers whose it is: the author owns
   * what was `asked` for, not what admission and the strategy made of it.
   */
  const save = <T extends KubeObject>(
    kind: Kind<T>,
    draft: T,
    old: T | undefined,
    asked: Asked,
    author: Authorship,
    origin: Origin,
  ): T => {
    const stored = author.isDryRun ? draft : store.put(kind, draft, origin);
    const { writer, owners } = author;
    // A status is stored as it comes, and it comes often: it need not be kept twice.
    const wanted = writer.subresource === 'status' ? undefined : asked;
    if (owners === undefined) fields.wrote(stored, old, writer, wanted);
    else fields.applied(stored, owners);
    return stored;
  };
  const create: ApiServer['create'] = (kind, object, options, origin) =>
    createBy(kind, object, authorOf(options, ''), origin);

  function createBy<T extends KubeObject>(
    kind: Kind<T>,
    object: T,
    author: Authorship,
    origin: Origin,
  ): Result<T> {
    const asked = (): T => meantBy(kind, object, undefined, '');
    const draft = asked();
    const { metadata } = draft;
    const context = contextOf('');
    const admitted = admit(admissions.mutating, kind, draft, undefined, context);
    if (!admitted.ok) return admitted;
    if (!metadata.name && metadata.generateName) {
      const prefix = metadata.generateName.slice(0, MAX_PREFIX);
      metadata.name = prefix + prng.text(5, SAFE_ALPHABET);
    }
    // Validation reads the zero value, as in Go, and refuses it.
    metadata.name ??= '';
    metadata.uid = uuid(prng);
    metadata.creationTimestamp = timestamp(clock.epochMs());
    kind.prepareForCreate(draft);
    delete metadata.deletionTimestamp;
    delete metadata.deletionGracePeriodSeconds;
    if (kind.hasGeneration) metadata.generation = 1;
    else delete metadata.generation;
    const early = [...validateObjectMeta(kind, draft), ...kind.validate(draft)];
    const isByHand = origin.actor === PERSON;
    const errors = isByHand ? patching().errorsOf(kind, draft, undefined, early) : early;
    if (errors.length > 0) return failure(invalid(kind, metadata.name ?? '', errors));
    const allowed = admit(admissions.validating, kind, draft, undefined, context);
    if (!allowed.ok) return allowed;
    const own = kind.warnings(draft, undefined);
    const warnings = joined(joined(admitted.warnings, own), allowed.warnings);
    if (store.get(kind, metadata.namespace ?? '', metadata.name) !== undefined) {
      return failure(alreadyExists(kind, metadata.name), warnings);
    }
    return success(save(kind, draft, undefined, asked, author, origin), warnings);
  }

  function update<T extends KubeObject>(
    kind: Kind<T>,
    object: T,
    subresource: string,
    options: WriteOptions,
    origin: Origin,
  ): Result<T> {
    const { namespace = '', name } = object.metadata;
    const old = store.get(kind, namespace, name);
    if (old === undefined) return failure(notFound(kind, name));
    const refused = refuseStale(kind, object, old);
    if (refused !== undefined) return failure(refused);
    const asked = (): T => meantBy(kind, object, old, subresource);
    return replace(kind, asked, asked(), old, authorOf(options, subresource), origin);
  }

  /** What validation refuses of a write to an object or a subresource of it. */
  function updateErrors<T extends KubeObject>(
    kind: Kind<T>,
    draft: T,
    old: T,
    subresource: string,
    { actor }: Origin,
  ): readonly FieldError[] {
    const own = actor === PERSON ? parts.subresourceErrors(subresource, draft, old) : [];
    if (subresource === 'status') {
      return actor === PERSON ? joined(validateObjectMetaUpdate(draft, old), own) : own;
    }
    // Nothing else of the pod can differ, and its containers may not be changed any other way.
    const before = OF_CONTAINERS.has(subresource) ? draft : old;
    const early = joined(validateObjectMetaUpdate(draft, old), kind.validateUpdate(draft, before));
    const errors = actor === PERSON ? patching().errorsOf(kind, draft, before, early) : early;
    return joined(errors, own);
  }

  /** Writes what was `asked` for over `old`, the rules of updates permitting. */
  function replace<T extends KubeObject>(
    kind: Kind<T>,
    asked: Asked,
    draft: T,
    old: T,
    author: Authorship,
    origin: Origin,
  ): Result<T> {
    const { name } = old.metadata;
    const { subresource } = author.writer;
    keepServerFields(draft, old);
    if (subresource === '' || subresource === 'scale') kind.prepareForUpdate(draft, old);
    const context = contextOf(subresource);
    const admitted = admit(admissions.mutating, kind, draft, old, context);
    if (!admitted.ok) return admitted;
    // What did not change is compared and checked at once from here on.
    shareParts(draft, old);
    if (kind.hasGeneration && !isSameSpec(draft, old)) {
      draft.metadata.generation = (old.metadata.generation ?? 0) + 1;
    }
    const errors = updateErrors(kind, draft, old, subresource, origin);
    if (errors.length > 0) return failure(invalid(kind, name, errors));
    const allowed = admit(admissions.validating, kind, draft, old, context);
    if (!allowed.ok) return allowed;
    const own = kind.warnings(draft, old);
    const warnings = joined(joined(admitted.warnings, own), allowed.warnings);
    draft.metadata.resourceVersion = old.metadata.resourceVersion;
    if (isReadyToGo(draft) && !author.isDryRun) return success(end(kind, old, origin), warnings);
    const isSame = isEqual(draft, old) && isOwnedAsBefore(kind, old, asked, author);
    return success(isSame ? old : save(kind, draft, old, asked, author, origin), warnings);
  }

  /** Whether a write that leaves the object as it was leaves its owners as well. */
  function isOwnedAsBefore(
    kind: AnyKind,
    old: KubeObject,
    asked: Asked,
    { owners, writer }: Authorship,
  ): boolean {
    if (owners !== undefined) {
      return isEqual(patching().entriesOf(owners), fields.entriesOf(kind, old));
    }
    const wanted = asked(old);
    keepServerFields(wanted, old);
    if (isEqual(wanted, old)) return true;
    const { entriesOf, ownersAfterUpdate } = patching();
    const after = ownersAfterUpdate(kind, fields.ownersOf(kind, old), old, wanted, writer);
    return isEqual(entriesOf(after), fields.entriesOf(kind, old));
  }

  /** Removes an object; its last state has the owners that it had. */
  function end<T extends KubeObject>(kind: Kind<T>, object: T, origin: Origin): T {
    const gone = store.remove(kind, object, origin);
    fields.kept(gone, object);
    return gone;
  }

  function apply<T extends KubeObject>(
    kind: Kind<T>,
    target: Target,
    old: T | undefined,
    change: Patch,
    options: WriteOptions,
    origin: Origin,
  ): Result<T> {
    const author = authorOf(options, target.subresource);
    const owners = old === undefined ? [] : fields.ownersOf(kind, old);
    const live = { object: old, owners };
    const applied = patching().applyConfiguration(kind, target, live, change, author);
    if (!applied.ok) return applied;
    const { object, author: applier } = applied.value;
    if (old === undefined) return createBy(kind, object, applier, origin);
    const refused = refuseOutdated(kind, object, old);
    if (refused !== undefined) return failure(refused);
    const asked = (): T => meantBy(kind, object, old, target.subresource);
    return replace(kind, asked, asked(), old, applier, origin);
  }

  function patch<T extends KubeObject>(
    kind: Kind<T>,
    target: Target,
    change: Patch,
    options: WriteOptions,
    origin: Origin,
  ): Result<T> {
    const old = store.get(kind, target.namespace, target.name);
    if (change.type === 'apply') return apply(kind, target, old, change, options, origin);
    if (old === undefined) return failure(notFound(kind, target.name));
    const { applyPatch, namesOwners, ownersOf } = patching();
    const isOfOwners = namesOwners(change);
    const base = isOfOwners ? withOwners(old, fields.entriesOf(kind, old)) : old;
    const patched = applyPatch(kind, base, change, options.fieldValidation);
    if (!patched.ok) return patched;
    const object = patched.value as T;
    const refused = refuseOutdated(kind, object, old);
    if (refused !== undefined) return failure(refused);
    const { subresource } = target;
    const { fieldValidation } = options;
    const asking = { kind, change, fieldValidation, subresource };
    const asked = askedByPatch(asking, isOfOwners ? base : undefined);
    const author = authorOf(options, subresource);
    const draft = meantByOwn(kind, object, old, subresource);
    const answer = replace(kind, asked, draft, old, author, origin);
    if (!answer.ok || !isOfOwners || options.isDryRun) {
      return patched.warnings.length === 0
        ? answer
        : { ...answer, warnings: [...patched.warnings, ...answer.warnings] };
    }
    // Owners alone may have changed: that is a version of its own.
    const isSame = answer.value.metadata.resourceVersion === old.metadata.resourceVersion;
    const written = isSame ? store.put(kind, draftOf(answer.value) as T, origin) : answer.value;
    fields.applied(written, ownersOf(object));
    return success(written, [...patched.warnings, ...answer.warnings]);
  }

  function remove<T extends KubeObject>(
    kind: Kind<T>,
    target: Target,
    options: DeleteOptions,
    origin: Origin,
  ): Result<T> {
    const old = store.get(kind, target.namespace, target.name);
    if (old === undefined) return failure(notFound(kind, target.name));
    const refused = refuseDelete(kind, old, options);
    if (refused !== undefined) return failure(refused);
    const { marked, isGone } = deletionOf(old, options, clock.epochMs());
    if (options.isDryRun) return success((marked ?? old) as T);
    const hasMark = marked !== undefined && !isEqual(marked, old);
    const current = hasMark ? store.put(kind, marked as T, origin) : old;
    if (hasMark) fields.kept(current, old);
    return success(isGone ? end(kind, current, origin) : current);
  }

  function bind(
    namespace: string,
    name: string,
    node: string,
    isDryRun: boolean,
    origin: Origin,
  ): Result<Pod> {
    const pod = store.get(pods, namespace, name);
    if (pod === undefined) return failure(notFound(pods, name));
    const bound = boundPod(pod, node, clock.epochMs());
    if (!bound.ok || isDryRun) return bound;
    const written = store.put(pods, bound.value, origin);
    fields.kept(written, pod);
    return success(written);
  }

  const { entriesOf: managedFields } = fields;
  return { view: store, kindOf, create, update, patch, delete: remove, bind, managedFields };
}
