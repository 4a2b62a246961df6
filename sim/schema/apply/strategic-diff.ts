import { isEqual, type Json, type JsonObject } from '../../api/index.ts';
import type { FieldType } from '../schema.ts';
import { DELETE_FROM, ELEMENT_ORDER, isObject, keyText, PATCH, RETAIN_KEYS } from './directives.ts';
import { identityOf, keysOnly, requireIdentity, sortBy } from './order.ts';
import { itemsOf, type Shape, shapeOf } from './shape.ts';

// Models apimachinery/pkg/util/strategicpatch: the patch that makes one object of another.

/** What a patch may do, so that three-way merges can take the two sides apart. */
export interface DiffOptions {
  readonly hasChanges: boolean;
  readonly hasDeletions: boolean;
  /** Whether the order of merged lists is written into the patch. */
  readonly hasOrder: boolean;
}

interface ListDiff {
  readonly patch: Json[];
  readonly deletions: Json[];
  readonly order: Json[] | undefined;
}

const NO_CHANGE: ListDiff = { patch: [], deletions: [], order: undefined };

/** Equal texts come in reverse, as the comparison of the original does not tell them apart. */
const byText =
  (texts: readonly string[]) =>
  (a: number, b: number): number => {
    const [left = '', right = ''] = [texts[a], texts[b]];
    return left < right ? -1 : left > right ? 1 : b - a;
  };

/** Items in the order of the text of their identities. */
function sorted(list: readonly Json[], mergeKey: string): Json[] {
  const texts = list.map((item) => keyText(requireIdentity(item, mergeKey)));
  return [...list.keys()].sort(byText(texts)).map((i) => list[i] as Json);
}

function diffScalars(
  original: readonly Json[],
  modified: readonly Json[],
  options: DiffOptions,
): ListDiff {
  const additions = modified.filter((item) => !original.includes(item));
  const removals = [...new Set(original.filter((item) => !modified.includes(item)))];
  const patch = options.hasChanges ? additions : [];
  const deletions = options.hasDeletions ? sorted(removals, '') : [];
  const isOrdered =
    options.hasOrder &&
    (deletions.length > 0 || (options.hasChanges && !isEqual(original, modified)));
  return { patch, deletions, order: isOrdered ? [...modified] : undefined };
}

function isSameOrder(a: readonly Json[], b: readonly Json[], mergeKey: string): boolean {
  if (a.length !== b.length) return false;
  return a.every((item, i) => {
    const other = identityOf(b[i] as Json, mergeKey);
    return identityOf(item, mergeKey) === other;
  });
}

/**
 * Goes through both lists by their identities. Of several items with one identity each is compared
 * with the one at its place, and what is left over is new or gone.
 */
function pairUp(
  original: readonly Json[],
  modified: readonly Json[],
  { mergeKey, type, isRetainKeys }: Shape,
  options: DiffOptions,
): { readonly changes: Json[]; readonly deletions: Json[] } {
  const [before, after] = [sorted(original, mergeKey), sorted(modified, mergeKey)];
  const textAt = (list: readonly Json[], i: number): string | undefined =>
    i < list.length ? keyText(requireIdentity(list[i] as Json, mergeKey)) : undefined;
  const changes: Json[] = [];
  const deletions: Json[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    const [old, now] = [textAt(before, i), textAt(after, j)];
    if (old !== undefined && old === now) {
      const [from, to] = [before[i++] as JsonObject, after[j++] as JsonObject];
      const change = diffMaps(from, to, itemsOf(type), options, isRetainKeys);
      const identity = requireIdentity(to, mergeKey);
      if (Object.keys(change).length > 0) changes.push({ ...change, [mergeKey]: identity });
    } else if (old === undefined || (now !== undefined && old > now)) {
      const item = after[j++] as Json;
      if (options.hasChanges) changes.push(item);
    } else {
      const identity = requireIdentity(before[i++] as Json, mergeKey);
      if (options.hasDeletions) deletions.push({ [PATCH]: 'delete', [mergeKey]: identity });
    }
  }
  return { changes, deletions };
}

function diffStructures(
  original: readonly Json[],
  modified: readonly Json[],
  shape: Shape,
  options: DiffOptions,
): ListDiff {
  const { mergeKey } = shape;
  const { changes, deletions } = pairUp(original, modified, shape, options);
  const patch = [...sortBy(changes, modified, mergeKey), ...deletions];
  const isChanged = patch.length > 0;
  const isOrdered =
    options.hasOrder &&
    ((options.hasChanges && (isChanged || !isSameOrder(original, modified, mergeKey))) ||
      (options.hasDeletions && isChanged));
  return { patch, deletions: [], order: isOrdered ? keysOnly(modified, mergeKey) : undefined };
}

function diffMergedList(
  original: readonly Json[],
  modified: readonly Json[],
  shape: Shape,
  options: DiffOptions,
): ListDiff {
  if (original.length === 0) {
    return options.hasChanges ? { ...NO_CHANGE, patch: [...modified] } : NO_CHANGE;
  }
  if (shape.mergeKey === '') return diffScalars(original, modified, options);
  return diffStructures(original, modified, shape, options);
}

/** Writes into `patch` what makes `modified` of `original` under one key that both have. */
function diffKey(
  patch: JsonObject,
  key: string,
  original: Json,
  modified: Json,
  type: FieldType,
  options: DiffOptions,
): void {
  const shape = shapeOf(type, key);
  if (isObject(original) && isObject(modified) && shape.isReplaced) {
    // Nobody looks whether they differ.
    if (options.hasChanges) patch[key] = modified;
    return;
  }
  if (isObject(original) && isObject(modified)) {
    const change = diffMaps(original, modified, shape.type, options, shape.isRetainKeys);
    if (Object.keys(change).length > 0) patch[key] = change;
    return;
  }
  if (Array.isArray(original) && Array.isArray(modified) && shape.isMerged) {
    const diff = diffMergedList(original, modified, shape, options);
    if (diff.patch.length > 0) patch[key] = diff.patch;
    if (diff.deletions.length > 0) patch[DELETE_FROM + key] = diff.deletions;
    if (diff.order !== undefined && diff.order.length > 0) patch[ELEMENT_ORDER + key] = diff.order;
    return;
  }
  if (options.hasChanges && !isEqual(original, modified)) patch[key] = modified;
}

/** The strategic merge patch from `original` to `modified`; empty when there is nothing to do. */
export function diffMaps(
  original: JsonObject,
  modified: JsonObject,
  type: FieldType,
  options: DiffOptions,
  isRetainKeys: boolean,
): JsonObject {
  const patch: JsonObject = {};
  for (const [key, value] of Object.entries(modified)) {
    const before = original[key];
    if (before === undefined) {
      if (options.hasChanges) patch[key] = value;
    } else diffKey(patch, key, before, value, type, options);
  }
  const removed = Object.keys(original).filter((key) => !Object.hasOwn(modified, key));
  if (options.hasDeletions) for (const key of removed) patch[key] = null;
  const retained = Object.keys(modified).filter((key) => modified[key] !== null);
  const isNeeded = Object.keys(patch).length > 0 || removed.length > 0;
  if (isRetainKeys && retained.length > 0 && isNeeded) patch[RETAIN_KEYS] = retained.sort();
  return patch;
}
