import { isObject, type JsonObject } from '../../api/index.ts';
import type { FieldSet } from '../../store/index.ts';

const SEPARATOR = '\u0000';

export const ROOT = '';

/** The path of an element below another. */
export const childPath = (path: string, element: string): string =>
  path === ROOT ? element : path + SEPARATOR + element;

const elementsOf = (path: string): string[] => path.split(SEPARATOR);

/** Whether `path` lies below `ancestor`. */
export const isBelow = (path: string, ancestor: string): boolean =>
  path.startsWith(ancestor + SEPARATOR);

/** The set that FieldsV1 stands for. */
export function parseFieldsV1(fields: JsonObject): FieldSet {
  const set = new Set<string>();
  const visit = (node: JsonObject, path: string): void => {
    for (const [element, child] of Object.entries(node)) {
      if (element === '.') {
        set.add(path);
        continue;
      }
      const at = childPath(path, element);
      if (!isObject(child) || Object.keys(child).length === 0) set.add(at);
      else visit(child, at);
    }
  };
  visit(fields, ROOT);
  return set;
}

/** Marks the containers that are members themselves, before what they contain. */
function withMarks(node: JsonObject, path: string, set: FieldSet): JsonObject {
  const marked: JsonObject = {};
  const keys = Object.keys(node);
  if (keys.length > 0 && set.has(path)) marked['.'] = {};
  for (const key of keys) {
    marked[key] = withMarks(node[key] as JsonObject, childPath(path, key), set);
  }
  return marked;
}

/** A set as FieldsV1, with sorted keys. */
export function formatFieldsV1(set: FieldSet): JsonObject {
  const root: JsonObject = {};
  for (const path of [...set].sort()) {
    let node = root;
    const elements = elementsOf(path);
    for (const element of elements) {
      const next = node[element];
      const child: JsonObject = isObject(next) ? next : {};
      node[element] = child;
      node = child;
    }
  }
  return withMarks(root, ROOT, set);
}

/** Both; one of them itself where the other adds nothing, which most writes do not. */
export function union(a: FieldSet, b: FieldSet): FieldSet {
  if (a.size === 0) return b;
  return isWithin(b, a) ? a : new Set([...a, ...b]);
}

/** What `a` has and `b` does not; `a` itself where they have nothing in common. */
export function difference(a: FieldSet, b: FieldSet): FieldSet {
  for (const path of b) if (a.has(path)) return new Set([...a].filter((own) => !b.has(own)));
  return a;
}

function isWithin(a: FieldSet, b: FieldSet): boolean {
  for (const path of a) if (!b.has(path)) return false;
  return true;
}

export const intersection = (a: FieldSet, b: FieldSet): FieldSet =>
  new Set([...a].filter((path) => b.has(path)));
export const isSameSet = (a: FieldSet, b: FieldSet): boolean =>
  a === b || (a.size === b.size && isWithin(a, b));

/** `name="c"` of an item's keys. */
function formatKeys(text: string): string {
  const keys = JSON.parse(text) as JsonObject;
  return Object.entries(keys)
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join(',');
}

/** `.spec.containers[name="c"].image`: a path as conflicts print it. */
export const formatPath = (path: string): string =>
  elementsOf(path)
    .map((element) => {
      const value = element.slice(2);
      if (element.startsWith('k:')) return `[${formatKeys(value)}]`;
      return element.startsWith('v:') ? `[=${value}]` : `.${value}`;
    })
    .join('');
