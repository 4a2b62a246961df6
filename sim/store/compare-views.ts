import { isEqual, type JsonObject, type KubeObject, resourceOf } from '../api/index.ts';
import { objectsAfter } from './past-view.ts';
import type { StoreView } from './store.ts';

/** One field that differs; undefined where it is not there. */
export interface FieldDifference {
  /** `spec.template.spec.containers[web].image`; an item without a name has its place. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** One object that differs between two worlds or two instants. */
export interface ObjectDifference {
  /** `statefulsets.apps` */
  readonly resource: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** `replaced`: another object of the same name, with a uid of its own. */
  readonly type: 'added' | 'removed' | 'changed' | 'replaced';
  /** In the order of the objects' fields; none when the object was added or removed. */
  readonly fields: readonly FieldDifference[];
}

/** They differ with every write, or say nothing about the object itself. */
const NOISE: ReadonlySet<string> = new Set([
  'metadata.resourceVersion',
  'metadata.uid',
  'metadata.managedFields',
]);

const isRecord = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the items of a list are known by in this API. */
const ITEM_KEYS = ['name', 'type'];

/** How the items at place `i` of both lists are called in a path. */
const itemOf = (before: unknown, after: unknown, i: number): string => {
  const key = ITEM_KEYS.find(
    (one) => isRecord(before) && isRecord(after) && before[one] === after[one],
  );
  const name = key !== undefined && isRecord(before) ? before[key] : undefined;
  return typeof name === 'string' ? name : String(i);
};

/** The fields that differ between two objects, in their order; `path` is where they stand. */
export function fieldDifferences(before: unknown, after: unknown, path: string): FieldDifference[] {
  if (NOISE.has(path) || isEqual(before, after)) return [];
  if (isRecord(before) && isRecord(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) =>
      fieldDifferences(before[name], after[name], path === '' ? name : `${path}.${name}`),
    );
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((item, i) =>
      fieldDifferences(item, after[i], `${path}[${itemOf(item, after[i], i)}]`),
    );
  }
  return [{ path, before, after }];
}

interface Named {
  readonly resource: string;
  readonly object: KubeObject;
}

const namedObjects = (view: StoreView): Map<string, Named> => {
  const changes = view.changes();
  return new Map(
    objectsAfter(changes, changes.length).map(({ kind, object }) => {
      const resource = resourceOf(kind);
      const { namespace = '', name } = object.metadata;
      return [`${resource} ${namespace}/${name}`, { resource, object }];
    }),
  );
};

function compareNamed(
  old: ReadonlyMap<string, Named>,
  young: ReadonlyMap<string, Named>,
): ObjectDifference[] {
  const describe = (
    { resource, object }: Named,
    type: ObjectDifference['type'],
    fields: readonly FieldDifference[],
  ): ObjectDifference => {
    const { namespace = '', name } = object.metadata;
    return { resource, kind: object.kind, namespace, name, type, fields };
  };
  const differences = [...young].flatMap(([key, now]): ObjectDifference[] => {
    const then = old.get(key);
    if (then === undefined) return [describe(now, 'added', [])];
    const fields = fieldDifferences(then.object, now.object, '');
    const isSame = then.object.metadata.uid === now.object.metadata.uid;
    if (fields.length === 0 && isSame) return [];
    return [describe(now, isSame ? 'changed' : 'replaced', fields)];
  });
  const removed = [...old].flatMap(([key, then]) =>
    young.has(key) ? [] : [describe(then, 'removed', [])],
  );
  return [...differences, ...removed];
}

/** What is different in `after`, object by object, in the order of `after`, removed ones last. */
export const compareViews = (before: StoreView, after: StoreView): ObjectDifference[] =>
  compareNamed(namedObjects(before), namedObjects(after));

const UID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/**
 * The same for two worlds that were one up to `forkRv`. An object that both made since then is one
 * object, whatever number each drew for it, and so is what is named after that number.
 */
export function compareForks(
  before: StoreView,
  after: StoreView,
  forkRv: number,
): ObjectDifference[] {
  const known = new Set(
    after.changes().flatMap(({ rv, object }) => (rv <= forkRv ? [object.metadata.uid] : [])),
  );
  const [old, young] = [namedObjects(before), namedObjects(after)];
  const renamed = new Map<string, string>();
  for (const [key, { object }] of young) {
    const [uid, other] = [object.metadata.uid, old.get(key)?.object.metadata.uid];
    if (other === undefined || other === uid || known.has(uid) || known.has(other)) continue;
    renamed.set(uid, other);
  }
  if (renamed.size === 0) return compareNamed(old, young);
  const told = [...young].map(([key, { resource, object }]): [string, Named] => {
    const rename = (text: string): string => text.replace(UID, (uid) => renamed.get(uid) ?? uid);
    return [rename(key), { resource, object: JSON.parse(rename(JSON.stringify(object))) }];
  });
  return compareNamed(old, new Map(told));
}
