import type {
  AnyKind,
  FieldError,
  Kind,
  KubeObject,
  ManagedFieldsEntry,
  Result,
} from '../api/index.ts';
import type { Patch, Target, WriteOptions } from './api-server.ts';
import type { Authorship, Owner, Writer } from './authorship.ts';

/** An object as it is, undefined when there is none yet, and who owns its fields. */
export interface Live<T> {
  readonly object: T | undefined;
  readonly owners: readonly Owner[];
}

/**
 * What only requests need: patches, who owns which field, and the rules of the kinds that nothing
 * else writes.
 */
export interface Patching {
  /**
   * An object with a JSON patch, a merge patch or a strategic merge patch applied, decoded as the
   * body of a request is; the object itself is not changed.
   */
  applyPatch(
    kind: AnyKind,
    old: KubeObject,
    patch: Patch,
    fieldValidation: WriteOptions['fieldValidation'],
  ): Result<KubeObject>;
  /** The object that a server-side apply leads to, and its author with the new owners. */
  applyConfiguration<T extends KubeObject>(
    kind: Kind<T>,
    target: Target,
    live: Live<T>,
    patch: Patch,
    author: Authorship,
  ): Result<{ readonly object: T; readonly author: Authorship }>;
  /**
   * What is wrong with an object that somebody writes, in order: `early` is what is known already,
   * and the rest is of rules that only people break. `old` is there when it is an update.
   */
  errorsOf(
    kind: AnyKind,
    object: KubeObject,
    old: KubeObject | undefined,
    early: readonly FieldError[],
  ): readonly FieldError[];
  /** Whether a patch is about `metadata.managedFields` itself. */
  namesOwners(patch: Patch): boolean;
  /** The owners that an object's own managedFields tell. */
  ownersOf(object: KubeObject): readonly Owner[];
  /** Owners after an ordinary write that asked for `object`. */
  ownersAfterUpdate(
    kind: AnyKind,
    owners: readonly Owner[],
    old: KubeObject | undefined,
    object: KubeObject,
    writer: Writer,
  ): readonly Owner[];
  /** Owners as `metadata.managedFields` shows them. */
  entriesOf(owners: readonly Owner[]): readonly ManagedFieldsEntry[];
}
