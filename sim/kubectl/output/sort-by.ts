import type { Json, JsonObject } from '../../api/index.ts';
import { done, failed, message, type Outcome } from '../failure.ts';
import { findResults, parseRelaxed } from './jsonpath/index.ts';

const CHUNKS = /(\d+|\D+)/g;

/** Digits inside text compare by their value. */
function compareNaturally(a: string, b: string): number {
  const left = a.match(CHUNKS) ?? [];
  const right = b.match(CHUNKS) ?? [];
  for (let i = 0; i < left.length && i < right.length; i++) {
    const [x, y] = [left[i] as string, right[i] as string];
    if (x === y) continue;
    const isNumeric = /^\d/.test(x) && /^\d/.test(y);
    if (isNumeric && Number(x) !== Number(y)) return Number(x) - Number(y);
    return x < y ? -1 : 1;
  }
  return left.length - right.length;
}

function compareValues(a: Json | undefined, b: Json | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return compareNaturally(String(a), String(b));
}

/** Sorts objects by the value at a path (`--sort-by`); fewer than two are left as they are. */
export function sortBy<T>(
  items: readonly T[],
  objectOf: (item: T) => JsonObject,
  expression: string,
): Outcome<readonly T[]> {
  if (expression === '' || items.length < 2) return done(items);
  const parsed = parseRelaxed(expression);
  if (!parsed.ok) return failed(message(parsed.error));
  const keyed: { item: T; key: Json | undefined }[] = [];
  for (const item of items) {
    const found = findResults(objectOf(item), parsed.value.parts, { areMissingKeysAllowed: true });
    if (!found.ok) return failed(message(found.error));
    keyed.push({ item, key: found.value.flat()[0] ?? undefined });
  }
  if (keyed.every(({ key }) => key === undefined)) {
    const text = `couldn't find any field with path "${parsed.value.text}" in the list of objects`;
    return failed(message(text));
  }
  return done(keyed.sort((a, b) => compareValues(a.key, b.key)).map(({ item }) => item));
}
