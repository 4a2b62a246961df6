import type { Clock } from '../kernel/index.ts';
import type { KubeObject, ObjectMeta } from './object.ts';
import type { FieldError } from './status.ts';

/** One column of a kind's table. Columns belong to the API server; kubectl only lays them out. */
export interface Column<T extends KubeObject> {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'number' | 'date' | 'boolean';
  readonly format: string;
  /** 0 is always shown; 1 with `-o wide`. */
  readonly priority: number;
  cell(object: T, clock: Clock): string | number;
}

/**
 * Everything that the API server knows about a kind. The functions that take a `draft` change it in
 * place; it is a private copy. Models a registry strategy together with its defaulting and its
 * table.
 */
export interface Kind<T extends KubeObject> {
  /** '' for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly isNamespaced: boolean;
  readonly subresources: readonly string[];
  /** Whether `metadata.generation` counts changes of the spec. */
  readonly hasGeneration: boolean;
  /**
   * False for kinds that are stored and listed but that no controller acts upon ("not modelled").
   */
  readonly isModelled: boolean;
  /** Defaulting of all but the metadata; what is stored has its defaults. */
  setDefaults(draft: T): void;
  /** Defaulting of the metadata, for every object that is written. */
  setMetadataDefaults(metadata: ObjectMeta): void;
  /** Drops what a client may not set at creation (status) and sets what the server owns. */
  prepareForCreate(draft: T): void;
  /** Restores what an update of the main resource may not change (status). */
  prepareForUpdate(draft: T, old: T): void;
  validate(object: T): FieldError[];
  validateUpdate(object: T, old: T): FieldError[];
  /** Texts for `Warning:` headers. */
  warnings(object: T, old: T | undefined): string[];
  readonly columns: readonly Column<T>[];
}

// biome-ignore lint/suspicious/noExplicitAny: a kind of any object, its type unknown
export type AnyKind = Kind<any>;

/** A type of the API by its three words: a kind, or what a subresource takes. */
export interface TypeName {
  /** '' for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** `apps/v1`, or `v1` for the core group. */
export const apiVersionOf = (kind: TypeName): string =>
  kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;

/** `statefulsets.apps`, or `pods`: unique among kinds, and how errors name a resource. */
export const resourceOf = (kind: AnyKind): string =>
  kind.group === '' ? kind.plural : `${kind.plural}.${kind.group}`;
