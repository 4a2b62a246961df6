import { formatGoValue, type Json, type JsonObject } from '../../api/index.ts';
import { isObject, PATCH, PatchError } from './directives.ts';

/** What identifies an item of a merged list: the value of its merge key, or the scalar itself. */
export const identityOf = (item: Json, mergeKey: string): Json | undefined =>
  mergeKey === '' ? item : isObject(item) ? item[mergeKey] : undefined;

/** As `identityOf`; an item of a list of structures must have its merge key. */
export function requireIdentity(item: Json, mergeKey: string): Json {
  const identity = identityOf(item, mergeKey);
  if (identity !== undefined) return identity;
  const shown = formatGoValue(item);
  throw new PatchError(`map: ${shown} does not contain declared merge key: ${mergeKey}`, false);
}

const indexIn = (list: readonly Json[], item: Json, mergeKey: string): number => {
  const identity = identityOf(item, mergeKey);
  return list.findIndex((other) => identityOf(other, mergeKey) === identity);
};

const isDeletion = (item: Json): boolean => isObject(item) && item[PATCH] === 'delete';

/** `items` in the order of `order`, those to be deleted last. */
export function sortBy(items: readonly Json[], order: readonly Json[], mergeKey: string): Json[] {
  const kept = items.filter((item) => !isDeletion(item));
  const ranked = kept.map((item, i) => ({ item, i, rank: indexIn(order, item, mergeKey) }));
  ranked.sort((a, b) => (a.rank < 0 || b.rank < 0 ? a.i - b.i : a.rank - b.rank || a.i - b.i));
  return [...ranked.map(({ item }) => item), ...items.filter(isDeletion)];
}

/**
 * Both lists in one: those of the patch in the patch's order, those that only the server has
 * where they stood among them. Models strategicpatch normalizeElementOrder.
 */
export function interleave(
  patchItems: readonly Json[],
  serverItems: readonly Json[],
  patchOrder: readonly Json[],
  serverOrder: readonly Json[],
  mergeKey: string,
): Json[] {
  const right = sortBy(patchItems, patchOrder, mergeKey);
  const left = sortBy(serverItems, serverOrder, mergeKey);
  const out: Json[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) {
    const li = indexIn(serverOrder, left[i] as Json, mergeKey);
    const ri = indexIn(serverOrder, right[j] as Json, mergeKey);
    out.push((li >= 0 && ri >= 0 && li < ri ? left[i++] : right[j++]) as Json);
  }
  return [...out, ...left.slice(i), ...right.slice(j)];
}

/** The items that are also in `others`, and the rest. */
export function partition(
  items: readonly Json[],
  others: readonly Json[],
  mergeKey: string,
): { readonly shared: Json[]; readonly own: Json[] } {
  const shared: Json[] = [];
  const own: Json[] = [];
  for (const item of items) {
    const identity = mergeKey === '' ? item : requireIdentity(item, mergeKey);
    const isShared = others.some((other) => identityOf(other, mergeKey) === identity);
    (isShared ? shared : own).push(item);
  }
  return { shared, own };
}

/** The merge keys alone of a list of structures: what `$setElementOrder` holds. */
export const keysOnly = (list: readonly Json[], mergeKey: string): Json[] =>
  list.map((item): JsonObject => ({ [mergeKey]: requireIdentity(item, mergeKey) }));
