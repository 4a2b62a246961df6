import { formatGoValue, isEqual, type Json, type JsonObject } from '../../api/index.ts';
import type { FieldType } from '../schema.ts';
import {
  DELETE_FROM,
  ELEMENT_ORDER,
  isObject,
  PATCH,
  PatchError,
  RETAIN_KEYS,
} from './directives.ts';
import { identityOf, interleave, partition, requireIdentity } from './order.ts';
import { itemsOf, shapeOf } from './shape.ts';

// Models apimachinery/pkg/util/strategicpatch: merging a patch into an object, or into another
// patch.

/** `object`: directives are carried out and nulls delete. `patch`: both are kept for the server. */
export type MergeTarget = 'object' | 'patch';

const BAD_RETAIN_KEYS = 'invalid patch format of retainKeys';
const BAD_PRIMITIVE_LIST = 'invalid patch format of primitive list';
const BAD_ELEMENT_ORDER = 'invalid patch format of setElementOrder list';

const badType = (directive: Json, patch: JsonObject): PatchError =>
  new PatchError(
    `unknown patch type: ${formatGoValue(directive)} in map: ${formatGoValue(patch)}`,
    false,
  );

const isDirective = (key: string): boolean =>
  key === PATCH ||
  key === RETAIN_KEYS ||
  key.startsWith(DELETE_FROM) ||
  key.startsWith(ELEMENT_ORDER);

/** A value that a patch adds: without the nulls and directives that have nothing to act upon. */
function added(value: Json, target: MergeTarget): Json {
  if (target === 'patch') return value;
  if (Array.isArray(value)) {
    return value
      .filter((item) => !(isObject(item) && item[PATCH] === 'delete'))
      .filter((item) => !(isObject(item) && isEqual(item, { [PATCH]: 'replace' })))
      .map((item) => added(item, target));
  }
  if (!isObject(value)) return value;
  const out: JsonObject = {};
  for (const [key, item] of Object.entries(value)) {
    if (item !== null && !isDirective(key)) out[key] = added(item, target);
  }
  return out;
}

/**
 * Drops from `original` what `$retainKeys` does not name; between patches the directive is kept.
 */
function applyRetainKeys(original: JsonObject, patch: JsonObject, target: MergeTarget): void {
  const keys = patch[RETAIN_KEYS];
  if (keys === undefined) return;
  delete patch[RETAIN_KEYS];
  if (target === 'patch') {
    original[RETAIN_KEYS] ??= keys;
    return;
  }
  if (!Array.isArray(keys)) throw new PatchError(BAD_RETAIN_KEYS, true);
  for (const [key, value] of Object.entries(patch)) {
    const isField = value !== null && !isDirective(key);
    if (isField && !keys.includes(key)) throw new PatchError(BAD_RETAIN_KEYS, true);
  }
  for (const key of Object.keys(original)) if (!keys.includes(key)) delete original[key];
}

/** Whether every item of the patch is in the order list, in the same order. */
function checkOrder(items: readonly Json[], order: readonly Json[], mergeKey: string): void {
  if (items.length === 0 || order.length === 0) return;
  let at = 0;
  const kept = items.filter((item) => !(isObject(item) && item[PATCH] !== undefined));
  for (const item of kept) {
    const identity = requireIdentity(item, mergeKey);
    while (at < order.length && identityOf(order[at] as Json, mergeKey) !== identity) at++;
    if (at++ < order.length) continue;
    const lists = [items, order].map((list) => formatGoValue([...list]));
    throw new PatchError(
      `The order in patch list:\n${lists[0]}\n doesn't match $setElementOrder list:\n${lists[1]}\n`,
      false,
    );
  }
}

/** Carries out `$setElementOrder/<key>` with the list that it orders. */
function applyElementOrder(
  original: JsonObject,
  patch: JsonObject,
  type: FieldType,
  target: MergeTarget,
): void {
  for (const directive of Object.keys(patch)) {
    if (!directive.startsWith(ELEMENT_ORDER)) continue;
    const order = patch[directive];
    delete patch[directive];
    if (!Array.isArray(order)) throw new PatchError(BAD_ELEMENT_ORDER, true);
    if (target === 'patch') {
      if (original[directive] !== undefined && !isEqual(original[directive], order)) {
        throw new PatchError(BAD_ELEMENT_ORDER, true);
      }
      original[directive] = order;
    }
    const key = directive.slice(ELEMENT_ORDER.length);
    const { mergeKey, type: listType } = shapeOf(type, key);
    const mine = original[key];
    const theirs = patch[key];
    const given = Array.isArray(theirs) ? theirs : [];
    checkOrder(given, order, mergeKey);
    if (!Array.isArray(mine) && !Array.isArray(theirs)) continue;
    const merged = Array.isArray(mine)
      ? mergeList(mine, given, itemsOf(listType), mergeKey, target)
      : (added(given, target) as Json[]);
    const { shared, own } = partition(merged, order, mergeKey);
    original[key] = interleave(shared, own, order, Array.isArray(mine) ? mine : [], mergeKey);
    delete patch[key];
  }
}

const withoutDuplicates = (items: readonly Json[]): Json[] => [...new Set(items)];

/** The two lists after `$patch` items of the patch were carried out. */
function applySpecialItems(
  original: readonly Json[],
  patch: readonly Json[],
  mergeKey: string,
): { original: Json[]; patch: JsonObject[] } {
  let kept = [...original];
  const plain: JsonObject[] = [];
  let isReplaced = false;
  for (const item of patch) {
    if (!isObject(item)) throw new PatchError(`value for key ${mergeKey} is not a map.`, false);
    const directive = item[PATCH];
    if (directive === undefined) plain.push(item);
    else if (directive === 'replace') isReplaced = true;
    else if (directive === 'delete') {
      const identity = requireIdentity(item, mergeKey);
      kept = kept.filter((other) => identityOf(other, mergeKey) !== identity);
    } else if (directive === 'merge') {
      throw new PatchError('merging lists cannot yet be specified in the patch', false);
    } else throw badType(directive, item);
  }
  return isReplaced ? { original: [], patch: plain } : { original: kept, patch: plain };
}

function mergeList(
  original: readonly Json[],
  patch: readonly Json[],
  itemType: FieldType,
  mergeKey: string,
  target: MergeTarget,
): Json[] {
  if (mergeKey === '') {
    const merged = withoutDuplicates([...original, ...patch]);
    const { shared, own } = partition(merged, patch, '');
    return interleave(shared, own, patch, original, '');
  }
  // Between patches a deletion stays in the list for the server to carry out.
  const deletions =
    target === 'patch' ? patch.filter((p) => isObject(p) && p[PATCH] === 'delete') : [];
  const plan =
    target === 'patch'
      ? {
          original: [...original],
          patch: patch.filter((p) => !deletions.includes(p)) as JsonObject[],
        }
      : applySpecialItems(original, patch, mergeKey);
  const merged = [...plan.original];
  for (const item of plan.patch) {
    const identity = requireIdentity(item, mergeKey);
    const at = merged.findIndex((other) => identityOf(other, mergeKey) === identity);
    const current = merged[at];
    if (isObject(current)) merged[at] = mergeStrategic(current, item, itemType, target);
    else merged.push(added(item, target));
  }
  const { shared, own } = partition(merged, plan.patch, mergeKey);
  return [...interleave(shared, own, plan.patch, plan.original, mergeKey), ...deletions];
}

/** What becomes of one key of the original when the patch has it; undefined when it goes away. */
function mergeValue(
  current: Json | undefined,
  patch: Json,
  type: FieldType,
  key: string,
  target: MergeTarget,
): Json | undefined {
  if (patch === null) return target === 'patch' ? null : undefined;
  if (current === undefined || current === null) {
    if (isObject(patch))
      return target === 'patch'
        ? patch
        : mergeStrategic({}, patch, shapeOf(type, key).type, target);
    return added(patch, target);
  }
  const shape = shapeOf(type, key);
  if (isObject(current) && isObject(patch) && !shape.isReplaced) {
    return mergeStrategic(current, patch, shape.type, target);
  }
  if (Array.isArray(current) && Array.isArray(patch) && shape.isMerged) {
    return mergeList(current, patch, itemsOf(shape.type), shape.mergeKey, target);
  }
  return added(patch, target);
}

function deleteFromList(original: JsonObject, key: string, items: Json): void {
  if (!Array.isArray(items)) throw new PatchError(BAD_PRIMITIVE_LIST, true);
  const list = original[key];
  if (Array.isArray(list)) original[key] = list.filter((item) => !items.includes(item));
}

/**
 * `original` with a strategic merge patch merged into it; neither is changed. Throws a PatchError
 * for a patch that cannot be applied.
 */
export function mergeStrategic(
  original: JsonObject,
  patch: JsonObject,
  type: FieldType,
  target: MergeTarget,
): JsonObject {
  const directive = patch[PATCH];
  if (directive === 'replace') {
    const { [PATCH]: _, ...rest } = patch;
    return rest;
  }
  if (directive === 'delete') return {};
  if (directive !== undefined) throw badType(directive, patch);
  const out = { ...original };
  const rest = { ...patch };
  applyRetainKeys(out, rest, target);
  applyElementOrder(out, rest, type, target);
  for (const [key, value] of Object.entries(rest)) {
    if (key.startsWith(DELETE_FROM)) {
      if (target === 'patch') out[key] = value;
      else deleteFromList(out, key.slice(DELETE_FROM.length), value);
      continue;
    }
    const merged = mergeValue(out[key], value, type, key, target);
    if (merged === undefined) delete out[key];
    else out[key] = merged;
  }
  return out;
}
