import {
  type AnyKind,
  encodeJson,
  isEqual,
  isObject,
  type Json,
  type JsonObject,
} from '../../api/index.ts';
import { definitionOf, type Field, type FieldType, typeOfKind } from '../../schema/index.ts';
import type { FieldSet } from '../../store/index.ts';
import { childPath, ROOT } from './field-set.ts';

// Models structured-merge-diff/typed: what an object consists of, and how two differ, by the
// schema's
// list types.

/**
 * A place in the schema: its type, and the field whose type it is (undefined for items and
 * values).
 */
interface Place {
  readonly type: FieldType;
  readonly field: Field | undefined;
}

/** What the server sets, so that nobody owns it. */
const UNOWNED = new Set(
  [
    'name',
    'namespace',
    'uid',
    'resourceVersion',
    'generation',
    'creationTimestamp',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
    'selfLink',
    'managedFields',
  ]
    .map((key) => childPath('f:metadata', `f:${key}`))
    .concat('f:apiVersion', 'f:kind'),
);

const isEmpty = (json: JsonObject | Json[]): boolean =>
  Array.isArray(json) ? json.length === 0 : Object.keys(json).length === 0;

/**
 * Whether a value counts as one: a scalar, what the schema does not know, or what is replaced
 * whole.
 */
function isAtomic({ type, field }: Place): boolean {
  if (type.type === 'list') return field?.listType === undefined || field.listType === 'atomic';
  if (type.type === 'map') return field?.isAtomicMap === true;
  if (type.type !== 'ref') return true;
  if (field?.isGranular === true) return false;
  return field?.isAtomicMap === true || definitionOf(type.name).isAtomic;
}

function placeOf({ type }: Place, key: string): Place {
  if (type.type === 'map') return { type: type.values, field: undefined };
  const field = type.type === 'ref' ? definitionOf(type.name).fields.get(key) : undefined;
  return { type: field?.type ?? { type: 'free' }, field };
}

/** A key that is not given has its default, of which there is one. */
const keyValue = (item: JsonObject, key: string): Json =>
  item[key] ?? (key === 'protocol' ? 'TCP' : null);

/** The element of a list's item in a path. */
function elementOf(item: Json, { field }: Place): string {
  if (field?.listType !== 'map' || !isObject(item)) return `v:${encodeJson(item)}`;
  const keys: JsonObject = {};
  for (const key of [...field.listKeys].sort()) keys[key] = keyValue(item, key);
  return `k:${encodeJson(keys)}`;
}

interface Child {
  readonly element: string;
  readonly place: Place;
  readonly value: Json;
}

/**
 * What a value consists of, or undefined when it counts as one. What an object has just as the one
 * that it is compared with is left out.
 */
function childrenOf(
  place: Place,
  value: Json | undefined,
  compared?: Json,
): readonly Child[] | undefined {
  if (value === undefined || value === null || isAtomic(place)) return undefined;
  const { type } = place;
  if (Array.isArray(value)) {
    if (type.type !== 'list') return undefined;
    const item = { type: type.items, field: undefined };
    return value.map((entry) => ({ element: elementOf(entry, place), place: item, value: entry }));
  }
  if (!isObject(value)) return undefined;
  const other = isObject(compared) ? compared : {};
  const children: Child[] = [];
  for (const [key, entry] of Object.entries(value)) {
    if (entry === other[key]) continue;
    children.push({ element: `f:${key}`, place: placeOf(place, key), value: entry });
  }
  return children;
}

const rootOf = (kind: AnyKind): Place => ({ type: typeOfKind(kind), field: undefined });

/** The fields that an applied configuration speaks of. */
export function fieldsOf(kind: AnyKind, config: JsonObject): FieldSet {
  const set = new Set<string>();
  const visit = (place: Place, value: Json, path: string): void => {
    const children = childrenOf(place, value);
    if (children === undefined || children.length === 0) {
      if (path !== ROOT) set.add(path);
      return;
    }
    for (const child of children) {
      const at = childPath(path, child.element);
      if (UNOWNED.has(at)) continue;
      if (place.type.type !== 'ref') set.add(at);
      visit(child.place, child.value, at);
    }
  };
  visit(rootOf(kind), config, ROOT);
  return set;
}

export interface Comparison {
  readonly added: FieldSet;
  readonly removed: FieldSet;
  readonly modified: FieldSet;
}

/** How `after` differs from `before`. */
export function compare(kind: AnyKind, before: JsonObject, after: JsonObject): Comparison {
  const added = new Set<string>();
  const removed = new Set<string>();
  const modified = new Set<string>();
  const visit = (place: Place, a: Json | undefined, b: Json | undefined, path: string): void => {
    if (isEqual(a, b)) return;
    const [left, right] = [childrenOf(place, a, b), childrenOf(place, b, a)];
    const isLeaf = left === undefined && right === undefined;
    // A structure that Go always writes is there before it is set.
    const isImplied = place.field?.isAlways === true || place.field?.isRequired === true;
    if (path !== ROOT && (isLeaf || a === undefined || b === undefined)) {
      const isNew = a === undefined;
      const set = isNew ? added : b === undefined ? removed : modified;
      const isBare = isLeaf || isEmpty((isNew ? b : a) as JsonObject | Json[]);
      if (isBare || !isImplied) set.add(path);
    }
    const rest = new Map((left ?? []).map((child) => [child.element, child]));
    for (const child of right ?? []) {
      const at = childPath(path, child.element);
      if (!UNOWNED.has(at)) visit(child.place, rest.get(child.element)?.value, child.value, at);
      rest.delete(child.element);
    }
    for (const child of rest.values()) {
      const at = childPath(path, child.element);
      if (!UNOWNED.has(at)) visit(child.place, child.value, undefined, at);
    }
  };
  visit(rootOf(kind), before, after, ROOT);
  return { added, removed, modified };
}

function mergeLists(place: Place, live: readonly Child[], config: readonly Child[]): Json[] {
  const wanted = new Map(config.map((child) => [child.element, child]));
  const known = new Set(live.map((child) => child.element));
  const out = live.map((child) => {
    const change = wanted.get(child.element);
    return change === undefined ? child.value : merge(child.place, child.value, change.value);
  });
  const additions = config.filter((child) => !known.has(child.element));
  return [...out, ...additions.map((child) => merge(place, undefined, child.value))];
}

/** `live` with everything that `config` says. */
function merge(place: Place, live: Json | undefined, config: Json): Json {
  const [left, right] = [childrenOf(place, live), childrenOf(place, config)];
  if (left === undefined || right === undefined) return config;
  if (Array.isArray(config)) return mergeLists(place, left, right);
  const out: JsonObject = { ...(live as JsonObject) };
  for (const { element, place: at, value } of right) {
    const key = element.slice(2);
    out[key] = merge(at, out[key], value);
  }
  return out;
}

/** A live object with an applied configuration merged into it, by the schema's list types. */
export const mergeApplied = (kind: AnyKind, live: JsonObject, config: JsonObject): JsonObject =>
  merge(rootOf(kind), live, config) as JsonObject;

/** An object without the fields of a set; containers that are left empty go as well. */
export function withoutFields(kind: AnyKind, object: JsonObject, gone: FieldSet): JsonObject {
  const visit = (place: Place, value: Json, path: string): Json => {
    const children = childrenOf(place, value);
    if (children === undefined) return value;
    const kept = children
      .filter((child) => !gone.has(childPath(path, child.element)))
      .map((child) => ({
        ...child,
        value: visit(child.place, child.value, childPath(path, child.element)),
      }));
    if (Array.isArray(value)) return kept.map((child) => child.value);
    return Object.fromEntries(kept.map((child) => [child.element.slice(2), child.value]));
  };
  return visit(rootOf(kind), object, ROOT) as JsonObject;
}
