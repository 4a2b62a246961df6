import { LIMITS } from '../../limits.ts';
import {
  compare,
  describe,
  fail,
  isArray,
  isObject,
  type Json,
  type JsonObject,
  kindOf,
} from './values.ts';

/** Where a value is inside of another: keys, indices, and slices as `{start, end}`. */
export type Path = readonly Json[];

interface Bounds {
  /** The slice: an object with start and end. */
  readonly key: JsonObject;
  readonly of: 'array' | 'string';
}

/** The whole numbers that a slice of `length` items means. */
function sliceBounds(length: number, { key, of }: Bounds): [number, number] {
  const isBound = (one: Json | undefined): one is number | null =>
    one === null || typeof one === 'number';
  const [from, to] = [key.get('start'), key.get('end')];
  if (!isBound(from) || !isBound(to)) {
    return fail(`Start and end indices of an ${of} slice must be numbers`);
  }
  const clamp = (one: number): number =>
    Math.max(0, Math.min(length, one < 0 ? one + length : one));
  const start = clamp(Math.floor(from ?? 0));
  return [start, Math.max(start, clamp(Math.ceil(to ?? length)))];
}

function slice(value: Json, key: JsonObject): Json {
  if (value === null) return null;
  if (typeof value === 'string') {
    const characters = [...value];
    return characters.slice(...sliceBounds(characters.length, { key, of: 'string' })).join('');
  }
  if (isArray(value)) return value.slice(...sliceBounds(value.length, { key, of: 'array' }));
  return fail(`Cannot index ${kindOf(value)} with object`);
}

/** `value[key]`. */
export function indexOf(value: Json, key: Json): Json {
  if (isObject(value) && typeof key === 'string') return value.get(key) ?? null;
  if (isArray(value) && typeof key === 'number') {
    if (!Number.isInteger(key)) return null;
    const at = key;
    return value[at < 0 ? at + value.length : at] ?? null;
  }
  if (isObject(key) && (isArray(value) || value === null || typeof value === 'string')) {
    return slice(value, key);
  }
  if (value === null && (key === null || typeof key === 'string' || typeof key === 'number')) {
    return null;
  }
  if (isArray(value) && isArray(key)) return indicesOf(value, key);
  if (typeof key === 'string') return fail(`Cannot index ${kindOf(value)} with string "${key}"`);
  return fail(`Cannot index ${kindOf(value)} with ${kindOf(key)}`);
}

/** Where `part` occurs in `value`. */
export function indicesOf(value: readonly Json[], part: readonly Json[]): Json[] {
  if (part.length === 0) return [];
  return value.flatMap((_, i) =>
    part.every((one, j) => i + j < value.length && compare(value[i + j] ?? null, one) === 0)
      ? [i]
      : [],
  );
}

/** The value at a path; null on the way stays null. */
export function getPath(value: Json, path: Path): Json {
  let found = value;
  for (const key of path) {
    if (found === null) return null;
    found = indexOf(found, key);
  }
  return found;
}

function setIndex(value: Json, key: Json, item: Json): Json {
  if (typeof key === 'string' && (value === null || isObject(value))) {
    return new Map(value ?? []).set(key, item);
  }
  if (typeof key === 'number' && (value === null || isArray(value))) {
    const items = [...(value ?? [])];
    const at = Math.floor(key) < 0 ? Math.floor(key) + items.length : Math.floor(key);
    if (at < 0) return fail('Out of bounds negative array index');
    if (at >= LIMITS.jqItems) return fail('Array index too large');
    while (items.length < at) items.push(null);
    items[at] = item;
    return items;
  }
  if (isObject(key) && (value === null || isArray(value))) {
    if (!isArray(item)) return fail('A slice of an array can only be assigned another array');
    const items = value ?? [];
    const [from, to] = sliceBounds(items.length, { key, of: 'array' });
    return [...items.slice(0, from), ...item, ...items.slice(to)];
  }
  if (isObject(key)) return fail(`Cannot update field at object index of ${kindOf(value)}`);
  if (isArray(key) && isArray(value)) return fail('Cannot update field at array index of array');
  return fail(
    typeof key === 'string'
      ? `Cannot index ${kindOf(value)} with string "${key}"`
      : `Cannot index ${kindOf(value)} with ${kindOf(key)}`,
  );
}

/** A copy of `value` in which the value at `path` is `change` of what it was. */
export function updatePath(value: Json, path: Path, change: (old: Json) => Json, from = 0): Json {
  if (from === path.length) return change(value);
  const key = path[from] ?? null;
  const inner = value === null ? null : indexOf(value, key);
  return setIndex(value, key, updatePath(inner, path, change, from + 1));
}

function deleteIndex(value: Json, key: Json): Json {
  if (value === null) return null;
  if (isObject(value) && typeof key === 'string') {
    const rest = new Map(value);
    rest.delete(key);
    return rest;
  }
  if (isArray(value) && typeof key === 'number') {
    const at = Math.floor(key) < 0 ? Math.floor(key) + value.length : Math.floor(key);
    return value.filter((_, i) => i !== at);
  }
  if (isArray(value) && isObject(key)) {
    const [from, to] = sliceBounds(value.length, { key, of: 'array' });
    return [...value.slice(0, from), ...value.slice(to)];
  }
  if (isObject(value)) return fail(`Cannot delete ${kindOf(key)} field of object`);
  if (isArray(value)) return fail(`Cannot delete ${kindOf(key)} element of array`);
  return fail(`Cannot delete fields from ${kindOf(value)}`);
}

/** A copy of `value` without what is at the paths. */
export function deletePaths(value: Json, paths: readonly Path[]): Json {
  const lastFirst = [...paths].sort((a, b) => compare(b, a));
  return lastFirst.reduce<Json>((rest, path) => {
    if (path.length === 0) return null;
    const parent = path.slice(0, -1);
    if (getPath(rest, parent) === null) return rest;
    return updatePath(rest, parent, (old) => deleteIndex(old, path.at(-1) ?? null));
  }, value);
}

/** The parts of an array or object with their keys. */
export function partsOf(value: Json): readonly (readonly [Json, Json])[] {
  if (isArray(value)) return value.map((item, i) => [i, item] as const);
  if (isObject(value)) return [...value];
  return fail(`Cannot iterate over ${describe(value)}`);
}
