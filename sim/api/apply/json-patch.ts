import { draftOf, isEqual, type Json, type JsonObject } from '../object.ts';

// Models RFC 6902 with the freedoms of the API server's library: negative indices count from the
// end.

/**
 * Why a JSON patch cannot be applied; the API server does not tell, so neither does it carry a
 * text.
 */
class PointerError extends Error {}

const isContainer = (json: Json | undefined): json is JsonObject | Json[] =>
  typeof json === 'object' && json !== null;

function refuse(): never {
  throw new PointerError();
}

const keysOf = (pointer: string): string[] => {
  if (pointer === '') return [];
  if (!pointer.startsWith('/')) return refuse();
  return pointer
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
};

/** An index into a list of which `end` is the last one allowed. */
function indexOf(key: string, length: number, end: number): number {
  if (!/^-?(0|[1-9][0-9]*)$/.test(key)) return refuse();
  const index = Number(key) < 0 ? Number(key) + length : Number(key);
  return index >= 0 && index <= end ? index : refuse();
}

function childOf(parent: JsonObject | Json[], key: string): Json | undefined {
  if (Array.isArray(parent)) return parent[indexOf(key, parent.length, parent.length - 1)];
  return Object.hasOwn(parent, key) ? parent[key] : undefined;
}

function find(root: Json, keys: readonly string[]): Json | undefined {
  let at: Json | undefined = root;
  for (const key of keys) at = isContainer(at) ? childOf(at, key) : refuse();
  return at;
}

interface Slot {
  readonly parent: JsonObject | Json[];
  readonly key: string;
}

function slotOf(root: Json, pointer: string): Slot {
  const keys = keysOf(pointer);
  const key = keys.pop();
  if (key === undefined) return refuse();
  const parent = find(root, keys);
  return isContainer(parent) ? { parent, key } : refuse();
}

function add(root: Json, pointer: string, value: Json): void {
  const { parent, key } = slotOf(root, pointer);
  if (!Array.isArray(parent)) parent[key] = value;
  else if (key === '-') parent.push(value);
  else parent.splice(indexOf(key, parent.length + 1, parent.length), 0, value);
}

function remove(root: Json, pointer: string): Json {
  const { parent, key } = slotOf(root, pointer);
  const value = childOf(parent, key);
  if (value === undefined) return refuse();
  if (Array.isArray(parent)) parent.splice(indexOf(key, parent.length, parent.length - 1), 1);
  else delete parent[key];
  return value;
}

function replace(root: Json, pointer: string, value: Json): void {
  const { parent, key } = slotOf(root, pointer);
  if (childOf(parent, key) === undefined) refuse();
  if (Array.isArray(parent)) parent[indexOf(key, parent.length, parent.length - 1)] = value;
  else parent[key] = value;
}

function applyOperation(root: Json, operation: Json): void {
  if (!isContainer(operation) || Array.isArray(operation)) refuse();
  const fields = operation as JsonObject;
  const text = (key: string): string => {
    const value = fields[key];
    return typeof value === 'string' ? value : refuse();
  };
  const { value } = fields;
  switch (text('op')) {
    case 'add':
      add(root, text('path'), draftOf(value ?? null));
      break;
    case 'remove':
      remove(root, text('path'));
      break;
    case 'replace':
      replace(root, text('path'), draftOf(value ?? null));
      break;
    case 'move':
      add(root, text('path'), remove(root, text('from')));
      break;
    case 'copy':
      add(root, text('path'), draftOf(find(root, keysOf(text('from'))) ?? refuse()));
      break;
    case 'test':
      if (!isEqual(find(root, keysOf(text('path'))) ?? null, value ?? null)) refuse();
      break;
    default:
      refuse();
  }
}

/** `original` after every operation, or undefined when one of them cannot be carried out. */
export function applyJsonPatch(
  original: JsonObject,
  operations: readonly Json[],
): JsonObject | undefined {
  const root = draftOf(original);
  try {
    for (const operation of operations) applyOperation(root, operation);
    return root;
  } catch (error) {
    if (error instanceof PointerError) return undefined;
    throw error;
  }
}
