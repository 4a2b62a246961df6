import type { AnyKind, JsonObject } from '../../api/index.ts';
import { definitionOfKind, type FieldType } from '../schema.ts';
import { haveConflicts } from './conflicts.ts';
import { PatchError } from './directives.ts';
import { diffMaps } from './strategic-diff.ts';
import { mergeStrategic } from './strategic-merge.ts';

/** The schema type of a kind's objects. */
export function typeOfKind({ group, version, kind }: AnyKind): FieldType {
  const definition = definitionOfKind(group, version, kind);
  return definition === undefined ? { type: 'free' } : { type: 'ref', name: definition.name };
}

export type StrategicResult =
  | { readonly ok: true; readonly value: JsonObject }
  /** `isBadRequest`: the API server blames the format of the patch rather than its content. */
  | { readonly ok: false; readonly error: string; readonly isBadRequest: boolean };

function attempt(run: () => JsonObject): StrategicResult {
  try {
    return { ok: true, value: run() };
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    return { ok: false, error: error.message, isBadRequest: error.isBadRequest };
  }
}

/** An object of a kind with a strategic merge patch merged into it. Models StrategicMergePatch. */
export const applyStrategicPatch = (
  kind: AnyKind,
  original: JsonObject,
  patch: JsonObject,
): StrategicResult => attempt(() => mergeStrategic(original, patch, typeOfKind(kind), 'object'));

/**
 * The strategic merge patch of `kubectl apply`: deletes what was applied before (`original`) and
 * is no longer wanted (`modified`), and brings what is (`current`) to what is wanted; what others
 * added stays. Empty when there is nothing to do. Models strategicpatch CreateThreeWayMergePatch.
 */
export function threeWayMerge(
  kind: AnyKind,
  original: JsonObject,
  modified: JsonObject,
  current: JsonObject,
): StrategicResult {
  const type = typeOfKind(kind);
  const changes = { hasChanges: true, hasDeletions: false, hasOrder: true };
  const deletions = { hasChanges: false, hasDeletions: true, hasOrder: true };
  return attempt(() => {
    const delta = diffMaps(current, modified, type, changes, false);
    const removed = diffMaps(original, modified, type, deletions, false);
    return mergeStrategic(removed, delta, type, 'patch');
  });
}

/** The strategic merge patch from one object to another. Models CreateTwoWayMergePatch. */
export function twoWayMerge(
  kind: AnyKind,
  original: JsonObject,
  modified: JsonObject,
): StrategicResult {
  const everything = { hasChanges: true, hasDeletions: true, hasOrder: true };
  return attempt(() => diffMaps(original, modified, typeOfKind(kind), everything, false));
}

/**
 * What others made of an object since it was applied (`original`), when that is something else than
 * what a patch wants; undefined when both go together.
 */
export function changesAgainst(
  kind: AnyKind,
  patch: JsonObject,
  original: JsonObject,
  current: JsonObject,
): JsonObject | undefined {
  const type = typeOfKind(kind);
  const everything = { hasChanges: true, hasDeletions: true, hasOrder: false };
  const changed = diffMaps(original, current, type, everything, false);
  return haveConflicts(patch, changed, type) ? changed : undefined;
}
