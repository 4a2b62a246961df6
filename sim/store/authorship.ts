import { type ManagedFieldsEntry, timestamp } from '../api/index.ts';
import type { Clock } from '../kernel/index.ts';
import type { WriteOptions } from './api-server.ts';

/**
 * A set of fields, each the path of its elements as FieldsV1 writes them: `f:name` of a structure
 * or map, `k:{…}` of a list's item with these keys, `v:…` of a set's item. Models
 * structured-merge-diff fieldpath.
 */
export type FieldSet = ReadonlySet<string>;

/** Who writes, through which subresource ('' for the object itself), and when (RFC 3339). */
export interface Writer {
  readonly manager: string;
  readonly subresource: string;
  readonly time: string;
}

/** A manager and what it owns. */
export interface Owner {
  readonly entry: Omit<ManagedFieldsEntry, 'fieldsV1'>;
  readonly fields: FieldSet;
}

/** In whose name an object is written. */
export interface Authorship {
  readonly writer: Writer;
  readonly isDryRun: boolean;
  /** The owners that a server-side apply leads to; undefined for other writes. */
  readonly owners: readonly Owner[] | undefined;
}

/** Who wrote where a request names nobody: the program that sent it, which is kubectl here. */
const UNNAMED = 'kubectl';

/** Makes the authors of ordinary writes; who writes many objects in a row is the same one. */
export function createAuthors(clock: Clock) {
  let last: Authorship | undefined;
  return ({ fieldManager, isDryRun }: WriteOptions, subresource: string): Authorship => {
    const time = timestamp(clock.epochMs());
    const manager = fieldManager === '' ? UNNAMED : fieldManager;
    const isSame =
      last?.writer.time === time &&
      last.writer.manager === manager &&
      last.writer.subresource === subresource &&
      last.isDryRun === isDryRun;
    if (last !== undefined && isSame) return last;
    last = { writer: { manager, subresource, time }, isDryRun, owners: undefined };
    return last;
  };
}
