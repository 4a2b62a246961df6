import { rememberLast } from '../kernel/index.ts';

/** What every API object is made of: JSON. */
export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

export interface ManagedFieldsEntry {
  manager: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  time: string;
  fieldsType: 'FieldsV1';
  fieldsV1: JsonObject;
  subresource?: string;
}

export interface ObjectMeta {
  name: string;
  generateName?: string;
  namespace?: string;
  uid: string;
  resourceVersion: string;
  generation?: number;
  /** RFC 3339, whole seconds, UTC; as all times. */
  creationTimestamp: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
  managedFields?: ManagedFieldsEntry[];
}

/** Any API object. In the store it is frozen to its leaves; change a copy (`draftOf`). */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
}

/** A deep copy that may be changed. */
export function draftOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map(draftOf) as T;
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const key in value) copy[key] = draftOf(value[key]);
  return copy as T;
}

/** Freezes a value to its leaves and returns it; what is frozen already is left alone. */
export function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const key in value) freeze(value[key]);
  return value;
}

/** Whether two objects have the very same values under the same keys, in the same order. */
function isAlike(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  for (const key in a) if (a[key] !== b[key]) return false;
  const keys = Object.keys(b);
  let at = 0;
  for (const key in a) if (key !== keys[at++]) return false;
  return at === keys.length;
}

/**
 * `value` with the parts of `other` in the place of its own that are the same, the order of keys
 * included: what is alike is there once, and comparing it ends at once. It is changed itself,
 * but for what is frozen already.
 */
export function share<T>(value: T, other: unknown): T {
  if (value === other || typeof value !== 'object' || typeof other !== 'object') return value;
  if (value === null || other === null || Object.isFrozen(value)) return value;
  if (Array.isArray(value) !== Array.isArray(other)) return value;
  if (Array.isArray(value)) {
    const theirs = other as unknown[];
    let isSame = value.length === theirs.length;
    for (let i = 0; i < value.length; i++) {
      const shared = share(value[i], theirs[i]);
      if (shared !== value[i]) value[i] = shared;
      if (shared !== theirs[i]) isSame = false;
    }
    return isSame ? (other as T) : value;
  }
  const mine = value as Record<string, unknown>;
  const theirs = other as Record<string, unknown>;
  for (const key in mine) {
    const part = mine[key];
    if (typeof part !== 'object') continue;
    const shared = share(part, theirs[key]);
    if (shared !== part) mine[key] = shared;
  }
  return isAlike(mine, theirs) ? (other as T) : value;
}

/** `share` for the parts of an object and of its metadata, both of which stay changeable. */
export function shareParts(draft: KubeObject, other: KubeObject): void {
  const shareFields = (mine: Record<string, unknown>, theirs: Record<string, unknown>): void => {
    for (const key in mine) {
      if (mine[key] !== draft.metadata) mine[key] = share(mine[key], theirs[key]);
    }
  };
  shareFields(draft.metadata as unknown as JsonObject, other.metadata as unknown as JsonObject);
  shareFields(draft as unknown as JsonObject, other as unknown as JsonObject);
}

/** Whether two JSON values are equal; the order of keys does not count. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  let extra = 0;
  for (const _ in right) extra++;
  for (const key in left) {
    if (!(key in right) || !isEqual(left[key], right[key])) return false;
    extra--;
  }
  return extra === 0;
}

/** The owner that manages an object, if any. */
export function controllerOf({ metadata }: KubeObject): OwnerReference | undefined {
  const { ownerReferences } = metadata;
  for (let i = 0; i < (ownerReferences?.length ?? 0); i++) {
    const owner = ownerReferences?.[i];
    if (owner?.controller === true) return owner;
  }
  return undefined;
}

const two = (value: number): string => (value < 10 ? `0${value}` : `${value}`);

const timestampOf = rememberLast((epochSeconds: number): string => {
  const at = new Date(epochSeconds * 1000);
  const day = `${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
  const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
  return `${String(at.getUTCFullYear()).padStart(4, '0')}-${day}T${time}Z`;
});

/**
 * RFC 3339 in UTC with whole seconds, as the API server writes times. Put together here, because a
 * large cluster asks for so many that `toISOString` would be seen in its profile.
 */
export const timestamp = (epochMs: number): string => timestampOf(Math.floor(epochMs / 1000));

const microTimestampOf = rememberLast(
  (epochMs: number): string => `${new Date(epochMs).toISOString().slice(0, 23)}000Z`,
);

/** RFC 3339 in UTC with microseconds (MicroTime). */
export const microTimestamp = (epochMs: number): string => microTimestampOf(epochMs);
